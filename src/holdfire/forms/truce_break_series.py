"""A dyad's daily clashes beside those it is compared with, and what changed around a date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Truce

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

HALF = 0.5  # added to every count, so that a zero has a logarithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Counts of one series in the `width` days before each date, and in the `width` days from it on."""

    before: Ints
    after: Ints

    @property
    def log_change(self) -> Floats:
        """ln((after + .5) / (before + .5)), elementwise."""
        return np.log((self.after + HALF) / (self.before + HALF))

    @property
    def variance(self) -> Floats:
        """The variance of the log change if counts were Poisson, elementwise."""
        return 1 / (self.after + HALF) + 1 / (self.before + HALF)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSeries:
    """Daily counts of one dyad and of all dyads that it is compared with; both (days,)."""

    own: Ints
    others: Ints

    def __len__(self) -> int:
        return len(self.own)

    def full_dates(self, width: int) -> Ints:
        """List the dates that have `width` days on both sides."""
        return np.arange(width, len(self) - width + 1)

    def changes(self, dates: Ints, width: int) -> "Changes":
        """Count both series around each date."""
        return Changes(
            dates=dates, own=_around(self.own, dates, width), others=_around(self.others, dates, width)
        )

    def turned_changes(self, width: int) -> Floats:
        """Log change of the dyad's own series around every day, as if its last day came before its first."""
        days = len(self)
        ring = np.concatenate((self.own[days - width :], self.own, self.own[:width]))
        return _around(ring, np.arange(width, width + days), width).log_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed around each of some dates: all arrays have one entry a date."""

    dates: Ints
    own: Around
    others: Around

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def log_ratio(self) -> Floats:
        """L: log change of the dyad less that of the others; 0 = no trace, negative = a fall."""
        return self.own.log_change - self.others.log_change

    @property
    def variance(self) -> Floats:
        """se² of L if counts were Poisson."""
        return self.own.variance + self.others.variance

    def at(self, chosen: Bools | Ints) -> "Changes":
        """Keep some of the dates."""
        return replace(
            self,
            dates=self.dates[chosen],
            own=Around(before=self.own.before[chosen], after=self.own.after[chosen]),
            others=Around(before=self.others.before[chosen], after=self.others.after[chosen]),
        )


def _around(daily: Ints, dates: Ints, width: int) -> Around:
    total = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(daily)))
    return Around(
        before=total[dates] - total[dates - width],
        after=total[dates + width] - total[dates],
    )


def compared_with(sample: Truce, dyad: int) -> Bools:
    """Mark the dyads that a dyad is compared with: they share one of its two actors, and no deal's terms.

    The rule is fixed before any result: exactly one actor in common, enough rows in the country to be a
    reference, and none of the dyads of the question's own A, B and C.
    """
    shared = np.isin(sample.sides, sample.sides[dyad]).sum(axis=1) == 1
    return shared & sample.eligible & ~sample.of_deal


def two_series(sample: Truce, dyad: int = 0, leave_out: Sequence[int] = ()) -> TwoSeries:
    """Put a dyad's series beside the sum of the dyads that it is compared with."""
    chosen = compared_with(sample, dyad)
    chosen[list(leave_out)] = False
    return TwoSeries(own=sample.clashes[dyad], others=sample.clashes[chosen].sum(axis=0))
