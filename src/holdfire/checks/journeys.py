"""Stated journeys, "left X at six and reached Y at eight", against how fast one can move.

The time is the longest that the words allow: whole days where days are given, hours where clock times are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.checks.distance_wording import KIND
from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.judging import finding
from holdfire.checks.sites import PLACE, Marked, marked
from holdfire.checks.spec import TextCheck
from holdfire.checks.speeds import NOT_GROUND, Movement, judge
from holdfire.lexicon import Names
from holdfire.lexicon.dates import DateFound
from holdfire.model.check import CheckKind, Finding
from holdfire.model.claim import ClaimFigure

_LEFT = (
    r"\b(?:left|departed(?: from)?|leaving|set (?:out|off) from|started (?:out )?from|moved out of"
    r"|withdrew from)"
)
_CAME = r"\b(?:reached|reaching|arrived (?:in|at)|arriving (?:in|at)|entered|entering|got to|pulled into)"
_JOURNEY = re.compile(
    rf"{_LEFT} {KIND}(?P<x>{PLACE}+)(?P<left>[^;]{{0,60}}?)"
    rf"{_CAME} {KIND}(?P<y>{PLACE}+)(?P<came>[^;]{{0,50}})"
)
_CLOCK = re.compile(
    r"\b(?:at|by|around|about|before) "
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?: ?(?P<half>[ap])\.?m\b)?"
    r"|(?P<word>dawn|noon|midday|midnight))"
)
_WORDS = {"dawn": 4.0, "noon": 12.0, "midday": 12.0, "midnight": 24.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When one left or came: a day, an hour of the day, or both."""

    day: DateFound | None
    hour: float | None


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text and places only
    """Compare each journey with how fast one can move."""
    for sentence, names in told.parts():
        if re.search(_CAME, names.folded[sentence.start : sentence.end]) is None:
            continue
        seen = marked(told, sentence, names)
        for match in _JOURNEY.finditer(seen.text):
            movement = _movement(seen, names, match)
            if movement is not None and not NOT_GROUND.search(seen.words):
                span = seen.span(movement.start, movement.end)
                yield finding(told, CheckKind.SPEED, span, judge(movement))


CHECK = TextCheck(name="journeys", kind=CheckKind.SPEED, run=check)


def _movement(seen: Marked, names: Names, match: re.Match[str]) -> Movement | None:
    left, came = (_moment(seen, names, match, group) for group in ("left", "came"))
    hours = hours_between(left, came)
    if hours is None:
        return None
    time = ClaimFigure(unit="hours", value=hours, low=hours, high=hours, start=match.start(), end=match.end())
    return Movement(
        time=time,
        way=None,
        x=seen.site(match, "x"),
        y=seen.site(match, "y"),
        start=match.start(),
        end=match.end("came"),
        words=seen.words,
    )


def hours_between(left: Moment, came: Moment) -> float | None:
    """Give the most hours between two moments; None where one of them has neither day nor hour."""
    days = None
    if left.day is not None and came.day is not None:
        days = (came.day.until - left.day.since).days  # the last one counted whole
    if left.hour is not None and came.hour is not None:
        whole = 0 if days is None else days - 1
        hours = came.hour - left.hour + 24.0 * whole
        return hours if hours > 0 else hours + 24.0
    return None if days is None or days < 1 else 24.0 * days


def _moment(seen: Marked, names: Names, match: re.Match[str], group: str) -> Moment:
    start, end = seen.start + match.start(group), seen.start + match.end(group)
    day = next((d for d in names.dates if start <= d.start < end and not d.said), None)
    clock = _CLOCK.search(match[group])
    return Moment(day=day, hour=None if clock is None else _hour(clock))


def _hour(clock: re.Match[str]) -> float | None:
    if clock["word"]:
        return _WORDS[clock["word"]]
    hour = float(clock["hour"]) + float(clock["minute"] or 0) / 60
    if hour > 24 or not (clock["half"] or clock["minute"]):
        return None  # "at 6" may be morning or evening
    return hour % 12 + (12.0 if clock["half"] == "p" else 0.0) if clock["half"] else hour
