"""Runs the command line: every error that is ours becomes a message and an exit code, never a traceback."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple, NoReturn

import typer

from holdfire.cli.application import CASE_FLAG, app, say
from holdfire.cli.interruption import Interruption
from holdfire.errors import HoldfireError


class Command(NamedTuple):
    """Where a command is, loaded when it is called and not before, and its line in the list of commands."""

    target: str
    short: str


COMMANDS: Mapping[str, Command] = {
    "demo": Command(
        "commands_showing:demo",
        "Make the demonstration case, a simulated war and its press with known truth, and open the web app.",
    ),
    "simulate": Command(
        "commands_simulating:simulate",
        "Simulate a war and its press with known truth: a whole case, and truth.json beside it.",
    ),
    "quick": Command("commands_quick:quick", "Guess what files are, make a case of them, and open it."),
    "doctor": Command(
        "commands_checking:doctor",
        "Say what works here, which optional part is missing and how to get it; asks no network.",
    ),
    "new": Command("commands_case:new", "Make an empty case."),
    "add": Command(
        "commands_case:add",
        "Add documents: txt, md, html, pdf (with a text layer), docx, eml, mbox, a zip or a folder of them.",
    ),
    "import": Command(
        "commands_case:import_",
        "Import event data, control maps, places, an actor registry or settings; KIND says which.",
    ),
    "control": Command(
        "commands_control:control", "Control maps: who held what, fronts, reach, what changed hands."
    ),
    "actors": Command(
        "commands_actors:actors", "List the registry, proposed names, and what side names were taken for."
    ),
    "matches": Command(
        "commands_matching:matches", "Rows of several data sets that tell of one event, each counted once."
    ),
    "claims": Command(
        "commands_claims:claims", "Code what is not coded yet, and list what the documents claim."
    ),
    "deals": Command(
        "commands_dealing:deals",
        "List deals: who gives what to whom, under whom, what is said of a return, whether they were kept.",
    ),
    "review": Command(
        "commands_reviewing:review", "Decide about claims, add one that was missed, measure agreement."
    ),
    "check": Command(
        "commands_checks:check", "Check figures against data, claims against claims, events and maps."
    ),
    "shares": Command(
        "commands_shares:shares",
        "Say who an actor's events are with, by year and area, with intervals; without --actor, everybody's.",
    ),
    "allegations": Command(
        "commands_reading:allegations",
        "List what the documents allege: by triple, area and period, with the forms that could test it.",
    ),
    "register": Command(
        "commands_asking:register",
        "Make an allegation a question, fixed before any result; prints what could be detected.",
    ),
    "ask": Command(
        "commands_asking:ask",
        "Register if needed, then run the forms and their placebos; the record comes before any verdict.",
    ),
    "scan": Command(
        "commands_scan:scan",
        "Run a form on every pair or triple of actors of the data, with false discoveries held down.",
    ),
    "calibrate": Command(
        "commands_calibrating:calibrate",
        "Try many simulated wars: how often each form, the weighing and the coder are right about them.",
    ),
    "why": Command(
        "commands_why:why",
        "Show the whole chain of a claim, an answer or a number, down to characters and rows.",
    ),
    "dossier": Command(
        "commands_showing:dossier",
        "Write one self-contained page: question, answers, evidence, and how to check each number.",
    ),
    "verify": Command(
        "commands_checking:verify",
        "Check hashes, offsets, the log and the arithmetic of every answer; name file and line of a fault.",
    ),
    "serve": Command(
        "commands_showing:serve",
        "Open the case as a web app on this machine; no page of another origin is trusted.",
    ),
}
"""Every command in the order of the help."""

COMPLETION = "_HOLDFIRE_COMPLETE"  # set by the shell that asks for completions, of any command
UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h: the fault is ours, not the user's


def run(interruption: Interruption) -> None:
    """Run `holdfire` with the arguments of this process and exit with the documented code."""
    try:
        asked = called_command(sys.argv[1:])
        for name in COMMANDS if asked is None else (asked,):
            _register(name, load=asked is not None or COMPLETION in os.environ)
        app()
    except HoldfireError as error:
        interruption.leave()
        _fail(str(error), error.exit_code)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        interruption.leave()
        if os.environ.get("HOLDFIRE_DEBUG") == "1":
            raise
        _fail(
            f"something went wrong inside holdfire: {type(error).__name__}: {error}\n"
            "the case is as it was; run again with HOLDFIRE_DEBUG=1 and report what it prints",
            UNEXPECTED,
        )


def called_command(arguments: Sequence[str]) -> str | None:
    """Name the command that is called; None for the list of commands, completion and a word that is none."""
    words = iter(arguments)
    for word in words:
        if word == CASE_FLAG:
            next(words, None)
        elif not word.startswith("-"):
            return word if word in COMMANDS else None
    return None


def _register(name: str, *, load: bool) -> None:
    """Tell the parser of a command; only one that may run is loaded, since all together take a second."""
    target, short = COMMANDS[name]
    if not load:
        app.command(name, short_help=short)(_not_called)
        return
    module, function = target.split(":")
    called = getattr(import_module(f"holdfire.cli.{module}"), function)
    if isinstance(called, typer.Typer):
        app.add_typer(called, name=name, short_help=short)
    else:
        app.command(name, short_help=short)(called)


def _not_called() -> None:
    """Stand for a command in the list of commands."""


def _fail(message: str, code: int) -> NoReturn:
    say(f"holdfire: {message}")
    sys.exit(code)
