"""What a map says beside its ways: pockets that X encircles, and cells that no free way goes round."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from holdfire.forms.safe_passage_maps import BestMap
from holdfire.forms.safe_passage_ways import AlongRoads
from holdfire.stats.crossings import Pieces

Bools = NDArray[np.bool_]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pockets:
    """Pieces of mapped ground that X's ground closes in: how many, their km², whether a place lies in one."""

    number: int
    km2: float
    start: bool
    goal: bool


def pockets(best: BestMap) -> Pockets:
    """Find the pieces of free ground that reach neither the edge of the map nor unmapped ground."""
    ground, passable = best.ground, best.passable
    pieces = Pieces.of(ground.held, passable, ground.start, ground.goal)
    inner = np.asarray(ndimage.binary_erosion(passable, border_value=0), dtype=np.bool_)
    size = np.bincount(pieces.label.ravel(), minlength=pieces.number + 1)
    closed = np.ones(pieces.number + 1, dtype=np.bool_)
    closed[0] = False
    closed[pieces.label[~inner]] = False
    return Pockets(
        number=int(closed.sum()),
        km2=float(size[closed].sum()) * ground.cell_km**2,
        start=bool(closed[pieces.label[ground.start]]),
        goal=bool(closed[pieces.label[ground.goal]]),
    )


def cut_cells(best: BestMap) -> tuple[Cell, ...]:
    """List the cells between the places through which every free way goes; none where there is no such way.

    All lie on any free way. Without that way's cells the free ground falls into pieces; a cell can be gone
    round if a step or a piece leads from before it to behind it.
    """
    if best.around is None:
        return ()
    if isinstance(best.ways, AlongRoads):
        return _cut_roads(best, best.ways)
    grid, rows = best.ways.grid(best.ground.held), best.passable.shape[1]
    place = np.full(grid.shape[0] * rows, -1, dtype=np.int64)
    on_way = np.array([row * rows + column for row, column in best.around.cells])
    place[on_way] = np.arange(len(on_way))
    free = grid.crossing == 0
    one, two = grid.one[free], grid.two[free]
    off = (place[one] < 0) & (place[two] < 0)
    steps = csr_array((np.ones(int(off.sum())), (one[off], two[off])), shape=(len(place), len(place)))
    piece = np.asarray(connected_components(steps, directed=False)[1])
    low, high = np.full(len(place), len(on_way)), np.full(len(place), -1)
    for this, other in ((one, two), (two, one)):
        touch = (place[this] >= 0) & (place[other] < 0)
        np.minimum.at(low, piece[other[touch]], place[this[touch]])
        np.maximum.at(high, piece[other[touch]], place[this[touch]])
    both = (place[one] >= 0) & (place[two] >= 0)
    ends = np.sort(np.stack([place[one[both]], place[two[both]]]), axis=0)
    begins = np.concatenate([low[high >= 0], ends[0]])
    stops = np.concatenate([high[high >= 0], ends[1]])
    leap = stops - begins > 1
    over = np.zeros(len(on_way) + 1, dtype=np.int64)
    np.add.at(over, begins[leap] + 1, 1)
    np.add.at(over, stops[leap], -1)
    fixed = np.flatnonzero(np.cumsum(over)[1 : len(on_way) - 1] == 0) + 1
    return tuple(best.around.cells[i] for i in fixed.tolist())


def _cut_roads(best: BestMap, ways: AlongRoads) -> tuple[Cell, ...]:
    """Take each cell of a way along roads away, and see whether another way is left."""
    cut: list[Cell] = []
    shut = best.ground.held.copy()
    usable = ways.roads.on(best.passable)
    for cell in () if best.around is None else best.around.cells:
        if cell in (best.ground.start, best.ground.goal) or shut[cell]:
            continue
        shut[cell] = True
        if not ways.roads.joined(usable & ~ways.roads.on(shut)):
            cut.append(cell)
        shut[cell] = False
    return tuple(cut)
