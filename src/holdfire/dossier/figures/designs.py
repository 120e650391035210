"""The specification curve: the same question under other defensible choices, sorted by effect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.scales import LogScale, log_scale
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import plain_ratio, ratio, tick
from holdfire.model.verdict import Verdict

MOST_LEFT, RIGHT = 170.0, WIDTH - 8.0
TOP, BOTTOM = 12.0, 112.0
ROW = 14.0
LABEL = 12.0  # from one label of the axis to the next
FARTHEST = 8.0  # times the least or largest effect: a range that reaches beyond sticks to the edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One set of choices (names of those that apply) with its effect, its range and what is to be noted.

    supports: it meets the whole rule of a supporting answer.
    """

    choices: tuple[str, ...]
    value: float
    low: float | None
    high: float | None
    registered: bool = False
    note: str = ""
    supports: bool = False


def designs_figure(designs: Sequence[Design], *, smallest: float, verdict: Verdict) -> Figure | None:
    """Draw every design with its range, the registered one thick; None where there is only one."""
    if len(designs) < 2:
        return None
    ordered = sorted(designs, key=lambda d: (d.value, d.choices))
    choices = _varying(designs)
    low, high = ordered[0].value, ordered[-1].value
    supporting = sum(design.supports for design in designs)
    drawing = Drawing(
        width=WIDTH,
        height=BOTTOM + 20 + ROW * len(choices),
        label=(
            f"{len(designs)} designs, effects {plain_ratio(low)} to {plain_ratio(high)}; no effect is 1; "
            f"{supporting or 'none'} would support."
        ),
        tone=f"v-{verdict}",
    )
    left = min(MOST_LEFT, 14 + max(text_width(words) for words in (*choices, tick(smallest))))
    scale = log_scale(
        [*_ends(ordered, low, high), smallest],
        left=BOTTOM,
        right=TOP,
        least=(0.4, 2.5),
    )
    _lines(drawing, scale, left, smallest)
    step = (RIGHT - left) / len(ordered)
    for n, design in enumerate(ordered):
        _matrix(drawing, design, left + step * (n + 0.5), choices, min(2.2, 0.45 * step))
    for n, design in sorted(enumerate(ordered), key=lambda pair: pair[1].registered):
        _design(drawing, design, left + step * (n + 0.5), scale, min(3.0, max(1.5, 0.6 * step)))
    for row, choice in enumerate(choices):
        drawing.text(left - 6, BOTTOM + 22 + ROW * row, choice, anchor="end")
    dark = "; the registered one is thick" if any(design.registered for design in designs) else ""
    filled = ", those that would support are filled" if supporting else ", none would support"
    return Figure(
        heading="Other reasonable choices",
        subline=f"{len(designs)} designs, sorted by effect{dark}{filled}",
        svg=drawing.svg(),
        columns=("design", "effect", "low", "high", "supports", "note"),
        rows=tuple(_row(design) for design in ordered),
    )


def _ends(designs: Sequence[Design], low: float, high: float) -> Iterator[float | None]:
    """Give what the axis must hold: all effects, and ranges as far as they leave the effects apart."""
    for design in designs:
        yield design.value
        yield None if design.low is None else max(design.low, low / FARTHEST)
        yield None if design.high is None else min(design.high, high * FARTHEST)


def _varying(designs: Sequence[Design]) -> tuple[str, ...]:
    """List the choices that some designs make and others don't; what all share tells nothing apart."""
    every = dict.fromkeys(choice for design in designs for choice in design.choices)
    return tuple(c for c in every if not all(c in design.choices for design in designs))


def _lines(drawing: Drawing, scale: LogScale, left: float, smallest: float) -> None:
    """Draw no effect and the effect that matters across all designs."""
    close = max(0.0, LABEL - abs(scale.at(smallest) - scale.at(1.0))) / 2
    for value, cls, other in ((1.0, "c-null", smallest), (smallest, "c-matters", 1.0)):
        y = scale.at(value)
        apart = close if y > scale.at(other) else -close
        drawing.line(left, y, RIGHT, y, cls=cls)
        drawing.text(left - 6, y + 4 + apart, tick(value), anchor="end")


def _design(drawing: Drawing, design: Design, x: float, scale: LogScale, radius: float) -> None:
    """Draw one design: its range first, then its dot."""
    if design.low is not None or design.high is not None:
        low, high = scale.end(design.low, missing=scale.low), scale.end(design.high, missing=scale.high)
        drawing.line(x, low, x, high, cls="c-this" if design.registered else "c-thin-range")
    cls = "c-solid" if design.supports else "c-hollow"
    drawing.dot(x, scale.at(design.value), 4.0 if design.registered else radius, cls=cls)


def _matrix(drawing: Drawing, design: Design, x: float, choices: Sequence[str], radius: float) -> None:
    """Mark below a design which choices it makes."""
    for row, choice in enumerate(choices):
        cls = "c-has" if choice in design.choices else "c-has-not"
        drawing.dot(x, BOTTOM + 18 + ROW * row, radius, cls=cls)


def _row(design: Design) -> tuple[str, ...]:
    return (
        ", ".join(design.choices) + (" (registered)" if design.registered else ""),
        ratio(design.value),
        "–" if design.low is None else ratio(design.low),
        "–" if design.high is None else ratio(design.high),
        "yes" if design.supports else "no",
        design.note,
    )
