from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
import shapely

from holdfire.contact.exposure import Days, Roster
from holdfire.contact.fronts import STAIRCASE, front_contact
from holdfire.contact.grid import Projection
from holdfire.contact.ground import by_source, mapped_days, share_drawn
from holdfire.model.control import ControlSpell

PLANE = Projection(lon=38.0, lat=35.0)
EPOCH = date(1970, 1, 1)
ROSTER = Roster(names=("a", "b", "c"), pairs=np.array([[0, 1], [0, 2], [1, 2]]))
MONTH = Days(first=0, end=30)


def spell(holder, *corners, first=0, end=None, source="desk", holes=()):
    """Ground between corners in km, its edges cut fine so that they stay straight on the plane."""
    rings = [shapely.segmentize(shapely.Polygon(ring), 2.0).exterior.coords for ring in (corners, *holes)]
    polygon = tuple(
        tuple(zip(*(d.tolist() for d in PLANE.inverse(*np.array(ring).T)), strict=True)) for ring in rings
    )
    return ControlSpell(
        holder=holder,
        since=EPOCH + timedelta(days=first),
        until=None if end is None else EPOCH + timedelta(days=end),
        polygons=(polygon,),
        source=source,
    )


def box(holder, west, south, east, north, **more):
    return spell(holder, (west, south), (east, south), (east, north), (west, north), **more)


@pytest.fixture
def front(rows_of):
    """Measure fronts of a, b and c with rows only at the corners of the map."""

    def measure(*spells, days=MONTH, rows=()):
        corners = ((-100.0, -100.0, 0, -1, -1), (100.0, 100.0, 0, -1, -1))
        return front_contact(spells, rows_of(*corners, *rows), ROSTER, days, PLANE)

    return measure


def km_days(contact, dyad=0):
    return contact.amount[contact.dyad == dyad].sum()


def test_a_straight_level_front_has_its_cells_edges_as_length(front):
    contact = front(box("a", -100, 0, 100, 60), box("b", -100, -60, 100, 0))
    assert km_days(contact) == pytest.approx(200 * STAIRCASE * 30, rel=0.02)
    assert np.allclose(contact.y, 0)


def test_a_diagonal_front_is_as_much_too_long_as_a_level_one_is_too_short(front):
    one = spell("a", (-80, -80), (80, 80), (-80, 80))
    contact = front(one, spell("b", (-80, -80), (80, -80), (80, 80)))
    assert km_days(contact) == pytest.approx(2 * 160 * STAIRCASE * 30, rel=0.03)


def test_a_round_front_has_its_true_length(front):
    turn = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    circle = [(50 * np.cos(t), 50 * np.sin(t)) for t in turn]
    frame = [(-90, -90), (90, -90), (90, 90), (-90, 90)]
    contact = front(spell("a", *circle), spell("b", *frame, holes=(circle,)))
    assert km_days(contact) == pytest.approx(2 * np.pi * 50 * 30, rel=0.02)


@pytest.mark.parametrize("degrees", [10, 20, 30, 40, 50, 60, 70, 80])
def test_a_front_of_any_direction_is_within_a_quarter_of_its_true_length(front, degrees):
    turn = np.radians(degrees)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    upper = [tuple(turned @ c) for c in ((-60, 0), (60, 0), (60, 60), (-60, 60))]
    lower = [tuple(turned @ c) for c in ((-60, -60), (60, -60), (60, 0), (-60, 0))]
    assert km_days(front(spell("a", *upper), spell("b", *lower))) == pytest.approx(120 * 30, rel=0.25)


def test_moving_the_map_moves_the_front(front):
    here = front(box("a", -40, 0, 40, 40), box("b", -40, -40, 40, 0))
    there = front(box("a", -20, 10, 60, 50), box("b", -20, -30, 60, 10))
    assert km_days(there) == pytest.approx(km_days(here), rel=0.03)
    assert there.y.mean() == pytest.approx(10)


def test_who_is_called_what_does_not_matter(front):
    spells = box("a", -40, 0, 40, 40), box("b", -40, -40, 40, 0), box("c", 40, -40, 80, 40)
    named = {"a": "c", "b": "a", "c": "b"}
    swapped = [
        ControlSpell(
            holder=named[s.holder], since=s.since, until=s.until, polygons=s.polygons, source=s.source
        )
        for s in spells
    ]
    before, after = front(*spells), front(*swapped)
    assert [km_days(before, d) for d in (0, 1, 2)] == [km_days(after, d) for d in (1, 2, 0)]
    assert all(km_days(before, d) > 0 for d in range(3))


