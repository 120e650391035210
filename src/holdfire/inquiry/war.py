"""The rows that one question is about, with every side read as a party or an actor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.sides import CIVILIANS, MIXED, SideReader
from holdfire.base.event_sides import NOBODY
from holdfire.base.events import EventColumns, EventStore
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.case.matched import same_events
from holdfire.contact.grid import SQUARE_KM
from holdfire.control import read_control
from holdfire.errors import QuestionError
from holdfire.inquiry.areas import inside
from holdfire.inquiry.reading import registry
from holdfire.inquiry.side_names import SideNames, read_sides
from holdfire.model.allegation import Area, Period, Triple
from holdfire.model.capture import Capture
from holdfire.model.control import ControlSpell
from holdfire.model.event import FOUGHT, day_number

MAPS_KEPT = 8
NOT_ARMED = frozenset({CIVILIANS, MIXED, NOBODY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as a point."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Who is said to have moved through whose ground, from where to where, on days [first, end).

    mover, holder: names; label: what `spells` call the holder. event_day, event_lon, event_lat: its events
    that are on the map. within_area: ways stay inside the asked area, too. roads: lines that ways follow, as
    longitude and latitude; None: over open ground.
    """

    mover: str
    holder: str
    label: str
    start: Spot
    goal: Spot
    first: int
    end: int
    spells: tuple[ControlSpell, ...]
    event_day: NDArray[np.int64]
    event_lon: NDArray[np.float64]
    event_lat: NDArray[np.float64]
    within_area: bool = False
    roads: tuple[tuple[tuple[float, float], ...], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """All rows of the countries that the asked area touches, at any date, as seen by one question.

    one, other: (rows,) labels of side_a and side_b: a party of the question, a root actor, "mixed" or
    "civilians"; "" where the row names nobody. inside: (rows,) bool, in the asked area (any date).
    spells: control with holders as labels. a, b, c: labels of the parties; c is "" where nobody is named.
    armed: labels that can be party to a clash. counted_once: rows of the countries that are left out, since
    they tell of an event that another data set's row tells of. captures: towns that changed hands, with
    labels as sides; newer: those that came to pass after the question was registered. registered: day of
    the question's registration; None where nothing depends on it. square_km: how large the squares of
    co-presence are. names: how the side names were read; None where nobody noted it. crossing: who moved
    through whose ground; None where that is not asked. cell_km: how large the cells of its ways are.
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
    counted_once: int = 0
    captures: tuple[Capture, ...] = ()
    newer: tuple[Capture, ...] = ()
    registered: date | None = None
    square_km: float = SQUARE_KM
    names: SideNames | None = None
    crossing: Crossing | None = None
    cell_km: float = 2.0

    def between(self, first: str, second: str) -> NDArray[np.bool_]:
        """Mark the rows in which two parties stand against each other, on whichever side."""
        forward = (self.one == first) & (self.other == second)
        return forward | ((self.one == second) & (self.other == first))


def label(party: Sequence[str]) -> str:
    """Name a party: its actor's id, or the ids of the actors that were merged into it."""
    return "+".join(party)


def counted_events(case: Case) -> EventStore:
    """Open the events of a case, if any, each event once though several rows tell of it."""
    return EventStore(event_tables(case), same_events(case))


def event_store(case: Case) -> EventStore:
    """Open the events of a case; raise QuestionError where there are none."""
    if not event_tables(case):
        raise QuestionError("this case has no events; import some with: holdfire import ucdp FILE")
    return counted_events(case)


def load_war(
    case: Case, triple: Triple | None, area: Area, period: Period, store: EventStore | None = None
) -> War:
    """Read what a question needs from its case, once, with every side name taken for an actor.

    Without a triple nobody is a party: a, b and c are "", and every name is read as its topmost parent.
    store: the events, where they are not to be read as the case counts them.
    """
    actors = registry(case)
    store = store or event_store(case)
    events = store.columns(countries=area.countries or None)
    parties = () if triple is None else (triple.a, triple.b, triple.against)
    a, b, c = map(label, parties or ((), (), ()))
    reader = SideReader(actors, {label(party): party for party in parties if party})
    one, other, names = read_sides(events, reader, [party for party in (a, b, c) if party])
    fighting = np.isin(events.kind.astype(str), [kind.value for kind in FOUGHT])
    unarmed = NOT_ARMED | {actor.id for actor in actors.actors if actor.kind == "civilians"}
    return War(
        events=events,
        one=one,
        other=other,
        inside=inside(area, events),
        spells=labelled_spells(read_spells(case), reader),
        a=a,
        b=b,
        c=c,
        armed=frozenset({*one[fighting].tolist(), *other[fighting].tolist()} - unarmed),
        period=period,
        area=area,
        counted_once=len(store.counted_elsewhere(countries=area.countries or None)),
        names=names,
    )


def read_spells(case: Case) -> tuple[ControlSpell, ...]:
    """Read every control map of a case."""
    files = [case.path / name for name in case.names("control/*.geojson")]
    known = [(file, file.stat()) for file in files]
    return tuple(spell for file, now in known for spell in _spells_of(file, now.st_size, now.st_mtime_ns))


@lru_cache(maxsize=MAPS_KEPT)
def _spells_of(file: Path, _size: int, _written: int) -> tuple[ControlSpell, ...]:
    """Read a map once as long as it stays as it is: a question asks for it several times."""
    return tuple(read_control(file))


def labelled_spells(spells: tuple[ControlSpell, ...], reader: SideReader) -> tuple[ControlSpell, ...]:
    """Replace each holder by the label that the events carry, so that ground and fights name it alike."""
    held = [spell for spell in spells if spell.holder is not None]
    names = np.array([spell.holder for spell in held], dtype=object)
    days = np.array([day_number(spell.since) for spell in held], dtype=np.int64)
    labels = iter(reader.read(names, days))
    return tuple(spell if spell.holder is None else replace(spell, holder=next(labels)) for spell in spells)
