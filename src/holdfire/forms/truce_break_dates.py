"""What a change around one date is held against: the same change around the other dates of the war."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfire.errors import QuestionError
from holdfire.forms.truce_break_series import Changes, Floats, Ints, TwoSeries
from holdfire.model.event import day_number
from holdfire.model.verdict import ALPHA, family_pvalue
from holdfire.stats.intervals import t_lower_tail, t_quantile
from holdfire.stats.resampling import drawn_pvalue, extreme_draws

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The choices of `truce-break`.

    on: the alleged date, such as 2014-07-01; empty where only the period is alleged: then the date is looked
    for. windows: how many days before and after a date are compared; several, such as "90,60,120", give one
    corrected answer, whose effect is read in the first. family: number of registered forms.
    """

    on: str = ""
    windows: str = "90"
    family: int = 1

    def __post_init__(self) -> None:
        if self.family < 1:
            raise QuestionError("truce-break: family must be at least 1")
        try:
            shortest = min(self.widths)
            self.day  # noqa: B018  an unreadable date is told here, not in the middle of an answer
        except ValueError:
            raise QuestionError(
                "truce-break: on takes a date such as 2014-07-01, and windows whole days such as 90 or "
                f"90,60,120 (found {self.on!r} and {self.windows!r})"
            ) from None
        if shortest < 1 or len(set(self.widths)) < len(self.widths):
            raise QuestionError(f"truce-break: windows must be different days above 0, not {self.windows}")

    @property
    def widths(self) -> tuple[int, ...]:
        """The windows in days, the one that the effect is read in first."""
        return tuple(int(width) for width in self.windows.split(","))

    @property
    def day(self) -> int | None:
        """The alleged date as days since 1970-01-01."""
        return day_number(date.fromisoformat(self.on)) if self.on else None


def pieces(days: int, width: int) -> int:
    """Count the stretches of two windows that a series holds: what its dates can tell is that much."""
    return days // (2 * width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A change around one date, and where it stands among the changes around other dates.

    found: the change around the date, in the first window. null: (references,) the statistic around other
    dates, or, where the date was looked for, the best of the series shifted. rank, of: from below. high_rank:
    from above. tau2: variance between dates beyond that of counts. looks: how many dates apart were tried.
    """

    found: Changes
    observed: float
    null: Floats
    rank: int
    high_rank: int
    tau2: float
    df: float
    looks: int

    @property
    def of(self) -> int:
        """The references and the found value."""
        return len(self.null) + 1

    @property
    def pvalue(self) -> float:
        """The share of dates (or shifts) with as deep a fall; the date itself counts as one."""
        return drawn_pvalue(self.rank - 1, len(self.null))

    @property
    def high_pvalue(self) -> float:
        """The same for a rise."""
        return drawn_pvalue(self.high_rank - 1, len(self.null))

    @property
    def log_ratio(self) -> float:
        """L at the date."""
        return float(self.found.log_ratio[0])

    @property
    def own_fall(self) -> bool:
        """Say whether the dyad's own fall is at least half of L: else it is the others that rose."""
        return float(self.found.own.log_change[0]) <= min(0.0, self.log_ratio / 2)

    @property
    def t(self) -> float:
        """L over its spread between dates: the second opinion."""
        return self.log_ratio / math.sqrt(float(self.found.variance[0]) + self.tau2 * (1 + 1 / self.df))

    @property
    def t_pvalue(self) -> float:
        """The lower tail of t, times the dates that were tried."""
        return min(1.0, self.looks * t_lower_tail(self.t, self.df))

    @property
    def limits(self) -> tuple[float, float]:
        """exp(L ± t √(se² + τ²)); where the date was looked for, t is that of all dates tried at once."""
        quantile = t_quantile(1 - (1 - LEVEL) / 2 / self.looks, self.df)
        reach = quantile * math.sqrt(float(self.found.variance[0]) + self.tau2)
        return math.exp(self.log_ratio - reach), math.exp(self.log_ratio + reach)

    def supports(self, family: int) -> bool:
        """Say whether p and interval alone would meet the rule for a supporting answer."""
        return family_pvalue(self.pvalue, family) <= ALPHA and self.limits[1] < 1


def placebo_dates(series: TwoSeries, on: int, width: int) -> Ints:
    """List the dates whose windows share no day with those of the alleged one and are full."""
    dates = series.full_dates(width)
    return dates[np.abs(dates - on) >= 2 * width]


