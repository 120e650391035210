"""The picture of reliability: a dot a tenth where it belongs, told in words and as a table."""

import xml.etree.ElementTree as ET

import pytest

from holdfire.dossier.figures.reliability import LEFT, SIDE, TOP, reliability_figure
from holdfire.dossier.picture import picture
from holdfire.model.calibration import VerdictScores
from holdfire.stats.intervals import wilson_interval

SCORES = VerdictScores(brier=0.5, ece=0.1, weighed=50, reliability=((40, 0.25, 0.25), (10, 0.75, 0.5)))


def test_a_dot_lies_on_the_line_where_what_was_said_was_so() -> None:
    drawn = ET.fromstring(str(reliability_figure(SCORES).svg))  # noqa: S314  our own text
    first, second = ((float(d.get("cx", 0)), float(d.get("cy", 0))) for d in drawn.iter("circle"))
    assert first == pytest.approx((LEFT + 0.25 * SIDE, TOP + 0.75 * SIDE))
    assert second == pytest.approx((LEFT + 0.75 * SIDE, TOP + 0.5 * SIDE))
    rects = [rect for rect in drawn.iter("rect") if rect.get("class") == "c-bar"]
    bars = [(float(rect.get("y", 0)), float(rect.get("height", 0))) for rect in rects]
    low, high = wilson_interval(5, 10) or (0, 0)
    assert bars[1] == pytest.approx((TOP + (1 - high) * SIDE, (high - low) * SIDE), abs=0.01)


def test_words_and_table_say_what_is_drawn() -> None:
    figure = reliability_figure(SCORES)
    assert "said 75\u00a0%, right in 50\u00a0% of 10 wars" in str(figure.svg)
    assert [row[:3] for row in figure.rows] == [
        ("40", "25\u00a0%", "25\u00a0%"),
        ("10", "75\u00a0%", "50\u00a0%"),
    ]
    ET.fromstring(picture(figure))  # noqa: S314  our own text


def test_nothing_weighed_is_said() -> None:
    nothing = VerdictScores(brier=None, ece=None, weighed=0, reliability=())
    assert "nothing was weighed" in str(reliability_figure(nothing).svg)
