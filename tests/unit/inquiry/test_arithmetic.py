"""Everything in an answer that follows from something else in it is recounted."""

from dataclasses import replace
from datetime import date

import pytest

from holdfire import __version__
from holdfire.forms import form
from holdfire.inquiry.arithmetic import counted_pvalue, misfits, record_misfits
from holdfire.model.allegation import Area, AreaKind, Detectable, Period, Question, Triple
from holdfire.model.answer import (
    Answer,
    Effect,
    Exposure,
    IntervalKind,
    Numbers,
    Placebos,
    Power,
    Reference,
    ReferenceKind,
    Robustness,
)
from holdfire.model.record import RecordRow

FORM = form("silent-front")
QUESTION = Question(
    id="q_1",
    triple=Triple(a=("a",), b=("b",)),
    area=Area(kind=AreaKind.COUNTRY, name="Velmar", asked="velmar"),
    period=Period(since=date(2017, 1, 1), until=date(2018, 1, 1)),
    forms=("silent-front", "concerted-attack"),
    seed=7,
)
RIGHT = Answer(
    question="q_1",
    form="silent-front",
    status="done",
    verdict="supports",
    reason="The trace is there, beyond what chance and the declared reporting bias would leave.",
    sentence="",
    effect=Effect(name="rate ratio", value=0.2, interval=(0.1, 0.4)),
    towards="less",
    smallest_effect=0.5,
    exposure=Exposure(unit="km-days", value=100.0, basis="control map"),
    null=FORM.null.sentence,
    null_keeps=FORM.null.keeps,
    null_shuffles=FORM.null.shuffles,
    statistic=3,
    pvalue=0.01,
    pvalue_family=0.02,
    family=2,
    reference=Reference(kind=ReferenceKind.PERMUTATION, draws=999, extreme_draws=9),
    n=Numbers(events=10, cells=4),
    power=Power(minimum_detectable=0.5),
    placebos=None,
    robustness=None,
    tipping_point=None,
    tipping_ratio=0.3,
    zero=None,
    valid={"visibility": True},
    strict={"maps": True},
    explain={"maps": "There are no maps.", "visibility": "Nobody looked."},
    caveats=(),
    seed=7,
    inputs={},
    references=FORM.references,
    version=__version__,
    details={},
)


def wrong_fields(answer: Answer) -> set[str]:
    return {".".join(map(str, path)) for path, _ in misfits(answer, QUESTION)}


def test_an_answer_that_adds_up_has_no_misfit():
    assert wrong_fields(RIGHT) == set()
    assert list(misfits(RIGHT, None)) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"pvalue": 0.02, "pvalue_family": 0.04}, {"pvalue"}),
        ({"pvalue_family": 0.01}, {"pvalue_family"}),
        ({"pvalue_family": None}, {"pvalue_family"}),
        ({"pvalue": 0.0, "pvalue_family": 0.0, "reference": None}, {"pvalue"}),
        ({"reference": Reference(kind=ReferenceKind.CONFORMAL, rank=1, of=60)}, {"pvalue"}),
        ({"reference": Reference(kind=ReferenceKind.PERMUTATION, draws=999, extreme_draws=8)}, {"pvalue"}),
        ({"verdict": "does_not_support"}, {"verdict"}),
        ({"reason": "Trust me."}, {"reason"}),
        ({"strict": {"maps": False}}, {"verdict"}),
        ({"valid": {"visibility": False}}, {"verdict"}),
        ({"tipping_ratio": 0.7}, {"verdict"}),
        ({"status": "undefined"}, {"verdict"}),
        ({"towards": "greater"}, {"verdict", "towards"}),
        ({"seed": 8}, {"seed"}),
        ({"form": "safe-passage"}, {"form"}),
        ({"family": 1, "pvalue_family": 0.01}, {"family"}),
        ({"effect": Effect(name="r", value=0.2, interval=(0.4, 0.1))}, {"effect.interval"}),
        ({"effect": Effect(name="r", value=0.5, interval=(0.1, 0.4))}, {"effect.value"}),
        ({"effect": Effect(name="r", value=0.2, interval=(0.1, 0.4), level=95.0)}, {"effect.level"}),
        ({"smallest_effect": 0.6}, {"smallest_effect"}),
        ({"null": "They are friends."}, {"null"}),
        ({"references": ("doi:10.1/x",)}, {"references"}),
        ({"power": Power(minimum_detectable=0.5, registered=True)}, {"power.registered"}),
        ({"n": Numbers(events=-1, cells=4)}, {"n.events"}),
        ({"placebos": Placebos(n=3, rank=5, false_alarms=0.1)}, {"placebos.rank"}),
        ({"placebos": Placebos(n=3, rank=4, false_alarms=1.1)}, {"placebos.false_alarms"}),
        ({"robustness": Robustness(choices=4, same_sign=4, supports=5)}, {"robustness.supports"}),
        (
            {"reference": Reference(kind=ReferenceKind.EXACT, rank=61, of=60)},
            {"reference.rank", "pvalue"},
        ),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else "",
)
def test_a_number_that_does_not_follow_is_named(change: dict[str, object], named: set[str]):
    assert wrong_fields(replace(RIGHT, **change)) == named


