"""9,999 draws beside a plain numpy loop over pairs, and beside R's surveillance::knox where R is installed.

All three count near pairs under a null that moves days. The loop draws the same rotations as the form and
measures every pair anew; R permutes the dates of one series of events, the only null that it has. What takes
too long is measured on a few draws and told for 9,999.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from forms_speed.made import BLOCK, EVENTS, NEAR_KM, WINDOWS, made, points, processor_seconds, rotated_tables
from holdfire.forms.concerted_synchrony import draw
from holdfire.forms.samples import Attacks
from holdfire.stats.rotation import Points, rotation

DRAWS = 9_999
GOALS = {"numpy": 1_000, "r": 10_000}
SCRIPT = Path(__file__).with_name("knox.R")
R_PATIENCE = 1_800  # seconds


def measure(rounds: int) -> dict[str, Any]:
    sample = made(EVENTS)
    observed = rotated_tables(sample).near.observed
    by_pairs = near_pairs(points(sample.a), points(sample.b), points(sample.b).day)
    if observed != by_pairs:
        raise AssertionError(f"the tables count {observed} near pairs, the loop {by_pairs}")
    ours = processor_seconds(lambda: _draws(sample), rounds)
    rng = np.random.default_rng(1)
    loop = processor_seconds(lambda: _loop_draw(sample, rng), rounds)
    return {"ours": ours, "numpy": DRAWS * loop, "r": r_seconds(sample)}


def _draws(sample: Attacks) -> float:
    """Go from events to a drawn p of S."""
    return draw(rotated_tables(sample), draws=DRAWS, rng=np.random.default_rng(1)).pvalue


def near_pairs(fixed: Points, rotated: Points, day: np.ndarray) -> int:
    """Count near pairs the plain way: every pair, space and time."""
    away = (fixed.x[None, :] - rotated.x[:, None]) ** 2 + (fixed.y[None, :] - rotated.y[:, None]) ** 2
    lag = np.abs(fixed.day[None, :] - day[:, None])
    return int(np.count_nonzero((away <= NEAR_KM**2) & (lag <= WINDOWS.near_days)))


def _loop_draw(sample: Attacks, rng: np.random.Generator) -> int:
    rotated = points(sample.b)
    edges = np.array([*range(0, sample.days, BLOCK), sample.days])
    turning = rotation(rotated, edges)
    shift = rng.integers(0, turning.lengths)[turning.cell]
    moved = rotated.day - turning.phase + (turning.phase + shift) % turning.length
    return near_pairs(points(sample.a), rotated, moved)


def r_seconds(sample: Attacks) -> float | None:
    """Ask R for a few permutations of one series and tell what 9,999 would take; None without R."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        table = np.column_stack((sample.a.x, sample.a.y, sample.a.day))
        np.savetxt(path, table, delimiter=",", header="x,y,day", comments="")
        done = subprocess.run(  # noqa: S603  our own script
            [rscript, str(SCRIPT), str(path), str(NEAR_KM), str(WINDOWS.near_days)],
            capture_output=True,
            text=True,
            check=False,
            timeout=R_PATIENCE,
        )
    if done.returncode:
        raise RuntimeError(f"R stopped: {done.stderr.strip()[-500:]}")
    return DRAWS * float(json.loads(done.stdout.splitlines()[-1])["seconds_a_permutation"])


def sentences(found: dict[str, Any]) -> list[str]:
    ours: float = found["ours"]
    told = [f"{DRAWS:,} draws of Z, pairs and tables included: {ours:.2f} s"]
    for name, words in (("numpy", "plain numpy loop over pairs"), ("r", "R, surveillance::knox")):
        seconds: float | None = found[name]
        if seconds is None:
            told.append(f"{words}: R not installed")
            continue
        times = seconds / ours
        met = "met" if times >= GOALS[name] else "MISSED"
        told.append(
            f"{words}: {DRAWS / seconds:.2f} draws a second, {seconds:,.0f} s for {DRAWS:,}; "
            f"{times:,.0f} times as long (goal {GOALS[name]:,}: {met})"
        )
    return told
