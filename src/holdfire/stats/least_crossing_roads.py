"""Ways that follow roads: a network cut where roads meet and where they leave a cell of the map.

Every piece lies in one cell, so that it is on the ground in question or is not: its crossing is its length or
nothing, exactly. Shortest paths: Dijkstra (scipy.sparse.csgraph).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from holdfire.stats.least_crossing import LENGTH_WEIGHT, Way

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """Roads over a grid. one, two: nodes of each piece; km: its length; cell: row × columns + column.

    at: (nodes, 2) row and column of each node, with fractions. start, goal: nodes nearest to both places.
    columns: of the grid.
    """

    one: Ints
    two: Ints
    km: Floats
    cell: Ints
    at: Floats
    start: int
    goal: int
    columns: int

    @property
    def nodes(self) -> int:
        """Count the nodes."""
        return len(self.at)

    def on(self, marked: Bools) -> Bools:
        """Mark the pieces in marked cells of the grid."""
        return np.asarray(marked.ravel()[self.cell], dtype=np.bool_)

    def joined(self, usable: Bools) -> bool:
        """Say whether a way along usable pieces leads from one place to the other."""
        steps = csr_array(
            (np.ones(int(usable.sum())), (self.one[usable], self.two[usable])), shape=(self.nodes, self.nodes)
        )
        label = connected_components(steps, directed=False)[1]
        return bool(label[self.start] == label[self.goal])

    def least(self, crossed: Bools, usable: Bools) -> Way | None:
        """Find the way along usable pieces that crosses least, of those the shortest; None if none leads."""
        weight = np.where(crossed, self.km, 0.0) + LENGTH_WEIGHT * self.km
        kept = self.steps(usable, weight)
        shape = (self.nodes, self.nodes)
        graph = csr_array((weight[kept], (self.one[kept], self.two[kept])), shape=shape)
        first = np.array([self.start])
        found = dijkstra(graph, directed=False, indices=first, return_predecessors=True)
        before = np.asarray(found[1], dtype=np.int64)[0]
        if not np.isfinite(np.asarray(found[0])[0, self.goal]):
            return None
        order = [self.goal]
        while before[order[-1]] >= 0:
            order.append(int(before[order[-1]]))
        return self._way(np.array(order[::-1], dtype=np.int64), kept, crossed)

    def shortest_km(self, usable: Bools) -> float:
        """Give the length of the shortest way along usable pieces; without end where none leads."""
        way = self.least(np.zeros_like(usable), usable)
        return np.inf if way is None else way.length_km

    def steps(self, usable: Bools, weight: Floats) -> Ints:
        """List usable pieces; of several between two nodes the lightest, for a matrix would add them up."""
        kept = np.flatnonzero(usable & (self.one != self.two))
        key = self._key(self.one[kept], self.two[kept])
        order = np.lexsort((weight[kept], key))
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = key[order][1:] != key[order][:-1]
        return kept[order[first]]

    def _way(self, order: Ints, kept: Ints, crossed: Bools) -> Way:
        keys = self._key(self.one[kept], self.two[kept])
        by_key = np.argsort(keys)
        walked = kept[by_key[np.searchsorted(keys[by_key], self._key(order[:-1], order[1:]))]]
        cells = self.cell[walked]
        new = np.ones(len(cells), dtype=np.bool_)
        new[1:] = cells[1:] != cells[:-1]
        return Way(
            crossing_km=float(self.km[walked][crossed[walked]].sum()),
            length_km=float(self.km[walked].sum()),
            cells=tuple(divmod(cell, self.columns) for cell in cells[new].tolist()),
            bends=tuple((row, column) for row, column in self.at[order].tolist()),
        )

    def _key(self, one: Ints, two: Ints) -> Ints:
        return np.minimum(one, two) * self.nodes + np.maximum(one, two)
