"""Words that only the app's pages need."""

from holdfire.model.allegation import Allegation, FormFit
from holdfire.web.wording import wishes_of

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
