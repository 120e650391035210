"""Boundaries ↔ GeoJSON: one area a feature and a line, with what is known of it beside its outline."""

import json
from collections.abc import Iterable

import msgspec

from holdfire.model.place import Boundary
from holdfire.records.values import decode


class _Properties(msgspec.Struct, frozen=True):
    name: str
    level: str
    lat: float
    lon: float
    radius_km: float
    names: tuple[str, ...] = ()
    country: str = ""
    parents: tuple[str, ...] = ()
    code: str = ""


class _Feature(msgspec.Struct, frozen=True):
    properties: _Properties
    geometry: msgspec.Raw


class _Collection(msgspec.Struct, frozen=True):
    features: tuple[_Feature, ...]


def write_boundaries(boundaries: Iterable[Boundary]) -> bytes:
    """Write areas in one normal form: the same areas give the same bytes."""
    features = [_written(boundary) for boundary in boundaries]
    return "\n".join(['{"type": "FeatureCollection", "features": [', ",\n".join(features), "]}", ""]).encode()


def read_boundaries(data: bytes, *, source: str) -> tuple[Boundary, ...]:
    """Read areas as `write_boundaries` wrote them; raise InputError naming source and field."""
    found = decode(data, _Collection, source=source)
    return tuple(
        Boundary(**msgspec.structs.asdict(one.properties), outline=bytes(one.geometry).decode())
        for one in found.features
    )


def _written(boundary: Boundary) -> str:
    properties = {name: getattr(boundary, name) for name in _Properties.__struct_fields__}
    kept = {name: value for name, value in properties.items() if value not in ("", ())}
    about = json.dumps(kept, ensure_ascii=False, allow_nan=False)
    return f'{{"type": "Feature", "properties": {about}, "geometry": {boundary.outline}}}'
