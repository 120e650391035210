"""How often each form says yes in 100 wars a world: as seldom as promised without a deal, often with one.

The command that prints the same table for more wars: python bench/calibration.py --wars 1000
"""

import json
import math
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.calibration

BENCH = pathlib.Path(__file__).parents[2] / "bench" / "calibration.py"
WARS = 100
ALPHA = 0.05
MOST = ALPHA + 3 * math.sqrt(ALPHA * (1 - ALPHA) / WARS)  # the level and three standard errors: .115
Shares = dict[str, dict[str, float]]


EFFECTS: dict[str, dict[str, tuple[float, float]]] = {
    "silent-front": {"null": (0.7, 1.4), "half-seen": (0.35, 0.7), "deal": (0.05, 0.2)},
    "concerted-attack": {"null": (0.7, 1.3), "deal": (1.4, math.inf)},
}
"""Form → world → where the median effect lies, by the truth that the world was made with."""


def measured(form: str) -> Shares:
    """Run the bench for one form, print its table's lines, and give them by world."""
    command = [sys.executable, str(BENCH), "--form", form, "--wars", str(WARS), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    print(done.stdout)  # noqa: T201  pytest -s shows the figures
    return {share["world"]: share for share in json.loads(done.stdout)}


@pytest.mark.parametrize("form", EFFECTS)
def test_false_alarms_are_rare_a_deal_is_found_and_effects_lie_where_the_truth_put_them(form: str) -> None:
    shares = measured(form)
    for world in set(shares) - {"deal", "half-seen"}:
        assert shares[world]["small_p"] <= MOST, f"{world}: {shares[world]}"
    for world in set(shares) - {"deal"}:
        assert shares[world]["supports"] <= MOST, f"{world}: {shares[world]}"
        assert shares[world]["undefined"] <= 0.1 * WARS, f"{world}: {shares[world]}"
    assert shares["deal"]["small_p"] > 0.5, shares["deal"]
    assert shares["deal"]["supports"] > 0.3, shares["deal"]
    for world, (low, high) in EFFECTS[form].items():
        assert low < shares[world]["median_effect"] < high, f"{world}: {shares[world]}"
