"""What an area's name means in these data, and which rows and squares lie inside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from re import compile as pattern

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from holdfire.base.events import EventColumns, PlaceName
from holdfire.contact.grid import Projection
from holdfire.contact.regions import square_names
from holdfire.control.geojson import read_json
from holdfire.control.geometry import Geometry, read_geometry, write_geometry
from holdfire.errors import AreaError, ControlError
from holdfire.lexicon.normal import fold
from holdfire.model.allegation import Area, AreaKind
from holdfire.model.control import Polygon

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

PLACE_KM = 25.0  # a town's name stands for what happens around it
LEAST_FUZZY = 4  # letters; with fewer, one wrong letter turns most names into another
MOST_LISTED = 10
MOST_ALTERNATIVES = 5
EXACT = 1  # up to this `off` a name fits letter by letter once folded
LATTICE = 60  # positions each way that stand for all ground of an area

LEVELS: tuple[AreaKind, ...] = (AreaKind.COUNTRY, AreaKind.ADM_1, AreaKind.ADM_2, AreaKind.PLACE)
GENERIC = frozenset(
    [
        *("governorate", "province", "district", "subdistrict", "region", "state", "county", "department"),
        *(
            "departamento",
            "departement",
            "municipality",
            "municipio",
            "prefecture",
            "oblast",
            "raion",
            "rayon",
        ),
        *("krai", "kray", "wilaya", "wilayat", "wilayah", "muhafazat", "muhafazah", "vilayet", "canton"),
        *("commune", "city", "town", "village", "area", "the", "of"),
    ]
)
ARTICLES = frozenset(["al", "ar", "as", "ash", "at", "ad", "an", "az", "el"])  # "Ar Raqqah", "Raqqa"

_LEVEL = pattern(r"\s*(country|adm_1|adm_2|place)\s*:\s*(.+)")
_NUMBERS = pattern(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?(?:\s*,\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?)+\s*")
_WORDS = pattern(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A name of the data that the asked one fits.

    off: 0 as written, 1 without generic words, 2 with one letter off.
    """

    place: PlaceName
    off: int

    def __str__(self) -> str:
        return f"{self.place.level}:{self.place.name}, {self.place.country}"


def resolve_area(text: str, places: Sequence[PlaceName]) -> Area:
    """Say what an area's name, box or GeoJSON file means; the alternatives are listed in the area.

    A name is looked up in countries, then adm_1, adm_2, places: folded, generic words stripped, at most one
    letter off. The highest level wins; within it the best fit. Only a name that is met word for word with a
    generic word of its own ("Hama District") wins over higher levels. "adm_2:NAME" asks one level, and
    "NAME, COUNTRY" one country. Boxes and polygons get their countries from `countries_of`.

    Raises
    ------
    AreaError
        Where nobody knows the name (with the nearest ones), two places have it, or the box or file is wrong.
    """
    asked = text.strip()
    if not asked:
        raise AreaError("no area is given; name a place, a box west,south,east,north or a GeoJSON file")
    if _NUMBERS.fullmatch(asked):
        return _box(asked)
    if asked.lower().endswith((".geojson", ".json")):
        return _polygon(Path(asked))
    return _named(asked, places)


def bare_name(name: str) -> str:
    """Fold a name to what tells it from others: no accents, generic words or Arabic article."""
    words = _WORDS.findall(fold(name))
    kept = [word for word in words if word not in GENERIC]
    while len(kept) > 1 and kept[0] in ARTICLES:
        kept = kept[1:]
    return " ".join(kept or words)


def _full_name(name: str) -> str:
    return " ".join(_WORDS.findall(fold(name)))


