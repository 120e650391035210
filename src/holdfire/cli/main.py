"""Runs the command line: every error that is ours becomes a message and an exit code, never a traceback."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from holdfire.cli.application import app
from holdfire.cli.commands_asking import allegations, ask, register, why
from holdfire.cli.commands_case import add, claims, doctor, import_, new, verify
from holdfire.cli.commands_showing import demo, dossier, serve
from holdfire.errors import HoldfireError

COMMANDS: Mapping[str, Callable[..., None]] = {
    "demo": demo,
    "doctor": doctor,
    "new": new,
    "add": add,
    "import": import_,
    "claims": claims,
    "allegations": allegations,
    "register": register,
    "ask": ask,
    "why": why,
    "dossier": dossier,
    "verify": verify,
    "serve": serve,
}
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)

INTERRUPTED = 130
UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h: the fault is ours, not the user's


def main() -> None:
    """Run `holdfire` with the arguments of this process and exit with the documented code."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        app()
    except HoldfireError as error:
        _fail(str(error), error.exit_code)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("HOLDFIRE_DEBUG") == "1":
            raise
        _fail(
            f"something went wrong inside holdfire: {type(error).__name__}: {error}\n"
            "the case is as it was; run again with HOLDFIRE_DEBUG=1 and report what it prints",
            UNEXPECTED,
        )


def _interrupted(_signal: int, _frame: object) -> NoReturn:
    sys.stderr.write("\nstopped; the case is as it was, run the same command to go on\n")
    sys.exit(INTERRUPTED)


def _fail(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"holdfire: {message}\n")
    sys.exit(code)
