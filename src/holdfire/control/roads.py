"""Roads as lines: a GeoJSON or KML file read, and written in one normal form."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from holdfire.control.geojson import read_json
from holdfire.control.geometry import Line, read_lines, swapped
from holdfire.control.kml import line_strings
from holdfire.errors import ControlError, Problem

LINES = frozenset(("LineString", "MultiLineString"))


def read_roads(path: Path) -> tuple[Line, ...]:
    """Read every line of a GeoJSON or KML file, in its order; points and areas are left out.

    Raises
    ------
    ControlError
        Where the file can't be read, has no line, or a line is wrong; it carries every problem, `row` being
        the number of the line, from 1.
    """
    try:
        drawn = _drawn(path)
    except ControlError as error:
        raise ControlError(f"{path.name} holds no roads that can be read", error.problems) from error
    faults = _swapped(path, drawn)
    roads: list[Line] = []
    for number, geometry in enumerate(drawn if not faults else (), start=1):
        for found in read_lines(geometry):
            if isinstance(found, str):
                faults.append(Problem(file=path.name, row=number, message=found))
            else:
                roads.append(found)
    if not faults and not roads:
        faults.append(Problem(file=path.name, message="the file has no line (LineString, MultiLineString)"))
    if faults:
        raise ControlError(f"{path.name} holds no roads that can be read", faults)
    return tuple(roads)


def write_roads(roads: Iterable[Line]) -> bytes:
    """Write roads as one MultiLineString, a road a line: the same roads give the same bytes."""
    lines = ",\n".join(json.dumps(road, allow_nan=False) for road in roads)
    return f'{{"type": "MultiLineString", "coordinates": [\n{lines}\n]}}\n'.encode()


def parse_roads(data: bytes) -> tuple[Line, ...]:
    """Read what `write_roads` wrote."""
    return tuple(tuple((lon, lat) for lon, lat in road) for road in json.loads(data)["coordinates"])


def _drawn(path: Path) -> list[object]:
    if path.suffix.lower() == ".kml":
        return line_strings(path)
    found = _geometries(read_json(path))
    return [one for one in found if isinstance(one, Mapping) and one.get("type") in LINES]


def _geometries(value: object) -> Iterator[object]:
    """Walk over the geometries of a GeoJSON value of any kind."""
    if not isinstance(value, Mapping):
        return
    kind = value.get("type")
    key = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(str(kind))
    parts = value.get(key) if key else None
    if isinstance(parts, list):
        for part in parts:
            yield from _geometries(part)
    elif kind == "Feature":
        yield from _geometries(value.get("geometry"))
    elif key is None:
        yield value


def _swapped(path: Path, drawn: Sequence[object]) -> list[Problem]:
    if not swapped(islice(drawn, 1_000)):
        return []
    return [
        Problem(file=path.name, message="most positions lie off the earth: write longitude, then latitude")
    ]
