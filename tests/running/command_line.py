"""Runs the command line in a process of its own, with or without the second that its start takes."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SERVER = Path(__file__).with_name("command_server.py")
FORKS = sys.platform == "linux"  # elsewhere a process that has loaded much can't be forked, or not safely

Done = subprocess.CompletedProcess[str]


def run_anew(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    """Run a command as a user does; each command has a test that starts it so."""
    command = [sys.executable, "-m", "holdfire", *map(str, arguments)]
    streams = {"stdin": subprocess.DEVNULL, "capture_output": True}
    return subprocess.run(command, **streams, text=True, check=False, cwd=cwd, env=env)


def run(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    """Run a command in a process that has loaded holdfire already; nothing else of it is shared."""
    if not FORKS:
        return run_anew(*arguments, cwd=cwd, env=env)
    return _server().run([*map(str, arguments)], cwd or Path.cwd(), {**(env or os.environ)})


class _Server:
    """A process that forks one for each command, and the files that take what these print."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="holdfire-commands-")
        self._printed = [Path(self._folder.name) / name for name in ("out", "err")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen([sys.executable, str(SERVER)], **pipes, text=True)
        atexit.register(self.close)

    def run(self, arguments: list[str], folder: Path, environment: dict[str, str]) -> Done:
        for file in self._printed:
            file.write_bytes(b"")
        asked = {"arguments": arguments, "folder": str(folder), "environment": environment}
        asked["out"], asked["err"] = map(str, self._printed)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        code = self._process.stdout.readline()
        assert code, f"the server of commands ended with {self._process.poll()}"
        out, err = (file.read_text(encoding="utf-8") for file in self._printed)
        return Done(arguments, int(code), out, err)

    def close(self) -> None:
        self._process.communicate()
        self._folder.cleanup()


@cache
def _server() -> _Server:
    return _Server()
