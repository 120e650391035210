"""The case as JSON, in the same forms as the command line prints with --json."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from holdfire.case.folder import Case
from holdfire.errors import DocumentError
from holdfire.inquiry import grouping, reading
from holdfire.inquiry.asking import ask, reply, stored_inquiry
from holdfire.model.allegation import Allegation, Question
from holdfire.model.claim import Claim
from holdfire.records.values import encode
from holdfire.web.site import FOLDER, Kind, QuestionId, TheCase, TheSite

router = APIRouter(prefix="/api", tags=["case"])


def json_response(value: object) -> Response:
    """Write a value in the one JSON form of the case's records."""
    return Response(encode(value), media_type="application/json")


def known_question(case: Case, qid: str) -> Question:
    """Read a registered question; answer 404 where there is none of that id."""
    if f"questions/{qid}.toml" not in case.logged():
        raise HTTPException(404, f"No question of this case is called {qid}.")
    return reading.question(case, qid)


@router.get("/documents")
def list_documents(case: TheCase) -> Response:
    """List documents with id, title and the path of their screen."""
    return json_response(
        [
            {
                "id": document.folder,
                "title": document.title or document.filename,
                "page": f"/documents/{document.folder}",
                "outlet": document.outlet,
                "author": document.author,
                "published": document.published,
                "sha256": document.sha256,
            }
            for document in reading.documents(case)
        ]
    )


@router.get("/claims", response_model=list[Claim])
def list_claims(
    case: TheCase, kind: Kind, document: Annotated[str | None, Query(pattern=FOLDER)] = None
) -> Response:
    """List claims with their exact characters, in the order of documents and of their texts."""
    try:
        return json_response(reading.claims(case, document=document, kind=kind))
    except DocumentError as error:
        raise HTTPException(404, str(error)) from error


@router.get("/allegations", response_model=list[Allegation])
def list_allegations(case: TheCase) -> Response:
    """List what the documents allege, with the forms that could test it."""
    return json_response(grouping.allegations(case))


@router.get("/questions", response_model=list[Question])
def list_questions(case: TheCase) -> Response:
    """List the registered questions, oldest first."""
    return json_response(reading.questions(case))


@router.get("/questions/{qid}")
def show_question(case: TheCase, qid: QuestionId) -> Response:
    """Show a question with its record, before its answers and the verdict (null until it was asked)."""
    return json_response(reply(stored_inquiry(case, known_question(case, qid))))


@router.post("/questions/{qid}/ask")
def ask_again(case: TheCase, site: TheSite, qid: QuestionId) -> Response:
    """Run a question's forms on the data as they stand now; needs the token of this session."""
    return json_response(reply(ask(case, known_question(case, qid), site.act())))
