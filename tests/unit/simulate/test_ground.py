"""Control of ground: a map of cells, its fronts, and its polygons."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import shapely

from holdfire.model.control import ControlSpell
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.ground import control_spells, fronts
from holdfire.simulate.velmar import PLAIN_WAR


def _shape(spell: ControlSpell) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in spell.polygons])


def test_fronts_are_counted_by_hand() -> None:
    borders = fronts(np.array([[[0, 0, 1], [2, 2, 1]]]))
    found = sorted(zip(borders.first.tolist(), borders.second.tolist(), strict=True))
    assert found == [(0, 1), (0, 2), (0, 2), (1, 2)]
    assert set(borders.month.tolist()) == {0}


def test_ground_moves_and_no_party_is_swept_away(plain_war: SimulatedWar) -> None:
    moved = (plain_war.owners[1:] != plain_war.owners[:-1]).mean(axis=(1, 2))
    assert (moved > 0.005).all()
    assert (moved < 0.15).all()
    assert len(np.unique(plain_war.owners[-1])) == len(plain_war.setting.parties)


def test_every_two_parties_meet_when_the_war_begins(plain_war: SimulatedWar) -> None:
    borders = fronts(plain_war.owners[:1])
    assert len(set(zip(borders.first.tolist(), borders.second.tolist(), strict=True))) == 15


def test_the_maps_of_each_month_partition_the_country(plain_war: SimulatedWar) -> None:
    spells = control_spells(plain_war.setting, plain_war.owners)
    land = plain_war.setting.land
    starts = plain_war.setting.month_starts
    edges = shapely.box(
        land.west, land.south, float(land.lon(np.array(300.0))), float(land.lat(np.array(240.0)))
    )
    for since, until in itertools.pairwise(starts):
        layer = [spell for spell in spells if spell.since == since]
        shapes = [_shape(spell) for spell in layer]
        assert {spell.until for spell in layer} == {until}
        assert len({spell.holder for spell in layer}) == len(layer)
        assert all(shape.is_valid for shape in shapes)
        union = shapely.union_all(shapes)
        assert sum(shape.area for shape in shapes) == pytest.approx(union.area, rel=1e-9)
        assert union.symmetric_difference(edges).area < 1e-4 * edges.area


def test_polygons_hold_the_cells_of_their_party(plain_war: SimulatedWar) -> None:
    land = plain_war.setting.land
    lon, lat = land.lon(land.centres[:, 0]), land.lat(land.centres[:, 1])
    names = [party.name for party in plain_war.setting.parties]
    spells = control_spells(plain_war.setting, plain_war.owners)
    for spell in (s for s in spells if s.since == plain_war.setting.month_starts[3]):
        held = (plain_war.owners[3] == names.index(spell.holder or "")).ravel()
        assert (shapely.contains_xy(_shape(spell), lon, lat) == held).all()


def test_neighbours_share_the_points_of_their_border(plain_war: SimulatedWar) -> None:
    spells = [s for s in control_spells(plain_war.setting, plain_war.owners) if s.since == PLAIN_WAR.since]
    shapes = np.array([_shape(spell) for spell in spells])
    assert shapely.coverage_is_valid(shapes)


def test_ground_that_nobody_pushes_for_stays() -> None:
    from holdfire.simulate.ground import move_ground

    still = replace(PLAIN_WAR, months=3, course=replace(PLAIN_WAR.course, flip=0.0))
    owners = move_ground(still, np.ones(6), np.random.default_rng(0))
    assert (owners == owners[0]).all()
