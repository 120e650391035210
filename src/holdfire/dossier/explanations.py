"""What an answer says, twice: for anyone, and for a statistician."""

from collections.abc import Mapping
from typing import cast

from holdfire.dossier.words import (
    INTERVAL_NAME,
    count,
    counted,
    interval,
    plain_ratio,
    pvalue,
    ratio,
    share,
    share_interval,
    signed,
    within,
)
from holdfire.model.answer import Answer, Power, Reference

WORDS_FOR_ANYONE = 45

REFERENCE_NAME = {
    "exact": "exact",
    "permutation": "permutations",
    "simulation": "simulated draws",
    "bootstrap": "bootstrap",
    "conformal": "rank among references",
    "prediction": "prediction from the other dyads",
    "feasibility": "feasibility on the map",
}


def for_anyone(answer: Answer) -> str:
    """Tell what was found in at most 45 words: the form's own sentence, counts before rates."""
    own = answer.reason if answer.status == "undefined" else answer.sentence or answer.reason
    return within(own, WORDS_FOR_ANYONE)


def beside(answer: Answer) -> tuple[str, ...]:
    """Tell how the same test comes out where nobody alleges anything, and under other choices."""
    said = (answer.placebos, answer.robustness)
    return tuple(one.sentence for one in said if one is not None and one.sentence)


def for_statistician(answer: Answer) -> tuple[tuple[str, str], ...]:
    """List (name, value): statistic, null, effect, power, draws, seed; what is absent says so."""
    rows = [
        ("Statistic", "not computed" if answer.statistic is None else signed(answer.statistic)),
        ("Null", answer.null),
        ("Effect", _effect(answer)),
        ("Smallest effect that matters", _matters(answer)),
        ("p, alleged side", _pvalue(answer)),
        ("Reference", "none" if answer.reference is None else _reference(answer.reference) + _picked(answer)),
        ("Power", _power(answer)),
        (
            "Exposure",
            f"{count(answer.exposure.value)} {answer.exposure.unit}, basis: {answer.exposure.basis}",
        ),
        ("n", f"{counted(answer.n.events, 'event')}, {counted(answer.n.cells, 'cell')}"),
        ("Seed", str(answer.seed)),
        *_unreported(answer),
        *_contrast(answer),
    ]
    return tuple(rows)


def _power(answer: Answer) -> str:
    feasible = answer.reference is not None and answer.reference.feasible
    return "none: nothing is tested against chance" if feasible else power_sentence(answer.power)


def power_sentence(power: Power) -> str:
    """Say which effect the design could find."""
    if power.minimum_detectable is None:
        return "no effect of any size could be told from chance"
    found = f"could find {ratio(power.minimum_detectable)} with power 0.8"
    most = power.largest_count
    return found if most is None else f"{found}; a count above {most} could not support the allegation"


def _unreported(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Say how much would have to go unreported, or how strong an unseen cause would have to be."""
    e_value = answer.details.get("e_value")
    if answer.tipping_ratio is None or not isinstance(e_value, int | float):
        return ()
    return (
        ("Tipping point", f"report rate {plain_ratio(answer.tipping_ratio)} of that of other pairs"),
        ("E-value", f"{plain_ratio(e_value)} on both links of an unseen cause; 1 = nothing is needed"),
    )


def _contrast(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Say what the contrast of four actors by region found, or why it found nothing."""
    found = answer.details.get("contrast")
    if not isinstance(found, Mapping):
        return ()
    kept: Mapping[str, object] = found
    if not kept.get("identified"):
        return (("Contrast by region", str(kept.get("reason"))),)
    exact, signs, regions = kept.get("p_if_poisson"), kept.get("p_signs"), kept.get("regions")
    number = len(regions) if isinstance(regions, list | tuple) else 0
    few = "" if kept.get("pvalue") is not None else "; too few regions for a robust test"
    words = (
        f"{pvalue(_number(signs))} by turned signs of {counted(number, 'region')}, "
        f"{pvalue(_number(exact))} if clashes were Poisson{few}"
    )
    return (("Contrast by region", words),)


def _number(value: object) -> float:
    return float(cast("float", value))


def _matters(answer: Answer) -> str:
    if answer.reference is not None and answer.reference.feasible:
        return "none: a share of maps is no ratio"
    than = "less" if answer.towards == "less" else "more"
    fixed = ", fixed before the result" if answer.power.registered else ""
    return f"{ratio(answer.smallest_effect)} or {than}{fixed}"


def _effect(answer: Answer) -> str:
    effect = answer.effect
    if effect is None:
        return "not computed"
    kind = INTERVAL_NAME[effect.interval_kind]
    if answer.reference is not None and answer.reference.feasible:
        low, high = effect.interval
        said = share_interval((low or 0.0, 1.0 if high is None else high))
        return f"{effect.name} {share(effect.value)}, {share(effect.level)} {kind} {said}"
    limits = f"{share(effect.level)} {kind} {interval(effect)}"
    return f"{effect.name} {plain_ratio(effect.value)}, {limits}; 1 = no trace"


def _pvalue(answer: Answer) -> str:
    if answer.pvalue is None or answer.pvalue_family is None:
        return "none"
    how = "registered" if answer.power.registered else "tested"  # a call on arrays registers nothing
    if answer.family == 1:
        return f"{pvalue(answer.pvalue)} (one form {how})"
    return f"{pvalue(answer.pvalue)}; times {answer.family} {how} forms: {pvalue(answer.pvalue_family)}"


def _picked(answer: Answer) -> str:
    """Say by how much a rank was multiplied for the cases that the asked one may have been picked from."""
    looks, alone, of = answer.details.get("looks"), answer.details.get("p_low"), answer.details.get("ranks")
    if not isinstance(looks, int) or not isinstance(alone, float) or not isinstance(of, list | tuple):
        return ""
    times = f"{count(looks)} that it may have been picked from"
    return f" (its own rank is {round(alone * len(of))}, times {times})" if looks > 1 else ""


def _reference(reference: Reference) -> str:
    words = [REFERENCE_NAME[reference.kind]]
    if reference.draws is not None:
        extreme = "with every way crossing" if reference.feasible else "at least as extreme"
        words.append(f"{count(reference.draws)} draws, {count(reference.extreme_draws or 0)} {extreme}")
    if reference.rank is not None and reference.of is not None:
        words.append(f"rank {reference.rank} of {reference.of}")
    if reference.df is not None:
        words.append(f"{reference.df:g} degrees of freedom")
    return ", ".join(words)
