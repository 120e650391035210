"""A simulated war, coded as data sets would, in the form in which a question reads its case."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import numpy as np

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import EventColumns
from holdfire.inquiry.war import War, labelled_spells
from holdfire.model.allegation import Area, AreaKind, Period
from holdfire.model.control import ControlSpell
from holdfire.model.event import UCDP_RADIUS_KM, EventKind, day_number
from holdfire.model.table import MEMBERS
from holdfire.simulate.coding import CodedEvents, Names
from holdfire.simulate.fought import Deed, SimulatedWar
from holdfire.simulate.setting import Ints
from holdfire.simulate.who import actors_of

KINDS = np.array([k.value for k in (EventKind.STATE_BASED, EventKind.NON_STATE, EventKind.ONE_SIDED)], object)


RADIUS = np.array([np.nan, *(UCDP_RADIUS_KM[code] for code in sorted(UCDP_RADIUS_KM))])
SECOND_KINDS = {
    Deed.CLASH: EventKind.BATTLE,
    Deed.STRIKE: EventKind.REMOTE,
    Deed.ASSAULT: EventKind.ONE_SIDED,
}
"""What the second data set's kinds are read as; the first's follow from its codes 1, 2, 3."""

SECOND_WHERE = np.array([0, 1, 2, 2, 4])  # by the precision of the coder: its three codes, as they are read
SECOND_DATES = np.array([0, 1, 3, 4])
RELEASE_DATES = 2  # a release may come some days after the strikes


def as_asked(
    simulated: SimulatedWar,
    events: EventColumns,
    triple: tuple[str, str, str],
    *,
    since: date,
    spells: tuple[ControlSpell, ...],
) -> War:
    """Put a war's rows as a question would read them: do A and B cooperate against C, anywhere, since a day?

    Names go through the registry as in a case; nothing is written to a disk. spells: the control maps,
    with the names of holders.
    """
    setting = simulated.setting
    a, b, c = triple
    reader = SideReader(registry_of(simulated), {party: (party,) for party in triple})
    return War(
        events=events,
        one=reader.read(events.side_a, events.day),
        other=reader.read(events.side_b, events.day),
        inside=np.ones(len(events), dtype=np.bool_),
        spells=labelled_spells(spells, reader),
        a=a,
        b=b,
        c=c,
        armed=frozenset(party.id for party in setting.parties),
        period=Period(since=since, until=setting.until),
        area=Area(
            kind=AreaKind.COUNTRY,
            name=setting.land.name,
            asked=setting.land.name,
            countries=(setting.land.name,),
        ),
    )


def registry_of(simulated: SimulatedWar) -> Registry:
    """Give the registry that comes with a simulated war."""
    return Registry(actors_of(simulated.setting, simulated.realignments))


def joined(tables: Sequence[EventColumns]) -> EventColumns:
    """Put the rows of several data sets together, in order of their days."""
    if len(tables) == 1:
        return tables[0]
    names = [field.name for field in fields(EventColumns)]
    every = EventColumns(
        **{name: np.concatenate([getattr(table, name) for table in tables]) for name in names}
    )
    return every.take(np.argsort(every.day, kind="stable"))


def second_columns(simulated: SimulatedWar, coded: CodedEvents) -> EventColumns:
    """Give the rows of the second data set as the event store would: ACLED's kinds, codes and gaps."""
    events = as_columns(simulated, coded)
    kinds = np.array([SECOND_KINDS[Deed(deed)] for deed in range(len(SECOND_KINDS))], dtype=object)
    where = SECOND_WHERE[coded.where_prec]
    unknown = np.full(len(coded), np.nan)
    return replace(
        events,
        event_id=_ids("acled", len(coded)),
        kind=kinds[simulated.events.deed[coded.truth]],
        side_a=_members(coded.side_a),
        side_b=_members(coded.side_b),
        end_day=events.day,
        where_prec=where,
        date_prec=SECOND_DATES[coded.date_prec],
        radius_km=RADIUS[where],
        low=unknown,
        high=unknown,
        clarity=np.zeros(len(coded), dtype=np.int64),
    )


def release_columns(simulated: SimulatedWar, striker: int, told: Ints, days: Ints) -> EventColumns:
    """Give a party's releases on its strikes as the event store would. told: indices of the events."""
    land, places, events = simulated.setting.land, simulated.places, simulated.events
    place, count = events.place[told], len(told)
    target = np.where(events.one[told] == striker, events.other[told], events.one[told])
    names = np.array([party.name for party in simulated.setting.parties], dtype=object)
    nothing, unknown = np.full(count, "", dtype=object), np.full(count, np.nan)
    zero, one = np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.int64)
    day = days + day_number(simulated.setting.since)
    return EventColumns(
        event_id=_ids("strikes", count),
        kind=np.full(count, EventKind.REMOTE.value, dtype=object),
        side_a=np.full(count, names[striker], dtype=object),
        side_b=names[target],
        country=np.full(count, land.name, dtype=object),
        adm_1=np.array([name for name, _, _ in land.regions], dtype=object)[places.region[place]],
        adm_2=nothing,
        place=np.array([name for name, _, _ in land.settlements], dtype=object)[place],
        sources=nothing,
        day=day,
        end_day=day,
        where_prec=zero,
        date_prec=RELEASE_DATES * one,
        lat=np.round(land.lat(places.position[place][:, 1]), 5),
        lon=np.round(land.lon(places.position[place][:, 0]), 5),
        radius_km=unknown,
        low=unknown,
        best=unknown,
        high=unknown,
        side_a_id=nothing,
        side_b_id=nothing,
        initiator=np.full(count, "side_a", dtype=object),
        acts=one,
        clarity=zero,
    )


def _ids(scheme: str, count: int) -> Names:
    return np.array([f"{scheme}:{i}" for i in range(count)], dtype=object)


def _members(names: Names) -> Names:
    """Write a coalition, "X, Y", as the second data set's columns are joined."""
    return np.array([name.replace(", ", MEMBERS) for name in names.tolist()], dtype=object)


def as_columns(simulated: SimulatedWar, coded: CodedEvents) -> EventColumns:
    """Give the rows of the first data set as the event store would."""
    land, places = simulated.setting.land, simulated.places
    first_day = day_number(simulated.setting.since)
    settlement = np.array([name for name, _, _ in land.settlements], dtype=object)
    region = np.array([name for name, _, _ in land.regions], dtype=object)
    nothing = np.full(len(coded), "", dtype=object)
    return EventColumns(
        event_id=_ids("ucdp", len(coded)),
        kind=KINDS[coded.kind - 1],
        side_a=coded.side_a,
        side_b=coded.side_b,
        country=np.full(len(coded), land.name, dtype=object),
        adm_1=region[places.region[coded.place]],
        adm_2=settlement[places.district[coded.place]],
        place=settlement[coded.place],
        sources=coded.office,
        day=coded.day + first_day,
        end_day=coded.end_day + first_day,
        where_prec=coded.where_prec,
        date_prec=coded.date_prec,
        lat=coded.lat,
        lon=coded.lon,
        radius_km=RADIUS[coded.where_prec],
        low=coded.low.astype(np.float64),
        best=coded.best.astype(np.float64),
        high=coded.high.astype(np.float64),
        side_a_id=nothing,
        side_b_id=nothing,
        initiator=nothing,
        acts=np.ones(len(coded), dtype=np.int64),
        clarity=np.ones(len(coded), dtype=np.int64),
    )
