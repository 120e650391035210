"""What a reader sees of an answer and of a record, ready for the templates of dossier and app."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from holdfire.dossier.content import DossierContent, GivenAnswer
from holdfire.dossier.explanations import beside, for_anyone, for_statistician
from holdfire.dossier.figures.answer import answer_figures
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.record import PANEL_WIDTH, Panel, record_panels
from holdfire.dossier.wishes import what_would_help
from holdfire.dossier.words import (
    VERDICT_HEADING,
    VERDICT_SHORT,
    area_name,
    counted,
    form_name,
    listed,
    span,
)
from holdfire.model.answer import Answer
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Verdict, one_findings

UNDEFINED_HEADING = "This test has no meaning on these data"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One answer in words and pictures; mark: None where the test is undefined (an empty dashed box).

    beside: what the same test gives on other pairs, and under other choices.
    """

    answer: Answer
    stale: bool
    name: str
    mark: Verdict | None
    heading: str
    short: str
    for_anyone: str
    beside: tuple[str, ...]
    for_statistician: tuple[tuple[str, str], ...]
    would_help: tuple[str, ...]
    figures: tuple[Figure, ...]


class Around(Protocol):
    """What an answer is read beside: the actors' names by id, and the record, which may be empty."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Actor id → name."""
        ...

    @property
    def record(self) -> tuple[RecordRow, ...]:
        """Events and deaths by month."""
        ...


def answer_view(given: GivenAnswer, content: Around) -> AnswerView:
    """Put an answer into the words and pictures that a reader meets."""
    answer = given.answer
    done = answer.status == "done"
    verdict = Verdict(answer.verdict)
    return AnswerView(
        answer=answer,
        stale=given.stale,
        name=form_name(answer.form),
        mark=verdict if done else None,
        heading=VERDICT_HEADING[verdict] if done else UNDEFINED_HEADING,
        short=VERDICT_SHORT[verdict] if done else "undefined",
        for_anyone=for_anyone(answer),
        beside=beside(answer),
        for_statistician=for_statistician(answer),
        would_help=what_would_help(answer, content.record),
        figures=answer_figures(answer, content.labels),
    )


def panels(content: DossierContent, *, width: float = PANEL_WIDTH) -> tuple[Panel, ...]:
    """Make the record's panels in the order A–B, A–C, B–C."""
    triple = content.question.triple
    order = ["+".join(side) for side in (triple.a, triple.b, triple.against) if side]
    return record_panels(content.record, order, content.labels, width=width)


def record_subline(content: DossierContent) -> str:
    """Say what the record counts, where, when, and from which offices."""
    question = content.question
    offices = tuple(
        dict.fromkeys(office for row in content.record if row.area == "asked" for office in row.sources)
    )
    named = (
        f" Named as source: {listed(offices[:3])}{' and others' if len(offices) > 3 else ''}."
        if offices
        else ""
    )
    return (
        f"Events by month in {area_name(question.area)}, {span(question.period)} (on a tint) and the "
        f"twelve months before; each panel has its own scale.{named}"
    )


def alleged(content: DossierContent) -> str:
    """Say how often, and by how many, the two parties are spoken of together."""
    if not content.quotes:
        return (
            "No document of this case makes a claim about both parties; the question was asked without one."
        )
    articles = counted(content.articles, "document")
    outlets = counted(content.outlets, "named outlet") if content.outlets else "no named outlet"
    claims = counted(len(content.quotes), "claim")
    return f"{claims} about both parties in {articles} from {outlets}, quoted below."


def verdict_why(content: DossierContent) -> str:
    """Say how the forms came out, as the question's verdict follows from them."""
    done = [given.answer for given in content.answers if given.answer.status == "done"]
    if not done:
        return "No form has a meaning on these data."
    if len(done) == 1:
        return f"{form_name(done[0].form)}: {done[0].reason}"
    parts = [f"{form_name(answer.form)}: {VERDICT_SHORT[Verdict(answer.verdict)]}." for answer in done]
    return " ".join(parts)


def one_finding(content: DossierContent) -> tuple[str, ...]:
    """Say which forms are one finding at most, since one flaw of the data would mislead them all."""
    groups = one_findings(given.answer for given in content.answers)
    return tuple(
        f"{listed([form_name(form) for form in group.forms])} are shown as one finding: they {group.why}"
        for group in groups
    )


def forms_asked(content: DossierContent) -> str:
    """Say how many forms were registered, since each p value counts that many times."""
    number = len(content.question.forms)
    names = listed([form_name(form).lower() for form in content.question.forms])
    counts = "" if number == 1 else f"; each p value counts times {number}"
    return f"{counted(number, 'form')} registered before any result: {names}{counts}."
