"""Whether every way crosses some ground, and by how much at least, on maps that are drawn by the thousand.

The same measure as `least_crossing`, without the way itself. A way that crosses nothing exists where start
and goal lie in one piece of free ground: a diagonal step that crosses nothing has a free cell beside it, so
pieces are those of four neighbours. Where none does, each piece of free ground is one point of the graph, and
of the ground in question only what lies near enough to free ground is in it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Cell = tuple[int, int]

AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
ROOT = float(np.sqrt(2.0))
FOUR = ndimage.generate_binary_structure(2, 1)  # what `label` would make anew at each call


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Connected pieces of free ground. label: (rows, columns), 0 elsewhere; joined: start and goal in one."""

    label: Ints
    number: int
    joined: bool

    @classmethod
    def of(cls, held: Bools, passable: Bools, start: Cell, goal: Cell) -> "Pieces":
        """Find the pieces of ground that is passable and not held."""
        label = np.empty(held.shape, dtype=np.int32)
        number = ndimage.label(passable & ~held, structure=FOUR, output=label)
        return cls(label=label, number=number, joined=bool(label[start] and label[start] == label[goal]))


def least_crossing_km(
    held: Bools, passable: Bools, ends: tuple[Cell, Cell], *, cell_km: float, at_most: float
) -> float:
    """Give the km that a way from one end to the other crosses at least; held: the ground in question.

    at_most: the crossing of any way known, from which on nothing is searched; it is the answer where none is
    shorter.
    """
    pieces = Pieces.of(held, passable, *ends)
    if pieces.joined:
        return 0.0
    held = held & passable
    reach = at_most / cell_km
    node, kept = _nodes(held, pieces, ends, reach)
    graph = _graph(held, passable, node, kept)
    first, last = (int(node[row + 1, column + 1]) for row, column in ends)
    source = np.array([first])
    found = np.asarray(dijkstra(graph, directed=False, indices=source, limit=reach * (1 + 1e-9)))
    return min(at_most, float(found[0, last]) * cell_km)


def _nodes(held: Bools, pieces: Pieces, ends: tuple[Cell, Cell], reach: float) -> tuple[Ints, Ints]:
    """Number pieces and the held cells that a way of this crossing may use, in a grid with a rim of -1.

    A stretch across held ground of length s never gets further than s/2 from where it begins or ends.
    """
    inner = held.copy()
    for end in ends:
        inner[end] = False
    near = held
    if reach < 2 * max(held.shape):
        depth = np.asarray(ndimage.distance_transform_cdt(inner, metric="chessboard"))
        near = held & (depth <= reach / 2 + 1) & (depth >= 0)
    node = np.full((held.shape[0] + 2, held.shape[1] + 2), -1, dtype=np.int32)
    inside = node[1:-1, 1:-1]
    free = pieces.label > 0
    inside[free] = pieces.label[free] - 1
    kept = np.flatnonzero(np.pad(near, 1)).astype(np.int32)
    node.ravel()[kept] = pieces.number + np.arange(len(kept), dtype=np.int32)
    return node, kept


def _graph(held: Bools, passable: Bools, node: Ints, kept: Ints) -> csr_array:
    """Make the steps that cross something: from each kept cell, and free corners between two held cells.

    A step between two kept cells stands once, in the first half of the directions. Several steps may lead
    from a cell to one piece; the search takes the shortest of them, so they are not added up.
    """
    width = node.shape[1]
    flat, on, may = node.ravel(), np.pad(held, 1).ravel(), np.pad(passable, 1).ravel()
    to = np.empty((len(kept), len(AROUND)), dtype=np.int32)
    cost = np.empty(to.shape)
    for i, (down, right) in enumerate(AROUND):
        there = kept + down * width + right
        half = on[there] & (i % 2 == 1)
        usable = (flat[there] >= 0) & ~half
        share = (1.0 + on[there]) / 2
        if down and right:
            beside, below = kept + right, kept + down * width
            usable &= may[beside] & may[below]
            share = np.where(on[beside] & on[below], 1.0, share) * ROOT
        to[:, i] = np.where(usable, flat[there], -1)
        cost[:, i] = share
    usable = to >= 0
    one, two, crossed = _corners(node, np.pad(held, 1))
    pieces = int(node.max()) + 1 - len(kept)
    begins = np.concatenate([np.bincount(one, minlength=pieces), usable.sum(axis=1)])
    return csr_array(
        (
            np.concatenate([crossed, cost[usable]]),
            np.concatenate([two, to[usable]]),
            np.concatenate([[0], np.cumsum(begins)]).astype(np.int32),
        ),
        shape=(len(begins), len(begins)),
    )


def _corners(node: Ints, held: Bools) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """List the diagonal steps from free to free ground between two held cells: they cross whole."""
    low, high = slice(None, -1), slice(1, None)
    a, b, c, d = (low, low), (high, high), (low, high), (high, low)
    free = (node >= 0) & ~held
    ends: list[Ints] = []
    for one, two, beside, below in ((a, b, c, d), (c, d, a, b)):
        here = free[one] & free[two] & held[beside] & held[below]
        ends.append(np.stack([node[one][here], node[two][here]]))
    both = np.unique(np.concatenate(ends, axis=1), axis=1).astype(np.int32)
    return both[0], both[1], np.full(both.shape[1], ROOT)
