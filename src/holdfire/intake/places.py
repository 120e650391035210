"""Gazetteers and boundaries into a case: read, checked, compared with what is there, committed or refused."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from holdfire.base.comparison import Changes
from holdfire.base.place_tables import PlaceTables, import_places, place_changes, place_count
from holdfire.base.tables import ImportCounts, TableResult
from holdfire.case.act import Act
from holdfire.case.folder import Case, Content
from holdfire.dossier.words import counted
from holdfire.errors import Problem, TableError
from holdfire.intake.boundaries import Outlines, is_boundaries, read_boundaries_of
from holdfire.intake.place_formats import GAZETTEER, GEONAMES_DUMP
from holdfire.intake.tables import SHOWN, SourceFile, in_order, source_file, stem_of
from holdfire.model.ids import slug
from holdfire.model.place import Boundary
from holdfire.records.boundaries import read_boundaries, write_boundaries
from holdfire.records.values import encode

NO_ROWS = ImportCounts(read=0, kept=0, rejected=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesReport:
    """What an import did; places/<name>.json holds the same, but for `changes`.

    columns: ours → the column of the table. boundaries: one sentence a file of outlines. areas: how many of
    them. problems: the first of total_problems. changes: against what the case had under that name.
    """

    dataset: str
    files: tuple[SourceFile, ...]
    columns: Mapping[str, str]
    counts: ImportCounts
    areas: int
    boundaries: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    total_problems: int = 0
    changes: Changes | None = None

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        counts = self.counts
        if counts.read:
            yield (
                f"{self.dataset}: {counted(counts.read, 'place')} read, {counts.kept:,} kept, "
                f"{counts.rejected:,} rejected, {sum(counts.left_out.values()):,} left out"
            )
            taken = ", ".join(f"{ours} from {theirs}" for ours, theirs in self.columns.items())
            yield f"columns taken: {taken}"
        yield from (f"left out by rule “{rule}”: {rows:,}" for rule, rows in counts.left_out.items())
        yield from self.boundaries
        if self.changes is not None:
            made = self.changes
            yield (
                f"replaces an older {self.dataset}: {made.new:,} new, {made.changed:,} changed, "
                f"{made.deleted:,} deleted"
            )
        yield from (f"rejected: {problem}" for problem in self.problems[:SHOWN])
        if self.total_problems > SHOWN:
            yield f"… {self.total_problems:,} problems; places/{self.dataset}.json lists them"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What was read, before it goes into the case: the table (None without one) and the outlines."""

    table: TableResult | None
    outlines: tuple[Outlines, ...]
    problems: tuple[Problem, ...]
    total_problems: int

    @property
    def areas(self) -> list[Boundary]:
        """All areas, in one order whatever the order of the files."""
        found = (area for outlines in self.outlines for area in outlines.areas)
        return sorted(found, key=lambda a: (a.level, a.country, a.parents, a.name, a.code, a.outline))


def import_gazetteer(
    case: Case,
    paths: Sequence[Path],
    *,
    name: str | None,
    columns: Mapping[str, str],
    skip_bad: bool,
    act: Act,
) -> PlacesReport:
    """Put gazetteers (tables) and boundaries (GeoJSON) into a case under one name, in one commit.

    columns: ours → the column or property that holds it, where the usual names don't fit.

    Raises
    ------
    TableError
        Where a file can't be read, a row or an area is bad (unless skip_bad) or nothing is left; lists every
        problem. Nothing was changed.
    BusyError
        Where another process imports places of that name at the same time.
    """
    if not paths:
        raise TableError("no file was given; name at least one gazetteer or file of boundaries")
    dataset = slug(name if name is not None else stem_of(paths[0]))
    paths = in_order(paths)
    files = {suffix: f"places/{dataset}.{suffix}" for suffix in ("parquet", "geojson", "json")}
    read = {file: case.logged().get(file) for file in files.values()}
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        out = Path(folder) / "places.parquet"
        made = _read_all(paths, columns, out, dataset=dataset, skip_bad=skip_bad)
        _refuse(made, paths, skip_bad=skip_bad)
        report = _report(dataset, paths, made)
        write: dict[str, Content] = {files["json"]: encode(report)}
        if made.table is not None:
            write[files["parquet"]] = out
        if made.outlines:
            write[files["geojson"]] = write_boundaries(made.areas)
        changes = _changes(case, files, made, out)
        gone = [file for file in files.values() if file not in write and read[file] is not None]
        detail = {"dataset": dataset, "places": report.counts.kept, "areas": report.areas}
        case.commit(act, "import places", write=write, remove=gone, expects=read, detail=detail)
    return replace(report, changes=changes)


