"""Bad input, one kind after the other: a clear message, exit 3, and the case byte for byte as it was."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from command_line import run, run_anew

pytestmark = pytest.mark.e2e

HEADER = (
    "id,year,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,country,"
    "date_start,date_end,best,high,low,adm_1,where_coordinates"
)
GOOD = [
    "1,2017,1,X: Government,Government of X,Red,10.0,20.0,X,2017-10-01,2017-10-01,1,1,1,North province,Aba",
    "2,2017,1,X: Government,Government of X,Blue,10.5,20.5,X,2017-10-05,2017-10-05,2,2,2,North province,Aba",
    "3,2017,2,Red - Blue,Red,Blue,10.6,20.1,X,2017-10-07,2017-10-07,0,0,0,South province,Bera",
    "4,2017,2,Red - Blue,Red,Blue,10.6,20.1,Y,2017-10-07,2017-10-07,0,0,0,South province,Bera",
]


def fingerprint(case: Path) -> dict[str, str]:
    return {
        str(p.relative_to(case)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(case.rglob("*"))
        if p.is_file() and ".cache" not in p.parts and p.suffix != ".lock"
    }


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad") / "case"
    assert run_anew("new", folder).returncode == 0
    good = folder.parent / "good.csv"
    good.write_text("\n".join([HEADER, *GOOD]) + "\n")
    assert run("-C", folder, "import", "ucdp", good).returncode == 0
    return folder


def _refused(case: Path, *arguments: str | Path, says: tuple[str, ...]) -> str:
    before = fingerprint(case)
    done = run("-C", case, *arguments)
    assert done.returncode == 3, f"exit {done.returncode}: {done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    for words in says:
        assert words.casefold() in done.stderr.casefold(), f"{words!r} is not in: {done.stderr[:2000]}"
    assert fingerprint(case) == before
    return done.stderr


def _table(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    file = tmp_path / "bad.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    return file


@pytest.mark.parametrize("command", [("add",), ("import", "ucdp"), ("import", "control")], ids=" ".join)
def test_a_file_that_is_not_there_is_named(case: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    _refused(case, *command, tmp_path / "nowhere.csv", says=("nowhere.csv",))


@pytest.mark.parametrize(
    ("command", "name"),
    [(("add",), "empty.txt"), (("import", "ucdp"), "empty.csv"), (("import", "control"), "empty.geojson")],
)
def test_an_empty_file_is_refused(case: Path, tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    _refused(case, *command, tmp_path / name, says=(name, "empty"))


def test_a_wrong_encoding_is_named(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    file.write_bytes(("\n".join([HEADER, *GOOD]).replace("Aba", "Abä") + "\n").encode("latin-1"))
    _refused(case, "import", "ucdp", file, says=("latin.csv", "UTF-8"))


def test_a_missing_column_is_named(case: Path, tmp_path: Path) -> None:
    _refused(
        case,
        "import",
        "ucdp",
        _table(tmp_path, GOOD[0], header=HEADER.replace("latitude", "lattitude")),
        says=("latitude",),
    )


def test_ten_thousand_bad_rows_are_counted_and_the_first_thousand_listed(case: Path, tmp_path: Path) -> None:
    bad = [
        row.replace("10.0,20.0", "north,20.0").replace("1,2017", f"{n},2017", 1)
        for n in range(10_000)
        for row in GOOD[:1]
    ]
    told = _refused(case, "import", "ucdp", _table(tmp_path, *bad), says=("10,000", "latitude", "row"))
    assert told.count("north") == 1_000


def test_a_latitude_of_91_is_named_with_row_and_column(case: Path, tmp_path: Path) -> None:
    told = _refused(
        case,
        "import",
        "ucdp",
        _table(tmp_path, *GOOD[:2], GOOD[2].replace("10.6", "91")),
        says=("latitude", "91"),
    )
    assert "row 4" in told


def test_an_end_before_the_start_is_named(case: Path, tmp_path: Path) -> None:
    bad = GOOD[0].replace("2017-10-01,2017-10-01", "2017-10-09,2017-10-01")
    _refused(case, "import", "ucdp", _table(tmp_path, bad), says=("date_end",))


@pytest.mark.parametrize(
    "content",
    [
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "FeatureCollection", "features": []},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": None, "properties": {"holder": "Red"}}],
        },
        {"name": "no map at all"},
    ],
    ids=("geometry", "no features", "no ground", "other json"),
)
def test_a_geojson_that_is_no_map_is_refused(case: Path, tmp_path: Path, content: dict[str, object]) -> None:
    file = tmp_path / "ground.geojson"
    file.write_text(json.dumps(content))
    _refused(case, "import", "control", file, says=("ground.geojson",))


PERIOD = ("--from", "2017-10-01", "--until", "2017-11-01")


def test_a_question_without_a_is_incomplete(case: Path) -> None:
    _refused(case, "ask", "--b", "Red", "--against", "Blue", "--area", "X", *PERIOD, says=("--a",))


def test_an_actor_that_nobody_knows_is_named(case: Path) -> None:
    _refused(case, "ask", "--a", "Purple", "--b", "Red", "--area", "X", *PERIOD, says=("Purple",))


def test_an_area_that_nobody_knows_is_named(case: Path) -> None:
    _refused(case, "ask", "--a", "Red", "--b", "Blue", "--area", "Atlantis", *PERIOD, says=("Atlantis",))


def test_an_area_name_with_two_equal_matches_is_a_tie_with_its_list(case: Path) -> None:
    told = _refused(
        case, "ask", "--a", "Red", "--b", "Blue", "--area", "South", *PERIOD, says=("South province",)
    )
    assert "X" in told
    assert "Y" in told


def test_a_period_that_ends_before_it_begins_is_refused(case: Path) -> None:
    reversed_ = ("--from", "2017-11-01", "--until", "2017-10-01")
    _refused(case, "ask", "--a", "Red", "--b", "Blue", "--area", "X", *reversed_, says=("2017-10-01",))


def test_a_packed_file_that_holds_no_table_is_refused(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "nothing.csv.gz"
    with gzip.open(file, "wb") as packed:
        packed.write(b"not a table\n" * 10)
    _refused(case, "import", "ucdp", file, says=("nothing.csv.gz",))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [(("--kind", "atack"), "no kind of claim is called atack"), (("--document", "x.txt"), "the case has")],
    ids=["kind", "document"],
)
def test_a_wrong_name_is_told_before_anything_is_coded(
    case: Path, tmp_path: Path, wrong: tuple[str, str], says: str
) -> None:
    (tmp_path / f"{wrong[0][2:]}.txt").write_text(f"Red attacked Blue near Aba, by {wrong[0]}.\n")
    assert run("-C", case, "add", tmp_path / f"{wrong[0][2:]}.txt").returncode == 0
    _refused(case, "claims", *wrong, says=(says,))


def test_why_says_what_ids_look_like_where_nothing_has_the_id(case: Path) -> None:
    _refused(case, "why", "xyz", says=("nothing is called xyz", "a claim is c_", "a question q_"))
