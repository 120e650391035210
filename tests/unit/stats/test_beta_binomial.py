"""Counts out of clusters: the law of the sum against scipy's, the spread against its definition."""

import numpy as np
import pytest
from scipy import stats

from holdfire.stats.beta_binomial import lower_tail, moments, spread_of_clusters, sum_masses, upper_tail

TRIALS, SHARE = np.array([3, 1, 6]), np.array([0.3, 0.5, 0.1])


def test_the_law_of_the_sum_is_the_convolution_of_scipys_laws() -> None:
    expected = np.ones(1)
    for n, share in zip(TRIALS.tolist(), SHARE.tolist(), strict=True):
        law = stats.betabinom(n, share * 3, (1 - share) * 3)  # ρ = .25: (1 - ρ)/ρ = 3
        expected = np.convolve(expected, law.pmf(np.arange(n + 1)))
    assert sum_masses(TRIALS, SHARE, 0.25) == pytest.approx(expected, rel=1e-9)


def test_hardly_any_spread_is_the_binomial() -> None:
    masses = sum_masses(np.full(5, 4), np.full(5, 0.2), 1e-6)
    assert masses == pytest.approx(stats.binom(20, 0.2).pmf(np.arange(21)), abs=1e-5)


def test_tails_hold_the_observed_count_and_are_never_zero() -> None:
    masses = sum_masses(TRIALS, SHARE, 0.25)
    assert lower_tail(masses, 0) == pytest.approx(masses[0])
    assert lower_tail(masses, 4) + upper_tail(masses, 5) == pytest.approx(1)
    assert lower_tail(sum_masses(np.full(200, 9), np.full(200, 0.5), 0.1), 0) == 1e-10


def test_the_spread_is_found_again_in_many_clusters() -> None:
    rng = np.random.default_rng(2)
    trials, share = np.full(20_000, 5), np.full(20_000, 0.3)
    own = rng.beta(0.3 * 3, 0.7 * 3, len(trials))
    assert spread_of_clusters(rng.binomial(trials, own), trials, share) == pytest.approx(0.25, abs=0.02)


def test_single_trials_show_no_spread() -> None:
    ones = np.ones(9, dtype=np.int64)
    assert spread_of_clusters(ones, ones, np.full(9, 0.4)) == 0.0


def test_moments_are_those_of_the_law() -> None:
    about = np.array([0.5, 0.2, 1.5])
    second, variance, covariance = moments(TRIALS, SHARE, 0.25, about)
    for i, n in enumerate(TRIALS.tolist()):
        mass = stats.betabinom(n, SHARE[i] * 3, (1 - SHARE[i]) * 3).pmf(np.arange(n + 1))
        off = np.arange(n + 1) - about[i]
        square = mass @ off**2
        assert second[i] == pytest.approx(square)
        assert variance[i] == pytest.approx(mass @ (off**2 - square) ** 2)
        assert covariance[i] == pytest.approx(mass @ ((off - mass @ off) * (off**2 - square)))
