"""Step 1b: what each block of a text is for: notes, legends, captions, menus, comment boxes.

A layout says what the file itself marks; the rest is told by words and by what follows. When in doubt a block
stays what it was: a menu that is read costs little, an article's sentence that is not read is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfire.claims.wordlists import PASSAGES
from holdfire.claims.wrapping import ends_sentence, paragraphs
from holdfire.model.layout import Block, BlockRole, Layout

_READ_BY_LINES = frozenset((BlockRole.PARAGRAPH, BlockRole.PRE, BlockRole.QUOTE))
_ENTRY = re.compile(r"[^\W\d_][\w ,/'-]{0,40} ?[:=] ?\S")
_NOTE_START = re.compile(r"(?:[(\[](\d{1,6})[)\]]|(\d{1,6})[.)]?(?=[ \t])|(\^))[ \t]*\S")
_MARK = re.compile(r"[(\[](\d{1,6})[)\]]")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_ADDRESS_WITHIN = 300  # characters of a note
_PARTED = re.compile(r"\s*[|»·•]\s*")
_THREAD = re.compile(
    r"(?:says|wrote|said)\s*:?\s*$|\breply\b|\b(?:minutes?|hours?|days?|weeks?|months?|years?) ago\b|"
    r"\b(?:log|sign) in to\b|email address|required fields|\bpermalink\b|\bupvote",
    re.IGNORECASE | re.MULTILINE,
)
_THREAD_WITHIN = 12  # blocks
_SHORT = 120  # characters of a heading, a button, a line of a menu
_HEADING_WORDS = 8


class Use(StrEnum):
    """What a block is for, as far as claims go."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    LEGEND = "legend"
    CAPTION = "caption"
    NOTE = "note"
    MENU = "menu"
    COMMENT = "comment"
    MAIL_HEADER = "mail_header"
    SIGNATURE = "signature"


_WRITTEN = frozenset((Use.TEXT, Use.ITEM, Use.HEADING))
_MAY_BE_NOTES = _WRITTEN | {Use.NOTE}
_USES: Mapping[BlockRole, Use] = {
    **dict.fromkeys(BlockRole, Use.TEXT),
    BlockRole.HEADING: Use.HEADING,
    BlockRole.LIST: Use.ITEM,
    BlockRole.CAPTION: Use.CAPTION,
    BlockRole.NOTE: Use.NOTE,
    BlockRole.MENU: Use.MENU,
    BlockRole.COMMENT: Use.COMMENT,
    BlockRole.MAIL_HEADER: Use.MAIL_HEADER,
    BlockRole.SIGNATURE: Use.SIGNATURE,
}


@dataclass(slots=True)
class Passage:
    """A block at [start, end), in how many quotations it stands, what it is for; note: a note's own mark."""

    start: int
    end: int
    quoted: int
    use: Use = Use.TEXT
    note: str = ""


def passages(plain: str, layout: Layout) -> Sequence[Passage]:
    """Cut a text into blocks and say what each is for; plain: normalised, with its line breaks."""
    found = [
        Passage(start=b.start, end=b.end, quoted=b.depth, use=_USES[b.role]) for b in _blocks(plain, layout)
    ]
    _mark_small_ones(plain, found)
    _mark_notes(plain, found)
    _mark_comments(plain, found)
    return found


def _blocks(plain: str, layout: Layout) -> Iterator[Block]:
    """Follow the layout; go by lines where it says nothing, and inside what it calls text."""
    at = 0
    for block in layout.blocks:
        yield from paragraphs(plain, at, block.start)
        if block.role in _READ_BY_LINES:
            yield from paragraphs(plain, block.start, block.end, block.depth)
        elif plain[block.start : block.end].strip():
            yield block
        at = block.end
    yield from paragraphs(plain, at, len(plain))


