"""Truce break: does A–B fighting fall at the alleged date, while that of comparable dyads does not?

The change of A–B around the date, over the change of the dyads that share one of the two, is ranked among the
same ratio around the other dates of the period. Counts of a war drift by themselves: a test that takes them
as Poisson finds a truce at every third date. Where the source sees A–B less than others at all times, that
cancels; where its access changes at the date, nothing here can tell.
"""

import math
from collections.abc import Sequence

import numpy as np

from holdfire.forms.samples import Truce
from holdfire.forms.spec import Form, shut_gates
from holdfire.forms.truce_break_dates import Params, Reading, pieces
from holdfire.forms.truce_break_details import Found, details
from holdfire.forms.truce_break_power import power_at, power_of_search
from holdfire.forms.truce_break_readings import Asked, Choice, choices, other_dyads
from holdfire.forms.truce_break_report import (
    LEAST_PIECES,
    T_AT_MOST,
    caveats,
    explanations,
    found_sentence,
    without_meaning,
    zero,
)
from holdfire.model.answer import (
    Effect,
    Exposure,
    Finding,
    Null,
    Numbers,
    Power,
    Reference,
    ReferenceKind,
    Robustness,
    Tipping,
)


def power(sample: Truce, params: Params) -> Power:
    """Compute what the date could show; A–B's count in the window from it on is not read.

    Where no date is given, A–B's series is read only as shifted by a window or more.
    """
    asked = Asked.of(sample, params)
    series = asked.series
    if not asked.has_dates(params.widths) or not asked.others_fight(series):
        return Power(minimum_detectable=None)
    return power_of_search(series, params) if asked.on is None else power_at(series, asked.on, params)


def run(sample: Truce, params: Params, rng: np.random.Generator) -> Finding:  # noqa: ARG001  nothing is drawn
    """Did clashes of A and B fall at the date, beyond what other dates of this war show?

    The effect is A–B's rate after over before, over the same of the compared dyads, towards "less". Misleads
    where the source's access to A–B changes at the date, and where a campaign elsewhere begins then.
    Source: the project's methods paper, T6. Oracles: R (exact forms), plain loops, tests/golden.
    """
    asked = Asked.of(sample, params)
    could_find = power(sample, params)
    if (reason := without_meaning(asked)) is not None:
        return _undefined(asked, reason, could_find)
    reading = asked.read(asked.series, params.widths)
    found = Found(reading=reading, choices=tuple(choices(asked, reading)), others=tuple(other_dyads(asked)))
    valid = {"dates": pieces(len(sample), max(params.widths)) >= LEAST_PIECES}
    strict = {"own_fall": reading.own_fall, "second_opinion": reading.t_pvalue <= T_AT_MOST}
    return Finding(
        effect=Effect(
            name="ratio of rate ratios", value=math.exp(reading.log_ratio), interval=reading.limits
        ),
        statistic=reading.observed,
        pvalue=reading.pvalue,
        reference=Reference(kind=ReferenceKind.CONFORMAL, rank=reading.rank, of=reading.of),
        n=_numbers(reading),
        exposure=Exposure(unit="days", value=float(len(sample)), basis="none"),
        power=could_find,
        robustness=_robustness(found.choices, params.family),
        tipping_point=Tipping(
            what=(
                "share of the two's clashes that the source catches after the date, before it = 1 and beyond "
                "other dyads', below which the finding vanishes"
            ),
            value=reading.limits[1] if reading.limits[1] < 1 else None,
        ),
        zero=zero(asked, int(reading.found.own.before[0]), int(reading.found.own.after[0])),
        valid=valid,
        strict=strict,
        explain=shut_gates(explanations(asked, reading), valid, strict),
        sentence=found_sentence(asked, reading),
        caveats=caveats(asked, reading),
        details=details(asked, found),
    )


def _undefined(asked: Asked, reason: str, could_find: Power) -> Finding:
    """Give the answer where the form has no meaning; a count of zero still says what it means."""
    sample = asked.sample
    silent = asked.has_dates(asked.params.widths) and not asked.own_fights(asked.series)
    return Finding(
        undefined=reason,
        n=Numbers(events=int(sample.clashes[0].sum()), cells=0),
        exposure=Exposure(unit="days", value=float(len(sample)), basis="none"),
        power=could_find,
        zero=zero(asked, 0, 0) if silent else None,
        caveats=sample.caveats,
    )


def _numbers(reading: Reading) -> Numbers:
    """Clashes in the windows of the date, of A–B and the compared dyads; dates or shifts ranked among."""
    found = reading.found
    events = sum(int(one.before[0] + one.after[0]) for one in (found.own, found.others))
    return Numbers(events=events, cells=reading.of)


def _robustness(made: Sequence[Choice], family: int) -> Robustness:
    first = made[0].reading
    return Robustness(
        choices=len(made),
        same_sign=sum((c.reading.log_ratio < 0) == (first.log_ratio < 0) for c in made),
        supports=sum(c.reading.supports(family) for c in made),
    )


FORM = Form(
    name="truce-break",
    number=6,
    trace="A–B fighting changes at the alleged date, and comparison dyads' does not",
    data=("events", "the alleged date (else it is looked for, which can seldom tell anything)"),
    needs=Truce,
    needs_date=True,
    params=Params,
    null=Null(
        sentence=(
            "The alleged date is exchangeable with other dates of the same war for the change of A–B "
            "relative to the comparison dyads, over windows of the registered length; where no date is "
            "given, the course of A–B is unrelated to that of the comparison dyads."
        ),
        keeps=(
            "the daily clashes of A–B, with their drift and bursts",
            "the daily clashes of the dyads that share A or B",
            "what all dyads share, which cancels",
        ),
        shuffles=("which date is the one that somebody alleges a deal of",),
    ),
    towards="less",
    smallest_effect=0.5,
    references=(
        "Abadie, Diamond, Hainmueller 2010, doi:10.1198/jasa.2009.ap08746",
        "Fay 2010, doi:10.32614/RJ-2010-008",
        "VanderWeele & Ding 2017, doi:10.7326/M16-2607",
    ),
    power=power,
    run=run,
    chance="clashes to be expected in the days from the date on",
    any_effect="a fall of any depth",
)
