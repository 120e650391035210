"""What is true of a press, as values that can be stored beside a case: of each report and its claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfire.model.claim import Modality
from holdfire.simulate.press.marks import Mark
from holdfire.simulate.press.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim of a report. true None: the war doesn't decide it. about: ids of its truth, none where made up.

    places: as the war calls them. since, until: the days that it is about, half-open.
    """

    text: str
    kind: str
    sides: tuple[str, ...]
    against: tuple[str, ...]
    true: bool | None
    denied: bool
    about: tuple[str, ...]
    errors: tuple[str, ...]
    places: tuple[str, ...]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """What a report took from another one, and how."""

    file: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueReport:
    """A report, which reports it draws on, what of the war it is about, and whether its claims are true."""

    file: str
    kind: str
    outlet: str
    title: str
    published: str
    sides_with: str | None
    observer: str | None
    about: tuple[str, ...]
    draws_on: tuple[Borrowing, ...]
    statements: tuple[Statement, ...]


def true_reports(reports: Sequence[Report]) -> tuple[TrueReport, ...]:
    """Say of every report what it draws on, and of every claim whether it is true."""
    files = {report.key: report.filename for report in reports}
    return tuple(_true_report(report, files) for report in reports)


def _true_report(report: Report, files: Mapping[str, str]) -> TrueReport:
    return TrueReport(
        file=report.filename,
        kind=report.kind,
        outlet=report.outlet.name,
        title=report.title.text,
        published=report.published.isoformat(),
        sides_with=report.outlet.sides_with,
        observer=report.observer,
        about=report.about,
        draws_on=tuple(Borrowing(file=files[key], how=how) for key, how in report.sources if key in files),
        statements=tuple(
            _statement(mark, passage.text) for passage in report.passages for mark in passage.marks
        ),
    )


def _statement(mark: Mark, text: str) -> Statement:
    return Statement(
        text=text[mark.start : mark.end],
        kind=mark.kind,
        sides=tuple(dict.fromkeys((*mark.side_a, *mark.side_b))),
        against=mark.against,
        true=mark.true,
        denied=mark.modality is Modality.DENIED,
        about=mark.about,
        errors=mark.errors,
        places=tuple(name for _, name in mark.names),
        since=mark.date[0] if mark.date else None,
        until=mark.date[1] if mark.date else None,
    )
