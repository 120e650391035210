"""The alleged front against reference fronts: where its rate of clashes stands among theirs (T1a)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Fronts
from holdfire.stats.ranks import ReferenceRange, largest_low_count, rank_from_below, reference_range

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WHOLE_AREA = -1  # in place of a region's index: the dyad is summed over the asked area


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The reference fronts: dyad, region (or WHOLE_AREA), clashes, exposure of each; all (units,)."""

    dyad: Ints
    region: Ints
    clashes: Ints
    exposure: Floats

    def __len__(self) -> int:
        return len(self.dyad)

    @property
    def rates(self) -> Floats:
        """Clashes an exposure unit, half a clash added so that a zero has a rate."""
        return rate(self.clashes, self.exposure)


def rate(clashes: Ints, exposure: Floats) -> Floats:
    """(y + .5) / E, elementwise."""
    return (clashes + 0.5) / exposure


def references(sample: Fronts, least_exposure: float) -> References:
    """Collect the reference fronts: dyad × region of the country if the area lies in one region, else dyads.

    Reference dyads are all eligible ones but A–B; a unit counts from `least_exposure` on.
    """
    eligible = sample.eligible.copy()
    eligible[0] = False
    if sample.one_region:
        dyad, region = np.nonzero(eligible[:, None] & (sample.exposure >= least_exposure))
        return References(
            dyad=dyad,
            region=region,
            clashes=sample.clashes[dyad, region],
            exposure=sample.exposure[dyad, region],
        )
    dyad = np.flatnonzero(eligible & (sample.asked_exposure >= least_exposure))
    return References(
        dyad=dyad,
        region=np.full(len(dyad), WHOLE_AREA, dtype=np.int64),
        clashes=sample.asked_clashes[dyad],
        exposure=sample.asked_exposure[dyad],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RateComparison:
    """What A–B's rate is measured against: its exposure, the reference fronts, and the family of forms.

    Reads no A–B count; `compare` takes it.
    """

    exposure: float
    references: References
    family: int

    @property
    def enough(self) -> bool:
        """Say whether a rank can be small enough at all: J ≥ 20 m - 1 reference fronts."""
        return len(self.references) >= 20 * self.family - 1

    @property
    def range(self) -> ReferenceRange:
        """Median and middle 95 % of the reference rates; needs a reference."""
        return reference_range(self.references.rates)

    @property
    def expected(self) -> float:
        """Clashes of A–B at the median reference rate."""
        return self.exposure * self.range.median

    @property
    def largest_count(self) -> int | None:
        """The largest count of A–B whose p still is at most .05 / m; None where not even 0 is."""
        most_rank = (len(self.references) + 1) // (20 * self.family)
        return largest_low_count(self.references.rates, self.exposure, most_rank)

    @property
    def minimum_detectable(self) -> float | None:
        """The ratio to the median reference rate at the largest count that still counts as low."""
        count = self.largest_count
        return None if count is None else (count + 0.5) / self.exposure / self.range.median

    def compare(self, clashes: int) -> "RateResult":
        """Rank A–B's rate among the references'; needs at least one reference.

        Source: the project's methods paper, T1a. Oracle: brute force on a small war, tests/golden.
        """
        asked = (clashes + 0.5) / self.exposure
        span = self.range
        rank = rank_from_below(asked, self.references.rates)
        return RateResult(
            value=asked / span.median,
            low=None if span.high is None else asked / span.high,
            high=None if span.low is None else asked / span.low,
            rank=rank,
            of=len(self.references) + 1,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RateResult:
    """A–B's rate over the median reference rate, its range among reference fronts, its rank from below.

    low, high: None where a single front is no range.
    """

    value: float
    low: float | None
    high: float | None
    rank: int
    of: int

    @property
    def pvalue(self) -> float:
        """Rank over the number of units, A–B included."""
        return self.rank / self.of
