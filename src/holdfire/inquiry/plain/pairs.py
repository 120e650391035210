"""Tables of pairs of actors: who stands against whom in each row, A–B first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.inquiry.plain.tables import CALL, Bools, Faults, Ints, Table
from holdfire.model.actor import Dyad


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs of a table, A–B first, the others sorted.

    actors: sorted names. sides: (pairs, 2) indices into actors. of_rows: (rows,) the pair of each row.
    """

    actors: tuple[str, ...]
    dyads: tuple[Dyad, ...]
    sides: Ints
    of_rows: Ints

    def __len__(self) -> int:
        return len(self.dyads)

    def among(self, chosen: Sequence[Dyad]) -> Bools:
        """Mark the pairs that are among these."""
        return np.array([dyad in chosen for dyad in self.dyads], dtype=np.bool_)

    def all_marked(self, flags: Bools) -> Bools:
        """Mark the pairs whose rows are all marked."""
        return np.bincount(self.of_rows[~flags], minlength=len(self)) == 0


def pairs_of(table: Table, a: str, b: str, faults: Faults) -> Pairs:
    """Read the columns `one` and `other`; each row needs two actors, and A and B must be among them."""
    sides = (table.labels(name).tolist() for name in ("one", "other"))
    rows = [Dyad(one, other) for one, other in zip(*sides, strict=True)]
    for row, dyad in enumerate(rows):
        if dyad.first == dyad.second and dyad.first:
            faults.add(table.source, "is the actor of “one” too", row=row, column="other", value=dyad.first)
    there = {name for dyad in rows for name in (dyad.first, dyad.second)} - {""}
    for name, actor in (("a", a), ("b", b)):
        if there and actor not in there:
            faults.add(CALL, f"{name} stands in no row; there are: {', '.join(sorted(there))}", value=actor)
    if a == b:
        faults.add(CALL, "a and b must be two actors", value=a)
    actors, asked = tuple(sorted(there | {a, b})), Dyad(a, b)
    dyads = (asked, *sorted(set(rows) - {asked}))
    number = {dyad: place for place, dyad in enumerate(dyads)}
    index = {actor: place for place, actor in enumerate(("", *actors), start=-1)}
    return Pairs(
        actors=actors,
        dyads=dyads,
        sides=np.array([(index[dyad.first], index[dyad.second]) for dyad in dyads], dtype=np.int64),
        of_rows=np.array([number[dyad] for dyad in rows], dtype=np.int64),
    )
