"""How time and memory of the exact law grow with events at a fixed density of towns and events.

Goal: time ∝ events to the power of 1.2 at most, from 1,000 to 100,000 a side.
"""

from typing import Any

import numpy as np

from forms_speed.exact import peak_mb
from forms_speed.made import EVENTS, TOWNS, exact_law, made, processor_seconds

SIZES = (1_000, 3_162, 10_000, 31_623, 100_000)
GOAL = 1.2


def measure(rounds: int) -> dict[str, Any]:
    seconds = []
    for events in SIZES:
        sample = made(events, towns=towns_for(events))
        few = rounds if events <= 10_000 else 1
        seconds.append(processor_seconds(lambda sample=sample: exact_law(sample), few))
    exponent, _ = np.polyfit(np.log(SIZES), np.log(seconds), 1)
    return {
        "sizes": SIZES,
        "seconds": seconds,
        "exponent": float(exponent),
        "last_step": float(np.log(seconds[-1] / seconds[-2]) / np.log(SIZES[-1] / SIZES[-2])),
        "peak_mb": peak_mb(SIZES[-1], towns_for(SIZES[-1])),
    }


def towns_for(events: int) -> int:
    return max(1, round(TOWNS * events / EVENTS))


def sentences(found: dict[str, Any]) -> list[str]:
    took = "; ".join(f"{n:,}: {s:.2f} s" for n, s in zip(found["sizes"], found["seconds"], strict=True))
    met = "met" if found["exponent"] <= GOAL else "MISSED"
    return [
        f"exact law by events a side, at fixed density: {took}",
        f"fitted exponent {found['exponent']:.2f}, in the last step {found['last_step']:.2f} "
        f"(goal {GOAL:g}: {met}); {found['peak_mb']:,.0f} MB at {found['sizes'][-1]:,}",
    ]
