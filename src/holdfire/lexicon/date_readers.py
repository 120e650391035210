"""How a date that matches a form is read into days, from what is written and what is known around it.

A reader gets the match and its surroundings (`Around`): the day of writing, the last date told, whether the
clause looks ahead. Where that is not enough it returns None: a date is never guessed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from holdfire.lexicon.counts import pairs, table
from holdfire.lexicon.days import Days, day_of, months_of, one_day, unit_beside, year_of
from holdfire.lexicon.normal import fold
from holdfire.lexicon.words import WORDS

_DATA = table("dates")
MONTHS: Mapping[str, int] = {
    **WORDS.months,
    **{fold(w): int(n) for names in _DATA["months"].values() for w, n in pairs(names).items()},
}


@dataclass(slots=True, kw_only=True)
class Around:
    """What a date without all its parts is reckoned from.

    published: the day of writing. told: the last date told before it in the paragraph, with stated: its year
    is written there. not_after: a date of the same year or the one before is asked for ("May to July 2015").
    """

    published: date | None
    told: Days | None = None
    stated: bool = False
    ahead: bool = False
    not_after: date | None = None
    day_first: bool | None = None

    @property
    def anchor(self) -> Days | None:
        """What "two days later" counts from."""
        return self.told or (None if self.published is None else one_day(self.published))


Reader = Callable[[re.Match[str], Around], Days | None]


def _in_year(found: re.Match[str], around: Around, make: Callable[[int], Days | None]) -> Days | None:
    """Make a date in its stated year, else in the one that its surroundings ask for.

    Beside a date told with its year the nearest is meant; else the last one up to the day of writing, or the
    next one where the clause looks ahead.
    """
    if (year := _stated_year(found, around)) is not None:
        return make(year)
    if around.not_after is not None:
        return last_until(around.not_after, make)
    if around.told is not None and around.stated:
        return _nearest(around, make)
    return None if around.published is None else _beside(around.published, make, ahead=around.ahead)


def _beside(published: date, make: Callable[[int], Days | None], *, ahead: bool) -> Days | None:
    """Take the last date up to the day of writing, or the next one after it."""
    if not ahead:
        return last_until(published, make)
    ways = [days for y in (0, 1) if (days := make(published.year + y)) is not None]
    return next((days for days in ways if days[1] > published), None)


def _nearest(around: Around, make: Callable[[int], Days | None]) -> Days | None:
    """Take the way nearest to the date last told, none after the day of writing.

    Tales go forward: a later time of the same year comes first ("in March 2015 … in December").
    """
    assert around.told is not None  # noqa: S101 - asked for beside a date told only
    since, until = around.told
    latest = None if around.ahead else around.published
    ways = [days for year in range(since.year - 1, until.year + 2) if (days := make(year)) is not None]
    ways = [days for days in ways if latest is None or days[0] <= latest]

    def far(days: Days) -> tuple[bool, int, int]:
        apart = max(0, (since - days[0]).days, (days[0] - until).days)
        goes_on = since <= days[0] and days[0].year == since.year
        return not goes_on, apart, -days[0].toordinal()

    return min(ways, key=far, default=None)


def last_until(latest: date, make: Callable[[int], Days | None]) -> Days | None:
    """Take the last of a date's years in which it has begun by a day; four years back at most."""
    ways = [days for y in (0, -1, -2, -3, -4) if (days := make(latest.year + y)) is not None]
    return next((days for days in ways if days[0] <= latest), None)


def _stated_year(found: re.Match[str], around: Around) -> int | None:
    groups = found.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    worded = groups.get("which")
    if not worded:
        return None
    if worded in ("same", "that"):
        return None if around.told is None else around.told[0].year
    if worded in ("following", "previous"):
        step = 1 if worded == "following" else -1
        return None if around.anchor is None else around.anchor[0].year + step
    steps = {"this": 0, "last": -1, "next": 1}
    return None if around.published is None else around.published.year + steps[worded]


def iso(found: re.Match[str], _: Around) -> Days | None:
    """Read a day written in figures whose order is fixed."""
    return day_of(int(found["year"]), int(found["month"]), int(found["day"]))


