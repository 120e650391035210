"""Brier and calibration errors counted by hand, and on probabilities that are true by construction."""

import numpy as np
import pytest

from holdfire.stats.probability_scores import (
    brier,
    calibration_error,
    chance_error,
    classwise_error,
    reliability,
)

SAID = np.array([[0.7, 0.3], [0.7, 0.3], [0.2, 0.8], [0.95, 0.05]])
TRUTH = np.array([0, 1, 1, 0])


def test_brier_by_hand() -> None:
    by_hand = (2 * 0.3**2 + 2 * 0.7**2 + 2 * 0.2**2 + 2 * 0.05**2) / 4
    assert brier(SAID, TRUTH) == pytest.approx(by_hand)
    assert brier(np.eye(2), np.array([1, 0])) == 2
    assert brier(np.eye(2), np.array([0, 1])) == 0


def test_calibration_error_by_hand() -> None:
    # bins of the likelier class: two at .7 of which one is right, one at .8 right, one at .95 right
    by_hand = 2 / 4 * abs(0.7 - 0.5) + 1 / 4 * abs(0.8 - 1) + 1 / 4 * abs(0.95 - 1)
    assert calibration_error(SAID, TRUTH) == pytest.approx(by_hand)


def test_classwise_error_by_hand() -> None:
    first = 2 / 4 * abs(0.7 - 0.5) + 1 / 4 * 0.2 + 1 / 4 * 0.05
    second = 2 / 4 * abs(0.3 - 0.5) + 1 / 4 * 0.2 + 1 / 4 * 0.05
    assert classwise_error(SAID, TRUTH) == pytest.approx((first + second) / 2)


def test_bins_hold_their_upper_end_and_the_first_one_zero() -> None:
    said = np.array([0.0, 0.1, 0.1000001, 1.0])
    counted = [n for n, _, _ in reliability(said, np.ones(4, dtype=bool))]
    assert counted == [2, 1, 1]


def test_probabilities_that_are_true_have_almost_no_error_and_bolder_ones_have() -> None:
    rng = np.random.default_rng(1)
    p = rng.dirichlet(np.ones(3), 20_000)
    truth = (rng.random(20_000)[:, None] > p.cumsum(axis=1)).sum(axis=1)
    assert calibration_error(p, truth) < 0.015
    bold = p**3 / (p**3).sum(axis=1, keepdims=True)
    assert calibration_error(bold, truth) > 0.1
    assert brier(bold, truth) > brier(p, truth)


def test_the_error_of_a_single_case_by_chance_is_that_of_a_coin() -> None:
    one = np.array([[0.7, 0.3]])  # right with .7, then off by .3; wrong with .3, then off by .7
    assert chance_error(one, np.random.default_rng(1), draws=4_000) == pytest.approx(2 * 0.7 * 0.3, abs=0.02)
    assert chance_error(np.repeat(one, 4_000, axis=0), np.random.default_rng(1), draws=20) < 0.02
