"""The quick reading of a drawn map, against shortest paths on a graph that is built here cell by cell."""

from math import sqrt

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from holdfire.stats.crossings import Pieces, least_crossing_km


def slow_km(held, passable, start, goal, cell_km):
    """Build every step one by one, by the words of the methods paper, and let scipy search."""
    rows, columns = held.shape
    ends, costs = [], []
    for r in range(rows):
        for c in range(columns):
            for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
                s, d = r + down, c + right
                if not (s < rows and 0 <= d < columns and passable[r, c] and passable[s, d]):
                    continue
                share = (int(held[r, c]) + int(held[s, d])) / 2
                if down and right:
                    if not (passable[r, d] and passable[s, c]):
                        continue
                    share = 1.0 if held[r, d] and held[s, c] else share
                length = sqrt(2) if down and right else 1.0
                ends.append((r * columns + c, s * columns + d))
                costs.append(share * length + 1e-9)  # a step of 0 is no step
    one, two = np.array(ends, dtype=int).reshape(-1, 2).T
    graph = csr_array((costs, (one, two)), shape=(rows * columns, rows * columns))
    first, last = start[0] * columns + start[1], goal[0] * columns + goal[1]
    return float(dijkstra(graph, directed=False, indices=first)[last]) * cell_km


def test_a_thousand_random_maps_agree():
    rng = np.random.default_rng(20)
    seen = {"free": 0, "crossed": 0, "cut off": 0}
    for _ in range(1_000):
        rows, columns = rng.integers(2, 8, 2)
        held = rng.random((rows, columns)) < rng.choice([0.3, 0.6, 0.9])
        passable = rng.random((rows, columns)) < rng.choice([1.0, 0.7])
        start, goal = ((int(rng.integers(rows)), int(rng.integers(columns))) for _ in "pq")
        passable[start] = passable[goal] = True
        if start == goal:
            continue
        wanted = slow_km(held & passable, passable, start, goal, 2.0)
        if not np.isfinite(wanted):
            assert not Pieces.of(held, passable, start, goal).joined
            seen["cut off"] += 1
            continue
        joined = Pieces.of(held, passable, start, goal).joined
        assert joined == (wanted < 1e-6)
        seen["free" if joined else "crossed"] += 1
        for known in (wanted + 1e-6, 1.3 * wanted + 1, 1e6):
            found = least_crossing_km(held, passable, (start, goal), cell_km=2.0, at_most=known)
            assert found == pytest.approx(wanted, abs=1e-6)
    assert min(seen.values()) > 30


def test_what_is_known_to_be_enough_is_never_exceeded():
    held = np.ones((3, 9), dtype=bool)
    ends = ((1, 0), (1, 8))
    assert least_crossing_km(held, held, ends, cell_km=1.0, at_most=5.0) == 5.0
    assert least_crossing_km(held, held, ends, cell_km=1.0, at_most=50.0) == pytest.approx(8.0)
