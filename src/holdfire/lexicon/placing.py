"""Which place of the table a name means, and what is kept where it may mean several.

The rule, in this order: the level that the text names ("X province" is no village); the widest of those that
lie within its reach (a town, its district and its province are one answer); the one near the other places of
the document, where the next is more than twice as far. Else none is chosen, and all are listed. A place that
the text gives by another ("10 km east of X") is then drawn from that one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import KNOWN_KINDS, LEVELS, KnownPlace, PlaceFound, unresolved
from holdfire.lexicon.place_table import Nest, PlaceTable, nests
from holdfire.lexicon.relative_places import Disc, apart, drawn, half_way, on_road, relation, stretches
from holdfire.model.claim import ClaimPlace, PlaceChoice

__all__ = ["PlaceTable", "settle"]

_NAME_END = 40  # characters behind a name in which its kind may stand


@dataclass(slots=True, kw_only=True)
class _Way:
    """What a name may mean (nests), which of them is chosen, if any, and how it was found.

    whole: with its direction, as a name of its own.
    """

    nests: tuple[Nest, ...]
    basis: str
    chosen: Nest | None = None
    whole: bool = False


_NOWHERE = _Way(nests=(), basis="unresolved")


def settle(text: str, found: Sequence[PlaceFound], table: PlaceTable) -> tuple[PlaceFound, ...]:
    """Give the places of a document what the table knows of them, and the names their kinds."""
    if table.empty:
        return tuple(_kinded(text, place) for place in found)
    ways = [_way(text, place, table) for place in found]
    sure = [way.chosen.widest for way in ways if way.chosen and way.chosen.widest.level != "country"]
    settled = [_decided(way, sure) for way in ways]
    pairs = stretches(text, found) if any(way.chosen for way in settled) else {}
    named = [
        _place(text, place, settled[i], _other(settled, pairs, i), table) for i, place in enumerate(found)
    ]
    return tuple(
        old if new is old.place else replace(old, place=new) for old, new in zip(found, named, strict=True)
    )


def _kinded(text: str, found: PlaceFound) -> PlaceFound:
    """Give a place that no table knows its kind: "X" of "X province"."""
    place = _unplaced(_with_kind(text, found), found, _NOWHERE)
    return found if place is found.place else replace(found, place=place)


def _way(text: str, found: PlaceFound, table: PlaceTable) -> _Way:
    """List what a name may mean, and how it was found there."""
    named, basis = table.named(found.place.name), "gazetteer"  # "Rural X" may be a name of its own
    whole = bool(named) and fold(found.place.name) != fold(found.bare)
    named = named or table.named(found.bare)
    if not named and len(found.bare) > 3:
        named, basis = table.spelled(found.bare), "spelling"
    if not named:
        return _NOWHERE
    levels = LEVELS.get(_kind(text, found), ())
    of_level = [place for place in named if place.level in levels]
    every = nests(of_level or named)
    chosen = every[0] if len(every) == 1 else None
    return _Way(nests=every, basis=basis, chosen=chosen, whole=whole)


def _decided(way: _Way, sure: Sequence[KnownPlace]) -> _Way:
    """Choose the place near the others of the document, where the choice is clear."""
    if way.chosen is not None or not way.nests or not sure:
        return way
    ranked = sorted(way.nests, key=lambda nest: _away(nest, sure))
    first, second = (_away(nest, sure) for nest in ranked[:2])
    return replace(way, chosen=ranked[0], basis="nearest") if 2 * first < second else way


def _away(nest: Nest, sure: Sequence[KnownPlace]) -> float:
    return min(apart(nest.widest, other) for other in sure)


def _other(ways: Sequence[_Way], pairs: Mapping[int, int], i: int) -> Nest | None:
    """Give the place at the other end of a stretch."""
    return ways[pairs[i]].chosen if i in pairs else None


def _place(text: str, found: PlaceFound, way: _Way, other: Nest | None, table: PlaceTable) -> ClaimPlace:
    name = _with_kind(text, found)
    if (road := _on_road(name, text, found, table)) is not None:
        return road
    if way.chosen is None:
        return _unplaced(name, found, way)
    others = tuple(_choice(nest.widest) for nest in way.nests if nest is not way.chosen)
    if other is not None:
        ends = (way.chosen.town, other.town)
        return replace(_drawn(name, half_way(*ends), ends), alternatives=others)
    told = None if way.whole else relation(text, found)
    if told is None:
        return replace(_known(name, way.chosen.widest, way.basis), alternatives=others)
    of = way.chosen.town if told.of_town else way.chosen.widest
    return replace(_drawn(name, drawn(told, of), (of,)), alternatives=others)


def _unplaced(name: str, found: PlaceFound, way: _Way) -> ClaimPlace:
    if way is _NOWHERE:
        return found.place if name == found.place.name else unresolved(name)
    everything = tuple(_choice(nest.widest) for nest in way.nests)
    return ClaimPlace(name=name, basis="ambiguous", alternatives=everything)


def _on_road(name: str, text: str, found: PlaceFound, table: PlaceTable) -> ClaimPlace | None:
    """Put "the X-Y road" half way between X and Y, the nearest two of these names."""
    ends = [
        (one, other)
        for names in on_road(text, found)
        for one in _towns(table.named(names[0]))
        for other in _towns(table.named(names[1]))
    ]
    if not ends:
        return None
    nearest = min(ends, key=lambda pair: apart(*pair))
    return _drawn(name, half_way(*nearest), nearest)


def _towns(named: Sequence[KnownPlace]) -> Iterable[KnownPlace]:
    return (nest.town for nest in nests(named))


def _known(name: str, known: KnownPlace, basis: str) -> ClaimPlace:
    return ClaimPlace(name=name, lat=known.lat, lon=known.lon, radius_km=known.radius_km, basis=basis)


def _drawn(name: str, disc: Disc, ends: Iterable[KnownPlace]) -> ClaimPlace:
    return ClaimPlace(
        name=name,
        lat=disc.lat,
        lon=disc.lon,
        radius_km=disc.radius_km,
        basis="relative",
        relative_to=tuple(map(_choice, ends)),
    )


def _choice(place: KnownPlace) -> PlaceChoice:
    return PlaceChoice(
        name=place.name, lat=place.lat, lon=place.lon, country=place.country, level=place.level
    )


def _kind(text: str, found: PlaceFound) -> str:
    after = KNOWN_KINDS.match(text, found.end, found.end + _NAME_END)
    return "" if after is None else fold(after["kind"])


def _with_kind(text: str, found: PlaceFound) -> str:
    after = KNOWN_KINDS.match(text, found.end, found.end + _NAME_END)
    return found.place.name if after is None else " ".join((found.place.name + after[0]).split())
