"""Contact from control maps: the length of the border between the ground of two actors, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from holdfire.contact.exposure import Bools, Contact, Days, Floats, Ints, Roster, Rows
from holdfire.contact.grid import Projection
from holdfire.contact.ground import Layer, Raster, layers, raster_over
from holdfire.model.control import ControlSpell

STAIRCASE = 0.785  # π/4: a line of any direction drawn along the edges of square cells is so much too long
NEAR_KM = 15.0  # a clash this close to the dyad's front was fought at it, as far as a map can say
MARGIN_KM = 100.0  # ground further than this from every row of the data is no part of this war


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """Edges between cells of different holders in one layer; dyad, x and y have one entry an edge."""

    dyad: Ints
    x: Floats
    y: Floats


def front_contact(
    spells: Sequence[ControlSpell], rows: Rows, roster: Roster, days: Days, projection: Projection
) -> Contact:
    """Measure the common borders of each dyad on the map of one source, in km-days.

    Edges between 4-neighbour cells × cell size × 0.785, summed over days [first, end); the map is drawn again
    only where it changes. Ground that two holders claim, or that nobody holds, is no one's: a strip of it
    between two actors means that their ground doesn't touch. A day without a map adds nothing.
    A row counts as covered where its dyad had a front within 15 km on its day.
    """
    raster = raster_over(spells, projection, _around(rows))
    covered = np.zeros(len(rows), dtype=np.bool_)
    pieces: list[tuple[_Edges, float]] = []
    if raster is not None:
        codes = {name: code for code, name in enumerate(roster.names)}
        for layer in layers(spells, raster, codes, days):
            edges = _edges(layer, raster, roster)
            pieces.append((edges, raster.cell_km * STAIRCASE * len(layer.days)))
            _mark_covered(covered, edges, rows, roster, layer.days)
    return Contact(
        dyad=_joined([e.dyad for e, _ in pieces]).astype(np.int64),
        x=_joined([e.x for e, _ in pieces]),
        y=_joined([e.y for e, _ in pieces]),
        amount=_joined([np.full(len(e.dyad), amount) for e, amount in pieces]),
        covered=covered,
    )


def _around(rows: Rows) -> tuple[float, float, float, float]:
    if not len(rows):
        return -np.inf, -np.inf, np.inf, np.inf
    west, south, east, north = rows.x.min(), rows.y.min(), rows.x.max(), rows.y.max()
    return west - MARGIN_KM, south - MARGIN_KM, east + MARGIN_KM, north + MARGIN_KM


def _joined(arrays: list[Floats] | list[Ints]) -> Floats:
    return np.concatenate(arrays).astype(float) if arrays else np.zeros(0)


def _edges(layer: Layer, raster: Raster, roster: Roster) -> _Edges:
    """Find the edges between ground of the two actors of a dyad, and their middles."""
    across = roster.dyad_of(layer.holder[:, :-1], layer.holder[:, 1:])
    along = roster.dyad_of(layer.holder[:-1, :], layer.holder[1:, :])
    row_1, column_1 = np.nonzero(across >= 0)
    row_2, column_2 = np.nonzero(along >= 0)
    return _Edges(
        dyad=np.concatenate((across[row_1, column_1], along[row_2, column_2])),
        x=raster.west + np.concatenate((column_1 + 1.0, column_2 + 0.5), dtype=np.float64) * raster.cell_km,
        y=raster.south + np.concatenate((row_1 + 0.5, row_2 + 1.0), dtype=np.float64) * raster.cell_km,
    )


def _mark_covered(covered: Bools, edges: _Edges, rows: Rows, roster: Roster, days: Days) -> None:
    """Mark the rows of these days that lie near a front of their own dyad."""
    now = (rows.day >= days.first) & (rows.day < days.end)
    for number in np.unique(edges.dyad).tolist():
        mine = np.flatnonzero(now & rows.between(*roster.pairs[number].tolist()))
        if len(mine):
            front = edges.dyad == number
            tree = cKDTree(np.column_stack((edges.x[front], edges.y[front])))
            distance, _ = tree.query(np.column_stack((rows.x[mine], rows.y[mine])))
            covered[mine] = distance <= NEAR_KM
