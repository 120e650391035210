"""Counts that come in bursts: regression with exposure, and what a count of zero leaves room for."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import digamma

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_SMALLEST, _LARGEST = 1e-3, 1e6  # sizes looked at; beyond the last one counts are Poisson to six digits
_ROUNDS = 100
_CLOSE = 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstyRates:
    """A fitted log rate: y ~ NB(mean E exp(x'b), variance mean + mean² / size).

    coefficients, errors: (columns,); the errors hold size fixed, as MASS does. size: None where the counts
    scatter no more than Poisson ones.
    """

    coefficients: Floats
    errors: Floats
    size: float | None


def fit_bursty(clashes: Ints, exposure: Floats, design: Floats) -> BurstyRates:
    """Fit by maximum likelihood; clashes, exposure: (units,), design: (units, columns) of full rank.

    Needs a clash in some unit of every column. Source: Lawless 1987, doi:10.2307/3314912. Oracle: R
    MASS::glm.nb, tests/golden.
    """
    offset = np.log(exposure)

    def score(log_size: float) -> float:
        size = math.exp(log_size)
        mean = np.exp(offset + design @ _coefficients(clashes, offset, design, size))
        terms = digamma(size + clashes) - digamma(size) + log_size + 1 - np.log(size + mean)
        return float((terms - (clashes + size) / (size + mean)).sum())

    low, high = math.log(_SMALLEST), math.log(_LARGEST)
    bursty = score(high) < 0 < score(low)
    size = math.exp(brentq(score, low, high, xtol=_CLOSE, rtol=4e-15)) if bursty else _LARGEST
    coefficients = _coefficients(clashes, offset, design, size)
    mean = np.exp(offset + design @ coefficients)
    information = design.T @ (design * (mean / (1 + mean / size))[:, None])
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return BurstyRates(coefficients=coefficients, errors=errors, size=size if bursty else None)


def largest_mean_of_zero(size: float | None = None, *, alpha: float = 0.05) -> float:
    """Give the largest expected count that still leaves a zero with probability alpha.

    -ln alpha for Poisson counts (2.996 at .05), size (alpha^(-1/size) - 1) for bursty ones.
    """
    return -math.log(alpha) if size is None else size * math.expm1(-math.log(alpha) / size)


def _coefficients(clashes: Ints, offset: Floats, design: Floats, size: float) -> Floats:
    """Reweight least squares until nothing moves."""
    linear = np.log(clashes + 0.5)
    coefficients = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        mean = np.exp(linear)
        weighted = design * (mean / (1 + mean / size))[:, None]
        working = linear - offset + (clashes - mean) / mean
        coefficients = np.linalg.solve(weighted.T @ design, weighted.T @ working).astype(np.float64)
        moved = offset + design @ coefficients
        if np.abs(moved - linear).max() < _CLOSE:
            break
        linear = moved
    return coefficients
