"""The picture of a captured town among all captures, and how its rank is told to a statistician."""

import re
from dataclasses import replace

import pytest

from holdfire.dossier.explanations import for_statistician
from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.wishes import what_would_help
from holdfire.model.answer import Answer

LABELS = {"gov": "Government", "order": "Order"}
WINDOW = {"radius_km": 10.0, "days_before": 30, "days_after": 7, "fighting": "taker-loser"}
TOWNS = [
    {"place": "Osk", "deaths": 0, "rank": 2, "asked": True, "negotiated": None},
    {"place": "Tarn", "deaths": 0, "rank": 2, "asked": False, "negotiated": True},
    {"place": "Mill & Weir", "deaths": 40_000, "rank": 3, "asked": False, "negotiated": False},
]


@pytest.fixture
def answer(silent_answer: Answer) -> Answer:
    ranks = [{**town, "date": "2031-05-16", "loser": "order", "taker": "gov", "ratio": 1.0} for town in TOWNS]
    details = {"window": WINDOW, "ranks": ranks, "looks": 3, "p_low": 2 / 3}
    return replace(silent_answer, form="hand-over", details=details)


def drawn(answer: Answer) -> list[Figure]:
    return [f for f in answer_figures(answer, LABELS) if f.heading.startswith("Where this capture")]


def test_captures_without_deaths_are_counted_for_their_ticks_lie_on_one_another(answer: Answer) -> None:
    (figure,) = drawn(answer)
    assert figure.subline.endswith("; 2 of 3 have 0")


def test_every_capture_is_in_the_table_by_its_rank_and_negotiated_ones_are_marked(answer: Answer) -> None:
    (figure,) = drawn(answer)
    assert figure.rows == (
        ("2", "Osk", "2031-05-16", "Order, Government", "0"),
        ("2", "Tarn, negotiated", "2031-05-16", "Order, Government", "0"),
        ("3", "Mill & Weir", "2031-05-16", "Order, Government", "40,000"),
    )
    assert "fights of the two within 10 km, from 30 days before to 7 after" in figure.subline


def test_the_drawing_names_the_asked_town_once_and_holds_all_within_its_edges(answer: Answer) -> None:
    (figure,) = drawn(answer)
    svg = str(figure.svg)
    assert "Osk: 0, 2nd of 3 from the fewest" in svg
    assert svg.count('class="c-mark"') == 3  # two ticks and a dot
    assert all(0 <= float(x) <= 320 for x in re.findall(r' (?:x|x1|x2|cx)="([-\d.]+)"', svg))


def test_without_another_capture_or_a_window_nothing_is_drawn(answer: Answer) -> None:
    ranks = answer.details["ranks"]
    assert isinstance(ranks, list | tuple)
    alone = replace(answer, details={**answer.details, "ranks": ranks[:1]})
    assert drawn(alone) == drawn(replace(answer, details={"ranks": ranks})) == []


def test_a_rank_that_is_multiplied_says_so(answer: Answer) -> None:
    told = dict(for_statistician(answer))["Reference"]
    assert told.endswith("(its own rank is 2, times 3 that it may have been picked from)")
    alone = replace(answer, details={**answer.details, "looks": 1})
    assert "picked" not in dict(for_statistician(alone))["Reference"]


def test_what_would_help_is_what_is_known_of_the_towns(answer: Answer) -> None:
    of_towns = replace(answer.exposure, basis="none")
    wishes = what_would_help(replace(answer, valid={"numbers": True}, exposure=of_towns), ())
    assert any("like would be compared with like" in wish for wish in wishes)
