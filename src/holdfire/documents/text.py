"""Plain text and Markdown: the text layer is the decoded file, unchanged, so offsets made elsewhere fit."""

from holdfire.documents.decoding import decode
from holdfire.documents.reader import Reader
from holdfire.model.document import Reading


def read_text(data: bytes, filename: str) -> Reading:
    """Read a text file; nothing is guessed of its title, author or date, since nothing marks them."""
    return Reading(text=decode(data, filename), media_type="text/plain")


READER = Reader(name="text", suffixes=(".txt", ".text", ".md"), media_type="text/plain", read=read_text)
