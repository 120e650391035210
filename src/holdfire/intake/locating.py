"""Place names of a table to positions, by the case's gazetteers; a name of two places gets none."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from holdfire.base.places import countries_in, named_places
from holdfire.base.row_places import Located, Name, Position
from holdfire.case.folder import Case
from holdfire.errors import TableError
from holdfire.lexicon.countries import country_code
from holdfire.lexicon.normal import fold
from holdfire.model.place import GazetteerPlace

SAME_KM = 10.0  # two entries of one name nearer than this are one place, told by two sources
KM_A_DEGREE = 111.2


def located_by(case: Case) -> "NamedPlaces":
    """Give what locates names by the gazetteers of a case; raise TableError where it has none."""
    if not case.names("places/*.parquet"):
        raise TableError("this case has no gazetteer; import one with: holdfire import places FILE")
    return NamedPlaces(case)


class NamedPlaces:
    """Where the gazetteers of a case put a name; call it with names and countries."""

    def __init__(self, case: Case) -> None:
        self._files = [case.path / name for name in case.names("places/*.parquet")]
        self._named: Mapping[str, list[GazetteerPlace]] = {}

    def __call__(self, names: Sequence[Name]) -> Located:
        """Locate names: settlements before areas; several far apart are ambiguous."""
        self._named = self._places_of({country for _, country in names})
        positions: dict[Name, Position] = {}
        ambiguous: list[Name] = []
        for name in names:
            found = self._meant(*name)
            if found and _one_place(found):
                best = max(found, key=lambda place: place.population)
                positions[name] = Position(lat=best.lat, lon=best.lon, radius_km=best.radius_km)
            elif found:
                ambiguous.append(name)
        return Located(positions=positions, ambiguous=tuple(ambiguous))

    def _places_of(self, countries: Collection[str]) -> Mapping[str, list[GazetteerPlace]]:
        """Read the places of these countries by their names; all, where some row names no country."""
        codes = {country_code(country) for country in countries}
        written = [name for name in countries_in(self._files) if not name or country_code(name) in codes]
        named: defaultdict[str, list[GazetteerPlace]] = defaultdict(list)
        for place in named_places(self._files, None if "" in countries else written):
            for name in {_key(name) for name in (place.name, *place.names)}:
                named[name].append(place)
        return named

    def _meant(self, name: str, country: str) -> list[GazetteerPlace]:
        """List what a name may mean in its country; in any, where the table names none."""
        code = country_code(country) if country else ""
        fits = [
            place
            for place in self._named.get(_key(name), [])
            if not code or not place.country or country_code(place.country) == code
        ]
        return [place for place in fits if place.level == "place"] or fits


def _key(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _one_place(places: Sequence[GazetteerPlace]) -> bool:
    first = places[0]
    return all(_km_apart(first, other) <= SAME_KM for other in places[1:])


def _km_apart(one: GazetteerPlace, other: GazetteerPlace) -> float:
    """Measure on the flat: near enough for places that may be one."""
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return KM_A_DEGREE * math.hypot(east, one.lat - other.lat)
