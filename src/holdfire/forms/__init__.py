"""Sample → answer: the statistical tests. No files, no clock, no SQL, no random state of their own."""

from holdfire.errors import QuestionError
from holdfire.forms import concerted_attack, hand_over, silent_front, truce_break
from holdfire.forms.spec import AnyForm

FORMS: tuple[AnyForm, ...] = (silent_front.FORM, concerted_attack.FORM, truce_break.FORM, hand_over.FORM)


def form(name: str) -> AnyForm:
    """Find a form by its name; raises QuestionError with the list where there is none."""
    for one in FORMS:
        if one.name == name:
            return one
    raise QuestionError(f"there is no form {name!r}; choose from: {', '.join(f.name for f in FORMS)}")
