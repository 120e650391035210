"""Quantiles, the interval of a share, and the jackknife."""

import numpy as np
import pytest

from holdfire.stats.intervals import (
    jackknife_error,
    normal_quantile,
    t_lower_tail,
    t_quantile,
    wilson_interval,
)


def test_quantiles_are_those_of_the_tables() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-12)
    assert normal_quantile(0.95) + normal_quantile(0.8) == pytest.approx(2.4864748604, rel=1e-9)
    assert t_quantile(0.975, 4) == pytest.approx(2.7764451052, rel=1e-9)
    assert t_lower_tail(t_quantile(0.2, 3), 3) == pytest.approx(0.2, rel=1e-12)


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    values = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    left_out = (values.sum() - values) / 4
    error = jackknife_error(left_out)
    assert error.standard_error == pytest.approx(values.std(ddof=1) / np.sqrt(5), rel=1e-12)
    assert error.df == 4


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombes_table(
    successes: int, trials: int, low: float, high: float
) -> None:
    """Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3."""
    found = wilson_interval(successes, trials)
    assert found == pytest.approx((low, high), abs=5e-5)
    mirrored = wilson_interval(trials - successes, trials)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson_interval(0, 0) is None
