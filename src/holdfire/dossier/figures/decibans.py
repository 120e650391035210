"""Evidence on one scale: decibans with ranges, factors between two, unknowns, what a prior makes of it.

Each stands in a row of a table that has the same numbers as text.
"""

from markupsafe import Markup

from holdfire.dossier.figures.svg import Drawing
from holdfire.model.weighing import BayesFactor, OriginEvidence, TippingPoint

WIDTH, HEIGHT = 200.0, 26.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
MIDDLE, BAR = HEIGHT / 2, 10.0
FLOOR = -20.0  # decibans; none is below
MOST = 2.0  # of log10 of a factor, on either side

Ends = tuple[float, float]


def decibans_bar(one: OriginEvidence, words: str) -> Markup:
    """Draw how much worse than the best an origin's evidence is explained: 0 right, the cap left."""
    drawing = _with_axis(words, (FLOOR, FLOOR / 2), (FLOOR, 0.0))
    _null(drawing, _at(0.0, (FLOOR, 0.0)))
    _range(drawing, one.decibans, one.range, (FLOOR, 0.0))
    return drawing.svg()


def factor_bar(factor: BayesFactor, words: str) -> Markup:
    """Draw a factor between two explanations, with the line at which both explain it alike."""
    drawing = _with_axis(words, (-MOST, -1.0, 1.0, MOST), (-MOST, MOST))
    _null(drawing, _at(0.0, (-MOST, MOST)))
    _range(drawing, factor.log10, factor.range, (-MOST, MOST))
    return drawing.svg()


def posterior_bar(value: float, ends: Ends, words: str) -> Markup:
    """Draw a probability with its range; the app moves its parts as sliders move."""
    drawing = _with_axis(words, (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 1.0))
    _range(drawing, value, ends, (0.0, 1.0))
    return drawing.svg()


def unknown_bar(point: TippingPoint, words: str) -> Markup:
    """Draw what is held plausible of an unknown, hatched, and the value from which another leads."""
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=words)
    ends = (min(point.reach), max(point.reach))
    low, high = (_at(value, ends) for value in point.declared)
    drawing.box(LEFT, MIDDLE - 6, RIGHT - LEFT, 12, cls="c-empty")
    drawing.hatch(low, MIDDLE - 6, high - low, 12)
    if point.value is not None:
        x = _at(point.value, ends)
        drawing.line(x, 1, x, HEIGHT - 1, cls="c-this")
    return drawing.svg()


def _at(value: float, ends: Ends) -> float:
    low, high = ends
    return LEFT + (min(high, max(low, value)) - low) / (high - low) * (RIGHT - LEFT)


def _with_axis(words: str, ticks: tuple[float, ...], scale: Ends) -> Drawing:
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=words)
    drawing.line(LEFT, MIDDLE, RIGHT, MIDDLE, cls="c-axis")
    for x in (_at(tick, scale) for tick in ticks):
        drawing.line(x, MIDDLE - 5, x, MIDDLE + 5, cls="c-axis")
    return drawing


def _null(drawing: Drawing, x: float) -> None:
    drawing.line(x, 1, x, HEIGHT - 1, cls="c-null")


def _range(drawing: Drawing, value: float, ends: Ends, scale: Ends) -> None:
    low, high = (_at(end, scale) for end in ends)
    drawing.box(low, MIDDLE - BAR / 2, high - low, BAR, cls="c-range")
    for x, cls in ((low, "c-tone low"), (high, "c-tone high")):
        drawing.line(x, MIDDLE - 8, x, MIDDLE + 8, cls=cls)
    drawing.dot(_at(value, scale), MIDDLE, 5, cls="c-hollow")
