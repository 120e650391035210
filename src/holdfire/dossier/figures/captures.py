"""The picture of a captured town among all captures of its war: deaths near each, this one thick."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.placebo import ordinal
from holdfire.dossier.figures.scales import LogScale, log_scale
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import count, counted
from holdfire.model.verdict import Verdict

HEIGHT = 116.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
TOP, BOTTOM = 28.0, 58.0
TALKS = 66.0  # where the dots of negotiated captures stand
MARKS = (0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A capture: where, when, who lost it to whom, deaths near it, its rank given what is known of it."""

    name: str
    date: str
    sides: str
    deaths: int
    rank: int
    negotiated: bool
    asked: bool


def captures_figure(towns: Sequence[Town], *, verdict: Verdict, subline: str) -> Figure | None:
    """Draw deaths on an axis that gives small numbers room; None without an asked and another capture."""
    this = next((town for town in towns if town.asked), None)
    if this is None or len(towns) < 2:
        return None
    place = f"{ordinal(this.rank)} of {count(len(towns))} from the fewest"
    label = f"{this.name}, {this.date}: {counted(this.deaths, 'death')}, {place}."
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{verdict}")
    without = sum(not town.deaths for town in towns)  # their ticks lie on one another
    scale = log_scale((1.0 + t.deaths for t in towns), left=LEFT, right=RIGHT, least=(1.0, 10.0))
    for town in towns:
        x = scale.at(1.0 + town.deaths)
        if not town.asked:
            drawing.line(x, TOP, x, BOTTOM, cls="c-mark")
        if town.negotiated:
            drawing.dot(x, TALKS, 2.5, cls="c-this" if town.asked else "c-mark")
    _this(drawing, scale.at(1.0 + this.deaths), f"{this.name}: {count(this.deaths)}, {place}")
    _axis(drawing, scale)
    return Figure(
        heading="Where this capture lies among all captures",
        subline=subline + (f"; {count(without)} of {count(len(towns))} have 0" if without > 1 else ""),
        svg=drawing.svg(),
        columns=("rank", "town", "day", "from, to", "deaths"),
        rows=tuple(
            (count(t.rank), f"{t.name}{', negotiated' * t.negotiated}", t.date, t.sides, count(t.deaths))
            for t in sorted(towns, key=lambda t: (t.rank, t.deaths, t.date, t.name))
        ),
    )


def _this(drawing: Drawing, x: float, words: str) -> None:
    drawing.line(x, TOP - 6, x, BOTTOM + 4, cls="c-this")
    fits = x + text_width(words) < RIGHT
    drawing.text(x if fits else RIGHT, 14, words, cls="c-value-tone", anchor="start" if fits else "end")


def _axis(drawing: Drawing, scale: LogScale) -> None:
    base = TALKS + 8
    drawing.line(LEFT, base, RIGHT, base, cls="c-axis")
    free = LEFT
    for value in MARKS:
        words = count(value)
        x, half = scale.at(1.0 + value), text_width(words) / 2
        if 1.0 + value <= scale.high and x - half >= free:
            drawing.line(x, base, x, base + 4, cls="c-axis")
            drawing.text(x, base + 15, words, anchor="middle")
            free = x + half + 8
    drawing.text(LEFT, HEIGHT - 4, "◂ fewer deaths", cls="c-note")
    drawing.text(RIGHT, HEIGHT - 4, "dots: negotiated, by the source", cls="c-note", anchor="end")
