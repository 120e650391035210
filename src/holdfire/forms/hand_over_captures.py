"""Which captures are compared, by a rule that reads no death, and how many deaths lie near each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import QuestionError
from holdfire.forms.samples import Captures, Floats, Ints

Bools = NDArray[np.bool_]

WIDEST_KM, MOST_DAYS_BEFORE, MOST_DAYS_AFTER = 50.0, 120, 30
"""How far from a capture, and how long before and after it, a sample keeps events."""

TAKER_LOSER, ANY_SIDES = "taker-loser", "any"
FEATURES = ("attackers", "defenders", "days of fighting", "population")
LEAST_KNOWN = 0.5  # of the captures; a feature that is known for fewer explains too little
MEASURES = ("best", "low", "high")  # of equal ranks the first decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Choices: deaths within radius_km, from days_before to days_after, in fights of whom; which captures.

    fighting: "taker-loser", fights of the two between which the town changed hands, or "any". place_km:
    events known less well than this are left out. least_people: towns known to be smaller are no captures of
    the set. dated_within: a capture counts if its day is known to so many days each way. penalty: of the
    ridge regression. captures: hash of those fixed with the question. family: number of registered forms.
    """

    radius_km: float = 10.0
    days_before: int = 30
    days_after: int = 7
    fighting: str = TAKER_LOSER
    place_km: float = 25.0
    least_people: int = 5_000
    dated_within: int = 7
    penalty: float = 1.0
    captures: str = ""
    family: int = 1

    def __post_init__(self) -> None:
        wrong = [
            said
            for said, fits in (
                (f"radius_km in 0 to {WIDEST_KM:g}", 0 < self.radius_km <= WIDEST_KM),
                (f"days_before in 0 to {MOST_DAYS_BEFORE}", 0 <= self.days_before <= MOST_DAYS_BEFORE),
                (f"days_after in 0 to {MOST_DAYS_AFTER}", 0 <= self.days_after <= MOST_DAYS_AFTER),
                (f"fighting {TAKER_LOSER} or {ANY_SIDES}", self.fighting in (TAKER_LOSER, ANY_SIDES)),
                ("dated_within of 0 or more", self.dated_within >= 0),
                ("penalty above 0", self.penalty > 0),
                ("a family of at least one form", self.family >= 1),
            )
            if not fits
        ]
        if wrong:
            raise QuestionError(f"hand-over needs {', '.join(wrong)}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A sample with the choices of its question.

    negotiated: whether captures that the source calls negotiated are compared with; they are, as registered.
    """

    sample: Captures
    params: Params
    negotiated: bool = True

    @classmethod
    def of(cls, sample: Captures, params: Params, *, negotiated: bool = True) -> Self:
        """Put a sample and choices together."""
        return cls(sample=sample, params=params, negotiated=negotiated)

    @cached_property
    def rules(self) -> Mapping[str, Bools]:
        """Say which rule leaves out which captures; deaths have no part in any."""
        sample, params = self.sample, self.params
        first, end = sample.data
        people = f"towns of fewer than {params.least_people:,} people"
        dated = f"captures dated to more than {params.dated_within} days each way"
        return {
            people: np.isfinite(sample.population) & (sample.population < params.least_people),
            dated: sample.last - sample.first > 2 * params.dated_within,
            "captures whose days the event data don't cover": (sample.first - params.days_before < first)
            | (sample.last + params.days_after >= end),
        }

    @cached_property
    def compared(self) -> Bools:
        """Mark the captures of the reference set and the asked ones."""
        kept = np.ones(len(self.sample), dtype=np.bool_)
        for left_out in self.rules.values():
            kept &= ~left_out
        return kept

    @cached_property
    def of_the_two(self) -> Bools:
        """Mark the captures by which a town passed between A and B, either way."""
        ends = {self.sample.a, self.sample.b}
        pairs = zip(self.sample.losers, self.sample.takers, strict=True)
        return np.array([set(pair) == ends for pair in pairs], dtype=np.bool_)

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """List the captures that the question is about, in order of time and name."""
        sample = self.sample
        found = np.flatnonzero(self.of_the_two & sample.asked & self.compared).tolist()
        return tuple(sorted(found, key=lambda i: (int(sample.first[i]), sample.places[i])))

    @cached_property
    def references(self) -> Ints:
        """List the captures that each asked one is compared with."""
        kept = self.compared & ~(self.of_the_two & self.sample.asked)
        if not self.negotiated:
            kept &= self.sample.negotiated != 1
        return np.flatnonzero(kept)

    @cached_property
    def picked(self) -> bool:
        """Say whether an asked capture had happened when the question was registered: it may be picked."""
        return not all(bool(self.sample.foreseen[i]) for i in self.candidates)

    @property
    def looks(self) -> int:
        """Count the captures among which the asked one is, or may be, the oddest."""
        return len(self.references) + 1 if self.picked else max(1, len(self.candidates))

    @property
    def enough(self) -> bool:
        """Say whether a rank can be small enough at all."""
        forms = self.params.family * (1 if self.picked else max(1, len(self.candidates)))
        return len(self.references) >= 20 * forms - 1

    def counted(self) -> Bools:
        """Mark the events whose deaths count by these choices."""
        fights, params = self.sample.fights, self.params
        kept = (fights.km <= params.radius_km) & ~(fights.place_km > params.place_km)
        kept &= (fights.lag >= -params.days_before) & (fights.lag <= params.days_after)
        return kept & fights.between if params.fighting == TAKER_LOSER else kept

    @cached_property
    def deaths(self) -> Mapping[str, Floats]:
        """Sum the deaths near each capture, by each of the source's figures; 0 where it tells none."""
        fights, kept, size = self.sample.fights, self.counted(), len(self.sample)
        by_measure = {"best": fights.best, "low": fights.low, "high": fights.high}
        return {
            measure: np.bincount(
                fights.capture[kept], weights=np.nan_to_num(deaths[kept]), minlength=size
            ).astype(float)
            for measure, deaths in by_measure.items()
        }

    @cached_property
    def untold(self) -> Ints:
        """Count the fights near each capture of which the source doesn't say how many died in them."""
        fights = self.sample.fights
        untold = self.counted() & np.isnan(fights.best) & np.isnan(fights.high)
        return np.bincount(fights.capture[untold], minlength=len(self.sample)).astype(np.int64)

    def features_of(self, candidate: int | None) -> tuple[Floats, tuple[str, ...]]:
        """Take the features that enough captures have, the candidate's in front; with their names.

        Whether a feature is used depends on all captures alike, so that the rank stays exact.
        """
        if candidate is None:
            return np.zeros((len(self.references) + 1, 0)), ()
        values = self.sample.features[[candidate, *self.references.tolist()]]
        enough = np.isfinite(values).mean(axis=0) >= LEAST_KNOWN
        names = tuple(name for name, used in zip(FEATURES, enough.tolist(), strict=True) if used)
        return values[:, enough], names
