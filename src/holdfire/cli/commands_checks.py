"""The command `check`: what documents state, beside what it can be checked against."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from holdfire.cli.application import (
    AsJson,
    print_json,
    print_table,
    progress,
    progress_of,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.dossier.words import counted, kind_name
from holdfire.inquiry.checking import LANGUAGES, Wanted
from holdfire.inquiry.checking import check as find
from holdfire.inquiry.reading import documents as read_documents
from holdfire.intake.coding import code_claims
from holdfire.intake.gazetteer import gazetteer
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.language import reads
from holdfire.records.values import fields_of

QUOTE_SHOWN = 100  # characters of a quote in the table; --json has all of it
UNITS = {"km": "km", "percent": "%"}


def check(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this document (file name or folder).")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--check", metavar="KIND", help=f"Only this kind: {', '.join(CheckKind)}.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help=f"Only this status: {', '.join(CheckStatus)}.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if anything inconsistent is found.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check figures against data, claims against claims, events and maps."""
    case = the_case(context)
    progress("reading the documents that are not coded yet")
    code_claims(case, this_act(), engine=None, told=progress_of)
    wanted = Wanted(document=document, kind=kind, status=status)
    found = find(case, gazetteer(case), wanted, told=progress_of)
    documents = read_documents(case)
    files = {d.folder: d.filename for d in documents}
    if unread := sum(not reads(LANGUAGES, d.language) for d in documents):
        say(f"figures are read in English only; not in {counted(unread, 'document')} in other languages")
    if as_json:
        print_json([{**fields_of(f), "document": files[f.document], "folder": f.document} for f in found])
    else:
        _list(found, files)
    if strict and any(f.status is CheckStatus.INCONSISTENT for f in found):
        raise typer.Exit(1)


def _list(found: Sequence[Finding], files: Mapping[str, str]) -> None:
    for folder in dict.fromkeys(f.document for f in found):
        tell(files[folder])
        print_table(
            ("check", "quote", "stated", "computed", "status", "reason"),
            (
                (
                    f.check,
                    _short(f.quote),
                    _amount(f.stated, f.unit),
                    _amount(f.computed, f.unit),
                    kind_name(f.status),
                    f.reason,
                )
                for f in found
                if f.document == folder
            ),
        )
    statuses = Counter(kind_name(f.status) for f in found)
    said = ", ".join(f"{n} {status}" for status, n in sorted(statuses.items()))
    say(f"{counted(len(found), 'statement')} checked{f': {said}' if said else ''}; --json has what was used")


def _amount(value: float | None, unit: str | None) -> str:
    if value is None:
        return ""
    written = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{written} {UNITS.get(unit or '', unit or '')}".rstrip()


def _short(quote: str) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= QUOTE_SHOWN else one_line[: QUOTE_SHOWN - 1] + "…"
