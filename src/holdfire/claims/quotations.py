"""Step 8c: which characters stand in quotation marks: straight, curly, angled, low-high, single, nested.

Marks are paired paragraph by paragraph, so that one forgotten mark does no harm beyond its paragraph. A
quotation that a paragraph leaves open goes on in the next one where that begins with a mark, as in print.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MARK = re.compile("[\"“”„‟«»″'‘’‚‛‹›]")
_SINGLE = frozenset("'‘’‚‛‹›")
_CLOSED_BY = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹"}
_OPENS_ONLY = frozenset("„‟‚‛")
_DEEPEST = 6
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0([{-–—/*_:")


@dataclass(slots=True)
class Quotation:
    """Characters [start, end) with their marks; closed: the mark that ends it is there."""

    start: int
    end: int
    closed: bool
    single: bool = False


@dataclass(slots=True)
class _Open:
    mark: str
    start: int


class Quotations:
    """The outermost quotations of a text, in order; begun: for each, which one it goes on from."""

    def __init__(self, found: Sequence[Quotation], begun: Sequence[int] = ()) -> None:
        self.all = found
        self.begun = begun or range(len(found))
        self._starts = [quotation.start for quotation in found]

    def among(self, start: int, end: int) -> range:
        """Number the quotations that hold a character of [start, end)."""
        last = bisect_left(self._starts, end)
        first = max(0, bisect_right(self._starts, start) - 1)
        return range(first + (first < last and self.all[first].end <= start), last)

    def at(self, position: int) -> int | None:
        """Number the quotation that holds the character at position, None outside."""
        n = bisect_right(self._starts, position) - 1
        return n if n >= 0 and position < self.all[n].end else None


def quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> Quotations:
    """Pair the marks of a text; paragraphs: [start, end) of each, in order. The cost is linear."""
    found: list[Quotation] = []
    begun: list[int] = []
    open_one: int | None = None
    for start, end in paragraphs:
        inside = _paired(text, start, end)
        for quotation in inside:
            goes_on = open_one is not None and not text[start : quotation.start].strip()
            begun.append(begun[open_one] if goes_on and open_one is not None else len(begun))
            found.append(quotation)
        last = inside[-1] if inside else None
        open_one = len(found) - 1 if last is not None and not last.closed and last.end == end else None
    return Quotations(found, begun)


def _paired(text: str, start: int, end: int) -> list[Quotation]:
    marks = [mark.start() for mark in _MARK.finditer(text, start, end)]
    if not marks:
        return []
    last_single = max((at for at in marks if text[at] in _SINGLE and _may_close(text, at, end)), default=-1)
    open_ones: list[_Open] = []
    found: list[Quotation] = []
    for at in marks:
        single = text[at] in _SINGLE
        if single and _apostrophe(text, at, end, goes_on=at < last_single and _holds_single(open_ones)):
            continue
        if (depth := _closes(open_ones, text, at, end)) is not None:
            opened = open_ones[depth]
            del open_ones[depth:]
            if not open_ones:
                found.append(Quotation(opened.start, at + 1, closed=True, single=opened.mark in _SINGLE))
        elif len(open_ones) < _DEEPEST and _opens(text, at, end) and not (single and at >= last_single):
            if not single and open_ones and open_ones[-1].mark == text[at]:
                found.append(Quotation(open_ones[0].start, at, closed=False))  # its end was forgotten
                open_ones.clear()
            open_ones.append(_Open(text[at], at))
    left = next((one for one in open_ones if one.mark not in _SINGLE), None)
    if left is not None:
        found.append(Quotation(left.start, end, closed=False))
    return found


def _holds_single(open_ones: Sequence[_Open]) -> bool:
    return bool(open_ones) and open_ones[-1].mark in _SINGLE


def _apostrophe(text: str, at: int, end: int, *, goes_on: bool) -> bool:
    """Tell "don't" and "the rebels' camp" from a mark; goes_on: a better end of an open quotation follows."""
    if text[at] in "‚‹›":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2] if at + 1 < end else ""
    if before.isalnum() and after.isalnum():
        return True
    plural = before in ("s", "S") and after == " " and text[at + 2 : at + 3].islower()
    return plural and goes_on


def _may_close(text: str, at: int, end: int) -> bool:
    after = text[at + 1 : at + 2] if at + 1 < end else ""
    return not after.isalnum() and at > 0 and not text[at - 1].isspace()


def _closes(open_ones: Sequence[_Open], text: str, at: int, end: int) -> int | None:
    """Find the open quotation that the mark at a place ends; those inside that were never closed go too."""
    mark = text[at]
    for depth in range(len(open_ones) - 1, -1, -1):
        opened = open_ones[depth].mark
        ends = mark in _CLOSED_BY.get(opened, opened)
        if ends or (mark == '"' and opened in "“„‟″") or (mark in "”″" and opened == '"'):
            straight = mark in "\"'″" and at + 1 < end and text[at + 1].isalnum() and text[at - 1].isspace()
            return None if straight else depth
    return None


def _opens(text: str, at: int, end: int) -> bool:
    if text[at] in _OPENS_ONLY:
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2] if at + 1 < end else ""
    if text[at] in "“«‘‹":
        return True
    led = not before or before in _BEFORE_OPENING or before in _CLOSED_BY or before in "\"'"
    return led and bool(after) and not after.isspace()
