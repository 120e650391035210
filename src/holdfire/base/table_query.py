"""A table format and a header compiled to SQL: cells, typed values, and the checks that find bad rows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from holdfire.base.csv_source import CsvSource
from holdfire.base.engine import Values, literal_paths, quoted
from holdfire.errors import Problem
from holdfire.model.event import COLUMNS, FOUGHT, EventKind
from holdfire.model.table import TYPES_OF_SIDES, Column, Day, Decimal, TableFormat, Text, Whole

EVENT_TYPES = dict.fromkeys(COLUMNS, "VARCHAR") | {
    "row": "BIGINT",
    "date_start": "DATE",
    "date_end": "DATE",
    "date_prec": "BIGINT",
    "lat": "DOUBLE",
    "lon": "DOUBLE",
    "where_prec": "BIGINT",
    "radius_km": "DOUBLE",
    "low": "BIGINT",
    "best": "BIGINT",
    "high": "BIGINT",
    "acts": "BIGINT",
    "clarity": "BIGINT",
}
YEARS = (1000, 2999)  # "17" would else be the year 17, and 0001-01-01 and 9999-12-31 stand for "unknown"
CONTENT = tuple(name for name in COLUMNS if name not in {"event_id", "dataset", "row"})
LIST_BREAK = r"\s*;[\s;]*"
KEPT, REJECTED, EMPTY = 0, 1, 2
"""What a row is taken for; empty ones are left out, rejected ones break a check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One way in which a row can be wrong; condition is SQL that is true or false, never null."""

    column: str
    condition: str
    message: str


def used_columns(fmt: TableFormat, header: tuple[str, ...]) -> dict[str, int]:
    """Find where each of our columns stands in a header; the first alias that is there wins, case aside."""
    found = {ours: _first(c.aliases, header) for ours, c in fmt.columns.items()}
    return {ours: at for ours, at in found.items() if at is not None}


def joined_columns(fmt: TableFormat, header: tuple[str, ...]) -> dict[str, int]:
    """Find where the column stands whose text follows that of ours, for those of ours that have one."""
    found = {ours: _first(c.joined.aliases, header) for ours, c in fmt.columns.items() if c.joined}
    return {ours: at for ours, at in found.items() if at is not None}


def repeated_problems(fmt: TableFormat, source: CsvSource) -> Iterator[Problem]:
    """Name columns in use whose name stands twice, with their places from 1: which is meant, is a guess."""
    header = source.header
    used = {*used_columns(fmt, header).values(), *joined_columns(fmt, header).values()}
    for at in sorted(used):
        places = [str(i) for i, name in enumerate(header, 1) if name.casefold() == header[at].casefold()]
        if len(places) > 1:
            message = f"columns {' and '.join(places)} have this name; rename or drop one of them"
            yield Problem(file=source.name, column=header[at], message=message)


def _first(aliases: tuple[str, ...], header: tuple[str, ...]) -> int | None:
    places = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
    return next((places[alias] for alias in aliases if alias in places), None)


def sql_type(column: Column) -> str:
    """Name the type that a column's values have in the engine."""
    return {Text: "VARCHAR", Whole: "BIGINT", Decimal: "DOUBLE", Day: "DATE"}[type(column.kind)]


