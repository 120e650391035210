"""A drawing made of few shapes, written out as SVG.

Made by hand and not by a plotting library: the same bytes on every machine, colours that come from the page's
own style sheet (so light, dark and print follow by themselves), text that a reader can select, no style
attribute that a strict content policy would refuse.
"""

from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup, escape

CHAR_PX = 6.8  # width of a character of the 11 px chart type, on average; only used to keep labels apart

Anchor = Literal["start", "middle", "end"]


def number(value: float) -> str:
    """Write a coordinate: two decimals at most, no trailing zero, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def text_width(text: str) -> float:
    """Estimate how wide a chart label is drawn, in px."""
    return CHAR_PX * len(text)


@dataclass(slots=True, kw_only=True)
class Drawing:
    """An SVG in the making; label is the sentence with the numbers that a screen reader speaks."""

    width: float
    height: float
    label: str
    tone: str = ""
    _parts: list[Markup] = field(default_factory=list[Markup])

    def line(self, x1: float, y1: float, x2: float, y2: float, *, cls: str) -> None:
        """Draw a straight line."""
        self._add("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": cls})

    def box(self, x: float, y: float, width: float, height: float, *, cls: str) -> None:
        """Draw a rectangle; a negative width is drawn as none."""
        self._add(
            "rect", {"x": x, "y": y, "width": max(0.0, width), "height": max(0.0, height), "class": cls}
        )

    def dot(self, x: float, y: float, radius: float, *, cls: str) -> None:
        """Draw a circle."""
        self._add("circle", {"cx": x, "cy": y, "r": radius, "class": cls})

    def path(self, points: str, *, cls: str) -> None:
        """Draw a path given in SVG's own notation."""
        self._add("path", {"d": points, "class": cls})

    def hatch(self, x: float, y: float, width: float, height: float, *, cls: str = "c-hatch") -> None:
        """Fill a rectangle with 45° lines, clipped by hand: a pattern would need an id unique in the page."""
        step = 6.0
        self.box(x, y, width, height, cls="c-hatch-box")
        strokes: list[str] = []
        offset = step
        while offset < width + height:
            from_x, from_y = x + min(offset, width), y + max(0.0, offset - width)
            to_x, to_y = x + max(0.0, offset - height), y + min(offset, height)
            strokes.append(f"M{number(from_x)} {number(from_y)}L{number(to_x)} {number(to_y)}")
            offset += step
        if width > 0 and strokes:
            self.path("".join(strokes), cls=cls)

    def text(self, x: float, y: float, words: str, *, cls: str = "c-tick", anchor: Anchor = "start") -> None:
        """Write words; anchor says which end of them stands at x; centred ones stay inside the drawing."""
        if anchor == "middle":
            half = text_width(words) / 2
            x = max(half, min(x, self.width - half))
        attributes = _attributes({"x": x, "y": y, "class": cls, "text-anchor": anchor})
        self._parts.append(Markup("<text{}>{}</text>").format(attributes, words))

    def svg(self) -> Markup:
        """Close the drawing."""
        size = f"{number(self.width)} {number(self.height)}"
        tone = f"chart {self.tone}".strip()
        head = Markup(
            '<svg class="{}" viewBox="0 0 {}" width="{}" height="{}" role="img" aria-label="{}">'
        ).format(tone, size, number(self.width), number(self.height), self.label)
        return head + Markup("").join(self._parts) + Markup("</svg>")

    def _add(self, name: str, attributes: dict[str, float | str]) -> None:
        self._parts.append(Markup("<{}{}/>").format(Markup(name), _attributes(attributes)))  # noqa: S704  ours


def _attributes(values: dict[str, float | str]) -> Markup:
    written = ((name, value if isinstance(value, str) else number(value)) for name, value in values.items())
    return Markup("").join(Markup(' {}="{}"').format(name, escape(value)) for name, value in written)