def numeric(found: re.Match[str], around: Around) -> Days | None:
    """Read "24/11/2017"; "6/5/2015" only in the order that the document shows, else both days and between."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    day_first, month_first = day_of(year, second, first), day_of(year, first, second)
    if day_first is None or month_first is None or first == second:
        return day_first or month_first
    if around.day_first is not None:
        return day_first if around.day_first else month_first
    return min(day_first[0], month_first[0]), max(day_first[1], month_first[1])


def day_month(found: re.Match[str], around: Around) -> Days | None:
    """Read "24 November", with or without a year."""
    month, day = MONTHS[found["month"]], int(found["day"])
    return _in_year(found, around, lambda year: day_of(year, month, day))


def days_month(found: re.Match[str], around: Around) -> Days | None:
    """Read "3 to 9 March"."""
    month, first, last = MONTHS[found["month"]], int(found["day"]), int(found["last"])

    def make(year: int) -> Days | None:
        since, until = day_of(year, month, first), day_of(year, month, last)
        return None if since is None or until is None or first > last else (since[0], until[1])

    return _in_year(found, around, make)


def ordinal(found: re.Match[str], around: Around) -> Days | None:
    """Read "on the 9th" in the month last told of, else as the last 9th up to the day of writing."""
    day, told = int(found["day"]), around.told
    if told is not None and (told[1] - told[0]).days <= 31:
        same = day_of(told[0].year, told[0].month, day)
        return same if same is None or same[1] > told[0] else _ninth_after(told[0], day)
    if around.published is None:
        return None
    here = around.published
    ways = [day_of(month.year, month.month, day) for month in (first_before(here, n) for n in (0, 1, 2))]
    return next((days for days in ways if days is not None and days[0] <= here), None)


def _ninth_after(told: date, day: int) -> Days | None:
    after = unit_beside(told, "month", 1)[0]
    return day_of(after.year, after.month, day)


def first_before(when: date, months: int) -> date:
    """Take the first day of the month that lies so many before."""
    return unit_beside(when, "month", -months)[0]


def month(found: re.Match[str], around: Around) -> Days | None:
    """Read a month; "last September" is never the one that runs."""
    month = MONTHS[found["month"]]
    if found.groupdict().get("last") and around.published is not None:
        before = first_before(around.published, 1)  # "last September" is never the month that runs
        return last_until(before, lambda year: months_of(year, month))
    return _in_year(found, around, lambda year: months_of(year, month))


def months(found: re.Match[str], around: Around) -> Days | None:
    """Read "from May to July", over the end of a year where the first is the later."""
    first, last = MONTHS[found["month"]], MONTHS[found["other"]]

    def make(year: int) -> Days:
        since = months_of(year - (first > last), first)[0]
        return since, months_of(year, last)[1]

    return _in_year(found, around, make)


def season(found: re.Match[str], around: Around) -> Days | None:
    """Read a season with its year; winter begins in December."""
    month = WORDS.seasons[found["season"]]
    return _in_year(found, around, lambda year: months_of(year, month, 3))


def season_relative(found: re.Match[str], around: Around) -> Days | None:
    """Read "this summer", "last winter", "in the spring"; "last" is never the one that runs."""
    month = WORDS.seasons[found["season"]]
    if found["word"] == "this":
        here = around.published
        return None if here is None else months_of(here.year - (here.month < 3 and month == 12), month, 3)
    if found["word"] == "last" and around.published is not None:
        here = around.published
        latest = last_until(here, lambda year: months_of(year, month, 3))
        running = latest is not None and latest[1] > here
        return last_until(first_before(here, 4), lambda y: months_of(y, month, 3)) if running else latest
    return _in_year(found, around, lambda year: months_of(year, month, 3))


def quarter(found: re.Match[str], around: Around) -> Days | None:
    """Read a quarter of a year."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    written = found["quarter"]
    quarter = number.get(written) or int(written[-1])
    return _in_year(found, around, lambda year: months_of(year, quarter * 3 - 2, 3))


def half(found: re.Match[str], around: Around) -> Days | None:
    """Read half a year."""
    half = int(found["half"])
    return _in_year(found, around, lambda year: months_of(year, half * 6 - 5, 6))


def year(found: re.Match[str], _: Around) -> Days:
    """Read a whole year."""
    return year_of(int(found["year"]))


def years(found: re.Match[str], _: Around) -> Days | None:
    """Read "2012-14"; None where the years run backwards."""
    first = int(found["year"])
    until = int(found["last"] or first // 100 * 100 + int(found["short"]))
    return (date(first, 1, 1), date(until + 1, 1, 1)) if first < until else None


def decade(found: re.Match[str], _: Around) -> Days:
    """Read "the 1990s"."""
    return year_of(int(found["year"]), 10)
