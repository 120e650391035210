"""The demonstration case and a browser, each made once for all tests that look at the app."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ARGUMENTS, CHROMIUM, served
from command_line import run
from filelock import FileLock
from weighed_case import ask_what_fits


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], None]], Path]:
    """Give a folder that whichever process of this run comes first makes, and nobody changes then."""
    base = tmp_path_factory.getbasetemp()
    common = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = common / name
        with FileLock(common / f"{name}.lock"):
            if not folder.exists():
                begun = tmp_path_factory.mktemp(name)
                make(begun)
                begun.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def demo(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    def make(folder: Path) -> None:
        made = run("demo", folder / "demo", "--no-serve")
        assert made.returncode == 0, made.stderr

    return made_once("web", make) / "demo"


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """Serve the demonstration to the tests that leave it as it was."""
    with served(demo) as base:
        yield base


@pytest.fixture(scope="session")
def weighed(demo: Path, made_once: Callable[[str, Callable[[Path], None]], Path]) -> tuple[Path, str]:
    """Give a copy of the demonstration that has a weighing, and the id of its question."""

    def make(folder: Path) -> None:
        case = shutil.copytree(demo, folder / "case")
        (folder / "question").write_text(ask_what_fits(case))

    folder = made_once("weighed", make)
    return folder / "case", (folder / "question").read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium for the tests of a file: while it runs, no test of another can start an event loop."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()
