"""What `concerted-attack` says: the sentence, its caveats, why a gate is shut, the tipping value."""

from dataclasses import dataclass

import numpy as np

from holdfire.forms.concerted_copies import Copies, copies_caveat, copies_sentence
from holdfire.forms.concerted_designs import DesignResult, DesignResults
from holdfire.forms.concerted_looks import Looks
from holdfire.forms.concerted_series import Series
from holdfire.forms.concerted_synchrony import Lead
from holdfire.forms.samples import Attacks
from holdfire.model.answer import Tipping
from holdfire.model.verdict import ALPHA, family_pvalue


@dataclass(frozen=True, slots=True, kw_only=True)
class Imputed:
    """The registered design with imprecise events spread at random: how often, and the largest p."""

    times: int
    worst_pvalue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that was computed of one sample.

    close_pairs: pairs within near_km, whatever their days. z_pvalues: the p of Z at each origin. copies:
    pairs that may be one event; None where nobody looked for them.
    """

    series: Series
    results: DesignResults
    looks: Looks | None
    lead: Lead
    imputed: Imputed | None
    close_pairs: int
    z_pvalues: tuple[float, ...]
    copies: Copies | None = None

    @property
    def choices(self) -> tuple[DesignResult, ...]:
        """Every choice that was tried, once: the designs, then the looks through another window."""
        registered = self.results.params.near_days
        looks = () if self.looks is None else (look.result for look in self.looks.looks)
        others = (result for result in looks if result.synchrony.windows.near_days != registered)
        return (*self.results.results, *others)


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


def caveats(
    found: Series, sample: Attacks, imputed: Imputed | None, copies: Copies | None
) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    said = [
        "Battles share causes that no null removes: compare p with those of the other pairs of this war.",
        "A tide faster than a block that raises both in one town, such as an offensive or a weakness of C "
        "there, looks the same as coordination.",
        *copies_caveat(copies),
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


def looks_caveat(looks: Looks | None) -> tuple[str, ...]:
    """Give the one answer to several radii and windows: who would pick the best of them must pay for it."""
    if looks is None or looks.count < 2:
        return ()
    synchrony, design = looks.strongest.result.synchrony, looks.strongest.result.design
    return (
        f"Over {looks.count} radii and windows at once p is {looks.pvalue:.3f}, for the strongest of them: "
        f"{design.near_km:g} km and a {synchrony.windows.near_days}-day window.",
    )


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
        "counted_twice": copies_sentence(evidence.copies),
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
        synchrony = deciding.synchrony
        if synchrony.weighed.observed > 0:
            per_pair = synchrony.weighed.observed / synchrony.near.observed
            value = max(0.0, (synchrony.s.observed - edge) / per_pair)
    return Tipping(what="near pairs that would have to be one battle coded twice", value=value)
