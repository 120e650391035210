"""A date found in a text, and what the dates of a text say of it: its own day, what a paragraph tells of."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from holdfire.lexicon.date_hits import FULL
from holdfire.model.claim import DateBasis

HEAD = 600  # characters in which a text's own date may stand
TOLD_REACH = 1500  # characters over which "two days later" looks back where no paragraph ends
_OWN = FULL | {"d.days", "d.month_days", "d.range", "d.months"}  # forms of a text's own date
_START = attrgetter("start")
_LONGEST_PERIOD = 100  # days that a report may cover


class Bound(StrEnum):
    """How a date bounds what is told: on it (at), from it on, up to it, some time before or after it."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(slots=True, kw_only=True)
class DateFound:
    """A date at [start, end) of the text: days [since, until), its basis and the rule that read it.

    said: it is the day of a statement ("said on Monday", "a letter dated 5 May"), not of what it tells of.
    """

    start: int
    end: int
    since: date
    until: date
    basis: DateBasis
    rule: str
    bound: Bound = Bound.AT
    said: bool = False


def head_date(found: Sequence[DateFound]) -> date | None:
    """Take the first full date in the head of a text, which mostly is its own; of a period, its last day."""
    for day in found:
        heads = day.start < HEAD and day.basis is DateBasis.STATED and day.rule in _OWN
        if heads and (day.until - day.since).days <= _LONGEST_PERIOD:
            return day.until - timedelta(days=1)
    return None


def telling(found: Sequence[DateFound], start: int, breaks: Sequence[int]) -> DateFound | None:
    """Take what a paragraph tells of where it has come to `start`: its last date, of a month at most."""
    k = bisect_left(found, start, key=_START)
    for day in reversed(found[max(0, k - 3) : k]):
        if bisect_left(breaks, day.end) < bisect_left(breaks, start) or start - day.end > TOLD_REACH:
            return None
        if day.bound is Bound.AT and not day.said and (day.until - day.since).days <= 31:
            return day
    return None
