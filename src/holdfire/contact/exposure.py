"""What contact is read from and what comes out: rows as places, days and sides; contact as dated pieces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NOBODY = -1  # the code of a side that is no actor: mixed, civilians, or ground that no one holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days [first, end), counted since 1970-01-01."""

    first: int
    end: int

    def __len__(self) -> int:
        return self.end - self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of the data; all arrays have one entry a row.

    x, y: km east and north. day: first day of the event, since 1970-01-01. one, other: codes of the two
    sides, indices into Roster.names or NOBODY.
    """

    x: Floats
    y: Floats
    day: Ints
    one: Ints
    other: Ints

    def __len__(self) -> int:
        return len(self.x)

    def between(self, first: int, second: int) -> Bools:
        """Mark the rows of a dyad, whichever side is named first."""
        return ((self.one == first) & (self.other == second)) | ((self.one == second) & (self.other == first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The actors and the dyads that are looked at. pairs: (dyads, 2) indices into names."""

    names: tuple[str, ...]
    pairs: Ints

    def dyad_of(self, one: Ints, other: Ints) -> Ints:
        """Number the dyad that two codes make, in either order; -1 where it is none of these."""
        table = np.full((len(self.names) + 1, len(self.names) + 1), -1, dtype=np.int64)
        number = np.arange(len(self.pairs))
        table[self.pairs[:, 0], self.pairs[:, 1]] = number
        table[self.pairs[:, 1], self.pairs[:, 0]] = number
        spare = len(self.names)  # the row and column of nobody: no dyad
        return table[np.where(one < 0, spare, one), np.where(other < 0, spare, other)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Contact of dyads, piece by piece; dyad, x, y and amount have one entry a piece.

    dyad: index into Roster.pairs. x, y: km, where the piece lies. amount: cell-days (co-presence) or km-days
    (fronts). covered: (rows,) bool, a row of a dyad that falls where and when that dyad was in contact.
    """

    dyad: Ints
    x: Floats
    y: Floats
    amount: Floats
    covered: Bools
