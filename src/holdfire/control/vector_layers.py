"""Layers of shapefiles and GeoPackages to features in WGS 84; the library that reads them is optional."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn
from warnings import catch_warnings, simplefilter

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from holdfire.control.features import from_text
from holdfire.errors import ControlError, Problem

Library = Any
"""The module pyogrio, which may not be installed."""

Array = Any
"""An array of shapes or of cells, and what is in it, as that library gives them."""

INSTALL = "pip install -c constraints.txt '.[maps]' (in the project's folder)"
WGS_84 = CRS.from_epsg(4326)
LONGEST_M = 10_000  # a straight line of a projection is bent on another; so long pieces stay straight to 3 m


def library(path: Path) -> Library:
    """Load the library that reads such files; raise ControlError, with how to get it, where it is missing."""
    try:
        return import_module("pyogrio")
    except ImportError:
        refuse(path, f"shapefiles and GeoPackages need the optional part [maps]; install it with: {INSTALL}")


def refuse(path: Path, message: str) -> NoReturn:
    """Raise for a file as a whole."""
    raise ControlError(f"{path.name} is no control map", [Problem(file=path.name, message=message)])


def features_of(
    path: Path, layer: str | None, *, encoding: str | None = None
) -> tuple[list[object], tuple[str, ...]]:
    """Read a layer as GeoJSON features in longitude and latitude, with notes on how these were taken.

    Raises
    ------
    ControlError
        Where the library is missing or can't read the file, or nobody can tell what its coordinates are.
    """
    pyogrio = library(path)
    try:
        # `encoding` is how shapefiles are read; a GeoPackage is UTF-8 and takes no such word
        said = {} if encoding is None else {"encoding": encoding}
        with catch_warnings(record=True) as warned:
            simplefilter("always")
            about, _, shapes, columns = pyogrio.raw.read(path, layer=layer, **said)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        refuse(path, f"the file can't be read: {error}")
    if shapes is None:
        refuse(path, "the layer has no geometry")
    found = shapely.force_2d(shapely.from_wkb(shapes, on_invalid="ignore"))
    ground, notes = _in_degrees(path, found, about["crs"])
    names = [str(name) for name in about["fields"]]
    rows = zip(*(_plain(column) for column in columns), strict=True) if names else ((),) * len(ground)
    features: list[object] = [
        {
            "type": "Feature",
            "properties": from_text(dict(zip(names, row, strict=True))),
            "geometry": _geometry(shape),
        }
        for shape, row in zip(ground, rows, strict=True)
    ]
    remarks = dict.fromkeys(str(w.message).replace(str(path), path.name) for w in warned)
    return features, (*notes, *(f"{path.name}: {remark}" for remark in remarks))


def _geometry(shape: Array) -> object:
    if shape is None:
        return None
    inner = shape.__geo_interface__
    return {"type": inner["type"], "coordinates": _lists(inner.get("coordinates"))}


def _lists(value: object) -> object:
    """Turn tuples into lists, as JSON has them."""
    return [_lists(part) for part in value] if isinstance(value, (tuple, list)) else value


def _in_degrees(path: Path, shapes: Array, stated: str | None) -> tuple[Sequence[Array], tuple[str, ...]]:
    if stated is None:
        west, south, east, north = shapely.total_bounds(shapes)
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            refuse(path, "nothing says in which projection its coordinates are (.prj); save it in EPSG:4326")
        note = "nothing says in which projection it is; its coordinates fit longitude and latitude"
        return shapes.tolist(), (f"{path.name}: {note}",)
    try:
        crs = CRS.from_user_input(stated)
    except CRSError as error:
        refuse(path, f"its projection can't be read: {error}; save the map in EPSG:4326")
    if crs.equals(WGS_84, ignore_axis_order=True):
        return shapes.tolist(), ()
    if crs.is_projected:
        shapes = shapely.segmentize(shapes, LONGEST_M / crs.axis_info[0].unit_conversion_factor)
    turn = Transformer.from_crs(crs, WGS_84, always_xy=True).transform
    turned = shapely.transform(shapes, lambda xy: np.column_stack(turn(xy[:, 0], xy[:, 1])))
    return turned.tolist(), (f"{path.name}: turned from {crs.name} to longitude and latitude (WGS 84)",)


def _plain(column: Array) -> list[object]:
    """Turn a column into values that JSON has; a day is written YYYY-MM-DD, what is missing is None."""
    if column.dtype.kind == "M":
        days = column.astype("datetime64[ms]")
        return [None if np.isnat(day) else _day(day) for day in days]
    return [None if value is None or value != value or value == "" else value for value in column.tolist()]  # noqa: PLR0124  NaN


def _day(instant: np.datetime64) -> str:
    """Write an instant as a day if it is the beginning of one; else in full, to be reported."""
    day = instant.astype("datetime64[D]")
    whole: date = day.astype(object)
    return whole.isoformat() if day == instant else str(instant)
