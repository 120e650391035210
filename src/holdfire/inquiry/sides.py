"""Both sides of event rows as the reader of side names takes them: with day, country and the source's id."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.sides import SideReader, SideReading, Texts
from holdfire.base.events import EventColumns

NOBODY = ""  # the label of a side that the data leave empty, such as the target of a mine
SCHEME = "ucdp:"  # event ids begin with their scheme; the ids of actors in a registry are those of this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sides that rows name, an empty one left out.

    row: which row each is of; second: whether it is its side_b.
    """

    row: NDArray[np.int64]
    second: NDArray[np.bool_]
    name: Texts
    day: NDArray[np.int64]
    country: Texts
    source_id: Texts

    def labels(self, reader: SideReader, rows: int) -> tuple[Texts, Texts]:
        """Give the labels of side_a and of side_b for each of so many rows; "" where a row names nobody."""
        found = reader.read(self.name, self.day, self.country, self.source_id)
        both = np.full((2, rows), NOBODY, dtype=object)
        both[self.second.astype(np.int64), self.row] = found
        return both[0], both[1]

    def explain(self, reader: SideReader) -> tuple[SideReading, ...]:
        """Say what every name was taken for; the events of the readings add up to the number of sides."""
        return reader.explain(self.name, self.day, self.country, self.source_id)

    def how(self, reader: SideReader) -> Texts:
        """Say for each side how it was read."""
        return reader.how(self.name, self.day, self.country, self.source_id)


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
        source_id=_source_ids(events)[named],
    )


def _source_ids(events: EventColumns) -> Texts:
    """Give the ids of side_a, then of side_b; "" in schemes whose ids a registry does not have."""
    ids = np.r_[events.side_a_id, events.side_b_id]
    if not np.any(ids != ""):
        return ids
    ours = np.fromiter((i.startswith(SCHEME) for i in events.event_id), np.bool_, len(events))
    return np.where(np.r_[ours, ours], ids, "")
