"""The evidence vector: one number from each form's finding, missing where there is none (methods 7.1)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from scipy.special import ndtri

from holdfire.model.answer import Detail, Effect, Reference

PARTS: Mapping[str, str] = {
    "silent-front": "log of clashes over those expected",
    "concerted-attack": "near pairs beyond those of other days, inverse hyperbolic sine",
    "selective-targeting": "log odds of striking the partner",
    "safe-passage": "log odds that every way crosses",
    "hand-over": "normal score of the rank of the deaths",
    "truce-break": "log of the change at the date over that of others",
    "visibility": "log of clashes of the two around the period over all rows in it",
    "two-sources": "log of the share of one source's clashes of the two that the other has, over others'",
}
"""What each part of the vector is, in its order; the first six are named after their forms."""

LEAST = 1e-3  # of a ratio under the logarithm: an estimate of 0 is a small number, not infinitely far away
HALF = 0.5


class Told(Protocol):
    """What is read of a finding or of an answer."""

    @property
    def effect(self) -> Effect | None:
        """The effect; None where the form has no meaning on the data."""
        ...

    @property
    def statistic(self) -> float | None:
        """The test statistic; the concerted attack has one also where too few pairs are expected."""
        ...

    @property
    def reference(self) -> Reference | None:
        """Where the p value comes from."""
        ...

    @property
    def details(self) -> Mapping[str, Detail]:
        """Numbers beside the effect."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Rows of A–B clashes around the period (a year), and of all fighting in it."""

    around: int
    inside: int

    @property
    def logarithm(self) -> float:
        """Half a row is added to each, so that none is a number too."""
        return math.log((self.around + HALF) / (self.inside + HALF))


def evidence_of(told: Mapping[str, Told], seen: Seen | None = None) -> dict[str, float]:
    """Read what is there of the vector: form → finding or answer; what is not there is left out.

    seen: the rows, where the silent front's details don't have them.
    """
    found = {name: value for name, one in told.items() if (value := _of_form(name, one)) is not None}
    front = told.get("silent-front")
    if seen is None and front is not None:
        seen = _seen(front.details.get("visibility"))
    if seen is not None:
        found["visibility"] = seen.logarithm
    if front is not None and (share := _two_sources(front.details.get("two_sources"))) is not None:
        found["two-sources"] = share
    return {name: found[name] for name in PARTS if name in found}


def _of_form(name: str, one: Told) -> float | None:
    if name == "concerted-attack":
        return None if one.statistic is None else math.asinh(one.statistic)
    if one.effect is None or name not in PARTS:
        return None
    value, reference = one.effect.value, one.reference
    if name == "safe-passage":
        return _log_odds(value, (reference.draws if reference else None) or 0)
    if name == "hand-over":
        return _normal_score(reference)
    return _log(value)


def _normal_score(reference: Reference | None) -> float | None:
    """Put a rank among references on the normal scale."""
    if reference is None or not reference.rank or not reference.of:
        return None
    return float(ndtri((reference.rank - HALF) / reference.of))


def _log(ratio: float) -> float:
    return math.log(max(LEAST, ratio))


def _log_odds(share: float, draws: int) -> float:
    count = max(1, draws)
    return math.log((share * count + HALF) / ((1 - share) * count + HALF))


def _seen(detail: Detail) -> Seen | None:
    if not isinstance(detail, Mapping):
        return None
    around, inside = detail.get("within_year"), detail.get("of_region")
    if not isinstance(around, int) or not isinstance(inside, int):
        return None
    return Seen(around=around, inside=inside)


def _two_sources(detail: Detail) -> float | None:
    """Compare what each of two data sets has of the other's clashes: of the two, over all others'.

    The smaller of both logarithms: the one that is blind is the one that lacks what the other has. Of several
    pairs of data sets the one with most in common. Half an event is added, so that none is a number too.
    """
    if not isinstance(detail, list | tuple) or not detail:
        return None
    pairs = [cast("Mapping[str, Mapping[str, int]]", one) for one in detail]
    lists = max(pairs, key=lambda one: one["others"]["both"])
    asked, others = lists["asked"], lists["others"]
    return min(math.log(_shared(asked, by) / _shared(others, by)) for by in ("first", "second"))


def _shared(lists: Mapping[str, int], by: str) -> float:
    return (lists["both"] + HALF) / (lists[by] + 1)
