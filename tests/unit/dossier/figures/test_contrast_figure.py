"""The picture of four actors by region: both pairs named, every region in the table."""

from dataclasses import replace

import pytest

from holdfire.dossier.explanations import for_statistician
from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.figures.figure import Figure
from holdfire.model.answer import Answer

LABELS = {"gov": "Government", "order": "Order", "front": "Front", "free": "Brigades", "hill": "Hill men"}
FOUND = {
    "identified": True,
    "asked": ["gov", "order"],
    "mirror": ["front", ["free"]],
    "observed": 14,
    "expected": 40.0,
    "value": 0.31,
    "interval": [0.2, None],
    "p_if_poisson": 0.0004,
    "p_signs": 0.03125,
    "pvalue": None,
    "regions": [
        {"region": f"Region with a name of some length {n}", "clashes": n, "expected": 2.0 + n}
        for n in range(15)
    ],
}


def _drawn(answer: Answer, **other: object) -> Figure:
    figures = answer_figures(replace(answer, details={"contrast": {**FOUND, **other}}), LABELS)
    return next(figure for figure in figures if figure.heading.startswith("Region by region"))


def test_both_pairs_that_it_could_be_are_named(silent_answer: Answer) -> None:
    subline = _drawn(silent_answer).subline
    assert "either Government – Order or its mirror, Front – Brigades, departs so far" in subline
    assert "can't tell which" in subline
    assert "0.31 (0.20 to no bound)" in subline


def test_where_more_than_four_take_part_the_mirror_is_the_other_against_all(silent_answer: Answer) -> None:
    assert "Front – all others" in _drawn(silent_answer, mirror=["front", ["free", "hill"]]).subline


def test_every_region_is_in_the_table_and_names_fit_beside_the_drawing(silent_answer: Answer) -> None:
    figure = _drawn(silent_answer)
    assert len(figure.rows) == 15
    assert figure.rows[0] == ("Region with a name of some length 14", "14", "16.0")
    assert figure.svg.count("<circle") == 12
    assert "…" in figure.svg


def test_the_statistician_reads_both_p_values_and_that_regions_are_few(silent_answer: Answer) -> None:
    told = dict(for_statistician(replace(silent_answer, details={"contrast": FOUND})))
    assert "= 0.031 by turned signs of 15 regions, p" in told["Contrast by region"]
    assert "too few regions" in told["Contrast by region"]


@pytest.mark.parametrize("words", ["Not identified: three actors have three pairs."])
def test_three_actors_are_told_in_words_and_not_drawn(silent_answer: Answer, words: str) -> None:
    answer = replace(silent_answer, details={"contrast": {"identified": False, "reason": words}})
    assert dict(for_statistician(answer))["Contrast by region"] == words
    assert not any(f.heading.startswith("Region by region") for f in answer_figures(answer, LABELS))
