"""What is handed over: a dossier with its preview, and the log of all that was done."""

import base64
import hashlib
import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from holdfire.case.log import Entry
from holdfire.dossier.page import render
from holdfire.dossier.words import question_sentence
from holdfire.inquiry.acts import acts
from holdfire.inquiry.composing import compose
from holdfire.inquiry.packing import pack
from holdfire.web.api import json_response, known_question
from holdfire.web.guard import POLICY
from holdfire.web.question_rows import question_rows
from holdfire.web.site import QuestionId, TheCase, TheSite
from holdfire.web.templating import page

router = APIRouter()

SHOWN = 200  # acts a page
Before = Annotated[int | None, Query(ge=1, description="only acts with a smaller number")]


@router.get("/dossiers", include_in_schema=False)
def dossiers(request: Request, case: TheCase) -> HTMLResponse:
    """List the questions of which a dossier can be made."""
    return page(request, case, "dossiers.html", key="dossier", rows=question_rows(case))


@router.get("/questions/{qid}/dossier", include_in_schema=False)
def hand_over(request: Request, case: TheCase, site: TheSite, qid: QuestionId) -> HTMLResponse:
    """Show a dossier as it will be handed over, and hand it over."""
    known_question(case, qid)
    content = compose(case, qid, made_at=site.clock())
    return page(
        request,
        case,
        "dossier.html",
        key="dossier",
        content=content,
        sentence=question_sentence(content.question, content.labels),
        open_claims=sum(said.claim.status == "proposed" for said in content.quotes),
        stale=[given.answer.form for given in content.answers if given.stale],
    )


@router.get("/questions/{qid}/dossier.html", include_in_schema=False)
def dossier(case: TheCase, site: TheSite, qid: QuestionId) -> Response:
    """Hand over a question as one self-contained file."""
    known_question(case, qid)
    file = f"attachment; filename=dossier-{qid}.html"
    return HTMLResponse(
        render(compose(case, qid, made_at=site.clock())), headers={"content-disposition": file}
    )


@router.get("/questions/{qid}/dossier.zip", include_in_schema=False)
def packed(case: TheCase, qid: QuestionId) -> Response:
    """Hand over a question with the data that its answers rest on, to check and compute them again."""
    known_question(case, qid)
    file = f"attachment; filename=dossier-{qid}.zip"
    return Response(pack(case, qid), media_type="application/zip", headers={"content-disposition": file})


@router.get("/questions/{qid}/preview", include_in_schema=False)
def preview(case: TheCase, site: TheSite, qid: QuestionId) -> Response:
    """Show the same file inside a page of the app: nothing in it runs, and its own styles alone hold."""
    known_question(case, qid)
    html = render(compose(case, qid, made_at=site.clock()))
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    hashes = " ".join(f"'sha256-{_hash(one)}'" for one in styles)
    policy = (
        f"default-src 'none'; style-src {hashes}; img-src data:; frame-ancestors 'self'; sandbox allow-popups"
    )
    return HTMLResponse(html, headers={POLICY: policy, "x-frame-options": "SAMEORIGIN"})


@router.get("/activity", include_in_schema=False)
def activity(request: Request, case: TheCase, before: Before = None) -> HTMLResponse:
    """List what was done to the case, the latest first."""
    found, total = acts(case, before=before, limit=SHOWN)
    return page(request, case, "activity.html", key="activity", acts=found, total=total)


@router.get("/api/log", response_model=list[Entry], tags=["case"])
def list_acts(case: TheCase, before: Before = None) -> Response:
    """List the latest acts on the case, with the hash of every file that each one wrote."""
    found, _ = acts(case, before=before, limit=SHOWN)
    return json_response(found)


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
