"""What a document reader is: one file format and the pure function that turns its bytes into a reading."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfire.model.document import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A file format: its name, its suffixes (lower case, with the dot) and how its bytes are read.

    read takes the bytes and the file's name (for messages only) and raises DocumentError. It fetches nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    read: Callable[[bytes, str], Reading]
