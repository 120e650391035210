"""Ratios of rates from counts before and after a date, exact if the counts are Poisson."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, betaincinv, gammaln

from holdfire.stats.resampling import TIE

Floats = NDArray[np.float64]

_FARTHEST = 60.0  # |log ratio| at which a limit is called unbounded; no count of events comes near it


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactRatio:
    """An estimate with two-sided limits and both one-sided p values; None stands for no bound.

    value is None where the counts fix no finite estimate.
    """

    value: float | None
    low: float
    high: float | None
    p_low: float
    p_high: float


def rate_ratio(
    before: int, after: int, *, days_before: float = 1.0, days_after: float = 1.0, level: float = 0.95
) -> ExactRatio:
    """Compare the rate after with the rate before: after | sum ~ Bin(sum, days_after / all days) if equal.

    Limits are Clopper and Pearson's. Misleads where rates drift by themselves, as they do in most wars.
    Source: Fay 2010, doi:10.32614/RJ-2010-008. Oracle: R poisson.test.
    """
    both, share, tail = before + after, days_after / (days_before + days_after), (1 - level) / 2
    low = 0.0 if after == 0 else float(betaincinv(after, before + 1, tail))
    high = 1.0 if before == 0 else float(betaincinv(after + 1, before, 1 - tail))
    exposure = days_before / days_after
    return ExactRatio(
        value=None if before == 0 else after / before * exposure,
        low=low / (1 - low) * exposure,
        high=None if before == 0 else high / (1 - high) * exposure,
        p_low=float(bdtr(after, both, share)),
        p_high=1.0 if after == 0 else float(bdtrc(after - 1, both, share)),
    )


def ratio_of_ratios(
    before: int, after: int, other_before: int, other_after: int, *, level: float = 0.95
) -> ExactRatio:
    """Compare a series' rate ratio with another's: Fisher's conditional estimate, limits and tails.

    Given the sums, `after` follows Fisher's noncentral hypergeometric law with this ratio as its odds.
    Source: Cornfield 1956, Proceedings of the Third Berkeley Symposium 4:135. Oracles: R fisher.test, scipy.
    """
    law = _Noncentral.given(before, after, other_before, other_after)
    tail = (1 - level) / 2
    at_low, at_high = after == law.least, after == law.most
    value = math.exp(root_of_rising(lambda odds: law.mean(odds) - after)) if not (at_low or at_high) else 0.0
    return ExactRatio(
        value=None if at_high else value,
        low=0.0 if at_low else math.exp(root_of_rising(lambda odds: law.upper(after, odds) - tail)),
        high=None if at_high else math.exp(root_of_rising(lambda odds: tail - law.lower(after, odds))),
        p_low=law.lower(after, 0.0),
        p_high=law.upper(after, 0.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noncentral:
    """Fisher's noncentral hypergeometric law: values least … most, log weights at odds 1."""

    least: int
    most: int
    weights: Floats

    @classmethod
    def given(cls, before: int, after: int, other_before: int, other_after: int) -> "_Noncentral":
        own, later = before + after, after + other_after
        everything = own + other_before + other_after
        least, most = max(0, own + later - everything), min(own, later)
        x = np.arange(least, most + 1, dtype=np.float64)
        others = everything - own
        weights = -(
            gammaln(x + 1) + gammaln(own - x + 1) + gammaln(later - x + 1) + gammaln(others - later + x + 1)
        )
        return cls(least=least, most=most, weights=weights)

    def mass(self, log_odds: float) -> Floats:
        logs = self.weights + log_odds * np.arange(self.least, self.most + 1)
        mass = np.exp(logs - logs.max())
        return mass / mass.sum()

    def mean(self, log_odds: float) -> float:
        return float(np.arange(self.least, self.most + 1) @ self.mass(log_odds))

    def lower(self, value: int, log_odds: float) -> float:
        return float(self.mass(log_odds)[: value - self.least + 1].sum())

    def upper(self, value: int, log_odds: float) -> float:
        return float(self.mass(log_odds)[value - self.least :].sum())


def root_of_rising(rising: Callable[[float], float]) -> float:
    """Find where a rising function of the log ratio crosses zero; a function that never does, at the end."""
    if rising(-_FARTHEST) >= 0:
        return -_FARTHEST
    if rising(_FARTHEST) <= 0:
        return _FARTHEST
    return float(brentq(rising, -_FARTHEST, _FARTHEST, xtol=1e-13, rtol=TIE * 1e-3))


def e_value(high: float) -> float:
    """Give how strong an unseen cause must be on both of its links to lift a ratio's upper limit to 1.

    RR + √(RR (RR - 1)) with RR = 1 / high; 1 (nothing is needed) where the limit is 1 or more.
    Source: VanderWeele & Ding 2017, doi:10.7326/M16-2607.
    """
    ratio = max(1.0, 1 / high)
    return ratio + math.sqrt(ratio * (ratio - 1))
