"""Event tables in any known format to one Parquet file of events, with every bad row found."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from holdfire.base.csv_source import CsvSource, SourceError, open_source
from holdfire.base.engine import connect
from holdfire.base.row_places import PLACED_COLUMNS, Locate, Placing
from holdfire.base.staging import FileReading, Stage
from holdfire.base.table_query import joined_columns, repeated_problems, used_columns
from holdfire.errors import LISTED_PROBLEMS, Problem, TableError
from holdfire.model.table import TableFormat

SAID_OF_ALL = ("side_a", "side_b")  # what an import may say of every row of a format that says some itself
TAG_ROW, EMPTY_ROW, DUPLICATE = "tag row", "empty row", "duplicate id"


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
    placing: Placing = field(default_factory=Placing)


def import_table(
    fmt: TableFormat,
    files: Sequence[Path],
    out: Path,
    *,
    dataset: str,
    skip_bad: bool,
    locate: Locate | None = None,
) -> TableResult:
    """Read event tables into one Parquet file; rows that break a check are listed and never written.

    out is written if every row is fine or bad ones are to be skipped. Of rows with one id, the one with more
    values is kept, of equal ones the first. locate: gives positions to names of rows that have none. Raises
    TableError for what is wrong with files as a whole, all of them at once: not there, not UTF-8, empty,
    packed in a wrong way, a required column missing.
    """
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder, connect(Path(folder)) as connection:
        sources, faults = _open_all(fmt, files, Path(folder))
        further = PLACED_COLUMNS if locate else ()
        stage = Stage(fmt, connection, list(_used(fmt, sources)), further=further)
        readings, unreadable = read_all(stage, sources)
        problems = tuple(problem for reading in readings for problem in reading.problems)
        total = sum(reading.total_problems for reading in readings)
        if faults := [*faults, *unreadable]:
            raise TableError("nothing was imported:", (*faults, *problems), len(faults) + total)
        counts = counts_of(sources, readings, duplicates=stage.drop_duplicates())
        placing = stage.place(locate)
        if skip_bad or not total:
            stage.write(out, dataset)
    return TableResult(
        counts=counts,
        used=_used(fmt, sources),
        problems=problems[:LISTED_PROBLEMS],
        total_problems=total,
        placing=placing,
    )


def _open_all(fmt: TableFormat, files: Sequence[Path], folder: Path) -> tuple[list[CsvSource], list[Problem]]:
    """Open the files side by side; give those that can be read, and what is wrong with the others."""
    sources: list[CsvSource] = []
    faults: list[Problem] = []
    with ThreadPoolExecutor() as pool:
        for found in pool.map(_try_open, files, (folder / f"{number}.csv" for number in range(len(files)))):
            wrong = [found] if isinstance(found, Problem) else list(_wrong_columns(fmt, found))
            faults += wrong
            if isinstance(found, CsvSource) and not wrong:
                sources.append(found)
    return sources, faults


def _try_open(path: Path, plain: Path) -> CsvSource | Problem:
    try:
        return open_source(path, plain)
    except SourceError as error:
        return error.problem


def _wrong_columns(fmt: TableFormat, source: CsvSource) -> Iterator[Problem]:
    for ours in fmt.missing(frozenset(name.casefold() for name in source.header)):
        names = " or ".join(fmt.columns[ours].aliases)
        flag = (
            f"; or say it of every row with --{ours.replace('_', '-')}"
            if ours in SAID_OF_ALL and fmt.fixed
            else ""
        )
        message = f"this column is missing from the header{flag}"
        yield Problem(file=source.name, column=names, message=message)
    yield from repeated_problems(fmt, source)


def read_all(stage: Stage, sources: Sequence[CsvSource]) -> tuple[list[FileReading], list[Problem]]:
    """Stage every file; give also what is wrong with those that can't be."""
    readings: list[FileReading] = []
    faults: list[Problem] = []
    for source in sources:
        try:
            readings.append(stage.read(source))
        except SourceError as error:
            faults.append(error.problem)
    return readings, faults


def _used(fmt: TableFormat, sources: Sequence[CsvSource]) -> dict[str, str]:
    """Name the column that each of ours was taken from, in the first table that has it."""
    found: dict[str, str] = {}
    for source in sources:
        joined = joined_columns(fmt, source.header)
        for ours, at in used_columns(fmt, source.header).items():
            further = f" + {source.header[joined[ours]]}" if ours in joined else ""
            found.setdefault(ours, source.header[at] + further)
    return found


def counts_of(
    sources: Sequence[CsvSource], readings: Sequence[FileReading], *, duplicates: int
) -> ImportCounts:
    """Add up what became of the rows of all files."""
    tags, empty = sum(s.tag_rows for s in sources), sum(r.empty for r in readings)
    kept, rejected = sum(r.kept for r in readings), sum(r.rejected for r in readings)
    left_out = {TAG_ROW: tags, EMPTY_ROW: empty, DUPLICATE: duplicates}
    return ImportCounts(
        read=kept + rejected + empty + tags,
        kept=kept - duplicates,
        rejected=rejected,
        left_out={rule: rows for rule, rows in left_out.items() if rows},
    )
