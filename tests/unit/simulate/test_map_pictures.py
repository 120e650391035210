"""Maps as pictures: what they show is what their maker draws, in its own words, and all of the country."""

import io

import numpy as np
import pytest
import shapely
from PIL import Image

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.map_ground import _rounded, drawn_ground, true_ground
from holdfire.simulate.map_pictures import MapPicture, draw_picture
from holdfire.simulate.maps import MAPPERS, Mapper, drawn_maps, sketch
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.war import fight

MONTH = 9
RATES = usual_rates().maps


@pytest.fixture(scope="module")
def war() -> SimulatedWar:
    return fight("plain", 2, months=12, places=60, parties=6)


@pytest.fixture(scope="module")
def pictures(war: SimulatedWar) -> dict[Mapper, MapPicture]:
    return {mapper: drawn(war, mapper) for mapper in MAPPERS}


def drawn(war: SimulatedWar, mapper: Mapper) -> MapPicture:
    ground = drawn_ground(war, sketch(war, mapper, RATES, np.random.default_rng(3)), MONTH)
    return draw_picture(war, mapper, ground, MONTH)


def country(war: SimulatedWar) -> shapely.Polygon:
    land = war.setting.land
    far = np.array([land.columns * land.cell_km]), np.array([land.rows * land.cell_km])
    return shapely.box(land.west, land.south, float(land.lon(far[0])[0]), float(land.lat(far[1])[0]))


def test_the_ground_covers_the_country_once(war: SimulatedWar, pictures: dict[Mapper, MapPicture]) -> None:
    for ground in (*(picture.ground for picture in pictures.values()), true_ground(war, MONTH)):
        areas = np.array(list(ground.areas.values()))
        assert shapely.is_valid(areas).all()
        assert shapely.coverage_is_valid(areas)
        assert shapely.union_all(areas).symmetric_difference(country(war)).area < 1e-4


def test_a_picture_shows_what_its_maker_draws_elsewhere(
    war: SimulatedWar, pictures: dict[Mapper, MapPicture]
) -> None:
    land = war.setting.land
    middles = shapely.points(land.lon(land.centres[:, 0]), land.lat(land.centres[:, 1]))
    for mapper, picture in pictures.items():
        spells = drawn_maps(war, mapper, RATES, np.random.default_rng(3))
        month = [s for s in spells if s.since == picture.ground.since]
        names = [party.name for party in war.setting.parties]
        assert {names.index(spell.holder) for spell in month} == set(picture.ground.areas)
        alike = 0
        for spell in month:
            cells = shapely.union_all([shapely.Polygon(p[0], p[1:]) for p in spell.polygons])
            here = shapely.contains(cells, middles)
            alike += (here & shapely.contains(picture.ground.areas[names.index(spell.holder)], middles)).sum()
        assert alike > 0.97 * len(middles), "where it puts the middle of each cell, but for rounded corners"


@pytest.mark.parametrize(
    "island",
    [
        shapely.box(4, 4, 6, 6),
        shapely.MultiPolygon([shapely.box(2, 2, 5, 5), shapely.box(5, 5, 8, 8)]),
        shapely.MultiPolygon([shapely.box(0, 0, 3, 3), shapely.box(3, 3, 6, 6), shapely.box(7, 7, 10, 10)]),
        shapely.Polygon([(0, 5), (4, 2), (4, 8)]),
        shapely.Polygon(),
    ],
    ids=["in the middle", "two touch in a corner", "at the edge", "a corner at the edge", "nobody's"],
)
def test_rounded_lines_are_shared_and_lose_nobody(island: shapely.Geometry) -> None:
    whole = shapely.box(0, 0, 10, 10)
    areas = np.array([area for area in (whole.difference(island), island) if not area.is_empty])
    found = np.array(_rounded(areas, whole))
    assert shapely.coverage_is_valid(found)
    assert shapely.union_all(found).equals(whole)
    for before, after in zip(areas, found, strict=True):
        assert after.intersection(before).area > 0.75 * before.area


def test_towns_lie_on_the_ground_of_who_holds_them(war: SimulatedWar) -> None:
    ground, land = true_ground(war, MONTH), war.setting.land
    x, y = war.places.position.T
    towns = shapely.points(land.lon(x), land.lat(y))
    for party, area in ground.areas.items():
        assert (shapely.contains(area, towns) == (war.holders[MONTH] == party)).all()


def test_partisans_name_their_enemies_with_scorn_and_a_desk_that_takes_no_side_nobody(
    war: SimulatedWar, pictures: dict[Mapper, MapPicture]
) -> None:
    parties, coalition = war.setting.parties, war.coalition[MONTH]
    scorn = {0: "the regime", 1: "the cult", 2: "the bandits"}
    assert all(word in parties[number].aliases for number, word in scorn.items())
    for mapper, picture in pictures.items():
        for number, name in picture.names.items():
            own = mapper.sides_with
            foe = own is not None and coalition[number] != coalition[own]
            assert name == (scorn.get(number, parties[number].name) if foe else parties[number].name)
    assert "the cult" in pictures[MAPPERS[1]].names.values()


def test_each_colour_of_the_legend_covers_the_share_of_the_map_that_it_holds(
    pictures: dict[Mapper, MapPicture],
) -> None:
    for picture in pictures.values():
        pixels = np.asarray(Image.open(io.BytesIO(picture.png)))
        rows = [row.split(",") for row in picture.legend.splitlines()[1:]]
        found = {
            name: (pixels == tuple(bytes.fromhex(colour[1:]))).all(axis=2).sum() for colour, name in rows
        }
        total = sum(count for name, count in found.items() if name)
        whole = sum(area.area for area in picture.ground.areas.values())
        for number, name in picture.names.items():
            assert found[name] / total == pytest.approx(picture.ground.areas[number].area / whole, abs=0.02)


def test_the_same_war_gives_the_same_picture(war: SimulatedWar, pictures: dict[Mapper, MapPicture]) -> None:
    assert drawn(war, MAPPERS[2]).png == pictures[MAPPERS[2]].png
