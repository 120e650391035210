"""Areas given by their bounds: a box west,south,east,north or the ground of a GeoJSON file."""

import json
from collections.abc import Mapping
from pathlib import Path
from re import compile as pattern

from holdfire.control.geojson import read_json
from holdfire.control.geometry import Geometry, read_geometry, write_geometry
from holdfire.errors import AreaError, ControlError
from holdfire.model.allegation import Area, AreaKind
from holdfire.model.control import Polygon

_NUMBERS = pattern(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?(?:\s*,\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?)+\s*")


def drawn(asked: str) -> Area | None:
    """Read a box or the GeoJSON file of that name; None where it is neither."""
    if _NUMBERS.fullmatch(asked):
        return _box(asked)
    return _polygon(Path(asked)) if asked.lower().endswith((".geojson", ".json")) else None


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
