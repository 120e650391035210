"""The application and what every command shares: the case, the actor of the log, the clock, the printing."""

import getpass
import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from holdfire import __version__
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import InputError
from holdfire.records.values import to_builtins

CASE_FLAG = "-C"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line feed
PLAIN_WIDTH = 140  # columns of a table that goes to a file or a pipe

app = typer.Typer(
    name="holdfire",
    help="From an allegation of secret cooperation in a war to a test that anyone can check. Works offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@dataclass(slots=True)
class Options:
    """What stands before the command: where the case is."""

    case: Path | None = None


AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output; messages go to standard error.")
]
ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="A Dask scheduler, such as tcp://host:8786, whose workers do the work; they must see the same "
        "folders.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything but the writing.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"holdfire {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    case: Annotated[
        Path | None,
        typer.Option(
            CASE_FLAG, help="The case folder; without it, the nearest parent folder with holdfire.toml."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Read what stands before the command."""
    context.obj = Options(case=case)


def the_case(context: typer.Context, *, dry_run: bool = False) -> Case:
    """Open the case that a command works on."""
    given: Options = context.obj
    case = Case.open(given.case) if given.case is not None else Case.find(Path.cwd())
    return case.rehearsal() if dry_run else case


def this_act() -> Act:
    """Name who acts and when: the only place but the web app that reads the clock."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container without a user entry
        user = "unknown"
    return Act(by=user, at=datetime.now(UTC).isoformat(timespec="seconds"))


def day(text: str | None, flag: str) -> date | None:
    """Read a day that a user typed."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{flag} takes a date such as 2017-10-01, not {text!r}") from None


def harmless(text: str) -> str:
    """Show control characters instead of sending them: words of documents must not steer a terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def tell(text: str) -> None:
    """Print a line of the result on standard output."""
    typer.echo(harmless(text))


def print_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    typer.echo(json.dumps(to_builtins(value), ensure_ascii=False, indent=2, allow_nan=False))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, wide enough for a pipe, fitted to a terminal; ids stay whole."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, no_wrap=heading == "id")
    for row in rows:
        table.add_row(*map(harmless, row))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=PLAIN_WIDTH)
    console.print(table)


def say(message: str) -> None:
    """Say something to the user beside the result: on standard error."""
    typer.echo(harmless(message), err=True)


def progress(message: str) -> None:
    """Say what goes on, on a terminal only."""
    if sys.stderr.isatty():
        say(f"… {message}")


def progress_of(number: int, total: int, name: str) -> None:
    """Say which of many things is worked on: one line that is written over, on a terminal only."""
    if not sys.stderr.isatty():
        return
    line = harmless(f"… {number:,} of {total:,}: {name}")[: shutil.get_terminal_size().columns - 1]
    typer.echo(f"\r\x1b[K{line}" if number < total else f"\r\x1b[K{line}\n", err=True, nl=False)
