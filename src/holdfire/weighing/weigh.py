"""Evidence and a table of simulated wars → the weighing: factors with ranges, and what would change them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import QuestionError
from holdfire.model.weighing import BayesFactor, Hypothesis, OriginEvidence, TippingPoint, Weighing
from holdfire.weighing.comparing import Comparison, enough, full_prior, posterior, posterior_ranges
from holdfire.weighing.rivals import Rival
from holdfire.weighing.tables import Table
from holdfire.weighing.tipping import assumed_evidence, tipping_points

Floats = NDArray[np.float64]

EVENTS = "events"  # the origin of all that the forms read; documents will enter by their own origins
NONE_FITS = "None of these stories, as simulated, fits."
ASSUMED = "Weighed as if unknowns had the values that were assumed; so none is said to lead."
BARE, SUBSTANTIAL = 0.5, 1.0  # log10, where words change
TEMPER = 1.0  # what decibans are multiplied by; docs/weighing.md tells how it was found
NOT_SIMULATED = "the simulated wars don't have it"
TOO_FEW = "too few simulated wars have it together with the others"
WHAT_IT_IS = (
    "Decibans compare explanations as they were simulated, with effects as strong as `rivals.toml` assumes, "
    "in wars that are simpler than any real one. They give no explanation a probability."
)
MANY_WARS = 667  # of a rival and set: with three sets 2,000 of a rival
FAR = 0.2  # two ways to compute one probability may differ by so much before it is said

Names = Mapping[str, str]


def weigh(
    evidence: Mapping[str, float],
    table: Table,
    rivals: Sequence[Rival],
    names: Names,
    prior: Mapping[str, float] | None = None,
    assumed: Mapping[str, float] | None = None,
) -> Weighing:
    """Compare how well rivals explain the evidence.

    names: what a, b and c are called in sentences. prior: the reader's own probabilities, by rival; without
    it no rival gets any. assumed: the values that the reader takes for unknowns; decibans, fits and factors
    are then those of the evidence as it would be, and none is said to lead. The tipping table stays that of
    the evidence as it is.

    Raises
    ------
    QuestionError
        Where there is nothing to compare (one rival alone, no evidence that the wars have too), the prior
        is none, or an assumed value lies out of reach.
    """
    wanted = [rival for rival in rivals if rival.name in table.rivals]
    if len(wanted) < 2:
        raise QuestionError(
            "one explanation alone can't be weighed: evidence speaks for it only as far as it speaks against "
            "others"
        )
    comparison, left_out = comparison_for(evidence, table)
    if comparison is None:
        raise QuestionError(
            "the simulated wars don't have what was found here "
            f"({', '.join(evidence) or 'no form gave an effect'}), so nothing can be weighed"
        )
    try:
        weights = None if prior is None else full_prior(prior, comparison.rivals)
        bent = assumed_evidence(evidence, assumed or {})
    except ValueError as error:
        raise QuestionError(str(error)) from error
    row = np.array([[bent[part] for part in comparison.parts]])
    found = _found(evidence, comparison, table, row)
    said = {rival.name: rival.sentence.format(**names) for rival in wanted}
    around = replace(found, left_out=left_out)
    fits = dict(zip(comparison.rivals, comparison.fits(row)[0].tolist(), strict=True))
    if not any(fits.values()):
        unweighed = (_hypothesis(name, text, fits=False) for name, text in said.items())
        return replace(around, hypotheses=tuple(unweighed), sentence=NONE_FITS)
    together, by_set = comparison.decibans(row)
    hypotheses = _hypotheses(comparison, said, fits, (together[0], by_set[:, 0]), weights)
    factors = _factors(comparison.rivals, together[0], by_set[:, 0])
    tipping = tipping_points(comparison, around.evidence, weights)
    leading, sentence = (None, ASSUMED) if assumed else _leading(hypotheses, factors, tipping, said)
    return replace(
        around,
        hypotheses=hypotheses,
        leading=leading,
        sentence=sentence,
        factors=factors,
        tipping=tipping,
        caveats=_caveats(around, comparison, together),
    )


def comparison_for(given: Iterable[str], table: Table) -> tuple[Comparison | None, dict[str, str]]:
    """Learn from the wars that have the given parts; one that too few of them have is left out first.

    None where no part is left; beside it, why each part that is not compared was left out.
    """
    left_out: dict[str, str] = {}
    given = tuple(given)
    for part in given:
        if part not in table.parts or not enough(table, [part]):
            left_out[part] = NOT_SIMULATED
    parts = [part for part in given if part not in left_out]
    while parts:
        if (comparison := Comparison.of(table, parts, temper=TEMPER)) is not None:
            return comparison, left_out
        rows = {part: min(len(one) for one in table.columns([part]).values()) for part in parts}
        rarest = min(parts, key=lambda part: rows[part])
        left_out[rarest] = TOO_FEW
        parts.remove(rarest)
    return None, left_out


def _found(evidence: Mapping[str, float], comparison: Comparison, table: Table, row: Floats) -> Weighing:
    """Put down what was compared with what, before anything is weighed."""
    near = comparison.all_sets.nearest(row)[0].tolist()
    return Weighing(
        hypotheses=(),
        leading=None,
        sentence="",
        factors=(),
        tipping=(),
        evidence={part: evidence[part] for part in comparison.parts},
        left_out={},
        nearest=dict(zip(comparison.rivals, near, strict=True)),
        wars=table.each,
        table={**asdict(table.size), "seed": table.seed, "made": table.made, "version": table.version},
        caveats=(),
    )


def _hypothesis(name: str, sentence: str, *, fits: bool) -> Hypothesis:
    return Hypothesis(
        name=name, sentence=sentence, prior=None, posterior=None, range=None, fits=fits, evidence=()
    )


def _hypotheses(
    comparison: Comparison,
    said: Mapping[str, str],
    fits: Mapping[str, bool],
    weights: tuple[Floats, Floats],
    prior: Floats | None,
) -> tuple[Hypothesis, ...]:
    """Give each its decibans, and where the reader has a prior its probability, with the range over sets."""
    together, by_set = weights
    made: list[Hypothesis] = []
    for at, name in enumerate(comparison.rivals):
        own = dict(zip(comparison.sets, by_set[:, at].tolist(), strict=True))
        value = float(together[at])
        one = OriginEvidence(
            origin=EVENTS,
            decibans=value,
            range=(min(value, *own.values()), max(value, *own.values())),
            sets=own,
        )
        made.append(replace(_hypothesis(name, said[name], fits=fits[name]), evidence=(one,)))
    if prior is None:
        return tuple(made)
    value, low, high = posterior_ranges(together, by_set, prior)
    return tuple(
        replace(
            one,
            prior=float(prior[at]),
            posterior=float(value[at]),
            range=(float(low[at]), float(high[at])),
        )
        for at, one in enumerate(made)
    )


def _factors(rivals: Sequence[str], together: Floats, by_set: Floats) -> tuple[BayesFactor, ...]:
    """Compare every two; the one that fits better stands first."""
    made: list[BayesFactor] = []
    for one, other in combinations(range(len(rivals)), 2):
        first, second = (one, other) if together[one] >= together[other] else (other, one)
        value = float(together[first] - together[second]) / 10
        each = ((by_set[:, first] - by_set[:, second]) / 10).tolist()
        low, high = min(value, *each), max(value, *each)
        made.append(
            BayesFactor(
                one=rivals[first],
                other=rivals[second],
                log10=value,
                range=(low, high),
                words=words_of(low, high),
            )
        )
    return tuple(made)


def words_of(low: float, high: float) -> str:
    """Name a Bayes factor by the end of its range that says least (Kass & Raftery 1995)."""
    if low <= 0 <= high:
        return "either way"
    least = min(abs(low), abs(high))
    if least < BARE:
        return "not worth more than a bare mention"
    return "substantial" if least < SUBSTANTIAL else "strong"


def _leading(
    hypotheses: Sequence[Hypothesis],
    factors: Sequence[BayesFactor],
    tipping: Sequence[TippingPoint],
    said: Mapping[str, str],
) -> tuple[str | None, str]:
    """Name the explanation that fits better than each other one under all prior sets, if any does."""
    best = max(hypotheses, key=lambda one: one.evidence[0].decibans).name
    close = [f.other for f in factors if f.one == best and f.range[0] < BARE]
    if close:
        others = " or ".join(part for part in (", ".join(close[:-1]), close[-1]) if part)
        return None, (
            "No explanation stands out: what was found parts "
            f"{best} from {others} by too little under at least one set of assumed strengths."
        )
    if tips := [one for one in tipping if one.inside]:
        return None, (
            f"Cannot tell: {best} explains it best, but {tips[0].leads} does as soon as {tips[0].what} is "
            f"{tips[0].value:g}, which lies in the range held plausible."
        )
    return best, f"Explains it better than each other one, under all assumed strengths: {said[best]}"


def _caveats(around: Weighing, comparison: Comparison, together: Floats) -> tuple[str, ...]:
    """Say what every reader should know, and where the check by nearness disagrees with the formula."""
    said, near = [WHAT_IT_IS], around.nearest
    if around.wars < MANY_WARS:
        said.append(
            f"Rough: the table has {around.wars:,} wars for each explanation and set of strengths; "
            f"{MANY_WARS:,} or more would be enough."
        )
    even = np.full(len(comparison.rivals), 1 / len(comparison.rivals))
    formula = posterior(together[0], even)
    apart = max(abs(near[name] - p) for name, p in zip(comparison.rivals, formula.tolist(), strict=True))
    if apart > FAR:
        said.append(
            f"The formula and the simulated wars nearest to the evidence differ by up to {apart:.2f} in a "
            "probability from even priors: read the ranges, not the numbers."
        )
    return tuple(said)
