"""Choices that a user types: read by their kind, refused all at once, never ignored."""

from dataclasses import fields

import pytest

from holdfire.errors import QuestionError
from holdfire.forms import FORMS
from holdfire.inquiry.form_choices import FIXED_OTHERWISE, choices_given, choices_of, refuse_idle


def test_choices_are_read_by_the_kind_of_the_form() -> None:
    found = choices_given(["hand-over.radius_km=5", "hand-over.fighting=any", "hand-over.days_after = 3"])
    assert found == {"hand-over": {"radius_km": 5.0, "fighting": "any", "days_after": 3}}
    kept = choices_of("hand-over", 2, found["hand-over"])
    assert (kept["radius_km"], kept["days_after"], kept["family"]) == (5.0, 3, 2)
    assert choices_given([]) == {}


@pytest.mark.parametrize("chosen", FORMS, ids=lambda chosen: chosen.name)
def test_every_choice_of_every_form_can_be_typed(chosen) -> None:
    for field in fields(chosen.params):
        if field.name in FIXED_OTHERWISE:
            continue
        text = f"{chosen.name}.{field.name}={field.default}"
        assert choices_given([text]) == {chosen.name: {field.name: field.default}}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = ["radius_km=5", "hand-over.radius=5", "hand-over.days_after=3.5", "hand-over.radius_km=nan"]
    with pytest.raises(QuestionError) as error:
        choices_given([*wrong, "hand-over.captures=0", "no-form.x=1"])
    said = str(error.value).split("; ")
    for text in ("'radius_km=5' is not", "no choice 'radius'", "a whole number", "a number", "'captures'"):
        assert any(text in one for one in said), text
    assert "'no-form.x=1' is not written" in said[-1]


def test_a_choice_of_a_form_that_is_not_asked_is_no_silence() -> None:
    refuse_idle({"hand-over": {"captures": "abc"}, "truce-break": {"windows": "90"}}, ["truce-break"])
    with pytest.raises(QuestionError, match="hand-over"):
        refuse_idle({"hand-over": {"captures": "abc", "radius_km": 5.0}}, ["truce-break"])
