"""The power bar: what could be seen and what could not, before any result."""

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.scales import LogScale
from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import form_name, ratio
from holdfire.model.allegation import Detectable
from holdfire.model.answer import Towards

HEIGHT = 54.0
TOP, BAR = 16.0, 18.0
LOW, HIGH = 0.05, 20.0


def power_figure(detectable: Detectable, *, towards: Towards, smallest: float) -> Figure:
    """Draw which effects a design would see (solid) and which it can't tell from chance (hatched)."""
    seen = detectable.minimum_detectable
    words = "nothing could be told from chance" if seen is None else f"{ratio(seen)} and beyond would be seen"
    label = (
        f"{form_name(detectable.form)}: {words}; an effect that matters is {ratio(smallest)}; no effect is 1."
    )
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label)
    scale = LogScale(low=LOW, high=HIGH, left=8, right=WIDTH - 8)
    edge = scale.at(1.0 if seen is None else seen)
    if seen is None:
        drawing.hatch(scale.left, TOP, scale.right - scale.left, BAR)
    elif towards == "less":
        drawing.box(scale.left, TOP, edge - scale.left, BAR, cls="c-seen")
        drawing.hatch(edge, TOP, scale.right - edge, BAR)
    else:
        drawing.hatch(scale.left, TOP, edge - scale.left, BAR)
        drawing.box(edge, TOP, scale.right - edge, BAR, cls="c-seen")
    x = scale.at(smallest)
    drawing.path(f"M{x - 5:.2f} {TOP - 8:.2f}h10l-5 6z", cls="c-ink-fill")
    one = scale.at(1.0)
    drawing.line(one, TOP - 6, one, TOP + BAR + 5, cls="c-null")
    for at, text in scale.ticks(wanted=(1.0, 0.1, 10.0, 0.3, 3.0)):
        drawing.text(at, HEIGHT - 5, text, anchor="middle")
    return Figure(
        heading=form_name(detectable.form),
        subline="solid: would be seen; hatched: can’t be told from chance; ▾ an effect that matters",
        svg=drawing.svg(),
        columns=("form", "would be seen", "effect that matters", "largest count that could support"),
        rows=(
            (
                form_name(detectable.form),
                "nothing" if seen is None else f"{ratio(seen)} or {'less' if towards == 'less' else 'more'}",
                ratio(smallest),
                "–" if detectable.largest_count is None else str(detectable.largest_count),
            ),
        ),
    )
