"""The gold of a press as files hold it: claims in their JSON form, who draws on whom, who saw first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.records.values import fields_of
from holdfire.simulate.press.report import Report

# how a report draws on another one → kind of link, as `sources` names them; an answer takes nothing over
LINKS = {
    "copy": "copy",
    "edited": "copy",
    "quoted": "quote",
    "rewritten": "states",
    "translated": "states",
    "corrected": "states",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueLink:
    """A report and one that it draws on, by file name. shared_errors: claims that are wrong in both alike."""

    later: str
    earlier: str
    how: str
    kind: str | None
    shared_errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueOrigin:
    """Everybody who goes back to one first report. observer: who saw or said it first, in its words."""

    file: str
    observer: str | None
    happenings: tuple[str, ...]
    documents: tuple[str, ...]


def gold_rows(report: Report, text: str | None = None) -> list[dict[str, object]]:
    """Give a report's claims as rows of JSON, with what the war says of each.

    text: the text layer of its file; None: its plain text.
    """
    return [
        fields_of(gold.claim)
        | {
            "optional": gold.optional,
            "about": list(gold.about),
            "true": gold.true,
            "errors": list(gold.errors),
            "told_as": list(gold.told_as),
        }
        for gold in report.gold(text)
    ]


def links_of(reports: Sequence[Report]) -> tuple[TrueLink, ...]:
    """List who draws on whom; `from` of `sources` is later, `to` is earlier."""
    by_key = {report.key: report for report in reports}
    return tuple(
        TrueLink(
            later=report.filename,
            earlier=by_key[key].filename,
            how=how,
            kind=LINKS.get(how),
            shared_errors=_shared_errors(report, by_key[key]),
        )
        for report in reports
        for key, how in report.sources
        if key in by_key
    )


def _shared_errors(report: Report, source: Report) -> int:
    wrong = {(mark.kind, mark.about, error) for mark in source.marks for error in mark.errors}
    return len(wrong & {(mark.kind, mark.about, error) for mark in report.marks for error in mark.errors})


def origins_of(reports: Sequence[Report]) -> tuple[TrueOrigin, ...]:
    """Group reports by the first one that they go back to; one that takes from several stands with each."""
    by_key = {report.key: report for report in reports}
    firsts: dict[str, list[Report]] = {}
    for report in reports:
        for key in _firsts(report, by_key):
            firsts.setdefault(key, []).append(report)
    return tuple(
        TrueOrigin(
            file=by_key[key].filename,
            observer=by_key[key].observer,
            happenings=by_key[key].about,
            documents=tuple(report.filename for report in going_back),
        )
        for key, going_back in firsts.items()
    )


def _firsts(report: Report, by_key: dict[str, Report]) -> Iterable[str]:
    """Follow what a report takes over to where it comes from; what it adds makes it a first one too."""
    taken = [key for key, how in report.sources if LINKS.get(how) is not None and key in by_key]
    own = any(p.taken_from is None and p.body.marks for p in report.paragraphs)
    found = [report.key] if own or not taken else []
    for key in taken:
        found += _firsts(by_key[key], by_key)
    return dict.fromkeys(found)
