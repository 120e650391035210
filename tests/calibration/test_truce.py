"""`truce-break` in 200 wars a world: false alarms, coverage, and power at the smallest effect it printed.

The command that prints the whole table: python bench/calibrating/truce.py --wars 2000 --search
"""

import json
import math
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.calibration

BENCH = pathlib.Path(__file__).parents[2] / "bench" / "calibrating" / "truce.py"
WARS = 200
FALSE_ALARMS, COVERAGE, POWER = 0.065, 0.92, (0.75, 0.85)
WORLDS = ("none", "own and shared", "half reported")


def slack(share: float) -> float:
    """Give three standard errors of a share of so many wars."""
    return 3 * math.sqrt(share * (1 - share) / WARS)


def test_false_alarms_coverage_and_power_are_as_promised() -> None:
    worlds = [part for world in WORLDS for part in ("--world", world)]
    command = [sys.executable, str(BENCH), "--wars", str(WARS), "--json", *worlds]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    shares = json.loads(done.stdout)
    assert [share["world"] for share in shares] == list(WORLDS)
    for share in shares:
        assert share["small_p"] <= FALSE_ALARMS + slack(FALSE_ALARMS), share
        assert share["supports"] <= 0.05, share
        assert share["coverage"] >= COVERAGE - slack(COVERAGE), share
        assert POWER[0] - slack(POWER[0]) <= share["power"] <= POWER[1] + slack(POWER[1]), share
        assert share["undetectable"] <= WARS / 4, share
