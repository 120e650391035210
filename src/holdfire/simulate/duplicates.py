"""One war seen by two desks: two tables of events of which it is known which rows tell of one event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KM_A_DEGREE = 111.2
TOWNS, TOWNS_A_DISTRICT = 4000, 20
EVENTS_A_DAY = 10  # in all: about what UCDP has of Syria, 2016–2019
DYADS, SIDES = 24, 16
BURST_SHARE, BURST_SIZE = 0.05, 5  # events that come as bursts: one town, one dyad, a day or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How a desk errs; shares of events.

    shifted: another day, by a few days. spans: a span of days in place of one. moved: another point nearby.
    district: known to the district only. miscounted: other deaths. unnamed, coalition, mistaken: one side
    is not known, is written as a coalition, is taken for someone else.
    """

    shifted: float = 0.04
    spans: float = 0.02
    moved: float = 0.08
    district: float = 0.02
    miscounted: float = 0.15
    unnamed: float = 0.02
    coalition: float = 0.04
    mistaken: float = 0.01


CAREFUL = Desk()
HASTY = Desk(
    shifted=0.20,
    spans=0.06,
    moved=0.30,
    district=0.08,
    miscounted=0.40,
    unnamed=0.05,
    coalition=0.10,
    mistaken=0.03,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A table of events as arrays; event: the number of what really happened. sides: names, "" for none."""

    event: NDArray[np.int64]
    day: NDArray[np.int64]
    last: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    radius_km: NDArray[np.float64]
    side_a: NDArray[np.object_]
    side_b: NDArray[np.object_]
    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What happened: place, day, dyad and deaths of each event."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    home_lat: NDArray[np.float64]  # of the town and of the district, as gazetteers place them
    home_lon: NDArray[np.float64]
    district_lat: NDArray[np.float64]
    district_lon: NDArray[np.float64]
    day: NDArray[np.int64]
    dyad: NDArray[np.int64]
    deaths: NDArray[np.int64]


def two_reports(
    rows: int, overlap: float, rng: np.random.Generator, *, desk: Desk = CAREFUL, towns: int = TOWNS
) -> tuple[Report, Report]:
    """Write two tables of so many rows each, of which a share `overlap` tells of the same events.

    Years grow with the rows, at 10 events a day over all towns, a few of which see most: a larger table is
    longer and not denser. Fewer towns are harder.
    """
    shared = round(rows * overlap)
    events = 2 * rows - shared
    truth = _happened(events, towns, rng)
    order = rng.permutation(events)
    both, ones, others = order[:shared], order[shared:rows], order[rows:]
    first, second = (np.sort(np.concatenate((both, own))) for own in (ones, others))
    return _reported(truth, first, desk, rng), _reported(truth, second, desk, rng)


def _happened(events: int, towns: int, rng: np.random.Generator) -> Truth:
    districts = towns // TOWNS_A_DISTRICT
    days = max(events // EVENTS_A_DAY, 30)
    centre = rng.uniform((30.0, 38.0), (36.0, 46.0), (districts, 2))
    district = rng.integers(0, districts, towns)
    town = centre[district] + rng.normal(0, 0.25, (towns, 2))
    busy = 1.0 / np.arange(1, towns + 1) ** 0.9
    at = rng.choice(towns, events, p=busy / busy.sum())
    # a few dyads fight in each district, one of them most
    local = rng.integers(0, DYADS, (districts, 4))
    dyad = local[district[at], rng.choice(4, events, p=(0.6, 0.2, 0.15, 0.05))]
    day = rng.integers(0, days, events)
    burst = np.flatnonzero(rng.random(events) < BURST_SHARE)
    head = burst[(np.arange(len(burst)) // BURST_SIZE) * BURST_SIZE]
    at[burst], dyad[burst], day[burst] = at[head], dyad[head], day[head] + rng.integers(0, 2, len(burst))
    near = rng.random(events) < 0.5
    spot = town[at] + np.where(near[:, None], 0.0, rng.normal(0, 0.05, (events, 2)))
    home, wide = town[at], centre[district[at]]
    return Truth(
        lat=spot[:, 0],
        lon=spot[:, 1],
        home_lat=home[:, 0],
        home_lon=home[:, 1],
        district_lat=wide[:, 0],
        district_lon=wide[:, 1],
        day=day,
        dyad=dyad,
        deaths=np.floor(rng.lognormal(0.7, 1.2, events)).astype(np.int64),
    )


def _reported(truth: Truth, chosen: NDArray[np.int64], desk: Desk, rng: np.random.Generator) -> Report:
    count = len(chosen)

    def err(share: float) -> NDArray[np.bool_]:
        return rng.random(count) < share

    day = truth.day[chosen] + np.where(err(desk.shifted), rng.choice((-2, -1, 1, 1, 2, 3), count), 0)
    span = np.where(err(desk.spans), rng.integers(1, 12, count), 0)
    day -= np.where(span > 0, rng.integers(0, 12, count) % (span + 1), 0)
    moved, district = err(desk.moved), err(desk.district)
    lat = np.where(moved, truth.home_lat[chosen] + rng.normal(0, 0.015, count), truth.lat[chosen])
    lon = np.where(moved, truth.home_lon[chosen] + rng.normal(0, 0.015, count), truth.lon[chosen])
    best = truth.deaths[chosen].astype(float)
    wrong = err(desk.miscounted)
    best = np.where(
        wrong, np.maximum(0, np.round(best * rng.lognormal(0, 0.5, count) + rng.integers(-1, 2, count))), best
    )
    side_a, side_b = _named(truth.dyad[chosen], desk, rng)
    return Report(
        event=chosen,
        day=day,
        last=day + span,
        lat=np.where(district, truth.district_lat[chosen], lat),
        lon=np.where(district, truth.district_lon[chosen], lon),
        radius_km=np.where(district, 40.0, np.where(moved, 25.0, 1.0)),
        side_a=side_a,
        side_b=side_b,
        low=np.where(wrong, np.floor(0.8 * best), best),
        best=best,
        high=np.where(wrong, np.ceil(1.2 * best), best),
    )


def _named(
    dyad: NDArray[np.int64], desk: Desk, rng: np.random.Generator
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Write the sides of each event, in either order: a side may be unknown, a coalition or someone else."""
    count = len(dyad)
    names = np.array([f"Group {n}" for n in range(SIDES)], dtype=object)
    other = rng.integers(0, SIDES, count)
    a = dyad % SIDES
    b = (a + 1 + dyad * 7 % (SIDES - 1)) % SIDES
    a = np.where(rng.random(count) < desk.mistaken, other, a)
    one, two = names[a], names[b]
    joint = rng.random(count) < desk.coalition
    two[joint] += ", " + names[other[joint]]
    two[rng.random(count) < desk.unnamed] = ""
    turned = rng.random(count) < 0.5
    return np.where(turned, two, one), np.where(turned, one, two)
