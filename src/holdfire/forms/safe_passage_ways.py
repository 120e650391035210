"""Where a mover can go on a map: over open ground, or along roads alone.

Both answer the same: what crosses least, the shortest way round, whether some way is free, and the steps
that are open from one day until another. `held` is ground of X; on a drawn map it is not that of the map.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import GroundMap
from holdfire.stats.arrival import Stretch
from holdfire.stats.crossings import Pieces, least_crossing_km
from holdfire.stats.least_crossing import Passage as Grid
from holdfire.stats.least_crossing import Way
from holdfire.stats.least_crossing_roads import Roads

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGround:
    """Ways over all mapped ground. passable: what of it a way may use; range_km: how long it may be, or 0."""

    ground: GroundMap
    passable: Bools
    range_km: float = 0.0

    @classmethod
    def of(cls, ground: GroundMap, range_km: float) -> "OpenGround":
        """Leave out the cells that no way of this length can reach: those off the ellipse of both places."""
        passable = ground.passable
        if range_km:
            row, column = np.indices(passable.shape)
            there = sum(np.hypot(row - end[0], column - end[1]) for end in (ground.start, ground.goal))
            passable = passable & (there * ground.cell_km <= range_km)
        return cls(ground=ground, passable=passable, range_km=range_km)

    def grid(self, held: Bools) -> Grid:
        """Lay the steps over the ground."""
        return Grid.over(held & self.passable, cell_km=self.ground.cell_km, impassable=~self.passable)

    def least(self, held: Bools) -> Way | None:
        """Find the way that crosses least."""
        nothing = np.zeros_like(self.passable)
        if not Pieces.of(nothing, self.passable, *self._ends).joined:
            return None
        if self.range_km and self._within(self.grid(nothing).around(*self._marked)) is None:
            return None
        return self.grid(held).least(*self._marked)

    def around(self, held: Bools) -> Way | None:
        """Find the shortest way that crosses nothing."""
        return self._within(self.grid(held).around(*self._marked))

    def free(self, held: Bools, known: Way | None) -> bool:
        """Say whether some way crosses nothing: by pieces, and by its length where that is limited.

        known: a way that may still be there.
        """
        if not Pieces.of(held, self.passable, *self._ends).joined:
            return False
        if not self.range_km or (known is not None and not held[tuple(np.array(known.cells).T)].any()):
            return True
        return self.around(held) is not None

    def crossing_km(self, held: Bools, known: Way) -> float:
        """Measure the shortest crossing; no longer than that of the known way there."""
        cells = np.array(known.cells)
        (row, column), (after, beside) = cells[:-1].T, cells[1:].T
        share = (held[row, column].astype(float) + held[after, beside]) / 2
        diagonal = (row != after) & (column != beside)
        share[diagonal & held[row, beside] & held[after, column]] = 1.0
        there = float((share * np.where(diagonal, sqrt(2.0), 1.0)).sum()) * self.ground.cell_km
        cell_km = self.ground.cell_km
        return least_crossing_km(held, self.passable, self._ends, cell_km=cell_km, at_most=there)

    def stretch(self, first: float, end: float) -> Stretch:
        """Give the steps that cross nothing on the map itself."""
        held = self.ground.held & self.passable
        grid = self.grid(held)
        free = grid.crossing == 0
        return Stretch(
            first=first,
            end=end,
            one=grid.one[free],
            two=grid.two[free],
            km=grid.km[free],
            open=(self.passable & ~held).ravel(),
        )

    @property
    def ends(self) -> tuple[int, int]:
        """Number the cells of both places."""
        columns = self.passable.shape[1]
        (a, b), (c, d) = self._ends
        return a * columns + b, c * columns + d

    @property
    def _ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return self.ground.start, self.ground.goal

    @property
    def _marked(self) -> tuple[Bools, Bools]:
        marked = (np.zeros_like(self.passable), np.zeros_like(self.passable))
        for which, end in zip(marked, self._ends, strict=True):
            which[end] = True
        return marked

    def _within(self, way: Way | None) -> Way | None:
        return None if way is None or (self.range_km and way.length_km > self.range_km) else way


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongRoads:
    """Ways that follow roads, inside mapped ground."""

    ground: GroundMap
    roads: Roads
    range_km: float = 0.0

    def least(self, held: Bools) -> Way | None:
        """Find the way that crosses least."""
        if self.range_km and self.roads.shortest_km(self._usable) > self.range_km:
            return None
        return self.roads.least(self.roads.on(held), self._usable)

    def around(self, held: Bools) -> Way | None:
        """Find the shortest way that crosses nothing."""
        if self._caught(held):
            return None
        crossed = self.roads.on(held)
        way = self.roads.least(np.zeros_like(crossed), self._usable & ~crossed)
        return None if way is None or (self.range_km and way.length_km > self.range_km) else way

    def free(self, held: Bools, known: Way | None) -> bool:
        """Say whether some way crosses nothing."""
        if self.range_km:
            still = known is not None and not held[tuple(np.array(known.cells).T)].any()
            return not self._caught(held) and (still or self.around(held) is not None)
        return not self._caught(held) and self.roads.joined(self._usable & ~self.roads.on(held))

    def crossing_km(self, held: Bools, known: Way) -> float:
        """Measure the shortest crossing."""
        way = self.roads.least(self.roads.on(held), self._usable)
        return known.length_km if way is None else way.crossing_km

    def stretch(self, first: float, end: float) -> Stretch:
        """Give the pieces that cross nothing on the map itself; a mover on an end of one is not caught."""
        roads, held = self.roads, self.ground.held
        free = self._usable & ~roads.on(held)
        for node, cell in ((roads.start, self.ground.start), (roads.goal, self.ground.goal)):
            if held[cell]:
                free &= (roads.one != node) & (roads.two != node)
        kept = roads.steps(free, roads.km)
        open_nodes = np.zeros(roads.nodes, dtype=np.bool_)
        open_nodes[roads.one[kept]] = open_nodes[roads.two[kept]] = True
        return Stretch(
            first=first,
            end=end,
            one=roads.one[kept],
            two=roads.two[kept],
            km=roads.km[kept],
            open=open_nodes,
        )

    @property
    def ends(self) -> tuple[int, int]:
        """Number the ends of roads nearest to both places."""
        return self.roads.start, self.roads.goal

    @property
    def _usable(self) -> Bools:
        return self.roads.on(self.ground.passable)

    def _caught(self, held: Bools) -> bool:
        return bool(held[self.ground.start] or held[self.ground.goal])


def ways_of(ground: GroundMap, range_km: float) -> OpenGround | AlongRoads:
    """Take roads where the map has them, else open ground."""
    if ground.roads is not None:
        return AlongRoads(ground=ground, roads=ground.roads, range_km=range_km)
    return OpenGround.of(ground, range_km)
