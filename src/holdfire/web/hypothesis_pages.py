"""What else could explain it: rival explanations, what the evidence says of each, a reader's own prior."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.datastructures import QueryParams

from holdfire.case.folder import Case
from holdfire.dossier.figures.decibans import decibans_bar, factor_bar, posterior_bar, unknown_bar
from holdfire.dossier.words import question_sentence
from holdfire.errors import QuestionError
from holdfire.inquiry import reading
from holdfire.inquiry.asking import Inquiry, stored_inquiry, versions_of
from holdfire.inquiry.weighed.weighing import NOT_ASKED, Reader, sizes_at_hand
from holdfire.model.allegation import Question
from holdfire.model.weighing import BayesFactor, Hypothesis, OriginEvidence, TippingPoint, Weighing
from holdfire.web import hypothesis_words as words
from holdfire.web.api import json_response, known_question
from holdfire.web.site import QuestionId, TheCase
from holdfire.web.templating import page
from holdfire.weighing.evidence import PARTS
from holdfire.weighing.rivals import shipped_rivals
from holdfire.weighing.tipping import UNKNOWNS

router = APIRouter()

ROWS_KEPT = 512  # of the list; a row is some 300 bytes
PRIOR, ASSUME = "prior.", "assume."  # begin the names of what a reader brings in the address
NUMBERS = {
    "parameters": [
        {"name": f"{start}{name}", "in": "query", "schema": {"type": "number"}, "description": said}
        for start, said, names in (
            (PRIOR, "your own probability before the evidence", [one.name for one in shipped_rivals()]),
            (ASSUME, "the value that you take for an unknown", [one.name for one in UNKNOWNS]),
        )
        for name in names
    ]
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisRow:
    """One explanation as the page shows it. lines: its evidence by origin, drawn.

    decibans, sets: the sums over origins, for all prior sets together and under each.
    """

    one: Hypothesis
    title: str
    lines: tuple[tuple[OriginEvidence, Markup], ...]
    decibans: float
    sets: Mapping[str, float]
    after: Markup


def brought(request: Request) -> Reader:
    """Take a reader's priors and assumed unknowns from the address; an empty field is none."""
    given, taken = request.query_params, {one.name: one.reach[0] for one in UNKNOWNS}
    assumed = _numbers(given, ASSUME)
    return Reader(
        prior=_numbers(given, PRIOR),
        assumed={name: value for name, value in assumed.items() if value != taken.get(name)},
    )


