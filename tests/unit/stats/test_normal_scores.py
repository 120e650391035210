"""Scores of ranks: normal for the pooled values, the same for all who share them, far outside stays far."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, rankdata

from holdfire.stats.normal_scores import NormalScores


@given(st.lists(st.integers(-20, 20), min_size=2, max_size=60))
def test_equal_weights_give_the_scores_of_midranks(values: list[int]) -> None:
    drawn = np.array(values, dtype=float)
    scores = NormalScores.of(drawn, np.ones(len(drawn))).of_values(drawn)
    np.testing.assert_allclose(scores, norm.ppf((rankdata(drawn) - 0.5) / len(drawn)), atol=1e-9)


def test_a_weight_is_as_good_as_so_many_copies() -> None:
    rng = np.random.default_rng(1)
    values, copies = rng.normal(size=30), rng.integers(1, 5, 30)
    weighted = NormalScores.of(values, copies.astype(float))
    repeated = NormalScores.of(np.repeat(values, copies), np.ones(copies.sum()))
    np.testing.assert_allclose(weighted.scores, repeated.scores, rtol=1e-9)


def test_it_goes_on_beyond_the_range_in_standard_deviations() -> None:
    values = np.random.default_rng(2).exponential(3.0, 500)
    scores = NormalScores.of(values, np.ones(500))
    top = values.max()
    high, higher = scores.of_values(np.array([top, top + 6 * values.std()]))
    assert higher - high == pytest.approx(6)
    assert np.all(np.diff(scores.of_values(np.linspace(-50, 50, 300))) >= 0)


def test_a_part_that_never_varies_has_one_score() -> None:
    scores = NormalScores.of(np.full(9, 4.0), np.ones(9))
    np.testing.assert_allclose(scores.of_values(np.array([3.0, 4.0, 5.0])), [-1, 0, 1], atol=1e-9)
