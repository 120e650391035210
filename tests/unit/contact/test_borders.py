"""Borders as they are drawn, beside shapely's boundaries measured by pyproj's geodesics."""

from itertools import combinations

import numpy as np
import pytest
import shapely
from drawn_ground import EPOCH, box, spell
from pyproj import Geod

from holdfire.contact.borders import borders
from holdfire.contact.exposure import Days
from holdfire.model.control import ControlSpell

MONTH = Days(first=0, end=30)
CODES = {"a": 0, "b": 1, "c": 2}
GEOD = Geod(ellps="WGS84")


def km(line):
    """Measure a line by geodesics between points so close that they follow it."""
    return (
        sum(GEOD.geometry_length(part) for part in shapely.get_parts(shapely.segmentize(line, 0.01))) / 1000
    )


def front(spells, first="a", second="b", days=MONTH, **options):
    one, other = sorted((CODES[first], CODES[second]))
    return sum(
        found.km[(found.one == one) & (found.other == other)].sum() * len(found.days)
        for found in borders(spells, CODES, days, **options)
    ) / len(days)


def of_shapely(spells):
    """Find the borders of each two holders by the ground that each has alone."""
    ground = {name: shapely.union_all([_shape(s) for s in spells if s.holder == name]) for name in CODES}
    ground[None] = shapely.union_all([_shape(s) for s in spells if s.holder is None])
    alone = {
        name: shapely.difference(mine, shapely.union_all([g for n, g in ground.items() if n != name]))
        for name, mine in ground.items()
    }
    return {
        (one, other): km(shapely.intersection(alone[one].boundary, alone[other].boundary))
        for one, other in combinations(CODES, 2)
    }


def _shape(spell):
    return shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in spell.polygons])


def test_a_border_is_as_long_as_it_is_drawn():
    line = shapely.LineString([(38, 34), (38.3, 34.7), (37.9, 35.2), (38.4, 36)])
    west = shapely.Polygon([*line.coords, (37, 36), (37, 34)])
    east = shapely.Polygon([*line.coords, (39, 36), (39, 34)])
    assert front([spell("a", west), spell("b", east)]) == pytest.approx(km(line), rel=1e-6)


def test_a_line_that_is_long_and_oblique_is_measured_along_the_map_and_not_along_the_great_circle():
    west = shapely.Polygon([(20, 40), (60, 70), (20, 70)])
    east = shapely.Polygon([(20, 40), (60, 40), (60, 70)])
    line = shapely.LineString([(20, 40), (60, 70)])
    assert front([spell("a", west), spell("b", east)]) == pytest.approx(km(line), rel=1e-7)
    assert GEOD.geometry_length(line) / 1000 < 0.99 * km(line)


@pytest.mark.parametrize("seed", range(12))
def test_random_maps_have_the_borders_that_shapely_finds(seed):
    """Cells of all sizes meet here, so many lines are cut by their neighbours only; some ground overlaps."""
    rng = np.random.default_rng(seed)
    names = ["a", "b", "c", None]
    spells = [
        box(names[rng.integers(4)], 30 + x, 40 + y, 30.5 + x, 40.5 + y)
        for x in np.arange(0, 3, 0.5)
        for y in np.arange(0, 2, 0.5)
    ]
    cut = [s for s in spells if rng.random() < 0.4]
    spells = [s for s in spells if s not in cut]
    for s in cut:
        west, south, east, north = _shape(s).bounds
        at = west + (east - west) * rng.choice([0.25, 0.5, 0.6])
        spells += [
            box(names[rng.integers(4)], west, south, at, north),
            box(names[rng.integers(4)], at, south, east, north),
        ]
    if seed % 3 == 0:
        spells.append(box("abc"[rng.integers(3)], 30.7, 40.2, 31.6, 41.1))
    wanted = of_shapely(spells)
    for (one, other), length in wanted.items():
        assert front(spells, one, other) == pytest.approx(length, abs=1.5)  # ends lie within a step of 250 m
    assert max(wanted.values()) > 100


def test_an_enclave_is_bordered_all_round_and_a_coast_not_at_all():
    hole = shapely.box(38.4, 35.4, 38.6, 35.6)
    land = shapely.difference(shapely.box(38, 35, 39, 36), hole)
    assert front([spell("a", land), spell("b", hole)]) == pytest.approx(km(hole.boundary), rel=1e-6)
    assert front([spell("a", land)]) == 0