class TableQuery:
    """The SQL of one file of one format; values are bound to `values` as the parts are written."""

    def __init__(self, fmt: TableFormat, source: CsvSource) -> None:
        self.name = source.name
        self.used = used_columns(fmt, source.header)
        self.joined = joined_columns(fmt, source.header)
        self.values = Values()
        self._fmt = fmt
        self._empty = [self.values.bind(word) for word in {"": None} | dict.fromkeys(fmt.empty)]
        in_two_digits_first = sorted(fmt.dates, key=lambda form: "%Y" in form)  # %Y takes "17" too
        self._dates = self.values.bind(in_two_digits_first)
        self.checks = tuple(self._checks())
        self.reader = self._reader(source)

    def cells(self) -> str:
        """Name each cell in use, every spelling of "nothing" as null, and what is fixed in its place."""
        return ", ".join(f"{self._cell(ours, at)} AS {_cell_name(ours)}" for ours, at in self.used.items())

    def _cell(self, ours: str, at: int) -> str:
        cell = self._something(at)
        if ours in self.joined:
            cell = self._with_joined(ours, cell)
        if ours in self._fmt.fixed:
            cell = f"coalesce({cell}, {self.values.bind(self._fmt.fixed[ours])})"
        return cell

    def _something(self, at: int) -> str:
        return f"CASE WHEN trim(c{at}) NOT IN ({', '.join(self._empty)}) THEN c{at} END"

    def _with_joined(self, ours: str, cell: str) -> str:
        """Let the text of the joined column follow, a list with one kind of break."""
        joined = self._fmt.columns[ours].joined
        glue = "" if joined is None else joined.glue
        tidy = (
            f"regexp_replace({self._something(self.joined[ours])}, {self.values.bind(LIST_BREAK)}, '; ', 'g')"
        )
        return f"{cell} || coalesce({self.values.bind(glue)} || nullif(trim({tidy}, '; '), ''), '')"

    def cell_names(self) -> tuple[str, ...]:
        """Name the cells in use, as `cells` does."""
        return tuple(map(_cell_name, self.used))

    def typed(self) -> str:
        """Turn cells into values of their kind; null where that fails."""
        return ", ".join(f"{self._value(ours)} AS {quoted(ours)}" for ours in self.used)

    def state(self) -> str:
        """Say whether a row is kept, rejected or empty; only a bad row is looked at for being empty."""
        bad = " OR ".join(check.condition for check in self.checks)
        nothing = ", ".join(_cell_name(ours) for ours in self.used if ours not in self._fmt.fixed)
        empty = f"coalesce({nothing}) IS NULL"
        return f"CASE WHEN NOT ({bad}) THEN {KEPT} WHEN {empty} THEN {EMPTY} ELSE {REJECTED} END"

    def hits(self) -> str:
        """List what is wrong with a row: number of the check and the cell found; null where all is well."""
        return ", ".join(
            f"CASE WHEN {check.condition} "
            f"THEN {{'number': {number}, 'value': {_cell_name(check.column)}}} END"
            for number, check in enumerate(self.checks)
        )

    def _reader(self, source: CsvSource) -> dict[str, str]:
        raw = {f"c{at}": "VARCHAR" for at in range(len(source.header))}
        return {
            "path": self.values.bind(literal_paths([source.plain])),
            "skip": self.values.bind(source.header_rows),
            "delimiter": self.values.bind(source.delimiter),
            "raw": self.values.bind(raw),
        }

    def _value(self, ours: str) -> str:
        cell, kind = _cell_name(ours), self._fmt.columns[ours].kind
        commas = self._fmt.decimal == ","  # a point there may part thousands, and is refused
        written = f"translate({cell}, ',.', '.?')" if commas else cell
        number = f"TRY_CAST({written} AS DOUBLE)"
        if isinstance(kind, Whole):  # a plain cast would round 1.5 to 2
            return f"CASE WHEN {number} = floor({number}) THEN TRY_CAST({number} AS BIGINT) END"
        if isinstance(kind, Decimal):
            return f"CASE WHEN isfinite({number}) THEN {number} END"
        if isinstance(kind, Day):
            day = f"CAST(try_strptime(trim({cell}), {self._dates}) AS DATE)"
            first, last = map(self.values.bind, YEARS)
            return f"CASE WHEN year({day}) BETWEEN {first} AND {last} THEN {day} END"
        return cell

    def _checks(self) -> Iterator[Check]:
        for ours in self.used:
            column, cell, value = self._fmt.columns[ours], _cell_name(ours), quoted(ours)
            if column.required:
                yield Check(column=ours, condition=f"{cell} IS NULL", message="a value is needed here")
            if not isinstance(column.kind, Text):
                wrong = f"({cell} IS NOT NULL AND {value} IS NULL)"
                yield Check(column=ours, condition=wrong, message=self._expected(column))
            if isinstance(column.kind, Whole | Decimal):
                yield from self._range_check(ours, column.kind)
        if self._fmt.kinds and "raw_kind" in self.used:
            cell = _cell_name("raw_kind")
            known = ", ".join(self.values.bind(code) for code in self._fmt.kinds)
            word = kind_word(self._fmt, cell, self.values)
            unknown = f"({cell} IS NOT NULL AND {word} NOT IN ({known}))"
            codes = ", ".join(self._fmt.kinds)
            yield Check(column="raw_kind", condition=unknown, message=f"unknown code; known are {codes}")
        if {"date_start", "date_end"} <= self.used.keys():
            reversed_ = "coalesce(date_end < date_start, false)"
            yield Check(column="date_end", condition=reversed_, message="the event ends before it starts")

    def _range_check(self, ours: str, kind: Whole | Decimal) -> Iterator[Check]:
        value = quoted(ours)
        bounds = [(kind.minimum, "<", "at least"), (kind.maximum, ">", "at most")]
        set_ = [(bound, sign, word) for bound, sign, word in bounds if bound is not None]
        if set_:
            outside = " OR ".join(f"{value} {sign} {self.values.bind(bound)}" for bound, sign, _ in set_)
            words = " and ".join(f"{word} {bound:g}" for bound, _, word in set_)
            yield Check(column=ours, condition=f"coalesce({outside}, false)", message=f"must be {words}")

    def _expected(self, column: Column) -> str:
        if isinstance(column.kind, Day):
            years = f"of the years {YEARS[0]} to {YEARS[1]}"
            return f"not a day in a known form ({', '.join(self._fmt.dates)}) {years}"
        number = f"not a number such as 10{self._fmt.decimal}5"
        return "not a whole number" if isinstance(column.kind, Whole) else number