def _numbers(given: QueryParams, start: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, text in given.items():
        if name.startswith(start) and text.strip():
            try:
                found[name.removeprefix(start)] = float(text)
            except ValueError as error:
                raise QuestionError(f"{name} takes a number such as 0.2, not {text!r}") from error
    return found


def asked_with(request: Request, case: Case, asked: Question) -> tuple[Inquiry, Reader, str]:
    """Weigh with what the reader brings, and without where that can't be used, with the reason."""
    try:
        reader = brought(request)
        return stored_inquiry(case, asked, reader), reader, ""
    except QuestionError as error:
        return stored_inquiry(case, asked), NOT_ASKED, str(error)


@router.get("/hypotheses", include_in_schema=False)
def list_page(request: Request, case: TheCase) -> HTMLResponse:
    """List the questions, with what was found of rival explanations or why nothing was."""
    return page(request, case, "hypotheses.html", key="hypotheses", rows=_listed(case))


@router.get("/hypotheses/{qid}", include_in_schema=False)
def hypotheses_page(request: Request, case: TheCase, qid: QuestionId) -> HTMLResponse:
    """Show one question's rival explanations, with the reader's own prior where the address has one."""
    found, reader, problem = asked_with(request, case, known_question(case, qid))
    weighing = found.weighed.weighing
    unbent = weighing  # what could tip it is that of the evidence as it is, whatever is assumed
    if reader.assumed and weighing and not weighing.tipping:  # none fits under what is assumed
        unbent = stored_inquiry(case, found.question, replace(reader, assumed={})).weighed.weighing
    return page(
        request,
        case,
        "hypothesis.html",
        key="hypotheses",
        status=422 if problem else 200,
        problem=problem,
        query=str(request.query_params),
        found=found,
        reader=reader,
        sentence=question_sentence(found.question, found.labels),
        stale=any(one.stale for one in found.answers),
        weighing=weighing,
        usual=_address(found.question.id, reader.prior),
        at_hand=() if weighing else sizes_at_hand(case),
        words=words,
        **(_parts_of(qid, weighing, unbent or weighing) if weighing else {}),
    )


@router.get("/api/hypotheses", tags=["case"])
def list_as_json(case: TheCase) -> Response:
    """List the questions, with what was found of rival explanations or why nothing was weighed."""
    return json_response(_listed(case))


@router.get("/api/hypotheses/{qid}", tags=["case"], openapi_extra=NUMBERS)
def show_as_json(request: Request, case: TheCase, qid: QuestionId) -> Response:
    """Weigh a question's rival explanations; no probability without a prior in the address.

    weighing is null where nothing can be weighed; reason says why, lacking which table it would take.
    """
    found, _, problem = asked_with(request, case, known_question(case, qid))
    if problem:
        raise HTTPException(400, problem)
    weighed = found.weighed
    return json_response(
        {"question": qid, "weighing": weighed.weighing, "reason": weighed.reason, "lacking": weighed.lacking}
    )


def _address(qid: str, prior: Mapping[str, float]) -> str:
    """Write the address of a page with nothing assumed."""
    given = "&".join(f"{PRIOR}{name}={value:.10g}" for name, value in prior.items())
    return f"/hypotheses/{qid}?{given}" if given else f"/hypotheses/{qid}"


def _listed(case: Case) -> list[dict[str, object]]:
    questions = reading.questions(case)
    versions = versions_of(case)  # read second: a question that is registered meanwhile has one
    rows = [row_of(case.path, asked.id, versions[asked.id]) for asked in questions]
    return sorted(rows, key=lambda row: not row["weighed"])


@lru_cache(maxsize=ROWS_KEPT)
def row_of(path: Path, qid: str, version: str) -> dict[str, object]:
    """Weigh a question for the list, once for as long as nothing of it changes."""
    del version  # only tells states of the question apart
    case = Case.open(path)
    found = stored_inquiry(case, reading.question(case, qid))
    weighing = found.weighed.weighing
    return {
        "question": found.question.id,
        "sentence": question_sentence(found.question, found.labels),
        "page": f"/hypotheses/{found.question.id}",
        "weighed": weighing is not None,
        "leading": weighing.leading if weighing else None,
        "said": _said(weighing) if weighing else found.weighed.reason,
        "short": _short(weighing),
        "stale": any(one.stale for one in found.answers),
    }


def _short(weighing: Weighing | None) -> str:
    if weighing is None:
        return "not weighed"
    if weighing.leading:
        return f"leads: {words.title_of(weighing.leading).lower()}"
    return "none stands out" if weighing.factors else "none fits"


def _said(weighing: Weighing) -> str:
    return words.in_words(weighing.sentence, (one.name for one in weighing.hypotheses))


def _parts_of(qid: str, weighing: Weighing, unbent: Weighing) -> dict[str, Any]:
    """Put together what the page shows of a weighing; unbent: without assumptions of the reader's."""
    weighed = [one for one in weighing.hypotheses if one.evidence]
    even = dict.fromkeys((one.name for one in weighing.hypotheses), 1 / len(weighing.hypotheses))
    return {
        "said": _said(weighing),
        "rows": [_hypothesis_row(one) for one in weighed],
        "even": _address(qid, even),
        "factors": [(one, _factor(one)) for one in sorted(weighing.factors, key=_least_said, reverse=True)],
        "unknowns": [(point, _unknown(point)) for point in unbent.tipping],
        "parts": PARTS,
    }


def _hypothesis_row(one: Hypothesis) -> HypothesisRow:
    title = words.title_of(one.name)
    said = f"{title}: {words.range_words(one.range) if one.range else 'no prior is set'}"
    return HypothesisRow(
        one=one,
        title=title,
        lines=tuple(
            (by, decibans_bar(by, f"{title}: {words.decibans_words(by)} decibans")) for by in one.evidence
        ),
        decibans=sum(by.decibans for by in one.evidence),
        sets={name: sum(by.sets[name] for by in one.evidence) for name in one.evidence[0].sets},
        after=posterior_bar(one.posterior or 0.0, one.range or (0.0, 0.0), said),
    )


def _least_said(factor: BayesFactor) -> float:
    """Order factors by the end of their range that says least."""
    low, high = factor.range
    return 0.0 if low <= 0 <= high else min(abs(low), abs(high))


def _factor(one: BayesFactor) -> Markup:
    names = f"{words.title_of(one.one)} against {words.title_of(one.other)}"
    return factor_bar(one, f"{names}: {words.factor_words(one)} decibans")


def _unknown(point: TippingPoint) -> Markup:
    low, high = point.declared
    return unknown_bar(point, f"{point.what}: plausible {low:g} to {high:g}. {words.tip_words(point)}")
