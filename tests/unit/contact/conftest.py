"""A small war on a plane, and the slow way to count its co-presence."""

from itertools import combinations

import numpy as np
import pytest

from holdfire.contact.exposure import Days, Roster, Rows


@pytest.fixture
def rows_of():
    """Make rows from (x, y, day, one, other) tuples."""

    def make(*rows) -> Rows:
        columns = [np.array(c) for c in zip(*rows, strict=True)] or [np.zeros(0)] * 5
        x, y, day, one, other = columns
        return Rows(
            x=x.astype(float),
            y=y.astype(float),
            day=day.astype(np.int64),
            one=one.astype(np.int64),
            other=other.astype(np.int64),
        )

    return make


@pytest.fixture
def all_pairs():
    """Make the roster of every dyad of so many actors."""

    def make(actors: int) -> Roster:
        pairs = np.array(list(combinations(range(actors), 2)), dtype=np.int64)
        return Roster(names=tuple("abcdefgh"[:actors]), pairs=pairs)

    return make


@pytest.fixture
def random_war():
    """Draw rows of a war in an area of so many km, from day -60 to 120; -1 is a side that is no actor."""

    def make(seed: int, rows: int = 120, actors: int = 4, km: float = 80.0) -> Rows:
        rng = np.random.default_rng(seed)
        return Rows(
            x=rng.uniform(-km / 2, km / 2, rows),
            y=rng.uniform(-km / 2, km / 2, rows),
            day=rng.integers(-60, 120, rows),
            one=rng.integers(-1, actors, rows),
            other=rng.integers(-1, actors, rows),
        )

    return make


@pytest.fixture
def slow_co_presence():
    """Count as the definition reads: every dyad, every square, every day, every row."""

    def count(rows: Rows, roster: Roster, days: Days) -> dict[tuple[int, float, float], int]:
        every = list(zip(rows.x, rows.y, rows.day, rows.one, rows.other, strict=True))
        low, high = int(min(*rows.x, *rows.y) // 10) - 3, int(max(*rows.x, *rows.y) // 10) + 3
        centres = [(10.0 * c + 5, 10.0 * r + 5) for c in range(low, high) for r in range(low, high)]
        found: dict[tuple[int, float, float], int] = {}
        for cx, cy in centres:
            near = [(t, one, other) for x, y, t, one, other in every if np.hypot(x - cx, y - cy) <= 15]
            for day in range(days.first, days.end):
                now = [(one, other) for t, one, other in near if abs(day - t) <= 30]
                for number, (i, j) in enumerate(roster.pairs.tolist()):
                    with_i = any((i in (a, b)) and (j not in (a, b)) for a, b in now)
                    with_j = any((j in (a, b)) and (i not in (a, b)) for a, b in now)
                    if with_i and with_j:
                        found[number, cx, cy] = found.get((number, cx, cy), 0) + 1
        return found

    return count
