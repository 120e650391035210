"""The demonstration case and a browser, each made once for all tests that look at the app."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ARGUMENTS, CHROMIUM, served
from command_line import run
from weighed_case import ask_what_fits


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "demo"
    made = run("demo", folder, "--no-serve")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """Serve the demonstration to the tests that leave it as it was."""
    with served(demo) as base:
        yield base


@pytest.fixture(scope="session")
def weighed(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give a copy of the demonstration that has a weighing, and the id of its question."""
    folder = tmp_path_factory.mktemp("weighed") / "case"
    shutil.copytree(demo, folder)
    return folder, ask_what_fits(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()
