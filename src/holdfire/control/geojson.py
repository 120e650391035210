"""GeoJSON control maps (RFC 7946): ground and place marks, each with its holder, from and until."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from holdfire.control.features import spells_of
from holdfire.control.geometry import Geometry, write_geometry
from holdfire.control.reader import UNSAID, MapRead, Reader, Terms
from holdfire.errors import ControlError, Problem
from holdfire.model.control import ControlSpell

WGS_84 = re.compile(r"CRS84|EPSG:+4326\b", re.IGNORECASE)


def read_geojson(path: Path, terms: Terms = UNSAID) -> tuple[ControlSpell, ...]:
    """Read a control map, feature by feature, in the file's order.

    Each feature has a `holder` (a name; null = nobody or contested), a `from` day, and may have `until`
    (the first day that no longer counts), `error_km`, `source`, `legend`,
    `against_interest`. Other properties are passed over.

    Raises
    ------
    ControlError
        Where the file is no map or a feature is wrong; it carries every problem, `row` being the number of
        the feature, from 1.
    """
    return spells_of(_features(path), file=path.name, terms=terms)


def write_geojson(spells: Iterable[ControlSpell]) -> bytes:
    """Write spells in one normal form, one feature a line: the same spells give the same bytes."""
    lines = [json.dumps(_feature(spell), ensure_ascii=False, allow_nan=False) for spell in spells]
    head = '{"type": "FeatureCollection", "features": ['
    return "\n".join([head, ",\n".join(lines), "]}", ""]).encode()


def _read(path: Path, terms: Terms) -> MapRead:
    return MapRead(spells=read_geojson(path, terms))


READER = Reader(name="GeoJSON", suffixes=(".geojson", ".json"), read=_read)


def read_json(path: Path) -> object:
    """Read a file as JSON in UTF-8; raise ControlError with the place where it stops being so."""
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair can be read but never written
    except FileNotFoundError:
        _refuse(path, "there is no such file")
    except (IsADirectoryError, PermissionError) as error:
        _refuse(path, f"the file can't be read: {error.strerror}")
    except UnicodeEncodeError:
        _refuse(path, "a \\u escape names half a character; write the character itself")
    except UnicodeDecodeError as error:
        _refuse(path, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8")
    except json.JSONDecodeError as error:
        _refuse(path, f"this is no JSON: {error.msg}", row=error.lineno)
    except (ValueError, RecursionError) as error:
        _refuse(path, f"this is no JSON: {error}")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _refuse(path: Path, message: str, row: int | None = None) -> NoReturn:
    raise ControlError(f"{path.name} is no control map", [Problem(file=path.name, row=row, message=message)])


def _features(path: Path) -> list[object]:
    """Take the features out of a file that is a map; raise ControlError where it is none."""
    whole = read_json(path)
    kind = whole.get("type") if isinstance(whole, dict) else None
    if not isinstance(whole, dict) or kind != "FeatureCollection":
        found = f"its type is {kind!r}" if kind else "it has no type"
        _refuse(path, f"a control map is a GeoJSON FeatureCollection; {found}")
    if (crs := whole.get("crs")) is not None and not WGS_84.search(_crs_name(crs)):
        _refuse(path, "the coordinates are not WGS 84 longitude and latitude; save the map in EPSG:4326")
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        _refuse(path, "the FeatureCollection has no features")
    return features


def _crs_name(crs: object) -> str:
    """Take the name out of a `crs` member; anything else that stands in it names no system."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name")) if isinstance(properties, dict) else ""


def _feature(spell: ControlSpell) -> dict[str, object]:
    """Write a spell as a feature; what is not known is left out, except the holder."""
    optional: dict[str, object] = {
        "until": None if spell.until is None else spell.until.isoformat(),
        "error_km": spell.error_km,
        "source": spell.source or None,
        "legend": spell.legend,
        "against_interest": spell.against_interest or None,
    }
    known = {name: value for name, value in optional.items() if value is not None}
    return {
        "type": "Feature",
        "properties": {"holder": spell.holder, "from": spell.since.isoformat(), **known},
        "geometry": write_geometry(Geometry(polygons=spell.polygons, point=spell.point)),
    }
