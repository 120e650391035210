"""Whatever is in a file that calls itself a map, it is reported in words and the case stays as it was."""

import io
import json
import pathlib
import sqlite3
import sys
import zipfile
from collections.abc import Callable

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.control import Terms, read_control
from holdfire.errors import ControlError
from holdfire.intake.control import MapWishes, import_control
from holdfire.intake.opening import new_case

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
RING = [[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    return new_case(tmp_path / "case", title="x", actors=None, act=ACT)


def feature(ring: list[list[float]], **properties: object) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    known = {"holder": "Red", "from": "2017-01-01", **properties}
    return {"type": "Feature", "properties": known, "geometry": geometry}


def geojson(*features: dict[str, object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def kml(inner: str = "", *, head: str = "") -> bytes:
    ring = " ".join(f"{lon},{lat}" for lon, lat in RING)
    mark = (
        "<Placemark><name>a</name><ExtendedData><Data name='holder'><value>Red</value></Data></ExtendedData>"
        f"<TimeSpan><begin>2017-01-01</begin></TimeSpan>{inner}<Polygon><outerBoundaryIs><LinearRing>"
        f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
    )
    namespace = "http://www.opengis.net/kml/2.2"
    return f'<?xml version="1.0"?>{head}<kml xmlns="{namespace}"><Document>{mark}</Document></kml>'.encode()


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in members.items():
            folder.writestr(name, data)
    return file.getvalue()


def vast() -> bytes:
    """Pack a map with 300 MB of blanks behind it, piece by piece."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder, folder.open("doc.kml", "w") as member:
        member.write(kml())
        for _ in range(300):
            member.write(b" " * 1_000_000)
    return file.getvalue()


ENTITIES = (
    '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg", "gh")
    ) + "]>"
)  # fmt: skip
FILE_ENTITY = '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LINK = "<NetworkLink><Link><href>http://example.org/map.kml</href></Link></NetworkLink>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
SWAPPED = [[35.0, 106.0], [36.0, 106.0], [36.0, 107.0], [35.0, 106.0]]
ALONG_ITSELF = [[36.0, 35.0], [37.0, 35.0], [36.5, 35.0], [36.0, 35.0]]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.geojson", PICTURE, "its name says GeoJSON, but it holds a PNG picture"),
        ("a.geojson", packed({"a": b"1"}), "its name says GeoJSON, but it holds a zip archive"),
        ("a.kml", geojson(feature(RING)), "its name says KML, but it holds something else"),
        ("a.gpkg", kml(), "its name says GeoPackage, but it holds XML"),
        ("a.shp", geojson(feature(RING)), "its name says shapefile, but it holds something else"),
        ("a.kmz", kml(), "its name says zip archive, but it holds XML"),
        ("a.kml", SVG, "its first element is 'svg'"),
        ("a.kml", b"<kml><Placemark>", "no XML that can be read"),
        ("a.kml", kml(head=ENTITIES), "document type"),
        ("a.kml", kml("<description>&a;</description>", head=FILE_ENTITY), "document type"),
        ("a.kml", kml().replace(b"<Placemark>", LINK.encode() + b"<Placemark>"), "nothing is fetched"),
        ("a.kml", b"<kml/>", "no Placemark"),
        ("a.kmz", packed({"../../doc.kml": kml()}), "leads out of the archive"),
        ("a.kmz", packed({"doc.kml": kml(), "/etc/x": b"x"}), "leads out of the archive"),
        ("a.kmz", packed({"a.kml": kml(), "b.kml": kml()}), "exactly one map; this one holds a.kml, b.kml"),
        ("a.kmz", vast, "unpacks to more than"),
        ("a.zip", packed({"map.geojson": b"[" * 100_000}), "a.zip: map.geojson"),
        ("a.zip", packed({"picture.png": PICTURE}), "exactly one map; this one holds picture.png"),
        ("a.zip", packed({"a.shp": b"\0\0\x27\x0a" + bytes(96)}), "there is no .dbf beside it"),
        ("a.zip", packed({"inner.zip": packed({"a.kml": kml()})}), "archive inside an archive"),
        ("a.geojson", geojson(feature(RING, until="2016-12-31")), "not after from"),
        ("a.geojson", geojson(feature(RING, until="2017-01-01")), "not after from"),
        ("a.geojson", geojson(feature(SWAPPED)), "latitude and longitude look swapped"),
        ("a.geojson", geojson(feature(ALONG_ITSELF)), "holds no ground"),
        ("a.csv", b"place,lat,lon,date\nA,35,36,2017-01-01\n", "no column says who holds the place"),
        ("a.csv", b"place,lat,lon,date,holder\nA,95,36,2017-01-01,Red\n", "swapped"),
        ("a.csv", b"place,lat,lon,date,holder\nA,35,,2017-01-01,Red\n", "half a position"),
        ("a.csv", b"place,lat,lon,date,holder\nA,,,2017-01-01,Red\n", "no mark has coordinates"),
        ("a.csv", PICTURE, "NUL"),
        ("a.dwg", b"x", "no reader for .dwg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_map_is_refused_in_words_and_the_case_stays(
    case: Case, tmp_path: pathlib.Path, name: str, data: bytes | Callable[[], bytes], said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data())  # what is large is made when it is needed
    before = (case.path / "log.jsonl").read_bytes()
    with pytest.raises(ControlError) as refused:
        import_control(case, [path], name=None, act=ACT)
    assert said in str(refused.value)
    assert refused.value.problems
    assert all(problem.file.startswith(name) for problem in refused.value.problems)
    assert case.names("control/*") == ()
    assert (case.path / "log.jsonl").read_bytes() == before


@pytest.mark.parametrize("ending", [".geojson", ".kml", ".kmz", ".shp", ".gpkg", ".zip", ".csv"])
def test_a_file_that_is_missing_or_a_folder_is_refused(
    case: Case, tmp_path: pathlib.Path, ending: str
) -> None:
    (tmp_path / f"folder{ending}").mkdir()
    for stem in ("none", "folder"):
        with pytest.raises(ControlError, match=f"{stem}{ending}"):
            import_control(case, [tmp_path / f"{stem}{ending}"], name=None, act=ACT)


def test_a_script_in_a_description_is_passed_over(case: Case, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.kml"
    path.write_bytes(kml("<description><![CDATA[<script>alert(1)</script>]]></description>"))
    import_control(case, [path], name=None, act=ACT)
    assert b"script" not in case.read("control/a.geojson")


def test_an_outline_that_crosses_itself_keeps_the_ground_that_readers_count_as_inside(
    case: Case, tmp_path: pathlib.Path
) -> None:
    bow_tie = [[36.0, 35.0], [37.0, 36.0], [37.0, 35.0], [36.0, 36.0], [36.0, 35.0]]
    path = tmp_path / "a.geojson"
    path.write_bytes(geojson(feature(RING), feature(bow_tie)))
    report = import_control(case, [path], name=None, act=ACT)
    assert report.mended == {"a.geojson": (2,)}
    assert any("feature 2" in line for line in report.sentences())
    sound = read_control(case.path / "control/a.geojson")[1]
    corners = sorted(sorted(set(polygon[0])) for polygon in sound.polygons)
    assert corners == [[(36, 35), (36, 36), (36.5, 35.5)], [(36.5, 35.5), (37, 35), (37, 36)]]


def test_a_map_that_is_swapped_within_the_earth_is_known_by_the_places_of_the_case(
    case: Case, tmp_path: pathlib.Path
) -> None:
    inland = [[39.0, 35.0], [40.0, 35.0], [40.0, 36.0], [39.0, 36.0], [39.0, 35.0]]
    paths = {"right": tmp_path / "right.geojson", "swapped": tmp_path / "swapped.geojson"}
    paths["right"].write_bytes(geojson(feature(inland)))
    paths["swapped"].write_bytes(geojson(feature([[lat, lon] for lon, lat in inland])))
    import_control(case, [paths["right"]], name="a", act=ACT)
    with pytest.raises(ControlError, match="with latitude and longitude swapped"):
        import_control(case, [paths["swapped"]], name="b", act=ACT)
    assert import_control(case, [paths["right"]], name="b", act=ACT).spells == 1


def database(path: pathlib.Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()


def test_another_database_is_no_geopackage(case: Case, tmp_path: pathlib.Path) -> None:
    database(tmp_path / "a.gpkg")
    with pytest.raises(ControlError, match="no GeoPackage"):
        import_control(case, [tmp_path / "a.gpkg"], name=None, act=ACT)


def test_a_database_that_only_says_it_is_a_geopackage_is_refused(case: Case, tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pyogrio")
    path = tmp_path / "a.gpkg"
    database(path)
    data = bytearray(path.read_bytes())
    data[68:72] = b"GPKG"
    path.write_bytes(data)
    with pytest.raises(ControlError, match=r"a\.gpkg"):
        import_control(case, [path], name=None, act=ACT)


def test_without_the_library_a_shapefile_is_refused_with_how_to_get_it(
    case: Case, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyogrio", None)
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.shp": b"\0\0\x27\x0a" + bytes(96), "a.dbf": bytes(40), "a.shx": bytes(100)}))
    with pytest.raises(ControlError, match=r"\[maps\].*pip install"):
        import_control(case, [path], name=None, act=ACT)


Write = Callable[..., pathlib.Path]


@pytest.fixture
def shapefile(tmp_path: pathlib.Path) -> Write:
    """Write a zipped shapefile with the library itself."""
    pyogrio = pytest.importorskip("pyogrio")
    import numpy as np
    import shapely

    def write(
        ring: list[list[float]], *, crs: str, holder: str = "Rōjava", without: str = ".none",
        encoding: str = "UTF-8",
    ) -> pathlib.Path:  # fmt: skip
        wide = ring[2][0] - ring[0][0]
        further = shapely.Polygon([(x + 2 * wide, y) for x, y in ring])
        pyogrio.raw.write(
            tmp_path / "a.shp",
            geometry=np.array([shapely.MultiPolygon([shapely.Polygon(ring), further]).wkb], dtype=object),
            field_data=[np.array([holder], dtype=object), np.array(["2017-10-01"], dtype="datetime64[D]")],
            fields=["HOLDER", "FROM"],
            geometry_type="Polygon",
            crs=crs,
            encoding=encoding,
            driver="ESRI Shapefile",
        )
        parts = {p.name: p.read_bytes() for p in tmp_path.glob("a.*") if p.suffix not in (without, ".zip")}
        (tmp_path / "a.zip").write_bytes(packed(parts))
        return tmp_path / "a.zip"

    return write


def test_a_shapefile_in_another_projection_is_turned_to_degrees(case: Case, shapefile: Write) -> None:
    from pyproj import Transformer

    turn = Transformer.from_crs(4326, 32637, always_xy=True)
    report = import_control(
        case, [shapefile([list(turn.transform(*p)) for p in RING], crs="EPSG:32637")], name=None, act=ACT
    )
    assert any("UTM zone 37N" in note for note in report.notes)
    spell = read_control(case.path / "control/a.geojson")[0]
    assert (spell.holder, spell.since.isoformat()) == ("Rōjava", "2017-10-01")
    found = {(round(lon, 6), round(lat, 6)) for p in spell.polygons for lon, lat in p[0]}
    assert {(lon, lat) for lon, lat in RING} <= found
    assert len(spell.polygons) == 2


def test_a_shapefile_without_projection_is_taken_only_where_its_numbers_fit_degrees(
    case: Case, shapefile: Write
) -> None:
    report = import_control(case, [shapefile(RING, crs="EPSG:4326", without=".prj")], name="fits", act=ACT)
    assert any("nothing says in which projection" in note for note in report.notes)
    metres = [[lon * 10_000, lat * 100_000] for lon, lat in RING]
    with pytest.raises(ControlError, match=r"\.prj"):
        import_control(case, [shapefile(metres, crs="EPSG:32637", without=".prj")], name="metres", act=ACT)


def test_letters_of_a_table_are_read_as_it_says_or_not_at_all(case: Case, shapefile: Write) -> None:
    for encoding, without in (("UTF-8", ".none"), ("CP1252", ".none"), ("UTF-8", ".cpg")):
        path = shapefile(RING, crs="EPSG:4326", holder="Côte", encoding=encoding, without=without)
        assert import_control(case, [path], name="a", act=ACT).holders == ("Côte",)
    path = shapefile(RING, crs="EPSG:4326", holder="Côte", encoding="CP1252", without=".cpg")
    with pytest.raises(ControlError, match=r"\.cpg"):
        import_control(case, [path], name="a", act=ACT)


def test_a_geopackage_of_several_layers_asks_which_one_is_the_map(case: Case, tmp_path: pathlib.Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    import numpy as np
    import shapely

    path = tmp_path / "a.gpkg"
    for layer, holder in (("roads", None), ("ground", "Red")):
        pyogrio.raw.write(
            path,
            geometry=np.array([shapely.Polygon(RING).wkb], dtype=object),
            field_data=[np.array([holder], dtype=object)],
            fields=["owner"],
            geometry_type="Polygon",
            crs="EPSG:4326",
            driver="GPKG",
            layer=layer,
            append=path.exists(),
        )
    with pytest.raises(ControlError, match=r"--layer.*roads, ground"):
        import_control(case, [path], name=None, act=ACT)
    from datetime import date

    since, until = date(2017, 1, 1), date(2017, 2, 1)
    terms = Terms(columns={"holder": "owner"}, since=since, until=until, layer="ground")
    import_control(case, [path], name=None, act=ACT, wishes=MapWishes(terms=terms, source="desk"))
    (spell,) = read_control(case.path / "control/a.geojson")
    assert (spell.holder, spell.since, spell.until, spell.source) == ("Red", since, until, "desk")
    unknown = Terms(columns={"holder": "ruler", "ruler": "owner"}, since=since, layer="ground")
    with pytest.raises(ControlError, match="no feature has this property; they have: owner") as refused:
        import_control(case, [path], name=None, act=ACT, wishes=MapWishes(terms=unknown))
    assert "--column does not know this" in str(refused.value)
    assert len(refused.value.problems) == 2
