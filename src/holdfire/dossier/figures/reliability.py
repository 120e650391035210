"""Reliability: of the wars in which so much was said of the likeliest story, in how many it was true."""

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import count, share_interval
from holdfire.dossier.words import share as percent
from holdfire.model.calibration import VerdictScores
from holdfire.stats.intervals import wilson_interval

LEFT, TOP, SIDE, RIGHT, FOOT = 44.0, 40.0, 260.0, 16.0, 40.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LEVEL = 0.95


def reliability_figure(scores: VerdictScores) -> Figure:
    """Draw what was said against what was so: a dot a tenth, with its interval (Wilson).

    Honest probabilities lie on the diagonal; the area of a dot grows with its wars.
    """
    bins = [
        (number, said, right, wilson_interval(round(right * number), number, level=LEVEL) or (0.0, 1.0))
        for number, said, right in scores.reliability
    ]
    told = [
        f"said {percent(said)}, right in {percent(right)} of {count(number)} wars"
        for number, said, right, _ in bins
    ]
    drawing = Drawing(
        width=LEFT + SIDE + RIGHT, height=TOP + SIDE + FOOT, label="; ".join(told) or "nothing was weighed"
    )
    _frame(drawing)
    most = max((number for number, *_ in bins), default=1)
    for number, said, right, (low, high) in bins:
        x = _x(said)
        drawing.box(x - 3, _y(high), 6, _y(low) - _y(high), cls="c-bar")
        drawing.dot(x, _y(right), 2 + 5 * (number / most) ** 0.5, cls="c-ink-fill")
        drawing.text(x, _y(high) - 6, count(number), cls="c-value", anchor="middle")
    return Figure(
        heading="How often the likeliest story was the true one",
        subline=f"{count(scores.weighed)} wars; dot: share, bar: {percent(LEVEL)} interval, number: wars",
        svg=drawing.svg(),
        columns=("wars", "said", "right", f"{percent(LEVEL)} interval"),
        rows=tuple(
            (count(number), percent(said), percent(right), share_interval(ends))
            for number, said, right, ends in bins
        ),
    )


def _frame(drawing: Drawing) -> None:
    """Draw both axes from 0 to 1, and the line on which all dots of honest probabilities lie."""
    for value in TICKS:
        drawing.box(LEFT, _y(value) - 0.5, SIDE, 1, cls="c-zone")
        drawing.text(LEFT - 6, _y(value) + 4, percent(value), anchor="end")
        drawing.text(_x(value), TOP + SIDE + 16, percent(value), anchor="middle")
    drawing.line(_x(0), _y(0), _x(1), _y(1), cls="c-null")
    drawing.text(LEFT + SIDE / 2, TOP + SIDE + 34, "probability said of it", anchor="middle", cls="c-note")
    drawing.text(8, TOP - 24, "share of wars in which it was", cls="c-note")


def _x(value: float) -> float:
    return LEFT + value * SIDE


def _y(value: float) -> float:
    return TOP + (1 - value) * SIDE
