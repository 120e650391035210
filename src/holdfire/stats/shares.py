"""Shares whose trials come in bursts, and the difference between two shares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.intervals import score_interval, t_quantile

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteredShare:
    """A share of trials that fall into clusters; interval is None where there is a single cluster."""

    interval: Interval | None
    design_effect: float
    clusters: int


def clustered_share(
    successes: NDArray[np.int64], trials: NDArray[np.int64], *, level: float = 0.95
) -> ClusteredShare:
    """Give the interval of a share whose trials are alike within clusters (one fight, many rows).

    successes, trials: (clusters,) counts, trials > 0. The variance is that of a ratio of cluster totals,
    m/(m - 1) Σ (yᵢ - p nᵢ)²/n²; over p(1 - p)/n it is the design effect, never taken below 1. Wilson's
    interval is then that of n/deff trials, with Student's t of m - 1 degrees of freedom. Where p is 0 or 1
    no variance can be seen: deff is Σ nᵢ²/n, as if each cluster were one trial told many times.
    Misleads where clusters depend on each other (one offensive over weeks): it is then too narrow.
    Source: Rao & Scott 1992, Biometrics 48: 577-585; Korn & Graubard 1998, Survey Methodology 24: 193-201.
    """
    clusters, total, hits = len(trials), int(trials.sum()), int(successes.sum())
    share = hits / total
    if 0 < hits < total and clusters > 1:
        spread = float(np.square(successes - share * trials).sum())
        variance = clusters / (clusters - 1) * spread / total**2
        effect = variance / (share * (1 - share) / total)
    else:
        effect = float(np.square(trials).sum()) / total
    effect = max(1.0, effect)
    if clusters < 2:
        return ClusteredShare(interval=None, design_effect=effect, clusters=clusters)
    quantile = t_quantile((1 + level) / 2, clusters - 1)
    interval = score_interval(share, total / effect, quantile)
    return ClusteredShare(interval=interval, design_effect=effect, clusters=clusters)


def difference_of_shares(one: float, of_one: Interval, other: float, of_other: Interval) -> Interval:
    """Give the interval of `one - other`, two independent shares with their own intervals.

    d - √((p₁ - l₁)² + (u₂ - p₂)²) to d + √((u₁ - p₁)² + (p₂ - l₂)²).
    Source: Newcombe 1998, Statistics in Medicine 17: 873-890, method 10.
    """
    apart = one - other
    down = float(np.hypot(one - of_one[0], of_other[1] - other))
    up = float(np.hypot(of_one[1] - one, other - of_other[0]))
    return apart - down, apart + up
