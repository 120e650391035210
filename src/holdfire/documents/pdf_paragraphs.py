"""Lines of a PDF page to paragraphs, headings, notes and running heads; broken words are made whole."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from holdfire.documents.layer import Layer
from holdfire.documents.pdf_lines import Line, masked
from holdfire.model.layout import BlockRole

_BROKEN = re.compile(r"([^\W\d_]+)(?:[-\u2010\u00ad\ufffe\x02])$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.?!…:][\"'”’)\]]*(?:\d{1,3}|[(\[]\d{1,3}[)\]])?$")
_ITEM = re.compile(r"(?:[-–•·▪]|\d{1,2}[.)])\s")
_NOTE = re.compile(r"[(\[]?\d{1,3}[)\].]?\s?\S")
_LARGE = 1.15  # letters of a heading over those of the text
_SMALL = 0.92  # letters of a note
_WIDE_GAP = 1.35  # of the usual distance of two lines
_SHORT_LINE = 0.8  # of the longest line of a page
_HEADING_WORDS = 25
_EDGE_LINES = 2


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Give the size of letters that most of the text is set in; 0 where the file doesn't say."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def add_page(layer: Layer, lines: Sequence[Line], *, size: float, heads: Set[str], words: Set[str]) -> None:
    """Add the paragraphs of a page; one that the page before has left open goes on."""
    edge = {n for n in range(len(lines)) if min(n, len(lines) - 1 - n) < _EDGE_LINES}
    repeated = {n for n in edge if masked(lines[n]) in heads}
    main = [line for n, line in enumerate(lines) if n not in repeated]
    groups = [*_groups(main, size)]
    if groups and _goes_on(layer, groups[0][1]):
        layer.extend(_joined(groups.pop(0)[1], words))
    for n in sorted(repeated):
        layer.add(lines[n].text, BlockRole.MENU)
    for role, group in groups:
        layer.add(_joined(group, words), role, level=2 if role is BlockRole.HEADING else 0)


def _goes_on(layer: Layer, group: Sequence[Line]) -> bool:
    """Say whether a page's first paragraph is the rest of the last one: open there, small letters here."""
    last = layer.blocks[-1] if layer.blocks else None
    if last is None or last.role is not BlockRole.PARAGRAPH:
        return False
    return group[0].text[:1].islower() and not _ENDS.search(layer.ending)


def _groups(lines: Sequence[Line], size: float) -> Iterator[tuple[BlockRole, Sequence[Line]]]:
    gaps = sorted(gap for one, other in pairwise(lines) if (gap := one.bottom - other.bottom) > 0)
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    longest = max((len(line.text) for line in lines), default=0)
    first = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or _parts(lines[n - 1], lines[n], usual, longest):
            yield _role(lines[first:n], size), lines[first:n]
            first = n


def _parts(one: Line, other: Line, usual: float, longest: int) -> bool:
    gap = one.bottom - other.bottom
    if one.size != other.size and abs(one.size - other.size) > 0.05 * max(one.size, other.size):
        return True
    if usual and (gap > _WIDE_GAP * usual or gap < -usual):  # further down, or up: the next column
        return _ENDS.search(one.text) is not None or gap > _WIDE_GAP * usual
    short = len(one.text) < _SHORT_LINE * longest
    return (short and _ENDS.search(one.text) is not None) or _ITEM.match(other.text) is not None


def _role(group: Sequence[Line], size: float) -> BlockRole:
    text = " ".join(line.text for line in group)
    if size and group[0].size > _LARGE * size and len(text.split()) <= _HEADING_WORDS:
        return BlockRole.HEADING
    if size and group[0].size < _SMALL * size and _NOTE.match(text):
        return BlockRole.NOTE
    return BlockRole.LIST if _ITEM.match(text) else BlockRole.PARAGRAPH


def _joined(group: Sequence[Line], words: Set[str]) -> str:
    """Join lines with blanks; a word that a hyphen breaks is made whole, unless it has one elsewhere too."""
    parts: list[str] = []
    for line in group:
        text = line.text
        broken = _BROKEN.search(parts[-1]) if parts else None
        following = _GOES_ON.match(text)
        if broken is None or following is None or not text[0].islower():
            parts.append(text if not parts else f" {text}")
            continue
        stem = parts.pop()[: broken.end(1)]
        kept = f"{broken[1]}-{following[0]}".lower() in words
        parts += [f"{stem}-" if kept else stem, text]
    return "".join(parts)
