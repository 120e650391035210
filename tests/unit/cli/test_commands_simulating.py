"""The command `simulate` as a user meets it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from holdfire.case.folder import Case
from holdfire.cli.commands_simulating import simulate
from holdfire.errors import HoldfireError, InputError, UsageError

SMALL = ("--months", "4", "--places", "24", "--actors", "3", "--reports", "3")


@pytest.fixture
def run() -> Callable[..., Result]:
    whole = typer.Typer()
    whole.command()(simulate)

    def call(*arguments: object) -> Result:
        done = CliRunner().invoke(whole, [str(a) for a in arguments])
        if isinstance(done.exception, HoldfireError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done

    return call


def test_the_scenarios_are_listed(run: Callable[..., Result]) -> None:
    listed = json.loads(run("--list", "--json").stdout)
    assert {"plain", "collusion", "tacit", "capacity", "local", "artefact"} <= {s["name"] for s in listed}
    assert "misses most of their fighting" in run("--list").stdout


def test_a_small_war_becomes_a_case_and_is_told_in_json(run: Callable[..., Result], tmp_path: Path) -> None:
    asked = ("--scenario", "collusion", "--seed", 5, *SMALL, "--pictures", 1)
    told = json.loads(run(tmp_path / "war", *asked, "--json").stdout)
    assert Path(told["case"]) == tmp_path / "war"
    assert told["parties"][:3] == ["gov", "covenant", "front"]
    assert [a["true"] for a in told["allegations"]] == [True]
    case = Case.open(tmp_path / "war")
    assert case.read("truth.json")
    assert [one["since"] for one in told["pictures"]] == ["2031-04-01"] * 3
    assert all(case.read(one["file"]).startswith(b"\x89PNG") for one in told["pictures"])
    assert [p.name for p in tmp_path.iterdir()] == ["war"]


def test_a_dry_run_writes_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    said = run(tmp_path / "war", "--scenario", "plain", *SMALL, "--dry-run").stdout
    assert "nothing was written" in said
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_left_as_it_is(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(InputError, match="not an empty folder"):
        run(tmp_path, "--scenario", "plain", *SMALL)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_folder_and_scenario_are_asked_for(run: Callable[..., Result], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--list names the scenarios"):
        run(tmp_path / "war")
    with pytest.raises(InputError, match="no scenario 'peace'"):
        run(tmp_path / "war", "--scenario", "peace")
    assert not (tmp_path / "war").exists()
