"""The array bundles that forms take: shapes and units are written here and nowhere else."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Events of one dyad; all arrays have one entry an event.

    x, y: km east and north on a local projection. day: day since the study start (0 = first day; may be
    negative or past the end). span_days: days that the event's date may be off (0 = exact day).
    radius_km: how far the place may be off. region: id of its region, ≥ 0.
    """

    x: Floats
    y: Floats
    day: Ints
    span_days: Ints
    radius_km: Floats
    region: Ints

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacks:
    """What `concerted-attack` reads: A's engagements with C and B's engagements with C.

    days: length of the asked period. Hits of both series reach beyond the period by at least the widest
    shoulder; the form cuts them. directed: False where the source does not say who attacked.
    """

    a: Hits
    b: Hits
    days: int
    directed: bool = False
    caveats: tuple[str, ...] = ()

    def swapped(self) -> "Attacks":
        """Exchange A and B."""
        return replace(self, a=self.b, b=self.a)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """Whether the source could have seen A–B clashes here: counts of rows at any precision.

    in_war: A–B rows in the country at any date. within_year: A–B rows in the country within 12 months before
    `from` or after `until`. of_region: rows of any dyad in the asked area and period. coded: False where
    coding rules fold one of the two into another actor, so that a zero is made by the rules.
    """

    in_war: int
    within_year: int
    of_region: int
    coded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronts:
    """What `silent-front` reads: clashes and exposure of every dyad; row 0 of dyads is A–B.

    actors: labels. sides: (dyads, 2) indices into actors. eligible: (dyads,) bool, False for a dyad with too
    few rows in the country to be a reference. clashes, exposure: (dyads, regions), events and km-days or
    cell-days by region of the country. asked_clashes, asked_exposure: (dyads,) the same over the asked area.
    wide_clashes, wide_exposure: (dyads,) over the whole country. one_region: the asked area lies inside one
    region. uncovered: (dyads,) clashes in the asked area outside any exposure. days: length of the period.
    """

    actors: tuple[str, ...]
    sides: Ints
    eligible: NDArray[np.bool_]
    regions: tuple[str, ...]
    clashes: Ints
    exposure: Floats
    asked_clashes: Ints
    asked_exposure: Floats
    wide_clashes: Ints
    wide_exposure: Floats
    one_region: bool
    uncovered: Ints
    days: int
    basis: Literal["control map", "co-presence"]
    visibility: Visibility
    caveats: tuple[str, ...] = ()

    def swapped(self) -> "Fronts":
        """Exchange A and B: the two ends of the asked dyad change places."""
        sides = self.sides.copy()
        sides[0] = sides[0][::-1]
        return replace(self, sides=sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truce:
    """What `truce-break` reads: clashes of every dyad in the asked area, day by day; row 0 of dyads is A–B.

    actors: labels. sides: (dyads, 2) indices into actors. clashes: (dyads, days). eligible: (dyads,) bool,
    False for a dyad with too few rows in the country to be compared with. of_deal: (dyads,) bool, the dyads
    of A, B and C, which the alleged deal itself may change. events: (days,) rows of any kind and sides.
    first: the first day, as days since 1970-01-01. in_war: A–B rows in the country at any date.
    """

    actors: tuple[str, ...]
    sides: Ints
    clashes: Ints
    eligible: NDArray[np.bool_]
    of_deal: NDArray[np.bool_]
    events: Ints
    first: int
    in_war: int
    caveats: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.events)

    def swapped(self) -> "Truce":
        """Exchange A and B: the two ends of the asked dyad change places."""
        sides = self.sides.copy()
        sides[0] = sides[0][::-1]
        return replace(self, sides=sides)


Sample = Attacks | Fronts | Truce
