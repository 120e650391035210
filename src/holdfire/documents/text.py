"""Plain text: the text layer is the decoded file, unchanged, so offsets made elsewhere fit."""

from itertools import pairwise

from holdfire.documents.decoding import decode
from holdfire.documents.reader import Reader
from holdfire.model.document import Reading
from holdfire.model.layout import Layout, Page

_PAGE_BREAK = "\f"


def read_text(data: bytes, filename: str) -> Reading:
    """Read a text file; nothing is guessed of its title, author or date, since nothing marks them."""
    text = decode(data, filename)
    return Reading(text=text, media_type="text/plain", layout=Layout(pages=tuple(_pages(text))))


def _pages(text: str) -> list[Page]:
    """Part at form feeds, as texts have them that were made of pages."""
    if _PAGE_BREAK not in text:
        return []
    cuts = [0, *(n + 1 for n, letter in enumerate(text) if letter == _PAGE_BREAK), len(text)]
    return [
        Page(number=number, start=start, end=end)
        for number, (start, end) in enumerate(pairwise(cuts), start=1)
        if end > start
    ]


READER = Reader(name="text/1", suffixes=(".txt", ".text"), media_type="text/plain", read=read_text)
