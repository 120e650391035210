"""The tables of block rotation against direct loops that move every event and measure every pair again."""

from itertools import product

import numpy as np
import pytest

from holdfire.forms.concerted_pairs import Design, Windows, pair_up, weigh
from holdfire.forms.concerted_synchrony import Synchrony, draw, lead_lag, measure
from holdfire.stats.rotation import Points, draw_sums

WINDOWS = Windows(near_days=2, shoulder_days=7, course_days=17, far_km=60.0)


def _points(rng: np.random.Generator, count: int, first: int, last: int) -> Points:
    return Points(
        x=rng.uniform(0, 60, count),
        y=rng.uniform(0, 20, count),
        day=np.sort(rng.integers(first, last, count)),
        region=rng.integers(0, 2, count),
    )


def _blocks(days: int, block: int, origin: int) -> list[tuple[int, int]]:
    """Cut days one after the other; short ends join their neighbour."""
    blocks: list[list[int]] = []
    for day in range(days):
        if day == 0 or (day >= origin and (day - origin) % block == 0):
            blocks.append([])
        blocks[-1].append(day)
    short = min(15, block)
    if len(blocks) > 1 and len(blocks[-1]) < short:
        last = blocks.pop()
        blocks[-1] += last
    if len(blocks) > 1 and len(blocks[0]) < short:
        first = blocks.pop(0)
        blocks[0] = first + blocks[0]
    return [(days_of[0], len(days_of)) for days_of in blocks]


def _statistics(fixed: Points, rotated: Points, events: list[int], days: dict[int, int]) -> np.ndarray:
    """near, Q and Qfar, follows and precedes of some events on some days, pair by pair."""
    sums = np.zeros(5)
    for j, i in product(events, range(len(fixed))):
        distance = np.hypot(fixed.x[i] - rotated.x[j], fixed.y[i] - rotated.y[j])
        lag = days[j] - fixed.day[i]
        weight = 10 if abs(lag) <= 2 else -5 if abs(lag) <= 7 else 0
        if distance <= 10:
            sums += [abs(lag) <= 2, weight, 0, 0 < lag <= 2, 0 < -lag <= 2]
        elif 15 < distance <= 60:
            sums[2] += weight
    return sums


def _brute(fixed: Points, rotated: Points, days: int, design: Design) -> dict[tuple[int, int], np.ndarray]:
    """Rows of statistics by region and block: (shifts, 5)."""
    rows: dict[tuple[int, int], np.ndarray] = {}
    for start, length in _blocks(days, design.block_days, design.origin):
        for region in (0, 1):
            events = [
                j
                for j in range(len(rotated))
                if rotated.region[j] == region and start <= rotated.day[j] < start + length
            ]
            if events:
                rows[region, start] = np.array(
                    [
                        _statistics(
                            fixed,
                            rotated,
                            events,
                            {j: start + (int(rotated.day[j]) - start + shift) % length for j in events},
                        )
                        for shift in range(length)
                    ]
                )
    return rows


def _measured(fixed: Points, rotated: Points, days: int, design: Design) -> Synchrony:
    pairing = pair_up(fixed, rotated, days, WINDOWS, (design,))
    return measure(pairing, weigh(pairing, design.near_km), design)


