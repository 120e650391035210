"""Areas held, what map error does to them, and what changes hands, beside pyproj and closed forms."""

import itertools

import numpy as np
import pytest
import shapely
from drawn_ground import box, spell
from pyproj import Geod

from holdfire.contact.exposure import Days
from holdfire.contact.handed import handed_over
from holdfire.contact.holdings import ground_km2, holdings

MONTH = Days(first=0, end=30)
GEOD = Geod(ellps="WGS84")


def km2(shape):
    parts = shapely.get_parts(shapely.orient_polygons(shapely.segmentize(shape, 0.01)))
    return sum(GEOD.geometry_area_perimeter(part)[0] for part in parts) / 1e6


def only(spells, days=MONTH):
    (found,) = holdings(spells, days)
    return found


def test_ground_is_measured_on_the_ellipsoid_without_its_holes():
    hole = shapely.box(38.4, 35.4, 38.6, 35.6)
    land = shapely.difference(shapely.box(38, 35, 39, 36), hole)
    found = only([spell("a", land), spell("b", hole)])
    assert ground_km2(found.alone("a")) == pytest.approx(km2(land), rel=1e-6)
    assert ground_km2(found.alone("b")) == pytest.approx(km2(hole), rel=1e-6)
    assert ground_km2(found.drawn) == pytest.approx(km2(shapely.box(38, 35, 39, 36)), rel=1e-6)
    assert ground_km2(found.alone("c")) == 0


def test_ground_on_both_sides_of_the_date_line_adds_up():
    found = only([box("a", 179, 60, 180, 61), box("a", -180, 60, -178, 61)])
    assert ground_km2(found.alone("a")) == pytest.approx(km2(shapely.box(0, 60, 3, 61)), rel=1e-6)
    assert ground_km2(found.within_reach("a", "a", 5)) > 0


def test_what_two_claim_is_contested_and_counts_for_nobody():
    found = only([box("a", 0, 0, 2, 1), box("b", 1, 0, 3, 1), box(None, 3, 0, 4, 1)])
    assert ground_km2(found.alone("a")) == pytest.approx(km2(shapely.box(0, 0, 1, 1)), rel=1e-6)
    assert ground_km2(found.contested) == pytest.approx(km2(shapely.box(1, 0, 2, 1)), rel=1e-6)
    assert ground_km2(found.nobody) == pytest.approx(km2(shapely.box(3, 0, 4, 1)), rel=1e-6)


def test_one_holders_spells_over_the_same_ground_count_once():
    found = only([box("a", 0, 0, 2, 1), box("a", 1, 0, 3, 1)])
    assert ground_km2(found.alone("a")) == pytest.approx(km2(shapely.box(0, 0, 3, 1)), rel=1e-6)
    assert found.contested.is_empty


def test_the_maps_error_is_a_strip_along_the_border_and_nothing_at_the_edge_of_the_map():
    """A border of 100 km that may be off by 5 km leaves 500 km² open on either side."""
    south, north = box("a", 0, 0, 0.9, 0.5, error_km=5.0), box("b", 0, 0.5, 0.9, 1, error_km=5.0)
    found = only([south, north])
    best = ground_km2(found.alone("a"))

    def ends(found):
        return found.km2_between(found.between_errors("a"), found.alone("a"))

    strip = 5.0 * GEOD.line_length([0, 0.9], [0.5, 0.5]) / 1000
    assert ends(found) == pytest.approx((best - strip, best + strip), rel=0.002)
    sure = only([box("a", 0, 0, 0.9, 0.5), box("b", 0, 0.5, 0.9, 1)])
    assert ends(sure) == pytest.approx((best, best), rel=1e-4)
    assert sure.stated_km is None
    alone = only([box("a", 0, 0, 0.9, 0.5, error_km=5.0)])
    assert ends(alone) == pytest.approx((best, best), rel=1e-4)
    half = shapely.box(0, 0, 0.45, 1)
    within = found.km2_between(found.between_errors("a", half), shapely.box(0, 0, 0.45, 0.5))
    assert within == pytest.approx(((best - strip) / 2, (best + strip) / 2), rel=0.002)


def test_what_lies_within_reach_is_a_strip_along_the_border():
    found = only([box("a", 0, 0, 0.9, 0.5), box("b", 0, 0.5, 0.9, 1)])
    width = GEOD.line_length([0, 0.9], [0.5, 0.5]) / 1000
    for km in (10.0, 20.0):
        assert found.within_reach("a", "b", km).area == pytest.approx(km * width, rel=0.01)
    assert found.within_reach("a", "b", 500).area == pytest.approx(ground_km2(found.alone("b")), rel=0.002)


def test_holdings_last_from_their_first_day_up_to_the_day_before_their_last():
    spells = [box("a", 0, 0, 1, 1, first=10, end=20), box("b", 1, 0, 2, 1, first=15, end=25)]
    found = [(h.days.first, h.days.end, sorted(h.of)) for h in holdings(spells, MONTH)]
    assert found == [(10, 15, ["a"]), (15, 20, ["a", "b"]), (20, 25, ["b"])]
    assert [h.days for h in holdings(spells, Days(first=24, end=25))] == [Days(first=24, end=25)]
    assert list(holdings(spells, Days(first=25, end=26))) == []


def test_ground_that_changes_hands_is_found_on_its_day():
    spells = [
        box("a", 0, 0, 1, 1, end=10),
        box("b", 1, 0, 2, 1),
        box("a", 0, 0, 0.5, 1, first=10),
        box("b", 0.5, 0, 1, 1, first=10),
    ]
    (found,) = handed_over(spells, MONTH)
    assert (found.day, found.before, found.loser, found.taker) == (10, 9, "a", "b")
    assert found.km2 == pytest.approx(km2(shapely.box(0.5, 0, 1, 1)), rel=1e-6)
    assert list(handed_over(spells, Days(first=0, end=10))) == []
    assert len(list(handed_over(spells, Days(first=9, end=11)))) == 1


def test_ground_that_becomes_contested_or_is_drawn_anew_is_told_apart():
    spells = [
        box("a", 0, 0, 1, 1),
        box("b", 0.5, 0, 1.5, 1, first=10, end=20),
        box("a", 5, 0, 6, 1, first=25),
    ]
    found = [(h.day, h.loser, h.taker) for h in handed_over(spells, MONTH)]
    assert found == [(10, "a", None), (20, None, "a")]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_handed_over_adds_up_to_what_each_gains(seed):
    rng = np.random.default_rng(seed)
    spells = [
        box(rng.choice(["a", "b", None]), x, y, x + 1, y + 1, first=day, end=day + 5)
        for day in (0, 5, 10)
        for x in range(4)
        for y in range(3)
    ]
    days = Days(first=0, end=15)
    maps = list(holdings(spells, days))
    for before, after in itertools.pairwise(maps):
        moved = [h for h in handed_over(spells, days) if h.day == after.days.first]
        for name in "ab":
            gained = sum(h.km2 * ((h.taker == name) - (h.loser == name)) for h in moved)
            wanted = ground_km2(after.alone(name)) - ground_km2(before.alone(name))
            assert gained == pytest.approx(wanted, abs=0.01)
    assert any(h.km2 > 0 for h in handed_over(spells, days))
