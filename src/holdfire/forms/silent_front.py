"""Silent front: do A and B clash less than their contact and their other fighting lead one to expect?

The prediction (T1c) decides where the reference dyads leave it at least three degrees of freedom; else the
rank of A–B's rate among reference fronts (T1a) does; both are always shown. The contrast of four actors by
region (T1b) explains and decides nothing. All see only the product of restraint and reporting: hence the
visibility gates and the tipping value.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_contrast import contrast
from holdfire.forms.silent_front_details import details
from holdfire.forms.silent_front_readings import Basis, Params, Reading, basis, other_choices
from holdfire.forms.silent_front_report import (
    Looks,
    blind_spots,
    caveats,
    explanations,
    found_sentence,
    unit,
    without_contact,
    zero,
)
from holdfire.forms.silent_front_rough import read_spread
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

_EFFECTS = {
    "prediction": ("clashes over those expected of contact and activity", IntervalKind.PREDICTION),
    "rate": ("rate of clashes over the median of reference fronts", IntervalKind.REFERENCE_RANGE),
}


def power(sample: Fronts, params: Params) -> Power:
    """Compute what the deciding part could find; reads everything but the count of A–B."""
    return basis(sample, params).power


def run(sample: Fronts, params: Params, rng: np.random.Generator) -> Finding:
    """Do A and B clash less along their front than other dyads of this war lead one to expect?

    The effect is observed over expected clashes, towards "less". Misleads where reports from this front are
    rarer than elsewhere (tipping value), and with contact guessed from events (never supports then).
    Source: the project's methods paper, T1. Oracles: R metafor (T1c), brute force (T1a, T1b), tests/golden.
    """
    base = basis(sample, params)
    spread_rng, signs_rng = rng.spawn(2)
    looks = Looks(
        spread=read_spread(sample, params, spread_rng),
        contrast=None if without_contact(sample) else contrast(sample, base.activity, signs_rng),
    )
    choices = other_choices(base)
    return replace(
        finding_of(base, looks),
        robustness=_robustness(choices, params.family),
        details=details(base, base.readings(), choices, looks),
    )


def look(sample: Fronts, params: Params, rng: np.random.Generator) -> Finding:
    """Read the deciding part and its gates, without what only tables and pictures need.

    Rough rows are spread only where all else supports: a shut gate more changes no verdict.
    """
    base = basis(sample, params)
    deciding = next(iter(base.readings()), None)
    could = deciding is not None and deciding.supports(params.family) and sample.basis == "control map"
    spread = read_spread(sample, params, rng.spawn(1)[0], until_lost=True) if could else None
    return finding_of(base, Looks(spread=spread))


def finding_of(base: Basis, looks: Looks) -> Finding:
    """Read A–B's count on what it is measured against: everything but the tables."""
    sample = base.sample
    valid, strict = _valid(base), _strict(base, looks)
    deciding = next(iter(base.readings()), None)
    return Finding(
        undefined=without_contact(sample),
        effect=None if deciding is None else _effect(deciding),
        statistic=_statistic(base),
        pvalue=None if deciding is None else deciding.pvalue,
        reference=_reference(base),
        n=_numbers(base),
        exposure=Exposure(unit=unit(sample), value=float(sample.asked_exposure[0]), basis=sample.basis),
        power=base.power,
        tipping_point=None
        if deciding is None
        else Tipping(
            what="report rate of the two's clashes, other dyads' = 1, below which the finding vanishes",
            value=deciding.high,
        ),
        tipping_ratio=None if deciding is None else deciding.high,
        zero=zero(base),
        valid=valid,
        strict=strict,
        explain=shut_gates(explanations(base, looks), valid, strict),
        sentence=found_sentence(base, deciding, looks),
        caveats=caveats(base, looks),
    )


def _valid(base: Basis) -> dict[str, bool]:
    """Give the gates that bind every verdict."""
    sample = base.sample
    return {
        "visibility": not blind_spots(sample),
        "exposure": bool(sample.asked_exposure[0] >= base.least_exposure),
        "numbers": base.enough,
    }


def _strict(base: Basis, looks: Looks) -> dict[str, bool]:
    """Give the gates that bind support alone."""
    return {
        "control_map": base.sample.basis == "control map",
        "camps": base.below_its_camp(int(base.sample.asked_clashes[0])),
        "rough_places": looks.spread is None or looks.spread.supports,
    }


def _effect(reading: Reading) -> Effect:
    name, kind = _EFFECTS[reading.part]
    return Effect(name=name, value=reading.value, interval=(reading.low, reading.high), interval_kind=kind)


def _statistic(base: Basis) -> float | None:
    """T of the prediction, or the rate of A–B."""
    clashes = int(base.sample.asked_clashes[0])
    if base.prediction is not None:
        return base.prediction.compare(clashes).t
    return None if base.rate is None else (clashes + 0.5) / base.rate.exposure


def _reference(base: Basis) -> Reference | None:
    if base.prediction is not None:
        return Reference(kind=ReferenceKind.PREDICTION, df=float(base.prediction.df))
    if base.rate is None:
        return None
    ranked = base.rate.compare(int(base.sample.asked_clashes[0]))
    return Reference(kind=ReferenceKind.CONFORMAL, rank=ranked.rank, of=ranked.of)


def _numbers(base: Basis) -> Numbers:
    """Clashes of A–B and of the references, and how many units they are."""
    fronts = base.rate.references.clashes if base.rate is not None else np.zeros(0, dtype=np.int64)
    clashes = base.activity.references.clashes if base.prediction is not None else fronts
    return Numbers(events=int(base.sample.asked_clashes[0]) + int(clashes.sum()), cells=1 + len(clashes))


def _robustness(choices: Sequence[tuple[float, Reading]], family: int) -> Robustness | None:
    if not choices:
        return None
    first = choices[0][1]
    return Robustness(
        choices=len(choices),
        same_sign=sum((reading.value < 1) == (first.value < 1) for _, reading in choices),
        supports=sum(reading.supports(family) for _, reading in choices),
    )


FORM = Form(
    name="silent-front",
    number=1,
    trace="A and B clash less than their contact and their other fighting lead one to expect",
    data=("events", "control maps (else co-presence, which never supports)"),
    needs=Fronts,
    params=Params,
    null=Null(
        sentence=(
            "A–B departs from what its contact and the general activity of its two actors lead one to expect "
            "by no more than other dyads of this war do; where too few dyads meet, the alleged front is "
            "exchangeable with the reference fronts."
        ),
        keeps=(
            "the contact of every dyad",
            "the activity of every actor",
            "how far dyads of this war scatter",
        ),
        shuffles=("which dyad is the one that somebody alleges something of",),
    ),
    towards="less",
    smallest_effect=0.5,
    references=(
        "Warner, Kenny, Stoto 1979, doi:10.1037/0022-3514.37.10.1742",
        "Goodman 1968, doi:10.1080/01621459.1968.10480904",
        "Paule & Mandel 1982, Journal of Research of the National Bureau of Standards 87:377",
        "Higgins, Thompson, Spiegelhalter 2009, doi:10.1111/j.1467-985X.2008.00552.x",
    ),
    power=power,
    run=run,
    look=look,
    weakness=Weakness.UNREPORTED_CLASHES,
    chance="clashes to be expected",
    any_effect="silence of any depth",
)
