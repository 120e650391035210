"""Finding words anywhere in the case, and the way to a demonstration for whoever looks around first."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.inquiry.searching import Found, search
from holdfire.web.api import json_response
from holdfire.web.labels import labels_of
from holdfire.web.runs import Run
from holdfire.web.site import Site, TheCase, TheSite
from holdfire.web.templating import page

router = APIRouter()

Words = Annotated[str, Query(max_length=300, description="words as they stand next to each other")]
KEY = "demonstration"


@router.get("/search", include_in_schema=False)
def find(request: Request, case: TheCase, q: Words = "") -> HTMLResponse:
    """Show where words stand: in names of actors, in claims, in documents."""
    found = search(case, q)
    return page(
        request, case, "search.html", key="", searched=q, found=found, labels=labels_of(case) if q else {}
    )


@router.get("/api/search", response_model=Found, tags=["case"])
def find_as_json(case: TheCase, q: Words) -> Response:
    """Find words in names of actors, in claims and in documents."""
    return json_response(search(case, q))


@router.get("/demonstration", include_in_schema=False)
def demonstration(request: Request, case: TheCase, site: TheSite, go: bool = False) -> HTMLResponse:  # noqa: FBT001, FBT002  a word of the address
    """Show how far the demonstration case is, and the way to it; go: open it as soon as it is there."""
    return page(request, case, "demonstration.html", key="start", run=site.runs.get(KEY), go=go)


@router.post("/demonstration", include_in_schema=False)
def open_demonstration(site: TheSite) -> RedirectResponse:
    """Make the demonstration case, if there is none yet, and serve it beside this one."""
    _begin(site)
    return RedirectResponse("/demonstration?go=1", 303)


@router.post("/api/demonstration", response_model=Run, status_code=202, tags=["case"])
def begin_demonstration(site: TheSite) -> Response:
    """Make and serve the demonstration case; GET /api/runs/demonstration gives its address in the end."""
    return json_response(_begin(site))


def _begin(site: Site) -> Run:
    if site.demonstrate is None:
        raise HTTPException(404, "This server makes no demonstration: run `holdfire demo`.")
    return site.runs.start(KEY, "/demonstration", site.demonstrate)