def spreads(series: TwoSeries, dates: Ints, widths: tuple[int, ...]) -> Floats:
    """Give the standard deviation of L over dates for each window; 1 for a single one, whose L stays L."""
    if len(widths) == 1:
        return np.ones(1)
    found = np.array([series.changes(dates, width).log_ratio.std(ddof=1) for width in widths])
    return np.where(found > 0, found, 1.0)


def lowest(series: TwoSeries, dates: Ints, widths: tuple[int, ...], scale: Floats) -> tuple[Floats, Floats]:
    """Give the smallest and the largest L / spread over the windows at each date."""
    every = np.array([series.changes(dates, w).log_ratio / s for w, s in zip(widths, scale, strict=True)])
    return every.min(axis=0), every.max(axis=0)


def read_at(series: TwoSeries, on: int, widths: tuple[int, ...]) -> Reading:
    """Rank the change at an alleged date among those at the placebo dates; there must be two of these.

    Source: the project's methods paper, T6; the rank of a placebo in time follows Abadie, Diamond &
    Hainmueller 2010, doi:10.1198/jasa.2009.ap08746. Oracle: plain loops, tests/golden.
    """
    dates, here = placebo_dates(series, on, max(widths)), np.array([on])
    scale = spreads(series, dates, widths)
    low, high = lowest(series, dates, widths, scale)
    own_low, own_high = (float(v[0]) for v in lowest(series, here, widths, scale))
    return Reading(
        found=series.changes(here, widths[0]),
        observed=own_low,
        null=low,
        rank=1 + extreme_draws(own_low, low, tail="less"),
        high_rank=1 + extreme_draws(own_high, high),
        tau2=between_dates(series.changes(dates, widths[0])),
        df=len(series) / (2 * widths[0]) - 1,
        looks=1,
    )


def read_best(series: TwoSeries, widths: tuple[int, ...]) -> Reading:
    """Find the date of the deepest fall; its null: the same search with one series shifted against the other.

    The dyad's series is turned as a ring by every shift of one window or more, so that each series keeps its
    own course; the observed search has shift 0.
    """
    widest, dates = max(widths), series.full_dates(max(widths))
    search = Search(series, widths)
    null = search.extremes(np.arange(widest, len(series) - widest + 1))
    low, high = search.extremes(np.zeros(1, dtype=np.int64))[:, 0].tolist()
    best = int(dates[np.argmin(lowest(series, dates, widths, search.scale)[0])])
    return Reading(
        found=series.changes(np.array([best]), widths[0]),
        observed=low,
        null=null[0],
        rank=1 + extreme_draws(low, null[0], tail="less"),
        high_rank=1 + extreme_draws(high, null[1]),
        tau2=between_dates(series.changes(placebo_dates(series, best, widest), widths[0])),
        df=len(series) / (2 * widths[0]) - 1,
        looks=math.ceil(len(dates) / widths[0]),
    )


class Search:
    """The deepest fall and the steepest rise over all dates, for any shift of the dyad against the others."""

    __slots__ = ("_dates", "_others", "_own", "scale")

    def __init__(self, series: TwoSeries, widths: tuple[int, ...]) -> None:
        self._dates = series.full_dates(max(widths))
        self.scale = spreads(series, self._dates, widths)
        self._own = [series.turned_changes(w) / s for w, s in zip(widths, self.scale, strict=True)]
        self._others = [
            series.changes(self._dates, w).others.log_change / s
            for w, s in zip(widths, self.scale, strict=True)
        ]

    def extremes(self, shifts: Ints) -> Floats:
        """Give (2, shifts): the lowest and the highest L / spread over dates and windows."""
        days = len(self._own[0])
        found = np.empty((2, len(shifts)))
        for n, shift in enumerate(shifts.tolist()):
            turned = (self._dates - shift) % days
            every = [own[turned] - others for own, others in zip(self._own, self._others, strict=True)]
            found[:, n] = min(e.min() for e in every), max(e.max() for e in every)
        return found


def between_dates(placebo: Changes) -> float:
    """τ²: how much L varies between dates beyond what counts alone make it vary."""
    if len(placebo) < 2:
        return 0.0
    return max(0.0, float(placebo.log_ratio.var(ddof=1) - placebo.variance.mean()))
