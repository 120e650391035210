"""What concerted attack makes of its samples: gates, imprecise events, limits, quick placebos."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.forms.concerted_designs import Params
from holdfire.forms.concerted_series import Limits, series, spread_series
from holdfire.forms.samples import Attacks, Hits
from holdfire.model.answer import Finding
from holdfire.model.verdict import Rule, Verdict, judge

FORM = form("concerted-attack")
RULE = Rule(towards="greater", smallest_effect=2.0, family=1)
LIMITS = Limits(near_km=10.0, near_days=2, margin=7)


def _run(sample: Attacks, **choices: float) -> Finding:
    return FORM.run(sample, Params(**{"draws": 999, **choices}), np.random.default_rng(4))


def _none() -> Hits:
    empty = np.zeros(0)
    whole = np.zeros(0, dtype=np.int64)
    return Hits(x=empty, y=empty, day=whole, span_days=whole, radius_km=empty, region=whole)


def test_answered_attacks_support_the_allegation(make_attacks: Callable[..., Attacks]) -> None:
    finding = _run(make_attacks(count=250, days=300, answered=60))
    verdict, reason = judge(finding, RULE)
    assert verdict is Verdict.SUPPORTS, reason
    assert finding.effect is not None
    assert finding.effect.interval[0] is not None
    assert finding.effect.interval[0] > 1
    assert finding.tipping_point is not None
    assert finding.tipping_point.value is not None
    assert 0 < finding.tipping_point.value < 60


def test_attacks_apart_do_not_support_it(make_attacks: Callable[..., Attacks]) -> None:
    finding = _run(make_attacks(count=250, days=300))
    verdict, _ = judge(finding, RULE)
    assert verdict is not Verdict.SUPPORTS
    assert finding.tipping_point is not None
    assert finding.tipping_point.value is None


def test_too_few_events_shut_the_gate_of_numbers(make_attacks: Callable[..., Attacks]) -> None:
    finding = _run(make_attacks(count=36, days=200))
    assert finding.valid == {"numbers": False}
    verdict, reason = judge(finding, RULE)
    assert verdict is Verdict.CANNOT_TELL
    assert "Too few events to judge" in reason


def test_without_events_of_one_side_the_form_has_no_meaning(make_attacks: Callable[..., Attacks]) -> None:
    finding = _run(replace(make_attacks(), b=_none()))
    assert finding.undefined is not None
    assert finding.pvalue is None
    assert FORM.power(replace(make_attacks(), b=_none()), Params()).minimum_detectable is None


def test_events_far_apart_leave_nothing_to_test(make_attacks: Callable[..., Attacks]) -> None:
    sample = make_attacks()
    far = replace(sample, b=replace(sample.b, x=sample.b.x + 5_000))
    finding = _run(far)
    assert finding.undefined is not None
    assert "no two of them within 10 km" in finding.undefined
    assert FORM.power(far, Params()).minimum_detectable is None


def test_the_series_with_fewer_precise_events_in_the_period_turns(
    make_attacks: Callable[..., Attacks],
) -> None:
    sample = make_attacks()
    assert series(sample, LIMITS).turns == "b"
    assert series(sample.swapped(), LIMITS).turns == "a"


def test_at_equal_numbers_the_days_decide_which_series_turns(make_attacks: Callable[..., Attacks]) -> None:
    sample = make_attacks()
    later = replace(sample.a, day=np.clip(sample.a.day, 0, 150) + 1)
    even = Attacks(a=later, b=replace(later, day=later.day - 1), days=200)
    assert series(even, LIMITS).turns == "b"
    assert series(even.swapped(), LIMITS).turns == "a"


def test_the_staying_series_reaches_beyond_the_period_and_the_turning_one_does_not(
    make_attacks: Callable[..., Attacks],
) -> None:
    found = series(make_attacks(), LIMITS)
    assert found.rotated.day.min() >= 0
    assert found.rotated.day.max() < 200
    assert -7 <= found.fixed.day.min() < 0
    assert 200 <= found.fixed.day.max() < 207
    assert found.inside_fixed < len(found.fixed)


def test_imprecise_events_are_left_out_counted_and_spread(make_attacks: Callable[..., Attacks]) -> None:
    sample = make_attacks(imprecise=10)
    found = series(sample, LIMITS)
    spread = spread_series(sample, LIMITS, found.turns, np.random.default_rng(1))
    assert 0 < found.imprecise <= 20
    assert spread.imprecise == 0
    assert len(spread.rotated) > len(found.rotated)
    finding = _run(sample, imputations=3)
    assert finding.details["imputation"] == {
        "times": 3,
        "worst_pvalue": pytest.approx(1.0, abs=0.999),
        "events": found.imprecise,
    }
    assert any("too rough" in caveat for caveat in finding.caveats)


def test_spread_events_stay_within_their_range(make_attacks: Callable[..., Attacks]) -> None:
    one = make_attacks(count=40, imprecise=1)
    a = Hits(
        x=np.zeros(500),
        y=np.zeros(500),
        day=np.full(500, 50),
        span_days=np.full(500, 12),
        radius_km=np.full(500, 25.0),
        region=np.zeros(500, dtype=np.int64),
    )
    spread = spread_series(replace(one, a=a), LIMITS, "a", np.random.default_rng(1))
    assert set(spread.rotated.day.tolist()) == set(range(50, 63))
    distance = np.hypot(spread.rotated.x, spread.rotated.y)
    assert distance.max() <= 25
    assert np.mean(distance <= 12.5) == pytest.approx(0.25, abs=0.08)  # uniform over the disc


def test_the_order_of_rows_does_not_decide_where_imprecise_events_are_spread(
    make_attacks: Callable[..., Attacks],
) -> None:
    one = make_attacks(count=40)
    a = Hits(  # one town and one day, known more or less exactly
        x=np.zeros(60),
        y=np.zeros(60),
        day=np.full(60, 50),
        span_days=np.tile([3, 6, 30], 20),
        radius_km=np.repeat([11.0, 25.0, 40.0, 5.0], 15),
        region=np.zeros(60, dtype=np.int64),
    )
    order = np.random.default_rng(2).permutation(60)
    mixed = Hits(**{name: getattr(a, name)[order] for name in Hits.__slots__})
    spreads = [
        spread_series(replace(one, a=hits), LIMITS, "a", np.random.default_rng(1)) for hits in (a, mixed)
    ]
    for name in ("x", "y", "day"):
        first, second = (getattr(spread.rotated, name) for spread in spreads)
        assert np.array_equal(first, second)


def test_an_event_of_unknown_place_is_left_out_of_the_spread_too(
    make_attacks: Callable[..., Attacks],
) -> None:
    sample = make_attacks(imprecise=4)
    unknown = replace(sample.b, radius_km=np.where(sample.b.radius_km > 10, np.nan, 1.0))
    spread = spread_series(replace(sample, b=unknown), LIMITS, "b", np.random.default_rng(1))
    assert np.isfinite(spread.rotated.x).all()
    assert spread.imprecise > 0


def test_imprecise_events_that_undo_the_finding_bar_support(make_attacks: Callable[..., Attacks]) -> None:
    sample = make_attacks(count=250, days=300, answered=60)
    rough = np.zeros(300, dtype=np.int64)
    blur = Hits(
        x=np.tile(sample.b.x[:100], 3),
        y=np.tile(sample.b.y[:100], 3),
        day=rough + 20,
        span_days=rough + 250,
        radius_km=np.full(300, 5.0),
        region=np.tile(sample.b.region[:100], 3),
    )
    joined = Hits(
        **{
            name: np.concatenate([getattr(sample.b, name), getattr(blur, name)])
            for name in ("x", "y", "day", "span_days", "radius_km", "region")
        }
    )
    finding = _run(replace(sample, b=joined))
    verdict, reason = judge(finding, RULE)
    assert finding.strict["imprecise_events"] is False
    assert verdict is Verdict.CANNOT_TELL
    assert "spread at random" in reason


def test_a_common_season_alone_shuts_the_scale_curve() -> None:
    rng = np.random.default_rng(2)
    month = rng.permutation(np.repeat(np.arange(12), 1))[:6]

    def campaign(count: int) -> Hits:
        town = rng.integers(0, 4, count)
        day = rng.choice(month, count) * 28 + rng.integers(0, 28, count)
        return Hits(
            x=300.0 * town,
            y=rng.normal(0, 2, count),
            day=day,
            span_days=np.zeros(count, dtype=np.int64),
            radius_km=np.ones(count),
            region=town,
        )

    finding = _run(Attacks(a=campaign(200), b=campaign(180), days=336))
    assert finding.strict["scale_curve"] is False
    assert "blocks of" in finding.explain["scale_curve"]


def test_undirected_data_are_called_engagements(make_attacks: Callable[..., Attacks]) -> None:
    undirected, directed = (_run(replace(make_attacks(), directed=d)).caveats for d in (False, True))
    assert any("engagements" in caveat for caveat in undirected)
    assert not any("engagements" in caveat for caveat in directed)


def test_the_larger_p_of_both_origins_decides(make_attacks: Callable[..., Attacks]) -> None:
    finding = _run(make_attacks(count=250, days=300, answered=10))
    curve = finding.details["scale_curve"]
    assert isinstance(curve, list)
    at_28 = next(entry for entry in curve if entry["block_days"] == 28)
    assert [origin["origin"] for origin in at_28["origins"]] == [0, 14]
    assert finding.pvalue == max(origin["pvalue"] for origin in at_28["origins"])


def test_a_placebo_needs_a_hundred_close_pairs(make_attacks: Callable[..., Attacks]) -> None:
    assert FORM.too_thin(make_attacks(count=30), Params())
    assert not FORM.too_thin(make_attacks(), Params())


def test_a_look_agrees_with_the_full_answer(make_attacks: Callable[..., Attacks]) -> None:
    sample = make_attacks(count=250, days=300, answered=10)
    quick = FORM.looked(sample, Params(quick_draws=9_999), np.random.default_rng(1))
    full = _run(sample, draws=9_999)
    assert quick.pvalue is not None
    assert full.pvalue is not None
    assert abs(quick.pvalue - full.pvalue) < 5 * np.sqrt(2 * full.pvalue * (1 - full.pvalue) / 10_000)
    assert (quick.valid, quick.statistic) == (full.valid, full.statistic)
    assert quick.strict["scale_curve"] == full.strict["scale_curve"]
    assert quick.effect == full.effect


@pytest.mark.parametrize(
    "choices",
    [
        {"block_days": 30},
        {"near_days": 7},
        {"near_days": 4},  # 9 days about each event, in blocks of 28
        {"shoulder_days": 8},
        {"near_km": 30.0},
        {"draws": 0},
        {"near_days": -1},
    ],
)
def test_choices_that_do_not_fit_together_are_refused(choices: dict[str, float]) -> None:
    with pytest.raises(QuestionError, match="concerted-attack"):
        Params(**choices)
