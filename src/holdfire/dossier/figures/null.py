"""The null picture: what independence leaves, and where this value stands in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import count
from holdfire.model.answer import Towards
from holdfire.model.verdict import Verdict

HEIGHT = 132.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
TOP, BASE = 30.0, 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Counts of null draws between edges (one more edge than counts), with the value that was found."""

    edges: tuple[float, ...]
    counts: tuple[float, ...]
    observed: float
    name: str
    unit: str


def null_figure(null: Histogram, *, towards: Towards, verdict: Verdict, draws: str) -> Figure | None:
    """Draw the null as a histogram with this value as a line; None where the null is empty."""
    if not null.counts or max(null.counts) <= 0:
        return None
    low, high = min(null.edges[0], null.observed), max(null.edges[-1], null.observed)
    pad = 0.04 * (high - low or 1.0)
    low, high = low - pad, high + pad

    def at(value: float) -> float:
        return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)

    side = "fewer" if towards == "less" else "more"
    label = (
        f"{null.name} {_number(null.observed)} against the null, which lies between "
        f"{_number(null.edges[0])} and {_number(null.edges[-1])} ({draws}); the allegation says {side}."
    )
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{verdict}")
    for (start, end), height in zip(pairwise(null.edges), null.counts, strict=True):
        tall = (BASE - TOP) * height / max(null.counts)
        drawing.box(at(start) + 0.5, BASE - tall, at(end) - at(start) - 1, tall, cls="c-bar")
    drawing.line(LEFT, BASE, RIGHT, BASE, cls="c-axis")
    _observed(drawing, at(null.observed), f"found: {_number(null.observed)}")
    for value in _ticks(low, high):
        drawing.line(at(value), BASE, at(value), BASE + 4, cls="c-axis")
        drawing.text(at(value), BASE + 17, _number(value), anchor="middle")
    drawing.text((LEFT + RIGHT) / 2, HEIGHT - 2, null.unit, cls="c-note", anchor="middle")
    words = "◂ alleged side" if towards == "less" else "alleged side ▸"
    drawing.text(
        LEFT if towards == "less" else RIGHT,
        HEIGHT - 2,
        words,
        cls="c-note",
        anchor="start" if towards == "less" else "end",
    )
    return Figure(
        heading="What chance leaves",
        subline=f"the null: {draws}; the line is what was found",
        svg=drawing.svg(),
        columns=("from", "to", "share of the null"),
        rows=tuple(
            (_number(start), _number(end), _share(height / sum(null.counts)))
            for (start, end), height in zip(pairwise(null.edges), null.counts, strict=True)
        ),
    )


def histogram(values: Sequence[float], observed: float, *, name: str, unit: str, bins: int = 12) -> Histogram:
    """Sort values into bins of equal width from the smallest to the largest."""
    low, high = min(values), max(values)
    width = (high - low) / bins or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int((value - low) / width))] += 1
    edges = tuple(low + n * width for n in range(bins + 1))
    return Histogram(edges=edges, counts=tuple(counts), observed=observed, name=name, unit=unit)


def _observed(drawing: Drawing, x: float, words: str) -> None:
    drawing.line(x, TOP - 8, x, BASE, cls="c-this")
    fits = x + 6 + text_width(words) < RIGHT
    drawing.text(
        x + 6 if fits else x - 6, TOP - 12, words, cls="c-value-tone", anchor="start" if fits else "end"
    )


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Choose round values, four to nine of them."""
    raw = (high - low) / 5
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(s * size for s in (1, 2, 5, 10) if s * size >= raw)
    first = math.ceil(low / step)
    return tuple(n * step for n in range(first, math.floor(high / step) + 1))


def _number(value: float) -> str:
    return count(value) if abs(value) >= 100 else f"{value:.3g}"


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"
