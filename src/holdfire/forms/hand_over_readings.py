"""How the asked capture stands among the others: its rank, its effect, what could be found beforehand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, floor, log1p

import numpy as np

from holdfire.forms.hand_over_captures import ANY_SIDES, MEASURES, TAKER_LOSER, Asked
from holdfire.model.answer import Power
from holdfire.stats.conformal import Conformal, Scores
from holdfire.stats.ranks import ReferenceRange, reference_range

ALPHA = 0.05
MOST_DEATHS = 10_000_000  # no search for a largest count goes beyond it
OTHER_RADII = (5.0, 10.0, 20.0)
OTHER_WINDOWS = ((14, 3), (30, 7), (60, 14))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One asked capture by one of the source's figures of deaths."""

    asked: Asked
    candidate: int
    measure: str
    scores: Scores

    @property
    def deaths(self) -> int:
        """Deaths near the asked capture."""
        return int(self.asked.deaths[self.measure][self.candidate])

    @cached_property
    def range(self) -> ReferenceRange:
        """Median and middle 95 % of the references' scores."""
        return reference_range(self.scores.references)

    @property
    def value(self) -> float:
        """Deaths and one over what the median capture with these features has."""
        return exp(self.scores.asked - self.range.median)

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """Range of the effect among captures, no confidence interval; None where one capture is no range."""
        high, low = (
            None if end is None else exp(self.scores.asked - end) for end in (self.range.low, self.range.high)
        )
        return low, high

    @property
    def rank(self) -> int:
        """Rank from below, times the captures that this one may have been picked from."""
        return min(self.scores.of, self.scores.rank * self.asked.looks)

    @property
    def pvalue(self) -> float:
        """Rank, corrected for picking, over the captures ranked."""
        return self.rank / self.scores.of

    def supports(self) -> bool:
        """Say whether this reading alone would support the allegation, gates aside."""
        corrected = self.pvalue * self.asked.params.family
        high = self.limits[1]
        return not self.asked.picked and corrected <= ALPHA and high is not None and high < 1


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The deciding reading by other choices."""

    words: tuple[str, ...]
    reading: Reading
    registered: bool = False


def deciding(asked: Asked) -> Reading | None:
    """Find the reading that decides: of each capture the figure of largest rank, of these the smallest.

    With several asked captures the oddest counts, times their number: valid however they depend on each
    other, as captures of one campaign do. None where there is none, or nothing to compare it with.
    """
    worst = [worst_reading(asked, candidate) for candidate in asked.candidates]
    if not worst or not len(asked.references):
        return None
    return min(worst, key=lambda r: (r.scores.rank, r.value))


def worst_reading(asked: Asked, candidate: int) -> Reading:
    """Read one capture by the figure of deaths that speaks least for the allegation."""
    readings = [
        Reading(asked=asked, candidate=candidate, measure=m, scores=score(asked, candidate, m))
        for m in MEASURES
    ]
    return max(readings, key=lambda r: r.scores.rank)  # the first of equal ones: best


def score(asked: Asked, candidate: int, measure: str) -> Scores:
    """Score a capture and its references on one figure of deaths."""
    return _conformal(asked, candidate, measure).at(log1p(float(asked.deaths[measure][candidate])))


def _conformal(asked: Asked, candidate: int | None, measure: str) -> Conformal:
    features, _ = asked.features_of(candidate)
    outcomes = np.log1p(asked.deaths[measure][asked.references])
    return Conformal.of(outcomes, features, penalty=asked.params.penalty)


def power(asked: Asked) -> Power:
    """Say how few deaths could still support the allegation; the asked captures' own are not read.

    None where a rank can't be small enough, and for a capture that had happened when the question was
    registered: it may be the oddest of all, and that rank proves nothing. A bound of the rank, not a power.
    """
    others = float(len(asked.references))
    happened = asked.picked if asked.candidates else not asked.sample.ahead
    if happened or not asked.enough:
        return Power(minimum_detectable=None, chances=others)
    looks = max(1, len(asked.candidates))
    most_rank = floor((len(asked.references) + 1) * ALPHA / (asked.params.family * looks) + 1e-9)
    found = [_largest(asked, candidate, most_rank) for candidate in asked.candidates or (None,)]
    counts = [(count, effect) for count, effect in (one for one in found if one is not None)]
    if not counts:
        return Power(minimum_detectable=None, chances=others)
    count, effect = max(counts)
    return Power(minimum_detectable=effect, largest_count=count, chances=others)


def _largest(asked: Asked, candidate: int | None, most_rank: int) -> tuple[int, float] | None:
    """Find the largest count of deaths that ranks low enough by every figure, and its effect."""
    made = [_conformal(asked, candidate, measure) for measure in MEASURES]

    def low_enough(deaths: int) -> bool:
        return all(one.at(log1p(deaths)).rank <= most_rank for one in made)

    if not low_enough(0):
        return None
    low, high = 0, 1
    while high < MOST_DEATHS and low_enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if low_enough(middle) else (low, middle)
    scores = max((one.at(log1p(low)) for one in made), key=lambda s: s.rank)
    return low, exp(scores.asked - float(np.median(scores.references)))


def choices(asked: Asked, registered: Reading) -> Iterator[Choice]:
    """Read the same captures by other radii, days and fights, then without those called negotiated."""
    yield Choice(words=_words(asked), reading=registered, registered=True)
    params = asked.params
    for radius in sorted({*OTHER_RADII, params.radius_km}):
        for before, after in sorted({*OTHER_WINDOWS, (params.days_before, params.days_after)}):
            for fighting in (TAKER_LOSER, ANY_SIDES):
                for negotiated in (True, False):
                    other = replace(
                        params, radius_km=radius, days_before=before, days_after=after, fighting=fighting
                    )
                    made = Asked.of(asked.sample, other, negotiated=negotiated)
                    same = other == params and negotiated == asked.negotiated
                    needless = not negotiated and not (asked.sample.negotiated == 1).any()
                    reading = None if same or needless else deciding(made)
                    if reading is not None:
                        yield Choice(words=_words(made), reading=reading)


def _words(asked: Asked) -> tuple[str, ...]:
    params = asked.params
    return (
        f"{params.radius_km:g} km",
        f"{params.days_before} days before, {params.days_after} after",
        "fights of the two" if params.fighting == TAKER_LOSER else "fights of any sides",
        "all captures" if asked.negotiated else "without negotiated ones",
    )
