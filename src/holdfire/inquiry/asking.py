"""A registered question is put to the data: each form's answer, its placebos, and the record before them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from holdfire import __version__
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.forms import form
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.placebos import Strip, placebos_of
from holdfire.inquiry.reading import StoredAnswer, answers, current_inputs
from holdfire.inquiry.record import build_record
from holdfire.inquiry.registration import hashes_read, params_of
from holdfire.inquiry.war import War, load_war
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer, Finding, Placebos, Power
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Rule, Verdict, family_pvalue, judge, question_verdict
from holdfire.records.values import encode

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question with its record, its answers and the verdict that follows from them."""

    question: Question
    record: tuple[RecordRow, ...]
    answers: tuple[StoredAnswer, ...]
    verdict: Verdict


def ask(case: Case, question: Question, act: Act, *, progress: Progress = lambda _: None) -> Inquiry:
    """Run every form of a question, store record and answers, and give the verdict.

    Running again with the same data stores nothing new: the same seed gives the same bytes. Older answers
    that differ are kept in answers/<question>/old.
    """
    read = hashes_read(case)
    record, made = compute(case, question, progress=progress)
    folder = f"answers/{question.id}"
    fresh = {f"{folder}/{a.form}.json": encode(a) for a in made} | {f"{folder}/record.json": encode(record)}
    logged = case.logged()
    changed = {name: data for name, data in fresh.items() if name not in logged or case.read(name) != data}
    if changed:
        superseded = {name: _old_name(name, logged) for name in changed if name in logged}
        case.commit(
            act,
            "ask",
            write=changed,
            move=superseded,
            expects=read,
            detail={"question": question.id, "seed": question.seed},
        )
    return inquiry(case, question, record)


def compute(
    case: Case, question: Question, *, progress: Progress = lambda _: None
) -> tuple[tuple[RecordRow, ...], tuple[Answer, ...]]:
    """Compute a question's record and answers from its seed and the data as they stand; store nothing."""
    progress("reading the events")
    war = load_war(case, question.triple, question.area, question.period)
    inputs = current_inputs(case)
    record = build_record(war)
    made: list[Answer] = []
    for name in question.forms:
        progress(f"testing {name}")
        made.append(_answer(question, form(name), war, inputs))
    return record, tuple(made)


def inquiry(case: Case, question: Question, record: tuple[RecordRow, ...]) -> Inquiry:
    """Put a question's stored answers together with its record."""
    stored = answers(case, question.id)
    verdict = question_verdict([(s.answer.status == "done", Verdict(s.answer.verdict)) for s in stored])
    return Inquiry(question=question, record=record, answers=stored, verdict=verdict)


def generator(seed: int, *part: int) -> np.random.Generator:
    """Make the generator of one part of one form, so that no part's draws depend on another's (rule 7)."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *part])))


def _answer(question: Question, chosen: AnyForm, war: War, inputs: Mapping[str, str]) -> Answer:
    params = params_of(question, chosen.name)
    sample = sample_for(chosen.needs, war)
    finding = chosen.run(sample, params, generator(question.seed, chosen.number, 0))
    placebos, strip = placebos_of(chosen, finding, war, params, question.seed)
    return conclude(question, chosen, finding, placebos=placebos, strip=strip, inputs=inputs)


def conclude(
    question: Question,
    chosen: AnyForm,
    finding: Finding,
    *,
    placebos: Placebos | None,
    strip: Strip,
    inputs: Mapping[str, str],
) -> Answer:
    """Turn a finding into an answer: family correction, verdict by the one rule, and where it came from."""
    family = len(question.forms)
    rule = Rule(towards=chosen.towards, smallest_effect=chosen.smallest_effect, family=family)
    verdict, reason = judge(finding, rule)
    return Answer(
        question=question.id,
        form=chosen.name,
        status="done" if finding.undefined is None else "undefined",
        verdict=verdict.value,
        reason=reason,
        sentence=finding.sentence,
        effect=finding.effect,
        towards=chosen.towards,
        smallest_effect=chosen.smallest_effect,
        exposure=finding.exposure,
        null=chosen.null.sentence,
        null_keeps=chosen.null.keeps,
        null_shuffles=chosen.null.shuffles,
        statistic=finding.statistic,
        pvalue=finding.pvalue,
        pvalue_family=None if finding.pvalue is None else family_pvalue(finding.pvalue, family),
        family=family,
        reference=finding.reference,
        n=finding.n,
        power=_registered_power(question, chosen.name, finding),
        placebos=placebos,
        robustness=finding.robustness,
        tipping_point=finding.tipping_point,
        tipping_ratio=finding.tipping_ratio,
        zero=finding.zero,
        valid=finding.valid,
        strict=finding.strict,
        explain=finding.explain,
        caveats=finding.caveats,
        seed=question.seed,
        inputs=inputs,
        references=chosen.references,
        version=__version__,
        details={**finding.details, "placebos": strip},
    )


def _registered_power(question: Question, name: str, finding: Finding) -> Power:
    """Take what could be detected as it was registered before the result; it is never computed afterwards."""
    fixed = next((d for d in question.detectable if d.form == name), None)
    if fixed is None:
        return finding.power
    return replace(
        finding.power,
        minimum_detectable=fixed.minimum_detectable,
        largest_count=fixed.largest_count,
        registered=True,
    )


def _old_name(name: str, logged: Mapping[str, str]) -> str:
    """Find the first free name in old/ for an answer that is superseded."""
    folder, file = name.rsplit("/", 1)
    stem, ending = file.rsplit(".", 1)
    taken = (f"{folder}/old/{stem}-{n}.{ending}" for n in range(1, len(logged) + 2))
    return next(old for old in taken if old not in logged)
