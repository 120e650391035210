import csv
import gzip
import io
import json
import zipfile

import pytest
import shapely
from pyproj import Geod

from holdfire.base.places import named_places
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import HoldfireError, TableError
from holdfire.intake.boundaries import centre_of, equal_disc_km
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.places import import_gazetteer
from holdfire.lexicon import Lexicon
from holdfire.model.place import radius_km
from holdfire.records.boundaries import read_boundaries, write_boundaries

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
DUMP = [
    "1\tManbij\tManbij\tMenbij,منبج,Манбидж\t36.53\t37.95\tP\tPPLA2\tSY\t\t09\t\t\t\t99497\t\t468\tAsia/Damascus\t2020-01-01",
    '2\tTall "old"\tTall\t\t36.0\t37.0\tP\tPPL\tSY\t\t09\t\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01',
    "3\tAleppo\tAleppo\tHalab\t36.2\t37.5\tA\tADM1\tSY\t\t09\t\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01",
    "4\tHotel\tHotel\t\t36.2\t37.2\tS\tHTL\tSY\t\t09\t\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01",
    "5\tKuweires\tKuweires\t\t36.18\t37.58\tS\tAIRB\tSY\t\t09\t\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01",
]
BAD = "name,lat,lon,population\nOsk,95,10,1\n,50,10,1\nTarn,50,east,1.5\nMill,50,10,3\n"


@pytest.fixture
def case(tmp_path):
    return Case.create(tmp_path / "case", {"holdfire.toml": b'title = "t"\n'}, ACT)


@pytest.fixture
def put(case, tmp_path):
    def import_(*files, name=None, columns=None, skip_bad=False, case=case):
        paths = []
        for file, content in files:
            path = tmp_path / file
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return import_gazetteer(case, paths, name=name, columns=columns or {}, skip_bad=skip_bad, act=ACT)

    return import_


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name, content in files.items():
            folder.writestr(name.replace("_txt", ".txt"), content)
    return out.getvalue()


def outlines(*features, **other):
    made = [{"type": "Feature", "properties": p, "geometry": json.loads(g)} for p, g in features]
    return json.dumps({"type": "FeatureCollection", "features": made, **other})


def box(west, south, east, north):
    return shapely.to_geojson(shapely.box(west, south, east, north))


def stored(case):
    return named_places([case.path / name for name in case.names("places/*.parquet")], None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("SY.txt", "\n".join(DUMP).encode()),
        ("SY.zip", zipped(SY_txt="\n".join(DUMP), readme_txt="about these files")),
        ("SY.txt.gz", gzip.compress("\n".join(DUMP).encode(), mtime=0)),
    ],
)
def test_a_dump_of_geonames_is_read_without_a_header_and_with_its_quotation_marks(case, put, name, content):
    report = put((name, content), name="geonames")
    assert (report.counts.read, report.counts.kept) == (5, 5)
    places = {place.name: place for place in stored(case)}
    assert set(places) == {"Manbij", 'Tall "old"', "Aleppo", "Kuweires"}  # a hotel is no place of a report
    assert places["Manbij"].names == ("Menbij", "Манбидж", "منبج")
    assert (places["Aleppo"].level, places["Manbij"].population) == ("adm_1", 99_497)


def test_every_bad_row_is_listed_and_the_case_stays_as_it_was(case, put):
    before = dict(case.logged())
    with pytest.raises(TableError) as caught:
        put(("bad.csv", BAD))
    assert [(p.row, p.column) for p in caught.value.problems] == [
        (2, "lat"),
        (3, "name"),
        (4, "lon"),
        (4, "population"),
    ]
    assert case.logged() == before
    report = put(("bad.csv", BAD), skip_bad=True)
    assert (report.counts.kept, report.counts.rejected, report.total_problems) == (1, 3, 4)


def test_a_second_import_says_what_is_new_changed_and_deleted(put):
    put(("a.csv", "id,name,lat,lon\n1,Osk,1,1\n2,Tarn,2,2\n3,Mill,3,3\n"), name="mine")
    table = ("a.csv", "id,name,lat,lon\n2,Tarn,2,2.5\n3,Mill,3,3\n4,Weir,4,4\n5,Weir,5,5\n")
    changes = put(table, name="mine").changes
    assert (changes.new, changes.changed, changes.deleted) == (2, 1, 1)
    changes = put(("b.geojson", outlines(({"name": "Osk"}, box(0, 0, 1, 1)))), name="mine").changes
    assert (changes.new, changes.changed, changes.deleted) == (1, 0, 4)


