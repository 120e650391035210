"""The demonstration case and a browser, each made once for all tests that look at the app."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import ARGUMENTS, CHROMIUM
from command_line import run

from holdfire.case.folder import Case
from holdfire.inquiry.reading import questions, stored_record
from holdfire.model.allegation import Question
from holdfire.weighing.tables import shipped_tables


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "demo"
    made = run("demo", folder, "--no-serve")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="session")
def weighed(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Ask of the demonstration what a table of the package fits; give the case and the question's id.

    The first months in which enough was recorded, whatever was found in them.
    """
    folder = tmp_path_factory.mktemp("weighed") / "case"
    shutil.copytree(demo, folder)
    case = Case.open(folder)
    asked, since, until = next(found for one in questions(case) if (found := fitting(case, one)))
    sides = ("--a", *asked.triple.a, "--b", *asked.triple.b, "--against", *asked.triple.against)
    days = ("--from", since, "--until", until, "--area", asked.area.name)
    done = run("-C", folder, "ask", *sides, *days, "--form", "silent-front", "--json")
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert reply["weighing"]["factors"], reply["weighing"]["sentence"]
    return folder, reply["question"]["id"]


def fitting(case: Case, asked: Question) -> tuple[Question, date, date] | None:
    """Find months of a question in which its parties have about as many rows as a table's wars have."""
    against = "+".join(asked.triple.against)
    rows = Counter[str]()
    for row in stored_record(case, asked.id):
        if row.area == "asked" and against in row.dyad:
            rows[row.month] += row.events
    months = sorted(rows)
    undated = (one.size for one in shipped_tables() if one.size.basis == "control map" and not one.size.onset)
    for size in undated:
        for first in range(len(months) - size.months):
            found = sum(rows[month] for month in months[first : first + size.months])
            if abs(found - size.rows) < 0.15 * size.rows:
                ends = (months[first], months[first + size.months])
                since, until = (date.fromisoformat(f"{month}-01") for month in ends)
                return asked, since, until
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()
