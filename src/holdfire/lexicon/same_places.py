"""One place under several names and in several sources becomes one; homonyms stay apart.

Two entries are one place where they share a name (folded, without words such as "town" and "governorate"),
are of one level (all settlements and spots are one), no two different countries are said of them, and their
centres lie within 10 km, of areas within the smaller of their radii. What is shared by two is shared by all:
A and B by one name, B and C by another are one place A, B, C. The centre and radius are those of an outline,
else of the entry that reaches least, since it is the most exact one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from holdfire.lexicon.countries import country_code
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import KnownPlace
from holdfire.lexicon.place_table import MOST_BEARERS
from holdfire.lexicon.relative_places import apart

SAME_KM = 10.0  # centres of one town in two sources
KM_A_DEGREE = 110.0  # of latitude, at least
_KIND = r"(?:village|town|city|district|sub-?district|governorate|province|region|state|county|municipality)"
_LAST = re.compile(rf"(?<=\S) +{_KIND}$", re.IGNORECASE)
_FIRST = re.compile(rf"^{_KIND} +of +(?=\S)", re.IGNORECASE)


_code = lru_cache(maxsize=1_000)(country_code)  # asked for every pair of places that share a name


def bare_names(name: str) -> tuple[str, ...]:
    """List what a name is without its kind: "Osk town" is Osk, "Tarn/Tarna village" is Tarn and Tarna."""
    parts = [name, *name.split("/")] if "/" in name else [name]
    bare = (_FIRST.sub("", _LAST.sub("", part.strip())) for part in parts)
    return tuple(dict.fromkeys(part for part in bare if part and part != name))


def merged(places: Iterable[KnownPlace]) -> tuple[KnownPlace, ...]:
    """Make one of the entries that are one place; the result does not depend on their order."""
    every = sorted(set(places), key=_order)
    groups = _Groups(len(every))
    for alike in _sharing(every).values():
        widest = max(_near(every[k], every[k]) for k in alike)
        northward = sorted(alike, key=lambda k: every[k].lat)
        for i, one in enumerate(northward):
            for other in northward[i + 1 :]:
                if every[other].lat - every[one].lat > widest / KM_A_DEGREE:
                    break
                if groups.of(one) != groups.of(other) and _same(every[one], every[other]):
                    groups.join(one, other)
    return tuple(_one([every[k] for k in members]) for members in groups.members())


def _sharing(places: Sequence[KnownPlace]) -> Mapping[str, Sequence[int]]:
    """Map names to the places that share them; what very many are called ("village") tells none of them."""
    found: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        for name in {fold(name) for name in (place.name, *place.names)}:
            found.setdefault(f"{place.level}:{name}", []).append(number)
    return {name: numbers for name, numbers in found.items() if 1 < len(numbers) <= MOST_BEARERS}


class _Groups:
    """Numbers that were joined, each under the least of its group."""

    def __init__(self, count: int) -> None:
        self._of = list(range(count))

    def of(self, number: int) -> int:
        while self._of[number] != number:
            self._of[number] = self._of[self._of[number]]
            number = self._of[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._of[second] = first

    def members(self) -> Iterable[list[int]]:
        found: dict[int, list[int]] = {}
        for number in range(len(self._of)):
            found.setdefault(self.of(number), []).append(number)
        return found.values()


def _same(one: KnownPlace, other: KnownPlace) -> bool:
    if one.country and other.country and _code(one.country) != _code(other.country):
        return False
    return apart(one, other) <= _near(one, other)


def _near(one: KnownPlace, other: KnownPlace) -> float:
    """Say how far apart the centres of one place may be."""
    return SAME_KM if one.level == "place" else max(SAME_KM, min(one.radius_km, other.radius_km))


def _one(group: Sequence[KnownPlace]) -> KnownPlace:
    """Make one place of its entries."""
    best = min(group, key=_order)
    if len(group) == 1:
        return best
    names = dict.fromkeys(name for place in group for name in (place.name, *place.names))
    found_by = dict.fromkeys(
        name for place in group for name in ((place.name,) if place.found_by is None else place.found_by)
    )
    countries = [place.country for place in group if place.country]
    return replace(
        best,
        names=tuple(sorted(names.keys() - {best.name})),
        found_by=tuple(sorted(found_by)),
        country=next(iter(countries), ""),
    )


def _order(place: KnownPlace) -> tuple[object, ...]:
    """Put an outline first, then the most exact entry, then go by what it says."""
    found_by = (place.name,) if place.found_by is None else place.found_by
    return (
        not place.outlined,
        place.radius_km,
        place.name,
        place.lat,
        place.lon,
        place.level,
        place.country,
        place.names,
        found_by,
    )
