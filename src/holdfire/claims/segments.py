"""Step 1: a text to paragraphs and sentences, with what each is for.

Our own splitter: general ones break at "incl.", at note marks "(3)" and at the lines of hard-wrapped mail.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from holdfire.claims.passages import Passage, Use, passages
from holdfire.claims.wordlists import PASSAGES
from holdfire.claims.wrapping import ends_sentence, unmarked
from holdfire.model.layout import NO_LAYOUT, Layout

__all__ = ["SILENT", "TELLING", "Role", "Segment", "segments", "unmarked"]

_ABBREVIATIONS = (
    "incl i.e e.g mr mrs ms dr gen col lt maj capt sgt brig st vs etc no approx cf ca ltd inc jan feb mar "
    "apr jun jul aug sep sept oct nov dec u.s u.k u.n a.m p.m al prof rev hon fig vol est"
)
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_END = re.compile(
    r"(?<![.?!…])[.?!…]++[\"')\]]*+(?: ?\(\d{1,6}\)| ?\[\d{1,6}\])*+(?=\s++[\"'(\[]?[^\W_a-z]|\s*+\Z)"
)
_LAST_WORD = re.compile(r"[\w.]+\Z")
_NUMBER = re.compile(r"\d{1,6}[.)]\s")
_CLOSING = "\"')] "
_HEADING_WORDS = 25
_LONGEST = 3_000  # characters
_PARTING = ("; ", ": ", ", ")


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


TELLING = frozenset((Role.SENTENCE, Role.NOTE, Role.CAPTION))
"""Segments that may put claims forward as sentences do; a photo's credit is a caption that says nothing."""

SILENT = frozenset((Role.MENU, Role.COMMENT, Role.MAIL_HEADER, Role.SIGNATURE))
"""Segments that are no part of what the author says; they are counted."""

_WHOLE: Mapping[Use, Role] = {
    Use.MENU: Role.MENU,
    Use.COMMENT: Role.COMMENT,
    Use.MAIL_HEADER: Role.MAIL_HEADER,
    Use.SIGNATURE: Role.SIGNATURE,
}
_CUT: Mapping[Use, Role] = {
    Use.TEXT: Role.SENTENCE,
    Use.ITEM: Role.SENTENCE,
    Use.HEADING: Role.HEADING,
    Use.CAPTION: Role.CAPTION,
    Use.NOTE: Role.NOTE,
    Use.LEGEND: Role.LEGEND,
}


@dataclass(slots=True, kw_only=True)
class Segment:
    """A sentence at [start, end) of the text, the number of its paragraph and what it is for.

    quoted: in how many quotations it stands (quoting marks of mails, quote blocks). note: the mark of the
    note that it belongs to, such as "3"; empty outside notes. cut: its sentence is too long and goes on in
    the next one.
    """

    start: int
    end: int
    paragraph: int
    role: Role
    quoted: int = 0
    note: str = ""
    cut: bool = False


def segments(plain: str, layout: Layout = NO_LAYOUT) -> tuple[Segment, ...]:
    """Split a text; plain: normalised, with its line breaks. The cost is linear in the text."""
    text = unmarked(plain)
    return tuple(
        segment
        for number, passage in enumerate(passages(plain, layout))
        for segment in _segments(text, passage, number)
    )


def _segments(plain: str, passage: Passage, number: int) -> Iterator[Segment]:
    role = _WHOLE.get(passage.use)
    if role is not None:
        spans = [(passage.start, passage.end, False)]
    elif passage.use is Use.LEGEND:
        spans = [*_parted(plain, passage, _entries(plain, passage))]
    else:
        spans = [*_parted(plain, passage, _cuts(plain, _behind_label(plain, passage), passage.end))]
    for start, end, cut in spans:
        yield Segment(
            start=start,
            end=end,
            paragraph=number,
            role=role or _role(plain, start, end, passage.use, alone=len(spans) == 1),
            quoted=passage.quoted,
            note=passage.note,
            cut=cut,
        )


def _parted(plain: str, passage: Passage, cuts: Iterator[int]) -> Iterator[tuple[int, int, bool]]:
    for one, other in pairwise([passage.start, *cuts, passage.end]):
        start, end = _trim(plain, one, other)
        yield from _bearable(plain, start, end)


def _bearable(plain: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Cut what no sentence is as long as (a table, a list): reading costs the square of the length."""
    while end - start > _LONGEST:
        middle = _safe_cut(plain, start, start + _LONGEST)
        yield *_trim(plain, start, middle), True
        start = _trim(plain, middle, end)[0]
    if start < end:
        yield start, end, False


def _safe_cut(plain: str, start: int, end: int) -> int:
    """Find where to cut: behind the last sign of its second half that parts clauses, else at a blank."""
    for sign in _PARTING:
        at = plain.rfind(sign, (start + end) // 2, end)
        if at >= 0:
            return at + 1
    blank = plain.rfind(" ", start, end)
    return blank if blank > start else end


def _behind_label(plain: str, passage: Passage) -> int:
    """Go over the number at a passage's head: the full stop of "3." or "Figure 3." ends no sentence."""
    label = _NUMBER.match(plain, passage.start, passage.end)
    if label is None and passage.use is Use.CAPTION:
        label = PASSAGES.caption.match(plain, passage.start, passage.end)
    return passage.start if label is None else label.end()


def _cuts(plain: str, start: int, end: int) -> Iterator[int]:
    for stop in _END.finditer(plain, start, end):
        at, behind = stop.span()
        if plain[at] != "." or not _abbreviated(plain, max(start, at - 12), at):
            yield behind


def _abbreviated(plain: str, start: int, end: int) -> bool:
    """Say whether the full stop behind [start, end) belongs to an abbreviation or an initial."""
    before = _LAST_WORD.search(plain, start, end)
    word = "" if before is None else before[0].lower().strip(".")
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha())


def _entries(plain: str, passage: Passage) -> Iterator[int]:
    """Cut a legend where a further sign begins: "Black: X; Red: Y"."""
    for at in range(passage.start + 1, passage.end):
        if plain[at - 1] in ";,|\n\t" or plain[at - 2 : at] == ". ":
            begin = at + (plain[at] == " ")
            if PASSAGES.legend.match(plain, begin, passage.end):
                yield at


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def _role(plain: str, start: int, end: int, use: Use, *, alone: bool) -> Role:
    if plain[max(start, end - 80) : end].rstrip(_CLOSING).endswith("?"):
        return Role.QUESTION
    unfinished = alone and use is Use.TEXT and not ends_sentence(plain, start, end)
    return Role.HEADING if unfinished and _few_words(plain, start, end) else _CUT[use]


def _few_words(plain: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST and len(plain[start:end].split()) <= _HEADING_WORDS
