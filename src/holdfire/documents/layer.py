"""A text layer of our own making, block by block: what every reader of a marked-up format writes to."""

import re
from dataclasses import replace

from holdfire.model.layout import Block, BlockRole, Layout, Page

LARGEST_TEXT = 8_000_000  # characters of a text layer
LARGEST_NAME = 500  # characters of a title or an author
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\ufffe\uffff]+")  # files can name control characters by number
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_HYPHENS = ("-", "\u2010", "\u00ad")
_ENDING = 20  # characters
_SURROGATES = re.compile("[\ud800-\udfff]")


def tidy(text: str) -> str:
    """Blanks as a page shows them: one between words, none at the ends."""
    return _BLANKS.sub(" ", _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)).strip(" ")


def name(text: str | None) -> str | None:
    """Make a title or an author's name of what a file states; None where that is nothing."""
    return tidy(text or "")[:LARGEST_NAME] or None


class Layer:
    """Blocks parted by blank lines, and the pages that they stand on."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._pages: list[tuple[int, int]] = []  # number, where it starts
        self._opens: int | None = None  # a page of which no text has come yet
        self.length = 0

    @property
    def is_full(self) -> bool:
        """Say whether more text has come than a document may have; the reader refuses the file then."""
        return self.length > LARGEST_TEXT

    def add(
        self, lines: str, role: BlockRole = BlockRole.PARAGRAPH, *, depth: int = 0, level: int = 0
    ) -> None:
        """Add a block; its line breaks stay, other blanks become one. Nothing is added for blanks alone."""
        tidied = "\n".join(tidy(line) for line in lines.split("\n")).strip()
        self.add_verbatim(tidied, role, depth=depth, level=level)

    def add_verbatim(
        self, text: str, role: BlockRole = BlockRole.PRE, *, depth: int = 0, level: int = 0
    ) -> None:
        """Add a block with its blanks; control characters and blank lines at its ends go."""
        plain = _CONTROLS.sub(" ", _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n")))
        plain = plain.strip("\n").rstrip()
        if not plain.strip():
            return
        if self._parts:
            self._parts.append("\n\n")
            self.length += 2
        self._open_page()
        start = self.length
        self._parts.append(plain)
        self.length += len(plain)
        self._blocks.append(Block(start=start, end=self.length, role=role, depth=depth, level=level))

    def extend(self, text: str) -> None:
        """Let the last block go on, with a blank or, where a word is broken there, without."""
        last = self._blocks[-1]
        if self._parts[-1].endswith(_HYPHENS):
            self._parts[-1] = self._parts[-1][:-1]
            self.length -= 1
        else:
            self._parts.append(" ")
            self.length += 1
        self._open_page()
        self._parts.append(tidy(text))
        self.length += len(self._parts[-1])
        self._blocks[-1] = replace(last, end=self.length)

    @property
    def ending(self) -> str:
        """Give the last characters so far."""
        return self._parts[-1][-_ENDING:] if self._parts else ""

    def begin_page(self, number: int) -> None:
        """Say that what follows stands on this page; a page without text is an empty one."""
        self._open_page()
        self._opens = number

    def _open_page(self) -> None:
        if self._opens is not None:
            self._pages.append((self._opens, self.length))
        self._opens = None

    def relabel(self, blocks: list[Block]) -> None:
        """Put blocks with other roles in place of those there are."""
        self._blocks = blocks

    @property
    def blocks(self) -> list[Block]:
        """Give the blocks so far."""
        return list(self._blocks)

    def text(self) -> str:
        """Put the text layer together."""
        return "".join(self._parts)

    def layout(self) -> Layout:
        """Put the layout together."""
        self._open_page()
        ends = [*(start for _, start in self._pages[1:]), self.length]
        pages = (
            Page(number=number, start=start, end=end)
            for (number, start), end in zip(self._pages, ends[: len(self._pages)], strict=True)
        )
        return Layout(pages=tuple(pages), blocks=tuple(self._blocks))
