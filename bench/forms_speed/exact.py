"""The exact law of block rotation on 5,000 against 5,000 events over four years, and a whole answer.

Goal: pairs, tables and the exact laws of near and Q in at most 1 s of one processor and 1 GB, without numba.
"""

import multiprocessing
import resource
import sys
from typing import Any

import numpy as np

from forms_speed.made import EVENTS, exact_law, made, points, processor_seconds
from holdfire.forms.concerted_attack import look, power, run
from holdfire.forms.concerted_designs import Params
from holdfire.stats.rotation import space_pairs

GOAL_SECONDS, GOAL_MB = 1.0, 1_024.0
RADII = (5.0, 10.0, 20.0)


def measure(rounds: int) -> dict[str, Any]:
    sample = made(EVENTS)
    laws = [
        {
            "near_km": near_km,
            "pairs": space_pairs(points(sample.a), points(sample.b), near_km),
            "seconds": processor_seconds(lambda near_km=near_km: exact_law(sample, near_km), rounds),
        }
        for near_km in RADII
    ]
    return {
        "laws": laws,
        "peak_mb": peak_mb(EVENTS),
        "numba": "numba" in sys.modules,
        "placebo": processor_seconds(lambda: look(sample, Params(), _rng()), rounds),
        "power": processor_seconds(lambda: power(sample, Params()), 1),
        "answer": processor_seconds(lambda: run(sample, Params(), _rng()), 1),
    }


def peak_mb(events: int, towns: int | None = None) -> float:
    """Compute one exact law in a fresh process and read how much memory it took at most, all told."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (events, towns))


def _peak(events: int, towns: int | None) -> float:
    exact_law(made(events) if towns is None else made(events, towns=towns))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def _rng() -> np.random.Generator:
    return np.random.default_rng(1)


def sentences(found: dict[str, Any]) -> list[str]:
    laws: list[dict[str, float]] = found["laws"]
    slowest = max(law["seconds"] for law in laws)
    met = slowest <= GOAL_SECONDS and found["peak_mb"] <= GOAL_MB and not found["numba"]
    return [
        *(
            f"exact law of {EVENTS:,} against {EVENTS:,} events, r = {law['near_km']:g} km, "
            f"{law['pairs']:,} pairs in space: {law['seconds']:.2f} s"
            for law in laws
        ),
        f"peak memory of one, Python and libraries included: {found['peak_mb']:.0f} MB",
        f"goal of {GOAL_SECONDS:g} s, {GOAL_MB:,.0f} MB, no numba: {'met' if met else 'MISSED'}",
        f"a placebo: {found['placebo']:.2f} s; what could be found: {found['power']:.2f} s; "
        f"a whole answer with all its designs and that: {found['answer']:.2f} s",
    ]
