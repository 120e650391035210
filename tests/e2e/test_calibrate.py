"""`calibrate` as a user runs it: the contract's fields, the same for any number of workers, resumable."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

SMALL = ("--wars", "2", "--months", "6", "--places", "24", "--reports", "2", "--seed", "3", "--json")


def calibrate(*flags: str, cache: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "holdfire", "calibrate", *flags],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )


def test_two_workers_give_what_one_gives_and_a_kept_war_is_not_fought_again(tmp_path: Path) -> None:
    done = calibrate(*SMALL, "--workers", "2", cache=tmp_path / "two")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wars"] == 2
    assert set(found["forms"]) == {"silent-front", "concerted-attack", "selective-targeting"}
    for rates in found["forms"].values():
        assert set(rates) >= {"false_alarms", "power", "n_null", "n_true"}
        assert (rates["n_null"], rates["n_true"]) == (1, 1)
    assert set(found["verdict"]) >= {"brier", "ece"}
    assert 0 < found["coder"]["f1"] <= 1

    shards = sorted((tmp_path / "two").rglob("*.shard"))
    assert len(shards) == 2
    alone = tmp_path / "one" / shards[0].relative_to(tmp_path / "two")
    alone.parent.mkdir(parents=True)
    alone.write_bytes(shards[0].read_bytes())
    again = calibrate(*SMALL, cache=tmp_path / "one")
    assert again.stdout == done.stdout, "one war was kept, the other fought by one worker"
    assert alone.with_name(shards[1].name).read_bytes() == shards[1].read_bytes()


@pytest.mark.parametrize("flags", [(), ("--wars", "0"), ("--wars", "2", "--workers", "0")])
def test_a_wrong_call_is_told(flags: tuple[str, ...], tmp_path: Path) -> None:
    assert calibrate(*flags, cache=tmp_path).returncode == 2
