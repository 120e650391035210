"""The tipping table: the value of each unknown at which another explanation leads (methods 7.5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.model.weighing import TippingPoint
from holdfire.weighing.comparing import Comparison

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What the data can't tell: how it bends the parts that it touches.

    values: those to try, from the one that is assumed outwards. bend: the parts as they would be.
    """

    what: str
    parts: tuple[str, ...]
    declared: tuple[float, float]
    values: tuple[float, ...]
    bend: Callable[[float, float], float]


def _steps(start: float, end: float, count: int = 90) -> tuple[float, ...]:
    return tuple(np.linspace(start, end, count + 1)[1:].round(4).tolist())


UNKNOWNS = (
    Unknown(
        what="how often the source catches clashes of the two, at how often it catches others' (pi)",
        parts=("silent-front", "selective-targeting"),
        declared=(0.5, 1.0),
        values=_steps(1.0, 0.1),
        bend=lambda value, pi: value - float(np.log(pi)),
    ),
    Unknown(
        what="share of strikes on the partner that are filed as strikes on the third (m)",
        parts=("selective-targeting",),
        declared=(0.0, 0.2),
        values=_steps(0.0, 0.9),
        bend=lambda value, share: value - float(np.log(1 - share)),
    ),
    Unknown(
        what="what the source sees of the two after the date, at what it saw before",
        parts=("truce-break",),
        declared=(0.5, 1.0),
        values=_steps(1.0, 0.1),
        bend=lambda value, ratio: value - float(np.log(ratio)),
    ),
    Unknown(
        what="shift of the capture's normal score under another reference set",
        parts=("hand-over",),
        declared=(0.0, 0.5),
        values=_steps(0.0, 3.0),
        bend=lambda value, shift: value + shift,
    ),
    Unknown(
        what="factor on the odds that every way crosses, under another map error or thinner control",
        parts=("safe-passage",),
        declared=(0.33, 1.0),
        values=_steps(1.0, 0.01),
        bend=lambda value, factor: value + float(np.log(factor)),
    ),
)


def tipping_points(
    comparison: Comparison, evidence: Mapping[str, float], prior: Floats | None = None
) -> tuple[TippingPoint, ...]:
    """Look for the first value of each unknown at which another explanation leads."""
    own = [one for one in UNKNOWNS if any(part in comparison.parts for part in one.parts)]
    return tuple(_point(comparison, evidence, one, prior) for one in own)


def leaders(comparison: Comparison, rows: Floats, prior: Floats | None) -> list[str]:
    """Name the explanation that leads for each row of statistics."""
    weights, _ = comparison.decibans(rows)
    if prior is not None:
        with np.errstate(divide="ignore"):
            weights = weights + 10 * np.log10(prior)
    return [comparison.rivals[at] for at in weights.argmax(axis=1).tolist()]


def _point(
    comparison: Comparison, evidence: Mapping[str, float], unknown: Unknown, prior: Floats | None
) -> TippingPoint:
    first, *others = leaders(comparison, _bent(comparison.parts, evidence, unknown), prior)
    at = next((n for n, name in enumerate(others) if name != first), None)
    value = None if at is None else unknown.values[at]
    low, high = unknown.declared
    return TippingPoint(
        what=unknown.what,
        declared=unknown.declared,
        value=value,
        leads=None if at is None else others[at],
        inside=value is not None and low <= value <= high,
    )


def _bent(parts: Sequence[str], evidence: Mapping[str, float], unknown: Unknown) -> Floats:
    """Write the evidence as it is, and below it as it would be for each value."""
    rows = np.array([[evidence[part] for part in parts]] * (1 + len(unknown.values)), dtype=np.float64)
    for column, part in enumerate(parts):
        if part in unknown.parts:
            rows[1:, column] = [unknown.bend(evidence[part], value) for value in unknown.values]
    return rows