def test_a_range_among_references_need_not_hold_the_effect():
    effect = Effect(name="r", value=0.05, interval=(0.1, 0.4), interval_kind=IntervalKind.REFERENCE_RANGE)
    assert wrong_fields(replace(RIGHT, effect=effect)) == set()


def test_an_open_end_of_an_interval_holds_everything():
    effect = Effect(name="r", value=0.05, interval=(None, 0.4))
    assert wrong_fields(replace(RIGHT, effect=effect)) == set()


def test_a_sentence_of_another_version_is_no_fault_but_a_verdict_is():
    older = replace(RIGHT, version="0.0.1", reason="As we said it then.")
    assert wrong_fields(older) == set()
    assert wrong_fields(replace(older, verdict="cannot_tell")) == {"verdict"}


def test_an_undefined_answer_has_its_own_reason_and_can_not_tell():
    undefined = replace(
        RIGHT,
        status="undefined",
        verdict="cannot_tell",
        reason="The two never met.",
        effect=None,
        pvalue=None,
        pvalue_family=None,
        reference=None,
    )
    assert wrong_fields(undefined) == set()


@pytest.mark.parametrize(
    ("reference", "pvalue"),
    [
        (Reference(kind=ReferenceKind.SIMULATION, draws=9999, extreme_draws=0), 1e-4),
        (Reference(kind=ReferenceKind.CONFORMAL, rank=1, of=60), 1 / 60),
        (Reference(kind=ReferenceKind.EXACT, rank=1, of=60), 1 / 60),
        (Reference(kind=ReferenceKind.EXACT), None),
        (Reference(kind=ReferenceKind.PREDICTION, df=12.0), None),
        (Reference(kind=ReferenceKind.CONFORMAL, rank=1, of=0), None),
    ],
)
def test_a_pvalue_is_counted_from_draws_or_ranks_alone(reference: Reference, pvalue: float | None):
    assert counted_pvalue(reference) == pytest.approx(pvalue)


@pytest.mark.parametrize(("field", "value"), [("minimum_detectable", 0.9), ("largest_count", 40)])
def test_what_could_be_detected_is_what_was_registered(field: str, value: float):
    fixed = Detectable(form="silent-front", minimum_detectable=0.5, largest_count=30)
    question = replace(QUESTION, detectable=(fixed,))
    right = replace(RIGHT, power=Power(minimum_detectable=0.5, largest_count=30, registered=True))
    wrong = replace(right, power=replace(right.power, **{field: value}))
    assert list(misfits(right, question)) == []
    assert [path for path, _ in misfits(wrong, question)] == [("power", field)]


ROW = RecordRow(
    dyad=("a", "b"),
    month="2017-03",
    area="asked",
    events=2,
    deaths_best=7,
    by_precision={"1": 1, "4": 1},
    sources={"The Courier": 2},
    rows=("x:1", "x:2"),
)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"events": 3}, {"events", "by_precision"}),
        ({"rows": ("x:1", "x:1")}, {"events"}),
        ({"by_precision": {"1": 1, "4": 2}}, {"by_precision"}),
        ({"sources": {"The Courier": 3}}, {"sources"}),
        ({"deaths_best": -1}, {"deaths_best"}),
        ({"covered": False}, {"covered"}),
        ({"dyad": ("a", "c")}, {"dyad"}),
        ({"month": "2018-01"}, {"month"}),
        ({"area": "before"}, {"month"}),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else "",
)
def test_a_record_that_does_not_add_up_is_named(change: dict[str, object], named: set[str]):
    assert list(record_misfits([ROW, replace(ROW, area="country")], QUESTION)) == []
    found = list(record_misfits([replace(ROW, month="2017-04"), replace(ROW, **change)], QUESTION))
    assert {path for path, _ in found} == {(1, field) for field in named}


def test_a_month_stands_in_a_record_once_for_a_pair_and_an_area():
    assert [path for path, _ in record_misfits([ROW, ROW], QUESTION)] == [(1, "month")]
