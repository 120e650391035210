from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from holdfire.control import close_spells
from holdfire.model.control import ControlSpell

JAN, FEB, MAR = date(2017, 1, 1), date(2017, 2, 1), date(2017, 3, 1)
GROUND = ((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),),)


def layer(since, until=None, source="desk", holder="north"):
    return ControlSpell(holder=holder, since=since, until=until, polygons=GROUND, source=source)


def mark(since, point, source="desk"):
    return ControlSpell(holder="north", since=since, point=point, source=source)


def untils(*spells):
    return [s.until for s in close_spells(spells)]


def test_an_open_layer_ends_where_the_next_of_its_source_begins():
    assert untils(layer(FEB), layer(JAN), layer(JAN, holder="south"), layer(MAR)) == [MAR, FEB, FEB, None]


def test_a_layer_of_another_source_ends_nothing():
    assert untils(layer(JAN), layer(FEB, source="other")) == [None, None]


def test_a_stated_end_is_kept():
    assert untils(layer(JAN, until=MAR), layer(FEB)) == [MAR, None]


def test_a_place_mark_holds_until_the_next_mark_of_its_place():
    here, there = (36.0, 35.0), (37.0, 35.0)
    assert untils(mark(JAN, here), mark(FEB, there), mark(MAR, here)) == [MAR, None, None]


@given(st.lists(st.tuples(st.dates(JAN, MAR), st.sampled_from(["one", "two"])), max_size=12))
def test_closing_twice_changes_nothing_and_order_does_not_matter(days):
    spells = [layer(day, source=source) for day, source in days]
    closed = close_spells(spells)
    assert close_spells(closed) == closed
    assert close_spells(spells[::-1]) == closed[::-1]
    assert all(s.until is None or s.since < s.until for s in closed)
