"""Features with properties, from a map of any format, to spells: each is right or its faults are named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfire.control.geometry import Geometry, read_geometry, swapped
from holdfire.control.reader import Terms
from holdfire.errors import ControlError, Problem
from holdfire.model.control import ControlSpell

ROUND_THE_EARTH_KM = 40_075
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PROPERTIES = ("holder", "from", "until", "error_km", "source", "legend", "against_interest")
SHOWN = 12  # names of columns in a message


def spells_of(features: Sequence[object], *, file: str, terms: Terms) -> tuple[ControlSpell, ...]:
    """Read GeoJSON features as spells, in their order.

    Raises
    ------
    ControlError
        Where any feature is wrong; it carries every problem, `row` being the number of the feature, from 1.
    """
    if unknown := _unknown_columns(features, file, terms):
        raise ControlError(f"{file}: no feature was taken; mend these:", unknown)
    faults: list[Problem] = []
    spells: list[ControlSpell] = []
    for number, feature in enumerate(features, start=1):
        reading = _Feature(file=file, number=number, faults=faults)
        if (spell := reading.spell(_in_our_terms(feature, terms))) is not None:
            spells.append(spell)
    if faults:
        if swapped(feature.get("geometry") for feature in features if isinstance(feature, dict)):
            message = "latitude and longitude look swapped: turned round, every position is on the earth"
            faults.insert(0, Problem(file=file, message=f"{message}; write longitude first"))
        raise ControlError(f"{file}: no feature was taken, because some are wrong; mend these:", faults)
    return tuple(spells)


def _unknown_columns(features: Sequence[object], file: str, terms: Terms) -> list[Problem]:
    """Say which columns that the user names are none of ours, or no feature has."""
    every = {name for f in features for name in _properties(f)}
    known = ", ".join(sorted(every)[:SHOWN]) or "none"
    ours = ", ".join(PROPERTIES)
    return [
        Problem(file=file, column=name, message=f"--column does not know this; control maps have: {ours}")
        for name in terms.columns
        if name not in PROPERTIES
    ] + [
        Problem(file=file, column=theirs, message=f"no feature has this property; they have: {known}")
        for theirs in terms.columns.values()
        if theirs not in every
    ]


def _properties(feature: object) -> Mapping[str, object]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _in_our_terms(feature: object, terms: Terms) -> object:
    """Put what the user says of a file into a feature that does not say it itself."""
    if not isinstance(feature, dict) or terms.silent:
        return feature
    properties = dict(_properties(feature))
    properties |= {ours: properties[theirs] for ours, theirs in terms.columns.items() if theirs in properties}
    for name, day in (("from", terms.since), ("until", terms.until)):
        if day is not None and properties.get(name) is None:
            properties[name] = day.isoformat()
    return {**feature, "properties": properties}


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
            Problem(
                file=self.file, row=self.number, unit="feature", column=column, value=shown, message=message
            )
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


def from_text(properties: Mapping[str, object]) -> dict[str, object]:
    """Read properties of formats that hold text only, or names in capitals, as GeoJSON would have them."""
    found = {_OUR_NAMES.get(name.casefold(), name): value for name, value in properties.items()}
    error_km, against = found.get("error_km"), found.get("against_interest")
    if isinstance(error_km, str) and _NUMBER.fullmatch(error_km.strip()):
        found["error_km"] = float(error_km)
    if against in _FLAGS:
        found["against_interest"] = _FLAGS[against]
    return found


_OUR_NAMES = {name: name for name in PROPERTIES} | {"against_in": "against_interest"}  # dBASE: ten letters
_NUMBER = re.compile(r"\d+(\.\d+)?")
_FLAGS: Mapping[object, bool] = {"true": True, "1": True, 1: True, "false": False, "0": False, 0: False}
