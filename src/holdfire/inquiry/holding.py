"""Who held how much ground, and how many places and people on it, day by day, by each source."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.case.folder import Case
from holdfire.contact.exposure import Floats
from holdfire.contact.holdings import Ground, Holdings, ground_km2, holdings, holds, surface
from holdfire.inquiry.captured import towns_around
from holdfire.inquiry.mapped import Mapped, iso, mapped, outline

LEAST_KM2 = 0.1  # less is how two drawings of one line differ in their last digits
LEAST_PEOPLE = 1  # a place of a gazetteer counts from so many people on


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedHoldings:
    """What is asked: whose ground (everybody's without names), where, on one day or from when until when."""

    actors: tuple[str, ...] = ()
    on: date | None = None
    since: date | None = None
    until: date | None = None
    area: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one holder has by one source over the days [since, until).

    holder: its label; None for ground that is nobody's, or contested (name says which). km2_range: the least
    and most by the errors that the source states for its lines; None where the days have several maps, or it
    states none. share: of the ground that the source draws in the area. places, people: of the gazetteers,
    None without one; places_range, people_range: as km2_range.
    """

    source: str
    since: str
    until: str
    holder: str | None
    name: str
    km2: float
    share: float
    km2_range: tuple[float, float] | None = None
    places: int | None = None
    people: int | None = None
    places_range: tuple[int, int] | None = None
    people_range: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Places of gazetteers with their people."""

    lon: Floats
    lat: Floats
    people: NDArray[np.int64]

    def on(self, ground: Ground) -> tuple[int, int]:
        """Count the places on ground in degrees, and their people."""
        return self.counted(holds(ground, self.lon, self.lat))

    def counted(self, inside: NDArray[np.bool_]) -> tuple[int, int]:
        """Count places and people of some places."""
        return int(inside.sum()), int(self.people[inside].sum())


def list_holdings(case: Case, wanted: WantedHoldings = WantedHoldings()) -> tuple[Held, ...]:
    """List what everybody, or one party, holds: by source, then by day; no source is averaged.

    With `on`, one day is listed, and how far each figure may be off by the errors that the source states.
    """
    of = mapped(case, (wanted.actors,) if wanted.actors else (), wanted.source)
    since = wanted.on or wanted.since
    until = wanted.until if wanted.on is None else wanted.on + timedelta(days=1)
    days = of.days(since, until)
    within = None if wanted.area is None else outline(case, wanted.area)[1]
    towns = towns_of(case, of)
    return tuple(
        held
        for source, spells in of.maps.items()
        for found in holdings(spells, days)
        for held in _held(of, source, found, _Asked(within=within, towns=towns, errors=wanted.on is not None))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    within: Ground | None
    towns: Towns | None
    errors: bool

    def clipped(self, ground: Ground) -> Ground:
        return ground if self.within is None else surface(shapely.intersection(ground, self.within))


def _held(of: Mapped, source: str, found: Holdings, asked: _Asked) -> Iterator[Held]:
    drawn = ground_km2(asked.clipped(found.drawn))
    if asked.towns is not None and not asked.towns.on(found.drawn)[0]:
        asked = replace(asked, towns=None)  # gazetteers of other countries know nothing of this ground
    every: list[tuple[str | None, str, Ground]] = [
        (holder, of.name(holder), ground) for holder, ground in sorted(found.of.items())
    ]
    every += [(None, "contested", found.contested), (None, "nobody", found.nobody)]
    for holder, name, ground in every:
        here = asked.clipped(ground)
        km2 = ground_km2(here)
        if (of.parties and holder not in of.parties) or km2 < LEAST_KM2:
            continue
        places, people = asked.towns.on(here) if asked.towns else (None, None)
        held = Held(
            source=source,
            since=iso(found.days.first),
            until=iso(found.days.end),
            holder=holder,
            name=name,
            km2=km2,
            share=km2 / drawn if drawn else 0.0,
            places=places,
            people=people,
        )
        yield held if not asked.errors or holder is None else _with_ranges(held, holder, found, asked)


def _with_ranges(held: Held, holder: str, found: Holdings, asked: _Asked) -> Held:
    """Say between what and what an area, its places and its people may lie by the errors of the lines."""
    if found.stated_km is None:
        return held
    ends = found.between_errors(holder, asked.within)
    held = replace(held, km2_range=found.km2_between(ends, asked.clipped(found.alone(holder))))
    if asked.towns is None:
        return held
    x, y = found.plane.forward(asked.towns.lon, asked.towns.lat)
    least, most = (asked.towns.counted(holds(end, x, y)) for end in ends)
    return replace(held, places_range=(least[0], most[0]), people_range=(least[1], most[1]))


def towns_of(case: Case, of: Mapped) -> Towns | None:
    """Read the places of the gazetteers around all that the maps draw; None where there is no gazetteer."""
    spells = (spell for source in of.maps.values() for spell in source)
    corners = [at for spell in spells for polygon in spell.polygons for at in polygon[0]]
    found = towns_around(case, corners, LEAST_PEOPLE)
    if not found:
        return None
    return Towns(
        lon=np.array([town.lon for town in found]),
        lat=np.array([town.lat for town in found]),
        people=np.array([town.population for town in found], dtype=np.int64),
    )
