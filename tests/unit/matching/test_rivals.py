from collections.abc import Sequence

import numpy as np
import pytest

from holdfire.matching.rivals import Graph, probability, shares


def _by_enumeration(pairs: Sequence[tuple[int, int]], odds: Sequence[float]) -> list[float]:
    """Weigh every set of pairs in which no row stands twice: the definition, without any trick."""
    total, held = 0.0, [0.0] * len(pairs)
    for chosen in range(1 << len(pairs)):
        inside = [n for n in range(len(pairs)) if chosen >> n & 1]
        rows = [row for n in inside for row in pairs[n]]
        if len(rows) == len(set(rows)):
            weight = float(np.prod([odds[n] for n in inside]))
            total += weight
            for n in inside:
                held[n] += weight
    return [h / total for h in held]


def _probabilities(pairs: Sequence[tuple[int, int]], odds: Sequence[float]) -> np.ndarray:
    one, other = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    graph = Graph(one=one, other=other, rows=int(max(map(max, pairs))) + 1)
    factor = shares(graph, np.array(odds))
    return probability(np.log2(np.array(odds) * factor))


@pytest.mark.parametrize(
    ("pairs", "odds"),
    [
        ([(0, 5)], [3.0]),
        ([(0, 5), (0, 6)], [100.0, 10.0]),
        ([(0, 5), (0, 6), (1, 6), (1, 7), (2, 7)], [4.0, 50.0, 0.3, 900.0, 8.0]),
        ([(0, 5), (1, 5), (2, 5), (2, 6), (3, 6)], [1e4, 2e4, 5e3, 10.0, 0.01]),
    ],
)
def test_where_pairs_form_no_ring_the_probability_is_exact(
    pairs: list[tuple[int, int]], odds: list[float]
) -> None:
    assert _probabilities(pairs, odds) == pytest.approx(_by_enumeration(pairs, odds), abs=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_in_rings_the_probability_is_near_that_of_all_sets(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = [(i, 10 + j) for i in range(3) for j in range(4)]
    odds = np.exp(rng.normal(0.5, 1.5, len(pairs))).tolist()
    assert _probabilities(pairs, odds) == pytest.approx(_by_enumeration(pairs, odds), abs=0.05)


@pytest.mark.parametrize("equals", [2, 5, 20])
def test_among_equally_good_pairs_each_has_its_share_and_no_more(equals: int) -> None:
    pairs = [(i, equals + j) for i in range(equals) for j in range(equals)]
    found = _probabilities(pairs, [1e4] * len(pairs))
    assert found == pytest.approx(1 / equals, rel=0.02)


def test_no_row_is_in_pairs_of_more_than_one_in_all() -> None:
    rng = np.random.default_rng(0)
    pairs = sorted({(int(i), 30 + int(j)) for i, j in rng.integers(0, 30, (200, 2))})
    found = _probabilities(pairs, np.exp(rng.normal(2, 3, len(pairs))).tolist())
    for row in range(60):
        assert sum(p for p, pair in zip(found, pairs, strict=True) if row in pair) <= 1 + 1e-4


def test_a_table_with_itself_lets_a_row_stand_on_either_side_of_a_pair() -> None:
    pairs, odds = [(0, 1), (1, 2), (2, 3)], [9.0, 9.0, 9.0]
    assert _probabilities(pairs, odds) == pytest.approx(_by_enumeration(pairs, odds), abs=1e-5)
