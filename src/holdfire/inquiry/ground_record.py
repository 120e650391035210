"""What the control maps of a case can be asked by checks: who holds a place, how much of an area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial

import numpy as np
import shapely

from holdfire.actors.holders import holder_label
from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.places import countries_in
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.checks.evidence import GroundRecord, HeldShare, Seen
from holdfire.checks.held_words import ASSUMED_KM
from holdfire.contact.exposure import Days
from holdfire.contact.grid import Projection
from holdfire.contact.ground import by_source, drawn_in, stretches
from holdfire.contact.holdings import Ground, ground_km2, holdings, on_plane, shapes_of, surface
from holdfire.control import close_spells
from holdfire.errors import AreaError
from holdfire.inquiry.area_sources import Imported, imported, resolve_imported
from holdfire.inquiry.reading import registry
from holdfire.inquiry.war import event_store, labelled_spells, read_spells
from holdfire.lexicon.countries import country_name
from holdfire.lexicon.normal import fold
from holdfire.model.control import ControlSpell
from holdfire.model.event import date_of, day_number

STALE_DAYS = 31  # so long the last map of a source is taken to hold
AROUND_KM = 25.0  # ground of others is looked for so far beyond a map's error
DEGREE_KM = 110.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Map:
    """The map of one source. holders: as claims name actors; open_end: no end is stated."""

    source: str
    spells: tuple[ControlSpell, ...]
    holders: tuple[str | None, ...]
    open_end: tuple[bool, ...]
    shapes: Sequence[Ground]
    of_shape: np.ndarray
    tree: shapely.STRtree
    reach_km: float


def ground_record(case: Case) -> GroundRecord | None:
    """Make what checks may ask the maps of a case; None where it has none."""
    spells = [spell for spell in read_spells(case) if spell.polygons]
    if not spells:
        return None
    actors, of = registry(case), imported(case)
    maps = tuple(_map(source, ground, actors) for source, ground in by_source(spells).items())
    return GroundRecord(
        sources=tuple(one.source for one in maps),
        at=partial(_at, maps),
        share=partial(_share, _Country(maps=maps, actors=actors, of=of, countries=_countries(case, of))),
    )


def _map(source: str, spells: Sequence[ControlSpell], actors: Registry) -> _Map:
    label = holder_label(actors)
    last = max(spell.since for spell in spells)
    closed = tuple(
        spell if spell.until is not None else replace(spell, until=last + timedelta(days=STALE_DAYS))
        for spell in close_spells(spells)
    )
    shapes = [shapes_of(spell.polygons) for spell in closed]
    return _Map(
        source=source,
        spells=closed,
        holders=tuple(None if s.holder is None else label(s.holder) for s in closed),
        open_end=tuple(spell.until is None for spell in spells),
        shapes=np.concatenate(shapes).tolist(),
        of_shape=np.repeat(np.arange(len(closed)), [len(one) for one in shapes]),
        tree=shapely.STRtree(np.concatenate(shapes)),
        reach_km=AROUND_KM + max((s.error_km or ASSUMED_KM for s in closed), default=ASSUMED_KM),
    )


def _at(maps: Sequence[_Map], name: str, lon: float, lat: float, days: tuple[date, date]) -> Sequence[Seen]:
    """Say who holds a place over [since, until), stretch by stretch, by each source."""
    return tuple(seen for one in maps for seen in _of_map(one, name, (lon, lat), days))


def _of_map(one: _Map, name: str, place: tuple[float, float], days: tuple[date, date]) -> Sequence[Seen]:
    high = one.reach_km / DEGREE_KM
    wide = high / max(np.cos(np.radians(place[1])), 0.05)
    # Ground beyond the 180th meridian is drawn at the other end of the map.
    boxes = [
        shapely.box(lon - wide, place[1] - high, lon + wide, place[1] + high)
        for lon in (place[0] - 360, place[0], place[0] + 360)
    ]
    asked = Days(first=day_number(days[0]), end=day_number(days[1]))
    after = Days(first=asked.end, end=asked.end + 4 * STALE_DAYS)
    away = _away(one, np.unique(one.tree.query(boxes)[1]), place, Days(first=asked.first, end=after.end))
    near = sorted(away)
    ground = [one.spells[n] for n in near]
    found: list[Seen] = []
    for part, active in stretches(ground, asked) if ground else ((asked, ()),):
        found.append(_seen(one, name, part, {near[n]: away[near[n]] for n in active}))
    if found[-1].open_end:  # what the next map shows may have been so at any time since
        for part, active in stretches(ground, after):
            if part.first > asked.end and active:
                return (*found, _seen(one, name, part, {near[n]: away[near[n]] for n in active}))
    return tuple(found)


def _away(one: _Map, shapes: np.ndarray, place: tuple[float, float], days: Days) -> dict[int, float]:
    """Measure how far the spells of some days are from a place, km; shapes: which of the map's to look at."""
    plane, middle = Projection(lon=place[0], lat=place[1]), shapely.Point(0, 0)
    away: dict[int, float] = {}
    for n in shapes.tolist():
        spell = int(one.of_shape[n])
        if drawn_in((one.spells[spell],), days):
            km = float(shapely.distance(on_plane(one.shapes[n], plane), middle))
            away[spell] = min(km, away.get(spell, np.inf))
    return away


