"""What one party struck, of two that it could have struck, beside what was there to be struck."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.optimize import brentq

from holdfire.errors import QuestionError
from holdfire.forms.samples import Floats, Ints, Targets
from holdfire.stats.beta_binomial import lower_tail, spread_of_clusters, sum_masses, upper_tail
from holdfire.stats.sign_flips import SignFlips, Tail

Limits = tuple[float | None, float | None]

OPPORTUNITIES = ("front", "ground", "places", "others")  # the last without any map
LEAST_OCCASIONS = 20
LEAST_EXPECTED = 10.0  # strikes on the partner
LEVEL = 0.95
MONTH = 4  # weeks of an occasion, in the coarser reading
_NO_CHOICE = 1e-9  # share of the opportunities below which nobody could choose
_LARGEST = 1e6  # odds ratios beyond which a limit counts as none
_FARTHEST = 30.0  # the same for a limit that is walked to, as a logarithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The choices of `selective-targeting`.

    opportunity: what a side's chances of being struck are measured by: "front" (km of the striker's front
    with it), "ground" (its ground within range of the striker's), "places" (places that it holds there) or
    "others" (how often others struck it). rho_floor: the least intra-occasion correlation of the
    beta-binomial law. draws: sign patterns where there are more than 24 occasions; look_draws: in placebos
    and other readings. family: number of registered forms.
    """

    opportunity: str = "front"
    rho_floor: float = 0.25
    draws: int = 9_999
    look_draws: int = 999
    family: int = 1

    def __post_init__(self) -> None:
        if self.family < 1 or min(self.draws, self.look_draws) < 99:
            raise QuestionError("selective-targeting: family must be at least 1, draws at least 99")
        if self.opportunity not in OPPORTUNITIES:
            raise QuestionError(f"selective-targeting: opportunity is one of {', '.join(OPPORTUNITIES)}")
        if not 0 < self.rho_floor < 1:
            raise QuestionError("selective-targeting: rho_floor lies between 0 and 1")


