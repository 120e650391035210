"""What stands beside the deciding part of silent front: four actors, camps, rough rows, bursts, zeros."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from holdfire.forms import form
from holdfire.forms import silent_front_camps as camps_of
from holdfire.forms.samples import Fronts, RoughRows
from holdfire.forms.silent_front_bursts import compare_bursty, room_of_zero
from holdfire.forms.silent_front_contrast import NO_REGION, THREE_ACTORS, contrast
from holdfire.forms.silent_front_prediction import activity
from holdfire.forms.silent_front_readings import Params, basis
from holdfire.forms.silent_front_rough import read_spread, spread
from holdfire.model.answer import Finding
from holdfire.model.verdict import Rule, Verdict, judge

FORM = form("silent-front")
RULE = Rule(towards="less", smallest_effect=0.5, family=1)
Make = Callable[..., Fronts]


def _run(sample: Fronts, **choices: float) -> Finding:
    return FORM.run(sample, Params(**choices), np.random.default_rng(0))


def _contrast(sample: Fronts):
    return contrast(sample, activity(sample, 1.0), np.random.default_rng(0))


def _shown(finding: Finding) -> dict:
    shown = finding.details["contrast"]
    assert isinstance(shown, dict)
    return shown


def _counted(sample: Fronts, clashes: np.ndarray) -> Fronts:
    return replace(
        sample, clashes=clashes, asked_clashes=clashes.sum(axis=1), wide_clashes=clashes.sum(axis=1)
    )


def _with_camp(sample: Fronts, camp: tuple[int, ...], within: float = 0.1) -> Fronts:
    one, other = np.isin(sample.sides, camp).T
    clashes = np.where((one == other)[:, None], (sample.clashes * within).astype(np.int64), sample.clashes)
    return _counted(sample, clashes)


def test_three_actors_are_not_identified_and_it_says_why(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=3, regions=8))
    assert _shown(finding) == {"identified": False, "reason": THREE_ACTORS}


def test_four_actors_that_never_meet_crosswise_leave_nothing_to_compare(make_fronts: Make) -> None:
    sample = make_fronts(actors=4, regions=8)
    apart = np.array([True, False, False, False, False, True])  # A with B, C with D
    finding = _run(_counted(replace(sample, exposure=sample.exposure * apart[:, None]), sample.clashes))
    assert _shown(finding) == {"identified": False, "reason": NO_REGION}


def test_four_actors_name_both_pairs_that_it_could_be(make_fronts: Make) -> None:
    shown = _shown(_run(make_fronts(actors=4, regions=8, restraint=0.3)))
    assert shown["asked"] == ["a", "b"]
    assert sorted([shown["mirror"][0], *shown["mirror"][1]]) == ["c", "d"]
    assert shown["value"] < 0.5
    assert shown["pvalue"] == max(shown["p_if_poisson"], shown["p_signs"]) == 1 / 2**8


def test_a_pair_that_never_clashed_has_an_upper_limit_where_p_is_small(make_fronts: Make) -> None:
    shown = _shown(_run(make_fronts(actors=4, regions=8, restraint=0.0)))
    assert shown["observed"] == 0
    assert shown["pvalue"] == 1 / 2**8
    assert shown["interval"] == [None, shown["interval_if_poisson"][1]]
    assert shown["interval"][1] < 1


def test_asked_of_the_mirror_pair_it_gives_the_same_numbers(make_fronts: Make) -> None:
    sample = make_fronts(actors=4, regions=8, restraint=0.3)
    order = [5, 3, 4, 1, 2, 0]  # CD first, and the other pairs with C and D in the places of A and B
    mirrored = replace(
        _counted(sample, sample.clashes[order]),
        sides=sample.sides[order],
        exposure=sample.exposure[order],
    )
    one, other = _contrast(sample), _contrast(mirrored)
    assert one.if_poisson.value == pytest.approx(other.if_poisson.value, rel=1e-9)
    assert one.limits() == pytest.approx(other.limits(), rel=1e-6)
    assert one.p_flips == other.p_flips


def test_exchanging_a_and_b_keeps_every_number_of_a_war_of_many(make_fronts: Make) -> None:
    sample = make_fronts(actors=7, regions=8, restraint=0.4)
    assert _shown(_run(sample)) == _shown(_run(sample.swapped()))


def test_whom_they_are_said_to_act_against_stands_alone_else_whom_both_fought_most(make_fronts: Make) -> None:
    sample = make_fronts(actors=6, regions=8)
    named = _shown(_run(replace(sample, against=4)))
    assert named["mirror"] == ["e", ["c", "d", "f"]]
    met = {
        c: min(sample.asked_clashes[sample.sides.tolist().index([p, c])] for p in (0, 1)) for c in range(2, 6)
    }
    assert _shown(_run(sample))["mirror"][0] == "abcdef"[max(met, key=met.__getitem__)]


def test_too_few_regions_give_no_p_but_the_one_of_poisson_clashes(make_fronts: Make) -> None:
    shown = _shown(_run(make_fronts(actors=4, regions=5, restraint=0.2)))
    assert shown["pvalue"] is None
    assert shown["p_signs"] == 1 / 2**5
    assert shown["p_if_poisson"] < 0.001


def test_the_rest_counts_by_how_active_each_of_them_is(make_fronts: Make) -> None:
    """A and B meet different parts of the rest; only activity tells that A's part is the lively one."""
    sides = np.array(list(combinations(range(6), 2)))
    exposure = np.full((15, 12), 200.0)
    pairs = [tuple(pair) for pair in sides.tolist()]
    exposure[[pairs.index((0, 4)), pairs.index((1, 3))]] = 2.0
    rates = np.array([0.3, 0.3, 0.3, 1.5, 0.1, 0.3])
    clashes = np.rint(exposure * (rates[sides[:, 0]] * rates[sides[:, 1]])[:, None]).astype(np.int64)
    sample = _counted(make_fronts(actors=6, regions=12, against=2), clashes)
    sample = replace(
        sample, exposure=exposure, asked_exposure=exposure.sum(axis=1), wide_exposure=exposure.sum(axis=1)
    )
    found = _contrast(sample)
    assert found.if_poisson.value == pytest.approx(1.0, abs=0.05)


