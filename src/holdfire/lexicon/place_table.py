"""The places of a case by their names and by the keys of these, and the nests that they lie in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from holdfire.lexicon.keys import name_key, spelled_alike
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import KnownPlace
from holdfire.lexicon.relative_places import apart

MOST_BEARERS = 200  # places of one name; a name that more have places nothing, and costs much


@dataclass(frozen=True, slots=True, kw_only=True)
class Nest:
    """Places of one name that lie within each other: a province, its district and its town."""

    places: tuple[KnownPlace, ...]

    @property
    def widest(self) -> KnownPlace:
        """Give the place that a bare name stands for."""
        return self.places[0]

    @property
    def town(self) -> KnownPlace:
        """Give the place that distances are counted from."""
        return self.places[-1]


class PlaceTable:
    """The places of a case by folded name, whatever the order in which they came."""

    def __init__(self, places: Collection[KnownPlace]) -> None:
        self._named: dict[str, list[KnownPlace]] = {}
        self._found_by: dict[str, str] = {}
        self._written: dict[str, str] = {}
        for place in sorted(places, key=_order):
            found_by = (place.name,) if place.found_by is None else place.found_by
            for written in dict.fromkeys((*found_by, place.name)):
                self._written.setdefault(fold(written), written)
            for written in found_by:
                self._found_by.setdefault(fold(written), written)
            for name in dict.fromkeys(map(fold, (*found_by, place.name, *place.names))):
                self._named.setdefault(name, []).append(place)

    @property
    def found_by(self) -> Mapping[str, str]:
        """Names that are found wherever they stand, folded, and as they are written."""
        return self._found_by

    @property
    def empty(self) -> bool:
        """Say whether the case has no places."""
        return not self._named

    def named(self, name: str) -> Sequence[KnownPlace]:
        """List the places of a name, the widest first; none where very many have it."""
        found = self._named.get(fold(name), ())
        return found if len(found) <= MOST_BEARERS else ()

    def spelled(self, name: str) -> Sequence[KnownPlace]:
        """Find the places that another spelling of a name may mean; none where several names are as near."""
        alike = [known for known in self._keys.get(name_key(name), ()) if spelled_alike(known, name)]
        if len(alike) == 1:
            return self.named(alike[0])
        every = {id(place): place for known in alike for place in self.named(known)}
        found = sorted(every.values(), key=_order)
        return found if len(found) <= MOST_BEARERS and len(nests(found)) == 1 else ()

    @cached_property
    def _keys(self) -> Mapping[str, Sequence[str]]:
        """Map keys to the names that have them; made when a text first has a name that is in no table."""
        keys: dict[str, list[str]] = {}
        for written in sorted(self._written.values()):
            keys.setdefault(name_key(written), []).append(written)
        return keys


def nests(places: Sequence[KnownPlace]) -> tuple[Nest, ...]:
    """Put places, the widest first, with the widest one within whose reach they lie.

    An area is no disc: what bears its name and lies within twice its radius is its seat or a part of it.
    """
    found: list[list[KnownPlace]] = []
    for place in places:
        around = next((nest for nest in found if apart(nest[0], place) <= _reach(nest[0])), None)
        if around is None:
            found.append([place])
        else:
            around.append(place)
    return tuple(Nest(places=tuple(nest)) for nest in found)


def _reach(place: KnownPlace) -> float:
    return place.radius_km if place.level == "place" else 2 * place.radius_km


def _order(place: KnownPlace) -> tuple[float, str, float, float, str]:
    return -place.radius_km, place.name, place.lat, place.lon, place.level
