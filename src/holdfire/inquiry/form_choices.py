"""The choices of a question's forms: those that a user made, those that follow, and what they could find."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from math import isfinite, nan

from holdfire.errors import QuestionError
from holdfire.forms import FORMS, form
from holdfire.inquiry.detectable import detectable_of
from holdfire.inquiry.war import War
from holdfire.model.allegation import Detectable, Period, Question

Choices = Mapping[str, float | int | str]

FIXED_OTHERWISE = frozenset(
    ("family", "captures", "on", "mover", "through", "start", "goal", "roads", "within")
)
KINDS_IN_WORDS: Mapping[type, str] = {int: "a whole number", float: "a number", str: "a word"}


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


def choices_given(texts: Sequence[str]) -> Mapping[str, Choices]:
    """Read choices that a user typed as FORM.NAME=VALUE; raise QuestionError with all that is wrong.

    What a question fixes otherwise (who, where, when, its family of forms) is no choice to be made here.
    """
    found: dict[str, dict[str, float | int | str]] = {}
    wrong: list[str] = []
    for text in texts:
        chosen, _, rest = text.partition(".")
        name, equals, value = (part.strip() for part in rest.partition("="))
        own = [f for f in FORMS if f.name == chosen.strip()]
        there = {} if not own else _kinds_of(own[0].params)
        if not own or not equals:
            wrong.append(f"{text!r} is not written as FORM.NAME=VALUE, such as hand-over.radius_km=5")
        elif name not in there:
            wrong.append(f"{own[0].name} has no choice {name!r}; it has: {', '.join(there)}")
        else:
            try:
                read = there[name](value)
            except ValueError:
                read = nan
            if isinstance(read, str) or isfinite(read):
                found.setdefault(own[0].name, {})[name] = read
            else:
                wrong.append(f"{text!r}: {name} is {KINDS_IN_WORDS[there[name]]}")
    if wrong:
        raise QuestionError("; ".join(wrong))
    return found


def with_given(choices: Mapping[str, Choices], texts: Sequence[str]) -> dict[str, Choices]:
    """Add choices that a user typed to those that stand already, in the order of the forms' names."""
    given = choices_given(texts)
    named = sorted({*choices, *given})
    return {name: {**choices.get(name, {}), **given.get(name, {})} for name in named}


def refuse_idle(choices: Mapping[str, Choices], forms: Sequence[str]) -> None:
    """Raise QuestionError for choices of forms that a question doesn't ask; nobody would see them ignored."""
    idle = [f for f, own in choices.items() if f not in forms and set(own) - FIXED_OTHERWISE]
    if idle:
        raise QuestionError(f"no form of this question is called {', '.join(sorted(idle))} (--choice)")


def usual_choices(name: str) -> Choices:
    """List the choices of a form that a user may make otherwise, with what they are without that."""
    own = _kinds_of(form(name).params)
    return {choice: value for choice, value in choices_of(name, 1, {}).items() if choice in own}


def _kinds_of(params: type) -> Mapping[str, type[int] | type[float] | type[str]]:
    """Say what is wanted of each choice that a user may make."""
    found: dict[str, type[int] | type[float] | type[str]] = {}
    for field in fields(params):
        for kind in (int, float, str):
            if type(field.default) is kind and field.name not in FIXED_OTHERWISE:
                found[field.name] = kind
    return found


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
