"""Dates as reports write them, turned into half-open intervals of days.

Thirds of a month follow the usual reading: early = 1st to 10th, mid = 11th to 20th, late = 21st to the end.
What is relative ("on Wednesday", "last week", a day without a year) counts from the day of publication and is
left out where that is not known.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from holdfire.lexicon.words import WORDS
from holdfire.model.claim import DateBasis

_MONTH = "|".join(sorted(WORDS.months, key=len, reverse=True))
_WEEKDAY = "|".join(WORDS.weekdays)
_SEASON = "|".join(WORDS.seasons)
_ORDINAL = r"(?:st|nd|rd|th)?"
_LAST = rf" ?(?:-|to|and) ?(?P<last>\d\d?){_ORDINAL}"
_FUTURE_SLACK = timedelta(
    days=45
)  # "in March" of a February report may lie ahead; further off it is last year's


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound:
    """A date at [start, end) of the text: days [since, until), its basis and the rule that read it."""

    start: int
    end: int
    since: date
    until: date
    basis: DateBasis
    rule: str


_Interval = tuple[date, date]
_Read = Callable[[re.Match[str], date | None], _Interval | None]


def _day(year: int, month: int, day: int) -> _Interval | None:
    try:
        since = date(year, month, day)
    except ValueError:
        return None
    return since, since + timedelta(days=1)


def _month(year: int, month: int) -> _Interval:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _third(interval: _Interval, part: str) -> _Interval:
    since, until = interval
    if part == "early":
        return since, since.replace(day=11)
    if part in ("mid", "middle"):
        return since.replace(day=11), since.replace(day=21)
    return since.replace(day=21), until


def _year(stated: str | None, month: int, day: int, published: date | None) -> int | None:
    """Take the stated year, or the latest one that isn't well after the publication."""
    if stated:
        return int(stated)
    if published is None:
        return None
    this_year = _day(published.year, month, min(day, 28))
    assert this_year is not None  # noqa: S101 - day is at most 28
    return published.year - (this_year[0] > published + _FUTURE_SLACK)


def _iso(found: re.Match[str], _: date | None) -> _Interval | None:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _dotted(found: re.Match[str], _: date | None) -> _Interval | None:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _named_day(found: re.Match[str], published: date | None) -> _Interval | None:
    month, day = WORDS.months[found["month"]], int(found["day"])
    year = _year(found["year"], month, day, published)
    return None if year is None else _day(year, month, day)


def _days(found: re.Match[str], published: date | None) -> _Interval | None:
    month = WORDS.months[found["month"]]
    year = _year(found["year"], month, int(found["last"]), published)
    first = None if year is None else _day(year, month, int(found["day"]))
    last = None if year is None else _day(year, month, int(found["last"]))
    return None if first is None or last is None or first > last else (first[0], last[1])


def _month_part(found: re.Match[str], published: date | None) -> _Interval | None:
    month = WORDS.months[found["month"]]
    year = _year(found["year"], month, 1, published)
    return None if year is None else _third(_month(year, month), found["part"])


def _whole_month(found: re.Match[str], published: date | None) -> _Interval | None:
    month = WORDS.months[found["month"]]
    year = _year(found["year"], month, 1, published)
    return None if year is None else _month(year, month)


def _year_part(found: re.Match[str], _: date | None) -> _Interval:
    year = int(found["year"])
    first, last = {"early": (1, 4), "mid": (5, 8), "middle": (5, 8)}.get(found["part"], (9, 12))
    return date(year, first, 1), _month(year, last)[1]


