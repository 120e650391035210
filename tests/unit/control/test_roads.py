"""Files of roads: lines of any nesting, KML, what is no road, and every fault at once."""

import json

import pytest

from holdfire.control.roads import parse_roads, read_roads, write_roads
from holdfire.errors import ControlError

LINE = {"type": "LineString", "coordinates": [[38.0, 35.0], [38.5, 35.5, 410.0]]}
MULTI = {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}


def file_of(tmp_path, value, name="roads.geojson"):
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


def test_lines_are_taken_from_everything_that_holds_some_and_written_the_same_again(tmp_path):
    several = {"type": "GeometryCollection", "geometries": [MULTI]}
    geometries = (LINE, {"type": "Point", "coordinates": [1, 1]}, several, None)
    features = [{"type": "Feature", "properties": {}, "geometry": geometry} for geometry in geometries]
    roads = read_roads(file_of(tmp_path, {"type": "FeatureCollection", "features": features}))
    assert roads == (((38.0, 35.0), (38.5, 35.5)), ((1.0, 2.0), (3.0, 4.0)), ((5.0, 6.0), (7.0, 8.0)))
    data = write_roads(roads)
    assert parse_roads(data) == roads
    assert write_roads(read_roads(file_of(tmp_path, data.decode(), "again.geojson"))) == data


def test_kml_lines_are_read(tmp_path):
    text = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>M5</name><MultiGeometry>
    <LineString><coordinates>38,35,0 38.5,35.5,0</coordinates></LineString>
    <LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry></Placemark>
    </Document></kml>"""
    roads = read_roads(file_of(tmp_path, text, "roads.KML"))
    assert roads == (((38.0, 35.0), (38.5, 35.5)), ((1.0, 2.0), (3.0, 4.0)))


def test_every_wrong_line_is_named_at_once(tmp_path):
    short, none = ({"type": "LineString", "coordinates": value} for value in ([[1, 2]], "x"))
    wrong = [LINE, short, none, {"type": "MultiLineString", "coordinates": [[[200, 2], [3, "4"]]]}]
    with pytest.raises(ControlError) as caught:
        read_roads(file_of(tmp_path, {"type": "GeometryCollection", "geometries": wrong}))
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4, 4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": "FeatureCollection", "features": []}', "no line"),
        ('{"type": "Polygon", "coordinates": []}', "no line"),
        ("[1, 2]", "no line"),
        ("{", "no roads"),
        ('{"type": "LineString", "coordinates": [[35, 138], [36, 139]]}', "longitude, then latitude"),
    ],
)
def test_what_holds_no_roads_is_refused(tmp_path, text, said):
    with pytest.raises(ControlError, match=said):
        read_roads(file_of(tmp_path, text))
    with pytest.raises(ControlError, match="no roads"):
        read_roads(tmp_path / "nothing.geojson")
