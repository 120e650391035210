"""What an area's name means in a case: names of the event data first, then imported boundaries and places."""

from collections.abc import Sequence
from dataclasses import replace
from re import compile as pattern

from holdfire.base.events import PlaceName
from holdfire.errors import AreaError
from holdfire.inquiry.area_ground import PlacedEvents, bounds, cells_inside, countries_of, inside, lattice
from holdfire.inquiry.area_names import (
    EXACT,
    LEVELS,
    Match,
    bare_name,
    full_name,
    level_and_fit,
    matches,
    nearest_names,
    rank,
)
from holdfire.inquiry.area_shapes import drawn
from holdfire.inquiry.area_sources import (
    MOST_LISTED,
    NOTHING,
    PLACE_KM,
    Imported,
    asked_source,
    candidates,
    resolve_imported,
)
from holdfire.model.allegation import Area, AreaKind

__all__ = [
    "NOTHING",
    "Imported",
    "PlacedEvents",
    "bare_name",
    "bounds",
    "cells_inside",
    "countries_of",
    "inside",
    "lattice",
    "resolve_area",
]

MOST_ALTERNATIVES = 5
MOST_IMPORTED = 3  # alternatives from imported sources, after those of the data

_LEVEL = pattern(r"\s*(country|adm_1|adm_2|place)\s*:\s*(.+)")


def resolve_area(text: str, places: Sequence[PlaceName], of: Imported = NOTHING) -> Area:
    """Say what an area's name, box or GeoJSON file means; the alternatives are listed in the area.

    A name is looked up in countries, then adm_1, adm_2, places of the event data: folded, generic words
    stripped, at most one letter off. The highest level wins; within it the best fit. Only a name that is met
    word for word with a generic word of its own ("Hama District") wins over higher levels. "adm_2:NAME" asks
    one level, and "NAME, COUNTRY" one country. Boxes and polygons get their countries from `countries_of`.

    A name that the data don't have is looked up in imported boundaries, then in gazetteers; "boundary:NAME"
    and "gazetteer:NAME" ask these alone. A boundary is its outline, a gazetteer's place a disc.

    Raises
    ------
    AreaError
        Where nobody knows the name (with the nearest ones), two places have it, or the box or file is wrong.
    """
    asked = text.strip()
    if not asked:
        raise AreaError("no area is given; name a place, a box west,south,east,north or a GeoJSON file")
    if (bounded := drawn(asked)) is not None:
        return bounded
    named = None if asked_source(asked) else _named(asked, places, of)
    found = named or resolve_imported(asked, of)
    if found is None:
        raise AreaError(f"no area of these data is called {asked!r}{nearest_names(asked, places)}")
    others = () if named else _imported_alternatives(asked, of, found)
    return replace(found, asked=asked, alternatives=(*found.alternatives, *others))


def _named(asked: str, places: Sequence[PlaceName], of: Imported) -> Area | None:
    """Find the area of the event data that a name means; None where they have no such name."""
    levels, name = LEVELS, asked
    if (chosen := _LEVEL.fullmatch(asked)) is not None:
        levels, name = (AreaKind(chosen[1]),), chosen[2]
    found = matches(name, places)
    if not found and "," in name:
        name, country = name.rsplit(",", 1)
        wanted = {m.place.name for m in matches(country, [p for p in places if p.level == AreaKind.COUNTRY])}
        found = matches(name, [p for p in places if p.country in wanted])
    found = sorted((m for m in found if AreaKind(m.place.level) in levels), key=rank)
    if not found:
        return None
    if full_name(name) != bare_name(name):
        found.sort(key=lambda match: match.off > 0)
    best = level_and_fit(found[0])
    tied = [m for m in found if level_and_fit(m) == best]
    if len(tied) > 1:
        listed = "; ".join(str(m) for m in tied[:MOST_LISTED])
        raise AreaError(f"{asked!r} means {len(tied)} areas; write one of them in full: {listed}")
    area = _area_of(found[0].place, asked, _alternatives(found[0], found[1:]))
    return replace(area, alternatives=(*area.alternatives, *_imported_alternatives(name, of, area)))


def _alternatives(chosen: Match, others: Sequence[Match]) -> tuple[str, ...]:
    """List what else was meant perhaps; names that are a letter off only where the chosen one is too.

    Names that fit letter by letter come first, then those that share the chosen name: who means Hamah town by
    "Hama" looks for it before any village one letter away.
    """
    worst, shared = max(chosen.off, EXACT), bare_name(chosen.place.name)
    fitting = [m for m in others if m.off <= worst]
    fitting.sort(key=lambda m: (m.off > EXACT, bare_name(m.place.name) != shared, rank(m)))
    return tuple(str(m) for m in fitting[:MOST_ALTERNATIVES])


def _imported_alternatives(name: str, of: Imported, chosen: Area) -> tuple[str, ...]:
    """List the imported areas that the name fits letter by letter, beside the chosen one."""
    fitting = [one for one in candidates(name, of) if one.off <= EXACT]
    others = (one for one in fitting if replace(one.area, asked=chosen.asked) != chosen)
    return tuple(dict.fromkeys(str(one) for one in others))[:MOST_IMPORTED]


def _area_of(place: PlaceName, asked: str, alternatives: tuple[str, ...]) -> Area:
    kind = AreaKind(place.level)
    disc = kind is AreaKind.PLACE
    return Area(
        kind=kind,
        name=place.name,
        asked=asked,
        countries=(place.name if kind is AreaKind.COUNTRY else place.country,),
        lon=place.lon if disc else None,
        lat=place.lat if disc else None,
        radius_km=PLACE_KM if disc else None,
        alternatives=alternatives,
    )
