"""The command `quick`: a case out of files of any kind, and the web app on it."""

from pathlib import Path
from typing import Annotated

import typer

from holdfire.case.folder import Case
from holdfire.cli.application import AsJson, print_json, progress, tell, this_act
from holdfire.cli.commands_showing import PORT, Port, open_app
from holdfire.intake.quick import quick_case


def quick(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Tables, maps, documents, folders.", show_default=False),
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where the case goes; else beside the first file, under its name."
        ),
    ] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Make the case and stop.")] = False,
    port: Port = PORT,
    as_json: AsJson = False,
) -> None:
    """Guess what files are, make a case of them, and open it.

    Events of UCDP and ACLED, control maps, gazetteers, boundaries, actor registries and documents are known
    by what they hold. A file that can't be told is reported, and no case is made then.
    """
    progress(f"looking into {len(files)} file{'s' if len(files) != 1 else ''}")
    report = quick_case(files, into, this_act())
    if as_json:
        print_json(report)
    else:
        for line in report.sentences():
            tell(line)
    if not no_serve:
        open_app(Case.open(Path(report.case)), port, browser=True)
