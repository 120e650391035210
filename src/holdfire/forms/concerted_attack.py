"""Concerted attack: do A's and B's attacks on C fall together in space and time?

Block rotation of one series against the other. The statistic S sets pairs of near attacks against those days
and weeks apart and those some way off; it decides. Its null keeps the places, the towns' shares, the trends,
seasons, slow tides and shocks that both series share, and draws only which days of a block one of them took.
"""

from dataclasses import replace

import numpy as np

from holdfire.forms.concerted_copies import Copies, look_for_copies
from holdfire.forms.concerted_designs import DesignResults, Params, quick_pvalue, run_designs
from holdfire.forms.concerted_details import details
from holdfire.forms.concerted_looks import run_looks
from holdfire.forms.concerted_pairs import Pairing, pair_up
from holdfire.forms.concerted_power import smallest_effect
from holdfire.forms.concerted_report import (
    Evidence,
    Imputed,
    caveats,
    explanations,
    found_sentence,
    looks_caveat,
    tipping,
)
from holdfire.forms.concerted_series import Series, series, spread_series
from holdfire.forms.concerted_synchrony import draw_z, lead_lag
from holdfire.forms.samples import Attacks
from holdfire.forms.spec import Form, shut_gates
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
)
from holdfire.model.verdict import ALPHA, family_pvalue
from holdfire.stats.rotation import space_pairs

PLACEBO_PAIRS = 100  # a pair of dyads with fewer close pairs says nothing about how often p comes out small
NO_EVENT = "One of the two has no precise event against C in the period."


def power(sample: Attacks, params: Params) -> Power:
    """Find the smallest R that S would find with power 0.8 at one-sided .05 / family, in made wars."""
    found = series(sample, params.limits)
    if not len(found.fixed) or not len(found.rotated):
        return Power(minimum_detectable=None)
    return smallest_effect(found, sample.days, params)


def thin(sample: Attacks, params: Params) -> bool:
    """Say whether two series have under 100 close pairs."""
    found = series(sample, params.limits)
    return space_pairs(found.fixed, found.rotated, params.near_km) < PLACEBO_PAIRS


def look(sample: Attacks, params: Params, rng: np.random.Generator) -> Finding:
    """Read the registered radius alone, from few draws: p, effect, limits, gates of numbers and scale.

    Imprecise events are left out and not spread at random: their gate is not looked at.
    """
    found = series(sample, params.limits)
    half, block, _ = params.scales
    designs = (*params.origins(block), *params.origins(half))
    if not len(found.fixed) or not len(found.rotated):
        return _undefined(found, sample, params, NO_EVENT)
    results = run_designs(
        pair_up(found.fixed, found.rotated, sample.days, params.windows, designs),
        replace(params, draws=params.quick_draws),
        rng,
        designs,
    )
    if len(results.origins) < 2:
        return _undefined(found, sample, params, _nothing_near(found, params))
    deciding = results.deciding
    return Finding(
        effect=_effect(results),
        statistic=deciding.synchrony.s.observed,
        pvalue=deciding.pvalue,
        n=Numbers(events=found.inside_fixed + len(found.rotated), cells=len(deciding.synchrony.near.lengths)),
        exposure=_exposure(0, params),
        power=Power(minimum_detectable=None),
        valid=_valid(found, results),
        strict={
            "scale_curve": _at_short_blocks(results),
            "counted_twice": family_pvalue(deciding.pvalue, params.family) > ALPHA
            or _holds(look_for_copies(sample, params, rng.spawn(1)[0]), params),
        },
    )


def run(sample: Attacks, params: Params, rng: np.random.Generator) -> Finding:
    """Do the days on which A and B attack C at a place fall together beyond what chance leaves?

    The effect is R = 1 + (S - E0[S]) / E0[near], towards "greater"; p comes from drawn rotations. Both are
    those of the block origin with the larger p, the limits span both origins. Misleads where one battle is
    coded once with each of the two, and where a tide of days raises both in one town. Source: the project's
    methods paper, T2, whose Z is told beside S. Oracle: R, direct loops over shifts, tests/golden.
    """
    found = series(sample, params.limits)
    if not len(found.fixed) or not len(found.rotated):
        return _undefined(found, sample, params, NO_EVENT)
    pairing = pair_up(found.fixed, found.rotated, sample.days, params.windows, params.designs())
    design_rng, lead_rng, spread_rng, looks_rng, z_rng, copies_rng = rng.spawn(6)
    results = run_designs(pairing, params, design_rng)
    if len(results.origins) < 2:
        return _undefined(found, sample, params, _nothing_near(found, params))
    evidence = Evidence(
        series=found,
        results=results,
        lead=lead_lag(results.deciding.synchrony, draws=params.draws, rng=lead_rng),
        looks=run_looks(pairing, results, looks_rng),
        imputed=_imputed(found, sample, params, spread_rng),
        copies=look_for_copies(sample, params, copies_rng),
        close_pairs=space_pairs(found.fixed, found.rotated, params.near_km),
        z_pvalues=tuple(
            draw_z(result.synchrony, draws=params.draws, rng=stream)
            for result, stream in zip(results.origins, z_rng.spawn(2), strict=True)
        ),
    )
    return _finding(evidence, sample, smallest_effect(found, sample.days, params))


def _registered_pairing(found: Series, sample: Attacks, params: Params) -> Pairing:
    return pair_up(found.fixed, found.rotated, sample.days, params.windows, params.origins())


