"""`selective-targeting` in a hundred wars a world: false alarms, coverage, power at what it printed.

The command that prints the whole table: python bench/calibrating/selective.py --wars 1000
"""

import json
import math
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.calibration

BENCH = pathlib.Path(__file__).parents[2] / "bench" / "calibrating" / "selective.py"
WARS = 100
FALSE_ALARMS, COVERAGE, SUPPORTS, POWER = 0.065, 0.92, 0.05, (0.75, 0.85)
WORLDS = ("clustered", "regions", "half reported")


def slack(share: float) -> float:
    """Give three standard errors of a share of so many wars."""
    return 3 * math.sqrt(share * (1 - share) / WARS)


def test_false_alarms_coverage_and_power_are_as_promised() -> None:
    worlds = [part for world in WORLDS for part in ("--world", world)]
    command = [sys.executable, str(BENCH), "--wars", str(WARS), "--json", *worlds]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    shares = {share["world"]: share for share in json.loads(done.stdout)}
    assert list(shares) == list(WORLDS)
    for share in shares.values():
        assert share["supports"] <= SUPPORTS, share
        assert share["coverage"] >= COVERAGE - slack(COVERAGE), share
    for world in ("clustered", "regions"):
        assert shares[world]["small_p"] <= FALSE_ALARMS + slack(FALSE_ALARMS), shares[world]
    power = shares["clustered"]["power"]
    assert POWER[0] - slack(POWER[0]) <= power <= POWER[1] + slack(POWER[1]), shares["clustered"]
