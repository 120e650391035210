"""Lengths of ways and of time in a sentence, with "in one night", which others leave."""

import re
from collections.abc import Iterator

from holdfire.lexicon import Names
from holdfire.lexicon.measures import DAYS, KM
from holdfire.model.claim import ClaimFigure
from holdfire.model.span import Span

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


def distances_in(names: Names) -> Iterator[ClaimFigure]:
    """Give the distances of a sentence."""
    yield from (figure for figure in names.figures if figure.unit in KM)


def times_in(names: Names, sentence: Span) -> Iterator[ClaimFigure]:
    """Give the lengths of time of a sentence."""
    yield from (figure for figure in names.figures if figure.unit in DAYS)
    for match in _LONE.finditer(names.folded, sentence.start, sentence.end):
        unit, value = _LONE_UNITS[match["unit"]]
        start = match.start("time")
        yield ClaimFigure(unit=unit, value=value, low=value, high=value, start=start, end=match.end())
