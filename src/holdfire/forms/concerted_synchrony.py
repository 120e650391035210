"""How strongly two series fall together under one design: statistics, their laws under rotation, the effect.

All statistics are sums over pairs of a staying and a turning hit: near      pairs within r km and w days; Q
2(w2 - w) near - (2w + 1) #{within r km, w < lag ≤ w2}: the peak against its shoulder in time; Qfar      the
same for pairs at r + 5 to R km; Z         Q - kappa Qfar: the peak against shoulders in time and in space,
kappa the ratio of near to far pairs
          within 21 days. kappa is a fraction of two counts, so Z times the far count is a whole number: ties
          between draws are exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.intervals import jackknife_error, t_quantile
from holdfire.stats.resampling import drawn_pvalue, extreme_draws
from holdfire.stats.rotation import (
    Points,
    Profiles,
    Rotation,
    Table,
    block_edges,
    draw_sums,
    profiles,
    rotation,
    rows_variance,
    window_sums,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

GAP_KM = 5.0  # between the near disc and the far ring, so that a blurred place falls into neither
KAPPA_DAYS = 21
MONTH_DAYS = 28  # the jackknife's month: four weeks, so that it never cuts a block of the default design


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Window w and shoulder w2 in days, and the outer edge R of the far ring in km."""

    near_days: int
    shoulder_days: int
    far_km: float

    @property
    def peak_weight(self) -> int:
        """What a near pair adds to Q: 2(w2 - w)."""
        return 2 * (self.shoulder_days - self.near_days)

    @property
    def shoulder_weight(self) -> int:
        """What a pair on the shoulder takes from Q: 2w + 1."""
        return 2 * self.near_days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One defensible set of choices: radius r in km, block length D and first cut in days."""

    near_km: float
    block_days: int
    origin: int

    def edges(self, days: int, windows: Windows) -> Ints:
        """Cut the period into this design's blocks."""
        return block_edges(
            days, block=self.block_days, origin=self.origin, shortest=2 * windows.shoulder_days + 1
        )


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
    E0[Z] and to E0[near]; month: (hits,) its month. near, q, before, after: tables of the statistics of
    those names.
    """

    windows: Windows
    near: Table
    q: Table
    z: Table
    before: Table
    after: Table
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

        The standard error is the jackknife's, and never below the null's own: a month left out of a handful
        of lumps can look steadier than chance allows. kappa is kept as it was fixed.
        """
        months = np.unique(self.month)
        if len(months) < 3 or self.near.mean <= 0:
            return None
        member = self.month[:, None] == months
        rest_excess = self.z_excess.sum() - self.z_excess @ member
        rest_expected = self.near_expected.sum() - self.near_expected @ member
        if (rest_expected <= 0).any() or (
            error := jackknife_error(self._ratios(rest_excess, rest_expected))
        ) is None:
            return None
        half = t_quantile(0.975, error.df) * max(error.standard_error, self.z_sd / self.unit)
        value = self.ratio()
        return Effect95(
            value=max(0.0, value), low=max(0.0, value - half), high=max(0.0, value + half), months=len(months)
        )

    def _ratios(self, excess: Floats, expected: Floats) -> Floats:
        return 1 + excess / (self.windows.peak_weight * expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two series with the close pairs between them, found once for all designs.

    days: length of the period. profile: staying hits about each turning hit by ring and lag.
    """

    rotated: Points
    profile: Profiles
    windows: Windows
    days: int


def pair_up(
    fixed: Points, rotated: Points, days: int, windows: Windows, designs: Sequence[Design]
) -> Pairing:
    """Find the pairs that any of the designs needs."""
    longest = max(int(np.diff(design.edges(days, windows)).max()) for design in designs)
    radii = {design.near_km for design in designs}
    edges = sorted(radii | {radius + GAP_KM for radius in radii} | {windows.far_km})
    reach = longest - 1 + max(KAPPA_DAYS, windows.shoulder_days)
    profile = profiles(fixed, rotated, edges=edges, reach=reach)
    return Pairing(rotated=rotated, profile=profile, windows=windows, days=days)


def measure(pairing: Pairing, design: Design) -> Synchrony:
    """Compute one design's tables and terms."""
    windows, reach = pairing.windows, pairing.profile.reach
    turning = rotation(pairing.rotated, design.edges(pairing.days, windows))
    close, far = _rings(pairing, design)
    near = window_sums(close, -windows.near_days, windows.near_days)
    q, q_far = _peaked(close, windows), _peaked(far, windows)
    near_pairs, far_pairs = (int(_at_rest(ring, reach).sum()) for ring in (close, far))
    common = max(1, gcd(near_pairs, far_pairs))
    scale = max(1, far_pairs // common)
    z = scale * q - (near_pairs // common if far_pairs else 0) * q_far
    z_mean = _mean_by_hit(turning, z, reach)
    return Synchrony(
        windows=windows,
        near=turning.table(near, reach),
        q=turning.table(q, reach),
        z=turning.table(z, reach),
        before=turning.table(window_sums(close, -windows.near_days, -1), reach),
        after=turning.table(window_sums(close, 1, windows.near_days), reach),
        near_pairs=near_pairs,
        far_pairs=far_pairs,
        scale=scale,
        z_excess=(z[:, reach] - z_mean) / scale,
        near_expected=_mean_by_hit(turning, near, reach),
        month=pairing.rotated.day // MONTH_DAYS,
    )


def null_spread(pairing: Pairing, design: Design) -> tuple[float, float]:
    """Compute (E0[near], sd0(Z)) with kappa at its expectation under rotation: no number that the alignment moves.

    For the smallest detectable effect, which must be the same whatever days the two series turn out to share.
    """
    windows, reach = pairing.windows, pairing.profile.reach
    turning = rotation(pairing.rotated, design.edges(pairing.days, windows))
    close, far = _rings(pairing, design)
    expected = [
        float(_mean_by_hit(turning, window_sums(ring, -KAPPA_DAYS, KAPPA_DAYS), reach).sum())
        for ring in (close, far)
    ]
    kappa = expected[0] / expected[1] if expected[1] else 0.0
    by_lag = _peaked(close, windows) - kappa * _peaked(far, windows)
    near = turning.table(window_sums(close, -windows.near_days, windows.near_days), reach)
    return near.mean, float(np.sqrt(rows_variance(turning.by_cell(by_lag, reach), turning.lengths)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Draws of Z under rotation: how many, how many at least as large as observed, the values, lead–lag's count.

    lead_extreme: draws whose lead–lag index is at least as far from 0 as the observed one.
    """

    draws: int
    extreme: int
    values: Floats
    lead_extreme: int

    @property
    def pvalue(self) -> float:
        """The p value of Z, in the alleged direction."""
        return drawn_pvalue(self.extreme, self.draws)


def draw(synchrony: Synchrony, *, draws: int, rng: np.random.Generator) -> Drawn:
    """Draw shifts of all cells and count how often Z, and the lead of one side, come out as large."""
    z, before, after = draw_sums((synchrony.z, synchrony.before, synchrony.after), draws=draws, rng=rng)
    observed = lead_index(synchrony.before.observed, synchrony.after.observed)
    both = np.maximum(before + after, 1)
    return Drawn(
        draws=draws,
        extreme=extreme_draws(synchrony.z.observed, z),
        values=z / synchrony.scale,
        lead_extreme=extreme_draws(abs(observed or 0.0), np.abs((before - after) / both)),
    )


def lead_index(before: int, after: int) -> float | None:
    """(before - after) / (before + after): 1 where the turning series always follows; None without such pairs."""
    return (before - after) / (before + after) if before + after else None


def _rings(pairing: Pairing, design: Design) -> tuple[Ints, Ints]:
    profile = pairing.profile
    return (
        profile.within(-1.0, design.near_km),
        profile.within(design.near_km + GAP_KM, pairing.windows.far_km),
    )


def _peaked(counts: Ints, windows: Windows) -> Ints:
    """Weigh fixed points by lag: peak_weight up to w days, -shoulder_weight from there to w2."""
    peak = window_sums(counts, -windows.near_days, windows.near_days)
    whole = window_sums(counts, -windows.shoulder_days, windows.shoulder_days)
    return windows.peak_weight * peak - windows.shoulder_weight * (whole - peak)


def _at_rest(counts: Ints, reach: int) -> Ints:
    """Count the fixed points within 21 days of each turning hit where it is."""
    return counts[:, reach - KAPPA_DAYS : reach + KAPPA_DAYS + 1].sum(axis=1)


def _mean_by_hit(turning: Rotation, by_lag: Ints, reach: int) -> Floats:
    return turning.shifted(by_lag, reach).sum(axis=1) / turning.length
