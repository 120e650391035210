"""GeoJSON control maps (RFC 7946): ground and place marks, each with its holder, from and until."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from holdfire.control.geometry import Geometry, read_geometry, write_geometry
from holdfire.control.reader import Reader
from holdfire.errors import ControlError, Problem
from holdfire.model.control import ControlSpell

WGS_84 = re.compile(r"CRS84|EPSG:+4326\b", re.IGNORECASE)
ROUND_THE_EARTH_KM = 40_075
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_geojson(path: Path) -> tuple[ControlSpell, ...]:
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
    features = _features(path)
    faults: list[Problem] = []
    spells: list[ControlSpell] = []
    for number, feature in enumerate(features, start=1):
        reading = _Feature(file=path.name, number=number, faults=faults)
        if (spell := reading.spell(feature)) is not None:
            spells.append(spell)
    if faults:
        raise ControlError(f"{path.name}: no feature was taken, because some are wrong; mend these:", faults)
    return tuple(spells)


def write_geojson(spells: Iterable[ControlSpell]) -> bytes:
    """Write spells in one normal form, one feature a line: the same spells give the same bytes."""
    lines = [json.dumps(_feature(spell), ensure_ascii=False, allow_nan=False) for spell in spells]
    head = '{"type": "FeatureCollection", "features": ['
    return "\n".join([head, ",\n".join(lines), "]}", ""]).encode()


READER = Reader(name="geojson", suffixes=(".geojson", ".json"), read=read_geojson)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feature:
    """One feature while it is read: where it stands and the list that its faults go to."""

    file: str
    number: int
    faults: list[Problem]

    def spell(self, value: object) -> ControlSpell | None:
        """Read a feature as a spell; None where it is wrong."""
        before = len(self.faults)
        if not isinstance(value, dict) or value.get("type") != "Feature":
            self._fault(None, "this is no GeoJSON Feature")
            return None
        properties = value.get("properties")
        if not isinstance(properties, dict):
            self._fault("properties", "there are none; a feature needs at least holder and from")
            properties = {"holder": None, "from": None} if properties is None else {}
        geometry = self._geometry(value.get("geometry"))
        since, until = self._days(properties)
        holder, source = self._holder(properties), self._text(properties, "source")
        legend, error_km = self._text(properties, "legend"), self._error_km(properties)
        against = self._flag(properties)
        if len(self.faults) > before or since is None:
            return None
        return ControlSpell(
            holder=holder,
            since=since,
            until=until,
            polygons=geometry.polygons,
            point=geometry.point,
            error_km=error_km,
            source=source or "",
            legend=legend,
            against_interest=against,
        )

    def _fault(self, column: str | None, message: str, value: object = None) -> None:
        shown = None if value is None else str(value)[:80]
        self.faults.append(
            Problem(file=self.file, row=self.number, column=column, value=shown, message=message)
        )

    def _geometry(self, value: object) -> Geometry:
        read = read_geometry(value)
        if isinstance(read, Geometry):
            return read
        for message in read:
            self._fault("geometry", message)
        return Geometry()

    def _holder(self, properties: Mapping[str, object]) -> str | None:
        if "holder" not in properties:
            self._fault("holder", "there is none; write an actor, or null for ground that nobody holds")
        holder = properties.get("holder")
        if holder is None or (isinstance(holder, str) and holder.strip()):
            return holder.strip() if isinstance(holder, str) else None
        self._fault("holder", "this is no name; write an actor, or null for ground that nobody holds", holder)
        return None

    def _days(self, properties: Mapping[str, object]) -> tuple[date | None, date | None]:
        since, until = self._day(properties, "from"), self._day(properties, "until")
        if properties.get("from") is None:
            self._fault("from", "there is none; write the first day as YYYY-MM-DD")
        if since is not None and until is not None and until <= since:
            self._fault(
                "until",
                f"this is not after from ({since}); until is the first day that no longer counts",
                until,
            )
        return since, until

    def _day(self, properties: Mapping[str, object], name: str) -> date | None:
        value = properties.get(name)
        if value is None:
            return None
        try:
            if isinstance(value, str) and ISO_DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass  # a day that no month has is reported like any other that can't be read
        self._fault(name, "this is no day; write YYYY-MM-DD", value)
        return None

    def _text(self, properties: Mapping[str, object], name: str) -> str | None:
        value = properties.get(name)
        if value is None or isinstance(value, str):
            return value or None
        self._fault(name, "this is no text", value)
        return None

    def _error_km(self, properties: Mapping[str, object]) -> float | None:
        value = properties.get("error_km")
        if value is None:
            return None
        if (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and 0 <= value <= ROUND_THE_EARTH_KM
        ):
            return float(value)
        self._fault("error_km", "this is no distance in km, 0 or more", value)
        return None

    def _flag(self, properties: Mapping[str, object]) -> bool:
        value = properties.get("against_interest")
        if value is None or isinstance(value, bool):
            return bool(value)
        self._fault("against_interest", "write true or false", value)
        return False


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
