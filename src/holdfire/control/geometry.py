"""GeoJSON geometries as plain tuples, with every fault named."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from holdfire.model.control import Polygon, Ring

Position = tuple[float, float]
Line = tuple[Position, ...]

LARGEST = 1e300  # JSON allows whole numbers that no float holds
LEAST_OF_LINE = 2
LEAST_POSITIONS = 4  # RFC 7946, 3.1.6: a ring is closed and has at least three corners


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Ground as polygons (outer ring first, then holes), or one point."""

    polygons: tuple[Polygon, ...] = ()
    point: Position | None = None


class _WrongError(Exception):
    """A fault in a geometry, on its way to the list of problems."""


def read_geometry(value: object) -> Geometry | tuple[str, ...]:
    """Read a GeoJSON Polygon, MultiPolygon or Point, or say everything that is wrong with it."""
    if not isinstance(value, dict):
        return ("there is no geometry; a control map needs a Polygon, MultiPolygon or Point",)
    kind, coordinates = value.get("type"), value.get("coordinates")
    if kind == "Point":
        return _read_point(coordinates)
    if kind not in {"Polygon", "MultiPolygon"}:
        return (f"geometry of type {kind!r}; a control map takes Polygon, MultiPolygon and Point",)
    parts = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(parts, list) or not parts:
        return (f"the {kind} has no coordinates",)
    faults: list[str] = []
    polygons = tuple(_read_polygon(part, faults) for part in parts)
    return tuple(faults) if faults else Geometry(polygons=polygons)


def _read_point(value: object) -> Geometry | tuple[str, ...]:
    try:
        return Geometry(point=_position(value))
    except _WrongError as fault:
        return (str(fault),)


def read_lines(value: object) -> tuple[Line, ...] | tuple[str, ...]:
    """Read a GeoJSON LineString or MultiLineString as lines, or say everything that is wrong with it."""
    kind, coordinates = (
        (value.get("type"), value.get("coordinates")) if isinstance(value, dict) else (None, None)
    )
    parts = [coordinates] if kind == "LineString" else coordinates
    if kind not in {"LineString", "MultiLineString"} or not isinstance(parts, list):
        return (f"geometry of type {kind!r}; lines are a LineString or a MultiLineString",)
    faults: list[str] = []
    lines = tuple(_read_line(part, faults) for part in parts)
    return tuple(faults) if faults else lines


def _read_line(value: object, faults: list[str]) -> Line:
    found: list[Position] = []
    for position in value if isinstance(value, list) else ():
        try:
            found.append(_position(position))
        except _WrongError as fault:
            faults.append(str(fault))
    if not isinstance(value, list) or len(value) < LEAST_OF_LINE:
        faults.append(f"a line needs {LEAST_OF_LINE} positions or more")
    return tuple(found)


def _read_polygon(value: object, faults: list[str]) -> Polygon:
    if not isinstance(value, list) or not value:
        faults.append("a polygon has no ring")
        return ()
    return tuple(_read_ring(ring, faults) for ring in value)


def _read_ring(value: object, faults: list[str]) -> Ring:
    if not isinstance(value, list):
        faults.append("a ring is no list of positions")
        return ()
    ring: list[Position] = []
    before = len(faults)
    for position in value:
        try:
            ring.append(_position(position))
        except _WrongError as fault:
            faults.append(str(fault))
    if len(faults) > before:
        return ()
    if len(ring) < LEAST_POSITIONS:
        faults.append(
            f"a ring of {len(ring)} positions; it needs {LEAST_POSITIONS} or more, the last like the first"
        )
    elif any(180 < abs(one[0] - other[0]) < 360 for one, other in pairwise(ring)):
        faults.append("a ring crosses the 180th meridian; cut it in two there (RFC 7946, 3.1.9)")
    elif ring[0] != ring[-1]:
        faults.append(f"a ring is not closed: it starts at {_shown(ring[0])} and ends at {_shown(ring[-1])}")
    return tuple(ring)


def _position(value: object) -> Position:
    """Read longitude and latitude; a third number (height) is left out."""
    if not isinstance(value, list) or len(value) not in {2, 3} or not all(_is_number(v) for v in value):
        raise _WrongError(f"{_brief(value)} is no position; write [longitude, latitude] as two numbers")
    lon, lat = float(value[0]), float(value[1])
    if not -180 <= lon <= 180:
        raise _WrongError(f"longitude {lon:g} is outside -180 to 180")
    if not -90 <= lat <= 90:
        raise _WrongError(f"latitude {lat:g} is outside -90 to 90")
    return lon, lat


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < LARGEST


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _shown(position: Position) -> str:
    return f"{position[0]:g}, {position[1]:g}"


def write_geometry(geometry: Geometry) -> dict[str, object]:
    """Write a geometry in one normal form: outer rings anticlockwise, holes clockwise (RFC 7946, 3.1.6)."""
    if geometry.point is not None:
        return {"type": "Point", "coordinates": list(geometry.point)}
    polygons = [list(_wound(polygon)) for polygon in geometry.polygons]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _wound(polygon: Polygon) -> Iterator[list[list[float]]]:
    for number, ring in enumerate(polygon):
        anticlockwise = _doubled_area(ring) >= 0
        positions = ring if anticlockwise == (number == 0) else ring[::-1]
        yield [list(position) for position in positions]


def _doubled_area(ring: Ring) -> float:
    """Twice the signed area in square degrees: positive where the ring runs anticlockwise."""
    return math.fsum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def swapped(geometries: Iterable[object]) -> bool:
    """Say whether most positions of these geometries are not on the earth, and all are once turned round."""
    outside = every = 0
    for first, second in (pair for geometry in geometries for pair in _pairs(geometry)):
        if abs(first) > 90 or abs(second) > 180:
            return False
        every += 1
        outside += abs(second) > 90
    return 2 * outside > every


def _pairs(geometry: object) -> Iterator[Position]:
    """Walk over all that may be a position, in a geometry that may be wrong."""
    left: list[object] = [geometry.get("coordinates")] if isinstance(geometry, dict) else []
    while left:
        value = left.pop()
        if not isinstance(value, list):
            continue
        if len(value) >= 2 and _is_number(value[0]) and _is_number(value[1]):
            yield value[0], value[1]
        else:
            left += value
