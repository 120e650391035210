"""The numbers behind the pictures and tables of `silent-front`."""

from collections.abc import Sequence

import numpy as np

from holdfire.forms.silent_front_bursts import room_of_zero
from holdfire.forms.silent_front_contrast import Contrast, unidentified
from holdfire.forms.silent_front_prediction import Activity
from holdfire.forms.silent_front_rate import WHOLE_AREA, RateComparison
from holdfire.forms.silent_front_readings import Basis, Reading
from holdfire.forms.silent_front_report import Looks, blind_spots, pair
from holdfire.forms.silent_front_rough import Spread
from holdfire.model.answer import Detail
from holdfire.stats.resampling import TIE


def details(
    base: Basis, readings: Sequence[Reading], choices: Sequence[tuple[float, Reading]], looks: Looks
) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables."""
    seen = base.sample.visibility
    return {
        "decides": base.decides,
        "least_exposure": base.least_exposure,
        "rate": _rate(base.rate, readings),
        "prediction": _prediction(base, readings),
        "ranks": _ranks(base),
        "dyads": _dyads(base),
        "activity": _activity(base.activity),
        "camps": _camps(base),
        "contrast": contrast_detail(base, looks.contrast),
        "zero_room": _zero_room(base),
        "rough_places": _rough_places(looks.spread),
        "visibility": {
            "in_war": seen.in_war,
            "within_year": seen.within_year,
            "of_region": seen.of_region,
            "coded": seen.coded,
            "missing": list(blind_spots(base.sample)),
        },
        "designs": [
            {
                "choices": [reading.part, f"contact from {factor:g}× the least"],
                "value": reading.value,
                "interval": [reading.low, reading.high],
                "pvalue": reading.pvalue,
                "registered": position == 0,
            }
            for position, (factor, reading) in enumerate(choices)
        ],
    }


def _of_part(readings: Sequence[Reading], part: str) -> dict[str, Detail] | None:
    reading = next((r for r in readings if r.part == part), None)
    if reading is None:
        return None
    return {
        "value": reading.value,
        "interval": [reading.low, reading.high],
        "pvalue": reading.pvalue,
        "expected": reading.expected,
    }


def _rate(comparison: RateComparison | None, readings: Sequence[Reading]) -> Detail:
    found = _of_part(readings, "rate")
    if comparison is None or found is None:
        return None
    return {
        **found,
        "references": len(comparison.references),
        "median_rate": comparison.range.median,
        "largest_count": comparison.largest_count,
        "minimum_detectable": comparison.minimum_detectable,
    }


def _prediction(base: Basis, readings: Sequence[Reading]) -> Detail:
    found = _of_part(readings, "prediction")
    if base.prediction is None or found is None:
        return {"df": base.activity.df, "wide": base.activity.references.wide}
    return {
        **found,
        "df": base.prediction.df,
        "tau2": base.prediction.tau2,
        "wide": base.activity.references.wide,
        "references": len(base.activity.references.dyads),
        "minimum_detectable": base.prediction.minimum_detectable(base.params.family),
    }


def _ranks(base: Basis) -> Detail:
    """Rank A–B and every reference by the ratio to what is expected of it, by the part that decides."""
    entries = _predicted_entries(base) if base.decides == "prediction" else _rate_entries(base)
    values = np.array([entry["value"] for entry in entries], dtype=np.float64)
    return [
        {**entry, "rank": int(np.count_nonzero(values <= value * (1 + TIE))), "of": len(entries)}
        for entry, value in zip(entries, values.tolist(), strict=True)
    ]


def _rate_entries(base: Basis) -> list[dict[str, Detail]]:
    if base.rate is None:
        return []
    sample, fronts, median = base.sample, base.rate.references, base.rate.range.median
    asked = (int(sample.asked_clashes[0]) + 0.5) / base.rate.exposure
    entries: list[dict[str, Detail]] = [
        {"dyad": pair(sample, 0), "region": None, "value": asked / median, "asked": True}
    ]
    for dyad, region, value in zip(
        fronts.dyad.tolist(), fronts.region.tolist(), fronts.rates.tolist(), strict=True
    ):
        name = None if region == WHOLE_AREA else sample.regions[region]
        entries.append({"dyad": pair(sample, dyad), "region": name, "value": value / median, "asked": False})
    return entries


def _predicted_entries(base: Basis) -> list[dict[str, Detail]]:
    """Each reference dyad is predicted from the others, as A–B is, so that all residuals are of one kind."""
    sample, fitted = base.sample, base.activity
    if base.prediction is None:
        return []
    asked = base.prediction.compare(int(sample.asked_clashes[0]))
    entries: list[dict[str, Detail]] = [
        {"dyad": pair(sample, 0), "value": asked.value, "pvalue": asked.pvalue, "asked": True}
    ]
    for position, dyad in enumerate(fitted.references.dyads.tolist()):
        if (foreseen := fitted.predict_reference(position)) is None:
            continue
        other = foreseen.compare(int(fitted.references.clashes[position]))
        entries.append(
            {"dyad": pair(sample, dyad), "value": other.value, "pvalue": other.pvalue, "asked": False}
        )
    return entries


def _dyads(base: Basis) -> Detail:
    """Every dyad with its counts, its contact, and its residual: observed over fitted, where it is fitted."""
    sample, fitted = base.sample, base.activity
    used = set(fitted.references.dyads.tolist())
    rows: list[Detail] = []
    for dyad in range(len(sample.sides)):
        exposure = float(sample.asked_exposure[dyad])
        clashes = int(sample.asked_clashes[dyad])
        foreseen = fitted.predict(dyad, exposure) if exposure > 0 else None
        rows.append(
            {
                "dyad": pair(sample, dyad),
                "clashes": clashes,
                "exposure": exposure,
                "country_clashes": int(sample.wide_clashes[dyad]),
                "country_exposure": float(sample.wide_exposure[dyad]),
                "uncovered": int(sample.uncovered[dyad]),
                "reference": dyad in used,
                "asked": dyad == 0,
                "expected": None if foreseen is None else foreseen.expected,
                "residual": None if foreseen is None else foreseen.compare(clashes).value,
                "map_error": exposure <= 0 < clashes,
            }
        )
    return rows


def _activity(fitted: Activity) -> Detail:
    """The fitted log activity of every actor that takes part in a reference dyad."""
    if fitted.fit is None:
        return []
    present = np.unique(fitted.sample.sides[fitted.references.dyads])
    return [
        {
            "actor": fitted.sample.actors[actor],
            "log_activity": float(fitted.fit.coefficients[actor]),
            "fixed": fitted.fixes(actor),
        }
        for actor in present.tolist()
    ]


def _camps(base: Basis) -> Detail:
    """Name the camps that tell most of the other dyads, and read A–B as a pair of one camp."""
    if base.camps is None:
        return None
    sample, read = base.sample, base.camps.prediction.compare(int(base.sample.asked_clashes[0]))
    return {
        "with_both": [sample.actors[actor] for actor in base.camps.with_both],
        "within": base.camps.within,
        "expected": base.camps.prediction.expected,
        "value": read.value,
        "interval": [read.low, read.high],
        "pvalue": read.pvalue,
    }


def _zero_room(base: Basis) -> Detail:
    """Give what a zero leaves room for, as counts and over what is expected of A–B."""
    sample = base.sample
    if sample.asked_clashes[0] > 0 or sample.asked_exposure[0] <= 0:
        return None
    room = room_of_zero(sample, base.least_exposure)
    exposure = float(sample.asked_exposure[0])
    return [
        {"clashes": name, "largest_mean": count, "largest_rate": count / exposure}
        for name, count in room.items()
    ]


def _rough_places(found: Spread | None) -> Detail:
    if found is None:
        return None
    return {
        "rows": found.rows,
        "own": found.own,
        "times": found.times,
        "worst_pvalue": found.worst_pvalue,
        "highest": found.highest,
    }


def contrast_detail(base: Basis, found: Contrast | None) -> Detail:
    """Give the contrast with both pairs that it could be; where it isn't identified, why."""
    sample = base.sample
    if found is None:
        return {"identified": False, "reason": unidentified(sample, base.activity)}
    four, exact, (low, high) = found.four, found.if_poisson, found.limits()
    could_find = found.detectable(base.params.family)
    return {
        "identified": True,
        "asked": pair(sample, 0),
        "mirror": [sample.actors[four.against], [sample.actors[actor] for actor in four.rest]],
        "observed": found.observed,
        "expected": found.total.mean(),
        "value": exact.value,
        "interval": [low, high],
        "interval_if_poisson": [exact.low, exact.high],
        "p_if_poisson": exact.p_low,
        "p_signs": found.p_flips,
        "pvalue": found.pvalue,
        "largest_count": None if could_find is None else could_find[0],
        "minimum_detectable": None if could_find is None else could_find[1],
        "without_contact": list(four.left_out),
        "regions": [
            {"region": sample.regions[region], "clashes": clashes, "expected": law.mean()}
            for region, clashes, law in zip(
                four.regions.tolist(), four.clashes[:, 0].tolist(), found.laws, strict=True
            )
        ],
    }
