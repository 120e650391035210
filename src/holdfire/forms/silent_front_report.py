"""What `silent-front` says and shows: sentences, gates, caveats, and the numbers behind its pictures."""

from collections.abc import Sequence

import numpy as np

from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_prediction import LEAST_DF, Activity
from holdfire.forms.silent_front_rate import WHOLE_AREA, RateComparison
from holdfire.forms.silent_front_readings import Basis, Reading
from holdfire.model.answer import Detail, Zero
from holdfire.stats.resampling import TIE

LEAST_IN_WAR = 5
LEAST_WITHIN_YEAR = 1
LEAST_OF_REGION = 1


def pair(sample: Fronts, dyad: int) -> list[str]:
    """Name the two actors of a dyad, in an order that doesn't depend on which is called A."""
    return sorted(sample.actors[i] for i in sample.sides[dyad].tolist())


def unit(sample: Fronts) -> str:
    """Name the unit of exposure."""
    return "km-days" if sample.basis == "control map" else "cell-days"


def blind_spots(sample: Fronts) -> tuple[str, ...]:
    """Say why the source could not have seen A–B clashes here; empty where it could."""
    seen = sample.visibility
    reasons = (
        (
            seen.in_war >= LEAST_IN_WAR,
            f"it has {seen.in_war} of them in this war, fewer than {LEAST_IN_WAR}",
        ),
        (seen.within_year >= LEAST_WITHIN_YEAR, "it has none within twelve months before or after"),
        (seen.of_region >= LEAST_OF_REGION, "it has no event of any two actors in the area and period"),
        (seen.coded, "its coding rules fold one of the two into another actor"),
    )
    return tuple(words for holds, words in reasons if not holds)


def without_contact(sample: Fronts) -> str | None:
    """Say why the form has no meaning where the two had no contact; None where they had."""
    if sample.asked_exposure[0] > 0:
        return None
    if clashes := int(sample.asked_clashes[0]):
        return f"The data show no contact of the two, and yet {clashes} clashes: the contact is not known."
    return "The two had no contact in the area and period: no chance to clash."


def zero(base: Basis) -> Zero | None:
    """Say what a count of zero means; None where the count is not zero."""
    sample = base.sample
    if sample.asked_clashes[0] > 0:
        return None
    if sample.asked_exposure[0] <= 0:
        return Zero.NO_CONTACT
    if blind_spots(sample):
        return Zero.NOT_CODED
    return Zero.RESTRAINT if sample.asked_exposure[0] >= base.least_exposure else Zero.NO_CONTACT


def found_sentence(base: Basis, reading: Reading | None) -> str:
    """Tell the count, the contact, and what was expected of it; {a} and {b} stand for the parties' names."""
    sample = base.sample
    contact = f"{sample.asked_exposure[0]:,.0f} {unit(sample)}"
    count = f"{{a}} and {{b}}: {sample.asked_clashes[0]:,} clashes over {contact}"
    if reading is None:
        return f"{count}; there is nothing to compare this with."
    why = (
        "the contact and activity of the two lead one to expect"
        if reading.part == "prediction"
        else "the median of the reference fronts makes it"
    )
    digits = 1 if reading.expected < 100 else 0
    return f"{count}; {why} {reading.expected:,.{digits}f}."


def explanations(base: Basis) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    sample = base.sample
    needed = 20 * base.params.family - 1
    fronts = 0 if base.rate is None else len(base.rate.references)
    return {
        "visibility": (
            "This source has not been shown able to see clashes between the two here: "
            f"{'; '.join(blind_spots(sample))}."
        ),
        "exposure": (
            f"Too little contact to judge: {sample.asked_exposure[0]:,.0f} {unit(sample)}, "
            f"at least {base.least_exposure:,.0f} are needed."
        ),
        "numbers": (
            f"Too few other pairs to compare with: {fronts} fronts where {needed} are needed, and too few "
            f"actors for a prediction ({base.activity.df} degrees of freedom of {LEAST_DF})."
        ),
        "control_map": (
            "Contact is guessed from where events of both lie, not measured on a control map; so this form "
            "can't support the allegation."
        ),
    }


def caveats(base: Basis) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    sample = base.sample
    said = [
        "Fewer clashes than expected can come from tacit restraint, weak forces, bad terrain, or reports "
        "that are rarer from this front than from others.",
    ]
    if base.decides == "prediction" and base.activity.references.wide:
        said.append(
            "Too few dyads meet in the asked area: the other dyads are counted over the whole country."
        )
    if base.decides == "rate":
        said.append(
            "Too few dyads to take the activity of the two actors out: a weak actor looks like restraint."
        )
    if sample.basis == "co-presence":
        said.append("No control map covers the area: contact is guessed from where events of both lie.")
    if sample.uncovered[0]:
        said.append(
            f"{sample.uncovered[0]} clashes of the two lie where the data show no contact; they are counted."
        )
    return (*said, *sample.caveats)


def details(
    base: Basis, readings: Sequence[Reading], choices: Sequence[tuple[float, Reading]]
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
