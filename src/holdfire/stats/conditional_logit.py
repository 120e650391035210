"""Which of several alternatives was chosen: the conditional logit, with errors that hold by cluster."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_STEPS = 50
_STILL = 1e-10  # the log-likelihood moves by less: it is at its top
_NOTHING = 1e-7  # a share of the information that is left: a coefficient ran away, or nothing varies


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Alternatives of many choices; all arrays have one row an alternative.

    stratum: which choice it is an alternative of, 0, 1, 2, … chosen: how often it was taken. offset: log of
    its known weight (opportunity, or one over the share that was sampled). design: (rows, coefficients).
    cluster: (strata,) choices that may depend on each other.
    """

    stratum: Ints
    chosen: Ints
    offset: Floats
    design: Floats
    cluster: Ints

    def __len__(self) -> int:
        return len(self.stratum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Coefficients with the covariance of the model and that of clusters; log-likelihood at none and at them.

    scores: (clusters, coefficients) what each cluster adds to the slope at the coefficients.
    """

    coefficients: Floats
    covariance: Floats
    clustered: Floats
    log_likelihood: tuple[float, float]
    scores: Floats

    @property
    def errors(self) -> Floats:
        """Standard errors of the model, as if all choices were independent."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def clustered_errors(self) -> Floats:
        """Standard errors that hold where the choices of a cluster depend on each other."""
        return np.sqrt(np.diag(self.clustered))


def fit(choices: Choices) -> Fit | None:
    """Find the coefficients of the highest likelihood by Newton's steps; None where there is no such top.

    P(j) = exp(offset_j + x_j'β) / Σ over the choice's alternatives. Clustered covariance V (Σ s s') V without
    a small-sample factor, as R's coxph gives it.
    Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior. Oracle: R
    survival::clogit and coxph, tests/golden/g3.
    """
    beta = np.zeros(choices.design.shape[1])
    at_none = _likelihood(choices, beta)
    top, told = at_none, _information(choices, beta)
    size = _taken(choices)[choices.stratum] @ np.square(choices.design)
    if _left(told, np.diag(size)) < _NOTHING:  # what no choice could tell apart
        return None
    for _ in range(_STEPS):
        slope, information = _slope(choices, beta).sum(axis=0), _information(choices, beta)
        if _left(information, told) < _NOTHING:  # one side was never, or always, chosen
            return None
        step = np.linalg.solve(information, slope)
        moved = _likelihood(choices, beta + step)
        while moved < top and float(np.abs(step).max()) > _STILL:  # too far: the top lies between
            step = step / 2
            moved = _likelihood(choices, beta + step)
        beta, gained, top = beta + step, moved - top, moved
        if abs(gained) < _STILL * max(1.0, abs(top)):
            return _at(choices, beta, (at_none, top))
    return None


def _left(information: Floats, of: Floats) -> float:
    """Give the least share that one information matrix is of another, over all directions."""
    return float(np.linalg.eigvals(np.linalg.solve(of, information)).real.min())


def _at(choices: Choices, beta: Floats, log_likelihood: tuple[float, float]) -> Fit:
    covariance = np.linalg.inv(_information(choices, beta)).astype(np.float64)
    by_stratum = _slope(choices, beta)
    scores = np.zeros((int(choices.cluster.max()) + 1, len(beta)))
    np.add.at(scores, choices.cluster, by_stratum)
    return Fit(
        coefficients=beta,
        covariance=covariance,
        clustered=covariance @ scores.T @ scores @ covariance,
        log_likelihood=log_likelihood,
        scores=scores,
    )


def _shares(choices: Choices, beta: Floats) -> tuple[Floats, Floats]:
    """Give each alternative's probability, and the logarithm of each choice's sum of weights."""
    weight = choices.offset + choices.design @ beta
    highest = np.full(len(choices.cluster), -np.inf)
    np.maximum.at(highest, choices.stratum, weight)
    lifted = np.exp(weight - highest[choices.stratum])
    total = np.bincount(choices.stratum, lifted, minlength=len(choices.cluster))
    return lifted / total[choices.stratum], np.log(total) + highest


def _taken(choices: Choices) -> Floats:
    """Count the choices made in each stratum."""
    taken = np.bincount(choices.stratum, choices.chosen, minlength=len(choices.cluster))
    return taken.astype(np.float64)


def _likelihood(choices: Choices, beta: Floats) -> float:
    _, log_total = _shares(choices, beta)
    weight = choices.offset + choices.design @ beta
    return float(choices.chosen @ weight - _taken(choices) @ log_total)


def _slope(choices: Choices, beta: Floats) -> Floats:
    """What each stratum adds to the slope: (strata, coefficients)."""
    share, _ = _shares(choices, beta)
    residual = choices.chosen - _taken(choices)[choices.stratum] * share
    slope = np.zeros((len(choices.cluster), choices.design.shape[1]))
    np.add.at(slope, choices.stratum, residual[:, None] * choices.design)
    return slope


def _information(choices: Choices, beta: Floats) -> Floats:
    share, _ = _shares(choices, beta)
    mean = np.zeros((len(choices.cluster), choices.design.shape[1]))
    np.add.at(mean, choices.stratum, share[:, None] * choices.design)
    off = choices.design - mean[choices.stratum]
    weight = _taken(choices)[choices.stratum] * share
    return off.T @ (weight[:, None] * off)
