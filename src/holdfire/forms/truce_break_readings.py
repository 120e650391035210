"""A dyad's change read as registered, by other choices, and for every other dyad."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from holdfire.forms.samples import Truce
from holdfire.forms.truce_break_dates import Params, Reading, placebo_dates, read_at, read_best
from holdfire.forms.truce_break_series import TwoSeries, compared_with, two_series

OTHER_WINDOWS = (45, 60, 90, 120)  # of the choices that are always shown beside the registered one
LEAST_OF_SEARCH = 20  # clashes of the period that a dyad needs for a search over its dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sample with the choices of its question; series: A–B beside the dyads that it is compared with."""

    sample: Truce
    params: Params
    series: TwoSeries

    @classmethod
    def of(cls, sample: Truce, params: Params) -> Self:
        """Put a sample and choices together."""
        return cls(sample=sample, params=params, series=two_series(sample))

    @property
    def on(self) -> int | None:
        """The alleged date, counted from the sample's first day; None where it is to be looked for."""
        return None if self.params.day is None else self.params.day - self.sample.first

    def has_dates(self, widths: tuple[int, ...]) -> bool:
        """Say whether the windows fit around the date, and two other dates or more are left to compare."""
        series, widest = self.series, max(widths)
        if len(series) < 4 * widest:
            return False
        if self.on is None:
            return True
        fits = widest <= self.on <= len(series) - widest
        return fits and len(placebo_dates(series, self.on, widest)) > 1

    def read(self, series: TwoSeries, widths: tuple[int, ...]) -> Reading:
        """Read a dyad's change at the alleged date, or where it is deepest."""
        return read_best(series, widths) if self.on is None else read_at(series, self.on, widths)

    def others_fight(self, series: TwoSeries) -> bool:
        """Say whether the compared dyads clash often enough that their change is a number."""
        return self._clashes(series, own=False)

    def own_fights(self, series: TwoSeries) -> bool:
        """Say whether a dyad clashes at all where its change is read."""
        return self._clashes(series, own=True)

    def _clashes(self, series: TwoSeries, *, own: bool) -> bool:
        counted = series.own if own else series.others
        if self.on is None:
            return int(counted.sum()) >= (1 if own else LEAST_OF_SEARCH)
        width = self.params.widths[0]
        return bool(counted[self.on - width : self.on + width].any())


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A reading by other choices of window and comparison."""

    words: tuple[str, str]
    reading: Reading
    registered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDyad:
    """The same form on a dyad of which nobody alleges anything."""

    dyad: int
    reading: Reading


def choices(asked: Asked, registered: Reading) -> Iterator[Choice]:
    """Read A–B as registered, then in other windows, each with all compared dyads and without the busiest."""
    sample, params = asked.sample, asked.params
    every = "all compared pairs"
    yield Choice(words=(_words(params.widths), every), reading=registered, registered=True)
    compared = np.flatnonzero(compared_with(sample, 0))
    by_size = sorted(compared.tolist(), key=lambda d: (sample.clashes[d].sum(), sample.clashes[d].tolist()))
    busiest = by_size[-1:] if len(by_size) > 1 else []
    for leave_out, words in (((), every), (busiest, "without the busiest pair"))[: 1 + len(busiest)]:
        series = two_series(sample, leave_out=leave_out)
        for width in sorted({*OTHER_WINDOWS, *params.widths}):
            known = not leave_out and (width,) == params.widths
            if not known and asked.has_dates((width,)) and asked.others_fight(series):
                yield Choice(words=(_words((width,)), words), reading=asked.read(series, (width,)))


def other_dyads(asked: Asked) -> Iterator[OtherDyad]:
    """Read every other dyad of the war that clashes where it is read and has others to be compared with."""
    sample = asked.sample
    for dyad in np.flatnonzero(sample.eligible).tolist():
        if dyad == 0:
            continue
        series = two_series(sample, dyad)
        enough = asked.on is not None or int(series.own.sum()) >= LEAST_OF_SEARCH
        if enough and asked.own_fights(series) and asked.others_fight(series):
            yield OtherDyad(dyad=dyad, reading=asked.read(series, asked.params.widths))


def _words(widths: tuple[int, ...]) -> str:
    return f"{', '.join(map(str, widths))} days"
