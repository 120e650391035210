"""Tables on their way into one file of events: read and checked file by file, then written at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import duckdb

from holdfire.base.csv_source import CsvSource, SourceError
from holdfire.base.engine import Values, quoted
from holdfire.base.row_lines import RowLines, row_lines
from holdfire.base.row_places import Locate, Placing, place_rows
from holdfire.base.table_query import EMPTY, EVENT_TYPES, KEPT, REJECTED, TableQuery, event_columns, sql_type
from holdfire.errors import LISTED_PROBLEMS, Problem
from holdfire.model.table import TableFormat

CELLS = Template("""
WITH cells AS (
    SELECT $number $cells
    FROM read_csv($path, auto_detect = false, header = false, skip = $skip, delim = $delimiter, quote = '"',
        escape = '"', columns = $raw, strict_mode = true, ignore_errors = true, $rejects)
), typed AS (SELECT *, $typed FROM cells)
""")
# rows keep the order of the file, so that rowid is a row's number; a window would cost the second core
STAGE = Template("""
INSERT INTO stage BY NAME
$cells
SELECT $state AS state, $used FROM typed
""")
HITS = Template("""
CREATE OR REPLACE TEMP TABLE hits AS
$cells
SELECT n, hit.number AS number, hit.value AS value
FROM (SELECT n, unnest([$hits]) AS hit FROM typed WHERE $state = $rejected)
WHERE hit IS NOT NULL
""")
OWN_ID = Template("md5(concat_ws(chr(31), $cells))[:16]")
# rows that agree in everything are told apart by a number, so that each stays an event of its own
TELL_APART = """
UPDATE stage SET event_id = event_id || '~' || twins.number
FROM (SELECT rowid AS id, row_number() OVER (PARTITION BY event_id ORDER BY rowid) AS number FROM stage) twins
WHERE stage.rowid = twins.id AND twins.number > 1
"""
DROP_DUPLICATES = Template("""
DELETE FROM stage WHERE rowid IN (
    SELECT id FROM (
        SELECT rowid AS id, row_number() OVER (PARTITION BY event_id ORDER BY $filled DESC, rowid) AS place
        FROM stage WHERE event_id IN (SELECT event_id FROM stage GROUP BY event_id HAVING count(*) > 1)
    ) WHERE place > 1
)
""")
WRITE = Template("""
COPY (
    SELECT $scheme || event_id AS event_id, $dataset AS dataset, $line AS "row", $content FROM $rows
) TO $out (FORMAT parquet, COMPRESSION zstd)
""")
# few gaps need no join, and a scan keeps the order of the rows without a sort: a third of the time
FEW_GAPS = 16
JOINED = "stage ASOF JOIN gaps ON stage.rowid >= gaps.first ORDER BY stage.rowid"
STORE_REJECTS = """
store_rejects = true, rejects_table = 'rejects', rejects_scan = 'reject_scans', rejects_limit = 0
"""
REJECTS = """
SELECT line_byte_position - 1,
    coalesce(min_by(error_type, column_idx), any_value(error_type)),
    coalesce(min_by(csv_line, column_idx), any_value(csv_line), '')
FROM rejects GROUP BY line_byte_position ORDER BY line_byte_position
"""
REJECT_WORDS = {
    "MISSING COLUMNS": "the row has fewer cells than the header",
    "TOO MANY COLUMNS": "the row has more cells than the header",
    "UNQUOTED VALUE": "a quotation mark is opened and not closed as it should be",
    "LINE SIZE OVER MAXIMUM": "the row is over 2 MB long; a quotation mark may not be closed",
}
MIXED_LINE_ENDS = """its lines end in several ways (CR LF, LF, CR), and a row can't be told from the next; \
save it with one kind, or run: tr -d '\\r' < IN.csv > OUT.csv"""
VALUE_SHOWN = 80  # characters of a row that can't be read

Rejects = Mapping[int, tuple[str, str]]
"""First byte of a row that the reader could not split into cells → why, and the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What became of the rows of one file; problems are the first of total_problems, in the file's order."""

    kept: int
    rejected: int
    empty: int
    problems: tuple[Problem, ...]
    total_problems: int


