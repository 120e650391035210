"""The tipping table: the value of each unknown at which another explanation leads (methods 7.5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.model.weighing import TippingPoint
from holdfire.weighing.comparing import Comparison

Floats = NDArray[np.float64]

STEPS = 90  # from the value that is taken to the furthest


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What the data can't tell: how it bends the parts that it touches.

    reach: the value that is taken where nobody says otherwise, and the furthest that is tried. bend: the
    parts as they would be.
    """

    name: str
    what: str
    parts: tuple[str, ...]
    declared: tuple[float, float]
    reach: tuple[float, float]
    bend: Callable[[float, float], float]

    @property
    def values(self) -> tuple[float, ...]:
        """Give the values to try, from the one that is taken outwards."""
        return tuple(np.linspace(*self.reach, STEPS + 1)[1:].round(4).tolist())


UNKNOWNS = (
    Unknown(
        name="reporting",
        what="how often the source catches clashes of the two, at how often it catches others' (pi)",
        parts=("silent-front", "selective-targeting"),
        declared=(0.5, 1.0),
        reach=(1.0, 0.1),
        bend=lambda value, pi: value - float(np.log(pi)),
    ),
    Unknown(
        name="filing",
        what="share of strikes on the partner that are filed as strikes on the third (m)",
        parts=("selective-targeting",),
        declared=(0.0, 0.2),
        reach=(0.0, 0.9),
        bend=lambda value, share: value - float(np.log(1 - share)),
    ),
    Unknown(
        name="after_the_date",
        what="what the source sees of the two after the date, at what it saw before",
        parts=("truce-break",),
        declared=(0.5, 1.0),
        reach=(1.0, 0.1),
        bend=lambda value, ratio: value - float(np.log(ratio)),
    ),
    Unknown(
        name="reference_set",
        what="shift of the capture's normal score under another reference set",
        parts=("hand-over",),
        declared=(0.0, 0.5),
        reach=(0.0, 3.0),
        bend=lambda value, shift: value + shift,
    ),
    Unknown(
        name="crossing",
        what="factor on the odds that every way crosses, under another map error or thinner control",
        parts=("safe-passage",),
        declared=(0.33, 1.0),
        reach=(1.0, 0.01),
        bend=lambda value, factor: value + float(np.log(factor)),
    ),
)


def tipping_points(
    comparison: Comparison, evidence: Mapping[str, float], prior: Floats | None = None
) -> tuple[TippingPoint, ...]:
    """Look for the first value of each unknown at which another explanation leads."""
    own = [one for one in UNKNOWNS if any(part in comparison.parts for part in one.parts)]
    return tuple(_point(comparison, evidence, one, prior) for one in own)


def assumed_evidence(evidence: Mapping[str, float], assumed: Mapping[str, float]) -> dict[str, float]:
    """Write the evidence as it would be if unknowns had these values; a part that none touches stays.

    Raises ValueError, in a reader's words, for an unknown that nobody knows and a value out of its reach.
    """
    known = {one.name: one for one in UNKNOWNS}
    bent = dict(evidence)
    for name, value in assumed.items():
        if name not in known:
            raise ValueError(f"no unknown is called {name}; there are: {', '.join(known)}")
        low, high = sorted(known[name].reach)
        if not low <= value <= high:
            raise ValueError(f"{name} lies between {low:g} and {high:g} (found {value:g})")
        for part in known[name].parts:
            if part in bent:
                bent[part] = known[name].bend(bent[part], value)
    return bent


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
        name=unknown.name,
        what=unknown.what,
        reach=unknown.reach,
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
