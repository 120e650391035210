"""The ground of one month as a maker draws it, finer than the cells in which the war is counted."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.model.control import ControlSpell
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.ground import polygons_of
from holdfire.simulate.maps import Sketch
from holdfire.simulate.setting import Floats, Ints, Land, nearest

FINE = 6  # parts of a cell's side
STEPS = 1.5  # times the side of such a part: a corner whose triangle is smaller than its square is cut off
ROUNDS = 2  # of cutting corners (Chaikin 1974), so that lines run as a hand draws them
CHUNK = 4_000  # points placed at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Who holds what over [since, until): areas by party, in degrees; they cover the country, once."""

    since: date
    until: date
    areas: Mapping[int, shapely.Geometry]

    def spells(
        self, names: Mapping[int, str], *, source: str, error_km: float | None = None
    ) -> tuple[ControlSpell, ...]:
        """Say it as a control file would."""
        return tuple(
            ControlSpell(
                holder=names[party],
                since=self.since,
                until=self.until,
                polygons=polygons_of(area),
                error_km=error_km,
                source=source,
            )
            for party, area in self.areas.items()
        )


def drawn_ground(war: SimulatedWar, drawn: Sketch, month: int) -> Ground:
    """Draw what a maker takes to be held in a month."""
    return _ground(war, month, drawn.seen[month], lambda points: drawn.settlement(points, war.places))


def true_ground(war: SimulatedWar, month: int) -> Ground:
    """Draw what was held in truth when a month began: each piece of land by who held the nearest place."""
    if war.holders is None:
        raise ValueError("this war has no settlements that change hands")
    return _ground(war, month, war.holders[month], lambda points: nearest(points, war.places.position))


def _ground(war: SimulatedWar, month: int, holder: Ints, settlement: Callable[[Floats], Ints]) -> Ground:
    land = war.setting.land
    fine = replace(land, rows=land.rows * FINE, columns=land.columns * FINE, cell_km=land.cell_km / FINE)
    parts = np.array_split(fine.centres, -(-fine.rows * fine.columns // CHUNK))
    held = np.concatenate([holder[settlement(part)] for part in parts])
    parties, boxes = np.unique(held).tolist(), _boxes(fine)
    rough = [shapely.coverage_union_all(boxes[held == party]) for party in parties]
    simple = shapely.coverage_simplify(rough, STEPS * fine.cell_km, simplify_boundary=False)
    smooth = _rounded(simple, shapely.box(0, 0, land.columns * land.cell_km, land.rows * land.cell_km))

    def degrees(xy: Floats) -> Floats:
        return np.round(np.column_stack((land.lon(xy[:, 0]), land.lat(xy[:, 1]))), 6)

    starts = war.setting.month_starts
    areas = {party: shapely.transform(area, degrees) for party, area in zip(parties, smooth, strict=True)}
    return Ground(since=starts[month], until=starts[month + 1], areas=areas)


def _boxes(land: Land) -> NDArray[np.object_]:
    """Give every cell as a rectangle in km; neighbours share the very same corner values."""
    x, y = (np.arange(size + 1, dtype=np.float64) * land.cell_km for size in (land.columns, land.rows))
    row, column = (index.ravel() for index in np.mgrid[: land.rows, : land.columns])
    return shapely.box(x[column], y[row], x[column + 1], y[row + 1])


def _rounded(areas: NDArray[np.object_], country: shapely.Polygon) -> list[shapely.Geometry]:
    """Round the lines between areas, not the edge of the country; neighbours share the rounded line."""
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(areas))))
    paths = [shapely.get_coordinates(line) for line in lines]
    met = Counter(tuple(end) for xy in paths for end in (xy[0].tolist(), xy[-1].tolist()))
    drawn = [
        line if shapely.covered_by(line, country.exterior) else _cut(xy, free=met[tuple(xy[0].tolist())] == 2)
        for line, xy in zip(lines, paths, strict=True)
    ]
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all(drawn)]))
    inner = shapely.point_on_surface(pieces)
    whose = np.argmin(shapely.distance(areas[:, None], inner[None]), axis=0)
    return [shapely.union_all(pieces[whose == number]) for number in range(len(areas))]


def _cut(xy: Floats, *, free: bool) -> shapely.LineString:
    """Cut each corner at a quarter of its sides; the ends stay, but of a ring that meets no other line."""
    for _ in range(ROUNDS):
        near, far = 0.75 * xy[:-1] + 0.25 * xy[1:], 0.25 * xy[:-1] + 0.75 * xy[1:]
        cut = np.stack((near, far), axis=1).reshape(-1, 2)
        xy = np.vstack((cut, cut[:1]) if free else (xy[:1], cut[1:-1], xy[-1:]))
    return shapely.LineString(xy)