def test_a_rehearsal_writes_nothing(case, put):
    report = put(("a.csv", "name,lat,lon\nOsk,1,1\n"), case=case.rehearsal())
    assert report.counts.kept == 1
    assert case.names("places/*") == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("nul.csv", b"name,lat,lon\nA\x00,1,1\n"),
        ("latin.csv", "name,lat,lon\nÄ,1,1\n".encode("latin-1")),
        ("no.csv", b"a,b\n1,2\n"),
        ("twice.csv", b"name,lat,lon,LAT\nA,1,2,3\n"),
        ("none.geojson", b"{}"),
        ("half.geojson", b'{"type": "FeatureColl'),
        ("deep.geojson", b"[" * 200_000),
        ("empty.geojson", outlines().encode()),
        ("point.geojson", outlines(({"name": "A"}, '{"type": "Point", "coordinates": [1, 1]}')).encode()),
        ("flat.geojson", outlines(({"name": "A"}, box(1, 1, 1, 1))).encode()),
        ("nameless.geojson", outlines(({"colour": "red"}, box(1, 1, 2, 2))).encode()),
        ("metres.geojson", outlines(({"name": "A"}, box(1, 1, 2, 2)), crs={"name": "EPSG:3857"}).encode()),
        ("torn.geojson.gz", gzip.compress(b"{}", mtime=0)[:-4]),
    ],
)
def test_what_is_no_gazetteer_is_refused_with_a_reason(case, put, name, content):
    with pytest.raises(HoldfireError, match=name.split(".", maxsplit=1)[0]):
        put((name, content))
    assert case.names("places/*") == ()


def test_what_is_wrong_in_several_files_is_told_at_once(put):
    with pytest.raises(TableError) as caught:
        put(("bad.csv", BAD), ("point.geojson", outlines(({}, '{"type": "Point", "coordinates": [1, 1]}'))))
    assert {problem.file for problem in caught.value.problems} == {"bad.csv", "point.geojson"}


@pytest.mark.parametrize(
    ("properties", "wanted"),
    [
        (
            {"ADM2_EN": "Osk", "ADM2_AR": "أسك", "ADM2_PCODE": "R1", "ADM1_EN": "Up", "ADM0_EN": "Syria"},
            ("Osk", ("أسك",), "adm_2", ("Up",), "R1"),
        ),
        (
            {"NAME_EN": "Osk", "NAME_AR": "أسك", "PCODE": "R1", "ADM1_EN": "Up", "ADM0_EN": "Syria"},
            ("Osk", ("أسك",), "adm_2", ("Up",), "R1"),
        ),
        (
            {"adm1_name": "Osk", "adm1_name1": "أسك", "adm1_pcode": "R1", "adm0_name": "Syria"},
            ("Osk", ("أسك",), "adm_1", (), "R1"),
        ),
        (
            {"shapeName": "Osk", "shapeID": "R1", "shapeGroup": "SYR", "shapeType": "ADM2"},
            ("Osk", (), "adm_2", (), "R1"),
        ),
        (
            {"NAME_2": "Osk", "VARNAME_2": "Ask|Usk", "GID_2": "R1", "NAME_1": "Up", "COUNTRY": "Syria"},
            ("Osk", ("Ask", "Usk"), "adm_2", ("Up",), "R1"),
        ),
        (
            {"name": "Osk", "name:ar": "أسك", "id": "R1", "admin_level": 1, "country": "SY"},
            ("Osk", ("أسك",), "adm_1", (), "R1"),
        ),
    ],
)
def test_the_properties_are_told_from_common_schemes(case, put, properties, wanted):
    report = put(("b.geojson", outlines((properties, box(1, 1, 2, 2)))))
    (area,) = read_boundaries(case.read("places/b.geojson"), source="b")
    parents = tuple(p for p in area.parents if p != "Syria")
    assert (area.name, area.names, area.level, parents, area.code) == wanted
    assert area.country == "Syria"
    assert "name from" in report.boundaries[0]


def test_a_scheme_of_nobody_is_told_with_column(case, put):
    file = ("b.geojson", outlines(({"QARYE": "Osk", "sw": "Syria"}, box(1, 1, 2, 2))))
    with pytest.raises(TableError, match="there are: QARYE, sw"):
        put(file)
    with pytest.raises(TableError, match="'QARIE'"):
        put(file, columns={"name": "QARIE"})
    put(file, columns={"name": "QARYE", "country": "sw", "level": "3"})
    (area,) = read_boundaries(case.read("places/b.geojson"), source="b")
    assert (area.name, area.country, area.level) == ("Osk", "Syria", "adm_3")


def test_columns_of_a_table_can_be_told_too(case, put):
    put(("a.csv", "ort,breite,laenge\nOsk,1,2\n"), columns={"name": "Ort", "lat": "breite", "lon": "laenge"})
    assert [(p.name, p.lat, p.lon) for p in stored(case)] == [("Osk", 1.0, 2.0)]


