"""Where documents disagree with each other and with the data, and what anything rests on."""

import pathlib
from collections import Counter
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from holdfire.case.folder import Case
from holdfire.errors import InputError, QuestionError
from holdfire.inquiry import reading
from holdfire.inquiry.checking import Wanted, check
from holdfire.inquiry.map_content import version_of
from holdfire.inquiry.why import why
from holdfire.intake.gazetteer import gazetteer
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.records.values import fields_of
from holdfire.web.api import json_response
from holdfire.web.site import FOLDER, TheCase
from holdfire.web.templating import page

router = APIRouter()

WHY = r"^[\w:.@/~+-]+$"
WORST_FIRST = (CheckStatus.INCONSISTENT, CheckStatus.CONSISTENT, CheckStatus.CANNOT_BE_CHECKED)

InDocument = Annotated[str | None, Query(pattern=f"{FOLDER}|^$")]
OfKind = Annotated[str | None, Query(alias="check")]
OfStatus = Annotated[str | None, Query()]
Wanting = Annotated[str, Path(pattern=WHY, max_length=200)]


@router.get("/contradictions", include_in_schema=False)
def contradictions(
    request: Request,
    case: TheCase,
    document: InDocument = None,
    kind: OfKind = None,
    status: OfStatus = None,
) -> HTMLResponse:
    """List what the documents state beside what it can be checked against; what differs comes first."""
    every = _found(case, Wanted(document=document or None))
    wanted = Wanted(document=document or None, kind=kind or None, status=status or None)
    chosen = [f for f in every if (kind or f.check) == f.check and (status or f.status) == f.status]
    _known(wanted)
    chosen.sort(key=lambda f: WORST_FIRST.index(f.status))
    documents = {one.folder: one for one in reading.documents(case)}
    asked = {"document": document, "check": kind, "status": status}
    return page(
        request,
        case,
        "contradictions.html",
        key="checks",
        findings=chosen,
        total=len(every),
        counts=Counter(f.status for f in every),
        wanted=wanted,
        checks=tuple(CheckKind),
        statuses=WORST_FIRST,
        documents=documents,
        query=urlencode({name: value for name, value in asked.items() if value}),
    )


@router.get("/api/checks", response_model=list[Finding], tags=["case"])
def list_checks(
    case: TheCase,
    document: InDocument = None,
    kind: OfKind = None,
    status: OfStatus = None,
) -> Response:
    """List what the documents state, beside what it was checked against."""
    wanted = Wanted(document=document or None, kind=kind or None, status=status or None)
    files = {d.folder: d.filename for d in reading.documents(case)}
    found = _found(case, wanted)
    return json_response(
        [{**fields_of(f), "document": files[f.document], "folder": f.document} for f in found]
    )


@router.get("/why/{wanted:path}", include_in_schema=False)
def show_why(request: Request, case: TheCase, wanted: Wanting) -> HTMLResponse:
    """Show the whole way from a claim, an answer, a number or an event to characters and rows."""
    try:
        reason = why(case, wanted)
    except QuestionError as error:
        raise HTTPException(404, str(error)) from error
    document = next((one.document for one in reading.claims(case) if one.id == wanted), None)
    return page(request, case, "why.html", key="", wanted=wanted, reason=reason, document=document)


@router.get("/api/why/{wanted:path}", tags=["case"])
def explain(case: TheCase, wanted: Wanting) -> Response:
    """Explain an id down to characters and rows: a claim, a deal, an allegation, an answer, an event."""
    try:
        return json_response(why(case, wanted))
    except QuestionError as error:
        raise HTTPException(404, str(error)) from error


def _found(case: Case, wanted: Wanted) -> tuple[Finding, ...]:
    try:
        return _checked(case.path, version_of(case), wanted)
    except InputError as error:
        raise HTTPException(404, str(error)) from error


@lru_cache(maxsize=8)  # filters and links lead to the same list again and again
def _checked(path: pathlib.Path, version: str, wanted: Wanted) -> tuple[Finding, ...]:
    del version  # only tells states of the case apart
    case = Case.open(path)
    return check(case, gazetteer(case), wanted)


def _known(wanted: Wanted) -> None:
    """Answer 404 for a kind or a status that there is none of."""
    for word, words in ((wanted.kind, CheckKind), (wanted.status, CheckStatus)):
        if word and word not in tuple(words):
            raise HTTPException(404, f"There is no {word} here; there are: {', '.join(words)}.")
