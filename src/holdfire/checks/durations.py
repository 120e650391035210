"""Stated lengths of time, against the days between which they are said to lie.

Days are counted with and without the last one, since texts do both; an end that is given as a month leaves
that much open. What began on a day and goes on is counted up to the day of publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.judging import Judged, finding
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import Bounds, in_words, measured, number, overlap
from holdfire.lexicon import Names
from holdfire.lexicon.dates import Bound, DateFound
from holdfire.lexicon.measures import DAYS, in_days
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.claim import ClaimFigure, Qualifier
from holdfire.model.span import Span

DATES = "stated dates"
LAG_DAYS = 7  # a text may have been written that long before its day of publication
_EXACT_UNITS = frozenset(("minutes", "hours", "days"))
_LASTING = re.compile(r"\b(?:last(?:ed|ing|s)?|for|spann(?:ed|ing)|continued|endured|held out|went on)\b")
_TAKING = re.compile(r"\b(?:after|over|during|took|within|in|needed)\b")
_IN_ALL = re.compile(
    r"(?:,? (?:in all|altogether|in total|long)|-long| of (?:siege|fighting|war|battle|bombing))\b"
)
_WHOLE = re.compile(r"\b(?:last(?:ed|ing|s)|in all|altogether|in total|spann(?:ed|ing))\b")
_FROM = re.compile(r",? (?:from )?")
_APART = re.compile(r"\b(?:later|earlier|before|ago|old|aged|hence)\b|-old\b")
_BEGAN = re.compile(
    r"\b(?:began|begun|beginning|started|starting|launched|opened|broke out|came into (?:force|effect)"
    r"|took effect|imposed|went into effect|in force from|encircled|besieged from)\b[^.;:]{0,30}$"
)
_ENDED = re.compile(
    r"\b(?:ended|ending|end|lifted|broken|collapsed|expired|fell|finished|stopped|until|till|over)\b"
)
_RANGE_SIGN = re.compile(r" ?(?:-|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b) ?")
_DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_PART_OF_MONTH = re.compile(r"\b(?:early|mid|late|end|beginning|start|middle)\b")
_YEAR_ONLY = re.compile(r"\W*(?:19|20)\d\d\W*")
_CLAUSE = re.compile(r"[;:]")
_MEANWHILE = re.compile(r"\b(?:when|while|before|after|as)\b")
_AFTER = re.compile(r"\bafter (?:some |about |nearly |almost |more than )?$")
_ROUND = 20  # days; from here on tens are round numbers
_NEAR = 45  # characters between a length and the range that it lies in
_LONGEST_DATE = 31  # days; a season is no end of a length of days


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days between which a length lies, each end from its earliest to its latest.

    ongoing: its end is the day of publication. whole: the length is said to be all of it.
    """

    first: tuple[date, date]
    last: tuple[date, date]
    start: int
    end: int
    ongoing: bool = False
    whole: bool = False


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text only
    """Compare each stated length of time with the days that its sentence names."""
    for sentence, names in told.parts():
        for figure in names.figures:
            if figure.unit not in DAYS or figure.value is None or not _is_length(names, figure, sentence):
                continue
            stretch = _stretch(names, figure, sentence, told.document.published)
            lasts = _lasts(names.folded, figure, sentence)
            if not lasts and (stretch is None or not stretch.whole):
                continue  # "within three days", "after two years": no days are said to bound it
            span = Span(start=figure.start, end=figure.end)
            if stretch is not None:
                span = Span(start=min(figure.start, stretch.start), end=max(figure.end, stretch.end))
            yield finding(told, CheckKind.DURATION, span, judge(figure, stretch))


CHECK = TextCheck(name="durations", kind=CheckKind.DURATION, run=check)


def judge(figure: ClaimFigure, stretch: Stretch | None) -> Judged:
    """Say whether a stated length fits the days around it."""
    words = in_words(figure, figure.unit)
    stated = None if figure.value is None else in_days(figure.unit, figure.value)
    if stretch is None:
        return Judged(
            status=CheckStatus.CANNOT_BE_CHECKED,
            reason=f"the sentence names no two days between which the {words} lie",
            against=DATES,
            stated=stated,
            unit="days",
        )
    between = _between(stretch)
    hourly = figure.unit in ("hours", "minutes")  # "the talks from 3 to 5 May lasted 14 hours"
    status, reason = _status(_said(figure), between, stretch, words, hourly=hourly)
    return Judged(
        status=status,
        reason=reason,
        against=DATES,
        stated=stated,
        computed=float((stretch.last[1] - stretch.first[0]).days),
        computed_range=between,
        unit="days",
        used={"since": stretch.first[0].isoformat(), "until": stretch.last[1].isoformat()},
    )


def _between(stretch: Stretch) -> tuple[float, float]:
    least = (stretch.last[0] - stretch.first[1]).days
    return float(max(0, least)), float((stretch.last[1] - stretch.first[0]).days + 1)


def _status(
    said: Bounds, between: tuple[float, float], stretch: Stretch, words: str, *, hourly: bool
) -> tuple[CheckStatus, str]:
    until = f"publication on {stretch.last[0]}" if stretch.ongoing else _day(stretch.last)
    counted = f"from {_day(stretch.first)} to {until} there are {_range(between)} days"
    if overlap(said, between):
        return CheckStatus.CONSISTENT, f"{counted}, which agrees with {words}"
    shorter = said[1] is not None and said[1] < between[0]
    if shorter and hourly:
        return CheckStatus.CONSISTENT, f"{counted}, over which {words} can be spread"
    if shorter and stretch.ongoing and said[1] is not None and between[0] - LAG_DAYS <= said[1]:
        unknown = CheckStatus.CANNOT_BE_CHECKED
        return unknown, f"{counted}, a little more than {words}; the text may have been written earlier"
    if shorter and not stretch.whole:
        return CheckStatus.CONSISTENT, f"{counted}, within which {words} can lie"
    return CheckStatus.INCONSISTENT, f"{counted}, not {words}"


