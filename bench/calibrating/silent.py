"""How often `silent-front` is right, in simulated wars of six actors, fourteen regions and two years.

    python bench/calibrating/silent.py --wars 2000

Contact, activity and the scatter of dyads (sd .4) differ in every world. The worlds (silent_worlds.py):

none            clashes come one by one
bursts          months in which clashes come in lumps (negative binomial of size 1); so in all worlds below
shared trend    all dyads fight e² times as much in the end as in the beginning
regional tide   all dyads of a region rise and fall together
shocks          months in which a whole region fights four times as much
dyad by region  lasting differences of dyads in regions (sd .7)
A weak          A fights a fifth as much as it could, everywhere
camp of three, camp of four   A, B and one or two more fight each other 0.15 times as much, so do the others
contact wrong   each dyad's contact in a region is measured wrong by a factor (sd .7 in logarithms)
borders wrong   borders are drawn 7 km off, correlated over 10 km, and contact is measured on that map
half reported   the source misses every second A-B clash
deal            A and B clash a tenth as often
camp of two     A and B are a camp by themselves: no count tells that from a deal
bar of twenty   camp of three, but references must have clashed twenty times: only lively dyads are left
own scatter     bursts, but dyads scatter where the contrast is read, too: it is no test of a lone dyad

For each world, of the prediction, which decides: the share of wars with p ≤ .05 and its standard error, the
same where also the gate of camps is open, the share of each verdict, how often the interval holds the truth,
and the share in which a reader was warned (cannot tell, or a tipping value under .5). Then, with A-B clashes
thinned to the smallest effect that was printed before (power 0.8), the share with p ≤ .05. Last, of the
contrast by region, in the same worlds but with no scatter of dyads, which is its null: the share with p ≤ .05
if clashes were Poisson, of the p that it prints (the larger of that and the sign test's), and how often its
interval holds the truth. The last three worlds show what goes wrong without a guard; they are no null worlds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from silent_worlds import WORLDS, World, simulate

from holdfire.forms.silent_front import FORM, finding_of
from holdfire.forms.silent_front_contrast import Contrast, contrast
from holdfire.forms.silent_front_readings import Params, basis
from holdfire.forms.silent_front_report import Looks
from holdfire.model.verdict import BIAS_LOW, Rule, judge
from running import calibrate_worlds, error_of, share_of, verdict_shares

ALPHA = 0.05
RULE = Rule(towards=FORM.towards, smallest_effect=FORM.smallest_effect, family=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One war: the prediction's p, the gate of camps, verdict, whether its interval and the reader are right.

    found: p ≤ .05 where A-B is thinned to the smallest effect. poisson, contrast: p values of the contrast;
    contrast_covered: None where it is not looked at.
    """

    pvalue: float
    camps: bool
    verdict: str
    covered: bool
    warned: bool
    found: bool
    poisson: float | None
    contrast: float | None
    contrast_covered: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the form said over the wars of one world."""

    world: str
    wars: int
    small_p: float
    standard_error: float
    small_p_camps: float
    supports: float
    does_not_support: float
    cannot_tell: float
    coverage: float
    warned: float
    power: float
    small_poisson: float | None
    small_contrast: float | None
    contrast_coverage: float | None


def trial(name: str, seed: int, number: int, *, contrasts: int) -> Trial | None:
    """Simulate one war and put it to the form; None where too few dyads met for a prediction."""
    world = WORLDS[name]
    rng = np.random.default_rng([seed, list(WORLDS).index(name), number])
    sample, params = simulate(world, rng), Params()
    base = basis(sample, params)
    if base.prediction is None or not sample.asked_exposure[0]:
        return None
    finding = finding_of(base, Looks())
    verdict, _ = judge(finding, RULE)
    if finding.effect is None or finding.pvalue is None:  # a prediction gives both; for the type checker
        return None
    low, high = (end or 0.0 for end in finding.effect.interval)
    least = base.power.minimum_detectable or 0.0
    left = rng.binomial(sample.asked_clashes[0], min(1.0, least / world.left))
    seen = _contrast(world, rng) if number < contrasts else None
    return Trial(
        pvalue=finding.pvalue,
        camps=finding.strict["camps"],
        verdict=verdict.value,
        covered=low <= world.left <= high,
        warned=verdict.value == "cannot_tell" or high < BIAS_LOW,
        found=base.prediction.compare(int(left)).pvalue <= ALPHA,
        poisson=None if seen is None else seen.total.p_low(),
        contrast=None if seen is None else max(seen.total.p_low(), seen.p_flips),
        contrast_covered=None if seen is None else _holds(seen, world.left),
    )


def _contrast(world: World, rng: np.random.Generator) -> Contrast | None:
    """Read the contrast of a war of this world in which dyads have no departure of their own: its null."""
    sample = simulate(replace(world, scatter=world.contrast_scatter), rng)
    return contrast(sample, basis(sample, Params()).activity, rng)


def _holds(seen: Contrast, truth: float) -> bool:
    """Say whether the interval of the sign test holds the truth: whether neither side refuses it."""
    scores = seen.scores(truth)
    return min(seen.flips.less(scores).pvalue, seen.flips.greater(scores).pvalue) > (1 - 0.95) / 2


def shares(name: str, trials: Sequence[Trial]) -> Share:
    """Count what the form said."""
    wars = len(trials)
    small = share_of([t.pvalue <= ALPHA for t in trials])
    looked = [t for t in trials if t.contrast is not None]
    return Share(
        world=name,
        wars=wars,
        small_p=small,
        standard_error=error_of(small, wars),
        small_p_camps=share_of([t.pvalue <= ALPHA and t.camps for t in trials]),
        coverage=share_of([t.covered for t in trials]),
        warned=share_of([t.warned for t in trials]),
        power=share_of([t.found for t in trials]),
        small_poisson=share_of([(t.poisson or 0) <= ALPHA for t in looked]) if looked else None,
        small_contrast=share_of([(t.contrast or 0) <= ALPHA for t in looked]) if looked else None,
        contrast_coverage=share_of([bool(t.contrast_covered) for t in looked]) if looked else None,
        **verdict_shares([t.verdict for t in trials]),
    )


HEADS = {
    "world": "world",
    "wars": "wars",
    "p ≤ .05": "small_p",
    "s.e.": "standard_error",
    "camps": "small_p_camps",
    "supports": "supports",
    "does not": "does_not_support",
    "can’t": "cannot_tell",
    "covers": "coverage",
    "warned": "warned",
    "power": "power",
    "Poisson": "small_poisson",
    "contrast": "small_contrast",
    "contrast covers": "contrast_coverage",
}
CONTRASTS = {"contrasts": {"type": int, "default": 2_000, "help": "in how many of them the contrast too"}}

if __name__ == "__main__":
    calibrate_worlds(__doc__, WORLDS, trial, shares, HEADS, CONTRASTS)
