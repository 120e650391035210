"""From values to pixels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.dossier.words import tick

_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogScale:
    """A logarithmic axis of ratios between two pixels; what lies beyond its ends sticks to them."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Place a value; zero and what lies outside go to the nearer end."""
        inside = min(max(value, self.low), self.high)
        share = (math.log(inside) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return self.left + share * (self.right - self.left)

    def end(self, value: float | None, *, missing: float) -> float:
        """Place an interval's end; one without bound goes to the edge that it points at."""
        return self.at(missing if value is None else value)

    def marks(self, *, wanted: Sequence[float] = (), gap: float = 12.0) -> tuple[tuple[float, float], ...]:
        """Choose (pixel, value) pairs whose labels don't touch: wanted values, then decades, then 2 and 5."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        taken: list[tuple[float, float, float]] = []
        for value in (*wanted, *(step * 10.0**d for step in _STEPS for d in decades)):
            if not self.low <= value <= self.high:
                continue
            x, half = self.at(value), 3.1 * len(tick(value)) + gap / 2
            if all(abs(x - other) >= half + other_half for other, other_half, _ in taken):
                taken.append((x, half, value))
        return tuple((x, value) for x, _, value in sorted(taken))

    def ticks(self, *, wanted: Sequence[float] = ()) -> tuple[tuple[float, str], ...]:
        """Choose (pixel, label) pairs for an axis of ratios."""
        return tuple((x, tick(value)) for x, value in self.marks(wanted=wanted))


def log_scale(
    values: Iterable[float | None], *, left: float, right: float, least: tuple[float, float] = (0.1, 10.0)
) -> LogScale:
    """Make an axis wide enough for all values with a little room, at least as wide as `least`."""
    known = [v for v in values if v is not None and v > 0 and math.isfinite(v)]
    low, high = min([least[0], *known]), max([least[1], *known])
    return LogScale(low=low / 1.25, high=high * 1.25, left=left, right=right)
