"""What lay within reach of an actor's ground: another's ground, places and people, by each source."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfire.case.folder import Case
from holdfire.contact.exposure import Days
from holdfire.contact.holdings import ground_km2, holdings, holds
from holdfire.errors import QuestionError
from holdfire.inquiry.holding import towns_of
from holdfire.inquiry.mapped import mapped
from holdfire.model.event import day_number


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedReach:
    """What is asked: what of `other` lies within so many km of ground of `actor`, on one day."""

    actor: tuple[str, ...]
    other: tuple[str, ...]
    km: float
    on: date
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Ground of one actor within reach of another's, by one source on one day; whole: all ground it has."""

    source: str
    on: str
    actor: str
    other: str
    km: float
    km2: float
    whole_km2: float
    places: int | None = None
    people: int | None = None


def list_reach(case: Case, wanted: WantedReach) -> tuple[Reached, ...]:
    """Measure whose ground, places and people lie within reach of an actor's ground, by each source.

    Distances are straight lines over whatever lies between; whether a weapon is there is not asked.
    """
    if not 0 <= wanted.km < np.inf:
        raise QuestionError(f"a reach is 0 km or more, not {wanted.km:g}")
    of = mapped(case, (wanted.actor, wanted.other), wanted.source)
    day, towns = day_number(wanted.on), towns_of(case, of)
    actor, other = of.parties
    found: list[Reached] = []
    for source, spells in of.maps.items():
        for ground in holdings(spells, Days(first=day, end=day + 1)):
            near = ground.within_reach(actor, other, wanted.km)
            places, people = None, None
            if towns is not None:
                places, people = towns.counted(holds(near, *ground.plane.forward(towns.lon, towns.lat)))
            found.append(
                Reached(
                    source=source,
                    on=wanted.on.isoformat(),
                    actor=of.name(actor),
                    other=of.name(other),
                    km=wanted.km,
                    km2=near.area,
                    whole_km2=ground_km2(ground.alone(other)),
                    places=places,
                    people=people,
                )
            )
    return tuple(found)
