import math
from collections.abc import Callable

import numpy as np
import pytest

from holdfire.matching.reach import GAP_DAYS, LEAST_KM, LONG_DAYS, MOST_KM, candidates


def _km(one: dict[str, float], other: dict[str, float]) -> float:
    """Great-circle distance by the haversine formula: an oracle without vectors."""
    p, q = math.radians(one["lat"]), math.radians(other["lat"])
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(other["lon"] - one["lon"]) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def _in_reach(one: dict[str, float], other: dict[str, float]) -> bool:
    if math.isnan(one["lat"]) or math.isnan(other["lat"]):
        return False
    radii = [min(25.0 if math.isnan(r["radius_km"]) else r["radius_km"], MOST_KM) for r in (one, other)]
    ends = [r["first"] + min(max(r["last"] - r["first"], 0), LONG_DAYS) for r in (one, other)]
    gap = max(0, other["first"] - ends[0], one["first"] - ends[1])
    return _km(one, other) <= min(max(sum(radii), LEAST_KM), MOST_KM) and gap <= GAP_DAYS


def _random(count: int, rng: np.random.Generator) -> list[dict[str, float]]:
    first = rng.integers(17_000, 17_060, count)
    return [
        {
            "lat": float(rng.choice([rng.normal(35, 0.5), math.nan], p=[0.95, 0.05])),
            "lon": float(180 + rng.normal(0, 0.5)) % 360 - (360 if rng.random() < 0.5 else 0),
            "radius_km": float(rng.choice([1.0, 5.0, 25.0, 40.0, 100.0, 400.0, math.nan])),
            "day": int(day),
            "first": int(day),
            "last": int(day + rng.choice([0, 0, 0, 1, 6, 20, 300])),
        }
        for day in first
    ]


@pytest.mark.parametrize("seed", range(3))
def test_pairs_in_reach_are_those_of_a_plain_loop_over_all(rows_of: Callable[..., object], seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = _random(60, rng), _random(50, rng)
    tables, _ = rows_of(one, other)
    wanted = {(i, j) for i, a in enumerate(one) for j, b in enumerate(other) if _in_reach(a, b)}
    found = [(i, j, km) for c in candidates(*tables) for i, j, km in zip(c.one, c.other, c.km, strict=True)]
    assert len(found) == len(wanted) > 100
    assert {(i, j) for i, j, _ in found} == wanted
    assert all(km == pytest.approx(_km(one[i], other[j]), abs=1e-6) for i, j, km in found)


def test_a_table_with_itself_gives_every_pair_once_and_no_row_with_itself(
    rows_of: Callable[..., object],
) -> None:
    rows = _random(60, np.random.default_rng(5))
    (table,), _ = rows_of(rows)
    wanted = {(i, j) for i in range(60) for j in range(i) if _in_reach(rows[i], rows[j])}
    found = [
        (max(p), min(p))
        for c in candidates(table, table, itself=True)
        for p in zip(c.one, c.other, strict=True)
    ]
    assert len(found) == len(wanted) > 50
    assert set(found) == wanted
