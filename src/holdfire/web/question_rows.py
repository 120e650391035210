"""Questions as lists show them: the sentence, and how it came out so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.case.folder import Case
from holdfire.dossier.words import VERDICT_SHORT, question_sentence
from holdfire.inquiry import reading
from holdfire.inquiry.reading import verdict_of
from holdfire.model.allegation import Question
from holdfire.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question in a list; verdict None: not asked yet."""

    question: Question
    sentence: str
    verdict: Verdict | None
    short: str
    stale: bool


def question_rows(case: Case) -> list[QuestionRow]:
    """List the questions of a case, oldest first."""
    labels = reading.registry(case).names
    return [_question_row(case, asked, labels) for asked in reading.questions(case)]


def _question_row(case: Case, asked: Question, labels: Mapping[str, str]) -> QuestionRow:
    stored = reading.answers(case, asked.id)
    verdict = verdict_of(stored)
    return QuestionRow(
        question=asked,
        sentence=question_sentence(asked, labels),
        verdict=verdict,
        short=VERDICT_SHORT[verdict] if verdict else "not asked yet",
        stale=any(s.stale for s in stored),
    )
