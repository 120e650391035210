"""Asking as JSON: what could be detected, registering, running with progress, cancelling."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from holdfire.errors import QuestionError
from holdfire.inquiry.passing import FrozenRoads
from holdfire.inquiry.registration import register
from holdfire.model.allegation import Question
from holdfire.web.adding import harmless_name, receive
from holdfire.web.api import json_response, known_question
from holdfire.web.asked import AskedBody
from holdfire.web.question_pages import run_question
from holdfire.web.runs import Run
from holdfire.web.site import QuestionId, RunKey, TheCase, TheSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Roads that were taken: their hash, and their file's name."""

    roads: str
    name: str


router = APIRouter(prefix="/api", tags=["asking"])


@router.post("/detectable", response_model=Question)
def show_detectable(case: TheCase, site: TheSite, body: AskedBody) -> Response:
    """Say what a question could detect, without registering it; no outcome of A and B is read."""
    return json_response(register(case.rehearsal(), body.asked(site.roads), site.act()).question)


@router.post("/roads", response_model=Sent)
async def send_roads(
    request: Request,
    site: TheSite,
    name: Annotated[str, Query(min_length=1, max_length=1000, description="the file's name")],
) -> Response:
    """Send lines (GeoJSON, KML) that the ways of a passage follow; a question takes them by their hash."""
    with tempfile.TemporaryDirectory(prefix="holdfire-roads-") as folder:
        file = Path(folder) / harmless_name(name)
        await receive(request, file)
        try:
            found = await run_in_threadpool(FrozenRoads.read, file)
        except QuestionError as error:
            raise HTTPException(409, str(error).removeprefix("--roads: ")) from error
    return json_response(Sent(roads=site.roads.keep(found), name=found.name))


@router.post("/questions", response_model=Question)
def register_question(case: TheCase, site: TheSite, body: AskedBody) -> Response:
    """Register a question; the same again gives the question as it was registered."""
    return json_response(register(case, body.asked(site.roads), site.act()).question)


@router.post("/questions/{qid}/run", response_model=Run, status_code=202)
def run(case: TheCase, site: TheSite, qid: QuestionId) -> Response:
    """Begin to run a question's forms; GET /api/runs/{key} says how far it is."""
    return json_response(run_question(site, case, known_question(case, qid)))


@router.get("/runs/{key}", response_model=Run)
def show_run(site: TheSite, key: RunKey) -> Response:
    """Say how far a run is; its key is the question's id, or the name of the work."""
    return json_response(_known(site.runs.get(key)))


@router.delete("/runs/{key}", response_model=Run)
def cancel_run(site: TheSite, key: RunKey) -> Response:
    """Cancel a run: what the case holds stays as it is."""
    _known(site.runs.get(key))
    site.runs.cancel(key)
    return json_response(_known(site.runs.get(key)))


def _known(found: Run | None) -> Run:
    if found is None:
        raise HTTPException(404, "Nothing of this name was begun in this session.")
    return found
