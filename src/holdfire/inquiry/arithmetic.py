"""Does what is stored of a question add up? Answers and record, from the numbers beside them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from holdfire import __version__
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.concluding import rule_of
from holdfire.inquiry.record import months_between
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer, Finding, IntervalKind, Reference, ReferenceKind
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Rule, family_pvalue, judge, same_side

Path = tuple[str | int, ...]
Misfit = tuple[Path, str]
"""Which field of the answer is wrong, and in which way."""

_WHEN = {"asked": "in", "country": "in", "before": "before"}
TOLERANCE = 1e-9  # relative: a number is stored with all its digits


def misfits(answer: Answer, question: Question | None) -> Iterator[Misfit]:
    """Recount everything in an answer that follows from something else in it, or from its question."""
    yield from _pvalue(answer)
    yield from _effect(answer)
    yield from _counts(answer)
    yield from _specifications(answer)
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
    ranked = reference.kind in (ReferenceKind.CONFORMAL, ReferenceKind.EXACT)
    if ranked and reference.rank is not None and reference.of:
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


def _counts(answer: Answer) -> Iterator[Misfit]:
    """Find counts that can't be: a rank beyond the ranked, more extreme draws than draws."""
    reference, placebos, robustness = answer.reference, answer.placebos, answer.robustness
    limits: list[tuple[Path, float | None, float, float | None]] = [
        (("n", "events"), answer.n.events, 0, None),
        (("n", "cells"), answer.n.cells, 0, None),
        (("exposure", "value"), answer.exposure.value, 0, None),
    ]
    if answer.effect is not None:
        limits.append((("effect", "level"), answer.effect.level, 0, 1))
    if reference is not None:
        limits.append((("reference", "extreme_draws"), reference.extreme_draws, 0, reference.draws))
        limits.append((("reference", "rank"), reference.rank, 1, reference.of))
    if placebos is not None:
        limits.append((("placebos", "rank"), placebos.rank, 1, placebos.n + 1))
        limits.append((("placebos", "false_alarms"), placebos.false_alarms, 0, 1))
        limits.append((("placebos", "supports"), placebos.supports, 0, 1))
    if robustness is not None:
        limits.append((("robustness", "same_sign"), robustness.same_sign, 0, robustness.choices))
        limits.append((("robustness", "supports"), robustness.supports, 0, robustness.choices))
    for path, value, least, most in limits:
        if value is not None and (value < least or (most is not None and value > most)):
            yield path, f"is {value:g}, outside {least:g} to {'any number' if most is None else f'{most:g}'}"


def _specifications(answer: Answer) -> Iterator[Misfit]:
    """Count the choices again from the list of them; answers of older versions have none."""
    listed = answer.details.get("specifications")
    counted = answer.robustness
    if counted is None or not isinstance(listed, list | tuple) or not listed:
        return
    entries = [cast("Mapping[str, object]", entry) for entry in listed]
    values = [entry["value"] for entry in entries]
    asked = answer.effect.value if answer.effect is not None else None
    found = {"choices": len(entries), "supports": sum(bool(entry["supports"]) for entry in entries)}
    if asked is not None:
        feasible = answer.reference is not None and answer.reference.feasible
        found["same_sign"] = sum(isinstance(v, int | float) and same_side(v, asked, feasible) for v in values)
    for name, number in found.items():
        if getattr(counted, name) != number:
            yield ("robustness", name), f"is {getattr(counted, name)}, but {number} are listed"


def _verdict(answer: Answer) -> Iterator[Misfit]:
    """Judge again by the one rule from what the answer stores of its finding."""
    finding = Finding(
        undefined=answer.reason if answer.status == "undefined" else None,
        effect=answer.effect,
        pvalue=answer.pvalue,
        reference=answer.reference,
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
    yield from _registered(answer, question)
    try:
        known = form(answer.form)
    except QuestionError:  # a form of someone else's that is not installed here
        return
    rule = rule_of(question, known)
    wanted = {"towards": rule.towards, "smallest_effect": rule.smallest_effect}
    if answer.version == __version__:  # words and sources may change, what counts as an effect may not
        wanted |= {
            "null": known.null.sentence,
            "null_keeps": known.null.keeps,
            "references": known.references,
        }
        wanted["null_shuffles"] = known.null.shuffles
    for field, value in wanted.items():
        if getattr(answer, field) != value:
            yield (field,), f"is {getattr(answer, field)!r}, but the form says {value!r}"


def _registered(answer: Answer, question: Question) -> Iterator[Misfit]:
    """Compare what could be detected with what the question fixed before any result."""
    fixed = next((d for d in question.detectable if d.form == answer.form), None)
    if answer.power.registered != (fixed is not None):
        yield ("power", "registered"), f"is {answer.power.registered}, but {question.id} says otherwise"
    if fixed is None:
        return
    for field in ("minimum_detectable", "largest_count"):
        stored, wanted = getattr(answer.power, field), getattr(fixed, field)
        if stored != wanted:
            yield ("power", field), f"is {stored!r}, but {question.id} registered {wanted!r}"


def record_misfits(record: Sequence[RecordRow], question: Question) -> Iterator[Misfit]:
    """Recount what a record says more than once, and compare its pairs and months with the question's."""
    triple, period = question.triple, question.period
    labels = {"+".join(party) for party in (triple.a, triple.b, triple.against) if party}
    months = set(months_between(period.since, period.until))
    seen: set[tuple[tuple[str, str], str, str]] = set()
    for at, row in enumerate(record):
        for field, message in _row(row):
            yield (at, field), message
        if not set(row.dyad) <= labels:
            yield (at, "dyad"), f"is {' and '.join(row.dyad)}, who are not both parties of {question.id}"
        if (row.month in months) == (row.area == "before") and period.since.day == 1:
            yield (at, "month"), f"is {row.month}, which is not {_WHEN[row.area]} the period asked about"
        if (key := (row.dyad, row.month, row.area)) in seen:
            yield (at, "month"), "stands twice for this pair and area"
        seen.add(key)


def _row(row: RecordRow) -> Iterator[tuple[str, str]]:
    if row.events != len(row.rows) or len(set(row.rows)) != len(row.rows):
        yield "events", f"is {row.events}, but {len(set(row.rows))} different rows are listed"
    if row.events != sum(row.by_precision.values()):
        yield "by_precision", f"adds up to {sum(row.by_precision.values())}, not to {row.events} events"
    if any(not 0 < number <= row.events for number in row.sources.values()):
        yield "sources", f"names a source of no event, or of more than {row.events}"
    if row.deaths_best < 0 or (row.deaths_best and not row.events):
        yield "deaths_best", f"is {row.deaths_best} in {row.events} events"
    if row.events and not row.covered:
        yield "covered", "is false, but there are events in this month"


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=0.0)


def _within(value: float, low: float, high: float) -> bool:
    slack = TOLERANCE * max(1.0, abs(value))
    return low - slack <= value <= high + slack
