"""A form on a sample of its own, without a case: the same run, the same rule, the same kind of answer."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from holdfire.errors import QuestionError
from holdfire.forms.samples import Sample
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.concluding import Setting, conclude, rule_of
from holdfire.inquiry.draws import generator
from holdfire.inquiry.placebos import placebos_within
from holdfire.inquiry.sample_hash import digest_of
from holdfire.model.allegation import Detectable
from holdfire.model.answer import Answer, Finding

SMALLEST = "smallest_effect"
NOT_REGISTERED = "Nothing was registered before this result: area, period and choices are those of the call."
NO_PLACEBOS = (
    "The test was not run where nobody alleges anything, since these two series are all that it was given: "
    "how often a p as small comes by itself in this war is not known."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What stands in for a question that nobody registered."""

    family: int
    seed: int
    id: str = ""
    detectable: tuple[Detectable, ...] = ()


def answer_of(
    chosen: AnyForm, sample: Sample, choices: Mapping[str, object], names: tuple[str, str, str], seed: int
) -> Answer:
    """Run a form on a sample and judge what it finds by the rule that all answers follow.

    choices: fields of the form's choices, and smallest_effect, the effect that matters. names: what A, B and
    C are called. Raises QuestionError for a choice that the form doesn't have, or can't take.
    """
    own = dict(choices)
    chosen = _with_smallest(chosen, own.pop(SMALLEST, chosen.smallest_effect))
    params = _params(chosen, own)
    found = chosen.run(sample, params, generator(seed, chosen.number, 0))
    call = Called(family=params.family, seed=seed)
    inside = placebos_within(chosen, found, rule_of(call, chosen))
    placebos, strip = inside or (None, ())
    said = (NOT_REGISTERED,) if inside or found.pvalue is None else (NOT_REGISTERED, NO_PLACEBOS)
    return conclude(
        call,
        chosen,
        _with(found, said),
        Setting(
            placebos=placebos,
            strip=strip,
            inputs={"arrays": digest_of(sample)},
            names=dict(zip("abc", names, strict=True)),
        ),
    )


def _with_smallest(chosen: AnyForm, value: object) -> AnyForm:
    """Take another effect that matters; it lies on the side of 1 where the allegation does."""
    less = chosen.towards == "less"
    if not isinstance(value, int | float) or not (0 < value < 1 if less else 1 < value < math.inf):
        bounds = "between 0 and 1" if less else "above 1"
        raise QuestionError(f"{chosen.name}: {SMALLEST} must be {bounds} (found {value!r})")
    return replace(chosen, smallest_effect=float(value))


def _params(chosen: AnyForm, choices: Mapping[str, object]):  # noqa: ANN202  each form has its own class
    known = [field.name for field in fields(chosen.params)]
    if unknown := [name for name in choices if name not in known]:
        there = ", ".join((*known, SMALLEST))
        raise QuestionError(f"{chosen.name} has no choice {', '.join(unknown)}; it has: {there}")
    try:
        return chosen.params(**choices)
    except TypeError as error:
        raise QuestionError(f"{chosen.name}: a choice is of the wrong kind: {error}") from error


def _with(found: Finding, said: tuple[str, ...]) -> Finding:
    return replace(found, caveats=(*found.caveats, *said))