def _cell_name(ours: str) -> str:
    return quoted(f"cell_{ours}")


def kind_word(fmt: TableFormat, raw_kind: str, values: Values) -> str:
    """Write what of a raw kind tells the kind: all of it, or what stands before a joined sub-type."""
    joined = fmt.columns["raw_kind"].joined
    return raw_kind if joined is None else f"split_part({raw_kind}, {values.bind(joined.glue)}, 1)"


def event_columns(fmt: TableFormat, staged: Collection[str], values: Values) -> str:
    """Write the event columns that hold content, in their order, from staged columns; others are null."""
    written = {name: values.bind(value) for name, value in fmt.fixed.items()}
    written |= {name: quoted(name) for name in staged}
    written["date_end"] = "coalesce(date_end, date_start)" if "date_end" in staged else "date_start"
    if "raw_kind" in staged and fmt.kinds:
        written["kind"] = f"coalesce({_kind(fmt, staged, values)}, {written.get('kind', 'NULL')})"
    if "where_prec" in staged and "radius_km" not in written:
        coded = _coded(fmt, "where_prec")
        written["radius_km"] = _cases(coded, fmt.radius_km, values)
    written |= {name: _coded(fmt, name) for name in staged if name in fmt.codes}
    return ", ".join(
        f"CAST({written.get(name, 'NULL')} AS {EVENT_TYPES[name]}) AS {quoted(name)}" for name in CONTENT
    )


def _kind(fmt: TableFormat, staged: Collection[str], values: Values) -> str:
    """Map raw kinds to ours; what is done to a side that can't fight is one-sided."""
    kind = _cases(kind_word(fmt, "raw_kind", values), fmt.kinds, values)
    unarmed = ", ".join(values.bind(word) for word in fmt.unarmed)
    spared = [f"coalesce({name} IN ({unarmed}), false)" for name in TYPES_OF_SIDES if name in staged]
    if not unarmed or not spared:
        return kind
    fought = ", ".join(values.bind(kind_.value) for kind_ in FOUGHT)
    one_sided = values.bind(EventKind.ONE_SIDED.value)
    return f"CASE WHEN {kind} IN ({fought}) AND ({' OR '.join(spared)}) THEN {one_sided} ELSE {kind} END"


def _coded(fmt: TableFormat, name: str) -> str:
    """Write a code of the table as ours; both are whole numbers of the format, no text of a user."""
    codes = fmt.codes.get(name)
    if not codes:
        return quoted(name)
    whens = " ".join(f"WHEN {int(code)} THEN {int(ours)}" for code, ours in codes.items())
    return f"CASE {quoted(name)} {whens} ELSE {quoted(name)} END"


def _cases(what: str, mapping: Mapping[str, str] | Mapping[int, float], values: Values) -> str:
    whens = " ".join(f"WHEN {values.bind(code)} THEN {values.bind(value)}" for code, value in mapping.items())
    return f"CASE {what} {whens} END" if whens else "NULL"
