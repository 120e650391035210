"""Sparing a partner: both directions, the larger tail, limits of the same test, gates and what zeros mean."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms.samples import Squares, Strikes, Targets
from holdfire.forms.selective_targeting import FORM
from holdfire.forms.selective_targeting_occasions import (
    Looks,
    Occasions,
    Params,
    enough_regions,
    odds_ratio,
    read,
)
from holdfire.forms.selective_targeting_power import smallest_odds_ratio
from holdfire.forms.selective_targeting_readings import Asked, Direction, Found, by_squares, find
from holdfire.model.answer import Finding, Reference, Zero
from holdfire.model.verdict import Rule, Verdict, judge
from holdfire.stats.beta_binomial import lower_tail, spread_of_clusters, sum_masses
from holdfire.stats.sign_flips import SignFlips, Tail

RULE = Rule(towards="less", smallest_effect=0.5, family=1)
TAILS = ("sign_flips", "regional_flips", "beta_binomial")
Make = Callable[..., Strikes]


def _run(sample: Strikes, **choices: float | str) -> Finding:
    return FORM.run(sample, Params(**choices), np.random.default_rng(7))


def _occasions(strikes: list[int], on_partner: list[int], share: list[float]) -> Occasions:
    return Occasions(
        strikes=np.array(strikes),
        on_partner=np.array(on_partner),
        share=np.array(share),
        region=np.arange(len(strikes)) % 3,
        kept=np.arange(len(strikes)),
    )


def _thinned(targets: Targets, caught: float) -> Targets:
    rng = np.random.default_rng(5)
    return replace(targets, on_partner=rng.binomial(targets.on_partner, caught).astype(np.int64))


def test_sparing_is_found_and_as_much_fighting_as_there_is_opportunity_is_not(make_strikes: Make) -> None:
    assert judge(_run(make_strikes(spared=0.15)), RULE)[0] is Verdict.SUPPORTS
    assert judge(_run(make_strikes(occasions=200)), RULE)[0] is Verdict.DOES_NOT_SUPPORT


def test_the_odds_ratio_is_the_closed_form_where_all_occasions_are_alike() -> None:
    occasions = _occasions([5, 9, 6], [1, 0, 2], [0.3] * 3)
    assert odds_ratio(occasions) == pytest.approx((3 / 17) / (0.3 / 0.7))


def test_the_odds_ratio_solves_its_equation_where_occasions_differ() -> None:
    occasions = _occasions([5, 9, 6], [1, 4, 2], [0.1, 0.6, 0.3])
    assert occasions.scores_at(odds_ratio(occasions)).sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("on_partner", "stands_for"), [([0, 0], 0.5), ([4, 8], 11.5)])
def test_none_and_all_stand_for_half_a_strike(on_partner: list[int], stands_for: float) -> None:
    occasions = _occasions([4, 8], on_partner, [0.5, 0.5])
    assert odds_ratio(occasions) == pytest.approx(stands_for / (12 - stands_for))


def test_the_larger_tail_decides_times_the_directions_that_were_tested(make_strikes: Make) -> None:
    for seed in range(4):
        finding = _run(make_strikes(seed, spared=0.5))
        made = next(one for one in finding.details["directions"] if one["decides"])
        tails = (made["test"][name] or 0 for name in TAILS)
        assert finding.pvalue == pytest.approx(min(1, 2 * max(tails)))


def test_the_beta_binomial_tail_has_the_larger_of_estimated_and_least_spread() -> None:
    rng = np.random.default_rng(3)
    strikes = np.full(30, 8)
    clumped = _occasions(strikes.tolist(), (8 * rng.integers(0, 2, 30)).tolist(), [0.4] * 30)
    found = read(clumped, Params(), rng, Looks(directions=1, draws=999))
    estimated = spread_of_clusters(clumped.on_partner, strikes, clumped.share)
    assert found.spread == estimated > 0.25
    masses = sum_masses(strikes, clumped.share, estimated)
    assert found.beta_binomial == lower_tail(masses, int(clumped.on_partner.sum()))
    even = _occasions(strikes.tolist(), [3] * 30, [0.4] * 30)
    assert read(even, Params(), rng, Looks(directions=1, draws=999)).spread == 0.25


def test_the_limits_are_where_both_tails_no_longer_refuse(make_strikes: Make) -> None:
    occasions = Occasions.of(make_strikes(spared=0.6).a, "front")
    low, high = read(occasions, Params(), np.random.default_rng(1), Looks(directions=1, draws=999)).limits
    flips = SignFlips(len(occasions), rng=np.random.default_rng(1), draws=999)  # the same patterns
    assert low is not None
    assert high is not None

    def refused(odds: float) -> bool:
        share = occasions.share_at(odds)
        spread = max(0.25, spread_of_clusters(occasions.on_partner, occasions.strikes, share))
        masses, found = sum_masses(occasions.strikes, share, spread), int(occasions.on_partner.sum())
        below = max(flips.less(occasions.scores_at(odds)).pvalue, lower_tail(masses, found))
        above = max(flips.greater(occasions.scores_at(odds)).pvalue, float(masses[found:].sum()))
        return min(below, above) <= 0.025

    assert [refused(odds) for odds in (low * 0.999, low * 1.001, high * 0.999, high * 1.001)] == [
        True,
        False,
        False,
        True,
    ]


def test_two_directions_widen_the_limits(make_strikes: Make) -> None:
    occasions = Occasions.of(make_strikes().a, "front")
    one, two = (read(occasions, Params(), np.random.default_rng(1), Looks(directions=n, draws=999)).limits
                for n in (1, 2))  # fmt: skip
    assert two[0] < one[0] < one[1] < two[1]  # type: ignore[operator]


def test_the_sparing_side_is_found_whichever_it_is(make_strikes: Make) -> None:
    sample = make_strikes(spared=0.2)
    own, swapped = _run(sample), _run(sample.swapped())
    assert own.effect == swapped.effect
    assert own.pvalue == swapped.pvalue
    assert own.sentence.startswith("{a}: 16 of")
    assert swapped.sentence.startswith("{b}: 16 of")


def test_a_direction_without_enough_strikes_costs_the_other_nothing(make_strikes: Make) -> None:
    alone = _run(make_strikes(spared=0.3, of_b=5))
    made = next(one for one in alone.details["directions"] if one["decides"])
    assert alone.pvalue == max(made["test"][name] or 0 for name in TAILS)
    assert any("Only one direction has enough" in words for words in alone.caveats)


def test_few_occasions_turn_every_sign_and_many_draw(make_strikes: Make) -> None:
    few, many = (make_strikes(2, occasions=n, spared=0.05) for n in (22, 60))
    flips = [find(Asked.of(s, Params()).directions, Params(), np.random.default_rng(1), draws=999)
             for s in (few, many)]  # fmt: skip
    assert flips[0] is not None
    assert flips[1] is not None
    assert flips[0].reading.flips.of == 2**22
    assert flips[1].reading.flips.of == 999


def test_the_reference_counts_the_patterns_of_both_directions() -> None:
    occasions = _occasions([4] * 30, [1] * 30, [0.3] * 30)
    targets = Targets(striker="a", partner="b", third="c", region=occasions.region, week=occasions.kept,
                      on_partner=occasions.on_partner, on_third=occasions.on_partner, opportunity={},
                      in_war=9, third_in_war=9)  # fmt: skip
    direction = Direction(targets=targets, keys=("a", "b"), measure="front", occasions=occasions)
    reading = read(occasions, Params(), np.random.default_rng(1), Looks(directions=2, draws=999))

    def referred(tail: Tail) -> tuple[Reference, float]:
        made = replace(reading, flips=tail, regional=None, beta_binomial=0.0)
        found = Found(every=(direction,), read=((direction, made),) * 2, tested=True)
        return found.reference, found.pvalue

    drawn, p_drawn = referred(Tail(extreme=9, of=999, exact=False))
    assert p_drawn == 0.02 == (drawn.extreme_draws + 1) / (drawn.draws + 1)  # type: ignore[operator]
    exact, p_exact = referred(Tail(extreme=3, of=256, exact=True))
    assert p_exact == 6 / 256 == exact.rank / exact.of  # type: ignore[operator]


def test_what_lasts_in_a_region_counts_once_a_region() -> None:
    """In six of twelve regions the partner is struck half as often, all along, in six so much more often."""
    region = np.repeat(np.arange(12), 10)
    on_partner = np.where(region % 2 == 0, 0, 3) - (region == 1)
    occasions = Occasions(
        strikes=np.full(120, 5),
        on_partner=on_partner.astype(np.int64),
        share=np.full(120, 0.35),
        region=region,
        kept=np.arange(120),
    )
    found = read(occasions, Params(), np.random.default_rng(1), Looks(directions=1, draws=999))
    assert found.regional is not None
    assert found.regional.exact
    assert found.regional.of == 2**12
    assert found.pvalue == found.regional.pvalue > 0.2
    assert found.flips.pvalue < 0.1


@pytest.mark.parametrize(("family", "looks", "regions"), [(1, 1, 5), (1, 2, 6), (2, 2, 7)])
def test_regions_count_from_where_their_signs_could_give_a_small_p(
    family: int, looks: int, regions: int
) -> None:
    for number, enough in ((regions - 1, False), (regions, True)):
        occasions = replace(_occasions([4] * 30, [1] * 30, [0.3] * 30), region=np.arange(30) % number)
        assert enough_regions(occasions, Params(family=family), looks) is enough


def test_too_few_occasions_or_expected_strikes_tell_nothing(make_strikes: Make) -> None:
    finding = _run(make_strikes(occasions=19, spared=0.05))
    assert not finding.valid["numbers"]
    assert finding.power.minimum_detectable is None
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL


def test_without_a_map_it_never_supports(make_strikes: Make) -> None:
    finding = _run(make_strikes(spared=0.1, basis="others"))
    assert finding.exposure.basis == "co-presence"
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL
    assert any("others" in words and "registered measure" in words for words in finding.caveats)


def test_every_measure_that_the_data_allow_is_shown(make_strikes: Make) -> None:
    finding = _run(make_strikes())
    shown = [one["measure"] for one in finding.details["directions"][0]["measures"]]
    assert shown == ["front", "others"]
    assert {one["choices"][0] for one in finding.details["designs"]} == {"front", "others"}


def test_undirected_data_are_undefined_and_say_why(make_strikes: Make) -> None:
    sample = make_strikes()
    none = {name: np.zeros(0, dtype=np.int64) for name in ("region", "week", "on_partner", "on_third")}
    empty = [replace(side, opportunity={}, **none) for side in (sample.a, sample.b)]
    finding = _run(replace(sample, a=empty[0], b=empty[1], directed=0, undirected=812))
    assert finding.undefined is not None
    assert "none of the 812 rows" in finding.undefined
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL


def test_a_zero_of_a_source_that_never_reports_the_pair_is_no_restraint(make_strikes: Make) -> None:
    unseen, seen = (_run(make_strikes(spared=1e-6, in_war=n)) for n in (0, 40))
    assert (unseen.zero, seen.zero) == (Zero.NOT_CODED, Zero.RESTRAINT)
    assert not unseen.valid["visibility"]
    assert judge(seen, RULE)[0] is Verdict.SUPPORTS


def test_a_source_that_never_tells_of_strikes_on_the_third_can_compare_nothing(make_strikes: Make) -> None:
    sample = make_strikes(occasions=200)
    finding = _run(replace(sample, a=replace(sample.a, third_in_war=0), b=replace(sample.b, third_in_war=0)))
    assert not finding.valid["visibility"]
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL


def test_a_direction_that_could_spare_keeps_the_other_from_speaking_against(make_strikes: Make) -> None:
    """A's many strikes rule a half out; B's few lean the other way and rule nothing out."""
    sample = make_strikes(3, occasions=300, of_b=22)
    alone = _run(
        replace(sample, b=replace(sample.b, on_partner=0 * sample.b.week, on_third=0 * sample.b.week))
    )
    both = _run(sample)
    assert judge(alone, RULE)[0] is Verdict.DOES_NOT_SUPPORT
    assert judge(both, RULE)[0] is Verdict.CANNOT_TELL
    assert both.effect is not None
    lows = [one["test"]["interval"][0] for one in both.details["directions"]]
    highs = [one["test"]["interval"][1] for one in both.details["directions"]]
    assert both.effect.interval == (min(lows), min(highs))


def test_half_reporting_halves_the_odds_ratio_and_leaves_the_finding_within_the_bias(
    make_strikes: Make,
) -> None:
    sample = make_strikes(occasions=240)
    whole, half = _run(sample), _run(replace(sample, a=_thinned(sample.a, 0.5), b=_thinned(sample.b, 0.5)))
    assert whole.effect is not None
    assert half.effect is not None
    assert half.effect.value == pytest.approx(0.5 * whole.effect.value, rel=0.2)
    assert half.tipping_ratio is not None
    assert judge(half, RULE)[0] is not Verdict.SUPPORTS


def test_what_would_undo_it_is_the_upper_limit_and_its_complement(make_strikes: Make) -> None:
    finding = _run(make_strikes(spared=0.2))
    assert finding.effect is not None
    assert finding.effect.interval[1] == finding.tipping_ratio
    assert finding.details["misfiled"] == pytest.approx(1 - finding.effect.interval[1])


def test_power_reads_strikes_and_opportunities_alone(make_strikes: Make) -> None:
    sample = make_strikes()
    turned = replace(sample.a, on_partner=sample.a.on_third, on_third=sample.a.on_partner)
    assert FORM.power(sample, Params()) == FORM.power(replace(sample, a=turned), Params())


def test_more_occasions_show_a_smaller_effect(make_strikes: Make) -> None:
    few, many = (Occasions.of(make_strikes(occasions=n).a, "front") for n in (40, 160))
    small, large = (smallest_odds_ratio(one, Params(), looks=1) for one in (few, many))
    assert small is not None
    assert large is not None
    assert 0.3 < small < large < 0.9


def test_a_look_reads_the_same_and_makes_no_tables(make_strikes: Make) -> None:
    sample = make_strikes(spared=0.3)
    quick, full = FORM.looked(sample, Params(), np.random.default_rng(7)), _run(sample)
    assert quick.valid == full.valid
    assert quick.strict == full.strict
    assert quick.effect == full.effect
    assert quick.pvalue == full.pvalue
    assert not quick.details


def test_placebos_are_other_pairs_with_a_third(make_strikes: Make) -> None:
    dyads = _run(make_strikes()).details["dyads"]
    assert [(one["dyad"], one["against"], one["asked"]) for one in dyads] == [
        (["a", "b"], "c", True),
        (["x", "y"], "c", False),
    ]


def test_the_squares_take_distance_out() -> None:
    """The partner's ground lies far off and far ground is struck less: that alone would look like sparing."""
    rng = np.random.default_rng(4)
    occasions, each = 60, 8
    partner = np.tile(np.arange(each) < each // 2, occasions)
    km = rng.uniform(0, 30, len(partner)) + np.where(partner, 15, 0)
    weight = np.exp(-km / 10).reshape(occasions, each)
    struck = np.concatenate([rng.multinomial(5, w / w.sum()) for w in weight])
    none = np.zeros(occasions, dtype=np.int64)
    targets = Targets(
        striker="a",
        partner="b",
        third="c",
        region=none,
        week=np.arange(occasions),
        on_partner=none,
        on_third=none,
        opportunity={},
        in_war=9,
        third_in_war=9,
        squares=Squares(
            occasion=np.repeat(np.arange(occasions), each),
            partner=partner,
            size=np.full(len(partner), 100.0),
            km=km,
            struck=struck.astype(np.int64),
        ),
    )
    found = by_squares(targets)
    assert found is not None
    assert found.limits[0] < 1 < found.limits[1]  # type: ignore[operator]
    on_partner = int(struck[partner].sum())
    assert on_partner / (5 * occasions - on_partner) < 0.4


@pytest.mark.parametrize(
    "wrong", [{"opportunity": "population"}, {"rho_floor": 0.0}, {"rho_floor": 1.0}, {"draws": 9}]
)
def test_choices_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match="selective-targeting"):
        Params(**wrong)
