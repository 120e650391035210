"""Event tables into a case: read, checked, compared with what is there, committed or refused as a whole."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from holdfire.base.comparison import Changes, changes, shared_ids
from holdfire.base.row_places import Locate, Placing
from holdfire.base.tables import ImportCounts, TableResult, import_table
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.dossier.words import counted
from holdfire.errors import Problem, TableError
from holdfire.events import format_for
from holdfire.model.ids import slug
from holdfire.model.table import TableFormat
from holdfire.records.values import encode

SHOWN = 10  # rejected rows that a summary shows; the file beside the data set lists them all
PACKINGS = frozenset(
    {".gz", ".zip", ".csv", ".tsv", ".txt", ".json", ".geojson", ".xlsx", ".kml", ".kmz", ".gpkg", ".shp"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A table as the user gave it."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; the file beside the data set holds the same, but no `changes` that are none.

    dataset: name of the data set in the case. columns: ours → the column of the table; fixed: ours → what
    holds for rows that say nothing else; kinds: word of the table → kind; absent: ours that the
    table lacks, so that they are unknown in every row. problems: what is wrong with rejected rows, the first
    ones of total_problems. shared: other data set → events that it has too; each counts once. placing: rows
    without coordinates. changes: what a re-import did to the data set of that name; None where it is new.
    """

    dataset: str
    format: str
    licence: str
    files: tuple[SourceFile, ...]
    columns: Mapping[str, str]
    fixed: Mapping[str, str]
    kinds: Mapping[str, str]
    absent: tuple[str, ...]
    counts: ImportCounts
    problems: tuple[Problem, ...] = ()
    total_problems: int = 0
    shared: Mapping[str, int] = field(default_factory=dict[str, int])
    placing: Placing = field(default_factory=Placing)
    changes: Changes | None = None

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        counts = self.counts
        yield (
            f"{self.dataset}: {counted(counts.read, 'row')} read, {counts.kept:,} kept, "
            f"{counts.rejected:,} rejected, {sum(counts.left_out.values()):,} left out"
        )
        yield from (f"left out by rule “{rule}”: {rows:,}" for rule, rows in counts.left_out.items())
        if unknown := [ours for ours in self.absent if ours != "event_id"]:
            yield f"not in the table, so unknown: {', '.join(unknown)}"
        if "country" not in {*self.columns, *self.fixed, *self.absent}:
            yield "no row tells its country: a question about a country by its name finds none of them"
        if "event_id" not in self.columns:
            yield "rows have no id of their own: it follows from their content, so a changed row is a new one"
        yield from (
            f"also in {other}: {events:,}; each of these counts once" for other, events in self.shared.items()
        )
        yield from _of_places(self.placing)
        yield from _of_changes(self.dataset, self.changes)
        yield from (f"rejected: {problem}" for problem in self.problems[:SHOWN])
        if self.total_problems > SHOWN:
            yield f"… {self.total_problems:,} problems; events/{self.dataset}.json lists them"


def import_events(  # noqa: PLR0913  an import is these things; a bundle would only rename them
    case: Case,
    scheme: str | TableFormat,
    paths: Sequence[Path],
    *,
    name: str | None,
    skip_bad: bool,
    act: Act,
    locate: Locate | None = None,
) -> ImportReport:
    """Put tables of one format into a case as one data set, in place of an older one of that name.

    scheme: a format, or the name of one. name: of the data set; None takes it from the first file, for which
    alone the order of files counts: of rows with one id that are equally full, the one of the file whose name
    sorts last stays, as between data sets. locate: gives positions to the names of rows that have none.

    Raises
    ------
    TableError
        Where a file can't be read, a row is bad (unless skip_bad) or no row is left; lists every problem.
        Nothing was changed.
    BusyError
        Where another process imports the same data set at the same time.
    """
    fmt = format_for((), scheme) if isinstance(scheme, str) else scheme
    if not paths:
        raise TableError("no file was given; name at least one table")
    dataset = slug(name if name is not None else stem_of(paths[0]))
    paths = in_order(paths)
    table, notes = f"events/{dataset}.parquet", f"events/{dataset}.json"
    read = {file: case.logged().get(file) for file in (table, notes)}
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        out = Path(folder) / "events.parquet"
        result = import_table(fmt, paths, out, dataset=dataset, skip_bad=skip_bad, locate=locate)
        _refuse(result, paths, skip_bad=skip_bad)
        report = _report(fmt, dataset, paths, result, _shared(case, table, out))
        made = changes(case.path / table, out) if read[table] is not None else None
        noted = replace(report, changes=made if made and made.any else None)  # the same file: the same bytes
        detail = {"dataset": dataset, "kept": result.counts.kept, "rejected": result.counts.rejected}
        case.commit(act, "import", write={table: out, notes: encode(noted)}, expects=read, detail=detail)
    return replace(report, changes=made)


