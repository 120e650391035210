"""The placebo strip: one tick a pair of actors, this one thick, with its rank."""

from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.scales import LogScale, log_scale
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import ratio, tick
from holdfire.model.answer import Towards
from holdfire.model.verdict import Verdict

HEIGHT = 98.0
LEFT, RIGHT = 8.0, WIDTH - 8.0
TOP, BOTTOM = 28.0, 58.0
TIE = 1e-9  # relative; nearly equal floats are ties, as in the forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same test on one pair of actors (or pair of dyads) of the same war."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What is ranked: a ratio with no effect at 1, or a p value, where small is far on the alleged side."""

    this: Pair
    others: tuple[Pair, ...]
    towards: Towards
    is_ratio: bool

    @property
    def rank(self) -> int:
        """Count this pair and those at least as far on the alleged side; ties count."""
        less = self.towards == "less" or not self.is_ratio
        edge = self.this.value * (1 + TIE if less else 1 - TIE)
        return 1 + sum(o.value <= edge if less else o.value >= edge for o in self.others)

    @property
    def ordered(self) -> tuple[Pair, ...]:
        """All pairs, from the alleged side."""
        backwards = self.towards == "greater" and self.is_ratio
        every = sorted((self.this, *self.others), key=lambda pair: (pair.value, pair.name))
        return tuple(reversed(every)) if backwards else tuple(every)

    def write(self, value: float) -> str:
        """Write a value of the strip with its unit."""
        return ratio(value) if self.is_ratio else f"{value:.3f}" if value >= 0.001 else "< 0.001"


def placebo_figure(strip: Strip, *, verdict: Verdict, subline: str) -> Figure | None:
    """Draw where this pair lies among all pairs; None where there is no other pair."""
    if not strip.others:
        return None
    place = f"{ordinal(strip.rank)} of {len(strip.others) + 1}"
    what = "effect" if strip.is_ratio else "p"
    label = f"{strip.this.name}: {what} {strip.write(strip.this.value)}, {place} from the alleged side."
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{verdict}")
    scale = _scale(strip)
    for pair in strip.others:
        x = scale.at(pair.value)
        drawing.line(x, TOP, x, BOTTOM, cls="c-mark")
    _this(drawing, scale.at(strip.this.value), f"{strip.this.name}, {place}")
    _axis(drawing, scale, strip)
    return Figure(
        heading="Where this pair lies among all pairs",
        subline=subline,
        svg=drawing.svg(),
        columns=("place", "pair", what),
        rows=tuple(
            (str(n), pair.name, strip.write(pair.value)) for n, pair in enumerate(strip.ordered, start=1)
        ),
    )


def _scale(strip: Strip) -> LogScale:
    if strip.is_ratio:
        return log_scale((pair.value for pair in strip.ordered), left=LEFT, right=RIGHT, least=(0.2, 5.0))
    least = min([0.01, *(pair.value for pair in strip.ordered if pair.value > 0)])
    return LogScale(low=least / 1.25, high=1.0, left=LEFT, right=RIGHT)


def _this(drawing: Drawing, x: float, words: str) -> None:
    drawing.line(x, TOP - 6, x, BOTTOM + 4, cls="c-this")
    fits = x + text_width(words) < RIGHT
    drawing.text(x if fits else RIGHT, 14, words, cls="c-value-tone", anchor="start" if fits else "end")


def _axis(drawing: Drawing, scale: LogScale, strip: Strip) -> None:
    drawing.line(LEFT, BOTTOM + 4, RIGHT, BOTTOM + 4, cls="c-axis")
    if strip.is_ratio:
        one = scale.at(1.0)
        drawing.line(one, TOP - 6, one, BOTTOM + 4, cls="c-null")
    for x, value in scale.marks(wanted=(1.0,) if strip.is_ratio else (0.05, 1.0)):
        words = tick(value) if strip.is_ratio else f"{value:g}"
        drawing.text(x, BOTTOM + 18, words, anchor="middle")
    less, more = (
        ("◂ fewer than expected", "more than expected ▸") if strip.is_ratio else ("◂ smaller p", "larger p ▸")
    )
    drawing.text(LEFT, HEIGHT - 4, less, cls="c-note")
    drawing.text(RIGHT, HEIGHT - 4, more, cls="c-note", anchor="end")


def ordinal(number: int) -> str:
    """Write a place in an order: 1st, 2nd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
