"""Contact from control maps: the length of the border between the ground of two actors, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from holdfire.contact.exposure import Bools, Contact, Days, Floats, Ints, Roster, Rows
from holdfire.contact.grid import Projection
from holdfire.contact.ground import Layer, Raster, layers, raster_over
from holdfire.model.control import ControlSpell

STAIRCASE = 0.785  # π/4: a line of any direction drawn along the edges of square cells is so much too long
NEAR_KM = 15.0  # a clash this close to the dyad's front was fought at it, as far as a map can say
FEW = 16  # rows
MARGIN_KM = 100.0  # ground further than this from every row of the data is no part of this war


@dataclass(frozen=True, slots=True, kw_only=True)
class _Borders:
    """Edges between cells of different holders over some days; all arrays have one entry an edge.

    one, other: codes of the two holders, the smaller first. x, y: the edge's middle. amount: km-days.
    """

    days: Days
    one: Ints
    other: Ints
    x: Floats
    y: Floats
    amount: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """The borders of each stretch of days without a change; total: each edge of two holders once."""

    stretches: tuple[_Borders, ...]
    total: _Borders


def front_contact(
    spells: Sequence[ControlSpell], rows: Rows, roster: Roster, days: Days, projection: Projection
) -> Contact:
    """Measure the common borders of each dyad on the map of one source, in km-days.

    Edges between 4-neighbour cells × cell size × 0.785, summed over days [first, end); the map is drawn again
    only where it changes. Ground that two holders claim, or that nobody holds, is no one's: a strip of it
    between two actors means that their ground doesn't touch. A day without a map adds nothing.
    A row counts as covered where its dyad had a front within 15 km on its day.
    """
    drawn = _borders(tuple(spells), roster.names, days, projection, _around(rows))
    covered = np.zeros(len(rows), dtype=np.bool_)
    of_row = roster.dyad_of(rows.one, rows.other)
    for borders in drawn.stretches:
        dyad = roster.dyad_of(borders.one, borders.other)
        _mark_covered(covered, borders, dyad, rows, of_row)
    total = drawn.total
    dyad = roster.dyad_of(total.one, total.other)
    looked_at = dyad >= 0
    return Contact(
        dyad=dyad[looked_at],
        x=total.x[looked_at],
        y=total.y[looked_at],
        amount=total.amount[looked_at],
        covered=covered,
    )


@lru_cache(maxsize=16)  # a question reads the same map with every other reading of its rows
def _borders(
    spells: tuple[ControlSpell, ...],
    names: tuple[str, ...],
    days: Days,
    projection: Projection,
    bounds: tuple[float, float, float, float],
) -> _Drawn:
    """Find all borders between ground of the named."""
    raster = raster_over(spells, projection, bounds)
    codes = {name: code for code, name in enumerate(names)}
    found = () if raster is None else tuple(_edges(at, raster) for at in layers(spells, raster, codes, days))
    return _Drawn(stretches=found, total=_summed(found, days))


def _summed(stretches: Sequence[_Borders], days: Days) -> _Borders:
    """Add up what each edge between two holders has over all stretches."""
    every = [np.column_stack((b.one, b.other, b.x, b.y)) for b in stretches]
    edges, place = np.unique(np.vstack((np.zeros((0, 4)), *every)), axis=0, return_inverse=True)
    amounts = np.concatenate((np.zeros(0), *(b.amount for b in stretches)))
    one, other = edges[:, :2].astype(np.int64).T
    x, y = edges[:, 2:].astype(np.float64).T
    amount = np.bincount(place.ravel(), amounts, minlength=len(edges)).astype(np.float64)
    return _Borders(days=days, one=one, other=other, x=x, y=y, amount=amount)


def _around(rows: Rows) -> tuple[float, float, float, float]:
    if not len(rows):
        return -np.inf, -np.inf, np.inf, np.inf
    west, south, east, north = rows.x.min(), rows.y.min(), rows.x.max(), rows.y.max()
    return west - MARGIN_KM, south - MARGIN_KM, east + MARGIN_KM, north + MARGIN_KM


def _edges(layer: Layer, raster: Raster) -> _Borders:
    """Find the edges between ground of two holders, and their middles: across the rows first, then along."""
    one_1, other_1 = layer.holder[:, :-1], layer.holder[:, 1:]
    one_2, other_2 = layer.holder[:-1, :], layer.holder[1:, :]
    row_1, column_1 = np.nonzero((one_1 != other_1) & (one_1 >= 0) & (other_1 >= 0))
    row_2, column_2 = np.nonzero((one_2 != other_2) & (one_2 >= 0) & (other_2 >= 0))
    one = np.concatenate((one_1[row_1, column_1], one_2[row_2, column_2]))
    other = np.concatenate((other_1[row_1, column_1], other_2[row_2, column_2]))
    return _Borders(
        days=layer.days,
        one=np.minimum(one, other),
        other=np.maximum(one, other),
        x=raster.west + np.concatenate((column_1 + 1.0, column_2 + 0.5), dtype=np.float64) * raster.cell_km,
        y=raster.south + np.concatenate((row_1 + 0.5, row_2 + 1.0), dtype=np.float64) * raster.cell_km,
        amount=np.full(len(one), raster.cell_km * STAIRCASE * len(layer.days)),
    )


def _mark_covered(covered: Bools, borders: _Borders, dyad: Ints, rows: Rows, of_row: Ints) -> None:
    """Mark the rows of these days that lie near a front of their own dyad; dyad, of_row: dyad or -1."""
    days = borders.days
    now = np.flatnonzero((rows.day >= days.first) & (rows.day < days.end) & (of_row >= 0))
    for number in np.unique(of_row[now]).tolist():
        front = dyad == number
        if front.any():
            mine = now[of_row[now] == number]
            covered[mine] = (
                _nearest(rows.x[mine], rows.y[mine], borders.x[front], borders.y[front]) <= NEAR_KM
            )


def _nearest(x: Floats, y: Floats, to_x: Floats, to_y: Floats) -> Floats:
    """Give the distance from each place to the nearest of others; a tree costs a few more than it saves."""
    if len(x) <= FEW:
        return np.hypot(x[:, None] - to_x, y[:, None] - to_y).min(axis=1)
    distance, _ = cKDTree(np.column_stack((to_x, to_y))).query(np.column_stack((x, y)))
    return np.asarray(distance)
