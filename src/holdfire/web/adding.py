"""Files that a browser sends, one a request, straight onto the disk; then the reading of what they say."""

import tempfile
import unicodedata
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from holdfire.case.folder import Case
from holdfire.errors import BusyError, HoldfireError
from holdfire.inquiry import reading
from holdfire.intake.bringing import bring
from holdfire.intake.coding import code_claims
from holdfire.intake.documents import About
from holdfire.intake.quick import Taken
from holdfire.records.coders import MODEL
from holdfire.web.api import json_response
from holdfire.web.runs import Run, Told
from holdfire.web.site import Site, TheCase, TheSite

router = APIRouter(prefix="/api", tags=["adding"])

LARGEST = 200 * 1024 * 1024  # bytes of one file
LONGEST_NAME = 200  # letters of a file name; file systems end at 255 bytes
TOO_LARGE = "The file is larger than 200 MB. Split it, or add it on the command line: holdfire add FILE"


@router.post("/files", response_model=Taken)
async def add_file(
    request: Request,
    case: TheCase,
    site: TheSite,
    name: Annotated[str, Query(min_length=1, max_length=1000, description="the file's name")],
    outlet: str | None = None,
    published: date | None = None,
) -> Response:
    """Bring a file into the case: its bytes are the body; what it is is guessed as `holdfire quick` does."""
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise HTTPException(413, TOO_LARGE)
    with tempfile.TemporaryDirectory(prefix="holdfire-sent-") as folder:
        file = Path(folder) / harmless_name(name)
        await receive(request, file)
        about = About(outlet=outlet or None, published=published)
        return json_response(await run_in_threadpool(_bring, case, site, file, about))


@router.post("/coding", response_model=Run, status_code=202)
def code(case: TheCase, site: TheSite) -> Response:
    """Begin to read the documents that are not coded yet; GET /api/runs/coding says how far it is."""
    refuse_model(case)
    return json_response(start_coding(site, case))


def may_code(case: Case) -> bool:
    """Say whether the app may code the case: a model is asked on the command line only."""
    return MODEL not in reading.settings(case).coders.use


def refuse_model(case: Case) -> None:
    """Answer 404 where coding would send texts to a language model."""
    if not may_code(case):
        raise HTTPException(404, "This case is coded by a language model: run `holdfire claims` instead.")


def start_coding(site: Site, case: Case) -> Run:
    """Begin to code what is not coded yet, beside the app."""
    act = site.act()

    def work(told: Told) -> str:
        report = code_claims(
            case, act, engine=None, told=lambda n, of, name: told(f"reading {name}, {n} of {of}")
        )
        return f"Read: {report.claims} claims."

    return site.runs.start("coding", "/documents", work)


async def receive(request: Request, file: Path) -> None:
    """Write a body to the disk as it comes; one that outgrows the limit is refused and forgotten."""
    size = 0
    with file.open("wb") as out:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST:
                raise HTTPException(413, TOO_LARGE)
            out.write(chunk)


def _bring(case: Case, site: Site, file: Path, about: About) -> Taken:
    try:
        return bring(case, file, site.act(), about)
    except BusyError:
        raise
    except HoldfireError as error:  # the folder that it was received in means nothing to anybody
        words = str(error).replace(f"{file.parent}/", "").replace(f"{file.name}: ", "")
        raise HTTPException(409, words) from error


def harmless_name(name: str) -> str:
    """Keep the last part of a sent name, without what no file name has; refuse what leaves nothing."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    if kept in ("", ".", ".."):
        raise HTTPException(400, "The file has no name that a file can have.")
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= LONGEST_NAME else f"{(stem or ending)[:LONGEST_NAME]}{dot}{ending[:12]}"
