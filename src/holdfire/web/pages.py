"""The screens: start, documents, allegations, questions. Each has an address that restores it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.case.folder import Case
from holdfire.dossier import views
from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.power import power_figure
from holdfire.dossier.page import render
from holdfire.dossier.words import VERDICT_SHORT, question_sentence
from holdfire.forms import FORMS, form
from holdfire.inquiry import grouping, reading
from holdfire.inquiry.asking import ask
from holdfire.inquiry.composing import compose
from holdfire.inquiry.reading import verdict_of
from holdfire.model.allegation import Detectable, Question
from holdfire.model.verdict import Verdict
from holdfire.web.api import known_question
from holdfire.web.document_rows import document_rows
from holdfire.web.found_out import found_out
from holdfire.web.site import QuestionId, TheCase, TheSite
from holdfire.web.templating import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question in a list; verdict None: not asked yet."""

    question: Question
    sentence: str
    verdict: Verdict | None
    short: str
    stale: bool


@router.get("/")
def start(request: Request, case: TheCase) -> HTMLResponse:
    """Show where to begin: what is in the case, and what was asked of it."""
    return page(
        request, case, "start.html", key="start", rows=_question_rows(case), found_out=found_out(case)
    )


@router.get("/documents")
def documents(request: Request, case: TheCase) -> HTMLResponse:
    """List the documents of the case."""
    return page(request, case, "documents.html", key="documents", rows=document_rows(case))


@router.get("/allegations")
def allegations(request: Request, case: TheCase) -> HTMLResponse:
    """List what is alleged, by whom, and which forms could test it."""
    found = grouping.allegations(case)
    forms = [known.name for known in FORMS]
    named = dict.fromkeys(fit.form for allegation in found for fit in allegation.forms)
    return page(
        request,
        case,
        "allegations.html",
        key="allegations",
        allegations=found,
        forms=forms,
        later=[name for name in named if name not in forms],
        said={claim.id: claim for claim in reading.claims(case)} if found else {},
        titles={d.folder: d for d in reading.documents(case)},
        labels=reading.registry(case).names,
    )


@router.get("/questions")
def questions(request: Request, case: TheCase) -> HTMLResponse:
    """List the registered questions with their verdicts."""
    return page(request, case, "questions.html", key="questions", rows=_question_rows(case))


@router.get("/questions/{qid}")
def question(request: Request, case: TheCase, site: TheSite, qid: QuestionId) -> HTMLResponse:
    """Show one question: what could be detected, the record, then the answers with their pictures."""
    known_question(case, qid)
    content = compose(case, qid, made_at=site.clock())
    return page(
        request,
        case,
        "question.html",
        key="questions",
        content=content,
        sentence=question_sentence(content.question, content.labels),
        panels=views.panels(content, width=360.0),
        record_subline=views.record_subline(content),
        verdict_why=views.verdict_why(content),
        one_finding=views.one_finding(content),
        forms_asked=views.forms_asked(content),
        powers=[_power(found) for found in content.question.detectable],
        answers=[views.answer_view(given, content) for given in content.answers],
    )


def _power(found: Detectable) -> tuple[Figure, str, str]:
    chosen = form(found.form)
    return (
        power_figure(found, towards=chosen.towards, smallest=found.smallest_effect or chosen.smallest_effect),
        chosen.trace,
        found.sentence,
    )


@router.get("/questions/{qid}/dossier.html")
def dossier(case: TheCase, site: TheSite, qid: QuestionId) -> Response:
    """Hand over a question as one self-contained file."""
    known_question(case, qid)
    file = f"attachment; filename=dossier-{qid}.html"
    return HTMLResponse(
        render(compose(case, qid, made_at=site.clock())), headers={"content-disposition": file}
    )


@router.post("/questions/{qid}/ask")
def ask_again(case: TheCase, site: TheSite, qid: QuestionId) -> RedirectResponse:
    """Run a question again on the data as they stand now, and show its page."""
    ask(case, known_question(case, qid), site.act())
    return RedirectResponse(f"/questions/{qid}", 303)


def _question_rows(case: Case) -> list[QuestionRow]:
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
