"""What `concerted-attack` says and shows: sentences, caveats, shut gates, and the numbers behind pictures."""

from dataclasses import dataclass

import numpy as np

from holdfire.forms.concerted_designs import DesignResult, DesignResults
from holdfire.forms.concerted_series import Series
from holdfire.forms.concerted_synchrony import Lead, Synchrony
from holdfire.forms.samples import Attacks
from holdfire.model.answer import Detail, Tipping
from holdfire.model.verdict import ALPHA, family_pvalue

_QUANTILES = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
_BARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Imputed:
    """The registered design with imprecise events spread at random: how often, and the largest p."""

    times: int
    worst_pvalue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that was computed of one sample. close_pairs: pairs within near_km, whatever their days."""

    series: Series
    results: DesignResults
    lead: Lead
    imputed: Imputed | None
    close_pairs: int


def found_sentence(evidence: Evidence) -> str:
    """Tell the counts and what was expected; {c} stands for the party's name."""
    found, params = evidence.series, evidence.results.params
    near = evidence.results.deciding.synchrony.near
    means = sorted({f"{r.synchrony.near.mean:.1f}" for r in evidence.results.origins}, key=float)
    return (
        f"{found.inside_fixed:,} and {len(found.rotated):,} events against {{c}}: "
        f"{near.observed:,} pairs lie within "
        f"{params.near_km:g} km and {params.near_days} days of each other; {' to '.join(means)} are expected "
        "if the two choose their days apart."
    )


def caveats(found: Series, sample: Attacks, imputed: Imputed | None) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    said = [
        "Battles share causes that no null removes: compare p with those of the other pairs of this war.",
        "A tide faster than a block that raises both in one town, such as an offensive or a weakness of C "
        "there, looks the same as coordination.",
        "One battle that the source codes once with each of the two makes a near pair.",
    ]
    if not sample.directed:
        said.insert(
            0, "The source does not say who attacked: the series are engagements with C, not attacks on C."
        )
    if found.imprecise:
        spread = "" if imputed is None else f"; a second run spreads them at random, {imputed.times} times"
        said.append(
            f"{found.imprecise} events are left out because their date or place is too rough for the "
            f"window{spread}."
        )
    return (*said, *sample.caveats)


def explanations(evidence: Evidence) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    found, results, params = evidence.series, evidence.results, evidence.results.params
    worst = 0.0 if evidence.imputed is None else evidence.imputed.worst_pvalue
    expected = min(result.synchrony.near.mean for result in results.origins)
    return {
        "numbers": (
            f"Too few events to judge: {found.inside_fixed} and {len(found.rotated)} precise ones, "
            f"{expected:.1f} near pairs expected (needed: {params.least_hits} each, "
            f"{params.least_expected:g} pairs, three months with events)."
        ),
        "scale_curve": _scale_sentence(results),
        "imprecise_events": (
            f"With the events of rough date or place spread at random, p rises to {worst:.3f} at worst."
        ),
    }


def _scale_sentence(results: DesignResults) -> str:
    half, block, double = results.params.scales
    short = [results.scale_pvalue(days) for days in (half, block)]
    if max(short) > ALPHA >= results.scale_pvalue(double):
        return (
            f"It shows only at blocks of {double} days: a common season of campaigns, no synchrony of days."
        )
    return (
        f"It does not hold at blocks of both {half} and {block} days (p {short[0]:.3f} and {short[1]:.3f}), "
        "as a synchrony of days would."
    )


def tipping(deciding: DesignResult, family: int) -> Tipping:
    """How many of the near pairs would have to be one battle coded twice before p exceeds .05 / family."""
    value: float | None = None
    if family_pvalue(deciding.pvalue, family) <= ALPHA:
        edge = float(np.quantile(deciding.drawn.values, 1 - ALPHA / family))
        per_pair = deciding.synchrony.windows.peak_weight
        value = max(0.0, (deciding.synchrony.z_observed - edge) / per_pair)
    return Tipping(what="near pairs that would have to be one battle coded twice", value=value)


