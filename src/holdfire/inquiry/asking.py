"""A registered question is put to the data: each form's answer, its placebos, and the record before them."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from holdfire.actors.registry import Registry
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.forms import form
from holdfire.inquiry.beside import Beside, look_beside
from holdfire.inquiry.captured import war_of
from holdfire.inquiry.concluding import Setting, conclude, rule_of
from holdfire.inquiry.draws import generator
from holdfire.inquiry.form_choices import params_of
from holdfire.inquiry.looks import Looker
from holdfire.inquiry.placebos import placebos_of
from holdfire.inquiry.reading import (
    StoredAnswer,
    answers,
    current_inputs,
    registry,
    stored_record,
    verdict_of,
)
from holdfire.inquiry.record import build_record
from holdfire.inquiry.registration import hashes_read
from holdfire.inquiry.robustness import counted, specifications
from holdfire.inquiry.two_sources import overlaps
from holdfire.inquiry.weighed.weighing import NOT_ASKED, NOT_WEIGHED, Reader, Weighed, tables_made, weighed
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer, Finding
from holdfire.model.ids import digest
from holdfire.model.record import RecordRow
from holdfire.model.shown import Shown
from holdfire.model.verdict import OneFinding, Verdict, one_findings
from holdfire.records.values import encode, fields_of

COUNTED = {"events": "events", "control": "control maps", "matches": "matches of events"}
"""Kinds of data from which it is computed what could be detected, in words."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(Shown):
    """A question with its record, its answers and the verdict that follows; None while there are none.

    labels: actor id → the registry's name. weighed: the rival explanations of the answers, weighed.
    """

    question: Question
    record: tuple[RecordRow, ...]
    answers: tuple[StoredAnswer, ...]
    verdict: Verdict | None
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    weighed: Weighed = NOT_WEIGHED

    @property
    def one_findings(self) -> tuple[OneFinding, ...]:
        """Group the answers that one flaw of the data would mislead: one finding, however many support."""
        return one_findings(stored.answer for stored in self.answers)

    def as_json(self) -> dict[str, object]:
        """Put it into its JSON form, as `ask --json` prints it."""
        return reply(self)


def ask(
    case: Case,
    question: Question,
    act: Act,
    *,
    workers: int = 1,
    progress: Progress = lambda _: None,
    reader: Reader = NOT_ASKED,
) -> Inquiry:
    """Run every form of a question, store record and answers, and give the verdict.

    Running again with the same data stores nothing new: the same seed gives the same bytes, with any number
    of workers. Older answers that differ are kept in answers/<question>/old.
    """
    read = hashes_read(case)
    record, made = compute(case, question, workers=workers, progress=progress)
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
    return stored_inquiry(case, question, reader)


def compute(
    case: Case, question: Question, *, workers: int = 1, progress: Progress = lambda _: None
) -> tuple[tuple[RecordRow, ...], tuple[Answer, ...]]:
    """Compute a question's record and answers from its seed and the data as they stand; store nothing."""
    progress("reading the events")
    war = war_of(case, question)
    inputs = current_inputs(case)
    record, names = build_record(war), _names(question, registry(case))
    around = Setting(
        placebos=None,
        strip=(),
        inputs=inputs,
        names=names,
        counted_once=war.counted_once,
        overlaps=overlaps(case, question),
        changed=_changed(question.inputs, inputs),
    )
    looker = Looker(case, question, war)
    findings: dict[str, Finding] = {}
    for name in question.forms:
        progress(f"testing {name}")
        findings[name] = _found(looker, name)
    beside = look_beside(looker, findings, workers=workers, progress=progress)
    return record, tuple(
        _answer(question, name, found, beside[name], around) for name, found in findings.items()
    )


def _changed(registered: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Name the data that are others than when a question was registered; older versions didn't say."""
    if not registered:
        return ()
    return tuple(words for kind, words in COUNTED.items() if registered.get(kind) != now.get(kind))


def stored_inquiry(case: Case, question: Question, reader: Reader = NOT_ASKED) -> Inquiry:
    """Put a question together with what is stored of it; only its answers are weighed anew."""
    stored = answers(case, question.id)
    record = stored_record(case, question.id)
    actors = registry(case)
    found = [one.answer for one in stored]
    return Inquiry(
        question=question,
        record=record,
        answers=stored,
        verdict=verdict_of(stored),
        labels=actors.names,
        weighed=weighed(case, question, record, found, _names(question, actors), reader),
    )


def versions_of(case: Case) -> Mapping[str, str]:
    """Name for each registered question the state of all that its stored inquiry is made from."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    for name, content in sorted(case.logged().items()):
        folder, _, rest = name.partition("/")
        if folder in ("questions", "answers"):
            own[re.split(r"[./]", rest)[0]].extend((name, content))
    shared = (*(part for item in sorted(current_inputs(case).items()) for part in item), *tables_made(case))
    return {qid: digest(*shared, *parts) for qid, parts in own.items()}


def reply(found: Inquiry) -> dict[str, object]:
    """Put an inquiry into its JSON form: the record before the answers."""
    return {
        "question": found.question,
        "record": found.record,
        "answers": [{**fields_of(s.answer), **_ways(s.answer), "stale": s.stale} for s in found.answers],
        "one_findings": found.one_findings,
        "weighing": found.weighed.weighing,
        "verdict": found.verdict,
    }


def _ways(answer: Answer) -> dict[str, object]:
    """Give what stands beside the effect of a passage: the shortest crossing and the way round, in km."""
    return {key: answer.details[key] for key in ("crossing_km", "way_round_km") if key in answer.details}


def _found(looker: Looker, name: str) -> Finding:
    chosen, question = form(name), looker.question
    rng = generator(question.seed, chosen.number, 0)
    return chosen.run(looker.registered(name), params_of(question, name), rng)


def _answer(question: Question, name: str, finding: Finding, beside: Beside, around: Setting) -> Answer:
    """Judge a finding, with what it gives where nobody alleges anything and under other choices."""
    chosen = form(name)
    rule = rule_of(question, chosen)
    placebos, strip = placebos_of(finding, beside.others, rule)
    made, unanswered = specifications(finding, beside.variants)
    setting = replace(
        around,
        placebos=placebos,
        strip=strip,
        robustness=counted(made, unanswered, rule),
        specifications=tuple(one.detail(rule) for one in made),
    )
    return conclude(question, chosen, finding, setting)


def _names(question: Question, actors: Registry) -> Mapping[str, str]:
    """Call each party by its actors' names."""
    triple = question.triple
    parties = {"a": triple.a, "b": triple.b, "c": triple.against}
    return {key: " and ".join(actors.get(i).name for i in ids) for key, ids in parties.items()}


def _old_name(name: str, logged: Mapping[str, str]) -> str:
    """Find the first free name in old/ for an answer that is superseded."""
    folder, file = name.rsplit("/", 1)
    stem, ending = file.rsplit(".", 1)
    taken = (f"{folder}/old/{stem}-{n}.{ending}" for n in range(1, len(logged) + 2))
    return next(old for old in taken if old not in logged)
