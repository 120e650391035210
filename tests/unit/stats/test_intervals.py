"""Quantiles and the jackknife."""

import numpy as np
import pytest

from holdfire.stats.intervals import jackknife_error, normal_quantile, t_lower_tail, t_quantile


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
