"""What a date could show, before the count after it is looked at."""

import math
from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq
from scipy.special import bdtr

from holdfire.forms.truce_break_dates import Params, Search, lowest, placebo_dates, spreads
from holdfire.forms.truce_break_series import HALF, Around, Changes, Floats, Ints, TwoSeries
from holdfire.model.answer import Power
from holdfire.model.verdict import ALPHA
from holdfire.stats.resampling import TIE, extreme_draws

POWER = 0.8
_DEEPEST = 1e-6  # a ratio at which nothing is left of any count
_STRIDE = 7  # every so many shifts are thinned: those in between say the same


def power_at(series: TwoSeries, on: int, params: Params) -> Power:
    """Compute what the alleged date could show, without A–B's count in the window that starts there.

    L around the placebo dates, whose windows share no day with the alleged one's, fixes how small L must be.
    The clashes after each of those dates are thinned: the smallest effect is the one that meets it in 80 %.
    """
    widths = params.widths
    dates = placebo_dates(series, on, max(widths))
    scale = spreads(series, dates, widths)
    null, _ = lowest(series, dates, widths, scale)
    asked = series.changes(np.array([on]), widths[0])
    expected = expected_after(asked)
    if (most_rank := _most_rank(len(null), params.family)) < 1:
        return Power(minimum_detectable=None, chances=expected)
    largest = None
    if len(widths) == 1:
        largest = largest_count(asked, null, most_rank)
        if largest is None:
            return Power(minimum_detectable=None, chances=expected)
    edge = float(np.sort(null)[most_rank - 1] * scale[0])
    found = smallest_effect(thinned_share(series.changes(dates, widths[0]), edge))
    return Power(minimum_detectable=found, largest_count=largest, chances=expected)


def power_of_search(series: TwoSeries, params: Params) -> Power:
    """Compute what a search for the date could show, from A–B's series shifted by a window or more.

    Where the course of A–B alone makes its deepest fall, every shift has it too and none can be told.
    """
    widths = params.widths
    search, widest = Search(series, widths), max(widths)
    shifts = np.arange(widest, len(series) - widest + 1)
    null = search.extremes(shifts)[0]
    if (most_rank := _most_rank(len(null), params.family)) < 1:
        return Power(minimum_detectable=None)
    edge = float(np.sort(null)[most_rank - 1] * search.scale[0])
    dates = series.full_dates(widest)[:: widths[0]]
    shifted = [
        TwoSeries(own=np.roll(series.own, shift), others=series.others).changes(dates, widths[0])
        for shift in shifts[::_STRIDE].tolist()
    ]
    return Power(minimum_detectable=smallest_effect(thinned_share(_joined(shifted), edge)))


def expected_after(asked: Changes) -> float:
    """Give the clashes after the asked date if A–B's went on as the compared dyads' did.

    asked: the change around that date, of which the count of A–B after it is not read.
    """
    return int(asked.own.before[0]) * math.exp(float(asked.others.log_change[0]))


def largest_count(asked: Changes, null: Floats, most_rank: int) -> int | None:
    """Find the largest count after the asked date whose L ranks at most `most_rank`; None where not even 0.

    asked: the change around that date, of which the count of A–B after it is not read.
    """
    change = float(asked.others.log_change[0])
    before = int(asked.own.before[0])
    edge = float(np.sort(null)[most_rank - 1])
    for count in range(math.ceil(math.exp(edge + change) * (before + HALF)), -1, -1):
        low = math.log((count + HALF) / (before + HALF)) - change
        if 1 + extreme_draws(low, null, tail="less") <= most_rank:
            return count
    return None


def thinned_share(changes: Changes, edge: float) -> Callable[[float], float]:
    """Give ratio → share of dates at which L would lie below the edge, were this share of clashes left.

    Thinning a count n after a date by a ratio leaves Bin(n, ratio): no draws are needed.
    """
    ceiling = np.exp(edge + changes.others.log_change) * (changes.own.before + HALF) - HALF
    most = np.ceil(ceiling - TIE * np.maximum(1.0, ceiling)) - 1  # counts that lie below the edge
    after = changes.own.after

    def share(ratio: float) -> float:
        met = bdtr(np.clip(most, 0, after), after, ratio)
        return float(np.where(most < 0, 0.0, met).mean())

    return share


def smallest_effect(share: Callable[[float], float]) -> float | None:
    """Find the ratio nearest to 1 at which a falling share is met in 80 %; None where none is."""
    if share(_DEEPEST) < POWER:
        return None
    if share(1.0) >= POWER:
        return 1.0
    return math.exp(brentq(lambda log: share(math.exp(log)) - POWER, math.log(_DEEPEST), 0.0, xtol=1e-12))


def _most_rank(references: int, family: int) -> int:
    """The largest rank from below whose p still is at most .05 / family."""
    return math.floor(ALPHA / family * (references + 1) + TIE)


def _joined(parts: list[Changes]) -> Changes:
    def joined(of: Callable[[Changes], Ints]) -> Ints:
        return np.concatenate([of(part) for part in parts])

    return Changes(
        dates=joined(lambda c: c.dates),
        own=Around(before=joined(lambda c: c.own.before), after=joined(lambda c: c.own.after)),
        others=Around(before=joined(lambda c: c.others.before), after=joined(lambda c: c.others.after)),
    )
