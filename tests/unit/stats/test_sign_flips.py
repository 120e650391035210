"""Turning signs: the count against enumeration, draws against the exact law, limits against the test."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.stats.sign_flips import EXACT_UP_TO, SignFlips


def _flips(scores: int, seed: int = 1, draws: int = 9_999) -> SignFlips:
    return SignFlips(scores, rng=np.random.default_rng(seed), draws=draws)


@given(st.lists(st.integers(-9, 9), max_size=10))
def test_exact_counts_agree_with_enumeration(scores: list[int]) -> None:
    sums = [sum(e * s for e, s in zip(p, scores, strict=True)) for p in product((1, -1), repeat=len(scores))]
    found, values = sum(scores), np.array(scores, dtype=float)
    assert _flips(len(scores)).less(values).extreme == sum(s <= found for s in sums)
    assert _flips(len(scores)).greater(values).extreme == sum(s >= found for s in sums)


def test_the_observed_pattern_counts_and_the_floor_is_one_of_all() -> None:
    tail = _flips(6).less(-np.arange(1.0, 7.0))
    assert (tail.extreme, tail.of, tail.pvalue) == (1, 64, 1 / 64)


def test_nearly_equal_sums_are_ties() -> None:
    # 0.1 + 0.2 is not 0.3 in floats; turning all three leaves the sum as it is
    scores = np.array([0.1, 0.2, -0.3])
    assert _flips(3).less(scores).extreme == sum(
        round(10 * (a * 0.1 + b * 0.2 - c * 0.3)) <= 0 for a, b, c in product((1, -1), repeat=3)
    )


def test_draws_agree_with_the_exact_law_of_one_score_fewer() -> None:
    """A score of zero changes no share but takes the drawn way."""
    scores = np.random.default_rng(3).normal(-0.25, 1, EXACT_UP_TO)
    exact = _flips(EXACT_UP_TO).less(scores)
    drawn = _flips(EXACT_UP_TO + 1, draws=40_000).less(np.append(scores, 0.0))
    assert exact.exact
    assert not drawn.exact
    error = np.sqrt(exact.pvalue * (1 - exact.pvalue) / 40_000)
    assert abs(drawn.pvalue - exact.pvalue) < 4 * error


def test_a_drawn_p_is_never_zero() -> None:
    assert _flips(40, draws=99).less(np.full(40, -1.0)).pvalue == 0.01


@pytest.mark.parametrize("clusters", [10, 40])
def test_limits_are_where_the_test_begins_to_refuse(clusters: int) -> None:
    counts = np.random.default_rng(5).poisson(4.0, clusters).astype(float)
    flips = _flips(clusters)

    def scores(ratio: float) -> np.ndarray:
        return counts - 4.0 * ratio

    low, high = flips.limits(scores)
    assert low is not None
    assert high is not None
    assert flips.less(scores(high * 1.0001)).pvalue <= 0.025 < flips.less(scores(high * 0.9999)).pvalue
    assert flips.greater(scores(low * 0.9999)).pvalue <= 0.025 < flips.greater(scores(low * 1.0001)).pvalue
    assert low < counts.mean() / 4.0 < high


def test_too_few_scores_have_no_limits() -> None:
    assert _flips(5).limits(lambda ratio: np.ones(5) - ratio) == (None, None)


def test_the_draws_hold_their_level_where_clusters_differ_in_size() -> None:
    rng = np.random.default_rng(11)
    sizes = rng.lognormal(0, 1, 30)
    flips = _flips(30, draws=999)
    small = sum(flips.less(rng.normal(0, sizes)).pvalue <= 0.05 for _ in range(1_000))
    assert abs(small / 1_000 - 0.05) < 3 * np.sqrt(0.05 * 0.95 / 1_000)
