"""Figures as a picture of its own: one SVG file with headings, sublines and colours, that needs no other."""

import re

from markupsafe import Markup

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.svg import number, text_width
from holdfire.dossier.page import style

MARGIN, HEAD = 16.0, 52.0
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_OWN = (
    "svg { color: var(--ink); background: var(--surface); } .paper { fill: var(--surface); }",
    ".heading { font: 650 16px var(--sans); fill: var(--ink); }",
    ".subline { font: 12px var(--sans); fill: var(--ink-3); }",
)
_NEEDED = (".chart", ".v-")  # rules of a page that a drawing needs: its shapes, the colour of its verdict


def picture(*figures: Figure) -> str:
    """Write figures, one below the other, as an SVG document; light or dark follows the reader's system."""
    wide = max(_width(figure) for figure in figures) + 2 * MARGIN
    tops, tall = [], 0.0
    for figure in figures:
        tops.append(tall)
        tall += _size(figure)[1] + HEAD + MARGIN
    rules = [line for line in style("pieces.css").splitlines() if line.startswith(_NEEDED)]
    css = Markup("\n".join((style("tokens.css"), *rules, *_OWN)))  # noqa: S704  our own files
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">'
        '<title>{2}</title><style>{3}</style><rect class="paper" width="{0}" height="{1}"/>'
    )
    title = "; ".join(figure.heading for figure in figures)
    parts = (_part(figure, top) for figure, top in zip(figures, tops, strict=True))
    return f"{head.format(number(wide), number(tall), title, css)}{Markup().join(parts)}</svg>\n"


def _part(figure: Figure, top: float) -> Markup:
    drawn = Markup(
        '<text class="heading" x="{0}" y="{1}">{3}</text><text class="subline" x="{0}" y="{2}">{4}</text>'
        '<g transform="translate({0} {5})">{6}</g>'
    )
    return drawn.format(
        number(MARGIN),
        number(top + 26),
        number(top + 44),
        figure.heading,
        figure.subline,
        number(top + HEAD),
        figure.svg,
    )


def _width(figure: Figure) -> float:
    return max(_size(figure)[0], text_width(figure.subline), 1.35 * text_width(figure.heading))


def _size(figure: Figure) -> tuple[float, float]:
    found = _SIZE.search(figure.svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)
