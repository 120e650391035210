"""A picture with everything that must stand beside it: heading, subline, and the same numbers as a table."""

from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 320.0  # px of every picture but the record's: two fit beside each other on A4 and none is scaled down


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A heading that says what is seen, a subline (what, when, source), the drawing, and its table."""

    heading: str
    subline: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