def test_clashes_where_no_contact_is_known_are_left_out_and_counted(make_fronts: Make) -> None:
    sample = make_fronts(actors=4, regions=8)
    exposure = sample.exposure.copy()
    exposure[0, 3] = exposure[4, 5] = 0.0
    found = _contrast(replace(sample, exposure=exposure))
    own, other = int(sample.clashes[0, 3]), int(sample.clashes[4, 5])
    assert found.four.left_out == (own, own + other)
    assert found.observed == sample.asked_clashes[0] - own


def test_the_contrast_never_decides(make_fronts: Make) -> None:
    sample = make_fronts(actors=4, regions=10, restraint=0.05)
    finding = _run(sample)
    assert _shown(finding)["pvalue"] < 0.01
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL
    assert any("mirror" in caveat for caveat in finding.caveats)


def test_the_quick_look_gives_the_same_answer_without_the_contrast(make_fronts: Make) -> None:
    sample = make_fronts(actors=7, restraint=0.2)
    full, quick = _run(sample), FORM.looked(sample, Params(), np.random.default_rng(0))
    for name in ("effect", "pvalue", "valid", "strict", "tipping_ratio", "power"):
        assert getattr(full, name) == getattr(quick, name)
    assert not quick.details


def test_camps_are_found_in_the_other_pairs(make_fronts: Make) -> None:
    found = basis(_with_camp(make_fronts(actors=8), (0, 1, 4, 6)), Params()).camps
    assert found is not None
    assert found.with_both == (0, 1, 4, 6)
    assert found.within == pytest.approx(0.1, rel=0.3)


@pytest.mark.parametrize("seed", [15, 22])
def test_a_small_p_of_a_pair_of_one_camp_can_be_that_of_its_camp(make_fronts: Make, seed: int) -> None:
    sample = _with_camp(make_fronts(seed, actors=6), (0, 1, 2), within=0.05)
    clashes = sample.clashes.copy()
    clashes[0] = clashes[0] * 0.6
    finding = FORM.looked(_counted(sample, clashes), Params(), np.random.default_rng(0))
    assert finding.pvalue is not None
    assert finding.pvalue <= 0.05
    assert finding.strict["camps"] is False
    assert "may be of one of them" in finding.explain["camps"]


def test_no_count_can_support_that_the_camp_would_explain(make_fronts: Make) -> None:
    sample = _with_camp(make_fronts(actors=8), (0, 1, 4, 6), within=0.3)
    base = basis(sample, Params())
    most = base.power.largest_count
    assert base.prediction is not None
    alone = base.prediction.largest_count(1)
    assert alone is not None
    assert most is None or most <= alone
    assert base.below_its_camp(0) >= base.below_its_camp(most or 0)


def test_a_pair_quiet_for_its_camp_passes_the_gate(make_fronts: Make) -> None:
    sample = _with_camp(make_fronts(actors=8), (0, 1, 4, 6), within=0.3)
    clashes = sample.clashes.copy()
    clashes[0] = 0
    assert _run(_counted(sample, clashes)).strict["camps"]


