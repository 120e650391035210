"""Two forms over the whole way from rows to verdict, in 20 wars without a deal and 20 with one.

Their levels are held elsewhere, in many more wars of arrays (test_silent.py, test_concerted_worlds.py); here
it is whether rows, maps and names reach the form as they should. The command that prints the table for more
wars and worlds: python bench/calibration.py --wars 1000
"""

import json
import math
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.calibration

BENCH = pathlib.Path(__file__).parents[2] / "bench" / "calibration.py"
WARS = 20
ALPHA = 0.05
MOST = ALPHA + 3 * math.sqrt(ALPHA * (1 - ALPHA) / WARS)  # the level and three standard errors: .196
Shares = dict[str, dict[str, float]]

EFFECTS: dict[str, dict[str, tuple[float, float]]] = {
    "silent-front": {"null": (0.7, 1.4), "deal": (0.05, 0.2)},
    "concerted-attack": {"null": (0.7, 1.3), "deal": (1.4, math.inf)},
}
"""Form → world → where the median effect lies, by the truth that the world was made with."""


def measured(form: str) -> Shares:
    """Run the bench for one form, and give its table's lines by world."""
    worlds = [part for world in EFFECTS[form] for part in ("--world", world)]
    command = [sys.executable, str(BENCH), "--form", form, *worlds, "--wars", str(WARS), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return {share["world"]: share for share in json.loads(done.stdout)}


@pytest.mark.parametrize("form", EFFECTS)
def test_a_deal_is_found_and_effects_lie_where_the_truth_put_them(form: str) -> None:
    shares = measured(form)
    null, deal = shares["null"], shares["deal"]
    assert null["small_p"] <= MOST, null
    assert null["supports"] <= MOST, null
    assert null["undefined"] <= 0.1 * WARS, null
    assert deal["small_p"] > 0.5, deal
    assert deal["supports"] > 0.2, deal
    for world, (low, high) in EFFECTS[form].items():
        assert low < shares[world]["median_effect"] < high, f"{world}: {shares[world]}"
