"""Who holds which ground, month by month: a map of cells whose fronts move."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.model.control import ControlSpell, Polygon, Ring
from holdfire.simulate.setting import Floats, Ints, Land, Setting, nearest

Owners = NDArray[np.int64]

ROUNDS = 2  # times a month that the front moves; one big step would leave ragged ground
MAP_ERROR_KM = 2.0  # what the simulated map makers say of their lines
SOURCE = "Meridian Map Desk (simulated)"
_NEIGHBOURS = ((0, 1), (0, -1), (1, 0), (-1, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronts:
    """Borders of cells between two parties, all months one after the other; arrays have one entry a border.

    month: month of the war. first, second: parties, first < second. cell: one of the two cells.
    """

    month: Ints
    first: Ints
    second: Ints
    cell: Ints


def move_ground(setting: Setting, activity: Floats, rng: np.random.Generator) -> Owners:
    """Draw who holds each cell in each month: (months, rows, columns), indices of parties.

    activity: (parties,) how strongly each pushes. A cell at a front goes to a neighbour's holder now and
    then, the more so the more of its neighbours that holder has; a cell that is wholly surrounded falls.
    """
    land = setting.land
    seats = np.array([seat for p in setting.parties for seat in p.seats])
    holder = np.repeat(np.arange(len(setting.parties)), [len(p.seats) for p in setting.parties])
    owners = holder[nearest(land.centres, seats)].reshape(land.rows, land.columns)
    months = [owners]
    for _ in range(setting.months - 1):
        for _ in range(ROUNDS):
            owners = _fall(_push(owners, activity, setting.course.flip / ROUNDS, rng))
        months.append(owners)
    return np.stack(months)


def _around(owners: Owners) -> Owners:
    """Give the holders of each cell's four neighbours, (4, rows, columns); at the edge, the cell's own."""
    padded = np.pad(owners, 1, mode="edge")
    rows, columns = owners.shape
    return np.stack([padded[1 + r : 1 + r + rows, 1 + c : 1 + c + columns] for r, c in _NEIGHBOURS])


def _push(owners: Owners, activity: Floats, share: float, rng: np.random.Generator) -> Owners:
    around = _around(owners)
    side = rng.integers(4, size=owners.shape)
    luck = rng.random(owners.shape)
    pusher = np.take_along_axis(around, side[None], axis=0)[0]
    support = (around == pusher).sum(axis=0) / 2
    odds = activity[pusher] / (activity[pusher] + activity[owners])
    return np.where((pusher != owners) & (luck < share * 2 * odds * support), pusher, owners)


def _fall(owners: Owners) -> Owners:
    around = _around(owners)
    alone = (around != owners).all(axis=0) & (around == around[0]).all(axis=0)
    return np.where(alone, around[0], owners)


def fronts(owners: Owners) -> Fronts:
    """List every border between cells of two parties, month by month."""
    months, rows, columns = owners.shape
    cell = np.broadcast_to(np.arange(rows * columns).reshape(rows, columns), owners.shape)
    month = np.broadcast_to(np.arange(months)[:, None, None], owners.shape)
    parts: list[tuple[Ints, ...]] = []
    for here, there in (
        (np.s_[:, :, :-1], np.s_[:, :, 1:]),
        (np.s_[:, :-1, :], np.s_[:, 1:, :]),
    ):
        one, other = owners[here], owners[there]
        apart = one != other
        parts.append(
            (
                month[here][apart],
                np.minimum(one, other)[apart],
                np.maximum(one, other)[apart],
                cell[here][apart],
            )
        )
    first, second = parts
    columns_of = [np.concatenate(pair) for pair in zip(first, second, strict=True)]
    order = np.argsort(columns_of[0], kind="stable")
    return Fronts(
        month=columns_of[0][order],
        first=columns_of[1][order],
        second=columns_of[2][order],
        cell=columns_of[3][order],
    )


def control_spells(
    setting: Setting, owners: Owners, *, source: str = SOURCE, error_km: float = MAP_ERROR_KM
) -> tuple[ControlSpell, ...]:
    """Draw the monthly maps as polygons: in each month they cover the country and don't overlap.

    Corners of cells along straight borders are kept: two neighbours then have the same points on their common
    border, so no gap opens between them when a map projection bends the line.
    """
    boxes = _cell_boxes(setting.land)
    starts = setting.month_starts
    spells: list[ControlSpell] = []
    for month, layer in enumerate(owners):
        for i, party in enumerate(setting.parties):
            held = boxes[(layer == i).ravel()]
            if len(held):
                spells.append(
                    ControlSpell(
                        holder=party.name,
                        since=starts[month],
                        until=starts[month + 1],
                        polygons=polygons_of(shapely.coverage_union_all(held)),
                        error_km=error_km,
                        source=source,
                    )
                )
    return tuple(spells)


def _cell_boxes(land: Land) -> NDArray[np.object_]:
    """Give every cell as a rectangle in lon-lat; neighbours share the very same corner values."""
    lon = np.round(land.lon(np.arange(land.columns + 1, dtype=np.float64) * land.cell_km), 6)
    lat = np.round(land.lat(np.arange(land.rows + 1, dtype=np.float64) * land.cell_km), 6)
    row, column = (a.ravel() for a in np.mgrid[: land.rows, : land.columns])
    return np.asarray(shapely.box(lon[column], lat[row], lon[column + 1], lat[row + 1]), dtype=object)


def polygons_of(ground: shapely.Geometry) -> tuple[Polygon, ...]:
    """Write an area as rings, in an order that follows from the area alone."""
    return tuple(
        (_ring(part.exterior), *(_ring(hole) for hole in part.interiors))
        for part in shapely.get_parts(shapely.normalize(ground))
    )


def _ring(line: shapely.LinearRing) -> Ring:
    return tuple((float(x), float(y)) for x, y in line.coords)
