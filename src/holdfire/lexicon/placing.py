"""Which place of the table a name means, and what is kept where it may mean several.

The rule, in this order: the level that the text names ("X province" is no village); the widest of those that
lie within its reach (a town, its district and its province are one answer); the one near the other places of
the document, where the next is more than twice as far. Else none is chosen, and all are listed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from holdfire.lexicon.keys import name_key, spelled_alike
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import DIRECTED, KNOWN_KINDS, LEVELS, KnownPlace, PlaceFound
from holdfire.model.claim import ClaimPlace, PlaceChoice

WIDER = 2.0  # "east of X", "the X countryside" lie around X rather than in it
LEAST_WIDE_KM = 25.0  # … and seldom within less than a day's walk
_EARTH_KM = 6371.0088
_NAME_END = 40  # characters behind a name in which its kind may stand


class PlaceTable:
    """The places of a case by folded name and by key."""

    def __init__(self, places: Collection[KnownPlace]) -> None:
        self._named: dict[str, list[KnownPlace]] = {}
        self._keys: dict[str, set[str]] = {}
        for place in sorted(places, key=lambda p: (-p.radius_km, p.name, p.lat, p.lon)):
            self._named.setdefault(fold(place.name), []).append(place)
            self._keys.setdefault(name_key(place.name), set()).add(fold(place.name))

    @property
    def names(self) -> Mapping[str, Sequence[KnownPlace]]:
        """All places by folded name, the widest first."""
        return self._named

    def spelled(self, name: str) -> Sequence[KnownPlace]:
        """Find the places that another spelling of a name may mean; none where two names are as near."""
        alike = [
            known
            for known in sorted(self._keys.get(name_key(name), ()))
            if spelled_alike(self._named[known][0].name, name)
        ]
        return self._named[alike[0]] if len(alike) == 1 else ()


def settle(text: str, found: Sequence[PlaceFound], table: PlaceTable) -> tuple[PlaceFound, ...]:
    """Give the places of a document what the table knows of them, and the names their kinds."""
    ways = [_ways(text, place, table) for place in found]
    sure = [near[0] for near, _ in ways if len(near) == 1 and near[0].level != "country"]
    settled = (_settled(text, place, way, sure) for place, way in zip(found, ways, strict=True))
    return tuple(settled)


def _ways(text: str, found: PlaceFound, table: PlaceTable) -> tuple[Sequence[KnownPlace], str]:
    """List what a name may mean, and how it was found there."""
    named = table.names.get(fold(found.bare), ())
    basis = "gazetteer"
    if not named and len(found.bare) > 3:
        named, basis = table.spelled(found.bare), "spelling"
    levels = LEVELS.get(_kind(text, found), ())
    of_level = [place for place in named if place.level in levels]
    named = of_level or list(named)
    if len(named) > 1 and all(_apart(named[0], other) <= named[0].radius_km for other in named[1:]):
        named = named[:1]
    return named, basis


def _settled(
    text: str, found: PlaceFound, way: tuple[Sequence[KnownPlace], str], sure: Sequence[KnownPlace]
) -> PlaceFound:
    near, basis = way
    name = found.place.name + text[found.end : _kind_end(text, found)]
    name = re.sub(r"\s+", " ", name)
    if not near:
        return replace(found, place=ClaimPlace(name=name))
    others = tuple(
        PlaceChoice(name=p.name, lat=p.lat, lon=p.lon, country=p.country, level=p.level) for p in near[1:]
    )
    if len(near) == 1:
        return replace(found, place=_placed(name, near[0], basis))
    chosen = _nearest(near, sure)
    if chosen is None:
        everything = tuple(
            PlaceChoice(name=p.name, lat=p.lat, lon=p.lon, country=p.country, level=p.level) for p in near
        )
        return replace(found, place=ClaimPlace(name=name, basis="ambiguous", alternatives=everything))
    others = tuple(
        PlaceChoice(name=p.name, lat=p.lat, lon=p.lon, country=p.country, level=p.level)
        for p in near
        if p is not chosen
    )
    return replace(found, place=replace(_placed(name, chosen, "nearest"), alternatives=others))


def _placed(name: str, known: KnownPlace, basis: str) -> ClaimPlace:
    wide = known.radius_km
    if DIRECTED.search(name) is not None:
        wide = max(WIDER * wide, LEAST_WIDE_KM)
    return ClaimPlace(name=name, lat=known.lat, lon=known.lon, radius_km=wide, basis=basis)


def _nearest(near: Sequence[KnownPlace], sure: Sequence[KnownPlace]) -> KnownPlace | None:
    """Choose the place near the others of the document, where the choice is clear."""
    if not sure:
        return None
    ranked = sorted(near, key=lambda place: min(_apart(place, other) for other in sure))
    first, second = (min(_apart(place, other) for other in sure) for place in ranked[:2])
    return ranked[0] if 2 * first < second else None


def _kind(text: str, found: PlaceFound) -> str:
    after = KNOWN_KINDS.match(text, found.end, found.end + _NAME_END)
    return "" if after is None else fold(after["kind"])


def _kind_end(text: str, found: PlaceFound) -> int:
    after = KNOWN_KINDS.match(text, found.end, found.end + _NAME_END)
    return found.end if after is None else after.end()


def _apart(one: KnownPlace, other: KnownPlace) -> float:
    """Give the distance of two centres in km (haversine)."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    half = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))
