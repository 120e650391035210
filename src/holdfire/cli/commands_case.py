"""Commands that make a case and put files into it: new, add, import."""

from pathlib import Path
from typing import Annotated

import typer

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
from holdfire.cli.import_kinds import KINDS, KINDS_HELP, KINDS_LISTED, Import, mark_rules
from holdfire.control import Terms
from holdfire.control.cells import REACH_KM
from holdfire.errors import UsageError
from holdfire.intake.control import NO_WISHES, MapWishes
from holdfire.intake.documents import About, add_documents
from holdfire.intake.mapping import propose_mapping
from holdfire.intake.opening import new_case
from holdfire.intake.quick import Report

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
    kind: Annotated[str, typer.Argument(metavar="KIND", help=KINDS_HELP, show_default=False)],
    files: Files,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the data set in the case.")
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad rows out instead of refusing the file.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=THEIRS", help="Places, captures, control: the column that holds what."),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help="How a table is read (import csv).")
    ] = None,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="Guess a mapping and write it: import csv FILE --propose [MAP.toml]; imports nothing.",
        ),
    ] = False,
    side_a: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who stands as side_a where the table names nobody.")
    ] = None,
    side_b: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who stands as side_b where the table names nobody.")
    ] = None,
    place_names: Annotated[
        bool,
        typer.Option("--place-names", help="Place rows without coordinates by the case's gazetteers."),
    ] = False,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Control: the source of a map that names none.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Control: first day of areas without one.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="Control: first day that no longer counts.")
    ] = None,
    layer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Control: which layer of a GeoPackage is the map.")
    ] = None,
    reach: Annotated[
        float | None,
        typer.Option(metavar="KM", help=f"Control, place marks: ground of a place; {REACH_KM:g} km."),
    ] = None,
    gap: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS", help="Control, place marks: how long one counts after it was last seen."
        ),
    ] = None,
    seen: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Control, with --gap: days of looking, or places last listed."),
    ] = None,
    within: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Control, place marks: draw within this GeoJSON only.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Actors: all of a list, not those alone that the case concerns.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Import event data, control maps, places, an actor registry or settings; KIND says which.

    A file may be CSV, GeoJSON or an Excel sheet, gzipped or alone in a zip; its content counts, not its name.
    """
    if kind not in KINDS:
        raise UsageError(f"import takes {KINDS_LISTED}, not {kind!r}")
    if propose:
        _propose(kind, files, dry_run=dry_run, as_json=as_json)
        return
    _refuse_flags(kind, mapping=mapping, sides=(side_a, side_b), place_names=place_names)
    maps = MapWishes(
        source=source,
        terms=Terms(since=day(since, "--from"), until=day(until, "--until"), layer=layer),
        marks=mark_rules(reach, gap, seen, within),
    )
    if maps != NO_WISHES and kind != "control":
        flags = "--source, --from, --until, --layer, --reach, --gap, --seen and --within"
        raise UsageError(f"{flags} are for import control, not {kind}")
    case = the_case(context, dry_run=dry_run)
    if column and kind not in ("places", "captures", "control"):
        raise UsageError(f"--column is for import places, captures and control, not {kind}")
    if every and kind != "actors":
        raise UsageError(f"--all is for import actors, not {kind}")
    progress(f"reading {len(files)} file{'s' if len(files) != 1 else ''}")
    asked = Import(
        case=case,
        kind=kind,
        files=tuple(files),
        name=name,
        skip_bad=skip_bad,
        columns=tuple(column or ()),
        every=every,
        mapping=mapping,
        sides=(side_a, side_b),
        place_names=place_names,
        maps=maps,
    )
    _tell(KINDS[kind].run(asked), as_json=as_json, dry_run=dry_run)


def _propose(kind: str, files: list[Path], *, dry_run: bool, as_json: bool) -> None:
    """Write a mapping for the first file; a name that ends in .toml behind it is where it goes."""
    if kind != "csv":
        raise UsageError(f"--propose is for import csv, not {kind}")
    *tables, last = files
    tables, out = (tables, last) if tables and last.suffix == ".toml" else (files, None)
    if len(tables) != 1:
        raise UsageError("--propose takes one table, and perhaps a file to write: FILE --propose MAP.toml")
    _tell(propose_mapping(tables[0], out, write=not dry_run), as_json=as_json, dry_run=dry_run)


def _refuse_flags(
    kind: str, *, mapping: Path | None, sides: tuple[str | None, str | None], place_names: bool
) -> None:
    """Refuse flags that this kind would pass over in silence."""
    if (mapping or any(sides)) and kind not in ("csv", "strikes"):
        raise UsageError(f"--map, --side-a and --side-b are for import csv and strikes, not {kind}")
    if place_names and kind not in ("csv", "strikes", "acled", "ucdp"):
        raise UsageError(f"--place-names is for event data, not {kind}")


def _tell(report: Report, *, as_json: bool, dry_run: bool) -> None:
    if dry_run:
        say("dry run: nothing was written")
    if as_json:
        print_json(report)
        return
    for line in report.sentences():
        tell(f"without --dry-run: {line}" if dry_run else line)  # piped on, it must not read as done
