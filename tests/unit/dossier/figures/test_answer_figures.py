"""Pictures made from what a form left in its details."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.figures.designs import Design, designs_figure
from holdfire.dossier.figures.placebo import Pair, Strip, ordinal
from holdfire.dossier.figures.power import power_figure
from holdfire.dossier.figures.tipping import tipping_figure
from holdfire.model.allegation import Detectable
from holdfire.model.answer import Answer
from holdfire.model.verdict import Verdict

LABELS = {"gov": "Government", "order": "Order"}


def test_a_form_over_dyads_shows_effect_strip_references_and_tipping(silent_answer: Answer) -> None:
    figures = answer_figures(silent_answer, LABELS)
    assert [figure.heading for figure in figures] == [
        "Rate ratio",
        "Where this pair lies among all pairs",
        "What ordinary pairs look like",
        "How wrong must the reporting be?",
    ]
    strip = figures[1]
    assert len(strip.rows) == 21
    assert strip.rows[6] == ("7", "Government – Order", "0.44×")
    assert "7th of 21" in strip.svg
    assert len(figures[2].rows) == 20


def test_a_form_over_pairs_of_dyads_shows_null_placebos_and_designs(concerted_answer: Answer) -> None:
    figures = answer_figures(concerted_answer, LABELS)
    assert [figure.heading for figure in figures[1:]] == [
        "Where this pair lies among all pairs",
        "What chance leaves",
        "Other reasonable choices",
    ]
    assert "4th of 13" in figures[1].svg
    assert "the null, 9,999 draws" in figures[2].subline
    assert sum(float(row[2].removesuffix(" %")) for row in figures[2].rows) == pytest.approx(100, abs=0.5)
    assert [row[0] for row in figures[3].rows if "registered" in row[0]] == ["10 km, 28 days (registered)"]


def test_every_table_row_has_as_many_cells_as_the_table_has_columns(
    silent_answer: Answer, concerted_answer: Answer
) -> None:
    for answer in (silent_answer, concerted_answer):
        for figure in answer_figures(answer, LABELS):
            assert {len(row) for row in figure.rows} == {len(figure.columns)}


def test_pictures_are_the_same_bytes_each_time(concerted_answer: Answer) -> None:
    once, twice = (answer_figures(concerted_answer, LABELS) for _ in range(2))
    assert once == twice


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"null": None, "ranks": "none", "designs": [], "placebos": [{"pvalue": None}]},
        {"null": {"edges": [0, 1], "counts": [1, 2], "observed": 1}},
        {"null": {"edges": [0, 1], "counts": [0], "observed": 1}},
        {"ranks": [{"dyad": ["a", "b"], "value": 0.5, "asked": True}]},
        {
            "ranks": [
                {"dyad": ["a", "b"], "value": None, "asked": True},
                {"dyad": ["a", "c"], "value": 1.0, "asked": False},
            ]
        },
        {"designs": [{"choices": ["one"], "value": 1.0, "interval": None}]},
    ],
)
def test_a_picture_without_its_numbers_is_not_drawn(
    concerted_answer: Answer, details: dict[str, object]
) -> None:
    figures = answer_figures(replace(concerted_answer, effect=None, details=details), LABELS)
    assert figures == ()


def test_a_null_of_one_value_is_drawn(concerted_answer: Answer) -> None:
    null = {"edges": [5.0, 5.0], "counts": [9], "observed": 5.0, "name": "Z", "unit": "Z"}
    (figure,) = answer_figures(replace(concerted_answer, effect=None, details={"null": null}), LABELS)
    assert figure.heading == "What chance leaves"


def test_ties_count_in_the_rank_and_the_alleged_side_comes_first() -> None:
    others = (Pair(name="b", value=0.5), Pair(name="c", value=0.2), Pair(name="d", value=2.0))
    this = Pair(name="a", value=0.5)
    less = Strip(this=this, others=others, towards="less", is_ratio=True)
    greater = Strip(this=this, others=others, towards="greater", is_ratio=True)
    assert (less.rank, greater.rank) == (3, 3)
    assert less.ordered[0].name == "c"
    assert greater.ordered[0].name == "d"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (9, "9th"), (11, "11th"), (112, "112th"), (23, "23rd")],
)
def test_places_are_written_as_english_does(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_power_shows_nothing_as_a_hatch_over_the_whole_bar() -> None:
    blind = power_figure(
        Detectable(form="silent-front", minimum_detectable=None), towards="less", smallest=0.5
    )
    assert "c-seen" not in blind.svg
    assert blind.rows[0][1] == "nothing"


def test_power_is_solid_on_the_alleged_side_only() -> None:
    less = power_figure(
        Detectable(form="silent-front", minimum_detectable=0.3, largest_count=4), towards="less", smallest=0.5
    )
    greater = power_figure(
        Detectable(form="concerted-attack", minimum_detectable=1.8), towards="greater", smallest=2
    )
    assert less.svg.index("c-seen") < less.svg.index("c-hatch-box")
    assert greater.svg.index("c-hatch-box") < greater.svg.index("c-seen")
    assert less.rows[0] == ("Silent front", "0.30× or less", "0.50×", "4")


def test_the_least_contact_of_a_design_is_put_in_words(concerted_answer: Answer) -> None:
    designs = [
        {"choices": ["rate", f"contact from {factor}× the least"], "value": value, "interval": [0.2, 0.9]}
        for factor, value in (("0.5", 0.4), ("1", 0.5), ("2", 0.6))
    ]
    drawn = answer_figures(replace(concerted_answer, details={"designs": designs}), {})
    (figure,) = (one for one in drawn if one.heading == "Other reasonable choices")
    assert [row[0] for row in figure.rows] == [
        f"rate, least contact {words}" for words in ("half", "as registered", "twice")
    ]


def test_all_choices_are_drawn_in_the_order_of_their_effects_with_what_supports(
    concerted_answer: Answer,
) -> None:
    def entry(
        value: float, *choices: str, supports: bool = False, registered: bool = False
    ) -> Mapping[str, object]:
        ends = [value / 2, value * 2]
        return {
            "choices": list(choices),
            "value": value,
            "interval": ends,
            "pvalue": 0.02,
            "supports": supports,
            "registered": registered,
        }

    listed = [
        entry(1.4, "10 km", registered=True),
        entry(2.5, "20 km", supports=True),
        entry(1.1, "10 km", "exact places only", "state-based only"),
        entry(900.0, "10 km", "5 km squares"),
    ]
    answer = replace(concerted_answer, details={"specifications": listed, "designs": listed[:1]})
    (figure,) = (one for one in answer_figures(answer, {}) if one.heading == "Other reasonable choices")
    assert [(row[0], row[4], row[5]) for row in figure.rows] == [
        ("10 km, exact places only, state-based only", "no", "p = 0.020"),
        ("10 km (registered)", "no", "p = 0.020"),
        ("20 km", "yes", "p = 0.020"),
        ("10 km, 5 km squares", "no", "p = 0.020"),
    ]
    assert "4 designs, effects 1.1 to 900; no effect is 1; 1 would support." in figure.svg
    assert figure.svg.count("c-solid") == 1
    assert figure.subline.endswith("the registered one is thick, those that would support are filled")
    for words in ("exact places only", "state-based only", "5 km squares", "20 km", "10 km"):
        assert f">{words}</text>" in figure.svg


def test_labels_of_the_specification_curve_stand_apart_where_the_lines_are_close() -> None:
    wide = tuple(
        Design(choices=(name,), value=value, low=value / 50, high=value * 50)
        for name, value in (("one", 0.002), ("other", 900.0))
    )
    figure = designs_figure(wide, smallest=0.8, verdict=Verdict.CANNOT_TELL)
    assert figure is not None
    one, smallest = (
        float(re.findall(rf'y="([\d.]+)"[^>]*>{words}×</text>', figure.svg)[0]) for words in ("1", "0.8")
    )
    assert smallest - one >= 11


def test_the_tipping_value_does_not_lie_on_the_words_of_the_declared_range(silent_answer: Answer) -> None:
    figure = tipping_figure(replace(silent_answer, tipping_ratio=0.6))
    assert figure is not None
    value, declared = (
        float(re.findall(rf'y="([\d.]+)"[^>]*>{words}', figure.svg)[0]) for words in ("0.60<", "declared")
    )
    assert abs(value - declared) >= 12