def _seen(one: _Map, name: str, days: Days, away: dict[int, float]) -> Seen:
    """Read the map around a place while no border near it moves; away: spell → km from the place."""
    here = [n for n, km in away.items() if km == 0]
    holders = {one.holders[n] for n in here}
    holder = next(iter(holders)) if len(holders) == 1 else None
    others = [(km, n) for n, km in away.items() if one.holders[n] != holder]
    clear, nearest = min(others, default=(one.reach_km, None))
    errors = [one.spells[n].error_km for n in (*here, *(() if nearest is None else (nearest,)))]
    stated = [error for error in errors if error is not None]
    called = fold(name)
    return Seen(
        source=one.source,
        since=date_of(days.first),
        until=date_of(days.end),
        holder=holder,
        drawn=bool(here),
        named=any(called == fold(one.spells[n].legend or "") for n in here),
        clear_km=clear,
        error_km=max(stated) if stated else None,
        open_end=any(one.open_end[n] for n in here),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Country:
    """What shares are measured on: the maps, who is who, outlines, folded names of countries."""

    maps: tuple[_Map, ...]
    actors: Registry
    of: Imported
    countries: frozenset[str]


def _countries(case: Case, of: Imported) -> frozenset[str]:
    """Name the countries of events and gazetteers, folded."""
    listed = countries_in(of.gazetteers) if of.gazetteers else ()
    named = {*listed, *(country_name(code) or "" for code in listed)}
    if event_tables(case):
        named |= {place.country for place in event_store(case).place_names()}
    return frozenset(fold(name) for name in named if name)


def _share(of: _Country, party: Sequence[str], area: str | None, day: date) -> Sequence[HeldShare]:
    """Say how much of an area a party holds on a day, by each source; nothing where no outline is known."""
    outline = _outline(of.of, area)
    if outline is None and area is not None and fold(area) not in of.countries:
        return ()
    found = (_of_source(one, of, party, outline, day) for one in of.maps)
    return tuple(share for share in found if share is not None)


@lru_cache(maxsize=64)
def _outline(of: Imported, area: str | None) -> tuple[str, Ground] | None:
    """Find the outline of an area by its name; without one, of the only country that the case has."""
    if area is None:
        countries = [boundary for boundary in of.boundaries if boundary.level == "country"]
        only = countries[0] if len(countries) == 1 else None
        return None if only is None else (only.name, shapely.from_geojson(only.outline))
    try:
        found = resolve_imported(f"boundary:{area}", of)
    except AreaError:
        return None
    return (
        None if found is None or found.polygon is None else (found.name, shapely.from_geojson(found.polygon))
    )


def _of_source(
    one: _Map, of: _Country, party: Sequence[str], outline: tuple[str, Ground] | None, day: date
) -> HeldShare | None:
    now = tuple(s for s in one.spells if s.since <= day and (s.until is None or day < s.until))
    if not now:
        return None
    label = "+".join(party)
    read = labelled_spells(now, SideReader(of.actors, {label: tuple(party)}))
    sure = [replace(s, error_km=ASSUMED_KM if s.error_km is None else s.error_km) for s in read]
    (held,) = holdings(sure, Days(first=day_number(day), end=day_number(day) + 1))
    within = None if outline is None else outline[1]
    best, drawn = (
        ground if within is None else surface(shapely.intersection(ground, within))
        for ground in (held.alone(label), held.drawn)
    )
    least, most = held.km2_between(held.between_errors(label, within), best)
    whole = ground_km2(drawn if within is None else within)
    return HeldShare(
        source=one.source,
        km2=ground_km2(best),
        least=least,
        most=most,
        whole=whole,
        undrawn=max(0.0, whole - ground_km2(drawn)),
        area="the ground that it draws" if outline is None else f"the outline of {outline[0]}",
        error_km=held.stated_km or ASSUMED_KM,
        assumed=any(s.error_km is None for s in now),
    )
