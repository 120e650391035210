"""Rates of counts in bursts, against likelihoods and probabilities by scipy."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import nbinom, poisson

from holdfire.stats.negative_binomial import fit_bursty, largest_mean_of_zero


def bursty(seed, units=60, size=1.5):
    rng = np.random.default_rng(seed)
    exposure = rng.uniform(5, 50, units)
    design = np.column_stack((np.ones(units), np.arange(units) % 3 == 0)).astype(float)
    mean = exposure * np.exp(design @ [-1.5, -0.7])
    return rng.negative_binomial(size, size / (size + mean)), exposure, design


def test_the_fit_is_where_the_likelihood_is_largest():
    clashes, exposure, design = bursty(3)

    def loss(values):
        size, mean = np.exp(values[0]), exposure * np.exp(design @ values[1:])
        return -nbinom.logpmf(clashes, size, size / (size + mean)).sum()

    best = minimize(loss, [0.0, -1.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    found = fit_bursty(clashes, exposure, design)
    assert found.coefficients == pytest.approx(best.x[1:], abs=1e-6)
    assert np.log(found.size) == pytest.approx(best.x[0], abs=1e-6)


def test_counts_that_scatter_less_than_poisson_ones_have_no_size_and_poisson_rates():
    exposure = np.linspace(1, 20, 30)
    clashes = np.round(3 * exposure).astype(np.int64)
    found = fit_bursty(clashes, exposure, np.ones((30, 1)))
    assert found.size is None
    assert np.exp(found.coefficients[0]) == pytest.approx(clashes.sum() / exposure.sum(), rel=1e-6)


def test_doubling_the_exposure_halves_the_rate_and_keeps_the_rest():
    clashes, exposure, design = bursty(5)
    one, two = (fit_bursty(clashes, factor * exposure, design) for factor in (1, 2))
    assert one.coefficients[0] - two.coefficients[0] == pytest.approx(np.log(2), abs=1e-9)
    assert one.coefficients[1] == pytest.approx(two.coefficients[1], abs=1e-9)
    assert one.size == pytest.approx(two.size, rel=1e-7)


@pytest.mark.parametrize(("size", "room"), [(None, 2.9957), (1.0, 19.0), (0.5, 199.5)])
def test_at_the_largest_mean_a_zero_comes_up_once_in_twenty(size, room):
    mean = largest_mean_of_zero(size)
    assert mean == pytest.approx(room, rel=1e-4)
    law = poisson(mean) if size is None else nbinom(size, size / (size + mean))
    assert law.pmf(0) == pytest.approx(0.05, rel=1e-9)