def _mark_small_ones(plain: str, found: Sequence[Passage]) -> None:
    """Mark legends, captions and buttons, each by its own words."""
    in_legend = False
    for passage in found:
        start, end = passage.start, passage.end
        if passage.use not in _WRITTEN:
            continue
        short = plain[start:end].lower() if end - start <= _SHORT else ""
        if PASSAGES.legend_heading.fullmatch(short):
            in_legend, passage.use = True, Use.HEADING
        elif PASSAGES.legend.match(plain, start, end) or (in_legend and _ENTRY.match(plain, start, end)):
            passage.use = Use.LEGEND
        else:
            in_legend = False
            if passage.use is Use.TEXT and PASSAGES.caption.match(plain, start, end):
                passage.use = Use.CAPTION
            elif short and _is_menu(short):
                passage.use = Use.MENU


def _is_menu(short: str) -> bool:
    """Say whether a short line is a button, or several that are parted by bars: "Home | News | About"."""
    if short.strip(" :.»›") in PASSAGES.buttons:
        return True
    parts = _PARTED.split(short)
    return (
        len(parts) >= 3
        and all(len(part.split()) <= 3 and part.isascii() for part in parts)
        and not any(letter.isdigit() for letter in short)
    )


def _mark_notes(plain: str, found: Sequence[Passage]) -> None:
    """Mark notes: what stands under "Notes", and blocks that begin with a mark set in the text before."""
    cited = _cited(plain, found)
    under_heading = False
    for passage in found:
        if passage.use not in _MAY_BE_NOTES:
            continue
        text = plain[passage.start : min(passage.end, passage.start + _ADDRESS_WITHIN)]
        if passage.end - passage.start <= _SHORT and text.strip(": ").lower() in PASSAGES.note_headings:
            under_heading, passage.use = True, Use.HEADING
            continue
        begins = _NOTE_START.match(text)
        if under_heading and begins is None and _ends_notes(plain, passage):
            under_heading = False
        elif passage.use is Use.NOTE or under_heading or (begins and _is_note(begins, passage, cited)):
            passage.use = Use.NOTE
            passage.note = next((mark for mark in begins.groups() if mark), "") if begins else ""


def _cited(plain: str, found: Sequence[Passage]) -> Mapping[str, int]:
    """Give the first place of every note mark that stands inside a block, not at its beginning."""
    starts = {passage.start for passage in found}
    first: dict[str, int] = {}
    for mark in _MARK.finditer(plain):
        if mark.start() not in starts:
            first.setdefault(mark[1], mark.start())
    return first


def _is_note(begins: re.Match[str], passage: Passage, cited: Mapping[str, int]) -> bool:
    if begins[1]:
        return cited.get(begins[1], passage.end) < passage.start
    return begins[2] is not None and _ADDRESS.search(begins.string) is not None


def _ends_notes(plain: str, passage: Passage) -> bool:
    text = plain[passage.start : min(passage.end, passage.start + _SHORT)]
    if passage.use is Use.HEADING:
        return True
    short = passage.end - passage.start < _SHORT and len(text.split()) <= _HEADING_WORDS
    plain_words = not any(letter.isdigit() for letter in text) and _ADDRESS.search(text) is None
    return short and plain_words and not ends_sentence(plain, passage.start, passage.end)


def _mark_comments(plain: str, found: Sequence[Passage]) -> None:
    """Mark what readers wrote: all that follows "12 Comments" where it looks like a thread or ends the text.

    The same words also stand as a link over an article; then they alone are marked.
    """
    for n, passage in enumerate(found):
        if passage.use not in _WRITTEN or passage.end - passage.start > 2 * _SHORT:
            continue
        if PASSAGES.comment_heading.fullmatch(plain, passage.start, passage.end) is None:
            continue
        passage.use = Use.COMMENT
        following = found[n + 1 : n + 1 + _THREAD_WITHIN]
        thread = any(_THREAD.search(plain[p.start : min(p.end, p.start + _SHORT)]) for p in following)
        if thread or passage.start > 2 * len(plain) / 3:
            for later in found[n + 1 :]:
                later.use = Use.COMMENT
            return
