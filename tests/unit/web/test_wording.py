"""Words that only the app's pages need."""

import pytest

from holdfire.model.allegation import Allegation, FormFit
from holdfire.model.claim import Claim
from holdfire.web.wording import counterpart_word, unit_word, wishes_of

FORMS = ("silent-front", "concerted-attack")


def alleged(*fits: FormFit) -> Allegation:
    return Allegation(
        id="a_00112233",
        a=("gov",),
        b=("order",),
        against=(),
        area=None,
        since=None,
        until=None,
        kinds=("deal",),
        claims=("c_1",),
        documents=("d",),
        outlets=(),
        forms=fits,
    )


def test_a_wish_of_all_forms_is_said_once_and_names_none_of_them() -> None:
    one = alleged(*(FormFit(form=form, possible=False, missing=("a place: --area",)) for form in FORMS))
    assert wishes_of(one, FORMS) == (("a place: --area", ""),)


def test_a_wish_of_one_form_names_it() -> None:
    one = alleged(
        FormFit(form="silent-front", possible=True),
        FormFit(form="concerted-attack", possible=False, missing=("whom against",)),
    )
    assert wishes_of(one, FORMS) == (("whom against", "Concerted attack"),)


def test_forms_of_a_later_version_wish_for_nothing() -> None:
    one = alleged(FormFit(form="safe-passage", possible=False, missing=("this form",)))
    assert wishes_of(one, FORMS) == ()


@pytest.mark.parametrize(
    ("kind", "word"),
    [("repel", "other side:"), ("capture", "other side:"), ("clash", "with"), ("deal", "with")],
)
def test_who_is_fought_is_not_said_to_be_with_the_other(kind: str, word: str) -> None:
    claim = Claim(
        id="c_1",
        document="d",
        text_sha256="t",
        start=0,
        end=1,
        quote="x",
        prefix="",
        suffix="",
        kind=kind,
        side_a=("gov",),
        side_b=("order",),
        coder="rules/1",
    )
    assert counterpart_word(claim) == word


def test_what_is_counted_agrees_with_its_number():
    said = [unit_word("events", 1.0), unit_word("events", 0.0), unit_word("km", 1.0), unit_word(None, 3.0)]
    assert said == ["event", "events", "km", ""]