def measure_of(targets: Targets, wanted: str) -> str | None:
    """Take the wanted measure of opportunity, else the first that the data allow; None where none is."""
    order = (wanted, *(name for name in OPPORTUNITIES if name != wanted))
    return next((name for name in order if name in targets.opportunity), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasions:
    """Occasions on which both could have been struck and one was; all arrays have one entry an occasion.

    strikes: on either. on_partner: of these on the partner. share: the partner's of the opportunities, in
    (0, 1). region: numbers of the regions. kept: their places among the sample's occasions.
    """

    strikes: Ints
    on_partner: Ints
    share: Floats
    region: Ints
    kept: Ints

    @classmethod
    def of(cls, targets: Targets, measure: str) -> Self:
        """Read a side's occasions by one measure of opportunity."""
        partner, third = targets.opportunity[measure].T
        strikes = targets.on_partner + targets.on_third
        every = partner / np.maximum(partner + third, np.finfo(np.float64).tiny)
        kept = np.flatnonzero((strikes > 0) & (every >= _NO_CHOICE) & (every <= 1 - _NO_CHOICE))
        share = every[kept]
        _, region = np.unique(targets.region[kept], return_inverse=True)
        return cls(
            strikes=strikes[kept],
            on_partner=targets.on_partner[kept],
            share=share,
            region=region.astype(np.int64),
            kept=kept,
        )

    def __len__(self) -> int:
        return len(self.strikes)

    @property
    def expected(self) -> float:
        """Strikes on the partner that the opportunities lead one to expect."""
        return float(self.strikes @ self.share)

    @property
    def enough(self) -> bool:
        """Say whether there is enough to be tested; no outcome is read."""
        return len(self) >= LEAST_OCCASIONS and self.expected >= LEAST_EXPECTED

    @property
    def regions(self) -> int:
        """How many regions the occasions lie in."""
        return len(np.unique(self.region))

    def share_at(self, odds_ratio: float) -> Floats:
        """Give the partner's share of strikes if its odds were so many times those of its opportunities."""
        odds = self.share * odds_ratio
        return odds / (odds + 1 - self.share)

    def scores_at(self, odds_ratio: float) -> Floats:
        """U = x - n π(OR), occasion by occasion."""
        return self.on_partner - self.strikes * self.share_at(odds_ratio)

    def regional_at(self, odds_ratio: float) -> Floats:
        """Σ U of each region."""
        return np.bincount(self.region, self.scores_at(odds_ratio)).astype(np.float64)

    def joined(self, group: Ints) -> "Occasions":
        """Put occasions together that belong to one group: strikes add up, shares are weighted by them."""
        _, place = np.unique(group, return_inverse=True)
        strikes, first = np.bincount(place, self.strikes), np.unique(place, return_index=True)[1]
        return Occasions(
            strikes=strikes.astype(np.int64),
            on_partner=np.bincount(place, self.on_partner).astype(np.int64),
            share=np.bincount(place, self.strikes * self.share) / strikes,
            region=self.region[first],
            kept=self.kept[first],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one side's strikes fall between two, and how rare that is where it makes no difference.

    value: the odds ratio, partner over third, 1 = as the opportunities are. limits: at LEVEL, corrected for
    the number of directions that are looked at; none where not wanted. flips: the tail by turning signs of
    occasions. regional: the same of whole regions, None where they are too few. beta_binomial: the tail if
    shares wander by occasion with correlation `spread`.
    """

    occasions: Occasions
    value: float
    limits: Limits
    flips: Tail
    regional: Tail | None
    beta_binomial: float
    spread: float

    @property
    def pvalue(self) -> float:
        """The largest of the tails, for this direction alone."""
        return self.beta_binomial if self.by_signs is None else self.by_signs.pvalue

    @property
    def by_signs(self) -> Tail | None:
        """The tail by turning signs that decides; None where the beta-binomial one is larger."""
        tails = [tail for tail in (self.flips, self.regional) if tail is not None]
        largest = max(tails, key=lambda tail: tail.pvalue)
        return largest if largest.pvalue >= self.beta_binomial else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How a reading is made. directions: how many are looked at. draws: of sign patterns. limits: wanted."""

    directions: int
    draws: int
    limits: bool = True


def enough_regions(occasions: Occasions, params: Params, looks: int) -> bool:
    """Say whether turning the signs of whole regions could give a small p: 2^R ≥ 20 forms × directions."""
    return 2.0**occasions.regions >= 20 * params.family * looks


def read(occasions: Occasions, params: Params, rng: np.random.Generator, looks: Looks) -> Reading:
    """Test and invert: signs of occasions, signs of regions, beta-binomial law; the largest p, widest limits.

    What moves all strikes of one region and week goes into the first and the last; what lasts in a region or
    drifts there for months, which makes both err, into the second.
    Source: the project's methods paper, T3. Oracles: R and closed forms, tests/golden and tests/unit.
    """
    spread, masses = _law_at(occasions, params.rho_floor, 1.0)
    signs = [(SignFlips(len(occasions), rng=rng, draws=looks.draws), occasions.scores_at)]
    if enough_regions(occasions, params, looks.directions):
        whole = SignFlips(occasions.regions, rng=rng, draws=looks.draws)
        signs.append((whole, occasions.regional_at))
    value, limits = odds_ratio(occasions), (None, None)
    if looks.limits:
        side = (1 - LEVEL) / looks.directions / 2
        limits = _limits(occasions, params.rho_floor, value, side)
        for flips, scores_at in signs:
            limits = _wider(limits, _flip_limits(flips, scores_at, side))
    tails = [flips.less(scores_at(1.0)) for flips, scores_at in signs]
    return Reading(
        occasions=occasions,
        value=value,
        limits=limits,
        flips=tails[0],
        regional=tails[1] if len(tails) > 1 else None,
        beta_binomial=lower_tail(masses, int(occasions.on_partner.sum())),
        spread=spread,
    )


def odds_ratio(occasions: Occasions) -> float:
    """Solve Σ n π(OR) = Σ x; half a strike stands for none, on either side, so that it is a number."""
    total = int(occasions.strikes.sum())
    found = min(max(float(occasions.on_partner.sum()), 0.5), total - 0.5)

    def short(log: float) -> float:
        return float(occasions.strikes @ occasions.share_at(math.exp(log))) - found

    return math.exp(brentq(short, -50.0, 50.0, xtol=1e-13))


def _law_at(occasions: Occasions, floor: float, odds: float) -> tuple[float, Floats]:
    """Give the spread and the law of all strikes on the partner if the odds ratio were so large."""
    share = np.clip(occasions.share_at(odds), 1e-12, 1 - 1e-12)
    spread = max(floor, spread_of_clusters(occasions.on_partner, occasions.strikes, share))
    return spread, sum_masses(occasions.strikes, share, spread)


def _flip_limits(flips: SignFlips, scores_at: Callable[[float], Floats], side: float) -> Limits:
    """Invert sign flips; 0 or infinity where they refuse every ratio, as they do where no strike fell."""
    low, high = flips.limits(scores_at, level=1 - 2 * side)
    if high is None and flips.less(scores_at(_LARGEST)).pvalue <= side:
        high = 0.0
    if low is None and flips.greater(scores_at(1 / _LARGEST)).pvalue <= side:
        low = math.inf
    return low, high


def _limits(occasions: Occasions, floor: float, value: float, side: float) -> Limits:
    """Invert the beta-binomial tails; None where an end is not bounded."""
    found, middle = int(occasions.on_partner.sum()), math.log(value)

    def high(log: float) -> float:
        return lower_tail(_law_at(occasions, floor, math.exp(log))[1], found) - side

    def low(log: float) -> float:
        return upper_tail(_law_at(occasions, floor, math.exp(log))[1], found) - side

    return (
        _end(low, middle, -1.0) if found > 0 else None,
        _end(high, middle, 1.0) if found < int(occasions.strikes.sum()) else None,
    )


def _end(above: Callable[[float], float], middle: float, step: float) -> float | None:
    """Walk from the middle until a tail falls below its side, then find where; None where it never does."""
    near, far = middle, middle + step
    while above(far) > 0:
        near, far, step = far, far + 2 * step, 2 * step
        if abs(far) > _FARTHEST:
            return None
    return math.exp(brentq(above, near, far, xtol=1e-6))


def _wider(one: Limits, other: Limits) -> Limits:
    low = None if one[0] is None or other[0] is None else min(one[0], other[0])
    high = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return low, high
