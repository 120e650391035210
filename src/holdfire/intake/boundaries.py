"""Files of administrative boundaries to areas: names, levels and parents by scheme, outlines checked."""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt
from pathlib import Path
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from holdfire.base.unpacking import SourceError, plain_text
from holdfire.control.geojson import read_json
from holdfire.control.geometry import Geometry, read_geometry, write_geometry
from holdfire.errors import ControlError, Problem, TableError
from holdfire.intake.boundary_schemes import DEEPEST, Layout, layout_of
from holdfire.lexicon.countries import country_code, country_name
from holdfire.model.place import Boundary

GEOJSON = tuple(f"{kind}{packed}" for kind in (".geojson", ".json") for packed in ("", ".gz", ".zip"))
GEOD = Geod(ellps="WGS84")
_LEVEL = re.compile(r"(?:adm(?:in)?_?)?([0-5])", re.IGNORECASE)
_WGS_84 = re.compile(r"CRS84|EPSG:+4326\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """What a file of boundaries holds: its areas, how its properties were read, outlines that were mended."""

    file: str
    areas: tuple[Boundary, ...]
    layout: Layout
    mended: int

    def sentence(self) -> str:
        """Say it in a line for a reader."""
        levels = Counter(area.level for area in self.areas)
        listed = ", ".join(f"{count:,} {level}" for level, count in sorted(levels.items()))
        more = f", also {', '.join(self.layout.others)}" if self.layout.others else ""
        level = f"level from {self.layout.level}" if self.layout.level else f"level {self.layout.level_is}"
        country = f", country from {self.layout.country[0]}" if self.layout.country else ""
        mended = f"; outlines that crossed themselves and were mended: {self.mended}" if self.mended else ""
        return (
            f"{self.file}: {listed}; scheme “{self.layout.scheme}”: name from {self.layout.name}{more}, "
            f"{level}{country}{mended}"
        )


def is_boundaries(path: Path) -> bool:
    """Say whether a file is taken for boundaries, by its name."""
    return path.name.lower().endswith(GEOJSON)


def read_boundaries_of(path: Path, given: Mapping[str, str]) -> tuple[Outlines | None, list[Problem]]:
    """Read one file of polygons; its areas, or None and all that is wrong with it."""
    try:
        features = _features(path)
        layout = layout_of(_keys(features), given)
    except TableError as error:
        named = [Problem(file=path.name, message=error.summary)] if not error.problems else []
        return None, [*named, *error.problems]
    reading = _Reading(file=path.name, layout=layout, problems=[])
    areas = [reading.area(number, feature) for number, feature in enumerate(features, start=1)]
    found = tuple(area for area in areas if area is not None)
    return Outlines(file=path.name, areas=found, layout=layout, mended=reading.mended), reading.problems


def _features(path: Path) -> Sequence[object]:
    """Take the features out of a file; TableError where it is no FeatureCollection in WGS 84."""
    if not path.is_file():
        raise TableError("there is no such file")
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        try:
            whole = read_json(plain_text(path, Path(folder) / "plain").path)
        except (ControlError, SourceError) as error:
            found = (error.problem,) if isinstance(error, SourceError) else error.problems
            problems = [Problem(file=path.name, row=p.row, message=p.message) for p in found]
            raise TableError(f"{path.name} can't be read:", problems) from error
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not features:
        raise TableError("boundaries are a GeoJSON FeatureCollection with features; this file has none")
    crs = cast("dict[str, object]", whole).get("crs")
    if crs is not None and not _WGS_84.search(json.dumps(crs)):
        raise TableError("the coordinates are not WGS 84 longitude and latitude; save it in EPSG:4326")
    return features


def _keys(features: Sequence[object]) -> set[str]:
    return {key for feature in features for key in _properties(feature)}


def _properties(feature: object) -> Mapping[str, object]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return cast("Mapping[str, object]", found) if isinstance(found, dict) else {}


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One file while it is read: its layout, and the list that its faults go to."""

    file: str
    layout: Layout
    problems: list[Problem]
    mended: int = 0

    def area(self, number: int, feature: object) -> Boundary | None:
        """Read a feature as an area; None where it is wrong."""
        before = len(self.problems)
        properties = _properties(feature)
        name = _text(properties.get(self.layout.name))
        if not name:
            self._fault(number, self.layout.name, "an area needs a name", properties.get(self.layout.name))
        level = self._level(number, properties)
        outline = self._outline(number, feature)
        if len(self.problems) > before or outline is None:
            return None
        lon, lat = centre_of(outline)
        return Boundary(
            name=name,
            names=self._names(properties, name),
            level=level,
            country=_country(properties, self.layout.country),
            parents=tuple(p for key in self.layout.parents if (p := _text(properties.get(key)))),
            code=_text(properties.get(self.layout.code)) if self.layout.code else "",
            lat=round(lat, 5),
            lon=round(lon, 5),
            radius_km=round(equal_disc_km(outline), 1),
            outline=shapely.to_geojson(outline),
        )

    def _fault(self, number: int, column: str, message: str, value: object = None) -> None:
        shown = None if value is None else str(value)[:80]
        self.problems.append(
            Problem(file=self.file, row=number, unit="feature", column=column, value=shown, message=message)
        )

    def _level(self, number: int, properties: Mapping[str, object]) -> str:
        """Name the level: by its property, else by the scheme; areas of neither are first-level ones."""
        value = self.layout.level_is
        if self.layout.level is not None and (told := properties.get(self.layout.level)) is not None:
            match = _LEVEL.fullmatch(_text(told).lower().replace("country", "0"))
            if match is None:
                self._fault(number, self.layout.level, f"a level is a number from 0 to {DEEPEST}", told)
                return ""
            value = int(match[1])
        return "country" if value == 0 else f"adm_{1 if value is None else min(value, DEEPEST)}"

    def _names(self, properties: Mapping[str, object], name: str) -> tuple[str, ...]:
        found = [part.strip() for k in self.layout.others for part in _parts(properties.get(k))]
        return tuple(dict.fromkeys(part for part in found if part and part != name))

    def _outline(self, number: int, feature: object) -> BaseGeometry | None:
        """Read the polygons of a feature; an outline that crosses itself is mended and counted.

        Outer rings run anticlockwise and holes clockwise (RFC 7946), as signed areas need it.
        """
        value = feature.get("geometry") if isinstance(feature, dict) else None
        read = read_geometry(value)
        if not isinstance(read, Geometry):
            for message in read:
                self._fault(number, "geometry", message.replace("a control map", "a boundary"))
            return None
        if not read.polygons:
            self._fault(number, "geometry", "this is a point; a boundary is a Polygon or MultiPolygon")
            return None
        shape = shapely.from_geojson(json.dumps(write_geometry(read)))
        if not shape.is_valid:
            self.mended += 1
            parts = shapely.get_parts(shapely.make_valid(shape))
            flat = [p for part in parts for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
            shape = MultiPolygon([orient(polygon) for polygon in flat])
        if not shape.area:
            self._fault(number, "geometry", "the outline encloses no ground")
            return None
        return shape


def centre_of(outline: BaseGeometry) -> tuple[float, float]:
    """Give an area's centre of mass as lon, lat; parts on both sides of the 180th meridian lie together."""
    west, _, east, _ = outline.bounds
    if east - west > 180:
        outline = shapely.transform(outline, _eastward)
    centre = outline.centroid
    return (centre.x + 180) % 360 - 180, centre.y


def _eastward(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([positions[:, 0] % 360, positions[:, 1]])


def equal_disc_km(outline: BaseGeometry) -> float:
    """Give the radius of the disc that has as much ground (geodesic area on the ellipsoid)."""
    metres, _ = GEOD.geometry_area_perimeter(outline)
    return sqrt(abs(metres) / pi) / 1000


def _country(properties: Mapping[str, object], keys: Sequence[str]) -> str:
    """Take the first value that names a country known by ISO code, else the first there is.

    Files swap their languages at times: an Arabic name under the English heading is passed over.
    """
    values = [value for key in keys if (value := _text(properties.get(key)))]
    known = [value for value in values if len(country_code(value)) == 2]
    return country_name(next(iter([*known, *values]), ""))


def _text(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}"
    return value.strip() if isinstance(value, str) else ""


def _parts(value: object) -> list[str]:
    if isinstance(value, list):
        return [_text(part) for part in value]
    return _text(value).replace(";", "|").split("|")