def details(evidence: Evidence) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables.

    near, q, z: at the first block origin; origins: at both. null: the draws of the deciding one. turns: which
    of the two series turns, the one entry that depends on which of them is called A.
    """
    found, results, imputed = evidence.series, evidence.results, evidence.imputed
    deciding, lead = results.deciding, evidence.lead
    return {
        "turns": found.turns,
        "hits": {"stays": found.inside_fixed, "turns": len(found.rotated), "left_out": found.imprecise},
        "close_pairs": evidence.close_pairs,
        **_statistics(results.origins[0].synchrony),
        "origins": [
            {
                **_design(result, registered=result is deciding),
                **_statistics(result.synchrony),
                "origin": result.design.origin,
            }
            for result in results.origins
        ],
        "null": _null(deciding),
        "excess_share": _excess_share(results, found.inside_fixed),
        "lead_lag": {
            "turns_follows": lead.follows,
            "turns_precedes": lead.precedes,
            "index": lead.index,
            "pvalue": lead.pvalue,
        },
        "scale_curve": [
            {
                "block_days": days,
                "pvalue": results.scale_pvalue(days),
                "origins": [{"origin": r.design.origin, "pvalue": r.pvalue} for r in results.at(days)],
            }
            for days in results.params.scales
        ],
        "designs": [_design(result, registered=result is deciding) for result in results.results],
        "imputation": None
        if imputed is None
        else {"times": imputed.times, "worst_pvalue": imputed.worst_pvalue, "events": found.imprecise},
    }


def _statistics(synchrony: Synchrony) -> dict[str, Detail]:
    near, q = synchrony.near.law(), synchrony.q.law()
    return {
        "near": {
            "observed": synchrony.near.observed,
            "expected": near.mean,
            "variance": near.variance,
            "ratio": synchrony.near.observed / near.mean,
            "pvalue": near.upper_tail(synchrony.near.observed),
        },
        "q": {
            "observed": synchrony.q.observed,
            "expected": q.mean,
            "variance": q.variance,
            "pvalue": q.upper_tail(synchrony.q.observed),
        },
        "z": {
            "observed": synchrony.z_observed,
            "expected": synchrony.z_mean,
            "sd": synchrony.z_sd,
            "kappa": synchrony.kappa,
            "near_pairs": synchrony.near_pairs,
            "far_pairs": synchrony.far_pairs,
        },
    }


def _null(deciding: DesignResult) -> dict[str, Detail]:
    values = deciding.drawn.values
    counts, edges = np.histogram(values, bins=_BARS)
    quantiles = np.quantile(values, _QUANTILES)
    return {
        "name": "Z",
        "unit": "weighted near pairs over their shoulders in time and space",
        "observed": deciding.synchrony.z_observed,
        "draws": deciding.drawn.draws,
        "edges": edges.tolist(),
        "counts": counts.tolist(),
        "quantiles": [[share, value] for share, value in zip(_QUANTILES, quantiles.tolist(), strict=True)],
    }


def _excess_share(results: DesignResults, stays: int) -> Detail:
    """Extra events of the turning series per event of the staying one, (Z - E0[Z]) / (2(w2 - w) n)."""
    deciding, limits = results.deciding.synchrony, results.limits
    expected = deciding.near.mean / max(1, stays)
    return {
        "value": (deciding.ratio() - 1) * expected,
        "interval": None if limits is None else [(limit - 1) * expected for limit in limits],
    }


def _design(result: DesignResult, *, registered: bool) -> dict[str, Detail]:
    design, limits = result.design, result.effect
    return {
        "choices": [
            f"{design.near_km:g} km",
            f"{design.block_days}-day blocks",
            f"cut at day {design.origin}",
        ],
        "value": max(0.0, result.synchrony.ratio()),
        "interval": None if limits is None else [limits.low, limits.high],
        "pvalue": result.pvalue,
        "registered": registered,
    }