def test_the_camp_is_the_same_whatever_a_and_b_did(make_fronts: Make) -> None:
    sample = make_fronts(actors=8)
    clashes = sample.clashes.copy()
    clashes[0] = 9 * clashes[0] + 5
    assert basis(sample, Params()).camps == basis(_counted(sample, clashes), Params()).camps


def test_one_change_at_a_time_finds_the_camp_that_trying_all_finds(
    make_fronts: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted = activity(_with_camp(make_fronts(actors=9), (0, 1, 3, 5, 8)), 1.0)
    every = camps_of.find_camps(fitted, 500.0)
    monkeypatch.setattr(camps_of, "_ALL_UP_TO", 0)
    assert every is not None
    assert camps_of.find_camps(fitted, 500.0) == every


def _rough(sample: Fronts, dyad: list[int], rows: list[int], inside: float = 1.0) -> RoughRows:
    shares = np.full((len(dyad), len(sample.regions)), 1 / len(sample.regions))
    return RoughRows(
        dyad=np.array(dyad), rows=np.array(rows), inside=inside * shares, outside=(1 - inside) * shares
    )


def test_spreading_keeps_every_rough_row_and_puts_some_outside(make_fronts: Make) -> None:
    sample = make_fronts(regions=3)
    after = spread(sample, _rough(sample, [0, 2, 2], [40, 300, 100], inside=0.5), np.random.default_rng(1))
    added = after.wide_clashes - sample.wide_clashes
    assert added.tolist() == [40, 0, 400, *[0] * 12]
    assert 0 < after.asked_clashes[0] - sample.asked_clashes[0] < 40
    assert (after.clashes - sample.clashes).sum(axis=1).tolist() == added.tolist()
    assert after.in_area[0].sum(axis=1).tolist() == after.asked_clashes.tolist()


def test_rough_rows_of_the_pair_can_undo_support_and_the_worst_p_is_told(make_fronts: Make) -> None:
    sample = make_fronts(actors=8, restraint=0.05)
    assert judge(_run(sample), RULE)[0] is Verdict.SUPPORTS
    rough = replace(sample, rough=_rough(sample, [0], [5 * int(sample.asked_clashes[0])]))
    finding = _run(rough)
    assert finding.strict["rough_places"] is False
    assert judge(finding, RULE)[0] is Verdict.CANNOT_TELL
    told = finding.details["rough_places"]
    assert isinstance(told, dict)
    assert told["worst_pvalue"] > finding.pvalue
    assert any(f"up to {told['worst_pvalue']:.3f}" in caveat for caveat in finding.caveats)


def test_rough_rows_of_others_leave_support_where_it_holds_wherever_they_lie(make_fronts: Make) -> None:
    sample = make_fronts(actors=8, restraint=0.05)
    found = read_spread(
        replace(sample, rough=_rough(sample, [3, 9], [20, 30])), Params(), np.random.default_rng(0)
    )
    assert found is not None
    assert (found.rows, found.own, found.times, found.supports) == (50, 0, 20, True)


def test_bursty_regression_is_one_of_the_other_choices(make_fronts: Make) -> None:
    finding = _run(make_fronts(actors=6, regions=8, restraint=0.2))
    designs = finding.details["designs"]
    assert isinstance(designs, list)
    named = [entry for entry in designs if entry["choices"][0] == "negative binomial regression"]
    assert len(named) == 3
    assert all(entry["value"] < 0.6 for entry in named)
    assert finding.robustness is not None
    assert finding.robustness.choices == len(designs)


def test_bursty_regression_is_silent_where_a_side_has_no_clash(make_fronts: Make) -> None:
    sample = make_fronts(regions=8)
    clashes = sample.clashes.copy()
    clashes[0] = 0
    assert compare_bursty(_counted(sample, clashes), 1.0) is None


def test_a_zero_says_what_it_leaves_room_for(make_fronts: Make) -> None:
    sample = make_fronts(regions=8)
    clashes = sample.clashes.copy()
    clashes[0] = 0
    finding = _run(_counted(sample, clashes))
    room = finding.details["zero_room"]
    assert isinstance(room, list)
    assert [entry["largest_mean"] for entry in room[:3]] == pytest.approx([2.996, 19.0, 199.5], rel=1e-3)
    assert room[0]["largest_rate"] == pytest.approx(2.9957 / sample.asked_exposure[0], rel=1e-4)
    assert any("weak evidence" in caveat for caveat in finding.caveats)
    assert "bursts as fitted" in room_of_zero(sample, 1.0)
    assert _run(sample).details["zero_room"] is None
