"""Colours that a reader chose: which can be used, by the formula of WCAG 2."""

import pytest

from holdfire.errors import InputError
from holdfire.records.colours import contrast, read_colours
from holdfire.records.settings import read_settings, write_settings

OURS = ("#0072b2", "#e69f00", "#cc79a7", "#d55e00", "#56b4e9", "#009e73", "#f0e442")


def test_contrast_is_that_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.00, abs=0.005) == contrast("#ffffff", "#ff0000")


def test_the_usual_colours_could_all_be_chosen_and_settings_keep_them():
    chosen = {f"side {n}": colour for n, colour in enumerate(OURS)}
    assert read_colours(chosen, source="x") == chosen
    written = write_settings(read_settings('title = "A"\n[colours]\ngov = "#0072B2"\n', source="x"))
    assert read_settings(written, source="x").colours == {"gov": "#0072b2"}


def test_every_colour_that_cannot_be_used_is_named_with_its_reason():
    wrong = {"a": "#12", "b": "#808080", "c": "#ffffc8", "d": "#400a0a", "e": "#0072b2", "f": "#0072B2"}
    with pytest.raises(InputError) as caught:
        read_colours(wrong, source="holdfire.toml")
    said = str(caught.value)
    for piece in (
        "a: #12 is no colour",
        "b: #808080 is grey",
        "c: #ffffc8 can hardly",
        "d: #400a0a can hardly",
    ):
        assert piece in said
    assert "e and f have the same" in said
