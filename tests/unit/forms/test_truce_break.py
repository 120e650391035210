"""What `truce-break` says where it has a meaning, where it has none, and what it may not depend on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.errors import QuestionError
from holdfire.forms.samples import Truce
from holdfire.forms.truce_break import FORM
from holdfire.forms.truce_break_dates import Params, read_at
from holdfire.forms.truce_break_series import compared_with, two_series
from holdfire.model.answer import Finding, ReferenceKind, Zero
from holdfire.model.verdict import Rule, Verdict, judge

DAY = 800


def on(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def run(sample: Truce, **choices: object) -> Finding:
    return FORM.run(sample, Params(**{"on": on(DAY), **choices}), np.random.default_rng(0))


def verdict(finding: Finding) -> Verdict:
    return judge(finding, Rule(towards="less", smallest_effect=0.5, family=1))[0]


def with_clashes(sample: Truce, dyad: int, since: int, until: int, daily: int) -> Truce:
    clashes = sample.clashes.copy()
    clashes[dyad, since:until] = daily
    return replace(sample, clashes=clashes)


def test_a_fall_to_a_tenth_in_a_calm_war_is_found(make_truce: Callable[..., Truce]) -> None:
    finding = run(make_truce(left=0.1, on=DAY))
    assert verdict(finding) is Verdict.SUPPORTS
    assert finding.effect is not None
    assert finding.effect.interval[1] is not None
    assert finding.effect.value < 0.25
    assert finding.effect.interval[1] == finding.tipping_point.value
    assert finding.reference.kind is ReferenceKind.CONFORMAL
    assert finding.zero is None


def test_a_rise_speaks_against_a_truce(make_truce: Callable[..., Truce]) -> None:
    finding = run(with_clashes(make_truce(), 0, DAY, DAY + 90, 3))
    assert verdict(finding) is Verdict.DOES_NOT_SUPPORT
    assert finding.details["p_high"] <= 0.01


def test_the_others_rise_alone_is_no_truce(make_truce: Callable[..., Truce]) -> None:
    sample = make_truce()
    for dyad in np.flatnonzero(compared_with(sample, 0)).tolist():
        sample = with_clashes(sample, dyad, DAY, DAY + 90, 5)
    finding = run(sample)
    assert finding.pvalue <= 0.05
    assert finding.effect.interval[1] < 1
    assert not finding.strict["own_fall"]
    assert verdict(finding) is Verdict.CANNOT_TELL


def test_what_could_be_found_is_the_edge_of_what_supports(make_truce: Callable[..., Truce]) -> None:
    sample = make_truce()
    most = FORM.power(sample, Params(on=on(DAY))).largest_count
    assert most is not None
    pvalues = []
    for count in (most, most + 1):
        clashes = sample.clashes.copy()
        clashes[0, DAY : DAY + 90] = 0
        clashes[0, DAY] = count
        pvalues.append(run(replace(sample, clashes=clashes)).pvalue)
    assert pvalues[0] <= 0.05 < pvalues[1]


def test_a_short_period_cannot_tell_whatever_it_shows(make_truce: Callable[..., Truce]) -> None:
    finding = run(make_truce(days=1_400, left=0.0, on=DAY))
    assert finding.valid == {"dates": False}
    assert "1,440 days" in finding.explain["dates"]
    assert verdict(finding) is Verdict.CANNOT_TELL


def test_a_zero_after_clashes_is_restraint(make_truce: Callable[..., Truce]) -> None:
    assert run(make_truce(left=0.0, on=DAY)).zero is Zero.RESTRAINT


@pytest.mark.parametrize(
    ("change", "zero", "words"),
    [
        ("never coded", Zero.NOT_CODED, "no clash of the two at any date"),
        ("silent around", Zero.NO_CONTACT, "nothing could fall"),
        ("alone", None, "No other pair"),
        ("others silent", None, "too few clashes"),
        ("at the edge", None, "90 days on both sides"),
    ],
)
def test_where_nothing_can_be_compared_the_form_is_undefined_and_says_why(
    make_truce: Callable[..., Truce], change: str, zero: Zero | None, words: str
) -> None:
    sample = make_truce()
    silent = with_clashes(sample, 0, DAY - 90, DAY + 90, 0)
    changed, choices = {
        "never coded": (replace(with_clashes(sample, 0, 0, len(sample), 0), in_war=0), {}),
        "silent around": (silent, {}),
        "alone": (replace(sample, of_deal=np.ones_like(sample.of_deal)), {}),
        "others silent": (replace(sample, clashes=sample.clashes * (np.arange(10) == 0)[:, None]), {}),
        "at the edge": (sample, {"on": on(89)}),
    }[change]
    finding = run(changed, **choices)
    assert finding.undefined is not None
    assert words in finding.undefined
    assert finding.zero is zero
    assert (finding.effect, finding.pvalue) == (None, None)
    assert verdict(finding) is Verdict.CANNOT_TELL


def test_dyads_of_the_deal_and_rare_ones_are_not_compared_with(make_truce: Callable[..., Truce]) -> None:
    sample = make_truce(actors=4)  # ab, ac, ad, bc, bd, cd
    of_deal = np.array([True, True, False, True, False, False])
    assert compared_with(replace(sample, of_deal=of_deal), 0).tolist() == [
        False,
        False,
        True,
        False,
        True,
        False,
    ]
    rare = np.array([True, True, True, True, False, True])
    assert compared_with(replace(sample, eligible=rare), 0).tolist() == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    assert compared_with(sample, 5).tolist() == [False, True, True, True, True, False]


def test_other_windows_and_the_comparison_without_its_busiest_are_shown(
    make_truce: Callable[..., Truce],
) -> None:
    finding = run(make_truce(left=0.1, on=DAY))
    designs = finding.details["designs"]
    assert [d["registered"] for d in designs] == [True] + [False] * 7
    assert {tuple(d["choices"]) for d in designs} == {
        (f"{width} days", words)
        for width in (45, 60, 90, 120)
        for words in ("all compared pairs", "without the busiest pair")
    }
    assert finding.robustness.choices == finding.robustness.same_sign == 8


def test_every_other_dyad_is_read_in_the_same_way(make_truce: Callable[..., Truce]) -> None:
    sample = make_truce(left=0.1, on=DAY)
    entries = run(sample).details["dyads"]
    assert [entry["asked"] for entry in entries] == [True] + [False] * 9
    reading = read_at(two_series(sample, 4), DAY, (90,))
    assert entries[4]["dyad"] == ["b", "c"]
    assert entries[4]["pvalue"] == reading.pvalue


def test_the_deepest_fall_is_looked_for_where_no_date_is_given(make_truce: Callable[..., Truce]) -> None:
    finding = run(make_truce(left=0.0, on=DAY), on="")
    assert abs((date.fromisoformat(finding.details["date"]) - date(1970, 1, 1)).days - DAY) <= 20
    assert finding.details["second_opinion"]["looks"] == 16
    alleged = run(make_truce(left=0.0, on=DAY))
    assert finding.effect.interval[1] > alleged.effect.interval[1]  # looking costs width
    assert any("--on" in caveat for caveat in finding.caveats)


@pytest.mark.parametrize(
    "choices",
    [{"on": "July 2014"}, {"windows": "ninety"}, {"windows": "0"}, {"windows": "90,90"}, {"windows": ""}],
)
def test_choices_that_mean_nothing_are_refused(choices: dict[str, str]) -> None:
    with pytest.raises(QuestionError, match="truce-break"):
        Params(**choices)


few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(seed=st.integers(0, 10_000), data=st.data())
def test_renumbering_actors_and_reordering_dyads_keeps_the_answer(
    make_truce: Callable[..., Truce], seed: int, data: st.DataObject
) -> None:
    sample = make_truce(seed, actors=4, left=0.5, on=DAY)
    number = np.array(data.draw(st.permutations(range(4))))
    order = np.array([0, *data.draw(st.permutations(range(1, 6)))])
    names = np.array(sample.actors)
    names[number] = sample.actors
    other = replace(
        sample, actors=tuple(names.tolist()), sides=number[sample.sides[order]], clashes=sample.clashes[order]
    )
    one, two = run(sample), run(other)
    for name in ("effect", "pvalue", "reference", "power", "robustness", "sentence", "caveats"):
        assert getattr(one, name) == getattr(two, name)
    ranked = [sorted(f.details["dyads"], key=lambda e: e["dyad"]) for f in (one, two)]
    assert ranked[0] == ranked[1]


@settings(few, max_examples=4)
@given(seed=st.integers(0, 10_000), factor=st.integers(2, 5))
def test_what_all_dyads_share_cancels_and_constant_reporting_too(
    make_truce: Callable[..., Truce], seed: int, factor: int
) -> None:
    sample = make_truce(seed, left=0.5, on=DAY)
    clashes = 10 * sample.clashes + 10  # so large that the halves don't matter
    tide = np.where(np.arange(len(sample)) // 50 % 2, factor, 1)
    seen = np.where(np.arange(len(clashes)) == 0, 2, 1)[:, None]
    plain, tidal, half = (
        run(replace(sample, clashes=c)).effect.value for c in (clashes, clashes * tide, clashes * seen)
    )
    assert half == pytest.approx(plain, rel=1e-3)
    assert np.log(tidal / plain) == pytest.approx(0, abs=0.1)
