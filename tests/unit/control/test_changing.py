from datetime import date

import pytest

from holdfire.control.changing import Town, map_captures
from holdfire.model.control import ControlSpell

OSK = Town(name="Osk", lat=0.5, lon=0.5, population=9_000)
TARN = Town(name="Tarn", lat=0.5, lon=5.5, population=6_000)


def day(number: int) -> date:
    return date(2030, 1, number)


def ground(holder, since, until=None, *, west=0.0, source="map"):
    ring = ((west, 0.0), (west + 1, 0.0), (west + 1, 1.0), (west, 1.0), (west, 0.0))
    return ControlSpell(holder=holder, since=since, until=until, polygons=((ring,),), source=source)


def test_a_town_is_captured_between_the_last_map_without_and_the_first_with_its_new_holder():
    found = map_captures([ground("reds", day(1)), ground("blues", day(9))], [OSK, TARN])
    (one,) = found
    assert (one.place, one.loser, one.taker) == ("Osk", "reds", "blues")
    assert (one.first, one.last) == (day(2), day(9))
    assert (one.basis, one.source, one.population) == ("control map", "map", 9_000)


def test_a_map_in_between_that_shows_no_holder_narrows_the_days():
    spells = [ground("reds", day(1)), ground(None, day(6)), ground("blues", day(9))]
    assert [(c.first, c.last) for c in map_captures(spells, [OSK])] == [(day(7), day(9))]


def test_a_spell_that_says_until_when_it_holds_dates_the_capture_to_the_day():
    (one,) = map_captures([ground("reds", day(1), day(9)), ground("blues", day(9))], [OSK])
    assert (one.first, one.last) == (day(9), day(9))


def test_ground_that_is_held_by_the_same_again_or_drawn_for_the_first_time_is_no_capture():
    again = [ground("reds", day(1)), ground(None, day(5)), ground("reds", day(9))]
    assert map_captures(again, [OSK]) == ()
    assert map_captures([ground("reds", day(1), west=5.0), ground("blues", day(9))], [OSK]) == ()


def test_ground_that_two_claim_is_no_ones():
    spells = [ground("reds", day(1)), ground("reds", day(5)), ground("blues", day(5))]
    assert map_captures(spells, [OSK]) == ()
    spells.append(ground("blues", day(9)))
    assert [(c.first, c.last) for c in map_captures(spells, [OSK])] == [(day(6), day(9))]


@pytest.mark.parametrize("sources", [("one", "two"), ("two", "one")])
def test_sources_are_never_mixed(sources):
    one, two = sources
    spells = [ground("reds", day(1), source=one), ground("blues", day(9), source=two)]
    assert map_captures(spells, [OSK]) == ()
