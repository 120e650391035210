"""GeoJSON with flat properties to a plain CSV: one row a feature, its point as latitude and longitude."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdfire.base.rows_to_csv import Rows, write_rows
from holdfire.base.unpacking import SourceError

LARGEST = 1 << 30  # bytes; the whole of it is held in memory, three to five times over
POINT = ("latitude", "longitude")

Feature = Mapping[str, object]


def features_to_csv(name: str, source: Path, out: Path) -> None:
    """Write the features of a collection as rows, columns in the order in which they first appear.

    What both give (latitude, longitude) is taken from the properties. Raises SourceError.
    """
    if source.stat().st_size > LARGEST:
        raise SourceError(name, f"GeoJSON of more than {LARGEST:,} bytes is too large; save it as CSV")
    features = _features(name, source)
    columns = list(dict.fromkeys(key for feature in features for key in _properties(feature)))
    known = {column.strip().casefold() for column in columns}
    points = tuple(column for column in POINT if column not in known)
    write_rows(name, "feature", _rows(features, columns, points), out)


def _features(name: str, source: Path) -> Sequence[Feature]:
    try:
        whole = json.loads(source.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = getattr(error, "lineno", None)
        raise SourceError(name, f"this is no JSON ({error})", where) from error
    features = whole.get("features") if isinstance(whole, Mapping) else None
    if not isinstance(features, list) or not all(isinstance(f, Mapping) for f in features):
        raise SourceError(name, "this JSON is no table; a GeoJSON FeatureCollection of points is one")
    if not features:
        raise SourceError(name, "the collection holds no feature")
    return features


def _properties(feature: Feature) -> Feature:
    found = feature.get("properties")
    return found if isinstance(found, Mapping) else {}


def _rows(features: Sequence[Feature], columns: Sequence[str], points: Sequence[str]) -> Rows:
    yield 0, [*columns, *points]
    for number, feature in enumerate(features, 1):
        properties = _properties(feature)
        position = dict[str, str](zip(POINT, _position(feature), strict=True))
        yield number, [*(_cell(properties.get(c)) for c in columns), *(position[p] for p in points)]


def _position(feature: Feature) -> Iterator[str]:
    """Give latitude and longitude of a point; nothing where there is no point."""
    geometry = feature.get("geometry")
    there = isinstance(geometry, Mapping) and geometry.get("type") == "Point"
    pair = geometry.get("coordinates") if there and isinstance(geometry, Mapping) else None
    if not isinstance(pair, list) or len(pair) < 2:
        pair = [None, None]
    yield from (_cell(pair[1]), _cell(pair[0]))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
