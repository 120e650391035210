"""Lines of roads laid on the sheet of a map: cut where they meet and where they leave a cell."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import shapely

from holdfire.contact.exposure import Floats
from holdfire.contact.sheets import Sheet
from holdfire.inquiry.war import Spot
from holdfire.stats.least_crossing_roads import Roads

SNAP_KM = 0.05  # ends of lines that lie nearer meet; lines are moved by no more
FAR_OFF_KM = 10.0  # of a place from the nearest road
Line = Sequence[tuple[float, float]]
Ends = tuple[Spot, Spot]


def roads_on(sheet: Sheet, lines: Sequence[Line], ends: Ends) -> tuple[Roads, tuple[float, float]] | Spot:
    """Lay roads on a sheet, and say how far off each place lies; the place that no road comes near, else.

    Roads meet where their lines do, also without a common point: a bridge is no exception.
    """
    pieces = np.array(list(_pieces(sheet, lines)), dtype=np.float64).reshape(-1, 4)
    rows, columns = sheet.shape
    middle = (pieces[:, :2] + pieces[:, 2:]) / 2
    column, row = (np.floor(v).astype(np.int64) for v in middle.T)
    on = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    pieces, row, column = pieces[on], row[on], column[on]
    points, node = np.unique(np.round(pieces.reshape(-1, 2), 6), axis=0, return_inverse=True)
    node = node.reshape(-1, 2).astype(np.int64)
    nearest: list[int] = []
    off: list[float] = []
    for place in ends:
        at, km = _nearest(sheet, points, place)
        if not km <= FAR_OFF_KM:
            return place
        nearest.append(at)
        off.append(km)
    roads = Roads(
        one=node[:, 0],
        two=node[:, 1],
        km=np.hypot(*(pieces[:, 2:] - pieces[:, :2]).T) * sheet.cell_km,
        cell=row * columns + column,
        at=points[:, ::-1],
        start=nearest[0],
        goal=nearest[1],
        columns=columns,
    )
    return roads, (off[0], off[1])


def cell_at(roads: Roads, node: int, passable: np.ndarray) -> tuple[int, int] | None:
    """Give a mapped cell of a piece that begins or ends at a node; None where the map draws none there."""
    cells = roads.cell[(roads.one == node) | (roads.two == node)]
    mapped = cells[passable.ravel()[cells]]
    if not len(mapped):
        return None
    row, column = divmod(int(mapped[0]), roads.columns)
    return row, column


def _pieces(sheet: Sheet, lines: Iterable[Line]) -> Iterator[tuple[float, float, float, float]]:
    """Cut lines where they meet and at the sides of cells; in cells east and north of the sheet's corner."""
    drawn: list[shapely.LineString] = []
    for line in lines:
        lon, lat = np.array(line).T
        row, column = sheet.cells_of(lon, lat)
        drawn.append(shapely.LineString(np.stack([column, row], axis=1)))
    rows, columns = sheet.shape
    seen = shapely.box(-1, -1, columns + 1, rows + 1)
    near = [line for line in drawn if line.intersects(seen)]
    met = shapely.unary_union(near, grid_size=SNAP_KM / sheet.cell_km)
    for part in shapely.get_parts(met):
        for (x1, y1), (x2, y2) in pairwise(part.coords):
            yield from _cut(x1, y1, x2, y2)


def _cut(x1: float, y1: float, x2: float, y2: float) -> Iterator[tuple[float, float, float, float]]:
    """Cut a straight line at whole numbers east and north."""
    shares = {0.0, 1.0}
    for a, b in ((x1, x2), (y1, y2)):
        low, high = min(a, b), max(a, b)
        shares.update((side - a) / (b - a) for side in range(math.floor(low) + 1, math.ceil(high)))
    places = [(x1 + s * (x2 - x1), y1 + s * (y2 - y1)) for s in sorted(shares)]
    for (a, b), (c, d) in pairwise(places):
        yield a, b, c, d


def _nearest(sheet: Sheet, points: Floats, place: Spot) -> tuple[int, float]:
    """Find the end of a piece nearest to a place, and how many km off it lies."""
    if not len(points):
        return 0, math.inf
    row, column = sheet.cells_of(np.array([place.lon]), np.array([place.lat]))
    away = np.hypot(points[:, 0] - column[0], points[:, 1] - row[0]) * sheet.cell_km
    first = int(np.argmin(away))
    return first, float(away[first])
