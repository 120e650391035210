"""`import captures` as a user meets it."""

import json
from pathlib import Path

import pytest
from command_line import Done, run

from holdfire.case.act import Act
from holdfire.case.captured import imported_captures
from holdfire.case.folder import Case
from holdfire.intake.opening import new_case

pytestmark = pytest.mark.e2e

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
TABLE = "town,lat,lon,date,from,to\nOsk,34,38,2030-05-01,Reds,Blues\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="t", actors=None, act=ACT)


def put(case: Case, table: str, *flags: str, code: int = 0) -> Done:
    file = case.path.parent / "towns.csv"
    file.write_text(table)
    done = run("-C", case.path, "import", "captures", file, *flags)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_it_says_what_was_read_and_as_json_holds_the_same(case: Case) -> None:
    assert "press: 1 row read, 1 capture of 1 place" in put(case, TABLE, "--name", "press").stdout
    report = json.loads(put(case, TABLE, "--name", "press", "--json").stdout)
    assert (report["captures"], report["sides"], report["changes"]["new"]) == (1, ["Blues", "Reds"], 0)


def test_a_dry_run_writes_nothing(case: Case) -> None:
    assert "without --dry-run: towns: 1 row read" in put(case, TABLE, "--dry-run").stdout
    assert imported_captures(case) == ()


def test_bad_rows_are_exit_3_and_columns_can_be_named(case: Case) -> None:
    assert "towns.csv, row 2, column lat" in put(case, TABLE.replace("34", "134"), code=3).stderr
    assert "--column place=NAME" in put(case, TABLE.replace("town", "Ort"), code=3).stderr
    put(case, TABLE.replace("town", "Ort"), "--column", "place=Ort")
    put(case, TABLE, "--column", "place", code=2)
