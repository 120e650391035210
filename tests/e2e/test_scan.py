"""`scan` as a user meets it: a table, JSON, a picture; Ctrl-C and the same command again; two workers."""

import csv
import json
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from command_line import Done, run

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.scan_kept import FOLDER
from holdfire.inquiry.verifying import verify
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

pytestmark = pytest.mark.e2e

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
HEADER = (
    "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,where_prec,date_prec,best,adm_1"
)
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
VERDICTS = ("supports", "suspect", "guilty", "suspicious")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("scan")
    rng = np.random.default_rng(1)
    with (folder / "war.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        for one, two in combinations(NAMES, 2):
            for day in rng.integers(0, 360, 60).tolist():
                place = (35, 38, "Velmar", date(2030, 1, 1) + timedelta(day))
                writer.writerow([f"{one}{two}{rng.integers(2**40)}", 2, one, two, *place, 1, 1, 1, "North"])
    made = new_case(folder / "case", title="t", actors=None, act=ACT)
    import_events(made, "ucdp", [folder / "war.csv"], name=None, skip_bad=False, act=ACT)
    return made


def _command(case: Case, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "holdfire", "-C", str(case.path), "scan", *arguments]


def _run(case: Case, *arguments: str) -> Done:
    done = run("-C", case.path, "scan", *arguments)
    assert "Traceback" not in done.stderr
    return done


def _kept(case: Case) -> int:
    files = list((case.path / FOLDER).glob("*.jsonl"))
    return sum(line.startswith(b"{") for file in files for line in file.read_bytes().splitlines())


def test_a_scan_that_is_stopped_goes_on_and_ends_as_if_it_never_was(case: Case, tmp_path: Path) -> None:
    wanted = ("--form", "concerted-attack", "--workers", "2", "--json")
    log = (case.path / "log.jsonl").read_bytes()
    with subprocess.Popen(_command(case, *wanted), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 60
        while not _kept(case) and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert b"the case is whole" in err
    assert b"Traceback" not in err
    assert verify(case) == ()
    stopped_at = _kept(case)
    assert 0 < stopped_at < 30
    resumed = _run(case, *wanted)
    (found,) = json.loads(resumed.stdout)
    assert (len(found["rows"]), _kept(case)) == (30, 30)
    assert (case.path / "log.jsonl").read_bytes() == log
    picture = tmp_path / "all.svg"
    told = _run(
        case,
        "--form",
        "concerted-attack",
        "--a",
        "Birch",
        "--b",
        "Ash",
        "--against",
        "Elm",
        "--out",
        str(picture),
    )
    assert "30 triples tested, 0 left out" in told.stdout
    assert not [word for word in VERDICTS if word in told.stdout]
    assert "against elm, rank" in picture.read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--out", "x.svg"), "a picture is of one form"),
        (("--form", "silent-front", "--workers", "0"), "one worker or more"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(case: Case, arguments: tuple[str, ...], says: str) -> None:
    done = _run(case, *arguments)
    assert says in done.stderr
    assert done.returncode not in (0, 70)
