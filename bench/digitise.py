"""How well and how fast pictures of control maps are read; beside it nearest colour and one plane.

python bench/digitise.py [pictures large] [--rounds 1] [--json]

The pictures are drawn by the tests' own renderer (tests/e2e/map_pictures.py), which knows nothing of the
reader: twenty seeds that no number was fitted to. Seconds are of one processor.
"""

import csv
import io
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from parts import run_parts
from scipy import ndimage

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "e2e"))
from map_pictures import Drawn, draw, plainer, style_of
from map_scores import agreement, borders_km

from holdfire.digitise.colours import from_hex, lab
from holdfire.digitise.digitising import Digitised, LegendRow, digitise
from holdfire.digitise.outlines import outlines
from holdfire.digitise.picture import read_picture
from holdfire.digitise.registration import Points, register

SEEDS = range(900, 920)
NEAR = 20.0  # CIELAB; farther from all colours of the legend the baseline names nobody


def asked(drawn: Drawn) -> tuple[Points, tuple[LegendRow, ...]]:
    rows = list(csv.DictReader(io.StringIO(drawn.points)))
    at, on = (
        np.array([[float(r[n]) for n in names] for r in rows]) for names in (("x", "y"), ("lon", "lat"))
    )
    legend = (
        LegendRow(rgb=from_hex(r["colour"]) or (0, 0, 0), holder=r["holder"] or None)
        for r in csv.DictReader(io.StringIO(drawn.legend))
    )
    return Points(xy=at, lon_lat=on), tuple(legend)


def ours(drawn: Drawn) -> Digitised:
    points, legend = asked(drawn)
    return digitise(read_picture(drawn.data, f"map{drawn.suffix}"), legend, register(points))


def baseline(drawn: Drawn) -> dict[str, Any]:
    """Give each pixel to the nearest colour of the legend, take medians, and fit a plane in degrees."""
    points, legend = asked(drawn)
    shown = lab(read_picture(drawn.data, f"map{drawn.suffix}").rgb)
    apart = np.stack([np.sqrt(((shown - lab(np.array(row.rgb, float))) ** 2).sum(axis=2)) for row in legend])
    labels = np.where(apart.min(axis=0) < NEAR, apart.argmin(axis=0), -1).astype(np.int16)
    labels = ndimage.median_filter(labels, 5)  # else single pixels make polygons by the million
    design = np.column_stack([np.ones(len(points)), points.xy])
    plane = np.linalg.lstsq(design, points.lon_lat, rcond=None)[0]

    def to_degrees(xy: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(xy)), xy]) @ plane

    drawn_areas = outlines(labels, 1, to_degrees, longest=20.0)
    return {row.holder: drawn_areas[n] for n, row in enumerate(legend) if row.holder and n in drawn_areas}


def pictures(_: int) -> dict[str, Any]:
    shares: list[float] = []
    plain: list[float] = []
    within: list[float] = []
    pooled: list[np.ndarray] = []
    wide: list[float] = []
    for seed in SEEDS:
        drawn = draw(style_of(seed))
        found = ours(drawn)
        off = borders_km(drawn, found.areas)
        shares += agreement(drawn, found.areas).values()
        plain += agreement(drawn, baseline(drawn)).values()
        within.append(float((off <= found.error_km).mean()))
        pooled.append(off / found.error_km)
        wide.append(found.error_km / float(np.quantile(off, 0.95)))
    return {
        "pictures": len(SEEDS),
        "holders": len(shares),
        "median": float(np.median(shares)),
        "worst": min(shares),
        "below_90": sum(share < 0.90 for share in shares),
        "baseline_median": float(np.median(plain)),
        "baseline_worst": min(plain),
        "baseline_below_90": sum(share < 0.90 for share in plain),
        "borders_within": float((np.concatenate(pooled) <= 1).mean()),
        "pictures_within": sum(share >= 0.95 for share in within),
        "error_over_q95": float(np.median(wide)),
    }


def say_pictures(found: dict[str, Any]) -> list[str]:
    return [
        f"{found['pictures']} pictures, {found['holders']} holders: agreement {found['median']:.3f} in the "
        f"middle, {found['worst']:.3f} at worst, {found['below_90']} below 0.90",
        f"nearest colour, medians, a plane in degrees: {found['baseline_median']:.3f} in the middle, "
        f"{found['baseline_worst']:.3f} at worst, {found['baseline_below_90']} below 0.90",
        f"{found['borders_within']:.1%} of borders within error_km; at least 95 % of them in "
        f"{found['pictures_within']} pictures; error_km is {found['error_over_q95']:.1f} times "
        "what 95 % are within",
    ]


def large(rounds: int) -> dict[str, Any]:
    drawn = draw(plainer(style_of(901), width=3000, save="jpeg60"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def once(work: Callable[[Drawn], object]) -> float:
        began = time.process_time()
        work(drawn)
        return time.process_time() - began

    seconds = min(once(ours) for _ in range(rounds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "peak_mb": peak / 1024,
        "before_mb": before / 1024,
        "baseline": once(baseline),
    }


def say_large(found: dict[str, Any]) -> list[str]:
    return [
        f"a picture 3,000 pixels wide: {found['seconds']:.1f} s (at most 5 are wanted), "
        f"{found['peak_mb']:,.0f} MB at most ({found['before_mb']:,.0f} before; at most 1,000 are wanted)"
    ]


if __name__ == "__main__":
    run_parts(__doc__, {"large": (large, say_large), "pictures": (pictures, say_pictures)}, rounds=2)
