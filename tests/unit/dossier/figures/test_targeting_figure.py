"""The picture of what a side struck against what there was to strike."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.figures.figure import Figure
from holdfire.model.answer import Answer

LABELS = {"gov": "Government", "order": "Order", "league": "League"}
BINS = [
    {"opportunity": 0.2, "share": 0.05, "strikes": 120, "occasions": 20},
    {"opportunity": 0.6, "share": 0.0, "strikes": 30, "occasions": 9},
]


@pytest.fixture
def answer(silent_answer: Answer) -> Answer:
    details = {
        "striker": "gov",
        "partner": "order",
        "third": "league",
        "targeting": {"bins": BINS, "value": 0.2, "low": None, "high": 0.4},
    }
    return replace(silent_answer, form="selective-targeting", details=details)


def drawn(answer: Answer) -> list[Figure]:
    return [f for f in answer_figures(answer, LABELS) if f.heading == "What Government struck"]


def test_every_bin_is_in_the_table_and_the_sides_are_named(answer: Answer) -> None:
    (figure,) = drawn(answer)
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in figure.rows] == [
        ["20 %", "5 %", "120", "20"],
        ["60 %", "0 %", "30", "9"],
    ]
    assert "strikes on Order or League" in figure.subline


def test_dots_lie_at_their_shares_and_larger_ones_stand_for_more_strikes(answer: Answer) -> None:
    (figure,) = drawn(answer)
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', str(figure.svg))
    (x1, y1, r1), (x2, y2, r2) = ([float(v) for v in dot] for dot in dots)
    assert x1 < x2
    assert y1 < y2  # no strike at all lies lowest
    assert r1 > r2


def targeting(answer: Answer) -> Mapping[str, object]:
    found = answer.details["targeting"]
    assert isinstance(found, Mapping)
    return found


def test_an_end_without_a_bound_is_not_drawn(answer: Answer) -> None:
    bounded = {**targeting(answer), "low": 0.1}
    other = replace(answer, details={**answer.details, "targeting": bounded})
    one, two = (str(drawn(a)[0].svg).count("c-thin-range") for a in (answer, other))
    assert two == 2 * one > 0


def test_without_bins_nothing_is_drawn(answer: Answer) -> None:
    empty = {**targeting(answer), "bins": []}
    assert drawn(replace(answer, details={**answer.details, "targeting": empty})) == []
    assert drawn(replace(answer, details={})) == []
