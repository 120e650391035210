"""Runs the command line: every error that is ours becomes a message and an exit code, never a traceback."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import NoReturn

import typer

from holdfire.cli.application import CASE_FLAG, app, say
from holdfire.cli.interruption import Interruption
from holdfire.errors import HoldfireError

COMMANDS: Mapping[str, str] = {
    "demo": "commands_showing:demo",
    "quick": "commands_quick:quick",
    "doctor": "commands_checking:doctor",
    "new": "commands_case:new",
    "add": "commands_case:add",
    "import": "commands_case:import_",
    "actors": "commands_actors:actors",
    "matches": "commands_matching:matches",
    "claims": "commands_claims:claims",
    "deals": "commands_dealing:deals",
    "review": "commands_reviewing:review",
    "check": "commands_checks:check",
    "shares": "commands_shares:shares",
    "allegations": "commands_reading:allegations",
    "register": "commands_asking:register",
    "ask": "commands_asking:ask",
    "why": "commands_asking:why",
    "dossier": "commands_showing:dossier",
    "verify": "commands_checking:verify",
    "serve": "commands_showing:serve",
}
"""Every command in the order of the help, with the module that is loaded when it is called and not before."""

UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h: the fault is ours, not the user's


def run(interruption: Interruption) -> None:
    """Run `holdfire` with the arguments of this process and exit with the documented code."""
    try:
        for name in wanted(sys.argv[1:]):
            module, function = COMMANDS[name].split(":")
            called = getattr(import_module(f"holdfire.cli.{module}"), function)
            if isinstance(called, typer.Typer):
                app.add_typer(called, name=name)
            else:
                app.command(name, short_help=_first_line(called))(called)
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


def wanted(arguments: Sequence[str]) -> Iterable[str]:
    """Name the commands to load: the one that is called, or all of them for help and completion."""
    words = iter(arguments)
    for word in words:
        if word == CASE_FLAG:
            next(words, None)
        elif not word.startswith("-"):
            return (word,) if word in COMMANDS else COMMANDS
    return COMMANDS


def _first_line(called: Callable[..., None]) -> str:
    """Take the whole first line of a command's help for the list of commands, which would cut it else."""
    return (called.__doc__ or "").partition("\n")[0]


def _fail(message: str, code: int) -> NoReturn:
    say(f"holdfire: {message}")
    sys.exit(code)