def _imputed(found: Series, sample: Attacks, params: Params, rng: np.random.Generator) -> Imputed | None:
    """Run the registered design with the imprecise events spread at random; None where there are none."""
    if not found.imprecise or not params.imputations:
        return None
    worst = 0.0
    for stream in rng.spawn(params.imputations):
        spread = spread_series(sample, params.limits, found.turns, stream)
        worst = max(worst, quick_pvalue(_registered_pairing(spread, sample, params), params, stream))
    return Imputed(times=params.imputations, worst_pvalue=worst)


def _finding(evidence: Evidence, sample: Attacks, detectable: Power) -> Finding:
    found, deciding = evidence.series, evidence.results.deciding
    params = evidence.results.params
    valid, strict = _valid(found, evidence.results), _strict(evidence)
    return Finding(
        effect=_effect(evidence.results),
        statistic=deciding.synchrony.s.observed,
        pvalue=deciding.pvalue,
        reference=Reference(
            kind=ReferenceKind.PERMUTATION,
            draws=deciding.drawn.draws,
            extreme_draws=deciding.drawn.extreme,
        ),
        n=Numbers(events=found.inside_fixed + len(found.rotated), cells=len(deciding.synchrony.near.lengths)),
        exposure=_exposure(evidence.close_pairs, params),
        power=detectable,
        robustness=_robustness(evidence),
        tipping_point=tipping(deciding, params.family),
        valid=valid,
        strict=strict,
        explain=shut_gates(explanations(evidence), valid, strict),
        sentence=found_sentence(evidence),
        caveats=(*caveats(found, sample, evidence.imputed, evidence.copies), *looks_caveat(evidence.looks)),
        details=details(evidence, detectable),
    )


def _nothing_near(found: Series, params: Params) -> str:
    return (
        f"{found.inside_fixed} and {len(found.rotated)} precise events against C, and no two of them "
        f"within {params.near_km:g} km and a few weeks of each other: nothing to compare."
    )


def _undefined(found: Series, sample: Attacks, params: Params, reason: str) -> Finding:
    return Finding(
        undefined=reason,
        n=Numbers(events=found.inside_fixed + len(found.rotated), cells=0),
        exposure=_exposure(space_pairs(found.fixed, found.rotated, params.near_km), params),
        power=Power(minimum_detectable=None),
        caveats=caveats(found, sample, None, None),
    )


def _exposure(close_pairs: int, params: Params) -> Exposure:
    unit = f"pairs of events within {params.near_km:g} km"
    return Exposure(unit=unit, value=float(close_pairs), basis="none")


def _effect(results: DesignResults) -> Effect | None:
    effect, limits = results.deciding.effect, results.limits
    if effect is None or limits is None:
        return None
    return Effect(name="near pairs over expected", value=effect.value, interval=limits)


def _valid(found: Series, results: DesignResults) -> dict[str, bool]:
    """Numbers: both series, the expected near pairs and the months must carry a law and an interval."""
    params = results.params
    enough = min(found.inside_fixed, len(found.rotated)) >= params.least_hits
    expected = min(result.synchrony.near.mean for result in results.origins)
    return {"numbers": enough and expected >= params.least_expected and results.limits is not None}


def _at_short_blocks(results: DesignResults) -> bool:
    """Say whether the synchrony holds at short blocks too, where no season of campaigns can make it."""
    half, block, _ = results.params.scales
    return max(results.scale_pvalue(half), results.scale_pvalue(block)) <= ALPHA


def _strict(evidence: Evidence) -> dict[str, bool]:
    """Ask for synchrony at short blocks, with rough events spread, and without what may count twice."""
    results = evidence.results
    worst = 0.0 if evidence.imputed is None else evidence.imputed.worst_pvalue
    return {
        "scale_curve": _at_short_blocks(results),
        "imprecise_events": family_pvalue(worst, results.params.family) <= ALPHA,
        "counted_twice": _holds(evidence.copies, results.params),
    }


def _holds(copies: Copies | None, params: Params) -> bool:
    """Say whether the synchrony is there without pairs that may be one event; where nobody looked it is."""
    return copies is None or copies.holds(params.family)


def _robustness(evidence: Evidence) -> Robustness:
    results, choices = evidence.results, evidence.choices
    sign = results.deciding.synchrony.ratio() > 1
    return Robustness(
        choices=len(choices),
        same_sign=sum((result.synchrony.ratio() > 1) == sign for result in choices),
        supports=sum(result.supports(results.params.family) for result in choices),
    )


FORM = Form(
    name="concerted-attack",
    number=2,
    trace="A's and B's attacks on C fall together in space and time beyond trend, season and shared shocks",
    data=("events",),
    needs=Attacks,
    needs_c=True,
    params=Params,
    null=Null(
        sentence=(
            "Within each region and each block of days, the days on which B hits C at a place are unrelated "
            "to the days on which A hits C at that place, beyond what the wider neighbourhood shares; A and "
            "B may have in common places, seasons, trends, slow tides, and region-wide shocks."
        ),
        keeps=(
            "every event of one series",
            "the other's places, its numbers by region and block, its bursts",
        ),
        shuffles=(
            "by how many days the other series' events of a region and block are turned within the block",
        ),
    ),
    towards="greater",
    smallest_effect=2.0,
    references=(
        "Knox 1964, The detection of space-time interactions",
        "Amarasingham, Harrison, Hatsopoulos, Geman 2012, Journal of Neurophysiology 107:517",
        "Phipson & Smyth 2010, doi:10.2202/1544-6115.1585",
    ),
    power=power,
    run=run,
    look=look,
    thin=thin,
    chance="pairs of near attacks to be expected by chance",
    any_effect="synchrony of any strength",
)