@pytest.mark.parametrize(
    ("days", "block", "origin"),
    [
        (84, 28, 0),
        (100, 28, 0),
        (90, 28, 14),
        (103, 28, 14),
        (75, 28, 0),
        (60, 14, 7),
        (20, 28, 0),
        (90, 56, 28),
    ],
)
def test_tables_agree_with_direct_loops(days: int, block: int, origin: int) -> None:
    rng = np.random.default_rng(days + block + origin)
    fixed, rotated = _points(rng, 40, -7, days + 7), _points(rng, 25, 0, days)
    design = Design(near_km=10.0, block_days=block, origin=origin)
    found = _measured(fixed, rotated, days, design)
    rows = list(_brute(fixed, rotated, days, design).values())
    observed = sum(row[0] for row in rows)
    names = ("near", "q", "follows", "precedes")
    tables = [getattr(found, name) for name in names]
    assert [table.observed for table in tables] == [observed[0], observed[1], observed[3], observed[4]]
    for table, column in zip(tables, (0, 1, 3, 4), strict=True):
        expected = sorted(tuple(row[:, column]) for row in rows)
        assert sorted(tuple(r[:n]) for r, n in zip(table.values, table.lengths, strict=True)) == expected
    near, far = _kappa_pairs(fixed, rotated)
    assert (found.near_pairs, found.far_pairs) == (near, far)
    z = [row[:, 1] - near / far * row[:, 2] for row in rows]
    assert found.z_observed == pytest.approx(sum(row[0] for row in z), rel=1e-9, abs=1e-9)
    assert found.z_mean == pytest.approx(sum(row.mean() for row in z), rel=1e-9, abs=1e-9)
    assert found.z_sd**2 == pytest.approx(sum(row.var() for row in z), rel=1e-9)


def _kappa_pairs(fixed: Points, rotated: Points) -> tuple[int, int]:
    near = far = 0
    for j, i in product(range(len(rotated)), range(len(fixed))):
        if abs(fixed.day[i] - rotated.day[j]) <= 21:
            distance = np.hypot(fixed.x[i] - rotated.x[j], fixed.y[i] - rotated.y[j])
            near += distance <= 10
            far += 15 < distance <= 60
    return int(near), int(far)


@pytest.fixture(scope="module")
def synchrony() -> Synchrony:
    rng = np.random.default_rng(5)
    fixed, rotated = _points(rng, 150, -7, 175), _points(rng, 120, 0, 168)
    return _measured(fixed, rotated, 168, Design(near_km=10.0, block_days=28, origin=0))


@pytest.mark.parametrize("name", ["near", "q"])
def test_draws_agree_with_the_convolved_law(synchrony: Synchrony, name: str) -> None:
    table = getattr(synchrony, name)
    (drawn,) = draw_sums((table,), draws=40_000, rng=np.random.default_rng(3))
    law = table.law()
    for value in np.quantile(drawn, (0.05, 0.5, 0.9, 0.99), method="nearest").tolist():
        tail = law.upper_tail(value)
        assert abs(np.mean(drawn >= value) - tail) < 4.5 * np.sqrt(tail * (1 - tail) / 40_000)


def test_terms_by_event_add_up_to_the_ratio(synchrony: Synchrony) -> None:
    assert synchrony.near_expected.sum() == pytest.approx(synchrony.weighed.mean, rel=1e-12)
    excess = synchrony.s.observed - synchrony.s.mean
    assert synchrony.s_excess.sum() == pytest.approx(excess, rel=1e-9, abs=1e-9)


def test_the_limits_are_those_of_the_jackknife_over_months_or_of_the_null(synchrony: Synchrony) -> None:
    ratios = []
    for month in np.unique(synchrony.month):
        kept = synchrony.month != month
        ratios.append(1 + synchrony.s_excess[kept].sum() / synchrony.near_expected[kept].sum())
    spread = np.array(ratios) - np.mean(ratios)
    months = len(ratios)
    jackknife = np.sqrt((months - 1) / months * (spread**2).sum())
    error = max(jackknife, synchrony.s_sd / synchrony.weighed.mean)
    effect = synchrony.effect()
    assert effect is not None
    assert effect.months == months == 6
    assert effect.high - effect.value == pytest.approx(2.5705818366147395 * error, rel=1e-9)  # t, 5 df, .975


def test_two_months_give_no_limits() -> None:
    rng = np.random.default_rng(5)
    fixed, rotated = _points(rng, 60, 0, 56), _points(rng, 60, 0, 56)
    assert _measured(fixed, rotated, 56, Design(near_km=10.0, block_days=28, origin=0)).effect() is None


