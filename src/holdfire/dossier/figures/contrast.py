"""A pair's clashes by region beside those that the two's other clashes lead one to expect there."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import count, counted, plain_ratio
from holdfire.model.verdict import Verdict

ROW, TOP = 17.0, 8.0
MOST_ROWS = 12  # the rest stands in the table
MOST_LEFT, RIGHT = 150.0, WIDTH - 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Clashes of the pair in a region, and what is expected of it there."""

    name: str
    clashes: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A pair and its mirror in words, the ratio that could be either's, and the regions that count."""

    pair: str
    mirror: str
    value: float | None
    low: float | None
    high: float | None
    regions: tuple[Region, ...]


def contrast_figure(contrast: Contrast, *, verdict: Verdict) -> Figure | None:
    """Draw each region as a line from what is expected (tick) to what was counted (dot)."""
    if not contrast.regions:
        return None
    ordered = sorted(contrast.regions, key=lambda r: (-r.expected, r.name))
    shown = ordered[:MOST_ROWS]
    found, expected = sum(r.clashes for r in ordered), sum(r.expected for r in ordered)
    drawing = Drawing(
        width=WIDTH,
        height=TOP + ROW * (len(shown) + 1),
        label=f"{contrast.pair}: {count(found)} clashes, {_number(expected)} expected of their others.",
        tone=f"v-{verdict}",
    )
    _rows(drawing, shown)
    drawing.text(WIDTH - 8, drawing.height - 4, "tick: expected; dot: clashes", cls="c-note", anchor="end")
    return Figure(
        heading="Region by region: expected of their other clashes",
        subline=_subline(contrast, found, expected, len(ordered)),
        svg=drawing.svg(),
        columns=("region", "clashes", "expected"),
        rows=tuple((r.name, count(r.clashes), _number(r.expected)) for r in ordered),
    )


def _subline(contrast: Contrast, found: int, expected: float, regions: int) -> str:
    """Say what the numbers could mean, and what they don't decide."""
    ratio = "" if contrast.value is None else f", odds ratio {plain_ratio(contrast.value)}{_range(contrast)}"
    return (
        f"{counted(found, 'clash', 'clashes')} in {counted(regions, 'region')}, {_number(expected)} expected"
        f"{ratio}; either {contrast.pair} or its mirror, {contrast.mirror}, departs so far: these counts "
        "can't tell which, and decide nothing"
    )


def _range(contrast: Contrast) -> str:
    low = "0" if contrast.low is None else plain_ratio(contrast.low)
    return f" ({low} to {'no bound' if contrast.high is None else plain_ratio(contrast.high)})"


def _rows(drawing: Drawing, shown: Sequence[Region]) -> None:
    left = min(MOST_LEFT, 16 + max(text_width(region.name) for region in shown))
    most = max([1.0, *(max(region.clashes, region.expected) for region in shown)])
    for n, region in enumerate(shown):
        y = TOP + ROW * (n + 0.5)
        at_found, at_expected = (
            left + (RIGHT - left) * value / most for value in (region.clashes, region.expected)
        )
        name = (
            region.name if text_width(region.name) <= left - 12 else f"{region.name[: int((left - 12) / 7)]}…"
        )
        drawing.text(left - 10, y + 4, name, anchor="end")  # clear of a dot at zero
        drawing.line(min(at_found, at_expected), y, max(at_found, at_expected), y, cls="c-axis")
        drawing.line(at_expected, y - 5, at_expected, y + 5, cls="c-null")
        drawing.dot(at_found, y, 4.0, cls="c-hollow")
        drawing.text(max(at_found, at_expected) + 8, y + 4, count(region.clashes), cls="c-note")


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 100 else count(round(value))
