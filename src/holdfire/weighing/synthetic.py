"""Synthetic likelihood: how likely each rival makes a vector of statistics, learnt from simulated wars."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.special import gammaln

from holdfire.stats.normal_scores import NormalScores
from holdfire.stats.shrinkage import shrunken_covariance, shrunken_means

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

REGION = 0.99  # a vector outside this region of every rival fits none
NEAREST = 0.01  # share of the simulated wars that the check by nearness looks at
LEAST_NEAR = 50  # … but so many at least: the shares of six wars are no check
OTHER_SETS = 30  # wars that a covariance from all prior sets is worth beside that of a set's own wars
RIDGE = 1e-6  # a part that never varies under one rival would have no likelihood at all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Normal:
    """What one rival's simulated wars look like on the common scale: normal, of unknown mean and covariance.

    A next war of that kind then follows Student's t: with few simulated wars its tails are long, and the
    likelihood flat. df: its degrees of freedom; wider: of its squared scale over the covariance. limit:
    squared radius of the region.
    Source: Sellentin & Heavens 2016, doi:10.1093/mnrasl/slv190; the predictive distribution of Gelman and
    others 2013, Bayesian Data Analysis, section 3.6.
    """

    mean: Floats
    factor: tuple[Floats, bool]
    log_scale: float
    limit: float
    df: float
    wider: float

    @classmethod
    def of(cls, scores: Floats, mean: Floats | None = None, around: Floats | None = None) -> "_Normal":
        """Learn it. mean: that of the scores without it. around: scores of all sets about their means."""
        covariance, count = _covariance(scores, around)
        centre = scores.mean(axis=0) if mean is None else mean
        parts = len(centre)
        df = float(max(1, count - parts))
        wider = (1 + 1 / len(scores)) * count / df
        factor = cho_factor(covariance + RIDGE * np.eye(parts), lower=True)
        log_scale = (
            float(np.log(np.diag(factor[0])).sum())
            + 0.5 * parts * math.log(df * math.pi * wider)
            + float(gammaln(df / 2) - gammaln((df + parts) / 2))
        )
        made = cls(mean=centre, factor=factor, log_scale=log_scale, limit=0.0, df=df, wider=wider)
        return replace(made, limit=float(np.quantile(made.distance(scores), REGION)))

    def distance(self, scores: Floats) -> Floats:
        """Squared Mahalanobis distance of (n, parts) scores."""
        away = scores - self.mean
        return (away * cho_solve(self.factor, away.T).T).sum(axis=1)

    def log_density(self, scores: Floats) -> Floats:
        power = 0.5 * (self.df + len(self.mean))
        return -power * np.log1p(self.distance(scores) / (self.wider * self.df)) - self.log_scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthetic:
    """Synthetic likelihoods of several rivals on one scale, for one pattern of parts that are there.

    rivals: names, in order. The densities are those of the common normal scores: the change of scale is the
    same for all rivals, so its derivative drops out of every ratio.
    Source: Wood 2010, doi:10.1038/nature09319. Oracle: scipy.stats.multivariate_t, tests/unit/weighing.
    """

    rivals: tuple[str, ...]
    scales: tuple[NormalScores, ...]
    normals: tuple[_Normal, ...]
    scores: tuple[Floats, ...]
    pooled: _Normal

    @classmethod
    def learnt(
        cls,
        wars: Mapping[str, Floats],
        scales: tuple[NormalScores, ...] | None = None,
        sets: Sequence[Mapping[str, Floats]] = (),
    ) -> "Synthetic":
        """Learn from (wars, parts) statistics of each rival, without a gap in them.

        scales: a common change of scale; without it, the one that makes these wars normal, rival for rival
        with the same weight. sets: wars of the same rivals with other strengths, about whose means a rival's
        covariance is learnt too. Means of several rivals are drawn together as far as they differ by chance:
        else the luckiest one would lead where there is nothing to see.
        """
        scales = common_scales([list(wars.values())]) if scales is None else scales
        scores = tuple(_scored(rows, scales) for rows in wars.values())
        around = [_about_means([_scored(one[name], scales) for one in sets]) for name in wars]
        return cls(
            rivals=tuple(wars),
            scales=scales,
            normals=tuple(
                _Normal.of(*one) for one in zip(scores, shrunken_means(scores), around, strict=True)
            ),
            scores=scores,
            pooled=_Normal.of(np.vstack(scores)),
        )

    def log_densities(self, statistics: Floats) -> Floats:
        """Give (n, rivals) log densities of (n, parts) statistics."""
        scores = _scored(statistics, self.scales)
        return np.column_stack([normal.log_density(scores) for normal in self.normals])

    def fits(self, statistics: Floats) -> Bools:
        """Say, (n, rivals), whether statistics lie in the region that holds 99 % of a rival's own wars."""
        scores = _scored(statistics, self.scales)
        return np.column_stack([normal.distance(scores) <= normal.limit for normal in self.normals])

    def nearest(self, statistics: Floats) -> Floats:
        """Give (n, rivals) shares of the wars nearest to statistics, by the pooled Mahalanobis distance.

        Each rival counts with the same weight, however many wars it has.
        Source: Beaumont, Zhang, Balding 2002 (rejection step of approximate Bayesian computation).
        """
        wars = np.vstack(self.scores)
        rival = np.repeat(np.arange(len(self.scores)), [len(one) for one in self.scores])
        weight = np.repeat([1 / len(one) for one in self.scores], [len(one) for one in self.scores])
        keep = min(len(wars), max(LEAST_NEAR, round(NEAREST * len(wars))))
        found = np.zeros((len(statistics), len(self.scores)))
        for row, score in enumerate(_scored(statistics, self.scales)):
            away = wars - score
            distance = (away * cho_solve(self.pooled.factor, away.T).T).sum(axis=1)
            near = np.argpartition(distance, keep - 1)[:keep]
            share = np.bincount(rival[near], weight[near], len(self.scores))
            found[row] = share / share.sum()
        return found


def _covariance(scores: Floats, around: Floats | None) -> tuple[Floats, int]:
    """Learn a covariance; beside it, from how many wars.

    That of a set's own wars is mixed with that of all sets, the latter worth OTHER_SETS wars: the mean of an
    inverse Wishart distribution whose prior is centred there (Gelman and others 2013, section 3.6).
    """
    count = len(scores)
    if around is None:
        return shrunken_covariance(scores)[0], count
    own = np.cov(scores, rowvar=False, bias=True).reshape(scores.shape[1], -1)
    mixed = (OTHER_SETS * shrunken_covariance(around)[0] + count * own) / (OTHER_SETS + count)
    return mixed, min(len(around), OTHER_SETS + count)


def _about_means(groups: Sequence[Floats]) -> Floats | None:
    return np.vstack([rows - rows.mean(axis=0) for rows in groups]) if groups else None


def common_scales(groups: list[list[Floats]]) -> tuple[NormalScores, ...]:
    """Learn one change of scale a part from all wars; each array, a rival's wars, has the same weight."""
    arrays = [rows for group in groups for rows in group]
    weights = np.repeat([1 / len(rows) for rows in arrays], [len(rows) for rows in arrays])
    together = np.vstack(arrays)
    return tuple(NormalScores.of(together[:, part], weights) for part in range(together.shape[1]))


def _scored(statistics: Floats, scales: tuple[NormalScores, ...]) -> Floats:
    return np.column_stack([scale.of_values(statistics[:, part]) for part, scale in enumerate(scales)])
