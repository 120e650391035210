"""Whatever stands in a file, a control map is read whole or refused in words."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.control import read_geojson, write_geojson
from holdfire.errors import ControlError

numbers = st.integers(-200, 200) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | st.text(max_size=5) | st.just("2017-10-01")
nested = {"max_leaves": 8}
anything = st.recursive(
    scalars, lambda v: st.lists(v, max_size=4) | st.dictionaries(st.text(max_size=3), v, max_size=3), **nested
)
positions = st.lists(numbers, min_size=1, max_size=3) | anything
rings = st.lists(positions, max_size=5)
good_ring = st.just([[36, 35], [37, 35], [37, 36], [36, 35]])
geometries = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "LineString"]),
        "coordinates": st.lists(good_ring | rings, max_size=2) | positions | st.just([36.5, 35.5]),
    }
)
features = st.fixed_dictionaries(
    {
        "type": st.just("Feature") | anything,
        "geometry": geometries | anything,
        "properties": anything
        | st.fixed_dictionaries(
            {"holder": st.just("north") | anything, "from": st.just("2017-10-01") | anything},
            optional=dict.fromkeys(("until", "error_km", "source", "legend", "against_interest"), anything),
        ),
    }
)
maps = st.fixed_dictionaries(
    {"type": st.just("FeatureCollection"), "features": st.lists(features | anything, max_size=4) | anything}
)


def outcome(path):
    """Read a map: its spells, or the error with which it was refused."""
    try:
        return read_geojson(path)
    except ControlError as error:
        return error


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(maps | anything)
def test_a_file_is_read_whole_or_refused_with_every_feature_counted_right(tmp_path, value):
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps(value), encoding="utf-8")
    found = outcome(path)
    if isinstance(found, ControlError):
        assert found.problems
        rows = [p.row for p in found.problems if p.row is not None]
        assert all(1 <= row <= len(value["features"]) for row in rows)
        return
    assert len(found) == len(value["features"])
    path.write_bytes(written := write_geojson(found))
    assert write_geojson(read_geojson(path)) == written


@given(st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_break_the_reader(tmp_path, data):
    path = tmp_path / "map.geojson"
    path.write_bytes(data)
    assert isinstance(outcome(path), ControlError)
