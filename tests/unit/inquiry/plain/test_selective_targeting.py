"""Strikes on plain arrays: what a table of occasions must hold, and that its numbers are what is hashed."""

import numpy as np
import pytest

from holdfire.errors import TableError
from holdfire.inquiry.plain.selective_targeting import selective_targeting

COUNT = 1_200  # so many that a printed array would be cut short


def occasions(**other):
    rng = np.random.default_rng(1)
    return {
        "striker": ["A"] * COUNT,
        "region": [f"R{n % 7}" for n in range(COUNT)],
        "week": [n // 7 for n in range(COUNT)],
        "on_partner": rng.integers(0, 3, COUNT),
        "on_third": rng.integers(1, 6, COUNT),
        "ground_partner": rng.uniform(1, 3, COUNT),
        "ground_third": rng.uniform(2, 5, COUNT),
        **other,
    }


def ask(table, **choices):
    return selective_targeting(table, a="A", b="B", c="C", draws=99, look_draws=99, **choices)


def test_the_measure_that_is_there_is_taken_and_said():
    answer = ask(occasions())
    assert answer.details["opportunity"] == "ground"
    assert any("registered measure of opportunity (front)" in words for words in answer.caveats)
    assert answer.sentence.startswith("A: ")


def test_other_opportunities_are_other_data():
    changed = occasions()
    changed["ground_third"] = changed["ground_third"].copy()
    changed["ground_third"][600] += 0.5
    assert ask(occasions()).inputs == ask(occasions()).inputs != ask(changed).inputs


def test_a_striker_who_is_neither_and_a_measure_that_lacks_are_told_at_once():
    table = occasions(striker=["A"] * (COUNT - 1) + ["C"])
    del table["ground_third"]
    with pytest.raises(TableError) as found:
        ask(table)
    told = str(found.value)
    assert "is neither A nor B" in told
    assert "no measure of opportunity" in told


def test_strikes_of_one_occasion_can_not_be_told_as_many_occasions():
    table = {name: [*column, column[0]] for name, column in occasions().items()}
    with pytest.raises(TableError, match=f"index {COUNT}: is the same occasion as row 0"):
        ask(table)


def test_the_three_must_be_three():
    with pytest.raises(TableError, match="must be three actors"):
        selective_targeting(occasions(), a="A", b="A", c="C")


@pytest.mark.parametrize("partner", [1e-300, 1e-20, 1e12])
def test_opportunities_that_leave_no_choice_are_left_out_like_none(partner):
    lopsided = occasions(ground_partner=[partner] * COUNT, ground_third=[1e-9] * COUNT)
    assert ask(lopsided).status == "undefined"


def test_of_two_sides_that_struck_alike_no_name_decides_whose_signs_are_drawn_first():
    def table(first, second):
        return {
            "striker": [first] * 40 + [second] * 40,
            "region": ["R"] * 80,
            "week": [*range(40)] * 2,
            "on_partner": [0, 1, 2, 0] * 20,
            "on_third": [1, 2, 1, 1] * 20,
            "ground_partner": [1.0] * 40 + [1.1] * 40,
            "ground_third": [1.0] * 80,
        }

    named, other = (
        selective_targeting(table(*names), a=names[0], b=names[1], c="C", draws=99, look_draws=99)
        for names in (("A", "B"), ("Y", "X"))
    )
    tests = [[side["test"] for side in answer.details["directions"]] for answer in (named, other)]
    assert tests[0] == tests[1]
    assert named.effect == other.effect
