"""How the side names of rows were read, kept beside their labels: who reads them otherwise can say so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.meanings import Meaning
from holdfire.actors.sides import MIXED, SideReader
from holdfire.base.event_sides import sides_of
from holdfire.base.events import EventColumns

Texts = NDArray[np.object_]

ROLLED = ("parent", "known_parent")  # ways of reading a name that is not its label's own


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNames:
    """How the side names of rows were read; both (rows, 2), side_a first.

    rolled: bool, the name is not its label's own but that of a part of it, or of several. among: of a name
    that counts for nobody, since its members have several labels, the one party of the question that is a
    member; "" for all else.
    """

    rolled: NDArray[np.bool_]
    among: Texts

    def take(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Self:
        """Keep some rows."""
        return replace(self, rolled=self.rolled[keep], among=self.among[keep])


def read_sides(
    events: EventColumns, reader: SideReader, parties: Sequence[str]
) -> tuple[Texts, Texts, SideNames]:
    """Give the labels of side_a and of side_b of all rows, and how they were read."""
    sides = sides_of(events)
    meanings, where = reader.meant(*sides.columns)

    def by_row(said: Sequence[str]) -> tuple[Texts, Texts]:
        return sides.by_row(np.array(said, dtype=object)[where], len(events))

    one, other = by_row([meaning.label for meaning in meanings])
    rolled = by_row(["rolled" if meaning.how in ROLLED else "" for meaning in meanings])
    among = by_row([_party_among(meaning, parties) for meaning in meanings])
    return one, other, SideNames(rolled=np.stack(rolled, axis=1) != "", among=np.stack(among, axis=1))


def _party_among(meaning: Meaning, parties: Sequence[str]) -> str:
    """Name the one party among the members of a name that counts for nobody; "" for none or two."""
    members = [party for party in parties if party in meaning.members]
    return members[0] if meaning.label == MIXED and len(members) == 1 else ""
