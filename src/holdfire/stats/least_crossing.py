"""The way between two places that crosses as little of some ground as it can, on a grid of square cells.

A mover steps to any of eight neighbours. A step's crossing is its length times the share of it on that
ground; a diagonal step between two cells of that ground crosses it whole, or a mover would slip through a
wall that is one cell thick. Ground that nobody can pass (water, cliffs) is left out, and its corners are not
cut.
Source: the project's methods paper, T4. Shortest paths: Dijkstra (scipy.sparse.csgraph).
"""

from dataclasses import dataclass
from math import sqrt
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cell = tuple[int, int]

LENGTH_WEIGHT = 1e-6  # of a km of way beside a km of crossing: of ways that cross as much, the shortest
STEPS = ((0, 1, 1.0), (1, 0, 1.0), (1, 1, sqrt(2.0)), (1, -1, sqrt(2.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way from one place to another: km of it on the ground in question, km in all, its cells in order.

    bends: where it turns, as rows and columns with fractions (a cell's centre is at halves); empty where it
    goes from centre to centre.
    """

    crossing_km: float
    length_km: float
    cells: tuple[Cell, ...]
    bends: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A grid that movers cross. one, two: cells of each step; km: its length; crossing: km of it held."""

    shape: Cell
    one: Ints
    two: Ints
    km: Floats
    crossing: Floats
    open: Bools

    @classmethod
    def over(cls, held: Bools, *, cell_km: float, impassable: Bools | None = None) -> Self:
        """Lay the steps over a grid. held: (rows, columns), the ground in question; impassable: no ground."""
        free = np.ones_like(held) if impassable is None else ~impassable
        parts = [_steps(held, free, turn) for turn in STEPS]
        one, two, km, share = (np.concatenate([part[i] for part in parts]) for i in range(4))
        rows, columns = held.shape
        length = np.asarray(km * cell_km, dtype=np.float64)
        return cls(
            shape=(rows, columns),
            one=one.astype(np.int64),
            two=two.astype(np.int64),
            km=length,
            crossing=length * share.astype(np.float64),
            open=free,
        )

    def least(self, start: Bools, goal: Bools) -> Way | None:
        """Find the way from any start cell to any goal cell that crosses least; None where there is none."""
        return self._shortest(self.crossing + LENGTH_WEIGHT * self.km, start, goal)

    def around(self, start: Bools, goal: Bools) -> Way | None:
        """Find the shortest way that crosses nothing; None where every way does."""
        free = self.crossing == 0
        return self._shortest(np.where(free, self.km, np.inf), start, goal)

    def _shortest(self, costs: Floats, start: Bools, goal: Bools) -> Way | None:
        cells = self.shape[0] * self.shape[1]
        usable = np.isfinite(costs)
        graph = csr_array((costs[usable], (self.one[usable], self.two[usable])), shape=(cells, cells))
        first, last = (np.flatnonzero((which & self.open).ravel()) for which in (start, goal))
        if not len(first) or not len(last):
            return None
        found = dijkstra(graph, directed=False, indices=first, return_predecessors=True, min_only=True)
        cost, before = np.asarray(found[0]), np.asarray(found[1], dtype=np.int64)
        end = int(last[np.argmin(cost[last])])
        if not np.isfinite(cost[end]):
            return None
        return self._way(end, before)

    def _way(self, end: int, before: Ints) -> Way:
        order = [end]
        while before[order[-1]] >= 0:
            order.append(int(before[order[-1]]))
        order.reverse()
        cells = np.array(order, dtype=np.int64)
        columns = self.shape[1]
        walked = np.isin(self._key(self.one, self.two), self._key(cells[:-1], cells[1:]))
        return Way(
            crossing_km=float(self.crossing[walked].sum()),
            length_km=float(self.km[walked].sum()),
            cells=tuple(divmod(cell, columns) for cell in order),
        )

    def _key(self, one: Ints, two: Ints) -> Ints:
        """Number steps by their two cells, whichever way they are taken."""
        return np.minimum(one, two) * (self.shape[0] * self.shape[1]) + np.maximum(one, two)


def _steps(held: Bools, free: Bools, turn: tuple[int, int, float]) -> tuple[Ints, Ints, Floats, Floats]:
    """List the steps of one direction between free cells: both ends, length in cells, share held."""
    down, right, length = turn
    rows, columns = held.shape
    number = np.arange(rows * columns, dtype=np.int64).reshape(rows, columns)
    here = (slice(0, rows - down), slice(0, columns - right) if right >= 0 else slice(1, columns))
    there = (slice(down, rows), slice(right, columns) if right >= 0 else slice(0, columns - 1))
    share = (held[here].astype(float) + held[there]) / 2
    may = free[here] & free[there]
    if length > 1:
        beside, below = (here[0], there[1]), (there[0], here[1])
        may &= free[beside] & free[below]
        share = np.where(held[beside] & held[below], 1.0, share)
    return number[here][may], number[there][may], np.full(int(may.sum()), length), share[may]
