"""What a form is: one way in which cooperation would show, and the test of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from holdfire.model.answer import Finding, Null, Power, Towards

S = TypeVar("S")
P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[S, P]):
    """A form: its words, the sample it needs, its choices, and two pure functions.

    number: the form's fixed number in seed sequences. needs: the class of its sample. params: the class of
    its choices, a frozen dataclass whose defaults are registered with a question; its field `family` is the
    number of registered forms. data: what a case must hold for it, in words. power reads no A–B outcome.
    """

    name: str
    number: int
    trace: str
    data: tuple[str, ...]
    needs: type[S]
    params: type[P]
    null: Null
    towards: Towards
    smallest_effect: float
    references: tuple[str, ...]
    power: Callable[[S, P], Power]
    run: Callable[[S, P, np.random.Generator], Finding]
