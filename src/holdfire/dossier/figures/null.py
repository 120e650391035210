"""The null picture: what independence leaves, and where this value stands in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.scales import log_scale
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import count, counted, ratio
from holdfire.model.answer import Towards
from holdfire.model.verdict import Verdict

HEIGHT = 132.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
TOP, BASE = 30.0, 100.0
COLUMNS = 14


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
        subline=f"{null.unit}; bars: the null, {draws}; line: what was found",
        svg=drawing.svg(),
        columns=("from", "to", "share of the null"),
        rows=tuple(
            (_number(start), _number(end), _share(height / sum(null.counts)))
            for (start, end), height in zip(pairwise(null.edges), null.counts, strict=True)
        ),
    )


def boxes_figure(others: Sequence[float], observed: float, *, verdict: Verdict) -> Figure | None:
    """Draw reference dyads as boxes on a log axis, one box each, with this one as a line."""
    scale = log_scale([*others, observed], left=LEFT, right=RIGHT, least=(0.1, 10.0))
    width = (RIGHT - LEFT) / COLUMNS
    columns = [0] * COLUMNS
    for value in sorted(others):
        columns[min(COLUMNS - 1, int((scale.at(value) - LEFT) / width))] += 1
    span = f"{ratio(min(others))} to {ratio(max(others))}"
    label = f"{counted(len(others), 'reference dyad')} from {span}; this one {ratio(observed)}."
    drawing = Drawing(width=WIDTH, height=HEIGHT - 10, label=label, tone=f"v-{verdict}")
    tall = min(9.0, (BASE - TOP) / max(columns))
    for n, number in enumerate(columns):
        for level in range(number):
            drawing.box(LEFT + n * width + 0.5, BASE - (level + 1) * tall, width - 1, tall - 1, cls="c-bar")
    drawing.line(LEFT, BASE, RIGHT, BASE, cls="c-axis")
    _observed(drawing, scale.at(observed), f"this one: {ratio(observed)}")
    for x, words in scale.ticks(wanted=(1.0,)):
        drawing.line(x, BASE, x, BASE + 4, cls="c-axis")
        drawing.text(x, BASE + 17, words, anchor="middle")
    return Figure(
        heading="What ordinary pairs look like",
        subline=f"the null: {counted(len(others), 'reference dyad')}, one box each; 1× is the typical one",
        svg=drawing.svg(),
        columns=("reference dyads, smallest first",),
        rows=tuple((ratio(value),) for value in sorted(others)),
    )


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
    return (count(value) if abs(value) >= 100 else f"{value:.3g}").replace("-", "−")


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"
