"""The screens: start, documents, allegations, questions. Each has an address that restores it."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.forms import FORMS
from holdfire.inquiry import grouping, reading
from holdfire.web.adding import may_code
from holdfire.web.document_choice import ORDERS, TheDocuments, choices_among
from holdfire.web.document_rows import document_rows
from holdfire.web.found_out import found_out
from holdfire.web.question_rows import question_rows
from holdfire.web.site import TheCase, TheSite
from holdfire.web.templating import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(request: Request, case: TheCase, site: TheSite) -> HTMLResponse:
    """Show where to begin: what is in the case, and what was asked of it."""
    return page(
        request,
        case,
        "start.html",
        key="start",
        rows=question_rows(case),
        may_demonstrate=site.demonstrate is not None,
        found_out=found_out(case),
    )


@router.get("/documents", response_model=None)
def documents(request: Request, case: TheCase, site: TheSite, choice: TheDocuments) -> Response:
    """List the documents of the case that are wanted, in the order that is wanted."""
    query = urlencode(choice.words)
    if sorted(request.query_params.multi_items()) != sorted(choice.words.items()):
        return RedirectResponse(f"/documents{'?' if query else ''}{query}", 303)  # an address to hand on
    every = document_rows(case)
    return page(
        request,
        case,
        "documents.html",
        key="documents",
        every=every,
        rows=choice.of(every),
        choice=choice,
        among=choices_among(every),
        orders={name: word for name, (word, _) in ORDERS.items()},
        query=query,
        run=site.runs.get("coding"),
        may_code=may_code(case),
    )


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
    return page(request, case, "questions.html", key="questions", rows=question_rows(case))
