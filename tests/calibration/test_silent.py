"""`silent-front` in 200 wars a world: false alarms, coverage, warnings, and the contrast beside it.

The command that prints the whole table: python bench/calibrating/silent.py --wars 2000
"""

import json
import math
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.calibration

BENCH = pathlib.Path(__file__).parents[2] / "bench" / "calibrating" / "silent.py"
WARS, CONTRASTS = 200, 30
FALSE_ALARMS, COVERAGE, WARNED = 0.065, 0.92, 0.95
CAMPS = ("camp of three", "camp of four")
WORLDS = ("none", "bursts", "shared trend", "regional tide", "shocks", "dyad by region", "A weak")
WORLDS += (*CAMPS, "contact wrong", "borders wrong", "half reported", "deal")


def bound(share: float, standard_errors: float, wars: int) -> float:
    """Move a share by so many standard errors of so many wars."""
    return share + standard_errors * math.sqrt(share * (1 - share) / wars)


def test_false_alarms_coverage_and_warnings_are_as_promised() -> None:
    worlds = [part for world in WORLDS for part in ("--world", world)]
    numbers = ["--wars", str(WARS), "--contrasts", str(CONTRASTS)]
    command = [sys.executable, str(BENCH), *numbers, *worlds, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    shares = {share["world"]: share for share in json.loads(done.stdout)}
    assert tuple(shares) == WORLDS
    deal, half = shares.pop("deal"), shares.pop("half reported")
    for world, share in shares.items():
        level = "small_p_camps" if world in CAMPS else "small_p"
        assert share[level] <= bound(FALSE_ALARMS, 3, share["wars"]), f"{world}: {share}"
        assert share["coverage"] >= bound(COVERAGE, -3, share["wars"]), f"{world}: {share}"
        assert share["supports"] <= 0.03, f"{world}: {share}"
        assert share["small_contrast"] <= bound(FALSE_ALARMS, 3, CONTRASTS), f"{world}: {share}"
        assert share["wars"] > 0.9 * WARS, f"{world}: {share}"
    assert half["small_p"] > 0.1, f"a source that hides nothing would bind nothing: {half}"
    assert half["warned"] >= bound(WARNED, -3, half["wars"]), half
    assert deal["small_p"] > 0.85, deal
    assert deal["supports"] > 0.4, deal
