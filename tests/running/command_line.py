"""Runs the command line in a process of its own, with or without the second that its start takes."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from signal import SIGTERM
from typing import Any

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


@contextmanager
def running(*arguments: object, anew: bool = False) -> Iterator[Callable[[], bool]]:
    """Start a command as one or the other does, and stop it at the end; meanwhile ask whether it runs."""
    command = [*map(str, arguments)]
    if FORKS and not anew:
        with _server().running(command) as lives:
            yield lives
        return
    null = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-m", "holdfire", *command], **null)
    try:
        yield lambda: process.poll() is None
    finally:
        process.terminate()
        process.wait(timeout=10)


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
        code = int(self._told(arguments, folder, environment, self._printed))
        out, err = (file.read_text(encoding="utf-8") for file in self._printed)
        return Done(arguments, code, out, err)

    @contextmanager
    def running(self, arguments: list[str]) -> Iterator[Callable[[], bool]]:
        nowhere = [Path(os.devnull)] * 2
        process = int(self._told(arguments, Path.cwd(), {**os.environ}, nowhere, stays=True))
        ended = False

        def runs() -> bool:
            nonlocal ended
            ended = ended or self._answer({"ended": process}) != "runs"
            return not ended

        try:
            yield runs
        finally:
            if runs():
                os.kill(process, SIGTERM)
            until = time.monotonic() + 10
            while runs():
                assert time.monotonic() < until, f"{arguments} did not stop"
                time.sleep(0.02)

    def _told(
        self, arguments: list[str], folder: Path, environment: dict[str, str], to: list[Path], **how: bool
    ) -> str:
        asked = {"arguments": arguments, "folder": str(folder), "environment": environment, **how}
        asked["out"], asked["err"] = map(str, to)
        return self._answer(asked)

    def _answer(self, asked: dict[str, Any]) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the server of commands ended with {self._process.poll()}"
        return answer.strip()

    def close(self) -> None:
        self._process.communicate()
        self._folder.cleanup()


@cache
def _server() -> _Server:
    return _Server()
