"""Colours agree with the published ones."""

import numpy as np
import pytest

from holdfire.digitise.colours import difference, from_hex, lab, to_hex

# Sharma, Wu & Dalal 2005, table 1: pairs in CIELAB and their CIEDE2000, where the formula is easily got wrong
SHARMA = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
    ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "two", "apart"), SHARMA)
def test_differences_agree_with_the_published_pairs(
    one: tuple[float, ...], two: tuple[float, ...], apart: float
) -> None:
    for a, b in ((one, two), (two, one)):
        assert difference(np.array(a, float), np.array(b, float)) == pytest.approx(apart, abs=1e-4)


def test_lab_of_white_black_and_red() -> None:
    rgb = np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0]], np.uint8)
    assert lab(rgb) == pytest.approx(
        np.array([[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.20]], float), abs=0.02
    )


def test_a_written_colour_is_read_back() -> None:
    assert from_hex("#0a0B0c") == (10, 11, 12)
    assert to_hex((10, 11, 12)) == "#0a0b0c"
    assert [from_hex(text) for text in ("red", "#fff", "#12345g", "")] == [None] * 4
