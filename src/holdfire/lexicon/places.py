"""Places in a text: those that a table knows, and unknown ones that the grammar gives away.

No gazetteer lists every village of a war, so a capitalised name after a place word survives as unresolved.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from holdfire.lexicon.names import Found, Name, NameIndex
from holdfire.lexicon.normal import fold
from holdfire.lexicon.words import WORDS, demonyms
from holdfire.model.claim import ClaimPlace

_DIRECTION = "|".join(sorted(WORDS.directions, key=len, reverse=True))
_KIND = "|".join(sorted(WORDS.place_kinds, key=len, reverse=True))
_ARTICLE = r"(?:(?:[Aa]l|[Aa]r|[Aa]s|[Aa]sh|[Ee]l|[Dd]e|[Dd]er|[Aa]n|[Aa]d|[Aa]t)[- ])?"
_NAME_WORD = rf"{_ARTICLE}[^\W\d_a-z][\w'’]*(?:-[\w'’]+)*"
_NAMED = rf"{_NAME_WORD}(?:[ -](?:(?:al|ar|as|ez|el|the|de|of|ibn|bin|am)[- ])?{_NAME_WORD}){{0,3}}"
_PREFIX = rf"(?:(?P<direction>(?i:{_DIRECTION}))(?:[ -]of)?[ ]+)?"
_BEFORE = "|".join(sorted(WORDS.place_prepositions, key=len, reverse=True))
_AFTER_PREPOSITION = re.compile(
    rf"\b(?i:{_BEFORE}) +(?:(?i:the) +)?(?:(?i:{_KIND})s? +(?i:of) +)?{_PREFIX}"
    rf"(?:(?i:[a-z]+ )?(?i:{_KIND}|village|villages) of +)?(?P<name>{_NAMED})"
)
_BEFORE_KIND = re.compile(rf"\b{_PREFIX}(?P<name>{_NAMED}) +(?:\w+ )?(?P<kind>(?i:{_KIND}))\b")
_LIST_ITEM = re.compile(
    r"(?:,? +and +|, *|,? +as well as +)(?:(?i:the|in|at|near|around|east of|west of|north of|south of) +)*"
    rf"{_PREFIX}(?P<name>{_NAMED})"
)
_INCLUDING = re.compile(
    r"\b(?i:incl\.|including|namely|such as|among them|i\.e\.|e\.g\.):? +(?:(?i:the) +)?"
    rf"{_PREFIX}(?P<name>{_NAMED})"
)
_DIRECTION_BEFORE = re.compile(
    rf"(?:^|[^\w])(?P<direction>(?i:{_DIRECTION}))(?: +(?:of|countryside of|outskirts of))? +(?:the +)?$"
)
_NO_NAME = WORDS.never_places | WORDS.function | {w for words in demonyms().values() for w in words}
_MAY_FOLLOW = (
    WORDS.function | WORDS.prepositions | WORDS.place_kinds | WORDS.conjunctions | WORDS.subordinators
)
_BARE = re.compile(
    rf"^(?:(?:{_DIRECTION})(?: countryside)?(?: of)? )+|(?<=.)(?: (?:{_KIND}))+$", re.IGNORECASE
)
_REACH = 34  # characters before a name in which its direction may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of a table: its centre (WGS 84), how far it reaches (km), its country and level."""

    name: str
    lat: float
    lon: float
    radius_km: float
    country: str = ""
    level: str = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """A place at [start, end) of a text, with its direction ("northeast X"), known or not."""

    start: int
    end: int
    place: ClaimPlace


def index_places(places: Collection[KnownPlace]) -> tuple[NameIndex, Mapping[str, KnownPlace]]:
    """Build the index of known names; of several places of one name the widest is meant."""
    widest: dict[str, KnownPlace] = {}
    for place in sorted(places, key=lambda p: (-p.radius_km, p.name, p.lat, p.lon)):
        widest.setdefault(fold(place.name), place)
    return NameIndex([Name(written=p.name, means=key) for key, p in widest.items()]), widest


def known_places(
    text: str, found: tuple[Found, ...], table: Mapping[str, KnownPlace]
) -> Iterator[PlaceFound]:
    """Turn names of the table into places; a direction before a name becomes part of it, the radius stays."""
    for hit in found:
        if not text[hit.start].isupper():
            continue
        known = table[hit.means]
        start = _with_direction(text, hit.start)
        place = ClaimPlace(
            name=_name(text, start, hit.end),
            lat=known.lat,
            lon=known.lon,
            radius_km=known.radius_km,
            basis="gazetteer",
        )
        yield PlaceFound(start=start, end=hit.end, place=place)


def unknown_places(text: str) -> tuple[PlaceFound, ...]:
    """Find names that stand where a place can: after "near", before "village", in a list of those."""
    found: dict[int, PlaceFound] = {}
    taken: set[int] = set()
    for pattern in (_AFTER_PREPOSITION, _BEFORE_KIND, _INCLUDING):
        for match in pattern.finditer(text):
            _keep(text, match, found, taken)
    for place in sorted(found.values(), key=lambda p: p.start):
        end = place.end
        while (match := _LIST_ITEM.match(text, end)) is not None and match.start("name") not in taken:
            _keep(text, match, found, taken)
            end = match.end()
    return tuple(found[start] for start in sorted(found))


def named_again(text: str, folded: str, found: Collection[PlaceFound]) -> tuple[PlaceFound, ...]:
    """Find the other mentions of places that the grammar gave away once: "near Osk … they threaten Osk"."""
    bare = {_BARE.sub("", place.place.name) for place in found}
    index = NameIndex([Name(written=name, means=name) for name in sorted(bare) if len(name) > 2])
    return tuple(
        PlaceFound(start=hit.start, end=hit.end, place=ClaimPlace(name=_name(text, hit.start, hit.end)))
        for hit in index.find(text, folded)
        if text[hit.start].isupper()
    )


def _keep(text: str, match: re.Match[str], found: dict[int, PlaceFound], taken: set[int]) -> None:
    """Add the place that a match names, unless it is none or stands on characters that are taken."""
    words = match["name"].split(" ")
    while words and fold(words[-1]) in _NO_NAME:
        words.pop()
    if not words or fold(words[0]) in _NO_NAME or all(fold(word) in WORDS.directions for word in words):
        return
    end = match.start("name") + len(" ".join(words))
    if _is_attribute(text, match.start("name"), end):
        return
    start = match.start("name") if match["direction"] is None else match.start("direction")
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    if taken.isdisjoint(range(start, end)):
        taken.update(range(start, end))
        found[start] = PlaceFound(start=start, end=end, place=ClaimPlace(name=_name(text, start, end)))


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Say whether the name belongs to the noun behind it: "Halven News Agency", "in the Ruritan muddle"."""
    following = re.match(r" +([^\W\d]\w*)", text[end : end + 30])
    if following is None:
        return False
    word = fold(following[1])
    if word in WORDS.not_a_place_next:
        return True
    after_article = text[max(0, start - 4) : start].lower() == "the "
    return after_article and following[1][0].islower() and word not in _MAY_FOLLOW


def _with_direction(text: str, start: int) -> int:
    before = _DIRECTION_BEFORE.search(text[max(0, start - _REACH) : start])
    return start if before is None else max(0, start - _REACH) + before.start("direction")


def _name(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", text[start:end])
