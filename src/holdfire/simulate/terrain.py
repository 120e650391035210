"""The ground of a war: settlements of all sizes, hills, regions and the roads between settlements."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import Delaunay, KDTree

from holdfire.errors import InputError
from holdfire.simulate.fought import Roads
from holdfire.simulate.places import Places
from holdfire.simulate.rates import TerrainRates
from holdfire.simulate.setting import Floats, Ints, Land, nearest
from holdfire.simulate.velmar import LAND

BEGINNINGS = (
    "Tal", "Kesh", "Drun", "Osk", "Mael", "Zhor", "Brin", "Quen", "Fyr", "Hald", "Ubr", "Sarn",
    "Wex", "Ilm", "Gaut", "Pell", "Nev", "Torv", "Ryl", "Vash", "Oln", "Dag", "Kyr", "Sel",
)  # fmt: skip
ENDINGS = (
    "ivar", "una", "esk", "abra", "olm", "etta", "urin", "anth", "imo", "edra",
    "askar", "owen", "udel", "irsk", "omar", "eshta", "ugar", "alin", "orra", "ezh",
)  # fmt: skip
REGIONS = (
    "Haldria", "Keshmoor", "Tallivern", "Brinnath", "Umbrosa", "Quenland", "Osmark", "Pellgard",
    "Wexholm", "Drunmark", "Fyrland", "Zhoria", "Maelstad", "Sarnfell", "Ilmgau", "Gautmark",
    "Nevland", "Torvik", "Rylmark", "Vashgard",
)  # fmt: skip
LEAST_PLACES, MOST_PLACES = 24, len(BEGINNINGS) * len(ENDINGS)
RELAXATIONS = 4  # rounds of Lloyd's algorithm: random points move apart, as towns with fields around them do
HILLS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain:
    """A country. people: of each settlement. rough: (settlements,) from 0, plain, to 1, hills."""

    land: Land
    places: Places
    roads: Roads
    people: Ints
    rough: Floats


def make_terrain(count: int, rates: TerrainRates, rng: np.random.Generator) -> Terrain:
    """Draw a country with so many settlements."""
    if not LEAST_PLACES <= count <= MOST_PLACES:
        raise InputError(f"a simulated country has {LEAST_PLACES} to {MOST_PLACES} places, not {count}")
    area = count * rates.km_between_places**2 * 0.87  # of points so far apart, on average
    columns = round((area * 1.25) ** 0.5 / rates.cell_km)
    rows = round(area / rates.cell_km**2 / columns)
    size = np.array([columns, rows]) * rates.cell_km
    position = _relaxed(rng.random((count, 2)) * size, size, rates.cell_km)
    names = rng.permutation([b + e for b in BEGINNINGS for e in ENDINGS])[:count]
    land = Land(
        name=LAND.name,
        south=LAND.south,
        west=LAND.west,
        rows=rows,
        columns=columns,
        cell_km=rates.cell_km,
        settlements=tuple(
            (str(name), round(float(x), 2), round(float(y), 2))
            for name, (x, y) in zip(names, position, strict=True)
        ),
        regions=_regions(position, max(round(count / rates.places_a_region), 2), rng),
    )
    rough = _hills(position, size, rates.rough_share, rng)
    return Terrain(
        land=land,
        places=_places(land),
        roads=_roads(position, rough, rates),
        people=_people(count, rates, rng),
        rough=rough,
    )


def _relaxed(points: Floats, size: Floats, cell: float) -> Floats:
    """Move points apart: each to the middle of the ground that is nearest to it."""
    columns, rows = (size / cell).astype(np.int64)
    row, column = np.mgrid[:rows, :columns]
    ground = (np.column_stack((column.ravel(), row.ravel())) + 0.5) * cell
    for _ in range(RELAXATIONS):
        whose = KDTree(points).query(ground)[1]
        count = np.bincount(whose, minlength=len(points))
        sums = np.column_stack([np.bincount(whose, axis, len(points)) for axis in ground.T])
        points = np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], points)
    return np.clip(points, 0.5, size - 0.5)


def _places(land: Land) -> Places:
    """Place the settlements; the cell in which one lies is its own, whichever middle is nearest to it."""
    places = Places.of(land)
    places.of_cell[places.cell] = np.arange(len(places.cell))
    return places


def _regions(position: Floats, count: int, rng: np.random.Generator) -> tuple[tuple[str, float, float], ...]:
    """Spread the seats of regions over the settlements: each as far as can be from those before it."""
    seats = [int(rng.integers(len(position)))]
    apart = np.full(len(position), np.inf)
    for _ in range(count - 1):
        apart = np.minimum(apart, ((position - position[seats[-1]]) ** 2).sum(axis=1))
        seats.append(int(apart.argmax()))
    middles = position[seats]
    for _ in range(RELAXATIONS):
        whose = nearest(position, middles)
        middles = np.array([position[whose == i].mean(axis=0) for i in range(count)])
    names = rng.permutation(REGIONS)
    return tuple(
        (f"{names[i % len(names)]} province", round(float(x), 2), round(float(y), 2))
        for i, (x, y) in enumerate(middles)
    )


def _hills(position: Floats, size: Floats, share: float, rng: np.random.Generator) -> Floats:
    """Raise a few ranges of hills and count as hills the given share of places."""
    middle = rng.random((HILLS, 2)) * size
    width = size.min() * rng.uniform(0.1, 0.3, HILLS)
    apart = ((position[:, None] - middle[None]) ** 2).sum(axis=2)
    height = np.exp(-apart / (2 * width**2)).sum(axis=1)
    floor = np.quantile(height, 1 - share)
    return np.clip((height - floor) / max(float(height.max()) - floor, 1e-9), 0, 1)


def _people(count: int, rates: TerrainRates, rng: np.random.Generator) -> Ints:
    rank = rng.permutation(count) + 1
    return np.maximum(rates.largest_town / rank**rates.people_exponent, 300).astype(np.int64)


def _roads(position: Floats, rough: Floats, rates: TerrainRates) -> Roads:
    """Join neighbours: two settlements between which no third one lies (the Gabriel graph)."""
    corners = Delaunay(position).simplices
    pairs = np.unique(
        np.sort(np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])), axis=0
    )
    one, other = position[pairs[:, 0]], position[pairs[:, 1]]
    half = np.sqrt(((one - other) ** 2).sum(axis=1)) / 2
    clear = KDTree(position).query((one + other) / 2)[0] >= half - 1e-6
    first, second = pairs[clear].T.astype(np.int64)
    delay = 1 + (rates.rough_delay - 1) * (rough[first] + rough[second]) / 2
    hours = 2 * half[clear] / rates.km_an_hour * delay
    return Roads(first=first, second=second, hours=hours)
