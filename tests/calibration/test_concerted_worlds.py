"""Concerted attack in eight worlds without a deal, 200 wars each: false alarms as seldom as promised.

The command that prints the whole table, power and coverage with it: python bench/calibrating/concerted.py
"""

import json
import math
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.calibration

BENCH = pathlib.Path(__file__).parents[2] / "bench" / "calibrating" / "concerted.py"
WARS = 200
LEVEL, COVERAGE = 0.08, 0.92  # at most so many p ≤ .05; at least so many intervals that hold the truth
HARDEST = "town tide, 20 days"  # looks like coordination by what the form can see: told, not bound


def _bound(share: float, standard_errors: float) -> float:
    return share + standard_errors * math.sqrt(share * (1 - share) / WARS)


def test_false_alarms_are_rare_and_limits_hold_in_every_world_but_the_hardest() -> None:
    command = [sys.executable, str(BENCH), "--small", "--level", "--wars", str(WARS), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    worlds = {row["world"]: row for row in json.loads(done.stdout)}
    hardest = worlds.pop(HARDEST)
    assert len(worlds) == 7
    for world, row in worlds.items():
        assert row["small_s"] <= _bound(LEVEL, 3), f"{world}: {row}"
        assert row["supports"] <= _bound(0.05, 3), f"{world}: {row}"
        assert row["covered"] >= _bound(COVERAGE, -3), f"{world}: {row}"
    shocks = worlds["regional shocks, 5 days"]
    assert shocks["small_near"] > 0.3, f"a world without shared shocks would bind nothing: {shocks}"
    assert hardest["small_near"] > 0.08, f"a world without a tide in its towns would bind nothing: {hardest}"
    assert hardest["small_s"] <= _bound(0.1, 3), f"the docs say that about .08 are told wrongly: {hardest}"
