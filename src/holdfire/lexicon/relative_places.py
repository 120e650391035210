"""Places that a text gives by others: "10 km east of X", "northern X", "X countryside", "between X and Y".

How each is drawn, R being the radius of the named place, and the disc that it may lie in:

- D km north of X: D km from the centre of the town X; R + 0.41 D (half a compass point of eight either way)
- D km from X: around the centre of the town X; R + D
- north of X: W / 2 from the centre of the town X; W = 2 R, at least 25 km
- northern X, the north of X: R / 2 from the centre; 1.12 R, which holds that half of the disc
- X countryside, rural X, the X road, the X front: around the centre; W, and for an area its own R
- outskirts or suburbs of X: around the centre of the town X; 2 R
- the northern countryside of X and the like: W / 2 (R / 2 of an area) from the centre; W (1.12 R)
- between X and Y, the X-Y road: half way between the towns; half their distance and the larger R
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import asin, atan2, cos, degrees, radians, sin, sqrt

from holdfire.lexicon.alternatives import either_case
from holdfire.lexicon.figures import find_figures
from holdfire.lexicon.measures import in_km
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import KINDS, KnownPlace, PlaceFound
from holdfire.model.place import EARTH_KM

WIDER = 2.0
LEAST_WIDE_KM = 25.0  # what lies around a place seldom lies within less than a day's walk
HALF_POINT = 0.41  # tan 22.5°: "east" stands for all between east-north-east and east-south-east
HALF_DISC = sqrt(5) / 2  # of the disc around the middle of a radius that holds the half on that side
REACH = 70  # characters before a name in which its distance and direction may stand

_POINTS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_SPLIT = re.compile(r"(?<=north|south)(?=east|west)")
BEARINGS: Mapping[str, float] = {
    form + ending: 45.0 * number
    for number, point in enumerate(_POINTS)
    for form in {point, _SPLIT.sub("-", point)}
    for ending in ("", "ern")
} | {"".join(part[0] for part in _SPLIT.split(point)): 45.0 * n for n, point in enumerate(_POINTS)}
_WORDS = either_case(word for word in BEARINGS if len(word) > 2)
_SHORT = "|".join(sorted((word.upper() for word in BEARINGS if len(word) <= 2), key=len, reverse=True))
_OF_KIND = rf"(?:(?i:the) +)?(?:{either_case(KINDS)} +(?i:of) +)?$"
_AROUND = r"(?P<around>(?i:countryside|outskirts|suburbs|surroundings|environs|vicinity|rural areas?))"
_AWAY = r"(?:(?<!\w)(?i:away|to|the|just|due|further) +)*"
_BEYOND = re.compile(rf"(?<!\w)(?P<way>{_WORDS}|{_SHORT}) +(?P<of>(?i:of|from)) +{_OF_KIND}")
_INSIDE = re.compile(
    rf"(?<!\w)(?P<way>{_WORDS})(?: +{_AROUND})?(?: +(?i:parts? of|side of|areas? of|of))? +{_OF_KIND}"
)
_NEAR = re.compile(
    rf"(?<!\w)(?:{_AROUND} +(?i:of) +{_OF_KIND}|(?P<rural>(?i:rural|greater|outer|around)) +{_OF_KIND})"
)
_FROM = re.compile(rf" *(?i:away +)?(?i:from|outside|off) +{_OF_KIND}")
_BEHIND = re.compile(
    rf"(?:'s)? +(?:(?P<way>{_WORDS}) +)?"
    r"(?P<around>(?i:countryside|outskirts|suburbs|hinterland|road|highway|front|corridor))(?!\w)"
)
_EDGE = frozenset(("outskirts", "suburbs"))
_BETWEEN = re.compile(rf"(?<!\w)(?i:between) +{_OF_KIND}")
_NO_STRETCH = re.compile(
    r"(?<!\w)(?:distances?|km|kilomet\w+|miles?|hours?|minutes?|agreements?|deals?|pacts?|talks|truces?|ceasefires?"
    r"|relations|ties|negotiations|contacts|differences?)(?!\w)[^.;:]{0,30}$"
)
_ROAD = r"(?i:road|highway|motorway|route|axis|railway)"
_ROAD_BEHIND = re.compile(rf"(?: +[a-z]{{3,15}})?[ -]+{_ROAD}(?!\w)")
_FURTHER = re.compile(
    rf" ?- ?(?P<name>[^\W\d_][\w'-]*(?: [^\W\d_a-z][\w'-]*)*?) +(?:[a-z]{{3,15}} +)?{_ROAD}(?!\w)"
)
_ROAD_BEFORE = re.compile(
    rf"(?<!\w){_ROAD}(?: +(?i:that +)?(?i:leading|running|linking|links|connecting|connects))?"
    rf"(?: +(?i:from|between))? +{_OF_KIND}"
)
_AND = re.compile(r" +(?i:and) +(?:(?i:the) +)?")
_TO = re.compile(r" +(?i:to|and|with) +(?:(?i:the) +)?")
_JOINED = re.compile(r" *[-/] *| +(?i:to) +")


class Lie(StrEnum):
    """How a place lies to the one that is named."""

    BEYOND = "beyond"
    INSIDE = "inside"
    AROUND = "around"
    EDGE = "edge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a text says of a place's lie to another: bearing in degrees from north, distance in km."""

    lie: Lie
    bearing: float | None = None
    km: float | None = None

    @property
    def of_town(self) -> bool:
        """Say whether the town is meant rather than its province, where both have the name."""
        return self.lie in (Lie.BEYOND, Lie.EDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """Where a place may lie: a centre (WGS 84) and a radius."""

    lat: float
    lon: float
    radius_km: float


def relation(text: str, found: PlaceFound) -> Relation | None:
    """Read how a place lies to the one whose name it bears; None where it is that one."""
    name = found.end - len(found.bare)
    at = name if name >= found.start and fold(text[name : found.end]) == fold(found.bare) else found.start
    before = text[max(0, at - REACH) : at]
    if (beyond := _BEYOND.search(before)) is not None:
        return _beyond(before, beyond)
    if (behind := _BEHIND.match(text, found.end)) is not None:
        inner = _INSIDE.search(before) if behind["way"] is None else None
        return _around(behind["around"], behind["way"] or (inner["way"] if inner else None))
    return _inside(before) or _near(before)


def _inside(before: str) -> Relation | None:
    if (match := _INSIDE.search(before)) is None:
        return None
    if match["around"]:
        return _around(match["around"], match["way"])
    return Relation(lie=Lie.INSIDE, bearing=BEARINGS[fold(match["way"])])


def _near(before: str) -> Relation | None:
    if (match := _NEAR.search(before)) is not None:
        return _around(match["around"] or "", None)
    away = _FROM.search(before)
    km = None if away is None else _km(before[: away.start()])
    return None if km is None else Relation(lie=Lie.BEYOND, km=km)


def _beyond(before: str, match: re.Match[str]) -> Relation | None:
    """Tell "10 km east of X" and "east of X" from "in the east of X"; who went "east from X" lies nowhere."""
    lead = re.sub(_AWAY + "$", "", before[: match.start()])
    bearing = BEARINGS[fold(match["way"])]
    km = _km(lead)
    if km is None and fold(match["of"]) == "from":
        return None
    inside = km is None and re.search(r"(?<!\w)(?<!to )(?i:the) +$", before[: match.start()]) is not None
    return Relation(lie=Lie.INSIDE if inside else Lie.BEYOND, bearing=bearing, km=km)


def _around(word: str, way: str | None) -> Relation:
    lie = Lie.EDGE if fold(word) in _EDGE else Lie.AROUND
    return Relation(lie=lie, bearing=None if way is None else BEARINGS[fold(way)])


def _km(before: str) -> float | None:
    """Read the distance that ends a piece of text, the middle of a range."""
    folded = fold(before.rstrip())
    last = next((f for f in reversed(find_figures(folded)) if f.end == len(folded)), None)
    if last is None:
        return None
    known = [value for value in (last.low, last.high) if value is not None]
    value = sum(known) / len(known) if known else last.value
    return None if value is None else in_km(last.unit, value)


def drawn(told: Relation, known: KnownPlace) -> Disc:
    """Draw the disc that a relation to a known place stands for; the rules stand at the top of this file."""
    own = known.radius_km
    if told.km is not None:
        spread = own + (told.km if told.bearing is None else HALF_POINT * told.km)
        return _shifted(known, told.bearing, told.km, spread)
    if told.lie is Lie.INSIDE or (told.lie is Lie.AROUND and known.level != "place"):
        return _shifted(known, told.bearing, own / 2, own if told.bearing is None else HALF_DISC * own)
    wide = WIDER * own if told.lie is Lie.EDGE else max(WIDER * own, LEAST_WIDE_KM)
    return _shifted(known, told.bearing, wide / 2, wide)


def stretches(text: str, found: Sequence[PlaceFound]) -> Mapping[int, int]:
    """Pair the places between which a text puts something: place → the other one, by their numbers."""
    pairs: dict[int, int] = {}
    for i, (one, other) in enumerate(pairwise(found)):
        if i not in pairs and _is_stretch(text, one, other):
            pairs |= {i: i + 1, i + 1: i}
    return pairs


def _is_stretch(text: str, one: PlaceFound, other: PlaceFound) -> bool:
    gap = text[one.end : other.start]
    if not gap or len(gap) > REACH // 3:
        return False
    before = text[max(0, one.start - REACH) : one.start]
    if _AND.fullmatch(gap) and (between := _BETWEEN.search(before)) is not None:
        return _NO_STRETCH.search(fold(before[: between.start()])) is None
    if _JOINED.fullmatch(gap) and _ROAD_BEHIND.match(text, other.end):
        return True
    return _TO.fullmatch(gap) is not None and _ROAD_BEFORE.search(before) is not None


def on_road(text: str, found: PlaceFound) -> tuple[tuple[str, str], ...]:
    """List the ways to cut "X-Y" before a word for a road into two names."""
    joined, further = found.bare, None
    if text.startswith(("-", " -"), found.end):
        further = _FURTHER.match(text, found.end)
    if further is not None:  # Y is no name that is found by itself
        joined = f"{found.bare}-{further['name']}"
    elif "-" not in found.bare or _ROAD_BEHIND.match(text, found.end) is None:
        return ()
    cuts = (cut.start() for cut in re.finditer("-", joined))
    return tuple((joined[:cut].strip(), joined[cut + 1 :].strip()) for cut in cuts)


def half_way(one: KnownPlace, other: KnownPlace) -> Disc:
    """Draw the disc for something between two places, on the great circle."""
    points = [_vector(place.lat, place.lon) for place in (one, other)]
    x, y, z = (sum(parts) for parts in zip(*points, strict=True))
    spread = apart(one, other) / 2 + max(one.radius_km, other.radius_km)
    return Disc(
        lat=degrees(atan2(z, sqrt(x * x + y * y))), lon=degrees(atan2(y, x)), radius_km=_km_of(spread)
    )


def apart(one: KnownPlace, other: KnownPlace) -> float:
    """Give the distance of two centres in km (haversine)."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    half = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def _shifted(known: KnownPlace, bearing: float | None, km: float, spread: float) -> Disc:
    """Go km from a centre on a bearing along the great circle; no bearing is no way to go."""
    if bearing is None:
        return Disc(lat=known.lat, lon=known.lon, radius_km=_km_of(spread))
    lat, arc, way = radians(known.lat), km / EARTH_KM, radians(bearing)
    north = asin(max(-1.0, min(1.0, sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(way))))
    east = atan2(sin(way) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(north))
    lon = (known.lon + degrees(east) + 180) % 360 - 180
    return Disc(lat=round(degrees(north), 5), lon=round(lon, 5), radius_km=_km_of(spread))


def _km_of(spread: float) -> float:
    return round(spread, 1)


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    up, along = radians(lat), radians(lon)
    return cos(up) * cos(along), cos(up) * sin(along), sin(up)
