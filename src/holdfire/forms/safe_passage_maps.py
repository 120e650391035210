"""One map read for `safe-passage`: its best reading, and maps drawn within its error."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from holdfire.errors import QuestionError
from holdfire.forms.safe_passage_ways import AlongRoads, OpenGround, ways_of
from holdfire.forms.samples import GroundMap
from holdfire.model.feasibility import PassageReading
from holdfire.stats.gaussian_field import fields
from holdfire.stats.intervals import wilson_interval
from holdfire.stats.least_crossing import Way

Bools = NDArray[np.bool_]

FEWEST = 20  # draws; with fewer a share of 5 % has no meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The choices that are registered; who, where and when are among them.

    draws: maps drawn within the error. quick: of each layer of a period, to find the one that leaves most
    room, and of each other choice. lengths: drawn maps whose shortest crossing is measured, of those that
    every way crosses. corr_km: how far the border's error is alike. day_km: how far a border may move in a
    day. error: what the map's error is multiplied by. range_km: how long a way may be; 0: any length.
    km_per_day: how far the mover gets in a day; 0: not asked. thin: km from known posts beyond which ground
    of X counts as free, tried beside. mover, through: actor ids; start, goal: lon,lat and the place's name.
    on: the day, "" for the whole period. days: over a period a way must be there on "any" day, or on "each".
    roads: hash and name of the file of roads that ways follow; "": over open ground. within: ways stay on the
    "map", or in the "area" too.
    """

    family: int = 1
    mover: str = ""
    through: str = ""
    start: str = ""
    goal: str = ""
    on: str = ""
    days: str = "any"
    roads: str = ""
    within: str = "map"
    draws: int = 1_000
    quick: int = 100
    lengths: int = 50
    corr_km: float = 10.0
    day_km: float = 0.3
    error: float = 1.0
    range_km: float = 0.0
    km_per_day: float = 0.0
    thin: str = "10,20,40"

    def __post_init__(self) -> None:
        if self.family < 1:
            raise QuestionError(f"safe-passage: family must be 1 or more (found {self.family})")
        if min(self.draws, self.quick) < FEWEST or self.lengths < 1:
            raise QuestionError(f"safe-passage: draws and quick must be {FEWEST} or more, lengths 1 or more")
        if not (self.corr_km > 0 and self.error > 0 and self.day_km >= 0):
            raise QuestionError("safe-passage: corr_km and error must be above 0, day_km not below")
        for name, km in (("range_km", self.range_km), ("km_per_day", self.km_per_day)):
            if not (isfinite(km) and km >= 0):
                raise QuestionError(f"safe-passage: {name} is a number of km, 0 for none, not {km:g}")
        if self.days not in ("any", "each"):
            raise QuestionError(f"safe-passage: days is “any” or “each”, not “{self.days}”")
        if self.within not in ("map", "area"):
            raise QuestionError(f"safe-passage: within is “map” or “area”, not “{self.within}”")
        _ = self.posts

    @property
    def posts(self) -> tuple[float, ...]:
        """Give the km of thin control, widest first; each leaves less ground free than the next."""
        try:
            found = sorted({float(text) for text in self.thin.split(",") if text.strip()}, reverse=True)
        except ValueError:
            found = [-1.0]
        if any(not (isfinite(km) and km > 0) for km in found):
            raise QuestionError(f"safe-passage: thin is a list of km such as 10,20,40, not {self.thin!r}")
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class BestMap:
    """A map as its source draws it. way: what crosses least; around: the shortest that crosses nothing."""

    ground: GroundMap
    ways: OpenGround | AlongRoads
    way: Way
    around: Way | None

    @classmethod
    def of(cls, ground: GroundMap, range_km: float = 0.0) -> "BestMap | None":
        """Search a map; None where no way leads from one place to the other inside its ground."""
        ways = ways_of(ground, range_km)
        around = ways.around(ground.held)
        on_ground = bool(ground.held[ground.start] or ground.held[ground.goal])
        way = around if around is not None and not on_ground else ways.least(ground.held)
        return None if way is None else cls(ground=ground, ways=ways, way=way, around=around)

    @property
    def passable(self) -> Bools:
        """Mark the ground that a map is read on."""
        return self.ground.passable if isinstance(self.ways, AlongRoads) else self.ways.passable

    @property
    def crossing_km(self) -> float | None:
        """Give the shortest crossing; None where none is needed."""
        return self.way.crossing_km or None

    @property
    def on_ground(self) -> bool:
        """Say whether one of the places lies on ground of X."""
        return bool(self.ground.held[self.ground.start] or self.ground.held[self.ground.goal])


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What drawn maps give. crossing: on how many every way crosses; thin: the same, by km of thin control.

    lengths: km that the first of those cross at least. share: of maps on which a cell is ground of X.
    """

    draws: int
    crossing: int
    thin: dict[float, int]
    lengths: tuple[float, ...]
    share: NDArray[np.float64]


def sigma_km(ground: GroundMap, params: Params) -> float:
    """Put together how far a drawn border may be off: cells, the stated error, the days since the map."""
    stated = ground.error_km or 0.0
    return params.error * sqrt(ground.cell_km**2 + stated**2 + (params.day_km * ground.lag) ** 2)


def signed_km(ground: GroundMap, passable: Bools) -> NDArray[np.float32]:
    """Give each cell's distance from the border of X, above 0 on its ground; the map's edge is no border."""
    held = ground.held & passable
    inside, outside = (_distance(to) for to in (passable & ~held, held))
    return (np.where(held, inside - 0.5, 0.5 - outside) * ground.cell_km).astype(np.float32)


def draw(
    best: BestMap, params: Params, rng: np.random.Generator, *, draws: int, whole: bool = False
) -> Drawn:
    """Draw maps within the error and see on how many every way crosses.

    whole: with thin control, lengths and the share of maps on which each cell is held.
    """
    ways, away = best.ways, best.ground.post_km
    posts = params.posts if whole and away is not None else ()
    thin, lengths = dict.fromkeys(posts, 0), []
    crossing, share = 0, np.zeros(best.ground.held.shape)
    for held in islice(_maps(best, params, rng), draws):
        if whole:
            share += held
        if ways.free(held, best.around):
            continue
        crossing += 1
        if whole and len(lengths) < params.lengths:
            lengths.append(ways.crossing_km(held, best.way))
        for km in posts:
            if away is not None and ways.free(held & (away <= km), best.around):
                break  # with less ground counted there is still a way
            thin[km] += 1
    return Drawn(draws=draws, crossing=crossing, thin=thin, lengths=tuple(lengths), share=share / draws)


def reading_of(best: BestMap, drawn: Drawn, thin_km: float | None = None) -> PassageReading:
    """Put what a map and its drawn ones say into one value."""
    crossing = drawn.crossing if thin_km is None else drawn.thin[thin_km]
    return PassageReading(
        source=best.ground.source,
        draws=drawn.draws,
        crossing=crossing,
        interval=wilson_interval(crossing, drawn.draws) or (0.0, 1.0),
        crossing_km=best.way.crossing_km,
        way_km=best.way.length_km,
        way_round_km=None if best.around is None else best.around.length_km,
        quantiles_km=_quantiles(drawn),
        thin_km=thin_km,
        on_ground=best.on_ground,
    )


def _maps(best: BestMap, params: Params, rng: np.random.Generator) -> Iterator[Bools]:
    """Draw ground of X without end; a place on it stays on it."""
    ground = best.ground
    away = -signed_km(ground, best.passable) / np.float32(sigma_km(ground, params))
    away[~best.passable] = np.inf
    for field in fields(ground.held.shape, params.corr_km / ground.cell_km, rng):
        held = field > away
        for end in (ground.start, ground.goal):
            held[end] |= ground.held[end]
        yield held


def _quantiles(drawn: Drawn) -> tuple[float, float, float]:
    """Give 2.5 %, median and 97.5 % of the shortest crossing: 0 on maps with a way, as measured on others."""
    if not drawn.lengths:
        return 0.0, 0.0, 0.0
    ordered = np.sort(drawn.lengths)
    free = 1 - drawn.crossing / drawn.draws
    low, median, high = (
        0.0 if q <= free else float(np.quantile(ordered, (q - free) / (1 - free)))
        for q in (0.025, 0.5, 0.975)
    )
    return low, median, high


def _distance(to: Bools) -> NDArray[np.float64]:
    """Give each cell's distance from the nearest marked one, in cells; without end where none is marked."""
    if not to.any():
        return np.full(to.shape, np.inf)
    return np.asarray(ndimage.distance_transform_edt(~to), dtype=np.float64)
