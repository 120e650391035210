"""What a form is: one way in which cooperation would show, and the test of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from holdfire.model.answer import Finding, Null, Power, Towards

S = TypeVar("S")
P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[S, P]):
    """A form: its words, the sample it needs, its choices, and two pure functions.

    number: the form's fixed number in seed sequences. needs: the class of its sample. params: the class of
    its choices, a frozen dataclass whose defaults are registered with a question; its field `family` is the
    number of registered forms. needs_c: whether it asks whom A and B are said to act against. needs_date:
    whether it is asked unnamed only where a date is alleged (its choice `on`). data: what a case must hold
    for it, in words. power reads no A–B outcome.
    quick: the p value of a placebo, with fewer draws; None where the sample is too thin to be one (fewer than
    100 close pairs for pairs of dyads). Forms whose reference set is the placebo set have none.
    """

    name: str
    number: int
    trace: str
    data: tuple[str, ...]
    needs: type[S]
    needs_c: bool = False
    needs_date: bool = False
    params: type[P]
    null: Null
    towards: Towards
    smallest_effect: float
    references: tuple[str, ...]
    power: Callable[[S, P], Power]
    run: Callable[[S, P, np.random.Generator], Finding]
    quick: Callable[[S, P, np.random.Generator], float | None] | None = None


def shut_gates(
    sentences: Mapping[str, str], valid: Mapping[str, bool], strict: Mapping[str, bool]
) -> dict[str, str]:
    """Keep the sentences of the gates that are shut: what an open one would say when shut is no finding."""
    return {gate: sentences[gate] for gate, is_open in (*valid.items(), *strict.items()) if not is_open}


AnyForm = Form[Any, Any]  # samples and choices differ by form; `needs` and `params` say which