def _of_places(placing: Placing) -> Iterator[str]:
    if placing.placed:
        yield f"placed by name: {counted(placing.placed, 'row')}, with the radius of the gazetteer"
    if placing.off_map:
        rows = counted(placing.off_map, "row")
        why = f" ({placing.ambiguous:,} with a name of several places, {placing.not_found:,} with none known)"
        asked = placing.ambiguous or placing.not_found
        yield f"not on the map, kept without coordinates: {rows}{why if asked else ''}"


def _of_changes(dataset: str, made: Changes | None) -> Iterator[str]:
    if made is None:
        return
    yield (
        f"replaces an older {dataset}: {counted(made.new, 'new row')}, {made.changed:,} changed, "
        f"{made.deleted:,} deleted"
    )
    if made.by_column:
        yield f"changed in: {', '.join(f'{name} {rows:,}' for name, rows in made.by_column.items())}"
    if made.any:
        yield f"their ids: events/{dataset}.json; answers that rest on these data are stale now"


def bad_rows(files: str, counts: ImportCounts, problems: Sequence[Problem], total: int) -> TableError:
    """Say that rows of these files are wrong and that none was taken; problems: the first of total."""
    summary = (
        f"{files}: {counted(total, 'problem')} in {counts.rejected:,} of {counted(counts.read, 'row')}; "
        "nothing was imported. Mend them, or leave these rows out with --skip-bad"
    )
    return TableError(summary, problems, total)


def _refuse(result: TableResult, paths: Sequence[Path], *, skip_bad: bool) -> None:
    """Raise with every bad row unless they are to be skipped, and in any case where no row is left."""
    files = ", ".join(path.name for path in paths)
    if result.total_problems and not skip_bad:
        raise bad_rows(files, result.counts, result.problems, result.total_problems)
    if not result.counts.kept:
        summary = f"{files}: none of {result.counts.read:,} rows can be kept; nothing was imported"
        raise TableError(summary, result.problems, result.total_problems)


def _report(
    fmt: TableFormat, dataset: str, paths: Sequence[Path], result: TableResult, shared: Mapping[str, int]
) -> ImportReport:
    return ImportReport(
        dataset=dataset,
        format=fmt.name,
        licence=fmt.licence,
        files=tuple(source_file(path) for path in paths),
        columns=result.used,
        fixed=fmt.fixed,
        kinds=fmt.kinds,
        absent=tuple(ours for ours in fmt.columns if ours not in result.used and ours not in fmt.fixed),
        counts=result.counts,
        problems=result.problems,
        total_problems=result.total_problems,
        shared=shared,
        placing=result.placing,
    )


def _shared(case: Case, table: str, out: Path) -> dict[str, int]:
    """Count the events that other data sets of the case have too."""
    others = [other for other in case.names("events/*.parquet") if other != table]
    found = {Path(other).stem: shared_ids(out, case.path / other) for other in others}
    return {other: events for other, events in found.items() if events}


def in_order(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Put files in an order of their own, that of names from the last: a later release goes first."""
    return tuple(sorted(paths, key=lambda path: (path.name, str(path)), reverse=True))


def source_file(path: Path) -> SourceFile:
    """Name a file with its hash and size."""
    with path.open("rb") as file:
        return SourceFile(
            name=path.name, sha256=hashlib.file_digest(file, "sha256").hexdigest(), bytes=path.stat().st_size
        )


def stem_of(path: Path) -> str:
    """Take off the endings that say how a table is packed: a.csv.gz becomes a."""
    stem = path.name
    while Path(stem).suffix.lower() in PACKINGS and Path(stem).stem:
        stem = Path(stem).stem
    return stem
