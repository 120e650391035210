"""Made-up events in towns, and how long work on them takes."""

import time
from collections.abc import Callable

import numpy as np

from holdfire.forms.concerted_pairs import Design, Windows, pair_up, weigh
from holdfire.forms.concerted_synchrony import Synchrony, measure
from holdfire.forms.samples import Attacks, Hits
from holdfire.stats.rotation import Points

EVENTS, DAYS, TOWNS = 5_000, 1_461, 36
DENSITY = TOWNS / 250**2  # towns a square kilometre
NEAR_KM, BLOCK = 10.0, 28
WINDOWS = Windows(near_days=2, shoulder_days=7, course_days=17, far_km=60.0)


def made(events: int, *, towns: int = TOWNS, seed: int = 1) -> Attacks:
    """Make two series of events in towns of a fixed density, scattered by 4 km, uniform in time."""
    rng = np.random.default_rng(seed)
    places = rng.uniform(0, np.sqrt(towns / DENSITY), (towns, 2))
    a, b = (_hits(rng, places, events) for _ in range(2))
    return Attacks(a=a, b=b, days=DAYS)


def points(series: Hits) -> Points:
    return Points(x=series.x, y=series.y, day=series.day, region=series.region)


def rotated_tables(sample: Attacks, near_km: float = NEAR_KM) -> Synchrony:
    """Find the pairs and make the tables of one design."""
    design = Design(near_km=near_km, block_days=BLOCK, origin=0)
    pairing = pair_up(points(sample.a), points(sample.b), sample.days, WINDOWS, (design,))
    return measure(pairing, weigh(pairing, near_km), design)


def exact_law(sample: Attacks, near_km: float = NEAR_KM) -> tuple[float, float]:
    """Go from events to the exact p of near and Q."""
    synchrony = rotated_tables(sample, near_km)
    near, q = (table.law().upper_tail(table.observed) for table in (synchrony.near, synchrony.q))
    return near, q


def processor_seconds(work: Callable[[], object], rounds: int) -> float:
    """Time work on the processor, all threads together, the best of several rounds."""
    times: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _hits(rng: np.random.Generator, places: np.ndarray, events: int) -> Hits:
    town = rng.integers(0, len(places), events)
    return Hits(
        x=places[town, 0] + rng.normal(0, 4, events),
        y=places[town, 1] + rng.normal(0, 4, events),
        day=rng.integers(0, DAYS, events),
        span_days=np.zeros(events, dtype=np.int64),
        radius_km=np.ones(events),
        region=town // 4,
    )
