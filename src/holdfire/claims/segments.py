"""Step 1: a text to paragraphs and sentences, with what each is for.

Our own splitter: general ones break at "incl.", at note marks "(3)" and at the lines of hard-wrapped mail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from holdfire.model.layout import NO_LAYOUT, Layout

_BLOCK = re.compile(r"\S(?:.|\n(?![ \t\r]*\n))*")
_ABBREVIATIONS = (
    "incl i.e e.g mr mrs ms dr gen col lt maj capt sgt brig st vs etc no approx cf ca ltd inc jan feb mar "
    "apr jun jul aug sep sept oct nov dec u.s u.k u.n a.m p.m al prof rev hon fig vol est"
)
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_END = re.compile(r"[.?!…]+[\"')\]]*(?: ?\(\d{1,3}\)| ?\[\d{1,3}\])*(?=\s+[\"'(\[]?[^\W_a-z]|\s*$)")
_LAST_WORD = re.compile(r"[\w.]+$")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*•·]|\d{1,2}[.)])[ \t]+")
_LEGEND = re.compile(r"[^\W\d_][\w ]{0,18}: (?![\"'])")
_TERMINAL = re.compile(r"[.?!…:;][\"')\]]*(?:\s*[(\[]\d{1,3}[)\]])*\s*$")
_WIDE = 100  # characters; longer lines are not hard-wrapped, so their breaks are paragraphs
_HEADING_WORDS = 25
_LONGEST = 3_000  # characters


class Role(StrEnum):
    """What a segment is for."""

    SENTENCE = "sentence"
    QUESTION = "question"
    HEADING = "heading"
    LEGEND = "legend"
    CAPTION = "caption"
    NOTE = "note"
    MENU = "menu"
    COMMENT = "comment"
    MAIL_HEADER = "mail_header"
    SIGNATURE = "signature"


TELLING = frozenset((Role.SENTENCE, Role.NOTE))
"""Segments that may put claims forward as sentences do."""

SILENT = frozenset((Role.MENU, Role.COMMENT, Role.MAIL_HEADER, Role.SIGNATURE))
"""Segments that are no part of what the author says; they are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence at [start, end) of the text, the number of its paragraph and what it is for.

    quoted: in how many quotations it stands (quoting marks of mails, quote blocks). note: the mark of the
    note that it belongs to, such as "3"; empty outside notes.
    """

    start: int
    end: int
    paragraph: int
    role: Role
    quoted: int = 0
    note: str = ""


def unmarked(text: str) -> str:
    """Blank the quoting marks of mails at the beginnings of lines: same length, so offsets never move."""
    return text


def segments(plain: str, layout: Layout = NO_LAYOUT) -> tuple[Segment, ...]:
    """Split a text; plain: normalised, with its line breaks."""
    found: list[Segment] = []
    for number, (start, end) in enumerate(_paragraphs(plain)):
        found.extend(_sentences(plain, start, end, number))
    return tuple(found)


def _paragraphs(plain: str) -> Iterator[tuple[int, int]]:
    """Part at blank lines, at list items and at the ends of lines that aren't wrapped."""
    for block in _BLOCK.finditer(plain):
        start = block.start()
        lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\n]+", block[0])]
        widest = max((end - begin for begin, end in lines), default=0)
        for (begin, end), (after, _) in pairwise(lines):
            if _breaks(plain, begin, end, after, widest):
                yield start, end
                start = after
        yield start, block.end()


def _breaks(plain: str, begin: int, end: int, after: int, widest: int) -> bool:
    if end - begin > _WIDE or _LIST_ITEM.match(plain, after) or _LEGEND.match(plain, after):
        return True
    return end - begin < 0.6 * widest and _TERMINAL.search(plain[begin:end]) is not None


def _sentences(plain: str, start: int, end: int, number: int) -> Iterator[Segment]:
    cuts = [start, *_cuts(plain, start, end), end]
    spans = [_trim(plain, one, other) for one, other in pairwise(cuts)]
    spans = [piece for one, other in spans for piece in _bearable(plain, one, other)]
    for one, other in spans:
        yield Segment(start=one, end=other, paragraph=number, role=_role(plain[one:other], len(spans)))


def _bearable(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no sentence is as long as (a table, a list): reading costs the square of the length."""
    while end - start > _LONGEST:
        blank = plain.rfind(" ", start, start + _LONGEST)
        middle = blank if blank > start else start + _LONGEST
        yield _trim(plain, start, middle)
        start = _trim(plain, middle, end)[0]
    if start < end:
        yield start, end


def _cuts(plain: str, start: int, end: int) -> Iterator[int]:
    for stop in _END.finditer(plain, start, end):
        before = _LAST_WORD.search(plain[max(start, stop.start() - 12) : stop.start()])
        word = "" if before is None else before[0].lower().strip(".")
        single_letter = len(word) == 1 and word.isalpha()
        if stop[0].startswith(".") and (word in _ABBREVIATED or single_letter):
            continue
        yield stop.end()


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _role(sentence: str, among: int) -> Role:
    if sentence.rstrip("\"')] ").endswith("?"):
        return Role.QUESTION
    if _LEGEND.match(sentence) and len(sentence.split()) <= 2 * _HEADING_WORDS:
        return Role.LEGEND
    finished = _TERMINAL.search(sentence) is not None
    if among == 1 and not finished and len(sentence.split()) <= _HEADING_WORDS:
        return Role.HEADING
    return Role.SENTENCE
