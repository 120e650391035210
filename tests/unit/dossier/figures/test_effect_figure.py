"""The effect picture: range before point, no effect and what matters drawn."""

import re
from dataclasses import replace

import pytest

from holdfire.dossier.figures.effect import effect_figure
from holdfire.model.answer import Answer, Effect


def attributes(svg: str, cls: str) -> list[dict[str, str]]:
    return [
        dict(re.findall(r'([a-z0-9-]+)="([^"]*)"', tag))
        for tag in re.findall(rf'<[^>]*class="{cls}"[^>]*>', svg)
    ]


def test_the_range_is_drawn_before_the_point_and_is_larger(silent_answer: Answer) -> None:
    figure = effect_figure(silent_answer)
    assert figure is not None
    svg = str(figure.svg)
    assert svg.index("c-range") < svg.index("c-hollow")
    (bar,), (dot,) = attributes(svg, "c-range"), attributes(svg, "c-hollow")
    assert float(bar["width"]) > 2 * float(dot["r"])
    assert float(bar["x"]) < float(dot["cx"]) < float(bar["x"]) + float(bar["width"])


def test_no_effect_is_a_dashed_line_between_the_alleged_side_and_the_other(silent_answer: Answer) -> None:
    figure = effect_figure(silent_answer)
    assert figure is not None
    (null,), (zone,) = attributes(str(figure.svg), "c-null"), attributes(str(figure.svg), "c-zone")
    assert float(zone["x"]) + float(zone["width"]) < float(null["x1"])


def test_the_zone_that_matters_lies_on_the_alleged_side(concerted_answer: Answer) -> None:
    figure = effect_figure(concerted_answer)
    assert figure is not None
    (null,), (zone,) = attributes(str(figure.svg), "c-null"), attributes(str(figure.svg), "c-zone")
    assert float(zone["x"]) > float(null["x1"])


@pytest.mark.parametrize("ends", [(None, 0.8), (0.2, None), (None, None), (0.44, 0.44), (1e-9, 1e9)])
def test_any_interval_stays_inside_the_picture(
    silent_answer: Answer, ends: tuple[float | None, float | None]
) -> None:
    figure = effect_figure(
        replace(silent_answer, effect=Effect(name="rate ratio", value=0.44, interval=ends))
    )
    assert figure is not None
    (bar,) = attributes(str(figure.svg), "c-range")
    assert 0 <= float(bar["x"]) <= float(bar["x"]) + float(bar["width"]) <= 320
    assert ("no bound" in figure.rows[0]) == (None in ends)


def test_a_ratio_of_zero_is_drawn_at_the_edge(silent_answer: Answer) -> None:
    figure = effect_figure(
        replace(silent_answer, effect=Effect(name="rate ratio", value=0.0, interval=(0.0, 0.7)))
    )
    assert figure is not None
    (dot,) = attributes(str(figure.svg), "c-hollow")
    assert float(dot["cx"]) == 8


def test_the_label_and_the_table_hold_the_same_numbers(silent_answer: Answer) -> None:
    figure = effect_figure(silent_answer)
    assert figure is not None
    assert 'aria-label="Rate ratio 0.44, range 0.02 to 6.4, no effect is 1' in figure.svg
    assert figure.rows[0][1:4] == ("0.44×", "0.02×", "6.4×")
    assert len(figure.rows[0]) == len(figure.columns)


@pytest.mark.parametrize("smallest", [0.5, 0.9])
def test_what_matters_and_no_effect_are_named_on_lines_of_their_own(
    silent_answer: Answer, smallest: float
) -> None:
    figure = effect_figure(replace(silent_answer, smallest_effect=smallest))
    assert figure is not None
    notes = re.findall(r'<text x="[\d.]+" y="([\d.]+)" class="c-note"[^>]*>([^<]+)<', figure.svg)
    lines = {words: float(y) for y, words in notes}
    assert abs(lines[f"◂ matters: {smallest:.2f}× or less"] - lines["no effect"]) >= 12


def test_there_is_no_picture_without_an_effect(silent_answer: Answer) -> None:
    assert effect_figure(replace(silent_answer, effect=None)) is None
