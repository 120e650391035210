"""The synthetic likelihood beside scipy's density of Student's t, its region, and the check by nearness."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2, multivariate_normal, multivariate_t

from holdfire.stats.normal_scores import NormalScores
from holdfire.stats.shrinkage import shrunken_covariance
from holdfire.weighing.synthetic import RIDGE, Synthetic, common_scales


def straight(parts: int) -> tuple[NormalScores, ...]:
    """A change of scale that changes nothing."""
    ends = np.array([-1.0, 1.0])
    return (NormalScores(values=ends, scores=ends, slope=1.0),) * parts


def wars(seed: int = 1, size: int = 400) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    spread = np.array([[1.0, 0.6, 0.0], [0.6, 1.0, 0.0], [0.0, 0.0, 0.5]])
    return {
        name: rng.multivariate_normal(mean, spread, size)
        for name, mean in {"near": (0, 0, 0), "far": (1.5, 0, 1)}.items()
    }


def predicted(mean: np.ndarray, covariance: np.ndarray, wars: int, count: int) -> Any:
    """What the next war follows: normal wars with a flat prior of means and Jeffreys' of the covariance."""
    parts = len(mean)
    shape = (covariance + RIDGE * np.eye(parts)) * (1 + 1 / wars) * count / (count - parts)
    return multivariate_t(mean, shape, df=count - parts)


def test_densities_are_those_of_scipy_with_the_shrunken_covariance() -> None:
    drawn = wars(size=12)
    learnt = Synthetic.learnt(drawn, straight(3))
    points = np.random.default_rng(2).normal(size=(20, 3))
    for column, rows in enumerate(drawn.values()):
        wanted = predicted(rows.mean(axis=0), shrunken_covariance(rows)[0], 12, 12).logpdf(points)
        np.testing.assert_allclose(learnt.log_densities(points)[:, column], wanted, rtol=1e-9)


def test_ratios_are_near_the_true_ones_and_see_that_parts_hang_together() -> None:
    drawn = wars(size=4_000)
    rng = np.random.default_rng(3)
    spread = np.array([[1.0, 0.6, 0.0], [0.6, 1.0, 0.0], [0.0, 0.0, 0.5]])
    points = rng.multivariate_normal((0.7, 0, 0.5), spread, 300)
    true = multivariate_normal((1.5, 0, 1), spread).logpdf(points) - multivariate_normal(
        (0, 0, 0), spread
    ).logpdf(points)
    logs = Synthetic.learnt(drawn).log_densities(points)
    off = (logs[:, 1] - logs[:, 0]) - true
    single = [Synthetic.learnt({k: v[:, [j]] for k, v in drawn.items()}) for j in range(3)]
    alone = sum(one.log_densities(points[:, [j]]) for j, one in enumerate(single))
    assert np.sqrt((off**2).mean()) < 0.35
    assert np.sqrt((((alone[:, 1] - alone[:, 0]) - true) ** 2).mean()) > 2 * np.sqrt((off**2).mean())


def test_a_covariance_of_several_sets_counts_as_so_many_wars_beside_a_sets_own() -> None:
    one, other = wars(1, 60), {name: rows + 3 for name, rows in wars(2, 60).items()}
    learnt = Synthetic.learnt(one, straight(3), (one, other))
    points = np.random.default_rng(4).normal(size=(9, 3))
    for column, name in enumerate(one):
        around = np.vstack([rows - rows.mean(axis=0) for rows in (one[name], other[name])])
        covariance = (30 * shrunken_covariance(around)[0] + 60 * np.cov(one[name].T, bias=True)) / 90
        wanted = predicted(one[name].mean(axis=0), covariance, 60, 90).logpdf(points)
        np.testing.assert_allclose(learnt.log_densities(points)[:, column], wanted, rtol=1e-9)


def test_a_monotone_change_of_a_statistic_changes_nothing() -> None:
    drawn = wars()
    bent = {name: np.column_stack([np.exp(rows[:, 0]), rows[:, 1:]]) for name, rows in drawn.items()}
    at = next(iter(drawn.values()))[:40]  # points of the table, where the change of scale is exact
    bent_at = np.column_stack([np.exp(at[:, 0]), at[:, 1:]])
    one, other = Synthetic.learnt(drawn), Synthetic.learnt(bent)
    np.testing.assert_allclose(one.log_densities(at), other.log_densities(bent_at), rtol=1e-9)


def test_the_region_holds_99_percent_of_a_rivals_own_wars() -> None:
    learnt, fresh = Synthetic.learnt(wars(size=4_000), straight(3)), wars(seed=9, size=4_000)
    inside = learnt.fits(fresh["near"])[:, 0].mean()
    assert inside == pytest.approx(0.99, abs=3 * np.sqrt(0.01 * 0.99 / 4_000) + 0.002)
    assert learnt.normals[0].limit == pytest.approx(chi2(3).ppf(0.99), rel=0.1)
    assert not learnt.fits(np.array([[9.0, -9.0, 9.0]])).any()


def test_the_nearest_wars_agree_with_the_formula_where_it_holds() -> None:
    learnt = Synthetic.learnt(wars(size=4_000))
    points = wars(seed=5, size=30)["far"]
    logs = learnt.log_densities(points)
    formula = 1 / (1 + np.exp(logs[:, 0] - logs[:, 1]))
    near = learnt.nearest(points)
    np.testing.assert_allclose(near.sum(axis=1), 1)
    assert np.abs(near[:, 1] - formula).mean() < 0.08


def test_rivals_with_more_wars_do_not_pull_the_scale() -> None:
    drawn = wars()
    twice = {"near": np.vstack([drawn["near"]] * 3), "far": drawn["far"]}
    for one, other in zip(
        common_scales([list(drawn.values())]), common_scales([list(twice.values())]), strict=True
    ):
        np.testing.assert_allclose(one.scores, other.scores, atol=1e-9)
