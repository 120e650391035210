"""What is said before any result, for every form and in every case, and the effect that a user fixes."""

import re

import pytest

from holdfire.errors import QuestionError
from holdfire.forms import FORMS, form
from holdfire.inquiry.detectable import fixed_effects, power_sentence, smallest_effects
from holdfire.model.answer import Power

SILENT, CONCERTED = form("silent-front"), form("concerted-attack")
every_form = pytest.mark.parametrize("chosen", FORMS, ids=lambda chosen: chosen.name)


def test_silence_that_could_not_be_told_from_chance_is_said_in_plain_words() -> None:
    power = Power(minimum_detectable=None, chances=5.0)
    assert power_sentence(SILENT, power, 0.5) == (
        "With 5 clashes to be expected, silence of any depth could not be told from chance."
    )
    assert power_sentence(SILENT, Power(minimum_detectable=None), 0.5) == (
        "Silence of any depth could not be told from chance on these data."
    )


def test_a_ratio_and_a_count_are_said_with_the_chances_and_the_effect_that_matters() -> None:
    power = Power(minimum_detectable=0.3, largest_count=1_200, chances=4_567.8)
    assert power_sentence(SILENT, power, 0.5) == (
        "Could find 0.3× or less of what is expected (power 0.8), with 4,568 clashes to be expected. A count "
        "above 1,200 could not support the allegation. The smallest effect that matters (0.5×) would mostly "
        "go unseen."
    )
    assert power_sentence(CONCERTED, Power(minimum_detectable=1.4), 1.5) == (
        "Could find 1.4× or more of what is expected (power 0.8). The smallest effect that matters (1.5×) "
        "would be seen."
    )


@pytest.mark.parametrize(("smallest", "seen"), [(0.3, "would be seen"), (0.31, "would mostly go unseen")])
def test_an_effect_that_matters_is_seen_from_what_could_be_found_on(smallest: float, seen: str) -> None:
    assert seen in power_sentence(SILENT, Power(minimum_detectable=0.3), smallest)


@every_form
@pytest.mark.parametrize("minimum", [None, 0.25, 4.0])
@pytest.mark.parametrize("count", [None, 0, 17])
@pytest.mark.parametrize("chances", [None, 0.0, 0.04, 7.25, 128.4])
def test_every_forms_sentence_is_whole_in_every_case(chosen, minimum, count, chances) -> None:
    power = Power(minimum_detectable=minimum, largest_count=count, chances=chances)
    said = power_sentence(chosen, power, chosen.smallest_effect)
    assert re.fullmatch(r"[A-Z].*\.", said)
    assert "None" not in said
    assert "nan" not in said
    if chosen.needs_passage:
        assert said.startswith("Nothing is tested against chance")
        return
    assert ("could not be told from chance" in said) == (minimum is None)
    assert (chosen.chance in said) == (chances is not None)


def test_a_bare_ratio_is_for_the_forms_of_its_side() -> None:
    given = smallest_effects(["0.4", "1.5"])
    assert fixed_effects(given, [SILENT, CONCERTED]) == {"silent-front": 0.4, "concerted-attack": 1.5}
    assert fixed_effects(smallest_effects(["0.4"]), [SILENT, CONCERTED]) == {"silent-front": 0.4}


def test_a_forms_own_ratio_comes_before_that_of_its_side() -> None:
    given = smallest_effects(["0.4", "silent-front=0.25"])
    assert fixed_effects(given, [SILENT, form("truce-break")]) == {"silent-front": 0.25, "truce-break": 0.4}


def test_the_forms_own_default_is_nothing_that_a_user_fixed() -> None:
    assert fixed_effects({"silent-front": SILENT.smallest_effect}, [SILENT]) == {}


@pytest.mark.parametrize(
    "text", ["", "1", "0", "-0.5", "inf", "nan", "a lot", "=0.4", "silent-front=", "x=y"]
)
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="smallest effect"):
        smallest_effects([text])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["0.4", "0.3"], "twice"),
        (["silent-front=0.4", "silent-front=0.3"], "twice"),
        (["loud-front=0.4"], "loud-front"),
        (["silent-front=1.4"], "wrong side"),
        (["1.4"], "that side of 1: 1.4"),
    ],
)
def test_a_ratio_that_fits_no_form_of_the_question_is_refused(given: list[str], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        fixed_effects(smallest_effects(given), [SILENT])