def _named(asked: str, places: Sequence[PlaceName]) -> Area:
    levels, name = LEVELS, asked
    if (chosen := _LEVEL.fullmatch(asked)) is not None:
        levels, name = (AreaKind(chosen[1]),), chosen[2]
    matches = _matches(name, places)
    if not matches and "," in name:
        name, country = name.rsplit(",", 1)
        wanted = {m.place.name for m in _matches(country, [p for p in places if p.level == AreaKind.COUNTRY])}
        matches = _matches(name, [p for p in places if p.country in wanted])
    matches = sorted((m for m in matches if AreaKind(m.place.level) in levels), key=_rank)
    if not matches:
        raise AreaError(_unknown(asked, name, places))
    if _full_name(name) != bare_name(name):
        matches.sort(key=lambda match: match.off > 0)
    best = _level_and_fit(matches[0])
    tied = [m for m in matches if _level_and_fit(m) == best]
    if len(tied) > 1:
        listed = "; ".join(str(m) for m in tied[:MOST_LISTED])
        raise AreaError(f"{asked!r} means {len(tied)} areas; write one of them in full: {listed}")
    return _area_of(matches[0].place, asked, _alternatives(matches[0], matches[1:]))


def _alternatives(chosen: _Match, others: Sequence[_Match]) -> tuple[str, ...]:
    """List what else was meant perhaps; names that are a letter off only where the chosen one is too.

    Names that fit letter by letter come first, then those that share the chosen name: who means Hamah town by
    "Hama" looks for it before any village one letter away.
    """
    worst, shared = max(chosen.off, EXACT), bare_name(chosen.place.name)
    fitting = [m for m in others if m.off <= worst]
    fitting.sort(key=lambda m: (m.off > EXACT, bare_name(m.place.name) != shared, _rank(m)))
    return tuple(str(m) for m in fitting[:MOST_ALTERNATIVES])


def _matches(name: str, places: Sequence[PlaceName]) -> list[_Match]:
    """Find every name that fits, at any level; "Tadmur/Palmyra town" fits by either part."""
    full, bare = _full_name(name), bare_name(name)
    limit = 1 if len(bare) >= LEAST_FUZZY else 0
    found: list[_Match] = []
    for place in places:
        if _full_name(place.name) == full:
            found.append(_Match(place=place, off=0))
            continue
        parts = {bare_name(part) for part in (place.name, *place.name.split("/"))}
        off = min(Levenshtein.distance(bare, part, score_cutoff=limit) for part in parts)
        if off <= limit:
            found.append(_Match(place=place, off=1 + off))
    return found


def _level_and_fit(match: _Match) -> tuple[int, int]:
    return LEVELS.index(AreaKind(match.place.level)), match.off


def _rank(match: _Match) -> tuple[int, int, int, str, str]:
    return (*_level_and_fit(match), -match.place.events, match.place.name, match.place.country)


def _unknown(asked: str, name: str, places: Sequence[PlaceName]) -> str:
    known = {p.name: bare_name(p.name) for p in places}
    near = process.extract(bare_name(name), known, scorer=ratio, limit=5, score_cutoff=50)
    hint = f"; nearest names: {', '.join(key for _, _, key in near)}" if near else ""
    return f"no area of these data is called {asked!r}{hint}"


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


