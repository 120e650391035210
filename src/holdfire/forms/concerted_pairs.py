"""Close pairs of a staying and a turning hit, counted once for all designs, and weighed by lag."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import correlate1d
from scipy.spatial import cKDTree

from holdfire.stats.rotation import Points, Profiles, block_edges, profiles, window_sums

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

GAP_KM = 5.0  # between the near disc and the far ring, so that a blurred place falls into neither
KAPPA_DAYS = 21  # the span over which near and far pairs are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Window w, shoulder w2 and course w3 in days, and the outer edge R of the far ring in km.

    course: the lags from w + 1 to w3 days, on which a straight line tells how many pairs the common course of
    both series leads one to expect within w days.
    """

    near_days: int
    shoulder_days: int
    course_days: int
    far_km: float

    @property
    def peak_weight(self) -> int:
        """What a near pair adds to Q: 2(w2 - w)."""
        return 2 * (self.shoulder_days - self.near_days)

    @property
    def shoulder_weight(self) -> int:
        """What a pair on the shoulder takes from Q: 2w + 1."""
        return 2 * self.near_days + 1

    def course_weights(self) -> Floats:
        """Weigh lags 0 … w3: 1 up to w days, then minus each lag's part in the line's value there.

        The weights add up to nothing over both sides, and so do weights times lags: pairs that only thin out
        evenly with lag, as slow tides and seasons make them, cancel.
        """
        within, beyond = self.near_days, np.arange(self.near_days + 1, self.course_days + 1)
        inside = np.abs(np.arange(-within, within + 1))
        apart = beyond - beyond.mean()
        part = 1 / (2 * len(beyond)) + (inside.mean() - beyond.mean()) * apart / (2 * (apart**2).sum())
        return np.concatenate((np.ones(within + 1), -len(inside) * part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One defensible set of choices: radius r in km, block length D and first cut in days."""

    near_km: float
    block_days: int
    origin: int

    def edges(self, days: int, windows: Windows) -> Ints:
        """Cut the period into this design's blocks."""
        shortest = 2 * windows.shoulder_days + 1
        return block_edges(days, block=self.block_days, origin=self.origin, shortest=shortest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two series with the close pairs between them.

    days: length of the period. profile: staying hits about each turning hit by ring and lag. series: the
    staying and the turning series as they are, by whose places pairs are weighed; `rotated` begins with the
    latter and may hold more, hits that might be there.
    """

    rotated: Points
    series: tuple[Points, Points]
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
    reach = longest - 1 + max(KAPPA_DAYS, windows.course_days)
    profile = profiles(fixed, rotated, edges=edges, reach=reach)
    return Pairing(rotated=rotated, series=(fixed, rotated), profile=profile, windows=windows, days=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each turning hit, moved to any lag, gives to each statistic at one radius: (hits, 2 reach + 1).

    follows: near pairs in which the turning hit comes 1 … w days after the staying one; precedes: before it.
    wide, wide_far: pairs within 21 days, near and in the far ring. place: (hits,) how much the pairs of a hit
    count in S, 1 on average. course, course_far: pairs by `Windows.course_weights`, near and in the far ring.
    """

    near: Ints
    q: Ints
    q_far: Ints
    follows: Ints
    precedes: Ints
    wide: Ints
    wide_far: Ints
    place: Floats
    course: Floats
    course_far: Floats


def weigh(pairing: Pairing, near_km: float) -> Weights:
    """Weigh the pairs of a pairing by lag, near ones and those of the far ring."""
    w = pairing.windows.near_days
    near = pairing.profile.within(-1.0, near_km)
    far = pairing.profile.within(near_km + GAP_KM, pairing.windows.far_km)
    return Weights(
        near=window_sums(near, -w, w),
        q=_peaked(near, pairing.windows),
        q_far=_peaked(far, pairing.windows),
        follows=window_sums(near, -w, -1),
        precedes=window_sums(near, 1, w),
        wide=window_sums(near, -KAPPA_DAYS, KAPPA_DAYS),
        wide_far=window_sums(far, -KAPPA_DAYS, KAPPA_DAYS),
        place=_evenly(pairing, near_km),
        course=_off_course(near, pairing.windows),
        course_far=_off_course(far, pairing.windows),
    )


def _evenly(pairing: Pairing, near_km: float) -> Floats:
    fixed, turning = (hits_about(pairing.rotated, points, near_km) for points in pairing.series)
    turning[len(pairing.series[1]) :] += 1  # who is not of the series yet would be where it comes to be
    return evenly(fixed, turning)


def evenly(fixed: Floats, turning: Floats) -> Floats:
    """Weigh turning hits by 1 / √((n + 1)(m + 1)), n and m both series' hits within near_km at any day.

    A town with hundreds of attacks has chance pairs by the thousand, among which no answered attack would
    show; without these weights such a town drowns what shows elsewhere. Turning changes no weight.
    """
    weights = 1 / np.sqrt((fixed + 1) * (turning + 1))
    return weights / weights.mean()


def hits_about(points: Points, hits: Points, near_km: float) -> Floats:
    """Count the hits within near_km of each point, at any day."""
    tree = cKDTree(np.column_stack((hits.x, hits.y)))
    at = np.column_stack((points.x, points.y))
    return np.asarray(tree.query_ball_point(at, near_km, return_length=True), dtype=np.float64)


def _off_course(counts: Ints, windows: Windows) -> Floats:
    one_side = windows.course_weights()
    return correlate1d(
        counts.astype(np.float64), np.concatenate((one_side[:0:-1], one_side)), axis=1, mode="constant"
    )


def _peaked(counts: Ints, windows: Windows) -> Ints:
    """Weigh staying hits by lag: peak_weight up to w days, -shoulder_weight from there to w2."""
    peak = window_sums(counts, -windows.near_days, windows.near_days)
    whole = window_sums(counts, -windows.shoulder_days, windows.shoulder_days)
    return windows.peak_weight * peak - windows.shoulder_weight * (whole - peak)
