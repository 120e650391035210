"""Values that a notebook shows as HTML; who draws them is said from outside, since nothing here may draw."""

from collections.abc import Callable
from typing import ClassVar


class Shown:
    """A value with an HTML representation. drawn_by: what makes it; the package itself sets it once."""

    __slots__ = ()
    drawn_by: ClassVar[Callable[[object], str] | None] = None

    def _repr_html_(self) -> str | None:
        """Give the HTML that Jupyter and other notebooks ask for; None: they show the text instead."""
        draw = Shown.drawn_by
        return None if draw is None else draw(self)
