"""The command `claims`: code what is not coded yet, list claims, show what coding again would change."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Annotated, TypeAlias

import typer

from holdfire.case.folder import Case
from holdfire.case.reviewed import reviewed_claims
from holdfire.claims.syntax.status import reading_by
from holdfire.cli.application import (
    AsJson,
    ClusterAddress,
    print_json,
    print_table,
    progress,
    progress_of,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.dossier.words import counted, kind_name, sides
from holdfire.errors import UsageError
from holdfire.inquiry.reading import chosen, names_of
from holdfire.inquiry.reading import claims as read_claims
from holdfire.inquiry.reading import documents as read_documents
from holdfire.intake.actors import edited_by_hand
from holdfire.intake.coding import code_claims, sending
from holdfire.intake.coding_report import CodingReport
from holdfire.intake.recoding import Recoding
from holdfire.jobs.engines import Engine
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.review import change_in_words
from holdfire.records.values import fields_of

QUOTE_SHOWN = 90  # characters of a quote in a list; --json has all of it
CHANGES_SHOWN = 20  # of what coding again would change, before a question about it; --diff has all

Code: TypeAlias = "partial[CodingReport]"  # code_claims with what the flags say


def claims(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this document (file name or folder).")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only claims of this kind, such as deal or no_clash.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Code every document again.")] = False,
    recode: Annotated[
        bool, typer.Option("--recode", help="Replace claims that the coders read otherwise now.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --recode would change, and change nothing.")
    ] = False,
    coder: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Use this coder instead of the case's own; several: repeat it. `model` sends text to the "
            "endpoint of holdfire.toml.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Processes that read at once; without it, as many as the text is worth."
        ),
    ] = None,
    cluster: ClusterAddress = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be coded, or sent to a model; do neither.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Code what is not coded yet, and list what the documents claim."""
    if diff and recode:
        raise UsageError("--diff changes nothing and --recode does; give one of them")
    case, coders = the_case(context), tuple(coder or ())
    wanted = chosen(case, document=document, kind=kind)  # a wrong name must not show after an hour of coding
    engine = Engine(workers=workers or 1, cluster=cluster) if workers or cluster else None
    code = partial(code_claims, again=again, coders=coders, engine=engine, told=progress_of)
    if _announced(case, coders, code, again=again, dry_run=dry_run, as_json=as_json):
        return
    progress("reading the documents")
    say(reading_by())
    if diff:
        report = code(case.rehearsal(), this_act(), recode=True)
        _show_changes(report.replaced, as_json=as_json)
        if report.spent is not None:
            say(report.spent.sentence())
        return
    report = _coded(case, code, recode=recode, may_ask=not as_json)
    found = read_claims(case, document=wanted.document, kind=wanted.kind)
    for line in report.sentences():
        say(line)
    if edited_by_hand(case):
        say("actors.toml was changed by hand; take it in with: holdfire import actors actors.toml")
    if as_json:
        names = {d.folder: d.filename for d in read_documents(case)}
        print_json(
            [
                {**fields_of(claim), "document": names[claim.document], "folder": claim.document}
                for claim in found
            ]
        )
        return
    _list(case, found)
    orphans = reviewed_claims(case).orphans
    if orphans:
        say(f"reviewed claims that no coder proposes any more: {len(orphans)}; see holdfire review list")


def _announced(
    case: Case, coders: Sequence[str], code: Code, *, again: bool, dry_run: bool, as_json: bool
) -> bool:
    """Say what goes to which host before anything does; says whether that was all that was asked for."""
    found = sending(case, again=again, coders=coders)
    if not dry_run:
        for line in found.sentences() if found is not None else ():
            say(line)
        return False
    say("dry run: nothing was sent or written")
    told = found or code(case.rehearsal(), this_act())
    if as_json:
        print_json(told)
        return True
    for line in told.sentences():
        tell(f"without --dry-run: {line}")  # piped on, it must not read as done
    return True


def _coded(case: Case, code: Code, *, recode: bool, may_ask: bool) -> CodingReport:
    """Code the documents; where claims would be replaced, ask first on a terminal, else keep them."""
    report = code(case, this_act(), recode=recode)
    if not report.kept.changes or not may_ask or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return report
    for line in _change_lines(report.kept, CHANGES_SHOWN):
        say(line)
    if not typer.confirm("replace these claims? what was reviewed stays", default=False, err=True):
        return report
    return code(case, this_act(), recode=True)


def _show_changes(found: Recoding, *, as_json: bool) -> None:
    if as_json:
        print_json(found.changes)
        return
    for line in _change_lines(found, len(found.changes)):
        tell(line)
    if not found.changes:
        say("coding again would change nothing")


def _change_lines(found: Recoding, shown: int) -> Iterable[str]:
    if found.changes:
        yield f"coding again would change {found.summary()}"
    document = None
    for change in found.changes[:shown]:
        if change.folder != document:
            yield f"{change.document}:"
            document = change.folder
        yield f"  {_short(change.sentence())}"
        for field in change.fields:
            yield f"    {change_in_words(field)}"
    if (left := len(found.changes) - shown) > 0:
        yield f"… and {left} more; holdfire claims --diff shows all"


def _list(case: Case, found: Sequence[Claim]) -> None:
    actors = names_of(case)
    print_table(
        ("id", "status", "kind", "sides", "said by", "quote"),
        (
            (
                claim.id,
                claim.status,
                kind_name(claim.kind),
                sides(claim, actors),
                " via ".join(link.source for link in claim.attribution) or "the author",
                _short(claim.quote),
            )
            for claim in found
        ),
    )
    kinds = Counter(claim.kind for claim in found)
    listed = ", ".join(f"{n} {kind_name(k)}" for k, n in kinds.most_common())
    say(f"{counted(len(found), 'claim')}{f': {listed}' if listed else ''}")
    statuses = Counter(claim.status for claim in found)
    if decided := {s: n for s, n in statuses.items() if s is not ClaimStatus.PROPOSED}:
        said = ", ".join(f"{n} {status}" for status, n in sorted(decided.items()))
        say(f"reviewed: {said}; rejected claims stay listed, and count in no allegation")
    for claim in found:
        if claim.review_note:
            say(f"{claim.id}: {claim.review_note}")


def _short(quote: str) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= QUOTE_SHOWN else one_line[: QUOTE_SHOWN - 1] + "…"
