"""Selective targeting: do strikes of the one spare the other, given what there was to be struck?

Of A's strikes on B or C, and of B's on A or C, the share on the alleged partner is held against the partner's
share of the opportunities, region by region and week by week. Strikes of one week in one region go together:
a test that takes each as a free choice calls a deal in every sixth war. Strikes that go unreported look like
strikes that were spared, and nothing in the data can tell the two apart.
"""

import numpy as np

from holdfire.forms.samples import Strikes
from holdfire.forms.selective_targeting_details import Read, details
from holdfire.forms.selective_targeting_occasions import Params
from holdfire.forms.selective_targeting_power import smallest_odds_ratio
from holdfire.forms.selective_targeting_readings import Asked, Found, choices, find, other_pairs
from holdfire.forms.selective_targeting_report import (
    LEAST_IN_WAR,
    SMALLEST,
    caveats,
    explanations,
    found_sentence,
    without_meaning,
    zero,
)
from holdfire.forms.spec import Form, shut_gates
from holdfire.model.answer import (
    Effect,
    Exposure,
    Finding,
    Null,
    Numbers,
    Power,
    Robustness,
    Tipping,
    Weakness,
)
from holdfire.model.verdict import ALPHA, family_pvalue


def power(sample: Strikes, params: Params) -> Power:
    """Compute what the occasions could show; on whom of the two a strike fell is not read."""
    tested = Asked.of(sample, params).tested
    found = [smallest_odds_ratio(one.occasions, params, looks=len(tested)) for one in tested]
    return Power(
        minimum_detectable=max((odds for odds in found if odds is not None), default=None),
        chances=max((one.occasions.expected for one in tested), default=None),
    )


def run(sample: Strikes, params: Params, rng: np.random.Generator) -> Finding:
    """Do strikes of the one fall on the other less often than its share of the opportunities?

    The effect is the smaller of both directions' odds ratios, partner over third, towards "less". Misleads
    where strikes on each other go unreported more than those on the third, and where opportunity is not what
    the striker goes by.
    Source: the project's methods paper, T3. Oracles: R, closed forms, enumeration, tests/golden, tests/unit.
    """
    asked = Asked.of(sample, params)
    could_find = power(sample, params)
    if (reason := without_meaning(asked)) is not None:
        return _undefined(asked, reason, could_find)
    own, others = rng.spawn(2)
    found = find(asked.directions, params, own, draws=params.draws)
    if found is None:  # without_meaning has seen to it; this tells the type checker
        return _undefined(asked, "There is nothing to read.", could_find)
    read = Read(
        found=found, choices=tuple(choices(asked, found, others)), others=tuple(other_pairs(asked, others))
    )
    return _finding(asked, found, could_find, read)


def look(sample: Strikes, params: Params, rng: np.random.Generator) -> Finding:
    """Read the sample without other choices, placebos, tables and pictures."""
    asked = Asked.of(sample, params)
    nothing = Power(minimum_detectable=None)
    if (reason := without_meaning(asked)) is not None:
        return _undefined(asked, reason, nothing)
    found = find(asked.directions, params, rng.spawn(1)[0], draws=params.draws)
    return _undefined(asked, "", nothing) if found is None else _finding(asked, found, nothing, None)


def thin(sample: Strikes, params: Params) -> bool:
    """Say whether no direction has enough strikes to be tested."""
    return not Asked.of(sample, params).tested


def _finding(asked: Asked, found: Found, could_find: Power, read: Read | None) -> Finding:
    direction, reading = found.direction, found.reading
    valid = {
        "numbers": found.tested,
        "visibility": min(direction.targets.in_war, direction.targets.third_in_war) >= LEAST_IN_WAR,
    }
    strict = {"control_map": direction.measure != "others"}
    high = found.limits[1]
    return Finding(
        effect=Effect(name="odds ratio", value=reading.value, interval=found.limits),
        statistic=float(reading.occasions.on_partner.sum()) - reading.occasions.expected,
        pvalue=found.pvalue,
        reference=found.reference,
        n=Numbers(events=int(reading.occasions.strikes.sum()), cells=len(reading.occasions)),
        exposure=_exposure(found),
        power=could_find,
        robustness=None if read is None else _robustness(read, asked.params.family),
        tipping_point=Tipping(
            what=(
                "rate at which the source catches strikes of the two on each other, strikes on the third "
                "= 1, below which the finding vanishes"
            ),
            value=high if high is not None and high < 1 else None,
        ),
        tipping_ratio=high,
        zero=zero(found),
        valid=valid,
        strict=strict,
        explain=shut_gates(explanations(found), valid, strict),
        sentence=found_sentence(found),
        caveats=caveats(asked, found),
        details={} if read is None else details(asked, read),
    )


def _exposure(found: Found) -> Exposure:
    """What the strikes are held against: those on the partner that the opportunities lead one to expect."""
    return Exposure(
        unit="expected strikes",
        value=found.reading.occasions.expected,
        basis="co-presence" if found.direction.measure == "others" else "control map",
    )


def _undefined(asked: Asked, reason: str, could_find: Power) -> Finding:
    sample = asked.sample
    strikes = sum(int((side.on_partner + side.on_third).sum()) for side in (sample.a, sample.b))
    return Finding(
        undefined=reason,
        n=Numbers(events=strikes, cells=0),
        exposure=Exposure(unit="expected strikes", value=0.0, basis="none"),
        power=could_find,
        caveats=sample.caveats,
    )


def _robustness(read: Read, family: int) -> Robustness:
    value = read.found.reading.value
    return Robustness(
        choices=len(read.choices),
        same_sign=sum((choice.value < 1) == (value < 1) for choice in read.choices),
        supports=sum(
            family_pvalue(choice.pvalue, family) <= ALPHA
            and choice.limits[1] is not None
            and choice.limits[1] < 1
            for choice in read.choices
        ),
    )


FORM = Form(
    name="selective-targeting",
    number=3,
    trace="A's strikes spare B, or B's spare A, given what there was of B (A) and C to be struck",
    data=(
        "strikes or attacks that say who struck whom",
        "control maps (else what there was to strike is guessed from how often others struck them)",
    ),
    needs=Strikes,
    needs_c=True,
    needs_strikes=True,
    params=Params,
    null=Null(
        sentence=(
            "On each occasion a side strikes some target within reach; the chance that it is the partner's "
            "rather than the third's equals the partner's share of the opportunities (odds ratio 1), up to "
            "what moves all strikes of one region and week together."
        ),
        keeps=(
            "where and when each of the two struck, and how often",
            "what there was of partner and third to be struck there",
            "that strikes of one region and week go together",
        ),
        shuffles=("on which of the two sides of its opportunities an occasion's strikes fall",),
    ),
    towards="less",
    smallest_effect=SMALLEST,
    references=(
        "Canay, Romano & Shaikh 2017, doi:10.3982/ECTA13081",
        "Jacobs 1974, doi:10.1007/BF00384581",
        "Manly et al. 2002, Resource Selection by Animals",
        "McFadden 1974, Conditional logit analysis of qualitative choice behavior",
    ),
    power=power,
    run=run,
    look=look,
    thin=thin,
    weakness=Weakness.UNREPORTED_CLASHES,
    chance="strikes on the other one to be expected",
    any_effect="sparing of any strength",
)
