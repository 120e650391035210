"""The two sides of event rows as one list: what a reader of side names needs of each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.base.events import EventColumns, Ints, Texts

NOBODY = ""  # the name, and the label, of a side that the data leave empty, such as the target of a mine
SCHEME = "ucdp:"  # event ids begin with their scheme; the ids of actors in a registry are those of this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sides that rows name, side_a of all rows first; an empty one is left out.

    row: which row each is of; second: whether it is its side_b. name, day, country, source_id: as in the row,
    source_id "" in schemes whose ids a registry does not have.
    """

    row: Ints
    second: NDArray[np.bool_]
    name: Texts
    day: Ints
    country: Texts
    source_id: Texts

    @property
    def columns(self) -> tuple[Texts, Ints, Texts, Texts]:
        """What a reader of side names takes, in its order."""
        return self.name, self.day, self.country, self.source_id

    def by_row(self, labels: Texts, rows: int) -> tuple[Texts, Texts]:
        """Put one label a side back to rows: of side_a, of side_b; "" where a row names nobody."""
        both = np.full((2, rows), NOBODY, dtype=object)
        both[self.second.astype(np.int64), self.row] = labels
        return both[0], both[1]


def sides_of(events: EventColumns) -> Sides:
    """List the sides of some events."""
    rows = np.tile(np.arange(len(events)), 2)
    names = np.r_[events.side_a, events.side_b]
    named = names != NOBODY
    return Sides(
        row=rows[named],
        second=(np.arange(len(rows)) >= len(events))[named],
        name=names[named],
        day=events.day[rows][named],
        country=events.country[rows][named],
        source_id=source_ids(events)[named],
    )


def source_ids(events: EventColumns) -> Texts:
    """Give the source's ids of side_a of all rows, then of side_b; "" in schemes that a registry has not."""
    ids = np.r_[events.side_a_id, events.side_b_id]
    if not np.any(ids != ""):
        return ids
    ours = np.fromiter((i.startswith(SCHEME) for i in events.event_id), np.bool_, len(events))
    return np.where(np.r_[ours, ours], ids, "")