def _season(found: re.Match[str], _: date | None) -> _Interval:
    month, year = WORDS.seasons[found["season"]], int(found["year"])
    return date(year, month, 1), _month(year + (month + 2) // 13, (month + 1) % 12 + 1)[1]


def _whole_year(found: re.Match[str], _: date | None) -> _Interval:
    year = int(found["year"])
    return date(year, 1, 1), date(year + 1, 1, 1)


def _weekday(found: re.Match[str], published: date | None) -> _Interval | None:
    """Read "on Wednesday" as the last one up to publication; "last Wednesday" is never that day itself."""
    if published is None:
        return None
    back = (published.weekday() - WORDS.weekdays[found["weekday"]]) % 7
    if found["last"] and back == 0:
        back = 7
    since = published - timedelta(days=back)
    return since, since + timedelta(days=1)


def _near(found: re.Match[str], published: date | None) -> _Interval | None:
    if published is None:
        return None
    since = published - timedelta(days={"today": 0, "yesterday": 1, "last night": 1}[found["near"]])
    return since, since + timedelta(days=1)


def _span(found: re.Match[str], published: date | None) -> _Interval | None:
    """Read "this week", "last month", "the past weeks" from the day of publication."""
    if published is None:
        return None
    monday = published - timedelta(days=published.weekday())
    this_month = published.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    spans: dict[tuple[str, str], _Interval] = {
        ("this", "week"): (monday, monday + timedelta(days=7)),
        ("last", "week"): (monday - timedelta(days=7), monday),
        ("this", "month"): (this_month, _month(published.year, published.month)[1]),
        ("last", "month"): (last_month, this_month),
        ("this", "year"): (date(published.year, 1, 1), date(published.year + 1, 1, 1)),
        ("last", "year"): (date(published.year - 1, 1, 1), date(published.year, 1, 1)),
    }
    which = {"previous": "last", "past": "last"}.get(found["which"], found["which"])
    return spans[which, found["unit"]]


def _ago(found: re.Match[str], published: date | None) -> _Interval | None:
    if published is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else int(WORDS.numbers.get(found["count"], 1))
    if count > 400:
        return None
    days = {"day": 1, "week": 7, "month": 30}[found["unit"]] * count
    since = published - timedelta(days=days)
    return since, since + timedelta(days={"day": 1, "week": 7, "month": 30}[found["unit"]])


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_COUNT = "|".join((r"\d{1,3}", "a", *WORDS.numbers))
_RULES: tuple[tuple[str, str, DateBasis | None, _Read], ...] = (
    ("d.iso", rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)", DateBasis.STATED, _iso),
    ("d.dotted", rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.{_YEAR}", DateBasis.STATED, _dotted),
    (
        "d.mail",
        rf"(?P<month>{_MONTH}) +(?P<day>\d\d?) \d\d:\d\d:\d\d (?:[a-z+\-]\w+ )?{_YEAR}",
        DateBasis.STATED,
        _named_day,
    ),
    (
        "d.days",
        rf"(?P<day>\d\d?){_ORDINAL}{_LAST} (?P<month>{_MONTH})(?:\.(?= ?,? ?\d))?(?:,? {_YEAR})?",
        None,
        _days,
    ),
    (
        "d.day_month",
        rf"(?P<day>\d\d?){_ORDINAL}(?: of)? (?P<month>{_MONTH})(?:\.(?= ?,? ?\d))?(?:,? {_YEAR})?",
        None,
        _named_day,
    ),
    (
        "d.month_days",
        rf"(?P<month>{_MONTH})\.? (?P<day>\d\d?){_ORDINAL}{_LAST}(?:,? {_YEAR})?",
        None,
        _days,
    ),
    (
        "d.month_day",
        rf"(?P<month>{_MONTH})\.? (?P<day>\d\d?){_ORDINAL}(?!\d)(?:,? {_YEAR})?",
        None,
        _named_day,
    ),
    (
        "d.month_part",
        rf"(?P<part>early|mid|middle|late)(?: |-| of )(?:in )?(?P<month>{_MONTH})(?:,? (?:of )?{_YEAR})?",
        None,
        _month_part,
    ),
    ("d.month_year", rf"(?<!\d )(?P<month>{_MONTH})\.?,? (?:of )?{_YEAR}", DateBasis.STATED, _whole_month),
    ("d.season", rf"(?P<season>{_SEASON})(?: of)? {_YEAR}", DateBasis.STATED, _season),
    ("d.year_part", rf"(?P<part>early|mid|middle|late)(?: |-){_YEAR}", DateBasis.STATED, _year_part),
    ("d.weekday", rf"(?P<last>last )?(?P<weekday>{_WEEKDAY})", DateBasis.RELATIVE, _weekday),
    ("d.near", r"(?P<near>today|yesterday|last night)", DateBasis.RELATIVE, _near),
    (
        "d.span",
        r"(?:over |in |during )?(?:the )?(?P<which>this|last|past|previous) (?P<unit>week|month|year)",
        DateBasis.RELATIVE,
        _span,
    ),
    ("d.ago", rf"(?P<count>{_COUNT}) (?P<unit>day|week|month)s? ago", DateBasis.RELATIVE, _ago),
    (
        "d.month",
        rf"(?:in|since|during|until|by|of|from) (?:last )?(?P<month>{_MONTH})(?P<year>(?!))?(?![ \d]*\d)",
        DateBasis.RELATIVE,
        _whole_month,
    ),
    ("d.year", rf"(?:in|since|during|of|from) {_YEAR}(?![-\d.])", DateBasis.STATED, _whole_year),
)
_COMPILED = tuple(
    (rule, re.compile(rf"(?<![\w.]){form}(?!\w)"), basis, read) for rule, form, basis, read in _RULES
)
_REACH = 40  # characters on either side of a hint; the longest form has fewer
_HINT = re.compile(rf"\d|\b(?:{_MONTH}|{_WEEKDAY}|{_SEASON}|today|yesterday|night|ago|week|month|year)\b")


def find_dates(text: str, folded: str, published: date | None) -> tuple[DateFound, ...]:
    """Find the dates of a text; the longest reading wins where two overlap.

    text: normalised and flattened (its capitals tell May from may). folded: the same, folded.
    """
    found = sorted(_readings(text, folded, published), key=lambda hit: (hit.start, -hit.end))
    kept: list[DateFound] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def _readings(text: str, folded: str, published: date | None) -> Iterator[DateFound]:
    windows = _windows(folded)
    for rule, form, basis, read in _COMPILED:
        for match in (match for low, high in windows for match in form.finditer(folded, low, high)):
            if not _capitals_fit(text, match):
                continue
            interval = read(match, published)
            if interval is None:
                continue
            reckoned = basis or (DateBasis.STATED if match.groupdict().get("year") else DateBasis.RELATIVE)
            since, until = interval
            yield DateFound(
                start=match.start(), end=match.end(), since=since, until=until, basis=reckoned, rule=rule
            )


def _windows(folded: str) -> list[tuple[int, int]]:
    """Find the stretches of a text in which a date can stand: around digits and words of time."""
    windows: list[tuple[int, int]] = []
    for hint in _HINT.finditer(folded):
        low, high = max(0, hint.start() - _REACH), min(len(folded), hint.end() + _REACH)
        if windows and low <= windows[-1][1]:
            windows[-1] = windows[-1][0], high
        else:
            windows.append((low, high))
    return windows


def _capitals_fit(text: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if "month" in groups and groups["month"] and not groups["month"].isdigit():
        return text[match.start("month")].isupper()
    if groups.get("weekday"):
        return text[match.start("weekday")].isupper()
    return True
