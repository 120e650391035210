"""A–B against what the clashes of four actors in each region lead one to expect (T1b): it explains only.

Four actors: A, B, the one that they are said to act against, and everybody else as one. Given how often each
clashed in a region, the law of A–B's count there is exact; regions are independent, and the robust test turns
their signs. The data see the product of the ratios of A–B and of its mirror, C against the rest: whichever
of the two is quiet, the numbers are the same. So this never decides.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_prediction import Activity
from holdfire.model.verdict import ALPHA
from holdfire.stats.convolution import FLOOR
from holdfire.stats.poisson_ratios import ExactRatio
from holdfire.stats.quasi_independence import PAIRS, ConditionalLaw, StratifiedLaw, conditional_law
from holdfire.stats.sign_flips import SignFlips

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_REGIONS = 6  # 2⁶ sign patterns: the first number of them of which one can be called rare on both sides
_PAIR_OF = np.array([[-1, 0, 1, 2], [0, -1, 3, 4], [1, 3, -1, 5], [2, 4, 5, -1]])  # places in AB, AC, …, CD
THREE_ACTORS = (
    "Not identified: three actors have three pairs and three activities, so nothing is left to compare; it "
    "takes a fourth actor that clashes with one of them."
)

NO_REGION = (
    "Nothing to compare: given how often each of the four clashed, no region leaves the count of this pair "
    "any choice."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Four:
    """Who is compared, and their counts. against: C. rest: all others. regions: which regions count.

    clashes, exposure: (regions, 6) of the pairs AB, AC, AD, BC, BD, CD, D being the rest as one actor.
    left_out: clashes of A–B, and of all pairs, where the data show no contact of the pair in the region.
    """

    against: int
    rest: tuple[int, ...]
    regions: Ints
    clashes: Ints
    exposure: Floats
    left_out: tuple[int, int]


@dataclass(frozen=True)
class Contrast:
    """The contrast of one sample. flips: sign patterns, the same for test and limits.

    Source: Goodman 1968, doi:10.1080/01621459.1968.10480904; Canay, Romano & Shaikh 2017,
    doi:10.3982/ECTA13081. Oracles: brute force in R, enumeration of signs, tests/golden.
    """

    four: Four
    laws: tuple[ConditionalLaw, ...]
    flips: SignFlips

    @cached_property
    def total(self) -> StratifiedLaw:
        """The exact law of A–B's clashes in all regions."""
        return StratifiedLaw(self.laws, self.observed)

    @property
    def observed(self) -> int:
        """A–B's clashes in the regions that count."""
        return int(self.four.clashes[:, 0].sum())

    @cached_property
    def if_poisson(self) -> ExactRatio:
        """Ratio, limits and tails if clashes come one by one; no tail is below 1e-10."""
        found = self.total.ratio()
        return replace(found, p_low=max(found.p_low, FLOOR), p_high=max(found.p_high, FLOOR))

    @cached_property
    def p_flips(self) -> float:
        """The p value of A–B's departures by region, their signs turned."""
        return self.flips.less(self.scores(1.0)).pvalue

    @property
    def enough(self) -> bool:
        """Say whether there are enough regions for the robust test."""
        return len(self.laws) >= LEAST_REGIONS

    @property
    def pvalue(self) -> float | None:
        """The larger of both p values; None where regions are too few."""
        return max(self.if_poisson.p_low, self.p_flips) if self.enough else None

    def limits(self) -> tuple[float | None, float | None]:
        """Give the ratios that the sign test doesn't refuse; None where it has no limit.

        Where no region could have had fewer (or more) clashes of A–B, enough regions refuse every ratio: then
        the limit on that side is the one that holds if clashes come one by one.
        """
        low, high = self.flips.limits(self.scores)
        least, most = self.total.range
        if self.enough and self.observed == least:
            high = self.if_poisson.high
        if self.enough and self.observed == most:
            low = self.if_poisson.low
        return low, high

    def scores(self, ratio: float) -> Floats:
        """Give each region's clashes of A–B less those expected at a ratio."""
        log_ratio = float(np.log(ratio))
        expected = np.array([law.mean(log_ratio) for law in self.laws])
        return self.four.clashes[:, 0].astype(np.float64) - expected

    def detectable(self, family: int) -> tuple[int, float] | None:
        """Give the largest count that is too low if clashes are Poisson, and the ratio that it would find."""
        return self.total.smallest_found(ALPHA / family)


