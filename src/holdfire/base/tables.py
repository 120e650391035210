"""Event tables in any known format to one Parquet file of events, with every bad row found."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import duckdb

from holdfire.base.csv_source import CsvSource, SourceError, open_source
from holdfire.base.engine import Values, connect, quoted
from holdfire.base.row_lines import RowLines, row_lines
from holdfire.base.table_query import CONTENT, EMPTY, EVENT_TYPES, KEPT, REJECTED, TableQuery, used_columns
from holdfire.errors import LISTED_PROBLEMS, Problem, TableError
from holdfire.model.table import TableFormat

DUPLICATE, TAG_ROW = "duplicate id", "tag row"

# one read for both queries, so that a row has the same number n in both; row_number keeps the file's order
CELLS = Template("""
WITH cells AS (
    SELECT row_number() OVER () AS n, $cells
    FROM read_csv($path, auto_detect = false, header = false, skip = $skip, delim = $delimiter, quote = '"',
        escape = '"', columns = $raw, strict_mode = true, ignore_errors = true, $rejects)
), typed AS (SELECT *, $typed FROM cells)
""")
STAGE = Template("""
INSERT INTO stage
$cells
SELECT $file, n, $state, $event_id, $event FROM typed
""")
HITS = Template("""
CREATE OR REPLACE TEMP TABLE hits AS
$cells
SELECT n, hit.number AS number, hit.value AS value
FROM (SELECT n, unnest([$hits]) AS hit FROM typed WHERE $state = $rejected)
WHERE hit IS NOT NULL
""")
DROP_DUPLICATES = Template("""
DELETE FROM stage WHERE rowid IN (
    SELECT id FROM (
        SELECT rowid AS id, row_number() OVER (PARTITION BY event_id ORDER BY $filled DESC, file, n) AS place
        FROM stage WHERE event_id IN (SELECT event_id FROM stage GROUP BY event_id HAVING count(*) > 1)
    ) WHERE place > 1
)
""")
WRITE = Template("""
COPY (
    SELECT event_id, $dataset AS dataset, stage.n + gaps.shift AS "row", $content
    FROM stage ASOF JOIN gaps ON stage.file = gaps.file AND stage.n >= gaps.n
    ORDER BY stage.file, stage.n
) TO $out (FORMAT parquet, COMPRESSION zstd)
""")
STORE_REJECTS = """
store_rejects = true, rejects_table = 'rejects', rejects_scan = 'reject_scans', rejects_limit = 0
"""
REJECTS = """
SELECT line_byte_position - 1, min_by(error_type, column_idx), min_by(csv_line, column_idx)
FROM rejects GROUP BY line_byte_position ORDER BY line_byte_position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """Rows of an import: read = kept + rejected + everything left out, by rule."""

    read: int
    kept: int
    rejected: int
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class TableResult:
    """What an import found: counts, the column taken for each of ours, the first problems and their total."""

    counts: ImportCounts
    used: Mapping[str, str]
    problems: tuple[Problem, ...]
    total_problems: int


def import_table(
    fmt: TableFormat, files: Sequence[Path], out: Path, *, dataset: str, skip_bad: bool
) -> TableResult:
    """Read event tables into one Parquet file; rows that break a check are listed and never written.

    out is written if every row is fine or bad ones are to be skipped. Of rows with one id, the one with more
    values is kept, of equal ones the first. Raises TableError for what is wrong with a file as a whole (every
    file's): not there, not UTF-8, empty, packed in a wrong way, a required column missing.
    """
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder, connect(Path(folder)) as connection:
        run = _Import(fmt, connection)
        plain = [Path(folder) / f"{number}.csv" for number in range(len(files))]
        with ThreadPoolExecutor(max_workers=1) as pool:  # the next file is unpacked while one is staged
            for number, source in enumerate(pool.map(_try_open, files, plain)):
                run.stage(number, source)
        run.raise_faults()
        result = run.finish()
        if skip_bad or not result.total_problems:
            run.write(out, dataset)
    return result


def _try_open(path: Path, plain: Path) -> CsvSource | Problem:
    try:
        return open_source(path, plain)
    except SourceError as error:
        return error.problem


