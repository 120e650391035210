"""The evidence vector: one number from each form's finding, missing where there is none (methods 7.1)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from scipy.special import ndtri

from holdfire.model.answer import Detail, Effect, Reference

PARTS: Mapping[str, str] = {
    "silent-front": "log of clashes over those expected",
    "concerted-attack": "near pairs over expected",
    "selective-targeting": "log odds of striking the partner",
    "safe-passage": "log odds that every way crosses",
    "hand-over": "normal score of the rank of the deaths",
    "truce-break": "log of the change at the date over that of others",
    "visibility": "log of clashes of the two around the period over all rows in it",
    "two-sources": "log of how often both sources see the two, over others",
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
    if front is not None and (ratio := _two_sources(front.details.get("two_sources"))) is not None:
        found["two-sources"] = _log(ratio)
    return {name: found[name] for name in PARTS if name in found}


def _of_form(name: str, one: Told) -> float | None:
    if one.effect is None or name not in PARTS:
        return None
    value, reference = one.effect.value, one.reference
    if name == "concerted-attack":
        return value
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
    """Take the detection ratio at independence of the lists, of the first two data sets."""
    if not isinstance(detail, list | tuple) or not detail:
        return None
    first = cast("Mapping[str, object]", detail[0])
    at = cast("list[Mapping[str, object]]", first.get("at") or [])
    ratio = next((row.get("ratio") for row in at if row.get("odds_ratio") == 1.0), None)
    return float(ratio) if isinstance(ratio, int | float) else None
