"""The ground: regions, roads that join everything, hills that slow, sizes by Zipf's law."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from holdfire.simulate.rates import usual_rates
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.terrain import Terrain, make_terrain

RATES = usual_rates().terrain


@pytest.fixture(scope="module", params=[24, 150])
def terrain(request: pytest.FixtureRequest) -> Terrain:
    return make_terrain(request.param, RATES, stream(5, Part.TERRAIN))


def test_names_are_different_and_places_inside_the_country(terrain: Terrain) -> None:
    land = terrain.land
    assert len({name for name, _, _ in land.settlements}) == len(terrain.people)
    assert len({name for name, _, _ in land.regions}) == len(land.regions) >= 2
    x, y = terrain.places.position.T
    assert (x > 0).all()
    assert (x < land.columns * land.cell_km).all()
    assert (y > 0).all()
    assert (y < land.rows * land.cell_km).all()


def test_every_region_has_places_and_every_place_its_own_cell(terrain: Terrain) -> None:
    places = terrain.places
    assert set(places.region.tolist()) == set(range(len(terrain.land.regions)))
    own = places.of_cell[places.cell] == np.arange(len(places.cell))
    assert (~own).sum() <= 1  # of two towns in one cell


def test_roads_are_the_gabriel_graph_and_join_everything(terrain: Terrain) -> None:
    roads, position = terrain.roads, terrain.places.position
    count = len(position)
    graph = csr_array((np.ones(len(roads.first)), (roads.first, roads.second)), shape=(count, count))
    assert connected_components(graph, directed=False)[0] == 1
    # by brute force: a road for every two with nobody in the circle over them
    apart = ((position[:, None] - position[None]) ** 2).sum(axis=2)
    expected = set()
    for i in range(count):
        for j in range(i + 1, count):
            others = np.delete(apart[i] + apart[j], [i, j])
            if (others >= apart[i, j] - 0.05).all():  # settlements are rounded to 10 m
                expected.add((i, j))
    found = set(zip(roads.first.tolist(), roads.second.tolist(), strict=True))
    assert len(found ^ expected) <= 0.01 * len(expected)


def test_hills_make_a_road_slower(terrain: Terrain) -> None:
    roads, position = terrain.roads, terrain.places.position
    km = np.hypot(*(position[roads.first] - position[roads.second]).T)
    speed = km / roads.hours
    rough = terrain.rough[roads.first] + terrain.rough[roads.second]
    assert speed.max() == pytest.approx(RATES.km_an_hour, rel=0.01)
    assert speed[rough > 0].max() < RATES.km_an_hour * 0.9999
    assert (terrain.rough > 0).mean() == pytest.approx(RATES.rough_share, abs=0.1)


def test_towns_follow_zipfs_law(terrain: Terrain) -> None:
    people = np.sort(terrain.people)[::-1]
    assert people[0] == RATES.largest_town
    assert people[9] == pytest.approx(RATES.largest_town / 10, rel=0.01)