class Stage:
    """Rows of any number of tables of one format in the engine's memory."""

    def __init__(
        self,
        fmt: TableFormat,
        connection: duckdb.DuckDBPyConnection,
        used: Sequence[str],
        *,
        further: Sequence[str] = (),
    ) -> None:
        """Make an empty stage for the given columns of ours; further: those that come later, such as lat."""
        self._fmt = fmt
        self._connection = connection
        self._used = [*used, *(name for name in further if name not in used)]
        self._rows = 0
        self._own_ids = "date_start" in used and "event_id" not in used  # places have no day and no such id
        types = {name: EVENT_TYPES[name] for name in further} | {n: sql_type(fmt.columns[n]) for n in used}
        types |= {"event_id": "VARCHAR"} if self._own_ids else {}
        columns = ", ".join(f"{quoted(name)} {type_}" for name, type_ in types.items())
        connection.execute(f"CREATE TEMP TABLE stage (state TINYINT, {columns})")
        connection.execute("CREATE TEMP TABLE gaps (first BIGINT, shift BIGINT)")

    def read(self, source: CsvSource) -> FileReading:
        """Stage the rows of one file and list what is wrong with them.

        Raises SourceError where there are none, or where they can't be told apart.
        """
        query = TableQuery(self._fmt, source)
        states = self._stage(query)
        rejects = self._rejects()
        rows, before = sum(states.values()), self._rows
        self._rows += rows
        if not rows and not rejects:
            raise SourceError(source.name, "the file has a header and no rows below it")
        lines = row_lines(source, rows, frozenset(rejects))
        first, shift = ([before + n - 1 for n, _ in lines.gaps], [s + 1 - before for _, s in lines.gaps])
        self._connection.execute("INSERT INTO gaps SELECT unnest(?), unnest(?)", [first, shift])
        problems = list(_reject_problems(source, lines, rejects))
        total = len(rejects)
        if states.get(REJECTED):
            total += self._count_hits(query)
            problems += self._hit_problems(source, query, lines)
        problems.sort(key=lambda problem: problem.row or 0)
        return FileReading(
            kept=states.get(KEPT, 0),
            rejected=states.get(REJECTED, 0) + len(rejects),
            empty=states.get(EMPTY, 0),
            problems=tuple(problems[:LISTED_PROBLEMS]),
            total_problems=total,
        )

    def drop_duplicates(self) -> int:
        """Keep, of rows with one id, the one with more values, of equal ones the first; count the others."""
        self._connection.execute("DELETE FROM stage WHERE state <> ?", [KEPT])
        if self._own_ids:
            self._connection.execute(TELL_APART)
            return 0
        twice = self._count("SELECT count(*) - count(DISTINCT event_id) FROM stage")
        if twice:
            filled = " + ".join(f"({quoted(name)} IS NOT NULL)::INTEGER" for name in self._used)
            self._connection.execute(DROP_DUPLICATES.substitute(filled=filled))
        return twice

    def place(self, locate: Locate | None) -> Placing:
        """Count rows without coordinates and place those whose names are known."""
        return place_rows(self._connection, self._fmt, self._used, locate)

    def write(self, out: Path, dataset: str) -> None:
        """Write what is staged, in the order of the files."""
        values = Values()
        sql = WRITE.substitute(
            scheme=values.bind(f"{self._fmt.scheme}:"),
            dataset=values.bind(dataset),
            content=event_columns(self._fmt, self._used, values),
            out=values.bind(str(out)),
            **self._lines(),
        )
        values.run(self._connection, sql)

    def _lines(self) -> dict[str, str]:
        """Write which line of its file a staged row begins on, and the rows with what that needs."""
        gaps = self._connection.execute("SELECT first, shift FROM gaps ORDER BY first LIMIT ?", [FEW_GAPS])
        found = gaps.fetchall()
        if len(found) == FEW_GAPS:
            return {"line": "stage.rowid + gaps.shift", "rows": JOINED}
        whens = " ".join(f"WHEN rowid >= {int(first)} THEN {int(shift)}" for first, shift in reversed(found))
        return {"line": f"rowid + CASE {whens} END", "rows": "stage"}

    def _stage(self, query: TableQuery) -> dict[int, int]:
        """Run the one query over a file; count its rows by state."""
        sql = STAGE.substitute(
            cells=_cells(query, number="", rejects=STORE_REJECTS),
            state=query.state(),
            used=", ".join(map(quoted, query.used))
            + (f", {_own_id(query)} AS event_id" if self._own_ids else ""),
        )
        try:
            query.values.run(self._connection, sql)
        except duckdb.InvalidInputException as error:  # what this reader can't reject row by row
            raise SourceError(query.name, MIXED_LINE_ENDS) from error
        by_state = "SELECT state, count(*) FROM stage WHERE rowid >= ? GROUP BY state"
        return dict(self._connection.execute(by_state, [self._rows]).fetchall())

    def _rejects(self) -> Rejects:
        rows = self._connection.execute(REJECTS).fetchall()
        self._connection.execute("DROP TABLE rejects; DROP TABLE reject_scans")
        return {byte: (kind, line) for byte, kind, line in rows}

    def _count_hits(self, query: TableQuery) -> int:
        """Read a file once more for what is wrong with its rejected rows; only files that have some."""
        sql = HITS.substitute(
            cells=_cells(query, number="row_number() OVER () AS n,", rejects="store_rejects = false"),
            hits=query.hits(),
            state=query.state(),
            rejected=query.values.bind(REJECTED),
        )
        query.values.run(self._connection, sql)
        return self._count("SELECT count(*) FROM hits")

    def _hit_problems(self, source: CsvSource, query: TableQuery, lines: RowLines) -> Iterator[Problem]:
        first = "SELECT n, number, value FROM hits ORDER BY n, number LIMIT ?"
        for n, number, value in self._connection.execute(first, [LISTED_PROBLEMS]).fetchall():
            check = query.checks[number]
            yield Problem(
                file=source.name,
                row=lines.line(n),
                unit=source.unit,
                column=source.header[query.used[check.column]],
                value=value,
                message=check.message,
            )

    def _count(self, sql: str) -> int:
        row = self._connection.execute(sql).fetchone()
        return 0 if row is None else int(row[0])


def _cells(query: TableQuery, *, number: str, rejects: str) -> str:
    return CELLS.substitute(
        number=number, cells=query.cells(), typed=query.typed(), rejects=rejects, **query.reader
    )


def _own_id(query: TableQuery) -> str:
    """Write the id of a row that has none: it follows from the cells in use."""
    return OWN_ID.substitute(cells=", ".join(f"coalesce({name}, '')" for name in query.cell_names()))


def _reject_problems(source: CsvSource, lines: RowLines, rejects: Rejects) -> Iterator[Problem]:
    """List rows that are no rows of this table: too short, too long, a quotation mark left open."""
    for byte, (kind, line) in list(rejects.items())[:LISTED_PROBLEMS]:
        message = REJECT_WORDS.get(kind, f"the row can't be read ({kind.lower()})")
        yield Problem(file=source.name, row=lines.rejected[byte], value=line[:VALUE_SHOWN], message=message)
