"""The picture of what was struck: the partner's share of strikes against its share of the opportunities."""

from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.svg import Drawing
from holdfire.dossier.words import count, plain_ratio, share
from holdfire.model.verdict import Verdict

HEIGHT = 236.0
LEFT, RIGHT = 44.0, WIDTH - 8.0
TOP, BOTTOM = 22.0, 196.0
STEPS = 24  # of a curve
LEAST_DOT, MOST_DOT = 2.0, 6.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Occasions of like opportunity: the partner's share of it, and its share of their strikes."""

    opportunity: float
    struck: float
    strikes: int
    occasions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Targeting:
    """One side's strikes on a partner or a third, in bins; value, low, high: odds ratio and its ends."""

    striker: str
    partner: str
    third: str
    bins: tuple[Bin, ...]
    value: float
    low: float | None
    high: float | None


def targeting_figure(found: Targeting, *, verdict: Verdict) -> Figure | None:
    """Draw each bin as a dot, equal shares as a dashed line, the odds ratio with its range as curves."""
    if not found.bins:
        return None
    partner = f"{found.partner} (not {found.third})"
    label = (
        f"Share of {found.striker}'s strikes that fell on {partner}, against its share of what there was to "
        f"strike: odds ratio {plain_ratio(found.value)}, equal shares would be 1."
    )
    drawing = Drawing(width=WIDTH, height=HEIGHT, label=label, tone=f"v-{verdict}")
    _axes(drawing)
    drawing.line(_x(0), _y(0), _x(1), _y(1), cls="c-null")
    for odds, cls in ((found.low, "c-thin-range"), (found.high, "c-thin-range"), (found.value, "c-this")):
        if odds is not None:
            _curve(drawing, odds, cls)
    largest = max(one.strikes for one in found.bins)
    for one in found.bins:
        size = LEAST_DOT + (MOST_DOT - LEAST_DOT) * (one.strikes / largest) ** 0.5
        drawing.dot(_x(one.opportunity), _y(one.struck), size, cls="c-solid")
    drawing.text(LEFT, 12, f"share of strikes on {found.partner}", cls="c-note")
    below = f"share of what there was to strike, {found.partner}"
    drawing.text(RIGHT, HEIGHT - 6, below, cls="c-note", anchor="end")
    return Figure(
        heading=f"What {found.striker} struck",
        subline=(
            f"strikes on {found.partner} or {found.third}; dots: occasions of like opportunity, larger with "
            "more strikes; dashed: equal shares; lines: odds ratio with its range"
        ),
        svg=drawing.svg(),
        columns=("opportunity", "share struck", "strikes", "occasions"),
        rows=tuple(
            (share(one.opportunity), share(one.struck), count(one.strikes), count(one.occasions))
            for one in found.bins
        ),
    )


def _axes(drawing: Drawing) -> None:
    drawing.line(LEFT, BOTTOM, RIGHT, BOTTOM, cls="c-axis")
    drawing.line(LEFT, TOP, LEFT, BOTTOM, cls="c-axis")
    for tick in TICKS:
        drawing.text(_x(tick), BOTTOM + 15, share(tick), anchor="middle")
        drawing.text(LEFT - 5, _y(tick) + 4, share(tick), anchor="end")


def _curve(drawing: Drawing, odds_ratio: float, cls: str) -> None:
    """Draw the share struck by opportunity, were its odds so many times those of opportunity."""
    at = [step / STEPS for step in range(STEPS + 1)]
    struck = [share * odds_ratio / (share * odds_ratio + 1 - share) for share in at]
    for n in range(STEPS):
        drawing.line(_x(at[n]), _y(struck[n]), _x(at[n + 1]), _y(struck[n + 1]), cls=cls)


def _x(value: float) -> float:
    return LEFT + value * (RIGHT - LEFT)


def _y(value: float) -> float:
    return BOTTOM - value * (BOTTOM - TOP)
