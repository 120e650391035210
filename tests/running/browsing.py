"""A real server over a case, and a real browser that remembers what it asked for and complained about."""

import contextlib
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from command_line import running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1280, "height": 720}


@dataclass
class Watched:
    """A page with what it asked for and what it complained about."""

    page: Any
    base: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        self.page.goto(f"{self.base}{path}")
        self.page.wait_for_selector("body[data-ready]")
        return self.page


@contextlib.contextmanager
def served(case: Path, *, anew: bool = False) -> Iterator[str]:
    """Serve a case by the command line, and give its address. anew: from a start of its own, as users do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running("-C", case, "serve", "--port", port, anew=anew) as runs:
        _await(port, runs)
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def watching(browser: Any, address: str, **options: Any) -> Iterator[Watched]:
    """Open a page of a browser and listen to it."""
    page = browser.new_page(viewport=SIZE, **options)
    seen = Watched(page, address)
    page.on("request", lambda asked: seen.asked.append(asked.url))
    page.on("console", lambda line: seen.complaints.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    try:
        yield seen
    finally:
        page.close()


def _await(port: int, runs: Callable[[], bool]) -> None:
    for _ in range(1_200):
        if not runs():
            raise RuntimeError("the server ended")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not answer")
