"""Names to forms: our own, and what other packages bring through the entry-point group `holdfire.forms`."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, cast

from holdfire.errors import HoldfireError, QuestionError
from holdfire.forms.spec import AnyForm, Form
from holdfire.plugins import Group

GROUP: Group[AnyForm] = Group(
    name="holdfire.forms",
    kind=cast("type[AnyForm]", Form),
    kind_name="holdfire.forms.spec.Form",
    noun="form",
    error=QuestionError,
)
FIRST_NUMBER = 100  # numbers below are kept for our own forms: draws follow from them


def form_names(builtin: Sequence[AnyForm]) -> tuple[str, ...]:
    """List the names that there are, our own first; nothing is loaded."""
    ours = tuple(one.name for one in builtin)
    return (*ours, *GROUP.names(but=ours))


def form_named(name: str, builtin: Sequence[AnyForm]) -> AnyForm:
    """Find a form by its name; one of another package is loaded now, and signed with its package.

    Raises QuestionError for an unknown name (lists those that there are), and for a form that can't be loaded
    or breaks a promise that every form makes.
    """
    for one in builtin:
        if one.name == name:
            return one
    brought = GROUP.brought(name)
    if brought is None:
        raise QuestionError(f"there is no form {name!r}; choose from: {', '.join(form_names(builtin))}")
    return _signed(name, brought.value, brought.package)


@lru_cache(maxsize=64)
def _signed(name: str, brought: AnyForm, package: str) -> AnyForm:
    """Take another package's form, and have it say who it is wherever it fails."""
    who = f"the form {name!r} of {package}"
    if brought.name != name:
        raise QuestionError(f"{who} calls itself {brought.name!r}")
    if brought.number < FIRST_NUMBER:
        raise QuestionError(f"{who} has the number {brought.number}; those below {FIRST_NUMBER} are ours")
    if not is_dataclass(brought.params) or "family" not in {f.name for f in fields(brought.params)}:
        raise QuestionError(f"{who} has choices that are no dataclass with a field `family`")
    guarded = {
        part: None if (own := getattr(brought, part)) is None else _guarded(own, who)
        for part in ("power", "run", "look", "thin", "build")
    }
    return replace(brought, package=package, **guarded)


def _guarded(own: Callable[..., Any], who: str) -> Callable[..., Any]:
    """Turn whatever a foreign function raises into an error that names it."""

    def call(*arguments: Any) -> Any:  # noqa: ANN401  what a form takes and gives is its own affair
        try:
            return own(*arguments)
        except HoldfireError:
            raise
        except Exception as error:
            raise QuestionError(f"{who} failed: {type(error).__name__}: {error}") from error

    return call
