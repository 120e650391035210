"""Partisan maps: what each maker hears of, when, and how far off its lines are."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.maps import MAPPERS, Mapper, as_seen, drawn_maps, sketch
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.war import fight

RATES = usual_rates().maps
EXACT = replace(RATES, error_km=1e-9, own_late_days=0, other_late_days=0, wishful=0.0)


@pytest.fixture(scope="module")
def war() -> SimulatedWar:
    return fight("plain", 2, months=14, places=70, parties=5)


def _rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_who_hears_of_everything_at_once_and_wishes_nothing_draws_the_truth(war: SimulatedWar) -> None:
    assert (as_seen(war, Mapper(name="x", sides_with=0), EXACT, _rng()) == war.holders).all()


def test_a_maker_shows_its_own_sides_losses_later_than_others(war: SimulatedWar) -> None:
    late = replace(EXACT, own_late_days=62, other_late_days=0)
    own = max(range(5), key=lambda party: sum(t.loser == party for t in war.turns))
    seen = as_seen(war, Mapper(name="x", sides_with=own), late, _rng())
    wrong = seen != war.holders
    assert wrong.any()
    # what is not yet shown was, or seems to be, its side's
    lost = {t.place for t in war.turns if t.loser == own}
    assert set(np.flatnonzero(wrong.any(axis=0)).tolist()) <= lost
    assert not (as_seen(war, Mapper(name="y", sides_with=None), late, _rng()) != war.holders).any()


def test_wishes_paint_enemy_places_beside_its_own_ground(war: SimulatedWar) -> None:
    wishful = as_seen(war, Mapper(name="x", sides_with=2), replace(EXACT, wishful=0.5), _rng())
    wrong = wishful != war.holders
    assert wrong.sum() > 10
    assert (wishful[wrong] == 2).all()
    beside = set(war.roads.first.tolist()) | set(war.roads.second.tolist())
    assert set(np.flatnonzero(wrong.any(axis=0)).tolist()) <= beside


def test_the_layers_cover_the_country_and_say_how_far_they_are_off(war: SimulatedWar) -> None:
    spells = drawn_maps(war, MAPPERS[1], RATES, _rng())
    assert {s.source for s in spells} == {MAPPERS[1].name}
    assert {s.error_km for s in spells} == {RATES.error_km}
    starts = war.setting.month_starts
    assert {s.since for s in spells} == set(starts[:-1])
    land, areas = war.setting.land, []
    for since in starts[:-1]:
        shapes = [shapely.Polygon(p[0], p[1:]) for s in spells if s.since == since for p in s.polygons]
        areas.append(shapely.union_all(shapes).area)
        assert shapely.union_all(shapes).area == pytest.approx(sum(s.area for s in shapes))
    box = [
        float(f(np.array([v]))[0])
        for f, v in ((land.lon, land.columns * land.cell_km), (land.lat, land.rows * land.cell_km))
    ]
    assert areas == pytest.approx([(box[0] - land.west) * (box[1] - land.south)] * len(areas), rel=1e-5)


def test_lines_are_off_by_about_what_the_map_says(war: SimulatedWar) -> None:
    land, places = war.setting.land, war.places
    moved = sketch(war, MAPPERS[0], RATES, _rng()).settlement(land.centres, places)
    wrong = np.flatnonzero(moved != places.of_cell)
    share = len(wrong) / len(moved)
    # a cell changes where its middle lies within the error of a border: some do, most don't
    assert 0.05 < share < 0.5
    exact = sketch(war, MAPPERS[0], EXACT, _rng()).settlement(land.centres, places)
    assert (exact == places.of_cell).all()
    near = np.hypot(*(land.centres[wrong] - places.position[moved[wrong]]).T)
    right = np.hypot(*(land.centres[wrong] - places.position[places.of_cell[wrong]]).T)
    assert (near - right).max() < 8 * RATES.error_km
