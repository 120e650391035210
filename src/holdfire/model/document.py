"""A document as it was received, and the text layer that every offset refers to."""

from dataclasses import dataclass
from datetime import date

from holdfire.model.layout import NO_LAYOUT, Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is known of one document; the text itself lies beside it in the case.

    folder: name of its folder in the case: the SHA-256 of the bytes, with ~2, ~3 … for the same bytes from
    another outlet. text_sha256: of the text layer in UTF-8. published: the day that relative dates count
    from. reader: what made the text layer, with its version. part_of, path_inside: the folder, archive or
    mailbox that it came in, and where in it. remarks: what a reader of it should know, such as pages
    without text. language: as an ISO 639 code.
    """

    folder: str
    filename: str
    sha256: str
    text_sha256: str
    media_type: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    retrieved: date | None = None
    outlet: str | None = None
    language: str | None = None
    reader: str | None = None
    part_of: str | None = None
    path_inside: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of an original file: its text layer, its layout and what it says of itself."""

    text: str
    media_type: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    layout: Layout = NO_LAYOUT
    remarks: tuple[str, ...] = ()
