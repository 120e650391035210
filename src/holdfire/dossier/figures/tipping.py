"""The tipping bar: how wrong the reporting would have to be for the finding to vanish."""

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import plain_ratio
from holdfire.model.answer import Answer

HEIGHT = 80.0
LEFT, RIGHT = 8.0, WIDTH - 70.0
TOP, BAR = 24.0, 14.0
DECLARED = 0.5  # lower end of the declared range of report rates, as in verdict.Rule.bias_low


def tipping_figure(answer: Answer) -> Figure | None:
    """Draw the detection ratio at which the finding vanishes; None where the form has no such bias."""
    tipping = answer.tipping_ratio
    if tipping is None:
        return None
    outside = tipping > 1
    meaning = (
        "there is no finding that bad reporting could overturn"
        if outside
        else f"below {plain_ratio(tipping)} the finding would vanish"
    )
    value = f"declared 0.5 to 1, tipping value {plain_ratio(tipping)}"
    label = f"Report rate of clashes of this pair, others = 1: {value}: {meaning}."
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{answer.verdict}")

    def at(value: float) -> float:
        return LEFT + value * (RIGHT - LEFT)

    drawing.box(LEFT, TOP, RIGHT - LEFT, BAR, cls="c-empty")
    drawing.hatch(at(DECLARED), TOP, at(1.0) - at(DECLARED), BAR)
    drawing.text(at(1.0), TOP + BAR + 32, "declared: 0.5 to 1", cls="c-note", anchor="end")
    for value, words in ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        drawing.text(at(value), TOP + BAR + 16, words, anchor="middle")
    middle = TOP + BAR / 2
    if outside:
        drawing.path(f"M{RIGHT + 8} {middle}h18m-6 -5l6 5l-6 5", cls="c-arrow")
        drawing.text(RIGHT + 34, middle + 4, plain_ratio(tipping), cls="c-value-tone")
    else:
        drawing.line(at(tipping), TOP - 4, at(tipping), TOP + BAR + 4, cls="c-this")
        drawing.text(at(tipping), TOP - 8, plain_ratio(tipping), cls="c-value-tone", anchor="middle")
    return Figure(
        heading="How wrong must the reporting be?",
        subline=f"report rate of clashes of this pair, others = 1; {meaning}",
        svg=drawing.svg(),
        columns=("what", "declared", "tipping value"),
        rows=(("report rate of this pair’s clashes, others = 1", "0.5 to 1", plain_ratio(tipping)),),
    )
