import pytest

from holdfire.lexicon.figures import find_figures


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("more than 15 villages", "villages", 15),
        ("1,500 civilians", "people", 1500),
        ("4,000 kestrel fighters", "fighters", 4000),
        ("two dozen heavily armed fighters", "fighters", 24),
        ("twenty-five tanks", "tanks", 25),
        ("three hundred and fifty soldiers", "soldiers", 350),
        ("2.5 million barrels", "barrels", 2_500_000),
        ("some 12 km", "km", 12),
        ("6% of the strikes", "percent", 6),
        ("a hundred prisoners", "prisoners", 100),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, unit: str, value: float) -> None:
    assert [(f.unit, f.value) for f in find_figures(text)] == [(unit, value)]


@pytest.mark.parametrize(
    "text", ["a village", "one of the villages", "15 in villages", "in 2030", "dozens of fighters"]
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()
