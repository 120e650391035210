"""An original file to its text layer; one file a format."""

import pathlib

from holdfire.documents import docx, html, mail, markdown, pdf, text
from holdfire.documents.containers import CONTAINERS, Container, Member
from holdfire.documents.languages import Part, parts_of, with_language
from holdfire.documents.reader import Reader
from holdfire.errors import DocumentError
from holdfire.model.document import Reading

__all__ = [
    "CONTAINERS",
    "READERS",
    "Container",
    "Member",
    "Part",
    "Reader",
    "container_for",
    "parts_of",
    "read_document",
    "reader_for",
]

READERS: tuple[Reader, ...] = (
    text.READER,
    markdown.READER,
    html.READER,
    pdf.READER,
    docx.READER,
    mail.READER,
)


def reader_for(filename: str) -> Reader:
    """Choose the reader by a file name's suffix; raises DocumentError where none takes it."""
    suffix = pathlib.PurePath(filename).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    known = ", ".join(s for r in (*READERS, *CONTAINERS) for s in r.suffixes)
    raise DocumentError(f"{filename}: no reader for {suffix or 'a file without suffix'}; known: {known}")


def container_for(filename: str) -> Container | None:
    """Choose the container format by a file name's suffix; None for a single document."""
    suffix = pathlib.PurePath(filename).suffix.lower()
    return next((container for container in CONTAINERS if suffix in container.suffixes), None)


def read_document(data: bytes, filename: str) -> Reading:
    """Read a document by its file name's suffix, and tell its language.

    Raises
    ------
    DocumentError
        Where no reader takes the suffix, or the reader can't read the bytes.
    """
    return with_language(reader_for(filename).read(data, filename))
