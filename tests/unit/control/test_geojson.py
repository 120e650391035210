import json
from datetime import date
from pathlib import Path

import pytest

from holdfire.control import read_control, read_geojson, write_geojson
from holdfire.errors import ControlError
from holdfire.model.control import ControlSpell

SQUARE = [[[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]]
HOLE = [[36.2, 35.2], [36.2, 35.4], [36.4, 35.4], [36.4, 35.2], [36.2, 35.2]]


def feature(geometry=None, **properties):
    return {
        "type": "Feature",
        "properties": {"holder": "north", "from": "2017-10-01", **properties},
        "geometry": geometry or {"type": "Polygon", "coordinates": SQUARE},
    }


def write(folder: Path, value: object, name: str = "map.geojson") -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def collection(*features) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


def problems(path: Path) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(ControlError) as caught:
        read_geojson(path)
    return [(p.row, p.column, p.message) for p in caught.value.problems]


def test_every_property_of_a_feature_is_read(tmp_path):
    path = write(
        tmp_path,
        collection(
            feature(until="2017-12-01", error_km=3, source="desk", legend="red", against_interest=True),
            feature({"type": "Point", "coordinates": [36.7, 35.1, 300]}, holder=None),
            feature({"type": "MultiPolygon", "coordinates": [[SQUARE[0], HOLE], SQUARE]}),
        ),
    )
    ground, mark, many = read_geojson(path)
    ring = tuple(tuple(p) for p in SQUARE[0])
    assert ground == ControlSpell(
        holder="north",
        since=date(2017, 10, 1),
        until=date(2017, 12, 1),
        polygons=((ring,),),
        error_km=3.0,
        source="desk",
        legend="red",
        against_interest=True,
    )
    assert (mark.holder, mark.point, mark.until, mark.polygons) == (None, (36.7, 35.1), None, ())
    assert [len(polygon) for polygon in many.polygons] == [2, 1]


def test_a_written_map_reads_back_the_same_and_is_written_the_same(tmp_path):
    path = write(
        tmp_path, collection(feature(until="2018-01-01", legend="قلعة"), feature(holder=None, error_km=0))
    )
    spells = read_geojson(path)
    written = write_geojson(spells)
    again = tmp_path / "again.geojson"
    again.write_bytes(written)
    assert read_geojson(again) == spells
    assert write_geojson(read_geojson(again)) == written
    assert "قلعة".encode() in written
    assert written.count(b"\n") == len(spells) + 2  # one feature a line, so that a changed line can be named


def test_rings_are_wound_as_the_standard_asks(tmp_path):
    clockwise = [SQUARE[0][::-1], HOLE[::-1]]
    (spell,) = read_geojson(
        write(tmp_path, collection(feature({"type": "Polygon", "coordinates": clockwise})))
    )
    polygon = json.loads(write_geojson([spell]))["features"][0]["geometry"]["coordinates"]
    assert polygon[0] == SQUARE[0]
    assert polygon[1] == HOLE


def test_a_map_that_names_no_source_takes_the_name_of_its_file(tmp_path):
    path = write(tmp_path, collection(feature(), feature(source="desk")), "Front Map.geojson")
    assert [s.source for s in read_control(path)] == ["Front Map", "desk"]
    assert [s.source for s in read_control(path, source="front_map")] == ["front_map", "desk"]


def test_every_problem_of_a_file_is_listed_with_its_feature(tmp_path):
    path = write(
        tmp_path,
        collection(
            feature(),
            feature(until="2017-10-01"),
            feature({"type": "Polygon", "coordinates": [[[36, 91], [37, 35], [37, 36], [36, 91]]]}),
            feature({"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [36, 35]]]}),
            feature({"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36]]]}),
            feature({"type": "LineString", "coordinates": [[36, 35], [37, 35]]}),
            {"type": "Feature", "properties": {"from": "1 Oct 2017"}, "geometry": None},
            feature(error_km=-1, against_interest="yes", legend=7),
            "north",
        ),
    )
    found = problems(path)
    assert [(row, column) for row, column, _ in found] == [
        (2, "until"),
        (3, "geometry"),
        (3, "geometry"),
        (4, "geometry"),
        (5, "geometry"),
        (6, "geometry"),
        (7, "geometry"),
        (7, "from"),
        (7, "holder"),
        (8, "legend"),
        (8, "error_km"),
        (8, "against_interest"),
        (9, None),
    ]
    said = " / ".join(message for _, _, message in found)
    for words in ("latitude 91", "3 positions", "not closed", "LineString", "YYYY-MM-DD", "0 or more"):
        assert words in said


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"type": "Topology", "objects": {}}, "FeatureCollection; its type is 'Topology'"),
        ({"type": "FeatureCollection", "features": []}, "has no features"),
        ({"type": "FeatureCollection"}, "has no features"),
        ([1, 2], "it has no type"),
        ("", "no JSON"),
        ("{", "no JSON"),
        ('{"type": NaN}', "NaN is no JSON number"),
        (r'{"type": "\ud800"}', "half a character"),
        ("[" * 100_000, "no JSON"),
        (
            {"type": "FeatureCollection", "features": [1], "crs": {"properties": {"name": "EPSG:32637"}}},
            "not WGS 84",
        ),
        (
            {
                "type": "FeatureCollection",
                "features": [1],
                "crs": {"properties": {"name": "EPSG:3857", "note": "not EPSG:4326"}},
            },
            "not WGS 84",
        ),
    ],
)
def test_a_file_that_is_no_map_is_refused_as_a_whole(tmp_path, value, words):
    ((row, column, message),) = problems(write(tmp_path, value))
    assert words in message
    assert column is None
    assert row is None or row == 1


def test_a_map_in_utf_16_is_refused_in_words(tmp_path):
    path = tmp_path / "map.geojson"
    path.write_bytes(json.dumps(collection(feature())).encode("utf-16"))
    assert "not UTF-8" in problems(path)[0][2]


def test_a_missing_file_and_an_unknown_format_are_refused_in_words(tmp_path):
    assert "no such file" in problems(tmp_path / "none.geojson")[0][2]
    with pytest.raises(ControlError, match=r"no reader for \.dwg; known: \.geojson"):
        read_control(tmp_path / "map.dwg")


@pytest.mark.parametrize("day", ["20171001", "2017-W40-1", "2017-02-30", "2017-10-01T00:00:00", 20171001])
def test_only_plain_iso_days_are_days(tmp_path, day):
    found = problems(write(tmp_path, collection(feature(**{"from": day}))))
    assert ("from", "this is no day; write YYYY-MM-DD") in [(c, m) for _, c, m in found]


@pytest.mark.parametrize("number", [True, "36", None, 1e400, 10**400])
def test_only_finite_numbers_are_coordinates(tmp_path, number):
    text = json.dumps(collection(feature({"type": "Point", "coordinates": [number, 35]})))
    assert problems(write(tmp_path, text.replace("Infinity", "1e400")))[0][1] == "geometry"


@pytest.mark.parametrize("number", [-0.5, 10**400, True, "3"])
def test_an_error_in_km_is_a_distance_on_earth(tmp_path, number):
    assert problems(write(tmp_path, collection(feature(error_km=number))))[0][1] == "error_km"


def test_the_ends_of_the_earth_are_in_range(tmp_path):
    corners = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]
    (spell,) = read_geojson(
        write(tmp_path, collection(feature({"type": "Polygon", "coordinates": [corners]})))
    )
    assert len(spell.polygons[0][0]) == 5


def test_a_ring_across_the_180th_meridian_is_refused_and_a_ring_around_the_earth_is_not(tmp_path):
    across = [[[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]]
    ((row, column, message),) = problems(
        write(tmp_path, collection(feature({"type": "Polygon", "coordinates": across})))
    )
    assert (row, column) == (1, "geometry")
    assert "180th meridian" in message
    around = [[[-180, 0], [180, 0], [180, 1], [-180, 1], [-180, 0]]]
    assert read_geojson(write(tmp_path, collection(feature({"type": "Polygon", "coordinates": around}))))
