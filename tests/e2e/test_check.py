"""Checking figures as a user does: table, JSON, filters, the exit code of --strict."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Done, run, run_anew

pytestmark = pytest.mark.e2e

GAZETTEER = "name,lat,lon,level\nOsk,41.0,12.0,place\nTarn,41.9,12.0,place\n"
REPORT = """Velm forces took three towns, including Brod, Pell and Kest, on 14 March 2031.

Tarn lies 30 km north of Osk. Some 13 % of its 923 raids hit the army.
"""


def holdfire(*arguments: str | Path, code: int = 0, anew: bool = False) -> Done:
    done = (run_anew if anew else run)(*arguments)
    assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def test_check_says_what_cannot_be_and_strict_makes_it_an_exit_code(tmp_path: Path) -> None:
    case, report, gazetteer = tmp_path / "case", tmp_path / "report.txt", tmp_path / "places.csv"
    report.write_text(REPORT, encoding="utf-8")
    gazetteer.write_text(GAZETTEER, encoding="utf-8")
    holdfire("new", case)
    holdfire("-C", case, "add", report, "--published", "2031-04-01")
    holdfire("-C", case, "import", "places", gazetteer)
    found: list[dict[str, Any]] = json.loads(holdfire("-C", case, "check", "--json").stdout)
    by_check = {one["check"]: one for one in found}
    assert {kind: one["status"] for kind, one in by_check.items()} == {
        "count": "consistent",
        "distance": "inconsistent",
        "share": "consistent",
    }
    distance = by_check["distance"]
    assert distance["quote"] == REPORT[distance["start"] : distance["end"]]
    assert (distance["stated"], distance["unit"], distance["document"]) == (30, "km", "report.txt")
    assert 99 < distance["computed"] < 101
    assert {"claim", "other", "reason", "rows", "against", "used", "folder"} <= set(distance)
    assert by_check["count"]["claim"].startswith("c_")
    assert holdfire("-C", case, "check", "--strict", code=1, anew=True).stdout.count("inconsistent") == 1
