"""What every side name of a case's events was taken for, and how much of the data nobody has said yet."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.meanings import HOWS
from holdfire.actors.near import NearName, near_names
from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader, SideReading
from holdfire.base.event_sides import sides_of
from holdfire.base.events import EventColumns, EventStore, Ints
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.errors import InputError
from holdfire.inquiry.reading import registry


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledSide:
    """One side name, what it was taken for and why, and the registered names that it comes near to."""

    reading: SideReading
    near: tuple[NearName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many sides the data name, by how they were read, and the rows that have a side read so.

    unknown_share: the share of rows with a side that nobody knows ("proposed").
    """

    sides: int
    sides_by_how: Mapping[str, int]
    events: int
    events_by_how: Mapping[str, int]
    unknown_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """The side names of the data, the most frequent first, with totals; events of sides add up to sides."""

    sides: tuple[RolledSide, ...]
    totals: Totals


def roll_up(case: Case, *, country: str | None = None) -> Rollup:
    """Say what each side name of a case's events was taken for, how and why.

    country: only events there, as the data spell it. Raises InputError where there are no events, or none in
    that country.
    """
    files = event_tables(case)
    if not files:
        raise InputError("this case has no events; import some with: holdfire import ucdp FILE")
    store = EventStore(files)
    events = store.columns(countries=None if country is None else [country])
    if not len(events):
        lands = sorted({place.country for place in store.place_names() if place.level == "country"})
        raise InputError(f"no event lies in {country!r}; the data have: {', '.join(lands) or 'no country'}")
    return rolled(events, registry(case))


def rolled(events: EventColumns, actors: Registry) -> Rollup:
    """Read every side of some events: one entry a name, label and reason."""
    reader, sides = SideReader(actors, {}), sides_of(events)
    readings, hows = reader.told(*sides.columns)
    near = near_names(sorted({name for reading in readings for name in reading.unknown}), actors)
    return Rollup(
        sides=tuple(
            RolledSide(reading=r, near=tuple(n for name in r.unknown for n in near.get(name, ())))
            for r in readings
        ),
        totals=_totals(len(events), sides.row, hows),
    )


def _totals(events: int, rows: Ints, hows: NDArray[np.str_]) -> Totals:
    sides_by_how: dict[str, int] = {}
    events_by_how: dict[str, int] = {}
    for how in HOWS:
        if np.any(so := hows == how):
            there = np.zeros(events, dtype=np.bool_)
            there[rows[so]] = True
            sides_by_how[how], events_by_how[how] = int(so.sum()), int(there.sum())
    return Totals(
        sides=len(rows),
        sides_by_how=sides_by_how,
        events=events,
        events_by_how=events_by_how,
        unknown_share=events_by_how.get("proposed", 0) / events,
    )
