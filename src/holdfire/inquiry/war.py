"""The rows that one question is about, with every side read as a party or an actor."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.base.events import EventColumns
from holdfire.model.allegation import Area, Period
from holdfire.model.control import ControlSpell


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """All rows of the countries that the asked area touches, at any date, as seen by one question.

    one, other: (rows,) labels of side_a and side_b: a party of the question, a root actor, "mixed" or
    "civilians". inside: (rows,) bool, in the asked area (any date). spells: control with holders as labels.
    a, b, c: labels of the parties; c is "" where nobody is named. armed: labels that can be party to a clash.
    """

    events: EventColumns
    one: NDArray[np.object_]
    other: NDArray[np.object_]
    inside: NDArray[np.bool_]
    spells: tuple[ControlSpell, ...]
    a: str
    b: str
    c: str
    armed: frozenset[str]
    period: Period
    area: Area

    def between(self, first: str, second: str) -> NDArray[np.bool_]:
        """Mark the rows in which two parties stand against each other, on whichever side."""
        return ((self.one == first) & (self.other == second)) | ((self.one == second) & (self.other == first))
