"""Hand-over: did a town change hands between A and B with fewer deaths than towns of this war usually do?

The capture is ranked among all captures of the same war, chosen by a rule that reads no death, and fixed with
the question. One of them is always the lowest: where the town was named after it had fallen, its rank can
support nothing, and this form doesn't. Deaths that nobody reported look like a hand-over.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from holdfire.forms.hand_over_captures import Asked, Params
from holdfire.forms.hand_over_details import details
from holdfire.forms.hand_over_readings import Choice, Reading, choices, deciding
from holdfire.forms.hand_over_readings import power as bound_of
from holdfire.forms.hand_over_report import (
    caveats,
    explanations,
    found_sentence,
    visible,
    without_meaning,
    zero,
)
from holdfire.forms.samples import Captures
from holdfire.forms.spec import Form, shut_gates
from holdfire.model.answer import (
    Effect,
    Exposure,
    Finding,
    IntervalKind,
    Null,
    Numbers,
    Power,
    Reference,
    ReferenceKind,
    Robustness,
    Tipping,
    Weakness,
)


def power(sample: Captures, params: Params) -> Power:
    """Say how few deaths could support the allegation; the asked captures' deaths are not read."""
    return bound_of(Asked.of(sample, params))


def run(sample: Captures, params: Params, rng: np.random.Generator) -> Finding:  # noqa: ARG001  nothing is drawn
    """Did the town fall with fewer deaths than the captures of this war lead one to expect?

    Effect: deaths and one over those of the median capture, given what is known of each, towards "less".
    Misleads where deaths go unreported, and where a town is picked for having fallen without a fight.
    Source: the project's methods paper, T5. Oracles: the closed form of ridge and plain loops, tests/golden.
    """
    asked = Asked.of(sample, params)
    found, reading = _found(asked)
    if reading is None:
        return found
    made = tuple(choices(asked, reading))
    return replace(found, robustness=_robustness(made), details=details(asked, reading, made))


def look(sample: Captures, params: Params, rng: np.random.Generator) -> Finding:  # noqa: ARG001  nothing is drawn
    """Read the captures without other choices and without what only tables and pictures need."""
    return _found(Asked.of(sample, params))[0]


def _found(asked: Asked) -> tuple[Finding, Reading | None]:
    """Put the deciding reading into words and numbers; the reading is None where the form has no meaning."""
    sample, bound = asked.sample, bound_of(asked)
    reason, reading = without_meaning(asked), deciding(asked)
    if reason is not None or reading is None:
        return Finding(
            undefined=reason,
            n=Numbers(events=0, cells=len(sample)),
            exposure=_exposure(asked),
            power=bound,
            caveats=sample.caveats,
        ), None
    high = reading.limits[1]
    valid = {"numbers": asked.enough, "visibility": visible(asked, reading.candidate)}
    strict = {"foreseen": not asked.picked}
    return Finding(
        effect=Effect(
            name="deaths over those of the median capture",
            value=reading.value,
            interval=reading.limits,
            interval_kind=IntervalKind.REFERENCE_RANGE,
        ),
        statistic=reading.scores.asked,
        pvalue=reading.pvalue,
        reference=Reference(kind=ReferenceKind.CONFORMAL, rank=reading.rank, of=reading.scores.of),
        n=Numbers(events=int(asked.counted().sum()), cells=reading.scores.of),
        exposure=_exposure(asked),
        power=bound,
        tipping_point=Tipping(
            what=(
                "share of this town's deaths (and one) that the source caught, other captures' = 1, below "
                "which the finding vanishes"
            ),
            value=high if high is not None and high < 1 else None,
        ),
        tipping_ratio=high,
        zero=zero(asked, reading),
        valid=valid,
        strict=strict,
        explain=shut_gates(explanations(asked, reading), valid, strict),
        sentence=found_sentence(asked, reading),
        caveats=caveats(asked, reading),
    ), reading


def _exposure(asked: Asked) -> Exposure:
    return Exposure(unit="captures", value=float(asked.compared.sum()), basis="none")


def _robustness(made: Sequence[Choice]) -> Robustness:
    first: Reading = made[0].reading
    return Robustness(
        choices=len(made),
        same_sign=sum((c.reading.value < 1) == (first.value < 1) for c in made),
        supports=sum(c.reading.supports() for c in made),
    )


FORM = Form(
    name="hand-over",
    number=5,
    trace="a town changed hands with less fighting than comparable captures",
    data=("events with deaths", "captures: a table of dated changes, or control maps with a gazetteer"),
    needs=Captures,
    needs_captures=True,
    params=Params,
    null=Null(
        sentence="This capture is exchangeable with the other captures of the same war of like kind.",
        keeps=(
            "which towns fell, when, and from whom to whom",
            "the deaths near each of them",
            "what is known of attackers, defenders, days of fighting and population",
        ),
        shuffles=("which capture is the one that somebody alleges something of",),
    ),
    towards="less",
    smallest_effect=0.5,
    references=(
        "Vovk, Gammerman, Shafer 2005, Algorithmic Learning in a Random World",
        "Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634",
    ),
    power=power,
    run=run,
    look=look,
    weakness=Weakness.UNREPORTED_CLASHES,
    chance="other captures to compare with",
)
