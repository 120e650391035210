"""Bars of evidence: every one on the same scale, ranges and points where they belong."""

import re

import pytest

from holdfire.dossier.figures.decibans import decibans_bar, factor_bar, posterior_bar, unknown_bar
from holdfire.model.weighing import BayesFactor, OriginEvidence, TippingPoint

LEFT, RIGHT = 8.0, 192.0


def evidence(value: float, low: float, high: float) -> OriginEvidence:
    return OriginEvidence(origin="events", decibans=value, range=(low, high), sets={})


def dot(drawn: str) -> float:
    return float(re.search(r'cx="([^"]*)"', drawn).group(1))


def span(drawn: str) -> tuple[float, float]:
    box = re.search(r'<rect x="([^"]*)" y="[^"]*" width="([^"]*)"', drawn)
    return float(box.group(1)), float(box.group(1)) + float(box.group(2))


def test_the_best_explanation_stands_at_the_right_and_the_cap_at_the_left() -> None:
    assert dot(decibans_bar(evidence(0.0, -3.0, 0.0), "")) == RIGHT
    assert dot(decibans_bar(evidence(-20.0, -20.0, -3.0), "")) == LEFT
    assert span(decibans_bar(evidence(-5.0, -10.0, 0.0), "")) == pytest.approx(((LEFT + RIGHT) / 2, RIGHT))


def test_a_factor_is_drawn_on_the_side_of_the_one_that_fits_better() -> None:
    factor = BayesFactor(one="x", other="y", log10=1.0, range=(-1.0, 2.0), words="either way")
    middle = (LEFT + RIGHT) / 2
    drawn = factor_bar(factor, "")
    assert dot(drawn) == middle + (RIGHT - LEFT) / 4
    assert span(drawn) == pytest.approx((middle - (RIGHT - LEFT) / 4, RIGHT))


def test_a_probability_has_its_range_and_says_it() -> None:
    drawn = posterior_bar(0.25, (0.0, 0.5), "Collusion: 0 to 50 %")
    assert dot(drawn) == LEFT + (RIGHT - LEFT) / 4
    assert span(drawn) == pytest.approx((LEFT, (LEFT + RIGHT) / 2))
    assert 'aria-label="Collusion: 0 to 50 %"' in drawn


@pytest.mark.parametrize("reach", [(1.0, 0.1), (0.1, 1.0)])
def test_what_is_held_plausible_lies_left_to_right_whichever_way_was_tried(
    reach: tuple[float, float],
) -> None:
    point = TippingPoint(
        name="u", what="u", reach=reach, declared=(0.1, 0.55), value=0.55, leads="x", inside=True
    )
    drawn = unknown_bar(point, "")
    boxes = re.findall(r'<rect x="([^"]*)" y="[^"]*" width="([^"]*)"', drawn)
    assert [float(n) for n in boxes[1]] == pytest.approx([LEFT, (RIGHT - LEFT) / 2])
    assert f'x1="{(LEFT + RIGHT) / 2:g}"' in drawn
