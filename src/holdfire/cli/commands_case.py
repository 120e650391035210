"""Commands that make a case and put files into it: new, add, import."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Protocol

import typer

from holdfire.case.folder import Case
from holdfire.cli.application import (
    AsJson,
    DryRun,
    day,
    print_json,
    progress,
    say,
    tell,
    the_case,
    this_act,
)
from holdfire.errors import UsageError
from holdfire.intake.actors import import_actors
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.intake.settings import import_settings
from holdfire.intake.tables import import_events

Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Files or folders.", show_default=False)]


def new(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="A folder that does not exist yet, or is empty.", show_default=False
        ),
    ],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What the inquiry is about.")] = None,
    actors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An actor registry (actors.toml).")
    ] = None,
) -> None:
    """Make an empty case."""
    case = new_case(folder, title=title or folder.resolve().name, actors=actors, act=this_act())
    tell(f"new case: {case.path}")


def add(
    context: typer.Context,
    files: Files,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication, such as 2017-11-25.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out files that can't be read, instead of refusing all.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Add documents: txt, md, html, pdf (with a text layer), docx, eml, mbox, a zip or a folder of them.

    Each keeps its bytes, its text layer and its layout (pages, headings, quotations, menus). All files that
    can't be read are listed at once, and nothing is added then.
    """
    about = About(published=day(published, "--published"), outlet=outlet, url=url)
    case = the_case(context, dry_run=dry_run)
    report = add_documents(case, files, about=about, act=this_act(), skip_bad=skip_bad)
    _tell(report, as_json=as_json, dry_run=dry_run)


def import_(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="ucdp, control, actors or settings.", show_default=False)
    ],
    files: Files,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the data set in the case.")
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad rows out instead of refusing the file.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Import event data (ucdp), control maps (control), an actor registry (actors) or settings (settings)."""
    case = the_case(context, dry_run=dry_run)
    progress(f"reading {len(files)} file{'s' if len(files) != 1 else ''}")
    _tell(_imported(case, kind, files, name, skip_bad=skip_bad), as_json=as_json, dry_run=dry_run)


class _Report(Protocol):
    """What every import says of itself."""

    def sentences(self) -> Iterable[str]:
        """Say it in lines for a reader."""
        ...


def _imported(case: Case, kind: str, files: list[Path], name: str | None, *, skip_bad: bool) -> _Report:
    if kind == "ucdp":
        return import_events(case, kind, files, name=name, skip_bad=skip_bad, act=this_act())
    if kind == "control":
        return import_control(case, files, name=name, act=this_act())
    if kind == "actors":
        if len(files) != 1:
            raise UsageError("import actors takes one file: the registry of the case")
        return import_actors(case, files[0], this_act())
    if kind == "settings":
        if len(files) != 1:
            raise UsageError("import settings takes one file: the holdfire.toml of the case")
        return import_settings(case, files[0], this_act())
    raise UsageError(f"import takes ucdp, control, actors or settings, not {kind!r}")


def _tell(report: _Report, *, as_json: bool, dry_run: bool) -> None:
    if dry_run:
        say("dry run: nothing was written")
    if as_json:
        print_json(report)
        return
    for line in report.sentences():
        tell(f"without --dry-run: {line}" if dry_run else line)  # piped on, it must not read as done
