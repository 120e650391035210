"""Matched events as a user meets them: find, list, open, undo, confirm, mark a side's data set."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.cli.application import app
from holdfire.cli.commands_matching import matches
from holdfire.errors import HoldfireError, InputError, UsageError
from holdfire.inquiry.verifying import verify
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
HEADER = (
    "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,date_end,where_prec,date_prec,"
    "best,high,low"
)
ROW = "{},2,Red,Blue,35.0,38.0,Velmar,{},{},1,1,{},{},{}"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = new_case(tmp_path / "case", title="t", actors=None, act=ACT)
    for name, deaths in (("desk", 40), ("office", 12)):
        day = "2017-10-01"
        lines = [
            HEADER,
            ROW.format(f"{name}1", day, day, deaths, deaths, 12),
            ROW.format(f"{name}2", "2017-12-01", "2017-12-01", 1, 1, 1),
        ]
        table = tmp_path / f"{name}.csv"
        table.write_text("\n".join(lines) + "\n")
        import_events(made, "ucdp", [table], name=name, skip_bad=False, act=ACT)
    return made


@pytest.fixture
def run(case: Case, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        done = CliRunner().invoke(whole, ["-C", str(case.path), "matches", *arguments])
        if isinstance(done.exception, HoldfireError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done

    whole = typer.Typer()
    whole.callback()(app.registered_callback.callback)  # type: ignore[union-attr, arg-type]
    whole.add_typer(matches, name="matches")
    monkeypatch.setenv("COLUMNS", "140")
    return call


def test_pairs_are_found_listed_opened_and_undone(case: Case, run: Callable[..., Result]) -> None:
    nobody = run()
    assert "holdfire matches find" in nobody.stderr
    assert "nothing was written" in run("find", "--dry-run").stderr
    assert not (case.path / "matches.json").exists()
    told = run("find").stdout
    assert "desk – office: 2 and 2 rows, 2 pairs in reach; 2 pairs of probability" in told
    listed = json.loads(run("--json").stdout)
    assert [pair["counts"] for pair in listed["pairs"]] == [True, True]
    assert listed["rows_counted_once"] == 2
    text = run().stdout
    assert "2 pairs in force: 2 rows not counted a second time" in text
    assert "versions of one event that do not agree: 1 on the deaths" in text
    wanted = next(pair["id"] for pair in listed["pairs"] if pair["differ"])
    opened = run("show", wanted).stdout
    assert "≠ best" in opened
    assert "same point" in opened
    assert "do not agree on: deaths" in opened
    run("undo", wanted, "--note", "two fights")
    after = json.loads(run("show", wanted, "--json").stdout)
    assert (after["pair"]["state"], after["judgements"][0]["note"]) == ("undone", "two fights")
    run("confirm", "ucdp:desk1", "ucdp:office1")
    assert json.loads(run("--json").stdout)["rows_counted_once"] == 2
    assert verify(case) == ()


def test_a_data_set_of_one_side_stands_back_beside_another(run: Callable[..., Result]) -> None:
    run("find")
    run("partisan", "desk", "--of", "Red")
    first = json.loads(run("--json").stdout)["pairs"][0]["id"]
    shown = json.loads(run("show", first, "--json").stdout)
    assert shown["counts_as"].startswith("ucdp:office")
    assert "desk is marked as partisan for Red" in run().stdout
    run("partisan", "desk", "--neutral")
    assert "partisan" not in run().stdout


def test_what_can_not_be_done_is_refused(case: Case, run: Callable[..., Result]) -> None:
    for error, message, arguments in (
        (UsageError, "from 0.5 to 1", ("find", "--threshold", "0.2")),
        (InputError, "desk, office", ("find", "--datasets", "x")),
        (InputError, "no match is called m_0", ("undo", "m_0")),
        (UsageError, "--of", ("partisan", "desk")),
    ):
        with pytest.raises(error, match=message):
            run(*arguments)
    assert verify(case) == ()
