"""`import control` and `control list` as a user meets them."""

import json
from pathlib import Path

import pytest
from command_line import Done, run, run_anew

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.opening import new_case

pytestmark = pytest.mark.e2e

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
MARKS = "town,lat,lon,day,held_by\nOsk,34,38,2030-05-01,Reds\nBel,34,38.2,2030-05-01,Blues\n"
RING = [[38.0, 33.9], [38.3, 33.9], [38.3, 34.1], [38.0, 34.1], [38.0, 33.9]]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="t", actors=None, act=ACT)


def put(case: Case, name: str, text: str, *flags: str, code: int = 0) -> Done:
    file = case.path.parent / name
    file.write_text(text)
    done = run("-C", case.path, "import", "control", file, *flags)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def drawn(holder: str) -> str:
    geometry = {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": {"owner": holder}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_marks_and_a_map_are_two_sources_whose_disagreement_is_told_and_kept(case: Case) -> None:
    assert "2 marks of 2 places became areas" in put(case, "marks.csv", MARKS, "--source", "press").stdout
    flags = ("--column", "holder=owner", "--from", "2030-05-01", "--until", "2030-05-11", "--source", "desk")
    told = put(case, "drawn.geojson", drawn("REDS"), *flags).stdout
    assert "desk and press both draw" in told
    assert "both are kept" in told
    listed = run_anew("-C", case.path, "control", "list")
    assert listed.returncode == 0, listed.stderr
    maps = json.loads(run("-C", case.path, "control", "list", "--json").stdout)
    assert [source["source"] for source in maps["sources"]] == ["desk", "press"]
    (beside,) = maps["agreement"]
    assert (beside["days"], beside["half"]) == (10, 0)
    assert beside["differ"] == pytest.approx(2 / 3, abs=0.02)  # the border is at 38.1


def test_a_dry_run_writes_nothing_and_json_holds_what_is_said(case: Case) -> None:
    assert "without --dry-run: imported" in put(case, "marks.csv", MARKS, "--dry-run").stdout
    assert case.names("control/*") == ()
    report = json.loads(put(case, "marks.csv", MARKS, "--json", "--reach", "12").stdout)
    assert (report["marks"]["places"], report["marks"]["reach_km"]) == (2, 12)
    assert "no control map" not in run("-C", case.path, "control", "list").stderr


def test_a_case_without_maps_says_how_to_get_one(case: Case) -> None:
    assert "holdfire import control FILE" in run("-C", case.path, "control", "list").stderr


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        (("--reach", "0"), 2, "--reach takes more than 0"),
        (("--gap", "-1"), 2, "--gap takes 0 days or more"),
        (("--seen", "x.csv"), 2, "--seen needs --gap"),
        (("--from", "2030-05-01"), 3, "place marks have a day each"),
        (("--column", "owner=x"), 3, "--column does not know owner; place marks have: place"),
        (("--within", "nowhere.geojson"), 3, "there is no such file"),
        (("--within", "marks.csv"), 3, "this is no JSON"),
        (("--within", "odd.json"), 3, "geometry of type None"),
    ],
)
def test_flags_that_can_not_be_meant_are_refused(
    case: Case, flags: tuple[str, ...], code: int, said: str
) -> None:
    (case.path.parent / "odd.json").write_text('{"features": 3}')
    flags = tuple(str(case.path.parent / f) if f.endswith(("json", "csv")) else f for f in flags)
    assert said in put(case, "marks.csv", MARKS, *flags, code=code).stderr
    assert case.names("control/*") == ()


def test_flags_of_control_are_for_control_only(case: Case) -> None:
    done = run("-C", case.path, "import", "places", "x.csv", "--gap", "3")
    assert (done.returncode, "are for import control" in done.stderr) == (2, True)
