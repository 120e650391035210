"""Word files (.docx): paragraphs by their styles, tables cell by cell, notes at the end under their marks."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date

from holdfire.documents.containers import check_sizes
from holdfire.documents.decoding import LARGEST_FILE
from holdfire.documents.layer import LARGEST_TEXT, Layer, name
from holdfire.documents.reader import Reader
from holdfire.documents.word_parts import Element, Word, damaged, opened, words_of
from holdfire.errors import DocumentError
from holdfire.model.document import Reading
from holdfire.model.layout import BlockRole

_MARKER = "word/document.xml"
_HEADING = re.compile(r"(?:heading|title|subtitle) ?(\d?)", re.IGNORECASE)
_ROLES = (
    (re.compile(r"quot", re.IGNORECASE), BlockRole.QUOTE),
    (re.compile(r"caption", re.IGNORECASE), BlockRole.CAPTION),
    (re.compile(r"list", re.IGNORECASE), BlockRole.LIST),
    (re.compile(r"footnote|endnote", re.IGNORECASE), BlockRole.NOTE),
    (re.compile(r"preformatted|code", re.IGNORECASE), BlockRole.PRE),
)


def read_docx(data: bytes, filename: str) -> Reading:
    """Read a Word file's body and notes; heads and feet of pages, comments, deleted text are left out.

    Raises
    ------
    DocumentError
        For what is no Word file, is encrypted or damaged, unpacks to too much, or holds no text.
    """
    _check(data, filename)
    layer = Layer()
    with damaged(filename):
        word = opened(data)
        for item, in_table in word.body():
            if not layer.is_full:
                _add(layer, word, item, in_table=in_table)
        for mark, text in word.notes():
            layer.add(f"[{mark}] {text}", BlockRole.NOTE)
        title, author, made = word.properties()
    if layer.is_full:
        raise DocumentError(f"{filename}: more than {LARGEST_TEXT:,} characters of text; split the file")
    if not layer.length:
        raise DocumentError(f"{filename}: the file holds no text (it may hold pictures of text)")
    return Reading(
        text=layer.text(),
        media_type=READER.media_type,
        title=name(title) or _first_heading(layer),
        author=name(author),
        published=made,
        layout=layer.layout(),
        remarks=tuple(_remarks(made)),
    )


def _check(data: bytes, filename: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            f"{filename}: the file is encrypted, or of the old format .doc; save it as .docx without password"
        )
    if len(data) > LARGEST_FILE:
        raise DocumentError(f"{filename}: more than {LARGEST_FILE // 2**20} MB; split the file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_sizes(packed.infolist(), filename)
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(f"{filename}: this is no Word file ({error})") from error
    if _MARKER not in names:
        raise DocumentError(f"{filename}: this is no Word file (it has no {_MARKER})")


def _add(layer: Layer, word: Word, paragraph: Element, *, in_table: bool) -> None:
    style, level = word.style(paragraph), word.list_level(paragraph)
    heading = _HEADING.match(style)
    role = next((role for words, role in _ROLES if words.search(style)), BlockRole.PARAGRAPH)
    if heading is not None and not in_table:
        role, level = BlockRole.HEADING, int(heading[1] or 1)
    elif in_table and role is BlockRole.PARAGRAPH:
        role = BlockRole.TABLE
    elif level:
        role = BlockRole.LIST
    for part in _parted(words_of(paragraph, word)):
        layer.add(part, role, depth=int(role is BlockRole.QUOTE), level=level)


def _parted(text: str) -> Iterator[str]:
    """Part at double line breaks, which people use for paragraphs."""
    return (part for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def _first_heading(layer: Layer) -> str | None:
    heading = next((b for b in layer.blocks if b.role is BlockRole.HEADING), None)
    return None if heading is None else name(layer.text()[heading.start : heading.end])


def _remarks(made: date | None) -> Iterator[str]:
    if made is not None:
        yield f"the date {made} is the day on which the file was made; --published says it better"


READER = Reader(
    name="docx/1",
    suffixes=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    read=read_docx,
)
