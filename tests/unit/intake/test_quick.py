import json
import zipfile
from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import CaseError, InputError, TableError
from holdfire.intake.mapping import propose_mapping
from holdfire.intake.opening import new_case
from holdfire.intake.quick import quick_case
from holdfire.intake.recognition import Sort, sort_of

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
UCDP = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,best"
ACLED = "event_id_cnty,event_date,event_type,actor1,actor2,country,latitude,longitude,fatalities"
FILES = {
    "ged.csv": f"{UCDP}\n1,1,Government of X,Red,10,20,X,2017-10-01,1\n",
    "acled.txt": f"{ACLED}\nVEL1,2020-01-15,Battles,A,B,X,10,20,0\n",
    "towns.csv": "name,latitude,longitude,country\nAba,10,20,X\n",
    "actors.toml": '[[actor]]\nid = "red"\nname = "Red"\n',
    "note.txt": "Red attacked Aba on Monday, a report said.\n",
    "ground.json": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"holder": "Red", "from": "2017-01-01"},
                    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
                }
            ],
        }
    ),
    "areas.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": "North", "level": "adm_1"},
                    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
                }
            ],
        }
    ),
}
SORTS = {
    "ged.csv": Sort.UCDP,
    "acled.txt": Sort.ACLED,
    "towns.csv": Sort.PLACES,
    "actors.toml": Sort.ACTORS,
    "note.txt": Sort.DOCUMENTS,
    "ground.json": Sort.CONTROL,
    "areas.geojson": Sort.PLACES,
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_by_what_it_holds(files: dict[str, Path], name: str) -> None:
    assert sort_of(files[name]) is SORTS[name]


def test_a_zip_of_one_table_is_a_table_and_one_of_texts_is_documents(tmp_path: Path) -> None:
    for name, member in (("t.zip", "ged.csv"), ("d.zip", "note.txt")):
        with zipfile.ZipFile(tmp_path / name, "w") as folder:
            folder.writestr(member, FILES[member])
    assert (sort_of(tmp_path / "t.zip"), sort_of(tmp_path / "d.zip")) == (Sort.UCDP, Sort.DOCUMENTS)


def test_files_of_every_kind_become_one_case_named_after_the_first(files: dict[str, Path]) -> None:
    report = quick_case(list(files.values()), None, ACT)
    case = Case.open(Path(report.case))
    assert Path(report.case).name == "ged-case"
    assert case.names("events/*.parquet") == ("events/acled.parquet", "events/ged.parquet")
    assert case.names("places/*") == (
        "places/areas.geojson",
        "places/areas.json",
        "places/towns.json",
        "places/towns.parquet",
    )
    assert len(case.names("documents/*/meta.json")) == len(case.names("control/*.geojson")) == 1
    assert "red" in case.read("actors.toml").decode()
    assert {Path(taken.file).name: taken.sort for taken in report.files} == SORTS


def test_two_files_of_one_name_stay_two_data_sets(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ged.csv").write_text(FILES["ged.csv"])
    report = quick_case([tmp_path / "a" / "ged.csv", tmp_path / "b" / "ged.csv"], tmp_path / "case", ACT)
    assert Case.open(Path(report.case)).names("events/*.parquet") == (
        "events/ged.parquet",
        "events/ged_2.parquet",
    )


def test_bad_files_are_all_reported_and_no_case_is_left(files: dict[str, Path], tmp_path: Path) -> None:
    bad = {
        "strikes.csv": ("date,location,number\n01/02/2015,Aba,3\n", "import strikes strikes.csv --side-a"),
        "other.csv": ("when,what\n1,2\n", "import csv other.csv --propose"),
        "half.toml": ("title = 1\n", "no actor registry"),
        "shape.json": ('{"features": [{"geometry": "x", "properties": {"a": 1}}]}', "no known kind"),
        "late.csv": (f"{UCDP}\n1,1,A,B,91,20,X,2017-10-01,1\n", "must be at least -90"),
    }
    for name, (text, _) in bad.items():
        (tmp_path / name).write_text(text)
    before = sorted(tmp_path.iterdir())
    given = [files["ged.csv"], *(tmp_path / name for name in bad), tmp_path / "nowhere.csv"]
    with pytest.raises(InputError) as caught:
        quick_case(given, None, ACT)
    for says in (
        "import strikes strikes.csv",
        "import csv other.csv --propose",
        "import csv shape.json --propose",
        "no actor registry",
        "nowhere",
    ):
        assert says in str(caught.value)
    with pytest.raises(
        InputError, match=r"(?s)late\.csv, taken for UCDP events.*must be at least -90"
    ) as caught:
        quick_case([files["ged.csv"], tmp_path / "late.csv"], None, ACT)
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_not_empty_is_left_alone(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="not empty"):
        quick_case([files["ged.csv"]], tmp_path, ACT)


def test_a_mapping_is_never_written_into_a_case_or_over_a_file(
    files: dict[str, Path], tmp_path: Path
) -> None:
    case = new_case(tmp_path / "case", title="A case", actors=None, act=ACT)
    with pytest.raises(TableError, match="lies in a case"):
        propose_mapping(files["ged.csv"], case.path / "events" / "map.toml")
    assert propose_mapping(files["ged.csv"], case.path / ".." / "beside.toml", write=False).text
    made = propose_mapping(files["ged.csv"], None)
    assert (made.file, (tmp_path / "ged.toml").read_text()) == (str(tmp_path / "ged.toml"), made.text)
    with pytest.raises(TableError, match="exists already"):
        propose_mapping(files["ged.csv"], None)


def test_maps_of_other_formats_and_tables_of_who_held_what_are_control(tmp_path: Path) -> None:
    marks = tmp_path / "held.csv"
    marks.write_text("name,latitude,longitude,date,held_by\nAba,1,2,2017-01-01,Red\n")
    drawn = tmp_path / "drawn.kml"
    ring = "2,1 3,1 3,2 2,1"
    drawn.write_text(
        "<kml><Placemark><ExtendedData><Data name='holder'><value>Red</value></Data></ExtendedData>"
        "<TimeStamp><when>2017-01-01</when></TimeStamp><Polygon><outerBoundaryIs><LinearRing>"
        f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
    )
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("doc.kml", drawn.read_bytes())
    report = quick_case([marks, drawn, packed], tmp_path / "case", ACT)
    assert [taken.sort for taken in report.files] == [Sort.CONTROL] * 3
    names = Case.open(Path(report.case)).names("control/*")
    assert names == ("control/drawn.geojson", "control/held.geojson", "control/packed.geojson")
