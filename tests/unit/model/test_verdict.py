"""The one verdict rule."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from holdfire.model.answer import Effect, Exposure, Finding, Numbers, Power, Weakness
from holdfire.model.verdict import Rule, Verdict, family_pvalue, judge, one_findings, question_verdict

LESS = Rule(towards="less", smallest_effect=0.5, family=2)
GREATER = Rule(towards="greater", smallest_effect=2.0, family=1)


def _finding(
    interval: tuple[float | None, float | None],
    *,
    pvalue: float = 0.001,
    valid: Mapping[str, bool] | None = None,
    strict: Mapping[str, bool] | None = None,
    tipping_ratio: float | None = None,
) -> Finding:
    return Finding(
        effect=Effect(name="ratio", value=1.0, interval=interval),
        pvalue=pvalue,
        n=Numbers(events=10, cells=5),
        exposure=Exposure(unit="km-days", value=1.0, basis="control map"),
        power=Power(minimum_detectable=0.4),
        valid=valid or {},
        strict=strict or {},
        tipping_ratio=tipping_ratio,
        explain={"visibility": "Nobody was there to see it."},
    )


@pytest.mark.parametrize(
    ("interval", "pvalue", "tipping", "rule", "verdict"),
    [
        ((0.1, 0.4), 0.02, 0.4, LESS, Verdict.SUPPORTS),
        ((0.1, 0.4), 0.03, 0.4, LESS, Verdict.CANNOT_TELL),  # p for two forms is .06
        ((0.1, 0.49), 0.025, 0.49, LESS, Verdict.SUPPORTS),
        ((0.1, 0.8), 0.02, 0.8, LESS, Verdict.CANNOT_TELL),  # reporting bias down to .5 could explain it
        ((0.1, 0.5), 0.02, 0.5, LESS, Verdict.CANNOT_TELL),
        ((0.1, 0.8), 0.02, None, LESS, Verdict.SUPPORTS),
        ((0.1, 1.2), 0.02, None, LESS, Verdict.CANNOT_TELL),
        ((None, 0.4), 0.02, None, LESS, Verdict.SUPPORTS),
        ((0.1, None), 0.02, None, LESS, Verdict.CANNOT_TELL),
        ((0.6, 1.4), 0.4, None, LESS, Verdict.DOES_NOT_SUPPORT),  # a halving is ruled out
        ((0.5, 1.4), 0.4, None, LESS, Verdict.CANNOT_TELL),
        ((1.1, 3.0), 0.9, None, LESS, Verdict.DOES_NOT_SUPPORT),
        ((0.6, 0.9), 0.02, 0.9, LESS, Verdict.DOES_NOT_SUPPORT),
        ((1.5, 4.0), 0.01, None, GREATER, Verdict.SUPPORTS),
        ((1.2, 1.8), 0.01, None, GREATER, Verdict.SUPPORTS),
        ((0.7, 1.8), 0.2, None, GREATER, Verdict.DOES_NOT_SUPPORT),
        ((0.7, 2.4), 0.2, None, GREATER, Verdict.CANNOT_TELL),
        ((0.2, 0.9), 0.9, None, GREATER, Verdict.DOES_NOT_SUPPORT),
    ],
)
def test_the_rule_reads_interval_p_and_tipping_value(
    interval: tuple[float | None, float | None],
    pvalue: float,
    tipping: float | None,
    rule: Rule,
    verdict: Verdict,
) -> None:
    found, reason = judge(_finding(interval, pvalue=pvalue, tipping_ratio=tipping), rule)
    assert found is verdict
    assert reason.endswith((".", ")."))


def test_a_form_that_could_not_have_heard_says_nothing() -> None:
    for interval in ((0.1, 0.4), (0.9, 1.1), (1.5, 3.0)):
        found, reason = judge(_finding(interval, valid={"visibility": False, "numbers": True}), LESS)
        assert found is Verdict.CANNOT_TELL
        assert reason == "Nobody was there to see it."


def test_a_gate_without_a_sentence_is_named() -> None:
    assert "“numbers”" in judge(_finding((0.1, 0.4), valid={"numbers": False}), LESS)[1]


def test_a_strict_gate_bars_support_alone() -> None:
    shut = {"visibility": False}
    assert judge(_finding((0.1, 0.4), strict=shut), LESS)[0] is Verdict.CANNOT_TELL
    assert judge(_finding((0.7, 1.4), strict=shut), LESS)[0] is Verdict.DOES_NOT_SUPPORT


def test_a_reason_names_the_strict_gate_and_the_bias_that_bar_support() -> None:
    _, reason = judge(_finding((0.1, 0.8), strict={"visibility": False}, tipping_ratio=0.8), LESS)
    assert reason == "Nobody was there to see it. The declared range of reporting bias could explain it."


def test_an_undefined_finding_gives_its_reason() -> None:
    undefined = replace(_finding((0.1, 0.4)), undefined="No contact.")
    assert judge(undefined, LESS) == (Verdict.CANNOT_TELL, "No contact.")


def test_without_an_effect_or_a_p_value_nothing_can_be_told() -> None:
    finding = _finding((0.1, 0.4))
    for lacking in (replace(finding, effect=None), replace(finding, pvalue=None)):
        assert judge(lacking, LESS)[0] is Verdict.CANNOT_TELL


def test_a_wide_bias_range_can_be_declared() -> None:
    finding = _finding((0.1, 0.4), tipping_ratio=0.4)
    assert judge(finding, replace(LESS, bias_low=0.3))[0] is Verdict.CANNOT_TELL
    assert judge(finding, replace(LESS, bias_low=0.41))[0] is Verdict.SUPPORTS


def test_the_family_p_value_never_exceeds_one() -> None:
    assert family_pvalue(0.02, 3) == pytest.approx(0.06)
    assert family_pvalue(0.5, 3) == 1.0


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], Verdict.CANNOT_TELL),
        ([(True, Verdict.SUPPORTS)], Verdict.SUPPORTS),
        ([(True, Verdict.SUPPORTS), (True, Verdict.CANNOT_TELL)], Verdict.SUPPORTS),
        ([(True, Verdict.SUPPORTS), (True, Verdict.DOES_NOT_SUPPORT)], Verdict.CANNOT_TELL),
        ([(True, Verdict.DOES_NOT_SUPPORT), (False, Verdict.CANNOT_TELL)], Verdict.DOES_NOT_SUPPORT),
        ([(True, Verdict.DOES_NOT_SUPPORT), (True, Verdict.CANNOT_TELL)], Verdict.CANNOT_TELL),
        ([(False, Verdict.CANNOT_TELL)], Verdict.CANNOT_TELL),
    ],
)
def test_a_question_follows_its_answers(answers: list[tuple[bool, Verdict]], verdict: Verdict) -> None:
    assert question_verdict(answers) is verdict


def _told(form: str, weakness: Weakness | None, status: str = "done") -> Any:
    return SimpleNamespace(form=form, weakness=weakness, status=status)


def test_forms_of_one_weakness_are_one_finding_and_the_rest_stand_alone() -> None:
    same = Weakness.UNREPORTED_CLASHES
    answers = [_told("t1", same), _told("t2", None), _told("t3", same), _told("t5", same, "undefined")]
    (group,) = one_findings(answers)
    assert group.forms == ("t1", "t3")
    assert group.weakness == same
    assert group.sentence.startswith("t1 and t3 are one finding at most: they read the same reports")


def test_a_weakness_that_one_form_has_alone_makes_no_group() -> None:
    assert (
        one_findings([_told("t1", Weakness.UNREPORTED_CLASHES), _told("t2", None), _told("t6", None)]) == ()
    )
