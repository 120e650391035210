"""Does an answer add up? Its p value, its correction, its verdict, from the numbers beside them."""

import math
from collections.abc import Iterator

from holdfire import __version__
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer, Finding, IntervalKind, Reference, ReferenceKind
from holdfire.model.verdict import Rule, family_pvalue, judge

Path = tuple[str | int, ...]
Misfit = tuple[Path, str]
"""Which field of the answer is wrong, and in which way."""

TOLERANCE = 1e-9  # relative: a number is stored with all its digits


def misfits(answer: Answer, question: Question | None) -> Iterator[Misfit]:
    """Recount everything in an answer that follows from something else in it, or from its question."""
    yield from _pvalue(answer)
    yield from _effect(answer)
    yield from _verdict(answer)
    if question is not None:
        yield from _question(answer, question)


def _pvalue(answer: Answer) -> Iterator[Misfit]:
    p, reference = answer.pvalue, answer.reference
    if p is not None and not 0 < p <= 1:
        yield ("pvalue",), f"is {p:g}, which is no p value"
    counted = None if reference is None else counted_pvalue(reference)
    if p is not None and counted is not None and not _equal(p, counted):
        yield ("pvalue",), f"is {p!r}, but its reference gives {counted!r}"
    corrected = None if p is None else family_pvalue(p, answer.family)
    if not _equal(answer.pvalue_family, corrected):
        yield (
            ("pvalue_family",),
            f"is {answer.pvalue_family!r}, but {p!r} over {answer.family} forms is {corrected!r}",
        )


def counted_pvalue(reference: Reference) -> float | None:
    """Count the p value of a drawn or ranked reference; None where it comes from a formula."""
    if reference.draws is not None and reference.extreme_draws is not None:
        return (reference.extreme_draws + 1) / (reference.draws + 1)
    if reference.kind is ReferenceKind.CONFORMAL and reference.rank is not None and reference.of:
        return reference.rank / reference.of
    return None


def _effect(answer: Answer) -> Iterator[Misfit]:
    if answer.effect is None:
        return
    value = answer.effect.value
    low = -math.inf if (end := answer.effect.interval[0]) is None else end
    high = math.inf if (end := answer.effect.interval[1]) is None else end
    if low > high:
        yield ("effect", "interval"), f"begins at {low:g} and ends at {high:g}"
    elif answer.effect.interval_kind is not IntervalKind.REFERENCE_RANGE and not _within(value, low, high):
        yield ("effect", "value"), f"is {value:g}, outside its interval {low:g} to {high:g}"


def _verdict(answer: Answer) -> Iterator[Misfit]:
    """Judge again by the one rule from what the answer stores of its finding."""
    finding = Finding(
        undefined=answer.reason if answer.status == "undefined" else None,
        effect=answer.effect,
        pvalue=answer.pvalue,
        n=answer.n,
        exposure=answer.exposure,
        power=answer.power,
        tipping_ratio=answer.tipping_ratio,
        valid=answer.valid,
        strict=answer.strict,
        explain=answer.explain,
    )
    rule = Rule(towards=answer.towards, smallest_effect=answer.smallest_effect, family=answer.family)
    verdict, reason = judge(finding, rule)
    if answer.verdict != verdict.value:
        yield ("verdict",), f"is {answer.verdict}, but the rule gives {verdict.value}: {reason}"
    elif answer.reason != reason and answer.version == __version__:  # sentences may change, verdicts may not
        yield ("reason",), f"is not what the rule gives: {reason}"


def _question(answer: Answer, question: Question) -> Iterator[Misfit]:
    if answer.form not in question.forms:
        yield ("form",), f"is {answer.form}, which {question.id} did not register"
        return
    if answer.family != len(question.forms):
        yield ("family",), f"is {answer.family}, but {question.id} registered {len(question.forms)} forms"
    if answer.seed != question.seed:
        yield ("seed",), f"is {answer.seed}, but {question.id} was registered with {question.seed}"
    try:
        towards = form(answer.form).towards
    except QuestionError:  # a form of someone else's that is not installed here
        return
    if answer.towards != towards:
        yield ("towards",), f"is {answer.towards}, but the form's allegation lies towards {towards}"


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=0.0)


def _within(value: float, low: float, high: float) -> bool:
    slack = TOLERANCE * max(1.0, abs(value))
    return low - slack <= value <= high + slack