def _is_length(names: Names, figure: ClaimFigure, sentence: Span) -> bool:
    """Tell a length from a moment ("three days later") and an age ("a 30-year-old")."""
    around = names.folded[figure.start : min(sentence.end, figure.end + 12)]
    before = names.folded[max(sentence.start, figure.start - 24) : figure.start]
    if _APART.search(around) is not None:
        return False
    return (
        _lasts(names.folded, figure, sentence)
        or _TAKING.search(before) is not None
        or _WHOLE.search(names.folded, sentence.start, sentence.end) is not None
    )


def _lasts(folded: str, figure: ClaimFigure, sentence: Span) -> bool:
    before = folded[max(sentence.start, figure.start - 24) : figure.start]
    return _LASTING.search(before) is not None or _IN_ALL.match(folded, figure.end) is not None


def _stretch(names: Names, figure: ClaimFigure, sentence: Span, published: date | None) -> Stretch | None:
    """Read the days around a length in its clause: a range, a beginning and an end, or a beginning."""
    days = [d for d in names.dates if not d.said and not _CLAUSE.search(names.folded, *_gap(d, figure))]
    if len(days) == 2:
        return _begun_and_ended(names.folded, *days)
    if len(days) != 1 or not _beside(names.folded, days[0], figure, sentence):
        return None
    at_once = _lasts(names.folded, figure, sentence) and _FROM.fullmatch(names.folded, *_gap(days[0], figure))
    in_all = _IN_ALL.match(names.folded, figure.end)
    whole = at_once or in_all or _WHOLE.search(names.folded, sentence.start, figure.end)
    return _one(names.folded, days[0], published, whole=bool(whole))


def _beside(folded: str, day: DateFound, figure: ClaimFigure, sentence: Span) -> bool:
    """Say whether a length and a date tell of one thing: near, and not "after two years … from 3 March"."""
    begin, end = _gap(day, figure)
    if end - begin > _NEAR or _MEANWHILE.search(folded, begin, end):
        return False
    return _AFTER.search(folded, sentence.start, figure.start) is None


def _begun_and_ended(folded: str, one: DateFound, other: DateFound) -> Stretch | None:
    if any((d.until - d.since).days > _LONGEST_DATE for d in (one, other)) or one.since >= other.since:
        return None
    began = _BEGAN.search(folded, max(0, one.start - 60), one.start)
    if began is None or _ENDED.search(folded, one.end, other.start) is None:
        return None
    return Stretch(first=_ends(one), last=_ends(other), start=one.start, end=other.end, whole=True)


def _gap(day: DateFound, figure: ClaimFigure) -> tuple[int, int]:
    return min(day.end, figure.end), max(day.start, figure.start)


def _one(folded: str, day: DateFound, published: date | None, *, whole: bool) -> Stretch | None:
    """Take "since 3 March" as going on, "3 to 20 March" as both its ends; a lone day is no length."""
    begin = (day.since, day.since)
    if day.bound is Bound.SINCE:
        if published is None or published < day.since:
            return None
        if not _DAY_NUMBER.search(folded, day.start, day.end):
            begin = (day.since, min(published, day.since + timedelta(days=30)))
        last = (published, published)
        return Stretch(first=begin, last=last, start=day.start, end=day.end, ongoing=True, whole=True)
    parts = _RANGE_SIGN.split(folded[day.start : day.end])
    if len(parts) != 2 or (day.until - day.since).days < 2:
        return None
    end = day.until - timedelta(days=1)
    between = folded[max(0, day.start - 8) : day.start].endswith("between ")
    if not between and " and " in folded[day.start : day.end]:
        return None  # "in November and December"
    stretch = Stretch(
        first=(day.since, min(end, day.since + _open_days(parts[0]))),
        last=(max(day.since, end - _open_days(parts[1])), end),
        start=day.start,
        end=day.end,
    )
    return replace(stretch, whole=whole and not between)


def _open_days(written: str) -> timedelta:
    """Give how many days a written end leaves open: "3 March" none, "late March" ten, "March" a month."""
    if _DAY_NUMBER.search(written):
        return timedelta(0)
    if _PART_OF_MONTH.search(written):
        return timedelta(days=10)
    return timedelta(days=365 if _YEAR_ONLY.fullmatch(written) else 30)


def _ends(day: DateFound) -> tuple[date, date]:
    """Give the first and last day that a date may mean."""
    return day.since, day.until - timedelta(days=1)


def _said(figure: ClaimFigure) -> Bounds:
    """Give the days that a length may mean: days to the day unless round, weeks and more to half a unit."""
    is_round = figure.unit == "days" and (figure.value or 0) >= _ROUND and (figure.value or 0) % 10 == 0
    exact = figure.unit in _EXACT_UNITS and figure.qualifier is Qualifier.EXACT and not is_round
    low, high = (figure.value, figure.value) if exact else measured(figure)
    half = 0.0 if figure.unit in _EXACT_UNITS else 0.5
    return (
        None if low is None else in_days(figure.unit, low - half),
        None if high is None else in_days(figure.unit, high + half),
    )


def _day(ends: tuple[date, date]) -> str:
    return f"{ends[0]}" if ends[0] == ends[1] else f"{ends[0]}/{ends[1]}"


def _range(between: tuple[float, float]) -> str:
    low, high = number(between[0]), number(between[1])
    return low if low == high else f"{low} to {high}"
