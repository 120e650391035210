"""How a table is described, before any engine: columns, their names in the wild, their kinds and ranges."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number in [minimum, maximum]."""

    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decimal:
    """A number in [minimum, maximum]."""

    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A calendar day, in one of the table's date forms."""


Kind = Text | Whole | Decimal | Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of ours: the names it has in the wild, what it may hold, and whether a row can do without."""

    aliases: tuple[str, ...]
    kind: Kind
    required: bool = False  # the column must exist and every row must have a value


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """A scheme of event tables as data; `base` compiles it to one query (kept rows and problems).

    columns: event column (model.event.COLUMNS) → how the table has it. scheme: prefix of event ids. dates:
    strptime forms, tried in order. empty: spellings of "nothing". kinds: raw kind → EventKind.
    radius_km: precision code → km.
    """

    name: str
    scheme: str
    columns: Mapping[str, Column]
    dates: tuple[str, ...]
    empty: tuple[str, ...] = ("",)
    kinds: Mapping[str, str] = field(default_factory=dict[str, str])
    radius_km: Mapping[int, float] = field(default_factory=dict[int, float])
    licence: str = ""

    def missing(self, header: frozenset[str]) -> tuple[str, ...]:
        """Name the required columns that a table's header lacks under every alias."""
        return tuple(n for n, c in self.columns.items() if c.required and not header.intersection(c.aliases))
