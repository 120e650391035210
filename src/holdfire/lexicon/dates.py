"""Dates as reports write them, turned into half-open intervals of days.

What is relative counts from the day of publication ("on Wednesday", "last week", a day without a year) or
from the last date told in its paragraph ("two days later"), and is left out where that is not known. Where a
text's day of publication is not known, the first full date in its head stands for it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counts import PLAIN, pairs, plain_count, table
from holdfire.lexicon.date_hits import FULL, WEEKDAY, Hit, day_first, find_hits
from holdfire.lexicon.date_readers import Around
from holdfire.lexicon.days import Days, part_of, shifted
from holdfire.model.claim import DateBasis

_DATA = table("dates")
_EDGE = pairs(_DATA["parts"]["words"])
_PARTS = _EDGE | pairs(_DATA["parts"]["nouns"])


class Bound(StrEnum):
    """How a date bounds what is told: on it (at), from it on, up to it, some time before or after it."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
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


_PERIODS = frozenset(("d.days", "d.month_days", "d.range", "d.months"))
_LONGEST_PERIOD = 100  # days that a report may cover
_HEAD = 600  # characters in which a text's own date may stand
_TOLD_REACH = 1500  # characters over which "two days later" looks back where no paragraph ends
_PART_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<word>{either(_EDGE)})(?: |-)(?:in )?(?:the )?"
    rf"|(?:the )?(?P<noun>{either(_PARTS)}) of (?:the )?)$"
)
_BOUND_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<since>since)|(?P<until>until|till|up to|prior to the end of)"
    r"|(?P<before>before|prior to|ahead of)|(?P<after>after|following))"
    r"(?: at least| about| around)? (?:the )?$"
)
_TIME_BEFORE = re.compile(
    rf"(?:(?:the )?(?:night|morning|evening|afternoon|dawn|noon|dusk|midnight|day) (?:of|on) (?:the )?"
    rf"|(?<!\w)(?:{WEEKDAY})(?:,|,? the)? )$"
)
_LENGTH_BEFORE = re.compile(
    rf"(?<!\w)(?P<count>{PLAIN})(?P<half> and a half)?[ -](?P<unit>day|week|month|year)s?"
    r" (?:from|starting|beginning)(?: on)? (?:the )?$"
)
_JOINED = re.compile(r",? ?(?:-|to|until|till|through|and) ?(?:the )?(?:on )?")
_FROM = re.compile(r"(?<!\w)(?:from|between)(?: on)? (?:the )?$")
_AHEAD = re.compile(
    rf"(?<!\w)(?:{either(frozenset(_DATA['cues']['ahead'].replace('_', ' ').split(',')))})(?!\w)"
)
_SAID = re.compile(
    rf"(?<!\w)(?<!were )(?<!was )(?<!been )(?:{either(frozenset(_DATA['cues']['telling'].split()))})"
    rf"(?: [\w'-]{{1,40}}){{0,3}}?"
    rf"(?: (?:on|in|of|dated|late|early|from)){{0,3}} $"
)
PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


def find_dates(text: str, folded: str, published: date | None) -> tuple[DateFound, ...]:
    """Find the dates of a text; the longest reading wins where two overlap.

    text: normalised (its capitals tell May from may; its empty lines end paragraphs, so leave them in where
    they are). folded: the same, flattened and folded.
    """
    hits = find_hits(text, folded)
    breaks = [match.start() for match in PARAGRAPH.finditer(text)]
    return tuple(_Pass(folded, hits, breaks).read(published))


def head_date(found: Sequence[DateFound]) -> date | None:
    """Take the first full date in the head of a text, which mostly is its own; of a period, its last day."""
    for day in found:
        heads = day.start < _HEAD and day.basis is DateBasis.STATED and day.rule in FULL | _PERIODS
        if heads and (day.until - day.since).days <= _LONGEST_PERIOD:
            return day.until - timedelta(days=1)
    return None


def telling(found: Sequence[DateFound], start: int, breaks: Sequence[int]) -> DateFound | None:
    """Take what a paragraph tells of where it has come to `start`: its last date, of a month at most."""
    k = bisect_left(found, start, key=lambda day: day.start)
    for day in reversed(found[max(0, k - 3) : k]):
        if bisect_left(breaks, day.end) < bisect_left(breaks, start) or start - day.end > _TOLD_REACH:
            return None
        if day.bound is Bound.AT and not day.said and (day.until - day.since).days <= 31:
            return day
    return None


