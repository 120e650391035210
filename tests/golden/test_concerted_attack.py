"""Block rotation against R: direct loops over every shift (g2_rotation.R), and surveillance's Knox table."""

import json
import pathlib

import numpy as np
import pytest
from scipy.stats import poisson

from holdfire.forms.concerted_pairs import Design, Windows, pair_up, weigh
from holdfire.forms.concerted_synchrony import Synchrony, draw_z, measure
from holdfire.stats.rotation import Points, space_pairs

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g2_rotation.json").read_text())
INPUT, R = GOLDEN["input"], GOLDEN["r"]


def _points(columns: dict[str, list[float]]) -> Points:
    return Points(
        x=np.array(columns["x"]),
        y=np.array(columns["y"]),
        day=np.array(columns["day"], dtype=np.int64),
        region=np.array(columns["region"], dtype=np.int64),
    )


@pytest.fixture(scope="module")
def synchrony() -> Synchrony:
    windows = Windows(
        near_days=INPUT["window_days"],
        shoulder_days=INPUT["shoulder_days"],
        course_days=17,
        far_km=float(INPUT["far_km"][1]),
    )
    design = Design(near_km=INPUT["radius_km"], block_days=INPUT["block_days"], origin=0)
    fixed, rotated = _points(INPUT["a"]), _points(INPUT["b"])
    pairing = pair_up(fixed, rotated, INPUT["period_days"], windows, (design,))
    return measure(pairing, weigh(pairing, design.near_km), design)


@pytest.mark.parametrize("name", ["near", "q"])
def test_the_exact_law_agrees_with_r_loops(synchrony: Synchrony, name: str) -> None:
    table = {"near": synchrony.near, "q": synchrony.q}[name]
    law = table.law()
    assert table.observed == R[name]["observed"]
    assert law.mean == pytest.approx(R[name]["null_mean"], rel=1e-9)
    assert law.variance == pytest.approx(R[name]["null_var"], rel=1e-9)
    assert law.upper_tail(table.observed) == pytest.approx(R[name]["exact_p"], rel=1e-9)


@pytest.mark.parametrize("name", ["near", "q"])
def test_moments_from_the_table_agree_with_those_of_the_law(synchrony: Synchrony, name: str) -> None:
    table = {"near": synchrony.near, "q": synchrony.q}[name]
    assert table.mean == pytest.approx(table.law().mean, rel=1e-12)
    assert table.variance == pytest.approx(table.law().variance, rel=1e-12)


def test_z_agrees_with_r_loops(synchrony: Synchrony) -> None:
    z = R["z"]
    assert [synchrony.near_pairs, synchrony.far_pairs] == z["kappa_pairs"]
    assert synchrony.kappa == pytest.approx(z["kappa"], rel=1e-9)
    assert synchrony.z_observed == pytest.approx(z["observed"], rel=1e-9)
    assert synchrony.z_mean == pytest.approx(z["null_mean"], rel=1e-9)
    assert synchrony.z_sd**2 == pytest.approx(z["null_var"], rel=1e-9)


def test_the_drawn_p_of_z_agrees_with_the_prototype(synchrony: Synchrony) -> None:
    draws = 99_999
    found = draw_z(synchrony, draws=draws, rng=np.random.default_rng(2))
    p = GOLDEN["drawn_pvalue"]
    error = np.sqrt(p * (1 - p) * (1 / draws + 1 / GOLDEN["drawn"]))
    assert abs(found - p) < 4 * error


@pytest.mark.parametrize("name", ["near", "q"])
def test_the_exact_p_agrees_with_the_draws_of_the_prototype(synchrony: Synchrony, name: str) -> None:
    table = {"near": synchrony.near, "q": synchrony.q}[name]
    exact = table.law().upper_tail(table.observed)
    assert abs(exact - GOLDEN[f"drawn_{name}"]) < 4 * np.sqrt(exact * (1 - exact) / 99_999)


def test_the_ratio_by_z_is_that_of_the_worked_example(synchrony: Synchrony) -> None:
    above = synchrony.z_observed - synchrony.z_mean
    assert 1 + above / (synchrony.windows.peak_weight * synchrony.near.mean) == pytest.approx(1.77, abs=0.005)


def test_the_four_counts_agree_with_r_surveillance_knox(synchrony: Synchrony) -> None:
    one, other = _points(INPUT["a"]), _points(INPUT["b"])
    near, close, soon = synchrony.near.observed, space_pairs(one, other, INPUT["radius_km"]), _soon()
    assert near == R["knox"]["statistic"]
    apart = len(one) * len(other) - close - soon + near
    assert [[near, soon - near], [close - near, apart]] == R["knox"]["table"]


def test_the_expected_count_and_poisson_p_of_knox_agree_with_r_surveillance(synchrony: Synchrony) -> None:
    one, other = _points(INPUT["a"]), _points(INPUT["b"])
    close = space_pairs(one, other, INPUT["radius_km"])
    expected = close * _soon() / (len(one) * len(other))
    assert close == R["space_pairs"]
    assert expected == pytest.approx(R["knox"]["expected"], rel=1e-9)
    # its tail leaves the observed count out, P(X > 17); ours, as everywhere, counts it in
    assert poisson.sf(synchrony.near.observed, expected) == pytest.approx(R["knox"]["p_poisson"], rel=1e-9)


def _soon() -> int:
    days = (INPUT["a"]["day"], INPUT["b"]["day"])
    return sum(abs(a - b) <= INPUT["window_days"] for a in days[0] for b in days[1])
