"""A simulated war, coded as a data set would, in the form in which a question reads its case."""

from datetime import date

import numpy as np

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import EventColumns
from holdfire.inquiry.war import War, labelled_spells
from holdfire.model.allegation import Area, AreaKind, Period
from holdfire.model.control import ControlSpell
from holdfire.model.event import UCDP_RADIUS_KM, EventKind, day_number
from holdfire.simulate.coding import CodedEvents
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.who import actors_of

KINDS = np.array([k.value for k in (EventKind.STATE_BASED, EventKind.NON_STATE, EventKind.ONE_SIDED)], object)


def as_asked(
    simulated: SimulatedWar,
    coded: CodedEvents,
    triple: tuple[str, str, str],
    *,
    since: date,
    spells: tuple[ControlSpell, ...],
) -> War:
    """Put a coded war as a question would read it: do A and B cooperate against C, anywhere, since a day?

    Names go through the registry as in a case; nothing is written to a disk. spells: the control maps,
    with the names of holders.
    """
    setting = simulated.setting
    a, b, c = triple
    reader = SideReader(
        Registry(actors_of(setting, simulated.realignments)), {party: (party,) for party in triple}
    )
    events = as_columns(simulated, coded)
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


def as_columns(simulated: SimulatedWar, coded: CodedEvents) -> EventColumns:
    """Give the rows as the event store would."""
    land, places = simulated.setting.land, simulated.places
    first_day = day_number(simulated.setting.since)
    settlement = np.array([name for name, _, _ in land.settlements], dtype=object)
    region = np.array([name for name, _, _ in land.regions], dtype=object)
    nothing = np.full(len(coded), "", dtype=object)
    radius = np.array([np.nan, *(UCDP_RADIUS_KM[code] for code in sorted(UCDP_RADIUS_KM))])
    return EventColumns(
        event_id=np.array([f"ucdp:{i}" for i in range(len(coded))], dtype=object),
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
        radius_km=radius[coded.where_prec],
        low=coded.low.astype(np.float64),
        best=coded.best.astype(np.float64),
        high=coded.high.astype(np.float64),
        side_a_id=nothing,
        side_b_id=nothing,
        initiator=nothing,
        acts=np.ones(len(coded), dtype=np.int64),
        clarity=np.ones(len(coded), dtype=np.int64),
    )
