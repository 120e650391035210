"""Both directions of a pair: A's strikes on B beside those on C, and B's on A; the rarer one is the finding.

Which of the two spares the other is not asked: an allegation of cooperation names no striker, so exchanging
A and B must change nothing. The number that is asked for is the smaller of both odds ratios. Each direction
that can be tested is, at limits and p that hold for both at once; whether it can is known before it is looked
at on whom its strikes fell.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
from scipy.special import ndtr

from holdfire.forms.samples import Ints, Strikes, Targets
from holdfire.forms.selective_targeting_occasions import (
    MONTH,
    OPPORTUNITIES,
    Limits,
    Looks,
    Occasions,
    Params,
    Reading,
    measure_of,
    read,
)
from holdfire.model.answer import Reference, ReferenceKind
from holdfire.stats.conditional_logit import Choices, fit
from holdfire.stats.convolution import FLOOR
from holdfire.stats.intervals import normal_quantile

LEAST_SQUARES = 20  # strikes in squares, for the model of which square is struck
_KM = 10.0  # unit of distance in that model


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One side's occasions by one measure; keys: which of a, b stands for striker and partner."""

    targets: Targets
    keys: tuple[Literal["a", "b"], Literal["a", "b"]]
    measure: str
    occasions: Occasions


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The direction that spares more, with its reading, among those that were read.

    every: all directions with any occasion. read: those that count, each with its reading.
    tested: whether they had enough to be tested; else they are shown and decide nothing.
    """

    every: tuple[Direction, ...]
    read: tuple[tuple[Direction, Reading], ...]
    tested: bool

    @property
    def direction(self) -> Direction:
        """The direction that spares more: that of the smaller upper limit."""
        return self._best[0]

    @property
    def reading(self) -> Reading:
        """The reading of the direction that spares more."""
        return self._best[1]

    @property
    def limits(self) -> Limits:
        """The limits of the smaller of both odds ratios: below it lies neither, as far as the data tell."""
        lows = [reading.limits[0] for _, reading in self.read]
        known = [low for low in lows if low is not None]
        return min(known) if len(known) == len(lows) else None, self.reading.limits[1]

    @property
    def looks(self) -> int:
        """How many directions were read."""
        return len(self.read)

    @property
    def pvalue(self) -> float:
        """The p of the direction that spares more, times the directions that were read."""
        return min(1.0, self.looks * self.reading.pvalue)

    @property
    def reference(self) -> Reference:
        """Where p comes from; each direction's patterns count, as many as the smaller p has."""
        if (flips := self.reading.by_signs) is None:
            return Reference(kind=ReferenceKind.EXACT)
        if flips.exact:
            rank = min(flips.of, self.looks * flips.extreme)
            return Reference(kind=ReferenceKind.EXACT, rank=rank, of=flips.of)
        extreme = min(flips.of, self.looks * (flips.extreme + 1) - 1)
        return Reference(kind=ReferenceKind.PERMUTATION, draws=flips.of, extreme_draws=extreme)

    @property
    def _best(self) -> tuple[Direction, Reading]:
        def order(pair: tuple[Direction, Reading]) -> tuple[float, float]:
            high = pair[1].limits[1]
            return math.inf if high is None else high, pair[1].pvalue

        return min(self.read, key=order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sample with the choices of its question, and its directions."""

    sample: Strikes
    params: Params
    directions: tuple[Direction, ...]

    @classmethod
    def of(cls, sample: Strikes, params: Params) -> Self:
        """Read the occasions of both directions by the registered measure, or the first there is."""
        both = directions(sample.a, sample.b, params.opportunity)
        return cls(sample=sample, params=params, directions=both)

    @property
    def tested(self) -> tuple[Direction, ...]:
        """The directions that have enough to be tested."""
        return tuple(one for one in self.directions if one.occasions.enough)


def directions(a: Targets, b: Targets, wanted: str) -> tuple[Direction, ...]:
    """Give the directions that have any occasion, in an order that no name and no letter decides."""
    found: list[Direction] = []
    keyed: tuple[tuple[Targets, tuple[Literal["a", "b"], Literal["a", "b"]]], ...]
    keyed = ((a, ("a", "b")), (b, ("b", "a")))
    for targets, keys in sorted(keyed, key=lambda pair: _order(pair[0])):
        if (measure := measure_of(targets, wanted)) is not None:
            occasions = Occasions.of(targets, measure)
            if len(occasions):
                found.append(Direction(targets=targets, keys=keys, measure=measure, occasions=occasions))
    return tuple(found)


def _order(targets: Targets) -> tuple[int, bytes, bytes, bytes, str]:
    could = b"".join(targets.opportunity[name].tobytes() for name in sorted(targets.opportunity))
    return len(targets), targets.on_partner.tobytes(), targets.on_third.tobytes(), could, targets.striker


def find(
    every: Sequence[Direction],
    params: Params,
    rng: np.random.Generator,
    *,
    draws: int,
    limits: bool = True,
) -> Found | None:
    """Read the directions that can be tested, else all; None where there is none.

    limits: False where only p is wanted, which takes a tenth of the time; then the smaller p decides.
    """
    tested = [one for one in every if one.occasions.enough]
    chosen = tested or list(every)
    looks = Looks(directions=len(chosen), draws=draws, limits=limits)
    made = [(one, read(one.occasions, params, rng, looks)) for one in chosen]
    return Found(every=tuple(every), read=tuple(made), tested=bool(tested)) if made else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The direction that decides, read by other choices; pvalue, limits as in the answer."""

    words: tuple[str, ...]
    value: float
    limits: tuple[float | None, float | None]
    pvalue: float
    registered: bool = False


def choices(asked: Asked, found: Found, rng: np.random.Generator) -> Iterator[Choice]:
    """Read the direction by every measure the data allow, by longer occasions, and square by square."""
    direction = found.direction
    for measure in dict.fromkeys((direction.measure, *OPPORTUNITIES)):
        if measure not in direction.targets.opportunity:
            continue
        registered = measure == direction.measure
        occasions = Occasions.of(direction.targets, measure)
        if registered:
            made = _choice((measure, "week by week"), found.reading, found.looks)
            yield replace(made, limits=found.limits, registered=True)
        elif occasions.enough:
            yield _read(asked, found, (measure, "week by week"), occasions, rng)
        longer = occasions.joined(_months(direction.targets, occasions))
        if longer.enough:
            yield _read(asked, found, (measure, f"{MONTH} weeks at once"), longer, rng)
    if (squares := by_squares(direction.targets)) is not None:
        yield squares


def by_squares(targets: Targets) -> Choice | None:
    """Fit which square of ground was struck: its owner, its size as offset, its distance from the striker.

    Source: McFadden 1974; errors by occasion. None where the model has no answer.
    """
    squares = targets.squares
    if squares is None or int(squares.struck.sum()) < LEAST_SQUARES:
        return None
    _, stratum = np.unique(squares.occasion, return_inverse=True)
    made = fit(
        Choices(
            stratum=stratum,
            chosen=squares.struck,
            offset=np.log(squares.size),
            design=np.column_stack((squares.partner, squares.km / _KM)).astype(np.float64),
            cluster=np.arange(int(stratum.max()) + 1),
        )
    )
    if made is None:
        return None
    middle, error = float(made.coefficients[0]), float(made.clustered_errors[0])
    reach = normal_quantile(0.975) * error
    low, value, high = (float(np.exp(end)) for end in (middle - reach, middle, middle + reach))
    return Choice(
        words=("ground and distance", "square by square"),
        value=value,
        limits=(low, high),
        pvalue=max(FLOOR, float(ndtr(middle / error))),
    )


def other_pairs(asked: Asked, rng: np.random.Generator) -> Iterator[tuple[tuple[str, str, str], Found]]:
    """Run the form on pairs of whom nobody alleges anything, each against its third."""
    for one, other in asked.sample.others:
        both = directions(one, other, asked.params.opportunity)
        if not any(direction.occasions.enough for direction in both):
            continue
        made = find(both, asked.params, rng, draws=asked.params.look_draws, limits=False)
        if made is not None:
            first, second = sorted((one.striker, one.partner))
            yield (first, second, one.third), made


def _months(targets: Targets, occasions: Occasions) -> Ints:
    region, week = targets.region[occasions.kept], targets.week[occasions.kept]
    return region * (int(targets.week.max()) // MONTH + 1) + week // MONTH


def _read(
    asked: Asked, found: Found, words: tuple[str, ...], occasions: Occasions, rng: np.random.Generator
) -> Choice:
    params = asked.params
    made = read(occasions, params, rng, Looks(directions=found.looks, draws=params.look_draws))
    return _choice(words, made, found.looks)


def _choice(words: tuple[str, ...], reading: Reading, looks: int) -> Choice:
    return Choice(
        words=words,
        value=reading.value,
        limits=reading.limits,
        pvalue=min(1.0, looks * reading.pvalue),
    )
