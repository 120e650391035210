"""Made-up worlds for `concerted-attack`: what makes A's and B's attacks on C rise and fall, with no deal.

Rates are exponentials of sums of courses, by day and town. What a world is called is what A and B share in it
("bursts", "dyads by region" and "half reported" are each one's own).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Attacks, Hits
from holdfire.simulate.tides import YEAR_DAYS, wave

Floats = NDArray[np.float64]

SCATTER_KM, REGION_KM, TOWN_KM = 4.0, 200.0, 18.0  # about a town; between regions; of towns about the middle
OWN_REGION_SD, TOWN_SHARE_SD = 1.0, 0.5
CHILDREN, CHILD_DAYS = 1.0, 2.0  # of an attack in a burst: how many follow at the place, and how soon
ANSWER_KM = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a war is: regions, towns in each, days, and attacks a side that are to be expected."""

    regions: int = 8
    towns: int = 5
    days: int = 728
    attacks: int = 580


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is in a world: standard deviations of shared courses on the log scale, and switches.

    tide: of a region, with a memory of 60 days. town_tide: of a town, with a memory of 20 days. shock: what a
    shock of five days adds in a region, one every 60 days. unseen: share of both series that the source
    misses in every second region.
    """

    trend: float = 0.0
    season: float = 0.0
    tide: float = 0.0
    town_tide: float = 0.0
    shock: float = 0.0
    bursts: bool = False
    own_regions: bool = False
    unseen: float = 0.0


WORLDS: Mapping[str, World] = {
    "none": World(),
    "bursts": World(bursts=True),
    "shared trend": World(trend=0.8, season=0.6),
    "regional tide, 60 days": World(tide=0.8),
    "regional shocks, 5 days": World(shock=1.6),
    "dyads by region": World(own_regions=True),
    "half reported": World(unseen=0.5),
    "town tide, 20 days": World(town_tide=0.8),
}
HARDEST = "town tide, 20 days"  # not to be told from coordination: reported, bound by nothing


def war(world: World, size: Size, rng: np.random.Generator) -> Attacks:
    """Draw both series of one war."""
    middle = REGION_KM * np.stack(np.divmod(np.arange(size.regions), 4), axis=1)
    towns = np.repeat(middle, size.towns, axis=0) + rng.normal(0, TOWN_KM, (size.regions * size.towns, 2))
    shared = _shared_course(world, size, rng) + rng.normal(0, TOWN_SHARE_SD, len(towns))
    a, b = (_series(world, size, shared, towns, rng) for _ in range(2))
    return Attacks(a=a, b=b, days=size.days, directed=True)


def answered(sample: Attacks, answers: float, rng: np.random.Generator) -> Attacks:
    """Put `answers` of B's attacks where and when A attacks, a fraction by chance; B's number stays."""
    count = min(int(answers + rng.random()), len(sample.b), len(sample.a))
    to, by = (rng.permutation(len(hits))[:count] for hits in (sample.a, sample.b))
    x, y, day, region = (getattr(sample.b, name).copy() for name in ("x", "y", "day", "region"))
    x[by] = sample.a.x[to] + rng.normal(0, ANSWER_KM, count)
    y[by] = sample.a.y[to] + rng.normal(0, ANSWER_KM, count)
    day[by], region[by] = sample.a.day[to], sample.a.region[to]
    return replace(sample, b=replace(sample.b, x=x, y=y, day=day, region=region))


def _shared_course(world: World, size: Size, rng: np.random.Generator) -> Floats:
    """Add up what both series share, (days, towns)."""
    day = np.arange(size.days)
    course = np.zeros((size.days, size.regions * size.towns))
    if world.trend or world.season:
        trend = rng.normal(0, world.trend) * (2 * day / size.days - 1)
        course += (trend + world.season * np.cos(2 * np.pi * (day / YEAR_DAYS - rng.random())))[:, None]
    if world.tide:
        tide = wave(size.days, size.regions, sd=world.tide, memory_days=60, rng=rng)
        course += np.repeat(tide, size.towns, axis=1)
    if world.town_tide:
        course += wave(size.days, course.shape[1], sd=world.town_tide, memory_days=20, rng=rng)
    if world.shock:
        begins = rng.random((size.days, size.regions)) < 1 / 60
        on = np.array([begins[max(0, d - 4) : d + 1].any(axis=0) for d in day])
        course += world.shock * np.repeat(on, size.towns, axis=1)
    return course


def _series(world: World, size: Size, shared: Floats, towns: Floats, rng: np.random.Generator) -> Hits:
    course = shared.copy()
    if world.own_regions:
        course += np.repeat(rng.normal(0, OWN_REGION_SD, size.regions), size.towns)
    rate = np.exp(course)
    expected = size.attacks / (1 + CHILDREN * world.bursts)
    count = rng.poisson(expected * rate / rate.sum())
    day, town = (np.repeat(index, count[count > 0]) for index in np.nonzero(count))
    if world.bursts:
        children = np.repeat(np.arange(len(day)), rng.poisson(CHILDREN, len(day)))
        later = rng.geometric(1 / CHILD_DAYS, len(children)) - 1
        day, town = np.append(day, day[children] + later), np.append(town, town[children])
    region = town // size.towns
    seen = (day < size.days) & ((region % 2 == 0) | (rng.random(len(day)) >= world.unseen))
    day, town, region = day[seen], town[seen], region[seen]
    return Hits(
        x=towns[town, 0] + rng.normal(0, SCATTER_KM, len(town)),
        y=towns[town, 1] + rng.normal(0, SCATTER_KM, len(town)),
        day=day,
        span_days=np.zeros(len(day), dtype=np.int64),
        radius_km=np.ones(len(day)),
        region=region,
    )
