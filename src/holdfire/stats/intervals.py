"""Quantiles of the normal and the t law, and the interval of an estimate from leaving parts out."""

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
