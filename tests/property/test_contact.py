"""Symmetries of contact: it knows no names, no place on Earth, no calendar, and no order of rows."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.contact.copresence import co_presence
from holdfire.contact.exposure import Days, Roster, Rows
from holdfire.contact.fronts import STAIRCASE, front_contact
from holdfire.contact.grid import Projection, projection_for
from holdfire.control import close_spells
from holdfire.model.control import ControlSpell
from holdfire.model.event import day_number
from holdfire.simulate.ground import control_spells
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.velmar import WAR_WITH_DEAL

ACTORS = 4
ROSTER = Roster(names=("a", "b", "c", "d"), pairs=np.array(list(combinations(range(ACTORS), 2))))
PLANE = Projection(lon=38.0, lat=35.0)

side = st.integers(-1, ACTORS - 1)
km = st.integers(-60, 60)
wars = st.lists(st.tuples(km, km, st.integers(-40, 70), side, side), min_size=1, max_size=40)
periods = st.tuples(st.integers(-20, 30), st.integers(1, 40)).map(lambda p: Days(first=p[0], end=p[0] + p[1]))


def rows_of(war) -> Rows:
    x, y, day, one, other = (np.array(column) for column in zip(*war, strict=True))
    return Rows(x=x + 0.5, y=y + 0.5, day=day, one=one, other=other)


def totals(contact) -> list[float]:
    return np.bincount(contact.dyad, contact.amount, minlength=len(ROSTER.pairs)).round(6).tolist()


@settings(deadline=None)
@given(wars, periods, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_sides_does_not_matter(war, days, order):
    mixed = [(x, y, t, b, a) if order.random() < 0.5 else (x, y, t, a, b) for x, y, t, a, b in war]
    order.shuffle(mixed)
    one, two = co_presence(rows_of(war), ROSTER, days), co_presence(rows_of(mixed), ROSTER, days)
    assert totals(one) == totals(two)
    assert one.covered.sum() == two.covered.sum()


@settings(deadline=None)
@given(wars, periods, st.permutations(range(ACTORS)))
def test_new_names_give_the_same_contact_under_the_new_names(war, days, named):
    code = [*named, -1]
    before = totals(co_presence(rows_of(war), ROSTER, days))
    after = totals(co_presence(rows_of([(x, y, t, code[a], code[b]) for x, y, t, a, b in war]), ROSTER, days))
    number = {frozenset(pair): i for i, pair in enumerate(ROSTER.pairs.tolist())}
    for i, (a, b) in enumerate(ROSTER.pairs.tolist()):
        assert before[i] == after[number[frozenset({code[a], code[b]})]]


@settings(deadline=None)
@given(wars, periods, st.integers(-9, 9), st.integers(-9, 9), st.integers(-500, 500))
def test_contact_moves_with_the_war(war, days, east, north, later):
    moved = [(x + 10 * east, y + 10 * north, t + later, a, b) for x, y, t, a, b in war]
    then = Days(first=days.first + later, end=days.end + later)
    before, after = co_presence(rows_of(war), ROSTER, days), co_presence(rows_of(moved), ROSTER, then)
    assert totals(before) == totals(after)
    assert before.covered.tolist() == after.covered.tolist()


@settings(deadline=None)
@given(wars, periods, st.integers(0, 40))
def test_days_add_up_wherever_a_period_is_cut(war, days, cut):
    middle = min(days.first + cut, days.end)
    rows = rows_of(war)
    parts = [Days(first=days.first, end=middle), Days(first=middle, end=days.end)]
    added = np.sum([totals(co_presence(rows, ROSTER, part)) for part in parts], axis=0)
    assert totals(co_presence(rows, ROSTER, days)) == added.tolist()


@settings(deadline=None)
@given(wars, periods)
def test_one_more_clash_of_a_dyad_never_adds_to_its_own_contact(war, days):
    before = totals(co_presence(rows_of(war), ROSTER, days))
    after = totals(co_presence(rows_of([*war, (0, 0, days.first, 0, 1)]), ROSTER, days))
    assert after[0] == before[0]
    assert all(new >= old for new, old in zip(after, before, strict=True))


def test_fronts_of_a_simulated_map_are_the_borders_of_its_cells():
    war = simulate_war(WAR_WITH_DEAL, np.random.default_rng(1))
    spells, starts = control_spells(war.setting, war.owners), war.setting.month_starts
    corners = np.array([c for spell in spells for polygon in spell.polygons for c in polygon[0]])
    plane = projection_for(corners[:, 0], corners[:, 1])
    x, y = plane.forward(corners[:, 0], corners[:, 1])
    nobody = np.full(len(x), -1)
    rows = Rows(x=x, y=y, day=np.zeros(len(x), dtype=np.int64), one=nobody, other=nobody)
    parties = war.setting.parties
    roster = Roster(
        names=tuple(p.name for p in parties), pairs=np.array(list(combinations(range(len(parties)), 2)))
    )
    days = Days(first=day_number(starts[0]), end=day_number(starts[-1]))
    contact = front_contact(spells, rows, roster, days, plane)
    for number, pair in enumerate(roster.pairs.tolist()):
        edges = sum(
            (later - first).days
            * np.count_nonzero((np.minimum(a, b) == pair[0]) & (np.maximum(a, b) == pair[1]))
            for owners, first, later in zip(war.owners, starts, starts[1:], strict=False)
            for a, b in ((owners[:, :-1], owners[:, 1:]), (owners[:-1], owners[1:]))
        )
        measured = contact.amount[contact.dyad == number].sum()
        assert measured == pytest.approx(edges * war.setting.land.cell_km * STAIRCASE, rel=0.02)


layers = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(0, 40), km, km, st.integers(4, 60)),
    min_size=1,
    max_size=6,
)


def ground(holder, since, x, y, size) -> ControlSpell:
    lon, lat = PLANE.inverse([x, x + size, x + size, x, x], [y, y, y + size, y + size, y])
    ring = tuple(zip(lon.tolist(), lat.tolist(), strict=True))
    day = np.datetime64(since, "D").item()
    return ControlSpell(holder=holder, since=day, polygons=((ring,),), source="desk")


@settings(deadline=None, max_examples=60)
@given(layers, st.integers(1, 49), st.randoms(use_true_random=False))
def test_front_days_add_up_and_the_order_of_features_does_not_matter(drawn, cut, order):
    spells = close_spells([ground(*one) for one in drawn])
    rows = rows_of([(-60, -60, 0, -1, -1), (60, 60, 0, -1, -1)])

    def measured(first, end, features=spells):
        return totals(front_contact(features, rows, ROSTER, Days(first=first, end=end), PLANE))

    whole = measured(0, 50)
    assert np.allclose(whole, np.add(measured(0, cut), measured(cut, 50)))
    shuffled = list(spells)
    order.shuffle(shuffled)
    assert measured(0, 50, tuple(shuffled)) == whole
