"""What a reader sees of a value: a question, an answer, an inquiry, a scan, shares or a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast, runtime_checkable

from holdfire.dossier.content import DossierContent, GivenAnswer
from holdfire.dossier.explanations import for_statistician
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.record import record_panels
from holdfire.dossier.figures.scan import place, row_name, scan_figure
from holdfire.dossier.figures.shares import shares_figure
from holdfire.dossier.views import AnswerView, answer_view, panels, verdict_why
from holdfire.dossier.words import counted, form_name, question_sentence, share
from holdfire.errors import UsageError
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.record import RecordRow
from holdfire.model.scan import Scan
from holdfire.model.share import ActorShares
from holdfire.model.verdict import Verdict

Names = Mapping[str, str]
FIRST = ("Effect", "Null", "Power")
TAKEN = "a question, an answer, an inquiry, the content of a dossier, a scan, shares or a record"


class Stored(Protocol):
    """An answer with its place in a case."""

    @property
    def answer(self) -> Answer:
        """The answer."""
        ...

    @property
    def stale(self) -> bool:
        """Was it made before the data changed?"""
        ...


@runtime_checkable
class Asked(Protocol):
    """A question with its record, its answers and its verdict, as `ask` returns it."""

    @property
    def question(self) -> Question:
        """The question."""
        ...

    @property
    def record(self) -> tuple[RecordRow, ...]:
        """Events and deaths by month."""
        ...

    @property
    def answers(self) -> tuple[Stored, ...]:
        """The answers."""
        ...

    @property
    def verdict(self) -> Verdict | None:
        """The verdict; None while there is no answer."""
        ...

    @property
    def labels(self) -> Names:
        """Actor id → name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A heading, a few lines, the verdict over all answers with its reason, pictures, and each answer."""

    heading: str = ""
    lines: tuple[str, ...] = ()
    verdict: Verdict | None = None
    why: str = ""
    figures: tuple[Figure, ...] = ()
    answers: tuple[AnswerView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alone:
    """What stands around an answer that came without its question."""

    labels: Names = field(default_factory=dict[str, str])
    record: tuple[RecordRow, ...] = ()


def seen(value: object, names: Names) -> Seen:
    """Read a value for a reader; names: actor id → name, where the value itself has ids only."""
    if isinstance(value, Scan):
        return _of_scan(value, names)
    if isinstance(value, Question):
        return _of_question(value, names)
    if isinstance(value, DossierContent | Asked):
        return _of_asked(value if isinstance(value, DossierContent) else _content(value, names))
    many = isinstance(value, Sequence) and not isinstance(value, str | bytes)
    found = _of_several(cast("Sequence[object]", value) if many else (value,), names)
    if found is None:
        raise UsageError(
            f"this takes {TAKEN}, not {'an empty or mixed ' if many else 'a '}{type(value).__name__}"
        )
    return found


def numbers(view: AnswerView) -> tuple[tuple[str, str], ...]:
    """List what a statistician asks for: effect, null and power first, each gate after them."""
    rows = sorted(for_statistician(view.answer), key=lambda row: (*FIRST, row[0]).index(row[0]))
    return (*rows, *_gates(view.answer))


def _gates(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Say of every gate whether it is open; those that bind support alone say so."""
    told: list[tuple[str, str]] = []
    for gates, binds in ((answer.valid, ""), (answer.strict, " (for “supports” only)")):
        for gate, is_open in gates.items():
            said = "open" if is_open else f"shut: {answer.explain.get(gate, 'it does not hold.')}"
            told.append((f"Gate: {gate.replace('_', ' ')}", f"{said}{binds}"))
    return tuple(told)


def _of_question(question: Question, names: Names) -> Seen:
    """Tell what was fixed, and what each form could find, which no result has changed."""
    could = (f"{form_name(one.form)}: {one.sentence}" for one in question.detectable)
    return Seen(
        heading=question_sentence(question, names),
        lines=(f"{question.id}, registered {question.registered[:10]}, seed {question.seed}", *could),
    )


def _of_asked(content: DossierContent) -> Seen:
    shown = panels(content)
    return Seen(
        heading=question_sentence(content.question, content.labels),
        lines=tuple(f"{one.name}: {one.figure.subline} in the period; {one.elsewhere}." for one in shown),
        verdict=content.verdict,
        why=verdict_why(content) if content.verdict else "",
        figures=tuple(one.figure for one in shown),
        answers=tuple(answer_view(given, content) for given in content.answers),
    )


def _content(asked: Asked, names: Names) -> DossierContent:
    """Put an inquiry into the content of a dossier, as far as it holds one: it has no documents."""
    return DossierContent(
        title="",
        simulated=False,
        question=asked.question,
        labels={**asked.labels, **names},
        record=asked.record,
        answers=tuple(GivenAnswer(answer=one.answer, stale=one.stale) for one in asked.answers),
        verdict=asked.verdict,
        quotes=(),
        articles=0,
        outlets=0,
        inputs=(),
        recipes=(),
        made_at="",
        version=asked.question.version,
    )


def _of_scan(scan: Scan, names: Names) -> Seen:
    drawn = scan_figure(scan, names)
    lines = [f"Null: {scan.null}"]
    if scan.small_p is None:
        lines.append("None could be tested.")
    else:
        lines.append(
            f"{counted(scan.tested, 'test')}: {share(scan.small_p)} have p at most {scan.level:g}, "
            f"{scan.small_q} after adjusting for their number, {scan.meet_rule} meet the rule of verdicts."
        )
    if scan.marked is not None:
        row = scan.rows[scan.marked]
        lines.append(f"{row_name(row, names)}: {place(row, scan)}. {row.reason}".strip())
    return Seen(
        heading=f"{form_name(scan.form)}: {scan.area}, {scan.since} until {scan.until}",
        lines=(*lines, *scan.notes),
        figures=() if drawn is None else (drawn,),
    )


def _of_shares(shares: Sequence[ActorShares]) -> Seen:
    figures = tuple(shares_figure(one) for one in shares)
    notes = tuple(dict.fromkeys(note for one in shares for note in one.notes))
    return Seen(heading="; ".join(figure.heading for figure in figures), lines=notes, figures=figures)


def _of_several(values: Sequence[object], names: Names) -> Seen | None:
    """Read values of one kind: answers, shares, or the rows of a record; None for any other."""
    if not values:
        return None
    if all(isinstance(one, Answer) for one in values):
        given = (GivenAnswer(answer=one, stale=False) for one in cast("Sequence[Answer]", values))
        return Seen(answers=tuple(answer_view(one, _Alone(labels=names)) for one in given))
    if all(isinstance(one, ActorShares) for one in values):
        return _of_shares(cast("Sequence[ActorShares]", values))
    if all(isinstance(one, RecordRow) for one in values):
        shown = record_panels(cast("Sequence[RecordRow]", values), (), names)
        return Seen(
            lines=tuple(f"{one.name}: {one.figure.subline}; {one.elsewhere}." for one in shown),
            figures=tuple(one.figure for one in shown),
        )
    return None


def heading_of(view: AnswerView) -> str:
    """Name a form and how it came out."""
    return f"{view.name}: {view.heading[0].lower()}{view.heading[1:]}"
