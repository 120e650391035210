"""The numbers behind the pictures and tables of `hand-over`."""

from collections.abc import Sequence
from math import exp

import numpy as np

from holdfire.forms.hand_over_captures import MEASURES, Asked
from holdfire.forms.hand_over_readings import Choice, Reading, score
from holdfire.forms.hand_over_report import day_words
from holdfire.model.answer import Detail


def details(asked: Asked, reading: Reading, choices: Sequence[Choice]) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables."""
    scores, params = reading.scores, asked.params
    deaths = asked.deaths[reading.measure]
    _, names = asked.features_of(reading.candidate)
    everyone = np.flatnonzero(asked.compared)
    return {
        "measure": reading.measure,
        "window": {
            "radius_km": params.radius_km,
            "days_before": params.days_before,
            "days_after": params.days_after,
            "fighting": params.fighting,
        },
        "p_low": scores.rank / scores.of,
        "p_picked": min(1.0, float(scores.rank)),
        "picked": asked.picked,
        "looks": asked.looks,
        "robust_z": scores.robust_z,
        "features": list(names),
        "rank_among_all": int((deaths[everyone] <= deaths[reading.candidate]).sum()),
        "captures_in_all": len(everyone),
        "unreported_deaths": _unreported(reading),
        "by_measure": {measure: _by_measure(asked, reading.candidate, measure) for measure in MEASURES},
        "asked": [_capture(asked, i, reading.measure) for i in asked.candidates],
        "ranked_among": "captures",
        "ranks": _ranks(asked, reading),
        "left_out": {rule: int(out.sum()) for rule, out in asked.rules.items() if out.any()},
        "designs": [
            {
                "choices": list(choice.words),
                "value": choice.reading.value,
                "interval": list(choice.reading.limits),
                "pvalue": choice.reading.pvalue,
                "registered": choice.registered,
                "note": asked.sample.places[choice.reading.candidate] if len(asked.candidates) > 1 else "",
            }
            for choice in choices
        ],
    }


def _unreported(reading: Reading) -> int | None:
    """Deaths that must have gone unreported for the range to reach no effect; None where it does."""
    high = reading.limits[1]
    if high is None or high >= 1:
        return None
    return int(np.ceil((1 + reading.deaths) / high)) - 1 - reading.deaths


def _by_measure(asked: Asked, candidate: int, measure: str) -> Detail:
    scores = score(asked, candidate, measure)
    return {
        "deaths": int(asked.deaths[measure][candidate]),
        "rank": scores.rank,
        "of": scores.of,
        "pvalue": scores.rank / scores.of,
    }


def _ranks(asked: Asked, reading: Reading) -> Detail:
    """Every capture ranked among all others by the same scores: the reference set is the placebo set."""
    scores, median = reading.scores, reading.range.median
    order = [reading.candidate, *asked.references.tolist()]
    values = (scores.asked, *scores.references.tolist())
    return [
        {
            **_capture(asked, capture, reading.measure),
            "rank": rank,
            "ratio": exp(value - median),
            "asked": capture == reading.candidate,
        }
        for capture, rank, value in zip(order, scores.ranks().tolist(), values, strict=True)
    ]


def _capture(asked: Asked, i: int, measure: str) -> dict[str, Detail]:
    """Name a capture; between whom, in an order that doesn't depend on which is called A."""
    sample = asked.sample
    told = int(sample.negotiated[i])
    return {
        "place": sample.places[i],
        "date": day_words(int(sample.last[i])),
        "loser": sample.losers[i],
        "taker": sample.takers[i],
        "deaths": int(asked.deaths[measure][i]),
        "negotiated": None if told < 0 else bool(told),
    }
