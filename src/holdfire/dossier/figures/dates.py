"""The picture of an alleged date: clashes of the pair, and of those compared with it, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import count
from holdfire.model.verdict import Verdict

HEIGHT = 196.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
TALL = 50.0  # of the highest bar of a panel
OWN_BASE, OTHERS_BASE = 80.0, 162.0
HEAD = 10.0  # from a panel's highest bar up to its name


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundDate:
    """Two series in bars of `bar_days`; starts: the first day of each; first: bars from the date, negative.

    window_days: how many days before and after the date are compared; own_counts, others_counts: the clashes
    in these windows, before and after.
    """

    date: str
    own: tuple[int, ...]
    others: tuple[int, ...]
    starts: tuple[str, ...]
    first: int
    bar_days: int
    window_days: int
    own_counts: tuple[int, int]
    others_counts: tuple[int, int]


def dates_figure(around: AroundDate, *, verdict: Verdict) -> Figure | None:
    """Draw both series over each other, the compared windows on a tint; None where there is no bar."""
    if not around.own or len(around.own) != len(around.others):
        return None
    step = (RIGHT - LEFT) / len(around.own)
    at_date = LEFT - around.first * step
    window = around.window_days / around.bar_days * step
    own, others = around.own_counts, around.others_counts
    label = (
        f"Clashes in the {around.window_days} days before and after {around.date}: the pair {own[0]}, then "
        f"{own[1]}; the pairs compared with it {others[0]}, then {others[1]}."
    )
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{verdict}")
    start, end = max(LEFT, at_date - window), min(RIGHT, at_date + window)
    for base, series, name, (before, after), cls in (
        (OWN_BASE, around.own, "this pair", own, "c-asked"),
        (OTHERS_BASE, around.others, "pairs compared with it", others, "c-bar"),
    ):
        drawing.box(start, base - TALL, end - start, TALL, cls="c-window")
        _bars(drawing, series, base, step, cls)
        drawing.line(LEFT, base, RIGHT, base, cls="c-axis")
        drawing.line(at_date, base - TALL, at_date, base + 5, cls="c-this")
        drawing.text(LEFT, base - TALL - HEAD, f"{name}: {count(before)}, then {count(after)}", cls="c-note")
    drawing.text(at_date, OTHERS_BASE + 18, around.date, anchor="middle")
    return Figure(
        heading="Before and after the date",
        subline=(
            f"a bar: clashes of {around.bar_days} days; tint: the {around.window_days} days on both sides; "
            "each series has its own scale"
        ),
        svg=drawing.svg(),
        columns=("from", "this pair", "pairs compared with it"),
        rows=tuple(
            (day, count(one), count(other))
            for day, one, other in zip(around.starts, around.own, around.others, strict=True)
        ),
    )


def _bars(drawing: Drawing, series: Sequence[int], base: float, step: float, cls: str) -> None:
    largest = max([1, *series])
    for n, number in enumerate(series):
        tall = TALL * number / largest
        drawing.box(LEFT + n * step + 0.5, base - tall, step - 1, tall, cls=cls)