def test_an_outline_that_crosses_itself_is_mended_and_counted(case, put):
    tie = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}'
    report = put(("b.geojson", outlines(({"name": "A"}, tie))))
    (area,) = read_boundaries(case.read("places/b.geojson"), source="b")
    assert shapely.from_geojson(area.outline).is_valid
    assert shapely.from_geojson(area.outline).area == pytest.approx(0.5)
    assert "mended: 1" in report.boundaries[0]


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 0.0), (179.9, 10.0), (-179.9, -60.0), (40.0, 75.0)])
def test_the_disc_of_an_area_has_its_ground_and_its_centre(lon, lat):
    """Oracle: a circle walked on the ellipsoid, whose radius and centre are known."""
    walk = [Geod(ellps="WGS84").fwd(lon, lat, -bearing, 80_000)[:2] for bearing in range(0, 360, 2)]
    east = [((x - lon + 180) % 360 - 180 + lon, y) for x, y in walk]
    ring = shapely.Polygon(east)
    parts = shapely.union_all(
        [
            shapely.transform(
                shapely.intersection(ring, shapely.box(a, -90, a + 360, 90)), lambda p, a=a: p - [a + 180, 0]
            )
            for a in (-540, -180, 180)
        ]
    )
    assert equal_disc_km(shapely.normalize(parts).reverse()) == pytest.approx(80, rel=0.01)
    x, y = centre_of(parts)
    assert Geod(ellps="WGS84").inv(x, y, lon, lat)[2] < 3_000


def test_boundaries_are_read_as_they_were_written(case, put):
    put(
        (
            "b.geojson",
            outlines(({"name": "A", "name_ar": "أ"}, box(1, 1, 2, 2)), ({"name": "B"}, box(2, 1, 3, 2))),
        )
    )
    data = case.read("places/b.geojson")
    assert write_boundaries(read_boundaries(data, source="b")) == data


def test_the_radius_of_a_settlement_grows_with_its_people():
    assert [radius_km("place", "P.PPL", people) for people in (None, 0, 100_000, 1_000_000)] == [
        5.0,
        5.0,
        8.3,
        15.3,
    ]
    assert [radius_km(level, None, None) for level in ("country", "adm_1", "adm_2", "adm_4")] == [
        400,
        100,
        40,
        20,
    ]
    assert [radius_km("place", feature, None) for feature in ("S.AIRB", "T.MTS")] == [5.0, 25.0]


def test_a_text_meets_places_by_every_name_and_people_stay_people(case, put):
    put(("SY.txt", "\n".join([*DUMP, DUMP[1].replace('2\tTall "old"', "9\tHassan")])))
    put(
        ("b.geojson", outlines(({"name": "Aleppo", "admin_level": 1, "country": "SYR"}, box(36, 36, 38, 37))))
    )
    names = Lexicon((), gazetteer(case)).read("Manbij fell. Hassan said so in Halab and near Menbij.", None)
    found = [(p.place.name, p.place.basis, p.place.radius_km) for p in names.places]
    (area,) = read_boundaries(case.read("places/b.geojson"), source="b")
    assert found == [
        ("Manbij", "gazetteer", 8.2),
        ("Halab", "gazetteer", area.radius_km),
        ("Menbij", "gazetteer", 8.2),
    ]


def test_the_order_of_imports_changes_no_place(tmp_path, put):
    files = [
        ("a.txt", "\n".join(DUMP)),
        ("b.csv", "name,alternates,lat,lon,country\nMenbij,منبج,36.54,37.96,Syria\nTall,,36,37,Syria\n"),
        ("c.geojson", outlines(({"name": "Aleppo", "country": "Syria"}, box(36, 36, 38, 37)))),
    ]
    results = set()
    for number in range(3):
        other = Case.create(tmp_path / f"case{number}", {"holdfire.toml": b'title = "t"\n'}, ACT)
        for k, file in enumerate((*files[number:], *files[:number])):
            put(file, name=f"{file[0][0]}{number}{k}", case=other)
        results.add(gazetteer(other))
    assert len(results) == 1


def test_the_order_of_files_of_one_import_changes_no_place(case, put):
    files = [("a.csv", "id,name,lat,lon\n1,Osk,1,1\n"), ("b.csv", "id,name,lat,lon\n1,Osk,2,2\n")]
    put(*files, name="both")
    assert not put(*reversed(files), name="both").changes.any
    assert [place.lat for place in stored(case)] == [2]


def test_the_shared_gazetteers_come_in_whole(shared, case):
    for name, rows in (
        ("geonames_cities500", 6025),
        ("syria_admin_names_ar_en", 348),
        ("ucdp_places_syria_iraq", 2345),
    ):
        path = shared / "data" / "gazetteer" / f"{name}.csv.gz"
        report = import_gazetteer(case, [path], name=None, columns={}, skip_bad=False, act=ACT)
        with gzip.open(path, "rt", encoding="utf-8") as file:
            assert rows == report.counts.kept == sum(1 for _ in csv.reader(file)) - 1


def test_the_shared_boundaries_come_in_with_levels_and_parents(shared, case):
    paths = sorted((shared / "data" / "syria_admin_boundaries").glob("*.geojson"))
    report = import_gazetteer(case, paths, name="syria", columns={}, skip_bad=False, act=ACT)
    areas = read_boundaries(case.read("places/syria.geojson"), source="syria")
    assert report.areas == len(areas) == 14 + 62 + 272
    assert {area.country for area in areas} == {"Syrian Arab Republic"}  # one file has its languages swapped
    lowest = [area for area in areas if area.level == "adm_3"]
    assert {area.parents[-1] for area in lowest} <= {area.name for area in areas if area.level == "adm_2"}
