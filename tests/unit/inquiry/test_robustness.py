"""The list of all choices: what is counted, what is judged, what is left out."""

from dataclasses import replace

import numpy as np

from holdfire.inquiry.looks import SAID_OF_IT, VARIANT, Look, Task
from holdfire.inquiry.robustness import counted, specifications
from holdfire.inquiry.sample_hash import digest_of
from holdfire.inquiry.variants import VARIANTS
from holdfire.model.answer import Effect, Exposure, Finding, Numbers, Power
from holdfire.model.verdict import Rule

RULE = Rule(towards="less", smallest_effect=0.5, family=1)
ONE, TWO = (VARIANTS[0],), (VARIANTS[2],)


def _finding(value: float, low: float, high: float, p: float, **other: object) -> Finding:
    return Finding(
        **{
            "pvalue": p,
            "effect": Effect(name="ratio", value=value, interval=(low, high)),
            "n": Numbers(events=24, cells=2),
            "exposure": Exposure(unit="km-days", value=100.0, basis="control map"),
            "power": Power(minimum_detectable=0.4),
            **other,
        }
    )


def _look(finding: Finding | None, sample: str, number: int = 1) -> Look:
    return Look(task=Task(form="x", part=VARIANT, number=number), finding=finding, sample=sample)


ASKED = _finding(0.3, 0.2, 0.45, 0.01, tipping_ratio=0.45)
SAME = ((), _look(ASKED, "as registered", 0))


def test_a_reading_that_tests_the_same_numbers_is_counted_once():
    other = _finding(0.6, 0.2, 1.4, 0.2)
    looks = [
        SAME,
        (ONE, _look(other, "other")),
        (TWO, _look(other, "other")),
        (TWO, _look(ASKED, "as registered")),
    ]
    made, unanswered = specifications(ASKED, looks)
    assert [spec.rows for spec in made] == [(), (ONE[0].words,)]
    assert unanswered == 0


def test_readings_without_an_answer_are_told_and_those_without_a_sample_are_not():
    undefined = replace(ASKED, undefined="No event.", effect=None, pvalue=None)
    made, unanswered = specifications(ASKED, [SAME, (ONE, _look(undefined, "none")), (TWO, _look(None, ""))])
    assert (len(made), unanswered) == (1, 1)
    found = counted(made, unanswered, RULE)
    assert found is not None
    assert found.sentence == (
        "Of 1 set of choices that can be defended, 1 points the same way as the registered one and 1 would "
        "support the allegation; 1 more gives no answer."
    )


def test_every_choice_is_judged_by_the_whole_rule_with_its_own_gates_and_bias():
    shut = replace(ASKED, strict={"control_map": False})
    biased = _finding(0.4, 0.2, 0.7, 0.01, tipping_ratio=0.7)
    upward = _finding(1.4, 0.9, 2.0, 0.9, tipping_ratio=2.0)
    looks = [SAME, (ONE, _look(shut, "shut")), (TWO, _look(biased, "biased")), (ONE, _look(upward, "upward"))]
    made, unanswered = specifications(ASKED, looks)
    assert [spec.supports(RULE) for spec in made] == [True, False, False, False]
    found = counted(made, unanswered, RULE)
    assert found is not None
    assert (found.choices, found.same_sign, found.supports) == (4, 3, 1)


def test_the_forms_own_choices_join_the_list_with_the_registered_one_first():
    designs = [
        {"choices": ["60 days"], "value": 0.4, "interval": [0.2, 0.9], "pvalue": 0.01},
        {"choices": ["90 days"], "value": 0.3, "interval": [0.2, 0.45], "pvalue": 0.01, "registered": True},
    ]
    asked = replace(ASKED, details={"designs": designs})
    made, _ = specifications(asked, [SAME, (ONE, _look(_finding(0.5, 0.3, 0.8, 0.03), "other"))])
    assert [(spec.own, spec.rows) for spec in made] == [
        (("90 days",), ()),
        (("60 days",), ()),
        (("90 days",), (ONE[0].words,)),
    ]
    assert [spec.supports(RULE) for spec in made] == [True, False, True]  # .9 is beyond the range of bias
    assert made[1].detail(RULE) == {
        "choices": ["60 days"],
        "rows": [],
        "value": 0.4,
        "interval": [0.2, 0.9],
        "pvalue": 0.01,
        "supports": False,
        "registered": False,
    }


def test_one_choice_alone_is_no_robustness():
    made, unanswered = specifications(ASKED, [SAME])
    assert counted(made, unanswered, RULE) is None


def test_equal_samples_have_equal_hashes_whatever_is_said_of_them(make_fronts, make_truce):
    sample = make_fronts()
    clashes = sample.clashes.copy()
    clashes[-1, -1] += 1
    said = replace(sample, caveats=("Said of it.",))
    assert digest_of(sample, without=SAID_OF_IT) == digest_of(said, without=SAID_OF_IT)
    assert digest_of(sample) != digest_of(replace(sample, clashes=clashes))
    assert digest_of(sample) != digest_of(make_truce())


def test_long_arrays_that_a_sample_holds_by_name_are_told_apart_in_the_middle():
    held = {"front": np.arange(3000.0)}
    other = {"front": np.where(held["front"] == 1500, -1.0, held["front"])}
    assert digest_of(held) != digest_of(other)
    assert digest_of(held) == digest_of({"front": np.arange(3000.0)})
