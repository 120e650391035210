"""What a control reader is: one file format and the function that turns such a file into spells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from holdfire.model.control import ControlSpell


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the user says of a file that does not say it itself, or says it under other names.

    columns: property of ours → that of the file. since, until: for features without a day. layer: of a file
    that has several.
    """

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    since: date | None = None
    until: date | None = None
    layer: str | None = None

    @property
    def silent(self) -> bool:
        """Say whether features stay as they are."""
        return not self.columns and self.since is None and self.until is None


UNSAID = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRead:
    """What a file holds; notes: what a reader of the report has to know of how it was read."""

    spells: tuple[ControlSpell, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A file format: its name, its suffixes (lower case, with the dot) and how a file is read.

    holds: what such a file begins like (control.content), for a suffix may lie; None for plain text.
    read raises ControlError with every problem of the file; `source` stays empty where the file names none.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Terms], MapRead]
    holds: str | None = None
