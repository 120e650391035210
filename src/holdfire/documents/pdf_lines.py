"""The lines of a PDF's pages as the file places them: characters, where on the page, how large."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

_LINE = re.compile(
    r"[^\r\n\x02\ufffe]+[\x02\ufffe]?"
)  # the library writes these for a hyphen at a line's end
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2  # at the top and at the bottom of a page
_LEAST_REPEATS = 3  # pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page; bottom and left in points from the page's lower left corner, size of its letters."""

    text: str
    bottom: float
    left: float
    size: float


def lines_of(page: pypdfium2.PdfPage) -> tuple[Line, ...]:
    """List the lines of a page in the order of the file."""
    layer = page.get_textpage()
    try:
        count = layer.count_chars()
        return tuple(_lines(layer, layer.get_text_range(0, count) if count > 0 else ""))
    finally:
        layer.close()
        page.close()


def _lines(layer: pypdfium2.PdfTextPage, text: str) -> Iterator[Line]:
    aligned = len(text) == layer.count_chars()  # else characters beyond the first plane shift the numbers
    for found in _LINE.finditer(text):
        if not found[0].strip():
            continue
        at = found.start() + len(found[0]) - len(found[0].lstrip())
        left, bottom, size = 0.0, 0.0, 0.0
        if aligned:
            left, bottom, _, _ = layer.get_charbox(at, loose=True)
            size = float(raw.FPDFText_GetFontSize(layer.raw, at))
        yield Line(text=found[0].strip(), bottom=bottom, left=left, size=round(size, 1))


def masked(line: Line) -> str:
    """Give a line without what counts pages up."""
    return _DIGITS.sub("#", line.text)


def running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Find the lines at the edges of pages that come again and again: running heads, page numbers."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = {masked(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
        seen.update(edges)
    return frozenset(line for line, times in seen.items() if times >= _LEAST_REPEATS)
