"""Loads holdfire once and forks a process for each command that a test gives, which spares it the start.

A line of JSON on standard input asks for a command; its exit code comes back as a line on standard output.
Of one that stays the number of its process comes back at once, and how that ended when it is asked for.
"""

import gc
import json
import os
import sys
from importlib import import_module

from holdfire.claims.syntax.parser import parser
from holdfire.cli import main  # the function; once its module is loaded the name means that
from holdfire.documents import read_document


def load() -> None:
    """Load the modules of every command, and the models of languages and syntax that are here."""
    for command in import_module("holdfire.cli.main").COMMANDS.values():
        import_module(f"holdfire.cli.{command.target.partition(':')[0]}")
    read_document("Les deux camps se sont rencontrés à la frontière le 4 mai.".encode(), "x.txt")
    if (found := parser()) is not None:
        found.parse([], "")
    gc.freeze()  # a collection in a child would copy the memory that it shares with this process


def fork_commands() -> bool:
    """Answer until nobody asks any more; say whether this is the process of a command."""
    with os.fdopen(os.dup(0)) as questions, os.fdopen(os.dup(1), "w") as replies:
        for line in questions:
            asked = json.loads(line)
            child = asked.get("ended") or os.fork()
            if not child:
                become(asked, asked.pop("arguments"), asked.pop("environment"))
                return True
            if "stays" in asked:
                print(child, file=replies, flush=True)
            else:
                ended, status = os.waitpid(child, os.WNOHANG if "ended" in asked else 0)
                print(os.waitstatus_to_exitcode(status) if ended else "runs", file=replies, flush=True)
    return False


def become(asked: dict[str, str], arguments: list[str], environment: dict[str, str]) -> None:
    """Take the place of a process that was started for this command alone."""
    for number, path in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        opened = os.open(path, os.O_WRONLY if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["holdfire", *arguments]


def code() -> int:
    """Run the command; give the code that Python would end with."""
    try:
        main()
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else int(asked.code is not None)
    return 0


if __name__ == "__main__":
    load()
    ended = code() if fork_commands() else 0
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(ended)  # to take down what was loaded would cost more than most commands
