"""Clashes known to a district at best: spread at random over where they may lie, and A–B read again.

Contact stays as it was: on a control map it comes from the map alone, and without one the form doesn't
support anything in the first place.
"""

from dataclasses import dataclass, replace

import numpy as np

from holdfire.forms.samples import Fronts, RoughRows
from holdfire.forms.silent_front_readings import Params, Reading, basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A–B read with the rough rows spread: how many rows and times, the worst p, the highest upper limit.

    highest: None where there is a time without. supports: whether every time the numbers would support. own:
    rows of A–B among them.
    """

    rows: int
    own: int
    times: int
    worst_pvalue: float
    highest: float | None
    supports: bool


def read_spread(
    sample: Fronts, params: Params, rng: np.random.Generator, *, until_lost: bool = False
) -> Spread | None:
    """Read the deciding part once for each spread; None without rough rows or without a reading.

    until_lost: stop at the first that would not support; what all would say is not asked then.
    """
    rough = sample.rough
    if rough is None or not len(rough.rows) or not params.imputations:
        return None
    readings: list[Reading] = []
    for _ in range(params.imputations):
        readings += basis(spread(sample, rough, rng), params, with_camps=False).readings()[:1]
        if until_lost and readings and not readings[-1].supports(params.family):
            break
    if not readings:
        return None
    highs = [reading.high for reading in readings if reading.high is not None]
    return Spread(
        rows=int(rough.rows.sum()),
        own=int(rough.rows[rough.dyad == 0].sum()),
        times=params.imputations,
        worst_pvalue=max(reading.pvalue for reading in readings),
        highest=max(highs) if len(highs) == len(readings) else None,
        supports=all(reading.supports(params.family) for reading in readings),
    )


def spread(sample: Fronts, rough: RoughRows, rng: np.random.Generator) -> Fronts:
    """Put each rough row somewhere in its range, and count it there."""
    regions = len(sample.regions)
    chances = np.concatenate((rough.inside, rough.outside), axis=1)
    drawn = rng.multinomial(rough.rows, chances / chances.sum(axis=1, keepdims=True))
    inside, outside = (np.zeros_like(sample.clashes) for _ in range(2))
    np.add.at(inside, rough.dyad, drawn[:, :regions])
    np.add.at(outside, rough.dyad, drawn[:, regions:])
    clashes, _ = sample.in_area
    return replace(
        sample,
        clashes=sample.clashes + inside + outside,
        asked_clashes=sample.asked_clashes + inside.sum(axis=1),
        wide_clashes=sample.wide_clashes + (inside + outside).sum(axis=1),
        area_clashes=clashes + inside,
        area_exposure=sample.in_area[1],
    )
