"""Small tables in any shape as rows of typed values, each with the line that it stands on."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import duckdb

from holdfire.base.csv_source import CsvSource, SourceError, open_source
from holdfire.base.engine import connect, quoted
from holdfire.base.staging import Stage
from holdfire.base.table_query import KEPT, REJECTED, repeated_problems, used_columns
from holdfire.base.tables import ImportCounts, TableResult, counts_of
from holdfire.errors import Problem, TableError
from holdfire.model.table import TableFormat

FETCH = Template("""
SELECT stage.rowid + gaps.shift, $columns FROM stage ASOF JOIN gaps ON stage.rowid >= gaps.first
WHERE state = $state ORDER BY stage.rowid
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: our columns with their values, and where it stands.

    headings: our column → what the table calls it.
    """

    file: str
    line: int
    unit: str
    values: Mapping[str, object]
    headings: Mapping[str, str]

    def problem(self, column: str, message: str, value: object = None) -> Problem:
        """Say what is wrong with a cell, beyond what a column's kind can tell."""
        shown = None if value is None else str(value)[:80]
        named = self.headings.get(column, column)
        return Problem(
            file=self.file, row=self.line, unit=self.unit, column=named, value=shown, message=message
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """The rows of some tables, with what was found while they were read.

    rejected: rows that break a check; a cell that is no value of its column's kind is None.
    """

    rows: tuple[TableRow, ...]
    rejected: tuple[TableRow, ...]
    found: TableResult


def read_rows(fmt: TableFormat, files: Sequence[Path]) -> TableRows:
    """Read tables of one format row by row; rows that break a check are listed and left out.

    Raises TableError for what is wrong with files as a whole, all of them at once.
    """
    rows: list[TableRow] = []
    rejected: list[TableRow] = []
    used: dict[str, str] = {}
    problems: list[Problem] = []
    faults: list[Problem] = []
    counts: list[tuple[ImportCounts, int]] = []
    for path in files:
        with tempfile.TemporaryDirectory(prefix="holdfire-") as folder, connect(Path(folder)) as connection:
            try:
                source = open_source(path, Path(folder) / "table.csv")
                if wrong := _wrong_columns(fmt, source):
                    faults += wrong
                    continue
                columns = {ours: source.header[at] for ours, at in used_columns(fmt, source.header).items()}
                stage = Stage(fmt, connection, list(columns))
                reading = stage.read(source)
            except SourceError as error:
                faults.append(error.problem)
                continue
            rows += _fetched(connection, source, columns, KEPT)
            rejected += _fetched(connection, source, columns, REJECTED)
        used |= {ours: name for ours, name in columns.items() if ours not in used}
        problems += reading.problems
        counts.append((counts_of([source], [reading], duplicates=0), reading.total_problems))
    if faults:
        raise TableError("nothing was imported:", (*faults, *problems))
    found = TableResult(
        counts=_added([count for count, _ in counts]),
        used=used,
        problems=tuple(problems),
        total_problems=sum(total for _, total in counts),
    )
    return TableRows(rows=tuple(rows), rejected=tuple(rejected), found=found)


def _wrong_columns(fmt: TableFormat, source: CsvSource) -> list[Problem]:
    missing = [
        Problem(
            file=source.name,
            column=" or ".join(fmt.columns[ours].aliases),
            message=f"this column is missing from the header; say which it is with --column {ours}=NAME",
        )
        for ours in fmt.missing(frozenset(name.casefold() for name in source.header))
    ]
    return [*missing, *repeated_problems(fmt, source)]


def _fetched(
    connection: duckdb.DuckDBPyConnection, source: CsvSource, columns: Mapping[str, str], state: int
) -> list[TableRow]:
    sql = FETCH.substitute(columns=", ".join(map(quoted, columns)), state=state)
    return [
        TableRow(
            file=source.name,
            line=line,
            unit=source.unit,
            values=dict(zip(columns, cells, strict=True)),
            headings=columns,
        )
        for line, *cells in connection.execute(sql).fetchall()
    ]


def _added(counts: Sequence[ImportCounts]) -> ImportCounts:
    left_out: dict[str, int] = {}
    for one in counts:
        for rule, rows in one.left_out.items():
            left_out[rule] = left_out.get(rule, 0) + rows
    return ImportCounts(
        read=sum(c.read for c in counts),
        kept=sum(c.kept for c in counts),
        rejected=sum(c.rejected for c in counts),
        left_out=left_out,
    )
