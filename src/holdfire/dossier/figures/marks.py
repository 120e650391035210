"""Verdict marks: a tiny interval chart in a box, the same size for all three verdicts."""

from markupsafe import Markup

from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import VERDICT_SHORT
from holdfire.model.verdict import Verdict

SIZE = 40.0
_BARS = {
    Verdict.SUPPORTS: (7.0, 17.0),
    Verdict.DOES_NOT_SUPPORT: (15.0, 25.0),
    Verdict.CANNOT_TELL: (4.0, 36.0),
}


def verdict_mark(verdict: Verdict | None) -> Markup:
    """Draw no effect as a dashed line, a bar left of, across or beyond it; None: an empty box."""
    words = "undefined" if verdict is None else VERDICT_SHORT[verdict]
    drawing = Drawing(
        width=SIZE, height=SIZE, label=f"Mark: {words}", tone=f"mark v-{verdict or 'undefined'}"
    )
    middle = SIZE / 2
    if verdict is None:
        drawing.path(
            "M8 2h24a6 6 0 0 1 6 6v24a6 6 0 0 1 -6 6h-24a6 6 0 0 1 -6 -6v-24a6 6 0 0 1 6 -6z",
            cls="m-frame m-dashed",
        )
        return drawing.svg()
    drawing.path(
        "M8 2h24a6 6 0 0 1 6 6v24a6 6 0 0 1 -6 6h-24a6 6 0 0 1 -6 -6v-24a6 6 0 0 1 6 -6z", cls="m-frame"
    )
    start, end = _BARS[verdict]
    drawing.line(start, middle, end, middle, cls="m-bar")
    x = 26.0 if verdict is Verdict.SUPPORTS else middle
    drawing.line(x, 7, x, 33, cls="m-null")
    return drawing.svg()