class _Import:
    """One run: rows are staged file by file, then written at once."""

    def __init__(self, fmt: TableFormat, connection: duckdb.DuckDBPyConnection) -> None:
        self._fmt = fmt
        self._connection = connection
        self._faults: list[Problem] = []
        self._problems: list[Problem] = []
        self._total_problems = 0
        self._used: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        columns = ", ".join(f"{quoted(name)} {EVENT_TYPES[name]}" for name in ("event_id", *CONTENT))
        connection.execute(f"CREATE TEMP TABLE stage (file INTEGER, n BIGINT, state VARCHAR, {columns})")
        connection.execute("CREATE TEMP TABLE gaps (file INTEGER, n BIGINT, shift BIGINT)")

    def stage(self, number: int, source: CsvSource | Problem) -> None:
        """Read one file into the stage and list what is wrong with its rows."""
        faults = [source] if isinstance(source, Problem) else list(_missing_columns(self._fmt, source))
        if faults or isinstance(source, Problem):
            self._faults += faults
            return
        query = TableQuery(self._fmt, source)
        self._used |= {ours: source.header[at] for ours, at in query.used.items() if ours not in self._used}
        read = self._read(number, query)
        rejects = {byte: (kind, line) for byte, kind, line in self._connection.execute(REJECTS).fetchall()}
        self._connection.execute("DROP TABLE rejects; DROP TABLE reject_scans")
        if not read and not rejects:
            self._faults.append(
                Problem(file=source.name, message="the file has a header and no rows below it")
            )
            return
        try:
            lines = row_lines(source, sum(read.values()), frozenset(rejects))
        except SourceError as error:
            self._faults.append(error.problem)
            return
        self._connection.executemany(
            "INSERT INTO gaps VALUES (?, ?, ?)", [(number, *gap) for gap in lines.gaps]
        )
        self._counts[TAG_ROW] += source.tag_rows
        self._counts[REJECTED] += len(rejects)
        for state, rows in read.items():
            self._counts[state] += rows
        self._list(source, lines, rejects)
        if read.get(REJECTED):
            self._list_hits(source, query, lines)

    def raise_faults(self) -> None:
        """Stop where a whole file is wrong, and name the bad rows of the others too."""
        if self._faults:
            problems = (*self._faults, *self._problems)
            total = len(self._faults) + self._total_problems
            raise TableError("the table can't be imported:", problems, total)

    def finish(self) -> TableResult:
        """Leave out rows that came twice and count everything."""
        self._connection.execute("DELETE FROM stage WHERE state <> ?", [KEPT])
        twice = "SELECT count(*) - count(DISTINCT event_id) FROM stage"
        self._counts[DUPLICATE] = _number(self._connection.execute(twice))
        if self._counts[DUPLICATE]:
            filled = " + ".join(f"({quoted(name)} IS NOT NULL)::INTEGER" for name in CONTENT)
            self._connection.execute(DROP_DUPLICATES.substitute(filled=filled))
        left_out = {rule: self._counts[rule] for rule in (TAG_ROW, EMPTY, DUPLICATE) if self._counts[rule]}
        counts = ImportCounts(
            read=sum(self._counts[state] for state in (KEPT, REJECTED, EMPTY, TAG_ROW)),
            kept=self._counts[KEPT] - self._counts[DUPLICATE],
            rejected=self._counts[REJECTED],
            left_out=left_out,
        )
        return TableResult(
            counts=counts,
            used=self._used,
            problems=tuple(self._problems[:LISTED_PROBLEMS]),
            total_problems=self._total_problems,
        )

    def write(self, out: Path, dataset: str) -> None:
        """Write what is staged, in the order of the files."""
        values = Values()
        sql = WRITE.substitute(
            dataset=values.bind(dataset), content=", ".join(map(quoted, CONTENT)), out=values.bind(str(out))
        )
        values.run(self._connection, sql)

    def _read(self, number: int, query: TableQuery) -> dict[str, int]:
        """Stage the rows of one file; count them by state."""
        sql = STAGE.substitute(
            cells=_cells(query, STORE_REJECTS),
            file=query.values.bind(number),
            state=query.state(),
            event_id=query.event_id(),
            event=query.event(),
        )
        query.values.run(self._connection, sql)
        by_state = "SELECT state, count(*) FROM stage WHERE file = ? GROUP BY state"
        return dict(self._connection.execute(by_state, [number]).fetchall())

    def _list(self, source: CsvSource, lines: RowLines, rejects: Mapping[int, tuple[str, str]]) -> None:
        """List rows that are no rows of this table: too short, too long, a quotation mark left open."""
        self._total_problems += len(rejects)
        for byte, (kind, line) in list(rejects.items())[:LISTED_PROBLEMS]:
            message = REJECT_WORDS.get(kind, f"the row can't be read ({kind.lower()})")
            row = lines.rejected[byte]
            self._problems.append(Problem(file=source.name, row=row, value=line[:80], message=message))

    def _list_hits(self, source: CsvSource, query: TableQuery, lines: RowLines) -> None:
        """Read a file once more for what is wrong with its rejected rows; only files that have some."""
        sql = HITS.substitute(
            cells=_cells(query, "store_rejects = false"),
            hits=query.hits(),
            state=query.state(),
            rejected=query.values.bind(REJECTED),
        )
        query.values.run(self._connection, sql)
        self._total_problems += _number(self._connection.execute("SELECT count(*) FROM hits"))
        first = "SELECT n, number, value FROM hits ORDER BY n, number LIMIT ?"
        for n, number, value in self._connection.execute(first, [LISTED_PROBLEMS]).fetchall():
            check = query.checks[number]
            column = source.header[query.used[check.column]]
            problem = Problem(
                file=source.name, row=lines.line(n), column=column, value=value, message=check.message
            )
            self._problems.append(problem)


REJECT_WORDS = {
    "MISSING COLUMNS": "the row has fewer cells than the header",
    "TOO MANY COLUMNS": "the row has more cells than the header",
    "UNQUOTED VALUE": "a quotation mark is opened and not closed as it should be",
    "LINE SIZE OVER MAXIMUM": "the row is over 2 MB long; a quotation mark may not be closed",
}


def _cells(query: TableQuery, rejects: str) -> str:
    return CELLS.substitute(cells=query.cells(), typed=query.typed(), rejects=rejects, **query.reader)


def _missing_columns(fmt: TableFormat, source: CsvSource) -> Iterator[Problem]:
    used = used_columns(fmt, source.header)
    for ours, column in fmt.columns.items():
        if column.required and ours not in used:
            names = ", ".join(column.aliases)
            yield Problem(file=source.name, message=f"no column for {ours}; looked for {names} in the header")


def _number(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.fetchone()
    return 0 if row is None else int(row[0])