def test_a_strip_that_nobody_holds_parts_two_fronts(front):
    apart = front(box("a", -40, 4, 40, 40), box("b", -40, -40, 40, -4))
    named_nobody = front(box("a", -40, 4, 40, 40), box(None, -40, -4, 40, 4), box("b", -40, -40, 40, -4))
    assert km_days(apart) == km_days(named_nobody) == 0


def test_ground_that_two_claim_is_no_ones(front):
    assert km_days(front(box("a", -40, -6, 40, 40), box("b", -40, -40, 40, 6))) == 0


def test_ground_of_someone_who_is_not_looked_at_is_no_front_either(front):
    contact = front(box("a", -40, 0, 40, 40), box("stranger", -40, -40, 40, 0))
    assert len(contact.amount) == 0


def test_a_front_counts_from_its_first_day_up_to_the_day_before_its_last(front):
    a, b = box("a", -40, 0, 40, 40, first=10, end=20), box("b", -40, -40, 40, 0)
    one_day = km_days(front(a, b, days=Days(first=10, end=11)))
    assert one_day == pytest.approx(80 * STAIRCASE, rel=0.03)
    for first, end, days in ((9, 10, 0), (19, 20, 1), (20, 21, 0), (0, 30, 10), (15, 40, 5)):
        assert km_days(front(a, b, days=Days(first=first, end=end))) == pytest.approx(days * one_day)


def test_a_moving_front_is_the_sum_of_its_days(front):
    cuts = [0, 7, 11, 30]
    spells = [
        s
        for (first, end), y in zip(pairwise(cuts), (0, 10, -20), strict=True)
        for s in (
            box("a", -40, y, 40, 60, first=first, end=end),
            box("b", -40, -60, 40, y, first=first, end=end),
        )
    ]
    days = [km_days(front(*spells, days=Days(first=d, end=d + 1))) for d in range(30)]
    assert km_days(front(*spells)) == pytest.approx(sum(days))


def test_a_clash_is_covered_near_its_own_dyads_front_of_that_day(front):
    rows = [
        (0, 14, 5, 0, 1),
        (0, 17, 5, 0, 1),  # too far
        (0, 14, 5, 0, 2),  # a dyad without a front here
        (0, 14, 25, 1, 0),  # the ground has no holder any more
    ]
    spells = box("a", -40, 0, 40, 40, end=20), box("b", -40, -40, 40, 0, end=20)
    assert front(*spells, rows=rows).covered.tolist()[2:] == [True, False, False, False]


def test_ground_far_from_every_row_is_left_out(rows_of):
    spells = box("a", -40, 0, 40, 40), box("b", -40, -40, 40, 0)
    far = rows_of((400, 400, 0, -1, -1), (500, 400, 0, -1, -1))
    assert km_days(front_contact(spells, far, ROSTER, MONTH, PLANE)) == 0


def test_sources_are_kept_apart_and_place_marks_are_no_ground():
    mark = ControlSpell(holder="a", since=EPOCH, point=(38.0, 35.0), source="marks")
    spells = [box("a", 0, 0, 9, 9, source="two"), box("b", 0, 0, 9, 9, source="one"), mark]
    assert {name: len(held) for name, held in by_source(spells).items()} == {"one": 1, "two": 1}


def test_days_with_a_map_are_counted_once():
    spells = box("a", 0, 0, 9, 9, first=5, end=10), box("b", 0, 0, 9, 9, first=8, end=12)
    assert mapped_days(spells, MONTH) == 7
    assert mapped_days(spells, Days(first=0, end=5)) == 0


def test_the_share_of_places_on_drawn_ground_counts_places_as_often_as_they_occur():
    lon, lat = PLANE.inverse([1, 1, 1, 50], [1, 1, 1, 50])
    assert share_drawn([box("a", 0, 0, 9, 9)], lon, lat) == 0.75
    assert share_drawn([], np.zeros(0), np.zeros(0)) == 1.0
