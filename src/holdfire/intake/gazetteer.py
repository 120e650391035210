"""The places that texts of a case may name: those of its event data, imported gazetteers and boundaries.

Of gazetteers it takes settlements, administrative areas and features such as airfields and dams in the
countries of the event data (in all countries where there are none, or none is known to the gazetteer), and
from abroad countries, first-level areas and places of 100,000 people or more. Large towns of these countries
are found wherever a text names them; every other name gives coordinates to a place that the text's grammar
gives away, and makes none of a person called so.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from holdfire.base.events import EventStore, PlaceName
from holdfire.base.places import countries_in, named_places
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.lexicon import KnownPlace
from holdfire.lexicon.countries import country_code, country_name
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import NO_NAME
from holdfire.lexicon.same_places import bare_names, merged
from holdfire.model.event import UCDP_RADIUS_KM
from holdfire.model.place import LEVEL_RADIUS_KM, Boundary, GazetteerPlace
from holdfire.records.boundaries import read_boundaries

RADIUS_KM: Mapping[str, float] = {
    **LEVEL_RADIUS_KM,
    "place": UCDP_RADIUS_KM[2],  # a text that names a town may mean its surroundings
}
LARGE = 15_000  # people from which on a town is known by its name alone
LEAST_LETTERS = 4  # of a name that is found anywhere; shorter ones are words and initials too

GAZETTEERS, BOUNDARIES = "places/*.parquet", "places/*.geojson"
PLACED = ("events/*.parquet", GAZETTEERS, BOUNDARIES)
"""Files of a case that its gazetteer is made of."""


def gazetteer(case: Case) -> tuple[KnownPlace, ...]:
    """List the places of a case, each once, in an order that the order of its files has no part in."""
    of_events = [_of_events(place) for place in _event_places(case)]
    imported = case.names(GAZETTEERS)
    outlines = [a for f in case.names(BOUNDARIES) for a in read_boundaries(case.read(f), source=f)]
    if not imported and not outlines:
        return tuple(of_events)
    home = {place.country for place in of_events if place.country}
    places = _of_gazetteers([case.path / name for name in imported], home)
    return merged([*of_events, *places, *map(_of_boundary, outlines)])


def _event_places(case: Case) -> Sequence[PlaceName]:
    files = event_tables(case)
    return EventStore(files).place_names() if files else ()


def _of_events(place: PlaceName) -> KnownPlace:
    return KnownPlace(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        radius_km=RADIUS_KM[place.level],
        country=place.country,
        level=place.level,
        names=bare_names(place.name),
    )


def _of_gazetteers(files: Sequence[Path], home: Collection[str]) -> Iterator[KnownPlace]:
    codes = {country_code(country) for country in home}
    wanted = {name for name in countries_in(files) if country_code(name) in codes} if files else set()
    for place in named_places(files, wanted | {""} if wanted else None):
        large = place.level == "place" and place.population >= LARGE and _telling(place.name)
        yield _of_gazetteer(place, found=large and (not wanted or place.country in wanted))


def _of_gazetteer(place: GazetteerPlace, *, found: bool) -> KnownPlace:
    names = (*place.names, *bare_names(place.name))
    return KnownPlace(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        country=country_name(place.country),
        level=place.level,
        names=tuple(name for name in names if len(name) > 1),
        found_by=(place.name,) if found else (),
    )


def _of_boundary(area: Boundary) -> KnownPlace:
    return KnownPlace(
        name=area.name,
        lat=area.lat,
        lon=area.lon,
        radius_km=area.radius_km,
        country=area.country,
        level=area.level,
        names=(*area.names, *bare_names(area.name)),
        found_by=(),
        outlined=True,
    )


def _telling(name: str) -> bool:
    """Say whether a name is no everyday word, so that it can be found without a sign of being a place."""
    return len(name) >= LEAST_LETTERS and fold(name) not in NO_NAME
