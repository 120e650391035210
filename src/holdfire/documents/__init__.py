"""An original file to its text layer; one file a format."""

import pathlib

from holdfire.documents import html, text
from holdfire.documents.reader import Reader
from holdfire.errors import DocumentError
from holdfire.model.document import Reading

__all__ = ["READERS", "Reader", "read_document"]

READERS: tuple[Reader, ...] = (text.READER, html.READER)


def read_document(data: bytes, filename: str) -> Reading:
    """Read a document by its file name's suffix.

    Raises
    ------
    DocumentError
        Where no reader takes the suffix, or the reader can't read the bytes.
    """
    suffix = pathlib.PurePath(filename).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader.read(data, filename)
    known = ", ".join(s for r in READERS for s in r.suffixes)
    raise DocumentError(f"{filename}: no reader for {suffix or 'a file without suffix'}; known: {known}")
