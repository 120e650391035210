"""How strongly two series fall together under one design: statistics, their laws under rotation, the effect.

All statistics are sums over pairs of a staying and a turning hit:
near      pairs within r km and w days;
Q         2(w2 - w) near - (2w + 1) #{within r km, w < lag ≤ w2}: the peak against its shoulder in time;
Qfar      the same for pairs at r + 5 to R km;
Z         Q - kappa Qfar: the peak against shoulders in time and space, kappa the ratio of near to far pairs
          within 21 days. kappa is a fraction of two counts, so Z times the far count is a whole number: ties
          between draws are exact.
S         decides. Like Z, but against the straight line that the pairs w + 1 to w3 days apart follow towards
          lag 0, not against their mean, so that a tide of weeks cancels; and pairs where either side has
          many attacks count less, so that one busy town does not drown all others.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.concerted_pairs import Design, Pairing, Weights, Windows
from holdfire.stats.intervals import jackknife_error, t_quantile
from holdfire.stats.resampling import drawn_pvalue, extreme_draws
from holdfire.stats.rotation import (
    Number,
    Rotation,
    Table,
    WeighedTable,
    draw_sums,
    draw_weighed_sums,
    rotation,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NOTHING = 1e-9  # share of the expected pairs that is only what rounding leaves
MONTH_DAYS = 28  # the jackknife's month: four weeks, so that it never cuts a block of the default design


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect95:
    """R = 1 + (S - E0[S]) / E0[near pairs, weighed as S does] with its 95 % limits; both cut at 0."""

    value: float
    low: float
    high: float
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synchrony:
    """One design's numbers: tables of each statistic, kappa as near_pairs / far_pairs, and terms by hit.

    z: Z times `scale`, whole numbers. weighed: near pairs, weighed as in S. s_excess, near_expected: (hits,)
    what each turning hit adds to S - E0[S] and to what is expected of `weighed`; month: (hits,) its month.
    near, q, s, follows, precedes: tables of the statistics of those names, the last two near pairs in which
    the turning hit comes 1 … w days later, earlier.
    """

    windows: Windows
    near: Table
    q: Table
    z: Table
    s: WeighedTable
    weighed: WeighedTable
    follows: Table
    precedes: Table
    near_pairs: int
    far_pairs: int
    scale: int
    s_excess: Floats
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
    def s_sd(self) -> float:
        """The standard deviation of S under rotation."""
        return float(np.sqrt(self.s.variance))

    def ratio(self) -> float:
        """R, near pairs over expected, corrected in time and space; needs E0[near] > 0."""
        return 1 + (self.s.observed - self.s.mean) / self.weighed.mean

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
        rest_excess = self.s_excess.sum() - self.s_excess @ member
        rest_expected = self.near_expected.sum() - self.near_expected @ member
        if (rest_expected <= _NOTHING * self.weighed.mean).any():
            return None
        error = jackknife_error(1 + rest_excess / rest_expected)
        half = t_quantile(0.975, error.df) * max(error.standard_error, self.s_sd / self.weighed.mean)
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
    here, there = (float(weights.place @ counts[:, reach]) for counts in (weights.wide, weights.wide_far))
    s = deciding_by_lag(weights, here / there if there else 0.0)
    weighed = weights.place[:, None] * weights.near
    return Synchrony(
        windows=pairing.windows,
        near=turning.table(weights.near, reach),
        q=turning.table(weights.q, reach),
        z=turning.table(z, reach),
        s=turning.weighed_table(s, reach),
        weighed=turning.weighed_table(weighed, reach),
        follows=turning.table(weights.follows, reach),
        precedes=turning.table(weights.precedes, reach),
        near_pairs=near_pairs,
        far_pairs=far_pairs,
        scale=scale,
        s_excess=s[:, reach] - expected_by_hit(turning, s, reach),
        near_expected=expected_by_hit(turning, weighed, reach),
        month=pairing.rotated.day // MONTH_DAYS,
    )


def deciding_by_lag(weights: Weights, kappa: float) -> Floats:
    """Give what each turning hit adds to S at each lag; kappa: weighed near over far pairs."""
    return weights.place[:, None] * (weights.course - kappa * weights.course_far)


def expected_by_hit(turning: Rotation, by_lag: NDArray[Number], reach: int) -> Floats:
    """Average what each turning hit gives to a statistic over all turns of its block."""
    return turning.shifted(by_lag, reach).sum(axis=1) / turning.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Draws of S under rotation: how many, how many at least as large as observed, and the values of S."""

    draws: int
    extreme: int
    values: Floats

    @property
    def pvalue(self) -> float:
        """The p value of S, in the alleged direction."""
        return drawn_pvalue(self.extreme, self.draws)


def draw(synchrony: Synchrony, *, draws: int, rng: np.random.Generator) -> Drawn:
    """Draw shifts of all cells and count how often S comes out at least as large."""
    (sums,) = draw_weighed_sums((synchrony.s,), draws=draws, rng=rng)
    return Drawn(draws=draws, extreme=extreme_draws(synchrony.s.observed, sums), values=sums)


def draw_z(synchrony: Synchrony, *, draws: int, rng: np.random.Generator) -> float:
    """Draw the p of Z, which is told beside that of S."""
    (sums,) = draw_sums((synchrony.z,), draws=draws, rng=rng)
    return drawn_pvalue(extreme_draws(synchrony.z.observed, sums), draws)


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
