"""When a mover can arrive, where what is open changes from day to day.

The mover may set out on any day, wait wherever it is not caught, and go on when a way opens; where the ground
under it closes, it is lost. Earliest arrivals by Dijkstra over each stretch of days in turn, which is exact.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_WAIT = 1.0  # a step of no length is none in a sparse matrix; taken off again


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days [first, end) on which the same is open. one, two, km: open steps; open: by node, not caught."""

    first: float
    end: float
    one: Ints
    two: Ints
    km: Floats
    open: NDArray[np.bool_]


def arrival(stretches: Iterable[Stretch], start: int, goal: int, *, km_per_day: float) -> float | None:
    """Give the time (days, with fractions) at which a mover reaches the goal first; None where it never does.

    The stretches follow each other, and a gap between them loses nobody. km_per_day: how far it gets.
    """
    reached: Floats | None = None
    for stretch in stretches:
        nodes = len(stretch.open)
        begun = np.full(nodes, np.inf) if reached is None else np.where(stretch.open, reached, np.inf)
        if stretch.open[start]:
            begun[start] = min(begun[start], stretch.first)
        begun = np.maximum(begun, stretch.first)
        known = np.flatnonzero(np.isfinite(begun))
        if not len(known):
            reached = begun
            continue
        wait = begun[known] - stretch.first
        graph = csr_array(
            (
                np.concatenate([stretch.km / km_per_day, wait + LEAST_WAIT]),
                (
                    np.concatenate([stretch.one, np.full(len(known), nodes)]),
                    np.concatenate([stretch.two, known]),
                ),
            ),
            shape=(nodes + 1, nodes + 1),
        )
        days = stretch.end - stretch.first
        found = dijkstra(graph, directed=False, indices=np.array([nodes]), limit=days + LEAST_WAIT)
        reached = stretch.first + np.asarray(found)[0, :nodes] - LEAST_WAIT
        if np.isfinite(reached[goal]):
            return float(reached[goal])
    return None