def test_without_far_pairs_z_is_q() -> None:
    rng = np.random.default_rng(5)
    fixed, rotated = _points(rng, 60, 0, 84), _points(rng, 60, 0, 84)
    here = np.zeros(60)
    fixed, rotated = (
        Points(x=here, y=here, day=p.day, region=np.zeros(60, dtype=np.int64)) for p in (fixed, rotated)
    )
    found = _measured(fixed, rotated, 84, Design(near_km=10.0, block_days=28, origin=0))
    assert found.far_pairs == 0
    assert found.kappa == 0
    assert (found.z.values == found.q.values).all()
    assert found.z_observed == found.q.observed


@pytest.mark.parametrize("window", [0, 1, 2, 3])
def test_what_thins_out_evenly_with_lag_cancels(window: int) -> None:
    windows = Windows(near_days=window, shoulder_days=7, course_days=17, far_km=60.0)
    weights = windows.course_weights()
    lags, sides = np.arange(18), np.where(np.arange(18) == 0, 1, 2)
    for course in (np.ones(18), 40.0 - lags):
        assert (sides * weights * course).sum() == pytest.approx(0, abs=1e-9)
    assert (weights[: window + 1] == 1).all()


def test_a_busy_town_weighs_less_than_a_quiet_one() -> None:
    rng = np.random.default_rng(4)
    x = np.repeat([0.0, 500.0], [90, 10])
    series = [
        Points(x=x, y=0 * x, day=np.sort(rng.integers(0, 112, 100)), region=(x > 0).astype(np.int64))
        for _ in range(2)
    ]
    pairing = pair_up(*series, 112, WINDOWS, (Design(near_km=10.0, block_days=28, origin=0),))
    place = weigh(pairing, 10.0).place
    assert place[x > 0] / place[0] == pytest.approx(np.full(10, 91 / 11), rel=1e-12)
    assert place.mean() == pytest.approx(1, rel=1e-12)


def test_a_series_that_follows_is_found_to_follow() -> None:
    rng = np.random.default_rng(9)
    fixed = _points(rng, 60, 0, 222)
    rotated = Points(x=fixed.x, y=fixed.y, day=fixed.day + 1, region=fixed.region)
    found = _measured(fixed, rotated, 224, Design(near_km=20.0, block_days=28, origin=0))
    lead = lead_lag(found, draws=999, rng=np.random.default_rng(1))
    assert lead.follows > 2 * lead.precedes > 0
    assert lead.index == (lead.follows - lead.precedes) / (lead.follows + lead.precedes)
    assert lead.pvalue is not None
    assert lead.pvalue <= 0.01


def test_without_near_pairs_of_different_days_there_is_no_lead() -> None:
    rng = np.random.default_rng(9)
    fixed = _points(rng, 10, 0, 20)
    rotated = Points(x=fixed.x + 500, y=fixed.y, day=fixed.day, region=fixed.region)
    found = _measured(fixed, rotated, 112, Design(near_km=1.0, block_days=28, origin=0))
    lead = lead_lag(found, draws=99, rng=np.random.default_rng(1))
    assert (lead.follows, lead.precedes, lead.index, lead.pvalue) == (0, 0, None, None)


def test_where_nothing_moves_every_draw_is_as_large() -> None:
    rng = np.random.default_rng(9)
    fixed = _points(rng, 10, 0, 20)
    rotated = Points(x=fixed.x + 500, y=fixed.y, day=fixed.day, region=fixed.region)
    found = _measured(fixed, rotated, 112, Design(near_km=1.0, block_days=28, origin=0))
    assert draw(found, draws=99, rng=np.random.default_rng(1)).pvalue == 1.0


def test_pairs_that_all_stand_in_one_month_give_no_limits() -> None:
    days = np.arange(0, 112, 2)
    far = np.where(days < 28, 0.0, 1_000.0)
    region = np.zeros(len(days), dtype=np.int64)
    fixed = Points(x=np.zeros(len(days)), y=np.zeros(len(days)), day=days % 28, region=region)
    rotated = Points(x=far, y=np.zeros(len(days)), day=days, region=region)
    found = _measured(fixed, rotated, 112, Design(near_km=10.0, block_days=28, origin=0))
    assert found.near.mean > 0
    assert found.effect() is None
