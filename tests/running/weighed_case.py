"""A question that simulated wars of the package fit, asked of a case that has been asked others already."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

from command_line import run

from holdfire.case.folder import Case
from holdfire.inquiry.reading import questions, stored_record
from holdfire.model.allegation import Question
from holdfire.weighing.tables import Size, shipped_tables

NEAR = 0.15  # of the rows of a table's wars


def ask_what_fits(folder: Path) -> str:
    """Ask by the command line, and give the question's id.

    Of the first months in which enough was recorded, whatever was found in them.
    """
    case = Case.open(folder)
    sizes = [one.size for one in shipped_tables()]
    plain = [size for size in sizes if size.basis == "control map" and not size.onset]
    asked, since, until = next(
        found for one in questions(case) for size in plain if (found := fitting(case, one, size))
    )
    sides = ("--a", *asked.triple.a, "--b", *asked.triple.b, "--against", *asked.triple.against)
    days = ("--from", since, "--until", until, "--area", asked.area.name)
    done = run("-C", folder, "ask", *sides, *days, "--form", "silent-front", "--json")
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert reply["weighing"]["factors"], reply["weighing"]["sentence"]
    return reply["question"]["id"]


def fitting(case: Case, asked: Question, size: Size) -> tuple[Question, date, date] | None:
    """Find months of a question in which its parties have about as many rows as a table's wars have."""
    against = "+".join(asked.triple.against)
    rows = Counter[str]()
    for row in stored_record(case, asked.id):
        if row.area == "asked" and against in row.dyad:
            rows[row.month] += row.events
    months = sorted(rows)
    for first in range(len(months) - size.months):
        found = sum(rows[month] for month in months[first : first + size.months])
        if abs(found - size.rows) < NEAR * size.rows:
            ends = (months[first], months[first + size.months])
            since, until = (date.fromisoformat(f"{month}-01") for month in ends)
            return asked, since, until
    return None
