"""What exposure from control maps costs; seconds are of one processor.

python bench/control.py [fronts held changes beside] [--rounds 3] [--json]

36 monthly maps of 10,000 polygons are made up here: cells of random points, drawn anew every month, so that
no line of one map is in another. `beside` holds lengths on smaller maps against shapely's intersection of the
outlines of every two neighbours, and times both. What drawing maps within their error costs is measured by
bench/passage.py.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from parts import run_parts
from pyproj import Geod

from holdfire.contact.borders import borders
from holdfire.contact.exposure import Days
from holdfire.contact.handed import handed_over
from holdfire.contact.holdings import ground_km2, holdings
from holdfire.model.control import ControlSpell
from holdfire.model.event import day_number

MONTHS, CELLS, HOLDERS = 36, 10_000, "abcde"
CODES = {name: number for number, name in enumerate(HOLDERS)}
LAND = shapely.box(34, 33, 44, 40)


def made(months: int, cells: int) -> tuple[list[ControlSpell], Days]:
    """Make maps of a month each, of cells that one of five holders has."""
    rng = np.random.default_rng(1)
    firsts = [date(2015 + month // 12, month % 12 + 1, 1) for month in range(months + 1)]
    spells = [
        ControlSpell(
            holder=holder, since=firsts[month], until=firsts[month + 1], polygons=((ring,),), source="made"
        )
        for month in range(months)
        for ring, holder in zip(*_cells(rng, cells, month), strict=True)
    ]  # fmt: skip
    return spells, Days(first=day_number(firsts[0]), end=day_number(firsts[-1]))


def _cells(rng: np.random.Generator, cells: int, month: int) -> tuple[list[Any], list[str]]:
    at = np.column_stack((rng.uniform(34, 44, cells), rng.uniform(33, 40, cells)))
    every = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(at), extend_to=LAND))
    every = shapely.intersection(every, LAND)
    middle = shapely.get_coordinates(shapely.centroid(every))
    waves = np.sin(1.3 * middle[:, 0] + month / 20) + np.cos(1.7 * middle[:, 1]) + 2
    rings = [tuple(map(tuple, shapely.get_coordinates(cell).tolist())) for cell in every]
    return rings, [HOLDERS[n] for n in np.floor(1.25 * waves).astype(int).clip(0, 4).tolist()]


def least(work: Callable[[], object], rounds: int) -> float:
    """Take the shortest of some rounds."""
    took: list[float] = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def fronts(rounds: int) -> dict[str, Any]:
    spells, days = made(MONTHS, CELLS)
    corners = sum(len(polygon[0]) for spell in spells for polygon in spell.polygons)
    km = sum(float(part.km.sum()) for part in borders(spells, CODES, days)) / MONTHS
    took = least(lambda: list(borders(spells, CODES, days)), rounds)
    return {"maps": MONTHS, "polygons": len(spells) // MONTHS, "corners": corners, "km": km, "seconds": took}


def say_fronts(found: dict[str, Any]) -> list[str]:
    return [
        f"fronts of {found['maps']} maps of {found['polygons']:,} polygons ({found['corners']:,} corners, "
        f"{found['km']:,.0f} km of front a map): {found['seconds']:.2f} s"
    ]


def held(rounds: int) -> dict[str, Any]:
    spells, days = made(MONTHS, CELLS)

    def areas() -> list[float]:
        return [ground_km2(ground) for laid in holdings(spells, days) for ground in laid.of.values()]

    return {"maps": MONTHS, "polygons": CELLS, "seconds": least(areas, rounds)}


def say_held(found: dict[str, Any]) -> list[str]:
    return [f"areas held on {found['maps']} maps of {found['polygons']:,} polygons: {found['seconds']:.2f} s"]


def changes(rounds: int) -> dict[str, Any]:
    spells, days = made(MONTHS, CELLS // 10)
    took = least(lambda: list(handed_over(spells, days)), rounds)
    return {"maps": MONTHS, "polygons": CELLS // 10, "seconds": took}


def say_changes(found: dict[str, Any]) -> list[str]:
    return [
        f"ground that changes hands between {found['maps']} maps of {found['polygons']:,} polygons, each "
        f"drawn anew: {found['seconds']:.2f} s"
    ]


def beside(rounds: int) -> dict[str, Any]:
    spells, days = made(3, 1_000)
    ours = sum(float(part.km.sum()) for part in borders(spells, CODES, days))
    begun = time.process_time()
    theirs = sum(_by_shapely([s for s in spells if s.since == first]) for first in {s.since for s in spells})
    slow = time.process_time() - begun
    if abs(ours - theirs) > 1e-6 * theirs:
        raise AssertionError(f"{ours} km by lines, {theirs} km by shapely")
    return {"km": ours, "seconds": least(lambda: list(borders(spells, CODES, days)), rounds), "shapely": slow}


def _by_shapely(spells: Sequence[ControlSpell]) -> float:
    """Measure the common outlines of neighbours of different holders, pair by pair, along geodesics."""
    geod, shapes = Geod(ellps="WGS84"), [shapely.Polygon(s.polygons[0][0]) for s in spells]
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")

    def lines() -> Iterator[float]:
        for i, j in zip(one.tolist(), other.tolist(), strict=True):
            if i < j and spells[i].holder != spells[j].holder:
                shared = shapely.intersection(shapes[i].exterior, shapes[j].exterior)
                merged = shapely.line_merge(shared) if shared.geom_type == "MultiLineString" else shared
                parts = shapely.get_parts(shapely.segmentize(merged, 0.01))
                yield sum(geod.geometry_length(part) for part in parts if part.geom_type == "LineString")

    return sum(lines()) / 1000


def say_beside(found: dict[str, Any]) -> list[str]:
    return [
        f"3 maps of 1,000 cells, {found['km']:,.0f} km of front: {found['seconds']:.2f} s; by shapely pair "
        f"by pair, the same in {found['shapely']:.2f} s ({found['shapely'] / found['seconds']:.0f} times)"
    ]


PARTS = {
    "fronts": (fronts, say_fronts),
    "held": (held, say_held),
    "changes": (changes, say_changes),
    "beside": (beside, say_beside),
}
"""Part → what measures it (rounds) and what says it; one line a part."""

if __name__ == "__main__":
    run_parts(__doc__, PARTS, rounds=3)
