"""The E-value, and what a count of zero leaves room for, against roots that R found (g9_small_formulas.R)."""

import json
import pathlib

import pytest

from holdfire.stats.negative_binomial import largest_mean_of_zero
from holdfire.stats.poisson_ratios import e_value

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g9_small_formulas.json").read_text())
INPUT, R = GOLDEN["input"], GOLDEN["r"]


def test_the_e_value_agrees_with_the_root_of_the_bounding_factor() -> None:
    assert e_value(1 / INPUT["ratio"]) == pytest.approx(R["e_value"], rel=1e-9)


def test_what_a_zero_leaves_room_for_agrees_with_r_ppois() -> None:
    assert largest_mean_of_zero(alpha=INPUT["alpha"]) == pytest.approx(R["poisson"], rel=1e-9)


@pytest.mark.parametrize("place", range(len(INPUT["sizes"])))
def test_what_a_zero_of_bursty_counts_leaves_room_for_agrees_with_r_dnbinom(place: int) -> None:
    size = INPUT["sizes"][place]
    found = largest_mean_of_zero(size, alpha=INPUT["alpha"])
    assert found == pytest.approx(R["bursty"][place], rel=1e-9)
