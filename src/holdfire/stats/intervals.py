"""Quantiles of the normal and the t law, the interval of a share, and the error of what parts estimate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr, stdtrit


def normal_quantile(probability: float) -> float:
    """Return z with P(Z ≤ z) = probability for a standard normal Z."""
    return float(ndtri(probability))


def t_quantile(probability: float, df: float) -> float:
    """Return t with P(T ≤ t) = probability for Student's T with df degrees of freedom."""
    return float(stdtrit(df, probability))


def t_lower_tail(value: float, df: float) -> float:
    """Return P(T ≤ value) for Student's T with df degrees of freedom."""
    return float(stdtr(df, value))


def wilson_interval(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float] | None:
    """Return the score interval of a share; None where nothing was tried.

    (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n), the roots of |p - π| = z √(π(1 - π)/n).
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    if trials == 0:
        return None
    low, high = score_interval(successes / trials, trials, normal_quantile((1 + level) / 2))
    return (0.0 if successes == 0 else low, 1.0 if successes == trials else high)


def score_interval(share: float, trials: float, quantile: float) -> tuple[float, float]:
    """Return Wilson's interval of a share for any quantile and any (effective) number of trials."""
    square = quantile * quantile / trials
    middle = share + square / 2
    reach = float(np.sqrt(square * (share * (1 - share) + square / 4)))
    low, high = ((middle + side * reach) / (1 + square) for side in (-1, 1))
    return max(0.0, low), min(1.0, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class JackknifeError:
    """The standard error of an estimate from leaving parts out one by one, with its degrees of freedom."""

    standard_error: float
    df: int


def jackknife_error(left_out: NDArray[np.float64]) -> JackknifeError:
    """Estimate a standard error from the estimates without each part in turn; needs two parts.

    se² = (n - 1)/n Σ (θ₋ᵢ - mean)², df = n - 1.
    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, equation 11.5.
    """
    parts = len(left_out)
    spread = float(np.square(left_out - left_out.mean()).sum())
    return JackknifeError(standard_error=float(np.sqrt((parts - 1) / parts * spread)), df=parts - 1)
