"""How a table is described, before any engine: columns, their names in the wild, their kinds and ranges."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from holdfire.errors import TableError


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
class Joined:
    """A further column whose text follows that of the first, after `glue`: allies of a side, a sub-type."""

    aliases: tuple[str, ...]
    glue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of ours: the names it has in the wild, what it may hold, and whether a row can do without."""

    aliases: tuple[str, ...]
    kind: Kind
    required: bool = False  # the column must exist and every row must have a value
    joined: Joined | None = None


MEMBERS = "; "
"""Glue of a side that is several actors; `actors` reads such a side as a coalition."""

TYPES_OF_SIDES = ("side_a_type", "side_b_type")
"""Columns that a format may name to tell armed sides from others; they are read and not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """A scheme of event tables as data; `base` compiles it to one query (kept rows and problems).

    columns: event column (model.event.COLUMNS) → how the table has it; without event_id a row's id follows
    from its content. scheme: prefix of event ids. dates: strptime forms, tried in order. decimal: "." or ",",
    as numbers are written. empty: spellings of "nothing". kinds: raw kind → EventKind. radius_km: precision
    code → km. codes: column → code of the table → code of ours (where_prec and date_prec are on UCDP's
    scales). fixed: column → what holds for every row that says nothing else itself. unarmed: words in
    TYPES_OF_SIDES for who can't fight, such as civilians; what is done to them is one-sided.
    """

    name: str
    scheme: str
    columns: Mapping[str, Column]
    dates: tuple[str, ...]
    decimal: str = "."
    empty: tuple[str, ...] = ("",)
    kinds: Mapping[str, str] = field(default_factory=dict[str, str])
    radius_km: Mapping[int, float] = field(default_factory=dict[int, float])
    codes: Mapping[str, Mapping[int, int]] = field(default_factory=dict[str, Mapping[int, int]])
    fixed: Mapping[str, str] = field(default_factory=dict[str, str])
    unarmed: tuple[str, ...] = ()
    licence: str = ""

    def with_columns(self, theirs: Mapping[str, str], *, rows: str) -> "TableFormat":
        """Read columns of ours from those that a user names; rows: what a table of this format has.

        Raises
        ------
        TableError
            Where a column is none of ours.
        """
        if unknown := sorted(set(theirs) - set(self.columns)):
            known = ", ".join(self.columns)
            raise TableError(f"--column does not know {', '.join(unknown)}; {rows} have: {known}")
        renamed = {
            ours: replace(column, aliases=(theirs[ours].casefold(),)) if ours in theirs else column
            for ours, column in self.columns.items()
        }
        return replace(self, columns=renamed)

    def missing(self, header: frozenset[str]) -> tuple[str, ...]:
        """Name the required columns that a table's header lacks under every alias."""
        return tuple(
            name
            for name, column in self.columns.items()
            if column.required and name not in self.fixed and not header.intersection(column.aliases)
        )