def test_a_pocket_is_bordered_by_each_neighbour_with_its_own_part():
    pocket = shapely.box(0, 0, 0.2, 0.2)
    spells = [spell("a", pocket), box("b", -1, 0, 0, 0.2), box("c", -1, 0.2, 0.2, 1), box("b", 0.2, 0, 1, 1)]
    sides = {name: shapely.LineString(line) for name, line in SIDES.items()}
    assert front(spells, "a", "b") == pytest.approx(km(sides["west"]) + km(sides["east"]), abs=0.3)
    assert front(spells, "a", "c") == pytest.approx(km(sides["north"]), abs=0.3)


SIDES = {"west": [(0, 0), (0, 0.2)], "east": [(0.2, 0), (0.2, 0.2)], "north": [(0, 0.2), (0.2, 0.2)]}


@pytest.mark.parametrize("cut", [66.0, 66.3])
def test_ground_that_meets_at_the_date_line_has_a_border_there(cut):
    """One neighbour has a corner on the meridian that the other lacks, in the second case."""
    west = [box("a", 179, 65, 180, cut), box("a", 179, cut, 180, 67)]
    wanted = km(shapely.LineString([(180, 65), (180, 67)]))
    assert front([*west, box("b", -180, 65, -179, 66), box("b", -180, 66, -179, 67)]) == pytest.approx(
        wanted, abs=0.3
    )
    assert front([*west, box("b", 178, 65, 179, 67)]) == pytest.approx(wanted, abs=0.3)


def test_a_map_up_to_a_pole_is_measured():
    west, east = box("a", 0, 80, 10, 90), box("b", 10, 80, 20, 90)
    assert front([west, east]) == pytest.approx(km(shapely.LineString([(10, 80), (10, 90)])), rel=1e-6)


def test_ground_that_two_claim_or_that_nobody_holds_parts_a_front():
    line = km(shapely.LineString([(38, 35.5), (39, 35.5)]))
    south, north = box("a", 38, 35, 39, 35.5), box("b", 38, 35.5, 39, 36)
    assert front([south, north]) == pytest.approx(line, rel=1e-6)
    assert front([south, box(None, 38, 35.5, 39, 35.52), box("b", 38, 35.52, 39, 36)]) == 0
    assert front([box("a", 38, 35, 39, 35.6), box("b", 38, 35.4, 39, 36)]) == 0
    half = box("c", 38.5, 35.3, 39, 35.7)  # a third claims both sides of the eastern half
    assert front([south, north, half]) == pytest.approx(line / 2, abs=0.3)


def test_lines_that_were_drawn_twice_beside_each_other_are_one_border():
    """100 m of gap or of overlap is slop, 2 km are ground."""
    line = km(shapely.LineString([(38, 35.5), (39, 35.5)]))
    for off, wanted in ((0.0009, line), (-0.0009, line), (0.02, 0), (-0.02, 0)):
        drawn = [box("a", 38, 35, 39, 35.5), box("b", 38, 35.5 + off, 39, 36)]
        assert front(drawn) == pytest.approx(wanted, abs=1)


def test_a_border_counts_from_its_first_day_up_to_the_day_before_its_last():
    spells = [box("a", 38, 35, 39, 35.5, first=10, end=20), box("b", 38, 35.5, 39, 36)]
    line = km(shapely.LineString([(38, 35.5), (39, 35.5)]))
    for first, end, days in ((9, 10, 0), (10, 11, 1), (19, 20, 1), (20, 21, 0), (0, 30, 10), (15, 40, 5)):
        found = front(spells, days=Days(first=first, end=end)) * (end - first)
        assert found == pytest.approx(days * line, rel=1e-6)


def test_pieces_are_no_longer_than_a_step_and_add_up():
    spells = [box("a", 38, 35, 39, 35.5), box("b", 38, 35.5, 39, 36)]
    (found,) = borders(spells, CODES, MONTH, step_km=2.0)
    assert found.km.max() <= 2.0
    assert found.km.sum() == pytest.approx(front(spells))
    assert np.allclose(found.lat, 35.5)


def test_two_spells_of_one_holder_over_the_same_ground_are_one():
    spells = [box("a", 38, 35, 39, 35.5), box("a", 38, 35, 39, 35.5), box("b", 38, 35.5, 39, 36)]
    assert front(spells) == pytest.approx(front(spells[1:]), abs=0.3)


def test_a_map_without_ground_has_no_border():
    assert list(borders([ControlSpell(holder="a", since=EPOCH, point=(38.0, 35.0))], CODES, MONTH)) == []