def _box(asked: str) -> Area:
    """Read west,south,east,north in degrees."""
    try:
        numbers = [float(part) for part in asked.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        raise AreaError(f"{asked!r} is no box; write four numbers: west,south,east,north in degrees")
    west, south, east, north = numbers
    faults = [
        *(f"longitude {v:g} is outside -180 to 180" for v in (west, east) if not -180 <= v <= 180),
        *(f"latitude {v:g} is outside -90 to 90" for v in (south, north) if not -90 <= v <= 90),
        *([f"east ({east:g}) is not greater than west ({west:g})"] if not west < east else []),
        *([f"north ({north:g}) is not greater than south ({south:g})"] if not south < north else []),
    ]
    if faults:
        raise AreaError(f"{asked!r} is no box west,south,east,north: {'; '.join(faults)}")
    return Area(kind=AreaKind.BOX, name=asked.replace(" ", ""), asked=asked, box=(west, south, east, north))


def _polygon(path: Path) -> Area:
    """Read the ground of a GeoJSON file: a geometry, a Feature or all features of a FeatureCollection."""
    try:
        whole = read_json(path)
    except ControlError as error:
        raise AreaError(str(error).replace("control map", "area")) from error
    polygons: list[Polygon] = []
    faults: list[str] = []
    for number, value in enumerate(_geometries(whole), start=1):
        geometry = read_geometry(value)
        if isinstance(geometry, Geometry):
            polygons.extend(geometry.polygons)
        else:
            faults.extend(f"geometry {number}: {fault}" for fault in geometry)
    if faults or not polygons:
        why = "; ".join(faults) or "it holds no Polygon or MultiPolygon"
        raise AreaError(f"{path.name} is no area: {why}")
    text = json.dumps(write_geometry(Geometry(polygons=tuple(polygons))), allow_nan=False)
    return Area(kind=AreaKind.POLYGON, name=path.stem, asked=str(path), polygon=text)


def _geometries(whole: object) -> list[object]:
    if not isinstance(whole, Mapping):
        return [whole]
    if whole.get("type") == "FeatureCollection":
        features = whole.get("features")
        return [g for f in features for g in _geometries(f)] if isinstance(features, list) else []
    return [whole.get("geometry")] if whole.get("type") == "Feature" else [whole]


def inside(area: Area, events: EventColumns) -> Bools:
    """Mark the events inside an area: by name where the data name it, else by position (half-open box)."""
    if (names := _names_of(area, events)) is None:
        return _holds(area, events.lon, events.lat)
    of_country = np.isin(events.country.astype(str), area.countries) if area.countries else True
    return np.asarray((names == area.name) & of_country, dtype=np.bool_)


def countries_of(area: Area, events: EventColumns) -> tuple[str, ...]:
    """Name the countries that an area touches: its own, else those of the events inside it."""
    return area.countries or tuple(sorted({c for c in events.country[inside(area, events)].tolist() if c}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEvents:
    """Events on the plane of one projection; x, y: (events,) km."""

    events: EventColumns
    projection: Projection
    x: Floats
    y: Floats


def cells_inside(area: Area, placed: PlacedEvents, x: Floats, y: Floats) -> Bools:
    """Mark the points (km) inside an area: by position, or by the commonest name in their 10 km square."""
    if (names := _names_of(area, placed.events)) is None:
        return _holds(area, *placed.projection.inverse(x, y))
    learned = square_names(placed.x, placed.y, names)
    return np.zeros(len(x), dtype=np.bool_) if learned is None else np.asarray(learned.at(x, y) == area.name)


def lattice(area: Area) -> tuple[Floats, Floats] | None:
    """Spread positions (lon, lat) over an area that is bounded by a line; None where rows name it."""
    if area.box is not None:
        west, south, east, north = area.box
    elif area.polygon is not None:
        west, south, east, north = shapely.from_geojson(area.polygon).bounds
    elif area.lon is not None and area.lat is not None and area.radius_km is not None:
        away = [
            Geod(ellps="WGS84").fwd(area.lon, area.lat, b, area.radius_km * 1000) for b in (0, 90, 180, 270)
        ]
        west, south, east, north = away[3][0], away[2][1], away[1][0], away[0][1]
    else:
        return None
    lon, lat = np.meshgrid(np.linspace(west, east, LATTICE), np.linspace(south, north, LATTICE))
    within = _holds(area, lon.ravel(), lat.ravel())
    return lon.ravel()[within], lat.ravel()[within]


def _names_of(area: Area, events: EventColumns) -> NDArray[np.object_] | None:
    """Take the column that names this kind of area; None where it is bounded by a line."""
    named = {AreaKind.COUNTRY: events.country, AreaKind.ADM_1: events.adm_1, AreaKind.ADM_2: events.adm_2}
    return named.get(area.kind)


def _holds(area: Area, lon: Floats, lat: Floats) -> Bools:
    """Mark the positions that a box, a polygon or a disc holds."""
    if area.box is not None:
        west, south, east, north = area.box
        return (west <= lon) & (lon < east) & (south <= lat) & (lat < north)
    if area.polygon is not None:
        shape = shapely.from_geojson(area.polygon)
        shapely.prepare(shape)
        return np.asarray(shapely.contains_xy(shape, lon, lat), dtype=np.bool_)
    if area.lon is None or area.lat is None or area.radius_km is None:
        raise AreaError(f"the area {area.name!r} has no bounds")
    centre = np.full(len(lon), area.lon), np.full(len(lon), area.lat)
    _, _, metres = Geod(ellps="WGS84").inv(*centre, lon, lat)
    return np.asarray(metres) <= area.radius_km * 1000
