"""How long one exact block rotation takes on 5,000 × 5,000 events over 1,461 days.

Run: python bench/concerted_attack.py
Goal: pairs, tables, exact laws of near and Q in at most 1.0 s. Prints seconds, best of three, for radii of
5, 10 and 20 km, then for 9,999 draws of Z, for a placebo and for a whole answer.
"""

import time
from collections.abc import Callable

import numpy as np

from holdfire.forms.concerted_attack import quick, run
from holdfire.forms.concerted_designs import Params
from holdfire.forms.concerted_pairs import Design, Windows, pair_up, weigh
from holdfire.forms.concerted_synchrony import Synchrony, draw, measure
from holdfire.forms.samples import Attacks, Hits
from holdfire.stats.rotation import Points, space_pairs

EVENTS, DAYS, TOWNS = 5_000, 1_461, 36
WINDOWS = Windows(near_days=2, shoulder_days=7, far_km=60.0)


def hits(rng: np.random.Generator, towns: np.ndarray) -> Hits:
    """Draw events in towns with a scatter of 4 km, uniform in time."""
    town = rng.integers(0, TOWNS, EVENTS)
    return Hits(
        x=towns[town, 0] + rng.normal(0, 4, EVENTS),
        y=towns[town, 1] + rng.normal(0, 4, EVENTS),
        day=rng.integers(0, DAYS, EVENTS),
        span_days=np.zeros(EVENTS, dtype=np.int64),
        radius_km=np.ones(EVENTS),
        region=town // 4,
    )


def points(series: Hits) -> Points:
    """Take what the rotation needs."""
    return Points(x=series.x, y=series.y, day=series.day, region=series.region)


def exact_rotation(fixed: Points, rotated: Points, near_km: float) -> Synchrony:
    """Pairs, tables and both exact laws."""
    design = Design(near_km=near_km, block_days=28, origin=0)
    pairing = pair_up(fixed, rotated, DAYS, WINDOWS, (design,))
    synchrony = measure(pairing, weigh(pairing, near_km), design)
    for table in (synchrony.near, synchrony.q):
        table.law().upper_tail(table.observed)
    return synchrony


def seconds(work: Callable[[], object]) -> float:
    """Time work, best of three."""
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print what each step takes."""
    rng = np.random.default_rng(1)
    towns = rng.uniform(0, 250, (TOWNS, 2))
    sample = Attacks(a=hits(rng, towns), b=hits(rng, towns), days=DAYS)
    fixed, rotated = points(sample.a), points(sample.b)
    for near_km in (5.0, 10.0, 20.0):
        took = seconds(lambda near_km=near_km: exact_rotation(fixed, rotated, near_km))
        pairs = space_pairs(fixed, rotated, near_km)
        print(f"exact block rotation, r = {near_km:g} km, {pairs:,} pairs in space: {took:.2f} s")
    synchrony = exact_rotation(fixed, rotated, 10.0)
    took = seconds(lambda: draw(synchrony, draws=9_999, rng=np.random.default_rng(1)))
    print(f"9,999 draws of Z: {took:.2f} s ({9_999 / took:,.0f} a second)")
    took = seconds(lambda: quick(sample, Params(), np.random.default_rng(1)))
    print(f"placebo: {took:.2f} s")
    took = seconds(lambda: run(sample, Params(), np.random.default_rng(1)))
    print(f"whole answer, 18 designs: {took:.2f} s")


if __name__ == "__main__":
    main()
