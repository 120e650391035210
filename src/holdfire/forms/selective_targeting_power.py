"""Which odds ratio the occasions could show, before it is looked at on whom the strikes fell."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from holdfire.forms.samples import Floats
from holdfire.forms.selective_targeting_occasions import Occasions, Params, enough_regions
from holdfire.model.verdict import ALPHA
from holdfire.stats.beta_binomial import moments, sum_masses
from holdfire.stats.intervals import normal_quantile

POWER = 0.8
_SMALLEST = 1e-4  # an odds ratio at which hardly a strike falls on the partner


def smallest_odds_ratio(occasions: Occasions, params: Params, *, looks: int) -> float | None:
    """Find the odds ratio nearest to 1 that both tails together would find with power 0.8; None where none.

    Read are the strikes of each occasion on either of the two, and the opportunities; not on whom they fell.
    """
    regional = enough_regions(occasions, params, looks)
    found = _Found.of(occasions, params.rho_floor, ALPHA / params.family / looks, regional=regional)
    if found is None or found.share(_SMALLEST) < POWER:
        return None
    log = brentq(lambda log: found.share(math.exp(log)) - POWER, math.log(_SMALLEST), 0.0, xtol=1e-9)
    return math.exp(log)


class _Found:
    """How often the form would find an odds ratio at a level.

    All tails ask the same of S, the strikes on the partner: that it fall short of its expectation by so many
    √Q, where Q is the sum of squared scores of occasions (sign flips; the beta-binomial law where its spread
    is estimated) or of regions, and by so much as the law with the least spread asks. The law of S under an
    odds ratio is exact; each Q, given S, is taken as normal with its mean, variance and covariance with S.
    """

    __slots__ = ("_floor", "_most", "_occasions", "_quantile", "_regional", "_variance")

    def __init__(
        self, occasions: Occasions, floor: float, most: int, quantile: float, *, regional: bool
    ) -> None:
        self._occasions, self._floor, self._most, self._quantile = occasions, floor, most, quantile
        self._regional = regional
        n, v = occasions.strikes, occasions.share * (1 - occasions.share)
        self._variance = float((n * v * (1 + (n - 1) * floor)).sum())

    @classmethod
    def of(cls, occasions: Occasions, floor: float, level: float, *, regional: bool) -> "_Found | None":
        tail = np.cumsum(sum_masses(occasions.strikes, occasions.share, floor))
        most = int(np.searchsorted(tail, level, side="right")) - 1
        return cls(occasions, floor, most, -normal_quantile(level), regional=regional) if most >= 0 else None

    def share(self, odds_ratio: float) -> float:
        """Give the power at an odds ratio."""
        occasions, expected = self._occasions, self._occasions.expected
        share = occasions.share_at(odds_ratio)
        masses = sum_masses(occasions.strikes, share, self._floor)
        every = np.arange(len(masses), dtype=np.float64)
        low = every[: self._most + 1]
        mean = float(masses @ every)
        variance = float(masses @ np.square(every - mean))
        short = expected - low
        by_law = self._variance * np.square(short / (expected - self._most))
        by_signs = np.square(short / self._quantile)
        about = occasions.strikes * occasions.share
        own = _Square.of_occasions(moments(occasions.strikes, share, self._floor, about))
        met = own.below(np.minimum(by_law, by_signs), low - mean, variance)
        if self._regional:
            whole = _Square.of_regions(occasions, share, self._floor)
            met = np.minimum(met, whole.below(by_signs, low - mean, variance))
        return float(masses[: self._most + 1] @ met)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Square:
    """A sum of squared scores: its mean, variance, and covariance with the strikes on the partner."""

    mean: float
    variance: float
    covariance: float

    @classmethod
    def of_occasions(cls, parts: tuple[Floats, Floats, Floats]) -> "_Square":
        mean, variance, covariance = (float(part.sum()) for part in parts)
        return cls(mean=mean, variance=variance, covariance=covariance)

    @classmethod
    def of_regions(cls, occasions: Occasions, share: Floats, floor: float) -> "_Square":
        """Take each region's score as normal: it sums many occasions."""
        n = occasions.strikes
        middle = np.bincount(occasions.region, n * (share - occasions.share))
        spread = np.bincount(occasions.region, n * share * (1 - share) * (1 + (n - 1) * floor))
        return cls(
            mean=float((middle**2 + spread).sum()),
            variance=float((4 * middle**2 * spread + 2 * spread**2).sum()),
            covariance=float((2 * middle * spread).sum()),
        )

    def below(self, most: Floats, off: Floats, variance: float) -> Floats:
        """Give how likely it is at most so much, where the strikes are so far off their mean."""
        slope = self.covariance / variance if variance > 0 else 0.0
        left = math.sqrt(max(self.variance - slope * self.covariance, 1e-12))
        return np.asarray(ndtr((most - self.mean - slope * off) / left))
