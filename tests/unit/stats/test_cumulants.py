"""Cumulants of sums of uniform rows, and the quantile that follows, against the law itself."""

import numpy as np
import pytest
from scipy.stats import gamma, kstat

from holdfire.stats.convolution import sum_law
from holdfire.stats.cumulants import uniform_cumulants, upper_point


def test_cumulants_of_rows_are_those_of_each_row_repeated_for_ever() -> None:
    rng = np.random.default_rng(1)
    lengths = np.array([28, 14, 1])
    values = rng.integers(-5, 20, (3, 28)).astype(float)
    values[np.arange(28) >= lengths[:, None]] = 0.0
    found = uniform_cumulants(values, lengths)
    for row, length, column in zip(values, lengths, found.T, strict=True):
        many = np.tile(
            row[:length], 40_000 // length
        )  # k-statistics correct for a small sample: none is left
        expected = [kstat(many, order) for order in (1, 2, 3, 4)]
        assert column == pytest.approx(expected, rel=5e-3, abs=1e-9)


@pytest.mark.parametrize("tail", [0.05, 0.01])
def test_the_point_of_a_sum_agrees_with_its_exact_law(tail: float) -> None:
    rng = np.random.default_rng(2)
    rows = [rng.poisson(rng.gamma(0.7), 28) * rng.integers(1, 9) for _ in range(60)]
    cumulants = uniform_cumulants(np.array(rows, dtype=float), np.full(60, 28)).sum(axis=1)
    law = sum_law(rows)
    point = float(upper_point(cumulants, tail))
    assert law.upper_tail(int(np.ceil(point))) == pytest.approx(tail, rel=0.1)


def test_skewness_and_kurtosis_bend_the_normal_point() -> None:
    shape = 20.0  # a gamma law: its cumulants are shape × (r - 1)!
    cumulants = shape * np.array([1.0, 1.0, 2.0, 6.0])
    exact = gamma.isf(0.05, shape)
    assert abs(float(upper_point(cumulants, 0.05)) - exact) < 0.01
    assert abs(shape + 1.6448536 * np.sqrt(shape) - exact) > 0.3


def test_without_spread_the_point_is_the_mean() -> None:
    assert float(upper_point(np.array([3.0, 0.0, 0.0, 0.0]), 0.05)) == 3.0
