"""The effect: range first and larger than the point, no effect as a dashed line, what matters as a zone."""

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.scales import LogScale, log_scale
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import INTERVAL_NAME, interval, plain_ratio, ratio, share
from holdfire.model.answer import Answer, Effect

HEIGHT = 104.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
TOP, AXIS = 34.0, 76.0
BAR_Y, BAR = 50.0, 11.0


def effect_figure(answer: Answer) -> Figure | None:
    """Draw an answer's effect with its interval; None where the form gave no effect."""
    effect = answer.effect
    if effect is None:
        return None
    label = (
        f"{effect.name.capitalize()} {plain_ratio(effect.value)}, range {interval(effect)}, no effect is 1, "
        f"an effect that matters is {_matters(answer)}."
    )
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{answer.verdict}")
    scale = log_scale(
        (effect.value, *effect.interval, answer.smallest_effect), left=LEFT, right=RIGHT, least=(0.1, 10.0)
    )
    _zone(drawing, scale, answer)
    _axis(drawing, scale, answer.smallest_effect)
    _range(drawing, scale, effect)
    kind = f"{share(effect.level)} {INTERVAL_NAME[effect.interval_kind]}"
    return Figure(
        heading=effect.name.capitalize(),
        subline=f"bar: {kind}; dot: this estimate; 1× would be no trace",
        svg=drawing.svg(),
        columns=("effect", "value", "low", "high", "kind of range", "no effect", "effect that matters"),
        rows=(
            (
                effect.name,
                ratio(effect.value),
                _end(effect.interval[0]),
                _end(effect.interval[1]),
                kind,
                "1×",
                _matters(answer),
            ),
        ),
    )


def _matters(answer: Answer) -> str:
    return f"{ratio(answer.smallest_effect)} or {'less' if answer.towards == 'less' else 'more'}"


def _end(value: float | None) -> str:
    return "no bound" if value is None else ratio(value)


def _zone(drawing: Drawing, scale: LogScale, answer: Answer) -> None:
    """Shade where an effect that matters lies, and say so above it."""
    edge = scale.at(answer.smallest_effect)
    less = answer.towards == "less"
    start, end = (LEFT, edge) if less else (edge, RIGHT)
    drawing.box(start, TOP, end - start, AXIS - TOP, cls="c-zone")
    words = f"◂ matters: {_matters(answer)}" if less else f"matters: {_matters(answer)} ▸"
    drawing.text(LEFT if less else RIGHT, 14, words, cls="c-note", anchor="start" if less else "end")


def _axis(drawing: Drawing, scale: LogScale, smallest: float) -> None:
    one = scale.at(1.0)
    drawing.line(LEFT, AXIS, RIGHT, AXIS, cls="c-axis")
    drawing.line(one, 20, one, AXIS, cls="c-null")
    right_side = one + 6 + text_width("no effect") < RIGHT and smallest < 1
    drawing.text(
        one + (6 if right_side else -6),
        28,
        "no effect",
        cls="c-note",
        anchor="start" if right_side else "end",
    )
    for x, words in scale.ticks(wanted=(1.0, smallest)):
        drawing.line(x, AXIS, x, AXIS + 4, cls="c-axis")
        drawing.text(x, AXIS + 18, words, anchor="middle")


def _range(drawing: Drawing, scale: LogScale, effect: Effect) -> None:
    low, high = effect.interval
    x_low, x_high = scale.end(low, missing=scale.low), scale.end(high, missing=scale.high)
    drawing.box(x_low, BAR_Y, x_high - x_low, BAR, cls="c-range")
    for x, end, outward in ((x_low, low, -1), (x_high, high, 1)):
        if end is None:
            tip = f"M{x + 7 * outward:.2f} {BAR_Y + BAR / 2:.2f}l{-7 * outward} -6v12z"
            drawing.path(tip, cls="c-tone-fill")
        else:
            drawing.line(x, BAR_Y - 3, x, BAR_Y + BAR + 3, cls="c-tone")
    drawing.dot(scale.at(effect.value), BAR_Y + BAR / 2, 5.5, cls="c-hollow")
    _values(drawing, scale, effect, x_low, x_high)


def _values(drawing: Drawing, scale: LogScale, effect: Effect, x_low: float, x_high: float) -> None:
    """Write the three values over the bar; ends move outward where they would touch the middle one."""
    middle = plain_ratio(effect.value)
    x = scale.at(effect.value)
    reach = text_width(middle) / 2 + 4
    drawing.text(x, BAR_Y - 5, middle, cls="c-value", anchor="middle")
    low, high = effect.interval
    if low is not None:
        words = plain_ratio(low)
        far = x_low + text_width(words) < x - reach
        drawing.text(
            x_low if far else min(x_low, x) - 8,
            BAR_Y - 5 if far else BAR_Y + BAR - 1,
            words,
            cls="c-end",
            anchor="start" if far else "end",
        )
    if high is not None:
        words = plain_ratio(high)
        far = x_high - text_width(words) > x + reach
        drawing.text(
            x_high if far else max(x_high, x) + 8,
            BAR_Y - 5 if far else BAR_Y + BAR - 1,
            words,
            cls="c-end",
            anchor="end" if far else "start",
        )
