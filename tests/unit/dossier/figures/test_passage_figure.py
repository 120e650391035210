"""The picture of a passage: squares by how sure they are, both places, the way, scale, legend, table."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.passage import PassageMap, SourceRow, passage_figure
from holdfire.dossier.words import share
from holdfire.forms.safe_passage import FORM, Params
from holdfire.forms.samples import Passage
from holdfire.model.answer import Answer
from holdfire.model.verdict import Verdict

MAP = PassageMap(
    rows=(" 004", "0044", "0014"),
    square_km=10.0,
    levels=4,
    start=("P", (0.5, 2.5)),
    goal=("Q & R", (3.5, 0.5)),
    way=((0.5, 2.5), (3.5, 0.5)),
    way_round=(),
    holder="X <b>",
    source="atlas",
    date="2016-01-01",
)
ROW = SourceRow(
    source="atlas", date="2016-01-01", value=1.0, low=0.99, high=1.0, crossing_km=7.5, way_round_km=None
)


def drawn(shown: PassageMap) -> Figure:
    figure = passage_figure(shown, [ROW], verdict=Verdict.CANNOT_TELL)
    assert figure is not None
    return figure


def test_every_square_of_ground_is_drawn_once_and_none_where_nothing_is_mapped() -> None:
    figure = drawn(MAP)
    runs = {level: re.search(rf'd="([^"]+)" class="c-sure-{level}"', figure.svg) for level in "0124"}
    widths = {
        level: sum(map(float, re.findall(r"h([\d.]+)v", found[1]))) / 80
        for level, found in runs.items()
        if found
    }
    assert widths == {"0": 6.0, "1": 1.0, "4": 4.0}
    assert figure.rows == (
        ("atlas", "2016-01-01", share(1), f"{share(0.99)} to {share(1)}", "7.5 km", "there is none"),
    )
    assert {len(row) for row in figure.rows} == {len(figure.columns)}


def test_it_speaks_and_says_scale_north_and_legend() -> None:
    figure = drawn(MAP)
    assert 'role="img"' in figure.svg
    assert "Map from P to Q &amp; R" in figure.svg
    assert "X &lt;b&gt;: seldom to surely" in figure.svg
    for words in (">10 km<", ">N<", ">way that crosses least<"):
        assert words in figure.svg
    around = drawn(replace(MAP, way_round=MAP.way))
    assert ">shortest way round<" in around.svg


def test_roads_lie_under_the_way_where_ways_follow_them() -> None:
    roads = (((0.5, 2.5), (1.5, 2.5)), ((1.5, 2.5), (2.5, 1.5)))
    svg = str(drawn(replace(MAP, roads=roads)).svg)
    (found,) = re.findall(r'd="([^"]+)" class="c-road"', svg)
    steps = [[float(v) for v in re.findall(r"[\d.]+", step)] for step in found.split("M")[1:]]
    assert [[x1, x2] for x1, _, x2, _ in steps] == [[40.0, 120.0], [120.0, 200.0]]
    assert svg.index("c-road") < svg.index("c-way")
    assert "c-road" not in str(drawn(MAP).svg)


def test_without_squares_nothing_is_drawn() -> None:
    assert passage_figure(replace(MAP, rows=()), [ROW], verdict=Verdict.CANNOT_TELL) is None


@pytest.mark.parametrize("gap", [0, 14])
def test_the_answer_of_the_form_has_one_picture_and_no_ratio(
    make_passage: Callable[..., Passage], silent_answer: Answer, gap: int
) -> None:
    found = FORM.run(make_passage(gap=gap), Params(draws=50, quick=20), np.random.default_rng(1))
    answer = replace(
        silent_answer,
        form="safe-passage",
        effect=found.effect,
        reference=found.reference,
        details=found.details,
    )
    (figure,) = answer_figures(answer, {})
    assert figure.heading == "Ground of x, and ways between the two places"
    assert ("shortest way round" in figure.svg) == bool(gap)
