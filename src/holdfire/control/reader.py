"""What a control reader is: one file format and the function that turns such a file into spells."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from holdfire.model.control import ControlSpell


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A file format: its name, its suffixes (lower case, with the dot) and how a file is read.

    read raises ControlError with every problem of the file; `source` stays empty where the file names none.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], tuple[ControlSpell, ...]]
