"""The specification curve: the same question under other defensible choices, sorted by effect."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.scales import log_scale
from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import plain_ratio, ratio, tick
from holdfire.model.verdict import Verdict

LEFT, RIGHT = 100.0, WIDTH - 8.0
TOP, BOTTOM = 12.0, 112.0
ROW = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One set of choices (names of those that apply) with its effect, its range and what is to be noted."""

    choices: tuple[str, ...]
    value: float
    low: float | None
    high: float | None
    registered: bool = False
    note: str = ""


def designs_figure(designs: Sequence[Design], *, smallest: float, verdict: Verdict) -> Figure | None:
    """Draw every design with its range, the registered one dark; None where there is only one."""
    if len(designs) < 2:
        return None
    ordered = sorted(designs, key=lambda d: (d.value, d.choices))
    choices = tuple(dict.fromkeys(choice for design in designs for choice in design.choices))
    height = BOTTOM + 14 + ROW * len(choices) + 6
    low, high = ordered[0].value, ordered[-1].value
    label = f"{len(designs)} designs, effects from {plain_ratio(low)} to {plain_ratio(high)}; no effect is 1."
    drawing = Drawing(width=WIDTH, height=height, label=label, tone=f"v-{verdict}")
    scale = log_scale(
        [v for d in ordered for v in (d.value, d.low, d.high)] + [smallest],
        left=BOTTOM,
        right=TOP,
        least=(0.4, 2.5),
    )
    for value, cls in ((1.0, "c-null"), (smallest, "c-matters")):
        drawing.line(LEFT, scale.at(value), RIGHT, scale.at(value), cls=cls)
        drawing.text(LEFT - 6, scale.at(value) + 4, tick(value), anchor="end")
    step = (RIGHT - LEFT) / len(ordered)
    for n, design in enumerate(ordered):
        x = LEFT + step * (n + 0.5)
        _design(
            drawing,
            design,
            x,
            scale.end(design.low, missing=scale.low),
            scale.end(design.high, missing=scale.high),
        )
        drawing.dot(
            x,
            scale.at(design.value),
            4 if design.registered else 3,
            cls="c-solid" if design.registered else "c-hollow",
        )
        for row, choice in enumerate(choices):
            has = choice in design.choices
            drawing.dot(x, BOTTOM + 18 + ROW * row, 2.2, cls="c-has" if has else "c-has-not")
    for row, choice in enumerate(choices):
        drawing.text(LEFT - 6, BOTTOM + 22 + ROW * row, choice, anchor="end")
    return Figure(
        heading="Other reasonable choices",
        subline=f"{len(designs)} designs, sorted by effect; the registered one is dark",
        svg=drawing.svg(),
        columns=("design", "effect", "low", "high", "note"),
        rows=tuple(
            (
                ", ".join(d.choices) + (" (registered)" if d.registered else ""),
                ratio(d.value),
                "–" if d.low is None else ratio(d.low),
                "–" if d.high is None else ratio(d.high),
                d.note,
            )
            for d in ordered
        ),
    )


def _design(drawing: Drawing, design: Design, x: float, y_low: float, y_high: float) -> None:
    if design.low is None and design.high is None:
        return
    drawing.line(x, y_low, x, y_high, cls="c-this" if design.registered else "c-thin-range")
