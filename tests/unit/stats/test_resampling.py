"""Counting draws: ties count, p is never zero."""

import numpy as np
import pytest

from holdfire.stats.resampling import drawn_pvalue, extreme_draws


def test_ties_count_as_extreme_on_both_sides() -> None:
    null = np.array([1, 2, 2, 3])
    assert extreme_draws(2, null) == 3
    assert extreme_draws(2, null, tail="less") == 3


def test_nearly_equal_floats_are_ties() -> None:
    null = np.array([0.1 + 0.2, 0.29])
    assert extreme_draws(0.3, null) == 1
    assert extreme_draws(0.3, null, tail="less") == 2


def test_whole_numbers_are_compared_exactly() -> None:
    large = 10**12
    assert extreme_draws(large, np.array([large - 1, large])) == 1


def test_p_counts_the_observed_value_as_a_draw() -> None:
    assert drawn_pvalue(0, 999) == 0.001
    assert drawn_pvalue(999, 999) == 1.0
    assert drawn_pvalue(49, 999) == pytest.approx(0.05)
