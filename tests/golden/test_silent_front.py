"""The actor-adjusted prediction against R metafor, the reference rate against plain loops on a small war."""

import json
import pathlib
from collections.abc import Callable

import numpy as np
import pytest

from holdfire.forms import form
from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_readings import Params, basis
from holdfire.model.answer import IntervalKind, ReferenceKind
from holdfire.model.verdict import Rule, Verdict, judge

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g11_prediction.json").read_text())
INPUT, R, PYTHON = GOLDEN["input"], GOLDEN["r"], GOLDEN["python"]
FORM = form("silent-front")


@pytest.fixture
def g11(make_fronts: Callable[..., Fronts]) -> Fronts:
    names = "ABCDE"
    clashes = np.array(INPUT["clashes"], dtype=np.int64)
    exposure = np.array(INPUT["contact_km_days"])
    return make_fronts(
        actors=5,
        sides=np.array([[names.index(one) for one in dyad] for dyad in INPUT["dyads"]], dtype=np.int64),
        asked_clashes=clashes,
        asked_exposure=exposure,
        wide_clashes=clashes,
        wide_exposure=exposure,
        days=20,
    )


def test_the_prediction_agrees_with_r_metafor(g11: Fronts) -> None:
    base = basis(g11, Params())
    assert base.prediction is not None
    found = base.prediction.compare(4)
    assert base.prediction.df == R["df"]
    assert base.prediction.tau2 == pytest.approx(R["tau2"], rel=1e-9)
    assert found.value == pytest.approx(R["effect"], rel=1e-9)
    assert (found.low, found.high) == pytest.approx((R["low"], R["high"]), rel=1e-9)
    assert found.t == pytest.approx(R["t"], rel=1e-9)
    assert found.pvalue == pytest.approx(R["p_low"], rel=1e-9)


def test_activities_and_expected_count_agree_with_the_prototype(g11: Fronts) -> None:
    base = basis(g11, Params())
    assert base.prediction is not None
    assert base.activity.fit is not None
    assert base.activity.fit.coefficients == pytest.approx(list(PYTHON["activity"].values()), rel=1e-9)
    assert base.prediction.expected == pytest.approx(PYTHON["expected"], rel=1e-9)


@pytest.mark.parametrize("family", [1, 2])
def test_what_could_be_found_agrees_with_the_prototype(g11: Fronts, family: int) -> None:
    found = FORM.power(g11, Params(family=family)).minimum_detectable
    assert found == pytest.approx(PYTHON[f"mde_m{family}"], rel=1e-9)


def test_a_fifth_of_what_is_expected_can_still_not_be_told_from_chance(g11: Fronts) -> None:
    finding = FORM.run(g11, Params(), np.random.default_rng(0))
    verdict, _ = judge(finding, Rule(towards="less", smallest_effect=0.5, family=1))
    assert verdict is Verdict.CANNOT_TELL
    assert finding.effect is not None
    assert finding.effect.interval_kind is IntervalKind.PREDICTION
    assert finding.tipping_ratio == pytest.approx(R["high"], rel=1e-9)


def test_the_rate_agrees_with_plain_loops(make_fronts: Callable[..., Fronts]) -> None:
    sample = make_fronts(actors=3, regions=30, one_region=True, days=60, restraint=0.05)
    asked_clashes, asked_exposure = sample.asked_clashes.copy(), sample.asked_exposure.copy()
    asked_clashes[0], asked_exposure[0] = 2, 150.0
    sample = make_fronts(
        actors=3,
        regions=30,
        one_region=True,
        days=60,
        restraint=0.05,
        eligible=np.array([True, True, True]),
        asked_clashes=asked_clashes,
        asked_exposure=asked_exposure,
    )
    least = 200 * 60 / 182.5
    rates = [
        (sample.clashes[dyad, region] + 0.5) / sample.exposure[dyad, region]
        for dyad in (1, 2)
        for region in range(30)
        if sample.exposure[dyad, region] >= least
    ]
    asked = 2.5 / 150.0
    rank = 1 + sum(rate <= asked for rate in rates)
    median, low, high = np.median(rates), np.quantile(rates, 0.025), np.quantile(rates, 0.975)
    supporting = [
        c
        for c in range(10_000)
        if (1 + sum(rate <= (c + 0.5) / 150.0 for rate in rates)) / (len(rates) + 1) <= 0.05
    ]

    finding = FORM.run(sample, Params(), np.random.default_rng(0))
    assert finding.reference is not None
    assert finding.reference.kind is ReferenceKind.CONFORMAL
    assert (finding.reference.rank, finding.reference.of) == (rank, len(rates) + 1)
    assert finding.pvalue == rank / (len(rates) + 1)
    assert finding.effect is not None
    assert finding.effect.value == pytest.approx(asked / median, rel=1e-12)
    assert finding.effect.interval == pytest.approx((asked / high, asked / low), rel=1e-12)
    assert finding.power.largest_count == max(supporting)
    assert finding.power.minimum_detectable == pytest.approx(
        (max(supporting) + 0.5) / 150.0 / median, rel=1e-12
    )
