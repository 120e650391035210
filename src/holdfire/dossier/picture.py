"""A figure as a picture of its own: one SVG file with heading, subline and colours, that needs no other."""

import re

from markupsafe import Markup

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.svg import number, text_width
from holdfire.dossier.page import style

MARGIN, HEAD = 16.0, 52.0
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


def picture(figure: Figure) -> str:
    """Write a figure as an SVG document; light or dark follows the reader's system, as in a dossier."""
    found = _SIZE.search(figure.svg)
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    wide = max(width, text_width(figure.subline), 1.35 * text_width(figure.heading)) + 2 * MARGIN
    tall = height + HEAD + MARGIN
    rules = [line for line in style("pieces.css").splitlines() if line.startswith(".chart")]
    own = (
        "svg { color: var(--ink); background: var(--surface); } .paper { fill: var(--surface); }",
        ".heading { font: 650 16px var(--sans); fill: var(--ink); }",
        ".subline { font: 12px var(--sans); fill: var(--ink-3); }",
    )
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">'
        "<title>{2}</title><style>{3}</style>"
        '<rect class="paper" width="{0}" height="{1}"/>'
        '<text class="heading" x="{4}" y="26">{2}</text><text class="subline" x="{4}" y="44">{5}</text>'
        '<g transform="translate({4} {6})">{7}</g></svg>\n'
    )
    css = Markup("\n".join((style("tokens.css"), *rules, *own)))  # noqa: S704  our own files
    return str(
        head.format(
            number(wide),
            number(tall),
            figure.heading,
            css,
            number(MARGIN),
            figure.subline,
            number(HEAD),
            figure.svg,
        )
    )
