"""Safe passage: could a mover get from one place to another without crossing ground of X?

Feasibility and no p value: that every route crosses means that X could have seen the mover, not that X let it
pass. The grid comes from a dated control map, the drawn grids from the map's stated error. Not among the
registered forms before control maps of a case are turned into such grids.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import QuestionError
from holdfire.model.feasibility import Passage
from holdfire.stats.intervals import wilson_interval
from holdfire.stats.least_crossing import Passage as Grid
from holdfire.stats.least_crossing import Way

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A map as the form reads it; all arrays are (rows, columns) of square cells.

    held: ground of X on the best map. drawn: the same on maps within the stated error. passable: inside the
    mapped ground, no water and no cliff. start, goal: the cells of the two places. cell_km: size of a cell.
    """

    source: str
    held: Bools
    drawn: tuple[Bools, ...]
    passable: Bools
    start: Bools
    goal: Bools
    cell_km: float = 2.0
    thin_km: float | None = None


def passage(ground: Ground) -> Passage:
    """Find the shortest crossing on the best map, and on how many drawn maps every way crosses.

    Source: the project's methods paper, T4. Oracles: all ways of small grids; an independent prototype (g10).
    Raises QuestionError where no map is drawn, or on a grid where no way leads from start to goal.
    """
    if not ground.drawn:
        raise QuestionError("a passage needs maps that are drawn within the stated error; there are none")
    best = _least(ground, ground.held)
    around = _grid(ground, ground.held).around(ground.start, ground.goal)
    if best is None:
        raise QuestionError("no way leads from one place to the other inside the mapped ground")
    crossings = np.array([way.crossing_km for way in _ways(ground)])
    crossing = int(np.count_nonzero(crossings > 0))
    low, median, high = np.quantile(crossings, (0.025, 0.5, 0.975)).tolist()
    return Passage(
        source=ground.source,
        draws=len(crossings),
        crossing=crossing,
        interval=wilson_interval(crossing, len(crossings)) or (0.0, 1.0),
        crossing_km=best.crossing_km,
        way_km=best.length_km,
        way_round_km=None if around is None else around.length_km,
        quantiles_km=(low, median, high),
        thin_km=ground.thin_km,
    )


def _ways(ground: Ground) -> Iterable[Way]:
    """Walk over the drawn maps; who holds ground changes no way's being there."""
    return (way for held in ground.drawn if (way := _least(ground, held)) is not None)


def _least(ground: Ground, held: Bools) -> Way | None:
    return _grid(ground, held).least(ground.start, ground.goal)


def _grid(ground: Ground, held: Bools) -> Grid:
    return Grid.over(held & ground.passable, cell_km=ground.cell_km, impassable=~ground.passable)
