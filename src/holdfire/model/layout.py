"""What stands where in a text layer: pages, and blocks with what they are for. Stored as `layout.json`.

A layout never changes a text. Where a file tells nothing of its build-up (plain text), the layout is empty
and coders go by the lines themselves.
"""

from dataclasses import dataclass
from enum import StrEnum


class BlockRole(StrEnum):
    """What a block of a text layer is for."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    CAPTION = "caption"
    TABLE = "table"
    NOTE = "note"
    MENU = "menu"
    COMMENT = "comment"
    MAIL_HEADER = "mail_header"
    SIGNATURE = "signature"
    PRE = "pre"


APART = frozenset((BlockRole.MENU, BlockRole.COMMENT, BlockRole.MAIL_HEADER, BlockRole.SIGNATURE))
"""Blocks that are no part of what the author says: kept in the text, shown dimmed, read for no claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the original at [start, end) of the text layer, by the number that the file gives it."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, cell … at [start, end) of the text layer.

    depth: how many quotations it stands in; 0 is the document's own voice. level: of a heading (1 is the
    highest) or of a list item; 0 elsewhere.
    """

    start: int
    end: int
    role: BlockRole = BlockRole.PARAGRAPH
    depth: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Pages and blocks of a text layer, each in the order of the text and without overlap.

    Between blocks stand blanks only, or, where the reader could not tell, text that is plain.
    """

    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()


NO_LAYOUT = Layout()
"""What is known of a plain text's build-up: nothing."""
