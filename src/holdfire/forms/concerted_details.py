"""The numbers of `concerted-attack` behind its pictures and tables."""

from collections.abc import Mapping

import numpy as np

from holdfire.forms.concerted_copies import Copies
from holdfire.forms.concerted_designs import DesignResult, DesignResults
from holdfire.forms.concerted_looks import Look, Looks
from holdfire.forms.concerted_report import Evidence
from holdfire.model.answer import Detail, Power

_QUANTILES = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
_BARS = 40
_TAILS: Mapping[str, Detail] = {
    "near": "exact: the probability of the observed count and all larger ones",
    "q": "exact: the probability of the observed sum and all larger ones",
    "s": "drawn: (b + 1) / (n + 1), b draws at least as large, ties counted; larger p of both cuts",
    "z": "drawn: (b + 1) / (n + 1), b draws at least as large, ties counted; larger p of both cuts",
    "lead_lag": "drawn: (b + 1) / (n + 1), b draws whose index is at least as far from 0 on either side",
    "looks": "drawn: (b + 1) / (n + 1), b draws whose largest score is as large, ties counted; larger p",
}
"""Statistic → what its p counts as at least as extreme; all but lead_lag are one-sided."""


def details(evidence: Evidence, detectable: Power) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables.

    near, q, z, s: at the first block origin; origins: at both. null: draws of the deciding one. turns: which
    of the two series turns, the one entry that depends on which of them is called A.
    """
    found, results, imputed = evidence.series, evidence.results, evidence.imputed
    deciding, lead = results.deciding, evidence.lead
    return {
        "turns": found.turns,
        "hits": {"stays": found.inside_fixed, "turns": len(found.rotated), "left_out": found.imprecise},
        "close_pairs": evidence.close_pairs,
        **_statistics(results.origins[0], evidence.z_pvalues[0]),
        "origins": [
            {
                **_design(result, registered=result is deciding),
                **_statistics(result, z_pvalue),
                "origin": result.design.origin,
            }
            for result, z_pvalue in zip(results.origins, evidence.z_pvalues, strict=True)
        ],
        "null": _null(deciding),
        "excess_share": _excess_share(results, found.inside_fixed, detectable),
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
        "designs": [
            {**_design(result, registered=result is deciding), "note": _note(result, evidence.looks)}
            for result in evidence.choices
        ]
        + _without_copies(evidence.copies),
        "counted_twice": _copies(evidence.copies),
        "looks": None if evidence.looks is None else _looks(evidence.looks),
        "tails": _TAILS,
        "imputation": None
        if imputed is None
        else {"times": imputed.times, "worst_pvalue": imputed.worst_pvalue, "events": found.imprecise},
    }


def _copies(copies: Copies | None) -> Detail:
    if copies is None:
        return None
    left = copies.pvalue if copies.left_out else None
    return {
        "pairs": copies.pairs,
        "expected": copies.expected,
        "left_out": copies.left_out,
        "pvalue": left,
    }


def _without_copies(copies: Copies | None) -> list[dict[str, Detail]]:
    """Give the registered design without what may be counted twice, as one more choice."""
    if copies is None or copies.without is None:
        return []
    words = [*_choices(copies.without), "no pairs of one day and place"]
    made = _design(copies.without, registered=False)
    return [{**made, "choices": words, "note": f"p {copies.without.pvalue:.3f}"}]


def _statistics(result: DesignResult, z_pvalue: float) -> dict[str, Detail]:
    synchrony = result.synchrony
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
            "pvalue": z_pvalue,
        },
        "s": {
            "observed": synchrony.s.observed,
            "expected": synchrony.s.mean,
            "sd": synchrony.s_sd,
            "near": {"observed": synchrony.weighed.observed, "expected": synchrony.weighed.mean},
            "pvalue": result.pvalue,
        },
    }


def _null(deciding: DesignResult) -> dict[str, Detail]:
    values = deciding.drawn.values
    counts, edges = np.histogram(values, bins=_BARS)
    quantiles = np.quantile(values, _QUANTILES)
    return {
        "name": "S",
        "unit": "near pairs, weighed by place, over what lies around them in time and space",
        "observed": deciding.synchrony.s.observed,
        "draws": deciding.drawn.draws,
        "edges": edges.tolist(),
        "counts": counts.tolist(),
        "quantiles": [[share, value] for share, value in zip(_QUANTILES, quantiles.tolist(), strict=True)],
    }


def _excess_share(results: DesignResults, stays: int, detectable: Power) -> Detail:
    """Extra events of the turning series per event of the staying one, (R - 1) E0[near] / n."""
    deciding, limits, least = results.deciding.synchrony, results.limits, detectable.minimum_detectable
    expected = deciding.near.mean / max(1, stays)
    first = results.origins[0].synchrony.near.mean / max(1, stays)  # the cut that power was computed at
    return {
        "value": (deciding.ratio() - 1) * expected,
        "interval": None if limits is None else [(limit - 1) * expected for limit in limits],
        "minimum_detectable": None if least is None else (least - 1) * first,
    }


def _looks(looks: Looks) -> dict[str, Detail]:
    """One corrected p for all radii and windows, and each with its own."""
    return {
        "count": looks.count,
        "draws": looks.draws,
        "pvalue": looks.pvalue,
        "strongest": _look(looks.strongest),
        "members": [_look(look) for look in looks.looks],
    }


def _look(look: Look) -> dict[str, Detail]:
    design, windows = look.result.design, look.result.synchrony.windows
    return {
        "near_km": design.near_km,
        "near_days": windows.near_days,
        "origin": design.origin,
        "score": look.score,
        "pvalue": look.result.pvalue,
        "corrected": look.corrected,
    }


def _note(result: DesignResult, looks: Looks | None) -> str:
    corrected = None if looks is None else looks.corrected(result)
    several = "" if looks is None or corrected is None else f"; {corrected:.3f} for {looks.count} at once"
    return f"p {result.pvalue:.3f}{several}"


def _choices(result: DesignResult) -> list[str]:
    design = result.design
    return [
        f"{design.near_km:g} km",
        f"{result.synchrony.windows.near_days}-day window",
        f"{design.block_days}-day blocks",
        f"cut at day {design.origin}",
    ]


def _design(result: DesignResult, *, registered: bool) -> dict[str, Detail]:
    limits = result.effect
    return {
        "choices": _choices(result),
        "value": max(0.0, result.synchrony.ratio()),
        "interval": None if limits is None else [limits.low, limits.high],
        "pvalue": result.pvalue,
        "registered": registered,
    }
