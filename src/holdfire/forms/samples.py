"""The array bundles that forms take: shapes and units are written here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.alike_pairs import AlikePairs
from holdfire.stats.least_crossing_roads import Roads

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
    shoulder; the form cuts them. directed: False where the source does not say who attacked. alike: pairs of
    one row of each that may be one event, coded once with each of the two; None where nobody looked.
    """

    a: Hits
    b: Hits
    days: int
    directed: bool = False
    alike: AlikePairs | None = None
    caveats: tuple[str, ...] = ()

    def swapped(self) -> "Attacks":
        """Exchange A and B."""
        pairs = self.alike
        turned = None if pairs is None else replace(pairs, one=pairs.two, two=pairs.one)
        return replace(self, a=self.b, b=self.a, alike=turned)


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
class RoughRows:
    """Clashes whose place is known too roughly to count, by dyad and place; all arrays one entry a group.

    dyad: row of Fronts.sides. rows: how many. inside, outside: (groups, regions) how likely each of them lies
    in a region and in the asked area, or in that region and outside the area; together 1 for a group.
    """

    dyad: Ints
    rows: Ints
    inside: Floats
    outside: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronts:
    """What `silent-front` reads: clashes and exposure of every dyad; row 0 of dyads is A–B.

    actors: labels. sides: (dyads, 2) indices into actors. eligible: (dyads,) bool, False for a dyad with too
    few rows in the country to be a reference. clashes, exposure: (dyads, regions), events and km-days or
    cell-days by region of the country. asked_clashes, asked_exposure: (dyads,) the same over the asked area.
    wide_clashes, wide_exposure: (dyads,) over the whole country. one_region: the asked area lies inside one
    region. uncovered: (dyads,) clashes in the asked area outside any exposure. days: length of the period.
    area_clashes, area_exposure: (dyads, regions) over the asked area; None where it is the whole country.
    against: index of C, None where nobody is named. rough: clashes that are not counted for their place.
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
    area_clashes: Ints | None = None
    area_exposure: Floats | None = None
    against: int | None = None
    rough: RoughRows | None = None
    caveats: tuple[str, ...] = ()

    @property
    def in_area(self) -> tuple[Ints, Floats]:
        """Clashes and exposure by dyad and region, over the asked area alone: (dyads, regions) each."""
        if self.area_clashes is None or self.area_exposure is None:
            return self.clashes, self.exposure
        return self.area_clashes, self.area_exposure

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fights:
    """Events with deaths near captures and around their days; one entry a pair of a capture and an event.

    capture: index of the capture. km: from the town. lag: days from the capture to the event's first day, 0
    on any day on which the town may have fallen. place_km: how far the event's place may be off, nan where
    that is not known. low, best, high: deaths, nan where not told. between: bool, the taker and the loser
    fight each other in it.
    """

    capture: Ints
    km: Floats
    lag: Ints
    place_km: Floats
    low: Floats
    best: Floats
    high: Floats
    between: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.capture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captures:
    """What `hand-over` reads: towns of one war that changed hands, and the deaths near each.

    a, b: labels of the asked parties. All else has one entry a capture. places: names. losers, takers:
    labels. first, last: days on which the town may have fallen, since 1970-01-01, both included. asked: bool,
    in the asked area and period. foreseen: bool, the question was registered before it. negotiated: 1 the
    source says so, 0 it says no, -1 nothing. population: nan where not known. features: (captures, 4)
    logarithms of attackers, defenders, days of fighting and population; nan where not known. around: events
    of any sides within 50 km and a year. fights: events within 50 km, from 120 days before to 30 after. data:
    first day of the events, and the first behind them. in_war: A–B events of the war at any date. ahead: the
    asked period was not over when the question was registered.
    """

    a: str
    b: str
    places: tuple[str, ...]
    losers: tuple[str, ...]
    takers: tuple[str, ...]
    first: Ints
    last: Ints
    asked: NDArray[np.bool_]
    foreseen: NDArray[np.bool_]
    negotiated: Ints
    population: Floats
    features: Floats
    around: Ints
    fights: Fights
    data: tuple[int, int]
    in_war: int
    ahead: bool = False
    caveats: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.places)

    def swapped(self) -> "Captures":
        """Exchange A and B."""
        return replace(self, a=self.b, b=self.a)


@dataclass(frozen=True, slots=True, kw_only=True)
class Squares:
    """Ground that could have been struck, one entry a square of 10 km, its owner and an occasion.

    occasion: place among the occasions of the Targets. partner: held by the partner, else by the third. size:
    km² of that ground in the square. km: from the striker's nearest ground. struck: strikes on it.
    """

    occasion: Ints
    partner: NDArray[np.bool_]
    size: Floats
    km: Floats
    struck: Ints

    def __len__(self) -> int:
        return len(self.occasion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """One side's strikes on its partner and on a third; arrays have one entry an occasion.

    An occasion is a region in a week in which the striker struck one of the two. striker, partner, third:
    labels. region: index into Strikes.regions. week: since the first asked day. on_partner, on_third:
    strikes. opportunity: measure → (occasions, 2), what there was of partner and third to be struck: "front"
    (km-days), "ground" (km²-days within range), "places" (place-days within range), "others" (how often
    others struck each); measures that the data don't allow are missing. in_war,
    third_in_war: reports of the striker's strikes on the partner, on the third, in the country at any date.
    squares: None without a map.
    """

    striker: str
    partner: str
    third: str
    region: Ints
    week: Ints
    on_partner: Ints
    on_third: Ints
    opportunity: Mapping[str, Floats]
    in_war: int
    third_in_war: int
    squares: Squares | None = None

    def __len__(self) -> int:
        return len(self.week)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strikes:
    """What `selective-targeting` reads: A's strikes on B or C, and B's on A or C.

    others: the same of pairs of which nobody alleges anything, each with a third. directed, undirected: rows
    of fighting between two of A, B and C in the asked area and period that say, or don't, who struck.
    """

    a: Targets
    b: Targets
    regions: tuple[str, ...]
    days: int
    directed: int
    undirected: int
    others: tuple[tuple[Targets, Targets], ...] = ()
    caveats: tuple[str, ...] = ()

    def swapped(self) -> "Strikes":
        """Exchange A and B."""
        return replace(self, a=self.b, b=self.a)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundMap:
    """Ground of X on one map of one source on one day, (rows, columns) of square cells; row 0 is the south.

    since: day of the map, days since 1970-01-01; lag: days between it and the asked one. error_km: as the
    source states it, None where it doesn't. held: ground of X. passable: mapped ground, inside the asked area
    where there is one. post_km: from the nearest known post of X; None where none is known. start, goal: cell
    of each place; off_km: how far the place lies from that cell's edge, 0 inside it, or from the road. days:
    the asked days that it tells of, [first, end); None where that is not said. roads: those that ways follow;
    None: they lead over open ground.
    """

    source: str
    since: int
    lag: int
    error_km: float | None
    held: NDArray[np.bool_]
    passable: NDArray[np.bool_]
    start: tuple[int, int]
    goal: tuple[int, int]
    cell_km: float = 2.0
    post_km: Floats | None = None
    off_km: float = 0.0
    days: tuple[int, int] | None = None
    roads: Roads | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What `safe-passage` reads: every map of the asked days, one entry a source and layer.

    mover, holder, start, goal: names of who moved, of X, and of the two places. days: how many are asked
    about; 0 where that is not said. unusable: why maps of other sources or layers say nothing, a sentence
    each.
    """

    mover: str
    holder: str
    start: str
    goal: str
    maps: tuple[GroundMap, ...]
    days: int = 0
    unusable: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    def swapped(self) -> "Passage":
        """Exchange A and B: who moves through whose ground is named apart from them."""
        return self


Sample = Attacks | Fronts | Truce | Captures | Strikes | Passage