class _Pass:
    """One reading of a text's dates in order, since each may count from the one before."""

    def __init__(self, folded: str, hits: Sequence[Hit], breaks: Sequence[int]) -> None:
        self._folded = folded
        self._hits = hits
        self._breaks = breaks
        self._order = day_first(hits)

    def read(self, published: date | None) -> list[DateFound]:
        if published is None and (head := head_date(self._in_order(None, loose=True))) is not None:
            return self._in_order(head, loose=True)
        return self._in_order(published, loose=published is None)

    def _in_order(self, published: date | None, *, loose: bool) -> list[DateFound]:
        """Read all dates; loose: with no known day of writing a date told reaches over paragraphs."""
        found: list[DateFound] = []
        told: tuple[DateFound, bool] | None = None
        for k, hit in enumerate(self._hits):
            if told is not None and not loose and self._parted(told[0].end, hit.start):
                told = None
            around = Around(
                published=published,
                told=None if told is None else (told[0].since, told[0].until),
                stated=told is not None and told[1],
                ahead=self._looks_ahead(hit.start),
                not_after=self._year_of_next(k),
                day_first=self._order,
            )
            if (day := self._date(hit, around)) is None:
                continue
            if found and (joined := self._joined(found[-1], day)) is not None:
                found[-1] = day = joined
            else:
                found.append(day)
            told = day, hit.stated or (told is not None and told[1])
        return found

    def _parted(self, end: int, start: int) -> bool:
        if start - end > _TOLD_REACH:
            return True
        return bisect_left(self._breaks, end) < bisect_left(self._breaks, start)

    def _looks_ahead(self, start: int) -> bool:
        clause = re.split(r"[.;:!?] ", self._folded[max(0, start - 60) : start])[-1]
        return _AHEAD.search(clause) is not None

    def _year_of_next(self, k: int) -> date | None:
        """Give the last day that a date without a year may have, where a range ends in one with a year."""
        if k + 1 == len(self._hits) or self._hits[k].stated:
            return None
        here, after = self._hits[k], self._hits[k + 1]
        gap = self._folded[here.end : after.start]
        if not after.stated or _JOINED.fullmatch(_without_part(gap)) is None:
            return None
        days = after.form.read(after.match, Around(published=None))
        return None if days is None else days[1] - timedelta(days=1)

    def _date(self, hit: Hit, around: Around) -> DateFound | None:
        days = hit.form.read(hit.match, around)
        if days is None:
            return None
        start, days = self._part(hit, days)
        start, days, bound = self._bound(start, days, around.published)
        basis = DateBasis.STATED if hit.stated else DateBasis.RELATIVE
        return DateFound(
            start=start,
            end=hit.end,
            since=days[0],
            until=days[1],
            basis=basis,
            rule=hit.form.rule,
            bound=bound,
            said=_SAID.search(self._folded, max(0, start - 64), start) is not None,
        )

    def _part(self, hit: Hit, days: Days) -> tuple[int, Days]:
        """Narrow "late September", "the first half of 2016" and take the words into the date."""
        before = _PART_BEFORE.search(self._folded, max(0, hit.start - 32), hit.start)
        if before is None or (days[1] - days[0]).days < 3:
            return hit.start, days
        return before.start(), part_of(days, _PARTS[before["word"] or before["noun"]])

    def _bound(self, start: int, days: Days, published: date | None) -> tuple[int, Days, Bound]:
        """See what a preposition makes of a date: "since May" runs to the day of writing."""
        time = _TIME_BEFORE.search(self._folded, max(0, start - 24), start)
        before = _BOUND_BEFORE.search(
            self._folded, max(0, start - 36), start if time is None else time.start()
        )
        if (lasting := _LENGTH_BEFORE.search(self._folded, max(0, start - 44), start)) is not None:
            return lasting.start(), _lasting(days, lasting), Bound.AT
        if before is None:
            return start, days, Bound.AT
        bound = Bound(str(before.lastgroup))
        if bound is Bound.SINCE and published is not None and published >= days[1]:
            days = days[0], published + timedelta(days=1)
        return start, days, bound

    def _joined(self, first: DateFound, last: DateFound) -> DateFound | None:
        """Make one stretch of "from May to July", "3 May – 5 June 2015", "between A and B"."""
        gap = self._folded[first.end : last.start]
        if first.since >= last.until or len(gap) > 16 or _JOINED.fullmatch(gap) is None:
            return None
        opened = _FROM.search(self._folded, max(0, first.start - 16), first.start)
        if opened is None and ("and" in gap or first.bound is not Bound.AT):
            return None
        basis = last.basis if first.basis is not last.basis else first.basis
        return replace(
            last, start=first.start, since=first.since, basis=basis, rule="d.range", bound=Bound.AT
        )


def _lasting(days: Days, found: re.Match[str]) -> Days:
    count = plain_count(found["count"]) + (0.5 if found["half"] else 0.0)
    until = shifted(days[0], count, found["unit"])
    middle = until[0] + (until[1] - until[0]) // 2 if found["unit"] in ("day", "week") else until[1]
    return days[0], max(middle, days[1])


def _without_part(gap: str) -> str:
    part = _PART_BEFORE.search(gap)
    return gap if part is None else gap[: part.start()]
