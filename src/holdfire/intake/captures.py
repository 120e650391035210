"""Dated changes of who holds a place into a case: read, checked, compared, committed or refused whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from holdfire.base.comparison import Changes
from holdfire.base.table_rows import TableRows, read_rows
from holdfire.base.tables import ImportCounts
from holdfire.case.act import Act
from holdfire.case.captured import captures_in, written
from holdfire.case.folder import Case
from holdfire.dossier.words import counted
from holdfire.errors import LISTED_PROBLEMS, Problem, TableError
from holdfire.intake.capture_rows import CAPTURES, Read, captures_of
from holdfire.intake.tables import SHOWN, SourceFile, bad_rows, in_order, source_file, stem_of
from holdfire.model.capture import Capture
from holdfire.model.ids import slug
from holdfire.records.values import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturesReport:
    """What an import did; captures/<name>.json holds the same, but for `changes`.

    columns: ours → the column of the table. sides: names of those who lost and took, as the table has them.
    problems: the first of total_problems. changes: against what the case had under that name.
    """

    dataset: str
    files: tuple[SourceFile, ...]
    columns: Mapping[str, str]
    counts: ImportCounts
    captures: int
    places: int
    days: tuple[str, ...]
    sides: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    total_problems: int = 0
    changes: Changes | None = None
    known: Mapping[str, int] = field(default_factory=dict[str, int])

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        counts = self.counts
        yield (
            f"{self.dataset}: {counted(counts.read, 'row')} read, {counted(self.captures, 'capture')} of "
            f"{counted(self.places, 'place')}, {counts.rejected:,} rejected, "
            f"{sum(counts.left_out.values()):,} left out"
        )
        if self.days:
            yield f"from {self.days[0]} to {self.days[-1]}; sides: {', '.join(self.sides)}"
        yield from (f"left out by rule “{rule}”: {rows:,}" for rule, rows in counts.left_out.items())
        yield "known of them: " + ", ".join(f"{what} {n:,}" for what, n in self.known.items())
        if (made := self.changes) is not None:
            yield (
                f"replaces an older {self.dataset}: {made.new:,} new, {made.changed:,} changed, "
                f"{made.deleted:,} deleted; questions keep the captures that they were registered with"
            )
        yield from (f"rejected: {problem}" for problem in self.problems[:SHOWN])
        if self.total_problems > SHOWN:
            yield f"… {self.total_problems:,} problems; captures/{self.dataset}.json lists them"


def import_captures(
    case: Case,
    paths: Sequence[Path],
    *,
    name: str | None,
    columns: Mapping[str, str],
    skip_bad: bool,
    act: Act,
) -> CapturesReport:
    """Put tables of dated changes into a case as captures/<name>.jsonl, in place of older ones of that name.

    Names of sides stay as the table has them; they are looked up among the actors when a question is asked.
    columns: ours → the column that holds it, where the usual names don't fit.

    Raises
    ------
    TableError
        Where a file can't be read, a row is bad (unless skip_bad) or no capture is left; lists every problem.
        Nothing was changed.
    BusyError
        Where another process imports captures of that name at the same time.
    """
    if not paths:
        raise TableError("no file was given; name at least one table of dated changes")
    dataset = slug(name if name is not None else stem_of(paths[0]))
    paths = in_order(paths)
    table, notes = f"captures/{dataset}.jsonl", f"captures/{dataset}.json"
    expects = {file: case.logged().get(file) for file in (table, notes)}
    rows = read_rows(CAPTURES.with_columns(columns, rows="captures"), paths)
    read = captures_of(rows.rows, rows.rejected)
    report = _report(dataset, paths, rows, read)
    _refuse(report, paths, skip_bad=skip_bad)
    before = captures_in(case, table) if expects[table] is not None else None
    write = {table: written(read.captures), notes: encode(report)}
    detail = {"dataset": dataset, "captures": report.captures}
    case.commit(act, "import captures", write=write, expects=expects, detail=detail)
    return replace(report, changes=None if before is None else _changes(before, read.captures))


def _refuse(report: CapturesReport, paths: Sequence[Path], *, skip_bad: bool) -> None:
    """Raise with everything that is wrong unless it is to be skipped, and where nothing is left."""
    files = ", ".join(path.name for path in paths)
    if report.total_problems and not skip_bad:
        raise bad_rows(files, report.counts, report.problems, report.total_problems)
    if not report.captures:
        why = ", ".join(f"{rule}: {rows:,}" for rule, rows in report.counts.left_out.items())
        summary = f"{files}: no row tells of a capture ({why or 'none is left'}); nothing was imported"
        raise TableError(summary, report.problems, report.total_problems)


def _report(dataset: str, paths: Sequence[Path], rows: TableRows, read: Read) -> CapturesReport:
    counts, found = rows.found.counts, read.captures
    problems = sorted((*rows.found.problems, *read.problems), key=lambda p: (p.file, p.row or 0))
    return CapturesReport(
        dataset=dataset,
        files=tuple(source_file(path) for path in paths),
        columns=rows.found.used,
        counts=ImportCounts(
            read=counts.read,
            kept=len(found),
            rejected=counts.rejected + read.bad_rows,
            left_out={**counts.left_out, **read.left_out},
        ),
        captures=len(found),
        places=len({(c.place, c.lat, c.lon) for c in found}),
        days=_span(found),
        sides=tuple(sorted({side for c in found for side in (c.loser, c.taker)})),
        problems=tuple(problems[:LISTED_PROBLEMS]),
        total_problems=rows.found.total_problems + len(read.problems),
        known={
            "population": sum(c.population is not None for c in found),
            "attackers": sum(c.attackers is not None for c in found),
            "defenders": sum(c.defenders is not None for c in found),
            "days of fighting": sum(c.days is not None for c in found),
            "whether negotiated": sum(c.negotiated is not None for c in found),
        },
    )


def _span(found: Sequence[Capture]) -> tuple[str, ...]:
    if not found:
        return ()
    return min(c.first for c in found).isoformat(), max(c.last for c in found).isoformat()


def _changes(before: Sequence[Capture], now: Sequence[Capture]) -> Changes:
    """Compare two versions by what each capture is; the n-th of equal ones is told apart by n."""
    old, new = _keyed(before), _keyed(now)
    return Changes(
        new=len(new.keys() - old.keys()),
        changed=sum(old[key] != new[key] for key in new.keys() & old.keys()),
        deleted=len(old.keys() - new.keys()),
    )


def _keyed(captures: Sequence[Capture]) -> dict[tuple[str, int], Capture]:
    found: dict[tuple[str, int], Capture] = {}
    for capture in captures:
        number = 0
        while (capture.id, number) in found:
            number += 1
        found[capture.id, number] = capture
    return found
