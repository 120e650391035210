"""Small charts as SVG, made by hand so that the same numbers give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

WIDTH, HEIGHT = 460, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 40, 44
KEY = "blue: simulated · thick: Syria 2016–2019 · dotted: other real wars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis: its words, where it begins and ends, and the values that are written."""

    words: str
    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def at(self, value: np.ndarray | float) -> np.ndarray:
        """Give the share of the way along the axis."""
        scale = np.log if self.log else np.asarray
        value = np.clip(value, self.low, self.high)
        return (scale(value) - scale(self.low)) / (scale(self.high) - scale(self.low))


Points = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """How a line is drawn."""

    colour: str
    width: float
    opacity: float = 1.0
    dash: str = ""


MANY = Stroke(colour="#7a9cc0", width=0.8, opacity=0.45)
OTHERS = Stroke(colour="#b4451f", width=0.8, opacity=0.5, dash="2 3")
REAL = Stroke(colour="#b4451f", width=2.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What a chart shows: simulated wars, the Syria file, other real wars."""

    many: Sequence[Points]
    real: Points
    others: Sequence[Points]


def chart(title: str, x: Axis, y: Axis, lines: Lines) -> str:
    """Draw the simulated wars thin, other real wars thin and dotted, the Syria file thick."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="18" font-size="13">{escape(title)}</text>',
        *_axes(x, y),
        *(_line(x, y, line, MANY) for line in lines.many),
        *(_line(x, y, line, OTHERS) for line in lines.others),
        _line(x, y, lines.real, REAL),
        f'<text x="{WIDTH - RIGHT}" y="32" text-anchor="end" fill="#555" font-size="9.5">{KEY}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _point(x: Axis, y: Axis, one: float, other: float) -> tuple[float, float]:
    across, up = float(x.at(one)), float(y.at(other))
    return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def _line(x: Axis, y: Axis, line: Points, stroke: Stroke) -> str:
    points = " ".join(
        "{:.1f},{:.1f}".format(*_point(x, y, float(a), float(b))) for a, b in zip(*line, strict=True)
    )
    dashed = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{stroke.colour}" stroke-width="{stroke.width}" '
        f'stroke-opacity="{stroke.opacity}"{dashed}/>'
    )


def _axes(x: Axis, y: Axis) -> list[str]:
    parts = []
    for tick in x.ticks:
        across, _ = _point(x, y, tick, y.low)
        parts.append(
            f'<line x1="{across:.1f}" x2="{across:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#eee"/>'
        )
        parts.append(
            f'<text x="{across:.1f}" y="{HEIGHT - BOTTOM + 14}" text-anchor="middle">{tick:g}</text>'
        )
    for tick in y.ticks:
        _, up = _point(x, y, x.low, tick)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up:.1f}" y2="{up:.1f}" stroke="#eee"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{up + 4:.1f}" text-anchor="end">{tick:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x.words)}</text>')
    parts.append(f'<text x="{LEFT}" y="32" fill="#555">{escape(y.words)}</text>')
    return parts
