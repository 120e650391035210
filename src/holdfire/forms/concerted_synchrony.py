"""How strongly two series fall together under one design: statistics, their laws under rotation, the effect.

All statistics are sums over pairs of a staying and a turning hit:
near      pairs within r km and w days;
Q         2(w2 - w) near - (2w + 1) #{within r km, w < lag ≤ w2}: the peak against its shoulder in time;
Qfar      the same for pairs at r + 5 to R km;
Z         Q - kappa Qfar: the peak against shoulders in time and space, kappa the ratio of near to far pairs
          within 21 days. kappa is a fraction of two counts, so Z times the far count is a whole number: ties
          between draws are exact.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.concerted_pairs import Design, Pairing, Weights, Windows
from holdfire.stats.intervals import jackknife_error, t_quantile
from holdfire.stats.resampling import drawn_pvalue, extreme_draws
from holdfire.stats.rotation import Rotation, Table, draw_sums, rotation, rows_variance

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NOTHING = 1e-9  # share of the expected pairs that is only what rounding leaves
MONTH_DAYS = 28  # the jackknife's month: four weeks, so that it never cuts a block of the default design


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect95:
    """R = 1 + (Z - E0[Z]) / (2(w2 - w) E0[near]) with its 95 % limits; both cut at 0."""

    value: float
    low: float
    high: float
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synchrony:
    """One design's numbers: tables of each statistic, kappa as near_pairs / far_pairs, and terms by hit.

    z: Z times `scale`, whole numbers. z_excess, near_expected: (hits,) what each turning hit adds to Z -
    E0[Z] and to E0[near]; month: (hits,) its month. near, q, follows, precedes: tables of the statistics of
    those names, the last two near pairs in which the turning hit comes 1 … w days later, earlier.
    """

    windows: Windows
    near: Table
    q: Table
    z: Table
    follows: Table
    precedes: Table
    near_pairs: int
    far_pairs: int
    scale: int
    z_excess: Floats
    near_expected: Floats
    month: Ints

    @property
    def kappa(self) -> float:
        """Near over far pairs within 21 days; 0 where there is no far pair, which leaves Z = Q."""
        return self.near_pairs / self.far_pairs if self.far_pairs else 0.0

    @property
    def z_observed(self) -> float:
        """Z as it was."""
        return self.z.observed / self.scale

    @property
    def z_mean(self) -> float:
        """Z as expected under rotation."""
        return self.z.mean / self.scale

    @property
    def z_sd(self) -> float:
        """The standard deviation of Z under rotation."""
        return float(np.sqrt(self.z.variance)) / self.scale

    @property
    def unit(self) -> float:
        """What all expected near pairs would add to Z: 2(w2 - w) E0[near]."""
        return self.windows.peak_weight * self.near.mean

    def ratio(self) -> float:
        """R, near pairs over expected, corrected for both shoulders; needs E0[near] > 0."""
        return 1 + (self.z_observed - self.z_mean) / self.unit

    def effect(self) -> Effect95 | None:
        """R with its limits, from leaving one month out at a time; None for under three months with hits.

        The standard error is the jackknife's, and never below the null's own: months left out of a few lumps
        can look steadier than chance allows. kappa is kept as it was fixed. Measured coverage of the 95 %
        limits, 300 wars each, 60–400 events a series, with and without bursts, none or 10 % of events
        answered: .91–.99, with the jackknife alone .88–.96.
        """
        months = np.unique(self.month)
        if len(months) < 3 or self.near.mean <= 0:
            return None
        member = self.month[:, None] == months
        rest_excess = self.z_excess.sum() - self.z_excess @ member
        rest_expected = self.near_expected.sum() - self.near_expected @ member
        if (rest_expected <= _NOTHING * self.near.mean).any():
            return None
        error = jackknife_error(1 + rest_excess / (self.windows.peak_weight * rest_expected))
        half = t_quantile(0.975, error.df) * max(error.standard_error, self.z_sd / self.unit)
        value = self.ratio()
        return Effect95(
            value=max(0.0, value), low=max(0.0, value - half), high=max(0.0, value + half), months=len(months)
        )


def measure(pairing: Pairing, weights: Weights, design: Design) -> Synchrony:
    """Compute one design's tables and terms; the weights must be those of the design's radius."""
    reach = pairing.profile.reach
    turning = rotation(pairing.rotated, design.edges(pairing.days, pairing.windows))
    near_pairs, far_pairs = int(weights.wide[:, reach].sum()), int(weights.wide_far[:, reach].sum())
    common = max(1, gcd(near_pairs, far_pairs))
    scale = max(1, far_pairs // common)
    z = scale * weights.q - (near_pairs // common if far_pairs else 0) * weights.q_far
    return Synchrony(
        windows=pairing.windows,
        near=turning.table(weights.near, reach),
        q=turning.table(weights.q, reach),
        z=turning.table(z, reach),
        follows=turning.table(weights.follows, reach),
        precedes=turning.table(weights.precedes, reach),
        near_pairs=near_pairs,
        far_pairs=far_pairs,
        scale=scale,
        z_excess=(z[:, reach] - _mean_by_hit(turning, z, reach)) / scale,
        near_expected=_mean_by_hit(turning, weights.near, reach),
        month=pairing.rotated.day // MONTH_DAYS,
    )


def null_spread(pairing: Pairing, weights: Weights, design: Design) -> tuple[float, float]:
    """Compute (E0[near], sd0(Z)) with kappa at its expectation under rotation.

    For the smallest detectable effect, which must be the same whatever days the two series turn out to share:
    turning a cell by any number of days leaves both numbers as they are.
    """
    reach = pairing.profile.reach
    turning = rotation(pairing.rotated, design.edges(pairing.days, pairing.windows))
    wide, wide_far = (turning.table(w, reach).mean for w in (weights.wide, weights.wide_far))
    kappa = wide / wide_far if wide_far else 0.0
    cells = turning.by_cell(weights.q - kappa * weights.q_far, reach)
    spread = float(np.sqrt(rows_variance(cells, turning.lengths)))
    return turning.table(weights.near, reach).mean, spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Draws of Z under rotation: how many, how many at least as large as observed, and the values of Z."""

    draws: int
    extreme: int
    values: Floats

    @property
    def pvalue(self) -> float:
        """The p value of Z, in the alleged direction."""
        return drawn_pvalue(self.extreme, self.draws)


