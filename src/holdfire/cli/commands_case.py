"""Commands that make a case and put files into it: new, add, import, claims, verify, doctor."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from holdfire.cli.application import (
    AsJson,
    DryRun,
    day,
    fields_of,
    print_json,
    print_table,
    progress,
    say,
    the_case,
    this_act,
)
from holdfire.cli.diagnosis import diagnose
from holdfire.errors import UsageError
from holdfire.inquiry.asking import compute
from holdfire.inquiry.reading import claims as read_claims
from holdfire.inquiry.reading import documents as read_documents
from holdfire.inquiry.verifying import verify as find_faults
from holdfire.intake.coding import code_claims
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

QUOTE_SHOWN = 90  # characters of a quote in a list; --json has all of it
Files = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]


def new(
    folder: Annotated[
        Path, typer.Argument(help="A folder that does not exist yet, or is empty.", show_default=False)
    ],
    title: Annotated[str | None, typer.Option(help="What the inquiry is about.")] = None,
    actors: Annotated[Path | None, typer.Option(help="An actor registry (actors.toml).")] = None,
) -> None:
    """Make an empty case."""
    case = new_case(folder, title=title or folder.resolve().name, actors=actors, act=this_act())
    typer.echo(f"new case: {case.path}")


def add(
    context: typer.Context,
    files: Files,
    published: Annotated[str | None, typer.Option(help="Day of publication, such as 2017-11-25.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Add documents (txt, html, a folder of them); each keeps its bytes and its text layer."""
    about = About(published=day(published, "--published"), outlet=outlet, url=url)
    report = add_documents(the_case(context, dry_run=dry_run), files, about=about, act=this_act())
    if as_json:
        print_json(report)
        return
    for line in report.sentences():
        typer.echo(line)


def import_(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="ucdp or control.", show_default=False)],
    files: Files,
    name: Annotated[str | None, typer.Option(help="What to call the data set in the case.")] = None,
    skip_bad: Annotated[bool, typer.Option(help="Leave bad rows out instead of refusing the file.")] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Import event data (ucdp: CSV, gzip or zip) or control maps (control: GeoJSON)."""
    case = the_case(context, dry_run=dry_run)
    progress(f"reading {len(files)} file{'s' if len(files) != 1 else ''}")
    if kind == "ucdp":
        report = import_events(case, kind, files, name=name, skip_bad=skip_bad, act=this_act())
    elif kind == "control":
        report = import_control(case, files, name=name, act=this_act())
    else:
        raise UsageError(f"import takes ucdp or control, not {kind!r}")
    if as_json:
        print_json(report)
        return
    for line in report.sentences():
        typer.echo(line)


def claims(
    context: typer.Context,
    document: Annotated[str | None, typer.Option(help="Only this document (file name or folder).")] = None,
    kind: Annotated[
        str | None, typer.Option(help="Only claims of this kind, such as deal or no_clash.")
    ] = None,
    again: Annotated[bool, typer.Option(help="Code every document again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Code what is not coded yet, and list what the documents claim."""
    case = the_case(context)
    progress("reading the documents")
    report = code_claims(case, this_act(), again=again)
    found = read_claims(case, document=document, kind=kind)
    names = {d.folder: d.filename for d in read_documents(case)}
    if as_json:
        print_json(
            [
                {**fields_of(claim), "document": names[claim.document], "folder": claim.document}
                for claim in found
            ]
        )
        return
    for line in report.sentences():
        say(line)
    print_table(
        ("id", "kind", "sides", "said by", "quote"),
        (
            (
                claim.id,
                claim.kind,
                f"{'+'.join(claim.side_a) or '?'} → {'+'.join(claim.side_b) or '?'}",
                " via ".join(link.source for link in claim.attribution) or "the author",
                _short(claim.quote),
            )
            for claim in found
        ),
    )
    kinds = Counter(claim.kind for claim in found)
    say(f"{len(found)} claims: " + ", ".join(f"{n} {k}" for k, n in kinds.most_common()))


def verify(
    context: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(help="The case, if not the one of -C.", show_default=False)
    ] = None,
    recompute: Annotated[bool, typer.Option(help="Run every answer again from its seed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check hashes, offsets, the log and the arithmetic of every answer; name file and line of a fault."""
    if path is not None:
        context.obj.case = path
    case = the_case(context)
    faults = find_faults(case, recompute=compute if recompute else None)
    if as_json:
        print_json(faults)
    else:
        for fault in faults:
            typer.echo(str(fault))
        typer.echo(f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in {case.path}")
    if faults:
        raise typer.Exit(1)


def doctor(as_json: AsJson = False) -> None:
    """Say what works here, which optional part is missing and how to get it; asks no network."""
    found = diagnose()
    if as_json:
        print_json(found)
        return
    print_table(
        ("part", "needed for", "state", "how to get it"),
        (
            (p.name, p.needed_for, "works" if p.works else "missing", "" if p.works else p.remedy)
            for p in found
        ),
    )


def _short(quote: str) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= QUOTE_SHOWN else one_line[: QUOTE_SHOWN - 1] + "…"