def contrast(sample: Fronts, fitted: Activity, rng: np.random.Generator) -> Contrast | None:
    """Set A–B against the other pairs of the asked area; None where it is not identified."""
    found = four_actors(sample, fitted)
    if found is None:
        return None
    laws = [conditional_law(y, e) for y, e in zip(found.clashes, found.exposure, strict=True)]
    telling = np.array([law.variance() > 0 for law in laws], dtype=np.bool_)
    kept = Four(
        against=found.against,
        rest=found.rest,
        regions=found.regions[telling],
        clashes=found.clashes[telling],
        exposure=found.exposure[telling],
        left_out=found.left_out,
    )
    chosen = tuple(law for law, tells in zip(laws, telling.tolist(), strict=True) if tells)
    return Contrast(four=kept, laws=chosen, flips=SignFlips(len(chosen), rng=rng)) if chosen else None


def unidentified(sample: Fronts, fitted: Activity) -> str:
    """Say why there is no contrast."""
    return THREE_ACTORS if four_actors(sample, fitted) is None else NO_REGION


def four_actors(sample: Fronts, fitted: Activity) -> Four | None:
    """Merge the actors into four; None where there are only three.

    Taken: A–B and the dyads that are enemies (eligible) and had contact. The rest's contact is weighed by the
    activity of each of them, fitted without A–B: an actor twice as active makes twice as much of a front.
    Nothing in this depends on which of the two is called A.
    """
    clashes, exposure = sample.in_area
    taken = sample.eligible & (exposure.sum(axis=1) > 0)
    taken[0] = True
    a, b = sorted(sample.sides[0].tolist())  # the same bytes whichever of them is called A
    others = np.setdiff1d(sample.sides[taken], (a, b))
    against = _against(sample, np.where(taken[:, None], clashes, 0), others)
    if against is None:
        return None
    rest = others[others != against]
    slot = np.full(len(sample.actors), -1, dtype=np.int64)
    slot[[a, b, against]] = 0, 1, 2
    slot[rest] = 3
    pair = np.where(taken, _PAIR_OF[slot[sample.sides[:, 0]], slot[sample.sides[:, 1]]], -1)
    known = exposure > 0
    weighed = exposure * _weights(fitted, rest)[sample.sides].prod(axis=1)[:, None]
    chosen = np.arange(PAIRS)[:, None] == pair
    counted = np.where(known, clashes, 0)
    left = np.where((pair >= 0)[:, None] & ~known, clashes, 0)
    return Four(
        against=against,
        rest=tuple(rest.tolist()),
        regions=np.arange(len(sample.regions)),
        clashes=(chosen @ counted).T,
        exposure=(chosen @ weighed).T,
        left_out=(int(left[0].sum()), int(left.sum())),
    )


def _against(sample: Fronts, clashes: Ints, others: Ints) -> int | None:
    """Take the actor that the two are said to act against; else who clashed most with both of them.

    Most: the larger of the smaller number of clashes with the one and with the other, then of the larger.
    """
    if len(others) < 2:
        return None
    if sample.against is not None and sample.against in others:
        return sample.against

    def met(other: int) -> tuple[int, int, str]:
        counts = sorted(
            int(clashes[(sample.sides == other).any(axis=1) & (sample.sides == party).any(axis=1)].sum())
            for party in sample.sides[0].tolist()
        )
        return counts[0], counts[1], sample.actors[other]

    return max(others.tolist(), key=met)


def _weights(fitted: Activity, rest: Ints) -> Floats:
    """Weigh the actors of the rest by their fitted activity; all alike where it is not fixed for all."""
    weights = np.ones(len(fitted.sample.actors))
    if fitted.fit is not None and all(fitted.fixes(actor) for actor in rest.tolist()):
        weights[rest] = np.exp(fitted.fit.coefficients[rest])
    return weights
