"""Rates and scores of trials counted by hand, and claims held against gold."""

from dataclasses import replace

import pytest

from holdfire.calibration.scoring import NULL, RIVAL_OF, matched_claims, summed
from holdfire.model.calibration import CodedClaims, FormTrial, Trial
from holdfire.model.claim import Claim, Modality
from holdfire.weighing.rivals import shipped_rivals


def trial(number: int, explanation: str, verdict: str | None, **rivals: float) -> Trial:
    return Trial(
        number=number,
        scenario=explanation,
        explanation=explanation,
        forms=(FormTrial(form="silent-front", verdict=verdict),),
        verdict=verdict,
        evidence={},
        size={},
        rivals=rivals,
        coded=CodedClaims(found=4, gold=5, same=3),
    )


def claim(start: int, end: int, kind: str = "clash") -> Claim:
    return Claim(
        id=f"c_{start}",
        document="d",
        text_sha256="t",
        start=start,
        end=end,
        quote="x" * (end - start),
        prefix="",
        suffix="",
        kind=kind,
        side_a=("a",),
        side_b=("b",),
        against=(),
        places=(),
        date=None,
        date_basis="none",
        attribution=(),
        modality=Modality.ASSERTED,
        figures={},
        footnotes=(),
        coder="rules/1",
        confidence=1.0,
        status="proposed",
    )


TRIALS = (
    trial(3, "collusion", "supports"),
    trial(0, "plain", "supports"),
    trial(1, "artefact", "cannot_tell"),
    trial(2, "capacity", None),
    trial(4, "collusion", "cannot_tell"),
    trial(5, "tacit", "supports"),
    trial(6, "local_deal", "supports"),
)


def test_false_alarms_are_counted_where_nothing_bound_the_two_and_power_where_they_colluded() -> None:
    found = summed(TRIALS, seed=1)
    (rates,) = found.forms.values()
    assert (rates.n_null, rates.n_true) == (3, 2)
    assert rates.false_alarms == pytest.approx(1 / 3)
    assert rates.power == pytest.approx(1 / 2)
    by_kind = {one.explanation: one for one in found.explanations}
    assert by_kind["collusion"].verdicts == {"cannot_tell": 1, "supports": 1}
    assert by_kind["capacity"].verdicts == {"none": 1}
    assert by_kind["tacit"].supports == {"silent-front": 1}


def test_a_promise_is_kept_where_a_deal_as_strong_as_the_registered_one_is_found() -> None:
    def deal(number: int, verdict: str, pvalue: float, detectable: float | None, written: float) -> Trial:
        form = FormTrial(
            form="silent-front", verdict=verdict, pvalue=pvalue, detectable=detectable, written=written
        )
        return replace(trial(number, "collusion", verdict), forms=(form,))

    trials = [
        deal(0, "supports", 0.01, 0.3, 0.1),
        deal(1, "cannot_tell", 0.04, 0.1, 0.1),
        deal(2, "cannot_tell", 0.20, 0.3, 0.1),
        deal(3, "cannot_tell", 0.50, 0.05, 0.1),  # weaker than what could be found: nothing was promised
        deal(4, "supports", 0.01, None, 0.1),
    ]
    (rates,) = summed(trials, seed=1).forms.values()
    assert (rates.promised, rates.n_true) == (3, 5)
    assert rates.found == pytest.approx(2 / 3)
    assert rates.kept == pytest.approx(1 / 3)
    (nothing,) = summed(trials[3:4], seed=1).forms.values()
    assert (nothing.promised, nothing.found, nothing.kept) == (0, None, None)


def test_sizes_count_every_war_once() -> None:
    rows = {"collusion": (0, 99, 100), "plain": (249, 250, 5_000), "tacit": (999,)}
    trials = [
        replace(trial(number, kind, "supports"), rows=count)
        for kind, counts in rows.items()
        for number, count in enumerate(counts)
    ]
    found = {(one.least, one.below): one for one in summed(trials, seed=1).sizes}
    assert {key: one.wars for key, one in found.items()} == {
        (0, 100): 2,
        (100, 250): 2,
        (250, 500): 1,
        (500, 1000): 1,
        (1000, None): 1,
    }
    assert (found[100, 250].n_null, found[100, 250].n_true) == (1, 1)
    assert (found[0, 100].power, found[0, 100].false_alarms) == (1.0, None)
    assert found[500, 1000].verdict.weighed == 0


def test_the_order_in_which_wars_came_changes_nothing() -> None:
    assert summed(TRIALS, seed=1) == summed(TRIALS[::-1], seed=1)


def test_without_wars_of_a_kind_there_is_no_rate() -> None:
    (rates,) = summed(TRIALS[1:2], seed=1).forms.values()
    assert (rates.false_alarms, rates.power, rates.n_true) == (1.0, None, 0)
    assert summed(TRIALS, seed=1).verdict.brier is None


def test_every_explanation_of_the_simulator_is_told_of_by_a_rival() -> None:
    assert set(RIVAL_OF.values()) == {one.name for one in shipped_rivals()}
    assert set(NULL) < set(RIVAL_OF)


def test_the_weighing_is_scored_by_the_rival_that_was_true() -> None:
    names = [one.name for one in shipped_rivals()]

    def said(**given: float) -> dict[str, float]:
        rest = (1 - sum(given.values())) / (len(names) - len(given))
        return {name: given.get(name, rest) for name in names}

    trials = [
        trial(0, "collusion", None, **said(collusion=0.8)),
        trial(1, "plain", None, **said(collusion=0.8)),
        trial(2, "tacit", None),
    ]
    scores = summed(trials, seed=1).verdict
    assert scores.weighed == 2
    right = 0.2**2 + 4 * 0.05**2
    wrong = 0.8**2 + 0.95**2 + 3 * 0.05**2
    assert scores.brier == pytest.approx((right + wrong) / 2)
    assert scores.ece == pytest.approx(abs(0.8 - 0.5))
    assert scores.reliability == ((2, pytest.approx(0.8), 0.5),)


def test_claims_match_once_by_family_and_half_the_shorter_span() -> None:
    gold = [claim(0, 10), claim(20, 30, "deal"), claim(40, 50), claim(60, 70)]
    found = [
        claim(4, 12, "attack"),
        claim(0, 9),
        claim(20, 30, "clash"),
        claim(46, 60),
        claim(60, 65, "strike"),
    ]
    assert matched_claims(found, gold, [False] * 4) == CodedClaims(found=5, gold=4, same=2)
    assert matched_claims(found, gold, [True, False, False, False]) == CodedClaims(found=4, gold=3, same=1)
    assert matched_claims([], gold, [False] * 4) == CodedClaims(found=0, gold=4, same=0)


def test_f1_is_that_of_all_wars_together() -> None:
    trials = [
        replace(one, coded=CodedClaims(found=n, gold=2, same=1)) for n, one in enumerate(TRIALS, start=1)
    ]
    coder = summed(trials, seed=1).coder
    assert coder.precision == pytest.approx(7 / 28)
    assert coder.recall == pytest.approx(7 / 14)
    assert coder.f1 == pytest.approx(2 * 7 / (28 + 14))
    nothing = [replace(TRIALS[0], coded=CodedClaims(found=0, gold=0, same=0))]
    assert summed(nothing, seed=1).coder.f1 is None
