"""Dates as reports write them, turned into half-open intervals of days.

What is relative counts from the day of publication ("on Wednesday", "last week", a day without a year) or
from the last date told in its paragraph ("two days later"), and is left out where that is not known. Where a
text's day of publication is not known, the first full date in its head stands for it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from holdfire.lexicon import date_context as context
from holdfire.lexicon.date_found import HEAD, TOLD_REACH, Bound, DateFound, head_date, telling
from holdfire.lexicon.date_hits import day_first, find_hits
from holdfire.lexicon.date_readers import Around
from holdfire.lexicon.days import Days
from holdfire.lexicon.pieces import Pieces
from holdfire.model.claim import DateBasis

__all__ = ["PARAGRAPH", "Bound", "DateFound", "Dating", "find_dates", "head_date", "telling"]

PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_PART_AND_LENGTH = 100  # characters before a date that may become part of it
_BASES = {True: DateBasis.STATED, False: DateBasis.RELATIVE}
_JOINED = re.compile(r",? ?(?:-|to|until|till|through|and) ?(?:the )?(?:on )?")
_OF_A_THING = re.compile(r"[a-z]{4,} of $")
_FROM = re.compile(r"(?<!\w)(?:from|between)(?: on)? (?:the )?$")


def find_dates(text: str, folded: str, published: date | None) -> tuple[DateFound, ...]:
    """Find the dates of a text; the longest reading wins where two overlap.

    text: normalised (its capitals tell May from may; its empty lines end paragraphs, so leave them in where
    they are). folded: the same, flattened and folded.
    """
    breaks = [match.start() for match in PARAGRAPH.finditer(text)]
    return Dating(text, folded, Pieces(folded)).read(published, breaks)


class Dating:
    """The dates of a text before they are reckoned: from one day of writing or another, or none."""

    def __init__(self, text: str, folded: str, pieces: Pieces) -> None:
        self._folded = folded
        self._hits = find_hits(text, folded, pieces)
        self._order = day_first(self._hits)
        self._ahead = [context.looks_ahead(folded, hit.start) for hit in self._hits]
        self._not_after = [self._year_of_next(k) for k in range(len(self._hits))]
        self._part = [context.part_before(folded, hit.start) for hit in self._hits]
        self._before: dict[int, context.Before] = {}

    def read(self, published: date | None, breaks: Sequence[int] = ()) -> tuple[DateFound, ...]:
        """Reckon the dates in order, since each may count from the one before; breaks: ends of paragraphs."""
        if published is None and (head := head_date(self._in_order(None, breaks, head=True))) is not None:
            return tuple(self._in_order(head, breaks, loose=True))
        return tuple(self._in_order(published, breaks, loose=published is None))

    def _in_order(
        self, published: date | None, breaks: Sequence[int], *, loose: bool = False, head: bool = False
    ) -> list[DateFound]:
        """Read all dates, or those of the head and what they are joined to.

        loose: with no known day of writing a date told reaches over paragraphs.
        """
        found: list[DateFound] = []
        told: tuple[DateFound, bool] | None = None
        for k, hit in enumerate(self._hits):
            if head and hit.start > max(HEAD, found[-1].end if found else 0) + _PART_AND_LENGTH:
                break
            if told is not None and not (loose or head) and _parted(breaks, told[0].end, hit.start):
                told = None
            around = Around(
                published=published,
                told=None if told is None else (told[0].since, told[0].until),
                stated=told is not None and told[1],
                ahead=self._ahead[k],
                not_after=self._not_after[k],
                day_first=self._order,
            )
            if (day := self._date(k, around)) is None:
                continue
            if found and (joined := self._joined(found[-1], day)) is not None:
                found[-1] = day = joined
            else:
                found.append(day)
            if not self._only_dates_a_thing(hit.start, day):
                told = day, hit.stated or (told is not None and told[1])
        return found

    def _only_dates_a_thing(self, start: int, day: DateFound) -> bool:
        """Read "the truce of 1997", "the 1997 accord": a year that says which, in which nothing is told."""
        whole_year = day.rule in ("d.year", "d.year_noun")
        return whole_year and (
            day.rule == "d.year_noun"
            or _OF_A_THING.search(self._folded, max(0, start - 24), start) is not None
        )

    def _year_of_next(self, k: int) -> date | None:
        """Give the last day that a date without a year may have, where a range ends in one with a year."""
        if k + 1 == len(self._hits) or self._hits[k].stated:
            return None
        here, after = self._hits[k], self._hits[k + 1]
        if not after.stated:
            return None
        gap = self._folded[here.end : after.start]
        if _JOINED.fullmatch(context.without_part(gap)) is None:
            return None
        days = after.form.read(after.match, Around(published=None))
        return None if days is None else days[1] - timedelta(days=1)

    def _date(self, k: int, around: Around) -> DateFound | None:
        hit = self._hits[k]
        days = hit.form.read(hit.match, around)
        if days is None:
            return None
        start, part = hit.start, self._part[k]
        if part is not None and (days[1] - days[0]).days >= 3:
            start, days = part.start(), context.part(days, part)
        if (before := self._before.get(start)) is None:
            before = self._before[start] = context.before(self._folded, start)
        if before.lasting is not None:
            start, days = before.lasting.start(), context.lasting_days(days, before.lasting)
        elif before.bound is Bound.SINCE:
            days = _until_written(days, around.published)
        return DateFound(
            start=start,
            end=hit.end,
            since=days[0],
            until=days[1],
            basis=_BASES[hit.stated],
            rule=hit.form.rule,
            bound=before.bound,
            said=before.said,
        )

    def _joined(self, first: DateFound, last: DateFound) -> DateFound | None:
        """Make one stretch of "from May to July", "3 May – 5 June 2015", "between A and B"."""
        if last.start - first.end > 16 or first.since >= last.until:
            return None
        gap = self._folded[first.end : last.start]
        if _JOINED.fullmatch(gap) is None:
            return None
        opened = _FROM.search(self._folded, max(0, first.start - 16), first.start)
        if opened is None and ("and" in gap or first.bound is not Bound.AT):
            return None
        basis = last.basis if first.basis is not last.basis else first.basis
        return replace(
            last, start=first.start, since=first.since, basis=basis, rule="d.range", bound=Bound.AT
        )


def _parted(breaks: Sequence[int], end: int, start: int) -> bool:
    return start - end > TOLD_REACH or bisect_left(breaks, end) < bisect_left(breaks, start)


def _until_written(days: Days, published: date | None) -> Days:
    """Let "since May" run to the day of writing."""
    if published is not None and published >= days[1]:
        return days[0], published + timedelta(days=1)
    return days
