"""Ledoit and Wolf's shrinkage beside the sums of their paper, entry by entry, and its limits."""

import numpy as np
import pytest

from holdfire.stats.shrinkage import shrunken_covariance, shrunken_means


def by_the_paper(rows: np.ndarray) -> np.ndarray:
    """m, d², b² and S* by loops over rows and entries (section 3.2 of the paper)."""
    n, p = rows.shape
    x = rows - rows.mean(axis=0)
    s = np.zeros((p, p))
    for k in range(n):
        for i in range(p):
            for j in range(p):
                s[i, j] += x[k, i] * x[k, j] / n
    m = sum(s[i, i] for i in range(p)) / p

    def square(a: np.ndarray) -> float:
        return sum(a[i, j] ** 2 for i in range(p) for j in range(p)) / p

    d2 = square(s - m * np.eye(p))
    b2 = min(d2, sum(square(np.outer(x[k], x[k]) - s) for k in range(n)) / n**2)
    return b2 / d2 * m * np.eye(p) + (d2 - b2) / d2 * s


@pytest.mark.parametrize(("n", "p"), [(5, 3), (12, 4), (40, 2), (4, 6)])
def test_it_is_the_estimator_of_the_paper(n: int, p: int) -> None:
    rows = np.random.default_rng(n).normal(size=(n, p)) @ np.random.default_rng(p).normal(size=(p, p))
    found, share = shrunken_covariance(rows)
    np.testing.assert_allclose(found, by_the_paper(rows), rtol=1e-12)
    assert 0 < share <= 1


def test_it_can_be_inverted_where_the_sample_covariance_can_not() -> None:
    rows = np.random.default_rng(1).normal(size=(4, 8))
    assert np.linalg.matrix_rank(np.cov(rows.T)) < 8
    assert np.linalg.eigvalsh(shrunken_covariance(rows)[0]).min() > 1e-3


def test_with_many_rows_it_is_the_sample_covariance_and_closer_to_the_truth_with_few() -> None:
    truth = np.array([[1.0, 0.3, 0.0], [0.3, 1.0, 0.2], [0.0, 0.2, 1.0]])
    rng = np.random.default_rng(2)
    many = rng.multivariate_normal(np.zeros(3), truth, 50_000)
    np.testing.assert_allclose(shrunken_covariance(many)[0], np.cov(many.T, ddof=0), atol=2e-3)
    few = [rng.multivariate_normal(np.zeros(3), truth, 6) for _ in range(300)]
    shrunken = sum(((shrunken_covariance(rows)[0] - truth) ** 2).sum() for rows in few)
    plain = sum(((np.cov(rows.T, ddof=0) - truth) ** 2).sum() for rows in few)
    assert shrunken < 0.8 * plain


def test_one_part_alone_is_its_variance() -> None:
    rows = np.array([[1.0], [2.0], [6.0]])
    found, share = shrunken_covariance(rows)
    assert (found.item(), share) == (pytest.approx(np.var(rows)), 0.0)
    with pytest.raises(ValueError, match="two rows or more"):
        shrunken_covariance(rows[:1])


def test_means_that_differ_by_chance_are_drawn_together_and_others_stay() -> None:
    rng = np.random.default_rng(7)
    wars, groups = 25, 2_000
    true = np.column_stack([rng.normal(2.0, 0.3, groups), np.full(groups, -1.0), rng.normal(0, 50.0, groups)])
    drawn = [rng.normal(mean, 1.0, (wars, 3)) for mean in true]
    plain, found = np.array([rows.mean(axis=0) for rows in drawn]), shrunken_means(drawn)
    kept = 0.3**2 / (0.3**2 + 1 / wars)  # the posterior mean where the spread of true means is known
    np.testing.assert_allclose(found[:, 0], 2.0 + kept * (plain[:, 0] - 2.0), atol=0.06)
    assert np.abs(found[:, 1] + 1.0).max() < 0.1 < np.abs(plain[:, 1] + 1.0).max()
    np.testing.assert_allclose(found[:, 2], plain[:, 2], atol=0.01)
    off = ((found - true) ** 2).mean(axis=0) / ((plain - true) ** 2).mean(axis=0)
    assert off[0] == pytest.approx(kept, abs=0.05)
    np.testing.assert_array_equal(shrunken_means(drawn[:3]), plain[:3])