def _read_all(
    paths: Sequence[Path], columns: Mapping[str, str], out: Path, *, dataset: str, skip_bad: bool
) -> _Made:
    """Read every file; what is wrong with any is raised or listed together with the rest."""
    drawn = [path for path in paths if is_boundaries(path)]
    tables = [path for path in paths if not is_boundaries(path)]
    outlines, problems = _outlines(drawn, columns, skip_bad=skip_bad)
    table: TableResult | None = None
    if tables:
        asked = PlaceTables(
            fmt=GAZETTEER.with_columns(columns, rows="gazetteers"), dump=GEONAMES_DUMP, files=tables
        )
        try:
            table = import_places(asked, out, dataset=dataset, skip_bad=skip_bad)
        except TableError as error:
            raise TableError(
                error.summary, (*problems, *error.problems), len(problems) + error.total
            ) from error
        problems += table.problems
    hidden = 0 if table is None else table.total_problems - len(table.problems)
    return _Made(
        table=table, outlines=outlines, problems=tuple(problems), total_problems=len(problems) + hidden
    )


def _outlines(
    paths: Sequence[Path], columns: Mapping[str, str], *, skip_bad: bool
) -> tuple[tuple[Outlines, ...], list[Problem]]:
    found: list[Outlines] = []
    problems: list[Problem] = []
    whole: list[Problem] = []
    for path in paths:
        outlines, faults = read_boundaries_of(path, columns)
        problems += faults
        if outlines is None:
            whole += faults
        else:
            found.append(outlines)
    if whole and skip_bad:  # a file that can't be read at all is no bad row
        raise TableError("nothing was imported:", problems)
    return tuple(found), problems


def _refuse(made: _Made, paths: Sequence[Path], *, skip_bad: bool) -> None:
    """Raise with everything that is wrong unless it is to be skipped, and where nothing is left."""
    files = ", ".join(path.name for path in paths)
    if made.total_problems and not skip_bad:
        summary = (
            f"{files}: {counted(made.total_problems, 'problem')}; nothing was imported. "
            "Mend them, or leave these rows and areas out with --skip-bad"
        )
        raise TableError(summary, made.problems, made.total_problems)
    if not made.areas and (made.table is None or not made.table.counts.kept):
        summary = f"{files}: nothing can be kept; nothing was imported"
        raise TableError(summary, made.problems, made.total_problems)


def _report(dataset: str, paths: Sequence[Path], made: _Made) -> PlacesReport:
    return PlacesReport(
        dataset=dataset,
        files=tuple(source_file(path) for path in paths),
        columns={} if made.table is None else made.table.used,
        counts=NO_ROWS if made.table is None else made.table.counts,
        areas=len(made.areas),
        boundaries=tuple(outlines.sentence() for outlines in made.outlines),
        problems=made.problems,
        total_problems=made.total_problems,
    )


def _changes(case: Case, files: Mapping[str, str], made: _Made, out: Path) -> Changes | None:
    """Compare with what the case has under that name; None where that is nothing."""
    logged = case.logged()
    if not any(file in logged for file in files.values()):
        return None
    new = changed = deleted = 0
    if files["parquet"] in logged and made.table is not None:
        new, changed, deleted = place_changes(case.path / files["parquet"], out)
    elif files["parquet"] in logged:
        deleted = place_count(case.path / files["parquet"])
    elif made.table is not None:
        new = made.table.counts.kept
    before = _areas_of(case, files["geojson"]) if files["geojson"] in logged else {}
    now = _keyed(made.areas)
    return Changes(
        new=new + len(now.keys() - before.keys()),
        changed=changed + sum(before[key] != now[key] for key in now.keys() & before.keys()),
        deleted=deleted + len(before.keys() - now.keys()),
    )


def _areas_of(case: Case, file: str) -> dict[tuple[object, ...], Boundary]:
    return _keyed(read_boundaries(case.read(file), source=file))


def _keyed(areas: Sequence[Boundary]) -> dict[tuple[object, ...], Boundary]:
    """Name areas by code where they have one, else by name, level and parents; the n-th of one name by n."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], Boundary] = {}
    for area in areas:
        key = (area.level, area.code or (area.country, area.parents, area.name))
        seen[key] += 1
        found[*key, seen[key]] = area
    return found
