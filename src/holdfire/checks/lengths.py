"""Lengths of ways and of time in a sentence, with "285km" and "in one night", which others leave."""

import re
from collections.abc import Iterator

from holdfire.checks.numerals import numerals
from holdfire.lexicon import Names
from holdfire.lexicon.measures import DAYS, KM
from holdfire.model.claim import ClaimFigure
from holdfire.model.span import Span

_UNITS = {"km": "km", "kms": "km", "mi": "miles"}
_GLUED = re.compile(r"(?P<unit>kms?|mi)(?!\w)")
_LONE_UNITS = {
    "hour": ("hours", 1.0),
    "day": ("days", 1.0),
    "night": ("hours", 12.0),
    "week": ("days", 7.0),
    "afternoon": ("hours", 6.0),
    "morning": ("hours", 6.0),
}
_LONE = re.compile(
    r"\b(?:in|within|inside|over) (?P<time>(?:just |only )?(?:an?|one)(?: single)?"
    r" (?P<unit>hour|day|night|week|afternoon|morning))(?!\w)"
)


def distances_in(names: Names, sentence: Span) -> Iterator[ClaimFigure]:
    """Give the distances of a sentence."""
    yield from (figure for figure in names.figures if figure.unit in KM)
    for numeral in numerals(names.folded, sentence.start, sentence.end, names.dates, glued=_GLUED):
        unit = _GLUED.match(names.folded, numeral.end)
        if unit is not None:
            low, high = numeral.bounds
            yield ClaimFigure(
                unit=_UNITS[unit["unit"]],
                value=numeral.value,
                low=low,
                high=high,
                qualifier=numeral.qualifier,
                start=numeral.start,
                end=unit.end(),
            )


def times_in(names: Names, sentence: Span) -> Iterator[ClaimFigure]:
    """Give the lengths of time of a sentence."""
    yield from (figure for figure in names.figures if figure.unit in DAYS)
    for match in _LONE.finditer(names.folded, sentence.start, sentence.end):
        unit, value = _LONE_UNITS[match["unit"]]
        start = match.start("time")
        yield ClaimFigure(unit=unit, value=value, low=value, high=value, start=start, end=match.end())
