"""Sample → answer: the statistical tests. No files, no clock, no SQL, no random state of their own."""

from holdfire.forms import (
    concerted_attack,
    hand_over,
    safe_passage,
    selective_targeting,
    silent_front,
    truce_break,
)
from holdfire.forms.choosing import form_named, form_names
from holdfire.forms.spec import AnyForm

FORMS: tuple[AnyForm, ...] = (
    silent_front.FORM,
    concerted_attack.FORM,
    selective_targeting.FORM,
    truce_break.FORM,
    hand_over.FORM,
    safe_passage.FORM,
)


def form(name: str) -> AnyForm:
    """Find a form by its name, ours or another package's; raises QuestionError with the list for none."""
    return form_named(name, FORMS)


def names() -> tuple[str, ...]:
    """List the forms that there are: ours, then those that other packages bring."""
    return form_names(FORMS)
