"""Paule–Mandel meta-regression against closed forms and a plain solver."""

import numpy as np
import pytest
from scipy.optimize import brentq

from holdfire.stats.meta_regression import design_rank, estimable, fit_paule_mandel


def test_equal_errors_give_the_closed_form() -> None:
    values = np.array([0.0, 3.0, 1.0, 6.0])
    fit = fit_paule_mandel(values, np.full(4, 0.25), np.ones((4, 1)))
    assert fit.coefficients == pytest.approx([2.5], rel=1e-12)
    assert fit.tau2 == pytest.approx(values.var(ddof=1) - 0.25, rel=1e-9)
    assert fit.df == 3
    assert fit.covariance == pytest.approx(np.array([[values.var(ddof=1) / 4]]), rel=1e-9)


def test_values_closer_than_their_errors_leave_no_scatter() -> None:
    fit = fit_paule_mandel(np.array([1.0, 1.01, 0.99]), np.ones(3), np.ones((3, 1)))
    assert fit.tau2 == 0.0


def test_unequal_errors_agree_with_a_plain_solver() -> None:
    rng = np.random.default_rng(3)
    design = np.array(
        [[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1]] * 2, float
    )
    variances = rng.uniform(0.01, 0.5, 12)
    values = design @ rng.normal(0, 1, 4) + rng.normal(0, 0.8, 12)

    def solve(tau2: float) -> tuple[np.ndarray, float]:
        root = np.sqrt(1 / (tau2 + variances))
        beta, *_ = np.linalg.lstsq(design * root[:, None], values * root, rcond=None)
        return beta, float((((values - design @ beta) * root) ** 2).sum())

    tau2 = brentq(lambda t: solve(t)[1] - 8, 0.0, 50.0, xtol=1e-14)
    fit = fit_paule_mandel(values, variances, design)
    assert fit.df == 8
    assert fit.tau2 == pytest.approx(tau2, rel=1e-9)
    assert fit.coefficients == pytest.approx(solve(tau2)[0], rel=1e-9)
    mean, variance = fit.predict(design[0])
    weighted = design.T @ (design / (tau2 + variances)[:, None])
    assert mean == pytest.approx(float(design[0] @ solve(tau2)[0]), rel=1e-9)
    assert variance == pytest.approx(float(design[0] @ np.linalg.inv(weighted) @ design[0]), rel=1e-9)


def test_what_a_design_does_not_fix_is_not_estimable() -> None:
    triangle = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    path = triangle[:2]
    assert design_rank(triangle) == 3
    assert estimable(np.array([1.0, 0.0, 0.0]), triangle)
    assert not estimable(np.array([0.0, 1.0, 1.0]), path)
    assert not estimable(np.array([1.0, 1.0, 0.0]), np.zeros((0, 3)))


def test_predictions_do_not_depend_on_a_choice_that_the_design_leaves_open() -> None:
    bipartite = np.array([[1.0, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1]])
    fit = fit_paule_mandel(np.array([1.0, 2.0, 1.5, 2.9]), np.full(4, 0.1), bipartite)
    assert fit.df == 1
    assert fit.predict(bipartite[3])[0] == pytest.approx(2.9 - 0.1, rel=1e-9)
