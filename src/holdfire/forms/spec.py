"""What a form is: one way in which cooperation would show, and the test of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from holdfire.model.answer import Finding, Null, Power, Towards, Weakness

S = TypeVar("S")
P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[S, P]):
    """A form: its words, the sample it needs, its choices, and pure functions.

    number: the form's fixed number in seed sequences. needs: the class of its sample. params: the class of
    its choices, a frozen dataclass whose defaults are registered with a question; its field `family` is the
    number of registered forms. needs_c: whether it asks whom A and B are said to act against. needs_date:
    whether it is asked unnamed only where a date is alleged (its choice `on`); needs_captures: only where
    a town passed between A and B in the asked area and period; needs_strikes: only where some event of the
    case says who struck whom; needs_passage: only where it is said who moved through whose ground, from where
    to where: such a form tells what could be, has no p and finds no effect of any size. data: what a case
    must hold for it, in words. power reads no A–B outcome.
    smallest_effect: the default of the effect that matters; a question may fix another.
    weakness: UNREPORTED_CLASHES for a form that reads how often A and B clash (or how deadly), where clashes
    that nobody reports look like the trace; forms of one weakness are shown as one finding at most.
    chance, any_effect: words for the sentence stored with the question: what `Power.chances` counts, such as
    "clashes to be expected", and what could not be told where there are too few, such as "silence of any
    depth".

    look: `run` with few draws and without what only tables and pictures need: the same gates, as far as they
    come cheap. It is what robustness and placebos call, some hundred times; None: `run` is cheap enough.
    thin: whether a sample has too little in it to say how often p comes out small (fewer than 100 close pairs
    for pairs of dyads): it is no placebo then, and a scan leaves it out.

    A form of another package comes through the entry-point group `holdfire.forms`. build makes its sample
    from a `holdfire.inquiry.war.War` where it has a sample of its own; package is filled in on loading.
    """

    name: str
    number: int
    trace: str
    data: tuple[str, ...]
    needs: type[S]
    needs_c: bool = False
    needs_date: bool = False
    needs_captures: bool = False
    needs_strikes: bool = False
    needs_passage: bool = False
    params: type[P]
    null: Null
    towards: Towards
    smallest_effect: float
    references: tuple[str, ...]
    power: Callable[[S, P], Power]
    run: Callable[[S, P, np.random.Generator], Finding]
    look: Callable[[S, P, np.random.Generator], Finding] | None = None
    thin: Callable[[S, P], bool] | None = None
    weakness: Weakness | None = None
    chance: str = "chances"
    any_effect: str = "an effect of any size"
    build: Callable[[Any], S] | None = None
    package: str = ""

    def looked(self, sample: S, params: P, rng: np.random.Generator) -> Finding:
        """Read a sample as cheaply as the form can."""
        return (self.look or self.run)(sample, params, rng)

    def too_thin(self, sample: S, params: P) -> bool:
        """Say whether a sample has too little in it to be a placebo."""
        return self.thin is not None and self.thin(sample, params)


def shut_gates(
    sentences: Mapping[str, str], valid: Mapping[str, bool], strict: Mapping[str, bool]
) -> dict[str, str]:
    """Keep the sentences of the gates that are shut: what an open one would say when shut is no finding."""
    return {gate: sentences[gate] for gate, is_open in (*valid.items(), *strict.items()) if not is_open}


AnyForm = Form[Any, Any]  # samples and choices differ by form; `needs` and `params` say which