def draw(synchrony: Synchrony, *, draws: int, rng: np.random.Generator) -> Drawn:
    """Draw shifts of all cells and count how often Z comes out at least as large."""
    (sums,) = draw_sums((synchrony.z,), draws=draws, rng=rng)
    extreme = extreme_draws(synchrony.z.observed, sums)
    return Drawn(draws=draws, extreme=extreme, values=sums / synchrony.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who comes first in near pairs of different days.

    follows, precedes: pairs in which the turning series comes later, earlier. index: their difference over
    their sum; pvalue: how often rotation leaves an index as far from 0; both None without such pairs.
    """

    follows: int
    precedes: int
    index: float | None
    pvalue: float | None


def lead_lag(synchrony: Synchrony, *, draws: int, rng: np.random.Generator) -> Lead:
    """Ask whether one series follows the other, on the same null.

    A lead fits one side that exploits the other's attack, without any deal.
    """
    follows, precedes = synchrony.follows.observed, synchrony.precedes.observed
    if not follows + precedes:
        return Lead(follows=0, precedes=0, index=None, pvalue=None)
    index = (follows - precedes) / (follows + precedes)
    later, earlier = draw_sums((synchrony.follows, synchrony.precedes), draws=draws, rng=rng)
    null = np.abs(later - earlier) / np.maximum(later + earlier, 1)
    extreme = extreme_draws(abs(index), null)
    return Lead(follows=follows, precedes=precedes, index=index, pvalue=drawn_pvalue(extreme, draws))


def _mean_by_hit(turning: Rotation, by_lag: Ints, reach: int) -> Floats:
    return turning.shifted(by_lag, reach).sum(axis=1) / turning.length
