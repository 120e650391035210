"""The choices of a question's forms: those that a user made, those that follow, and what they could find."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from holdfire.errors import QuestionError
from holdfire.forms import FORMS, form
from holdfire.inquiry.detectable import detectable_of
from holdfire.inquiry.war import War
from holdfire.model.allegation import Detectable, Period, Question

Choices = Mapping[str, float | int | str]


def date_choices(on: date | None, forms: Sequence[str], period: Period) -> Mapping[str, Choices]:
    """Give the alleged date to the forms that ask for one."""
    if on is None:
        return {}
    if not period.since <= on < period.until:
        raise QuestionError(
            f"the alleged date {on} lies outside the period, {period.since} to {period.until} (not "
            "counted); change --on, or --from and --until"
        )
    dated = [name for name in forms if form(name).needs_date or form(name).needs_passage]
    if not dated:
        names = ", ".join(f.name for f in FORMS if f.needs_date or f.needs_passage)
        raise QuestionError(f"no form of this question asks for the date of --on; add --form {names}")
    return {name: {"on": on.isoformat()} for name in dated}


def choices_of(name: str, family: int, own: Choices) -> Choices:
    """Give all choices of a form: a user's own, the rest as the form has them; raise for one it has not."""
    try:
        return asdict(form(name).params(**{**own, "family": family}))
    except TypeError as error:
        raise QuestionError(f"{name} has no such choice: {error}") from error


def params_of(asked: Question, name: str) -> object:
    """Make a form's choices as they were registered."""
    return form(name).params(**asked.choices[name])


def detectable(war: War, asked: Question) -> tuple[Detectable, ...]:
    """Compute what each form of a question could find; it reads no outcome of A and B."""
    return tuple(
        detectable_of(
            war,
            chosen := form(name),
            params_of(asked, name),
            asked.smallest_effects.get(name, chosen.smallest_effect),
        )
        for name in asked.forms
    )
