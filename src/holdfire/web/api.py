"""The case as JSON, in the same forms as the command line prints with --json."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Response
from pydantic import BaseModel

from holdfire.case.folder import Case
from holdfire.case.reviewed import reviews
from holdfire.errors import DocumentError, RegistryError
from holdfire.inquiry import grouping, reading
from holdfire.inquiry.asking import ask, reply, stored_inquiry
from holdfire.inquiry.dealing import deals
from holdfire.intake.naming import proposed_names
from holdfire.intake.review import review_claim
from holdfire.model.allegation import Allegation, Question
from holdfire.model.claim import Claim
from holdfire.model.deal import Deal
from holdfire.model.review import Decision, Review
from holdfire.records.deals import deal_record
from holdfire.records.values import encode, fields_of
from holdfire.web.document_choice import TheDocuments
from holdfire.web.document_rows import DocumentRow, document_rows
from holdfire.web.site import FOLDER, ClaimId, DealKind, Kind, QuestionId, TheCase, TheSite

router = APIRouter(prefix="/api", tags=["case"])


class Decided(BaseModel):
    """What a person decides about a claim; changes: field → value as typed, for a correction."""

    decision: Decision
    changes: dict[str, str] = {}
    note: str | None = None


def known_party(party: str | None = Query(None, description="only deals of this side")) -> str | None:
    """Take a side from the address; nothing chosen is all sides."""
    return party or None


Party = Annotated[str | None, Depends(known_party)]


def json_response(value: object) -> Response:
    """Write a value in the one JSON form of the case's records."""
    return Response(encode(value), media_type="application/json")


def known_question(case: Case, qid: str) -> Question:
    """Read a registered question; answer 404 where there is none of that id."""
    if f"questions/{qid}.toml" not in case.logged():
        raise HTTPException(404, f"No question of this case is called {qid}.")
    return reading.question(case, qid)


@router.get("/documents")
def list_documents(case: TheCase, choice: TheDocuments) -> Response:
    """List documents with id, title, format, why one is uncoded, and the path of their screen."""
    return json_response([_document(row) for row in choice.of(document_rows(case))])


def _document(row: DocumentRow) -> dict[str, object]:
    document = row.document
    return {
        "id": document.folder,
        "title": document.title or document.filename,
        "page": f"/documents/{document.folder}",
        "outlet": document.outlet,
        "author": document.author,
        "published": document.published,
        "sha256": document.sha256,
        "filename": document.filename,
        "part_of": document.part_of,
        "path_inside": document.path_inside,
        "media_type": document.media_type,
        "language": document.language,
        "pages": row.pages,
        "remarks": document.remarks,
        "claims": row.claims,
        "reviewed": row.reviewed,
        "uncoded": row.uncoded or None,
        "copies": [{"document": copy.other, "share": round(copy.share, 3)} for copy in row.copies],
        "origin": None,  # who saw it first; the place of a later work
    }


@router.get("/claims", response_model=list[Claim])
def list_claims(
    case: TheCase, kind: Kind, document: Annotated[str | None, Query(pattern=FOLDER)] = None
) -> Response:
    """List claims with their exact characters, in the order of documents and of their texts."""
    try:
        return json_response(reading.claims(case, document=document, kind=kind))
    except DocumentError as error:
        raise HTTPException(404, str(error)) from error


def known_claim(case: Case, wanted: str) -> None:
    """Answer 404 where no claim, decided or not, has this id."""
    listed = any(claim.id == wanted for claim in reading.claims(case))
    if not listed and all(review.claim != wanted for review in reviews(case)):
        raise HTTPException(404, f"No claim of this case is called {wanted}.")


@router.post("/claims/{claim}/review", response_model=Review)
def decide(case: TheCase, site: TheSite, claim: ClaimId, decided: Decided) -> Response:
    """Accept, reject or correct a claim, or undo one's own decision; needs the token of this session."""
    known_claim(case, claim)
    return json_response(
        review_claim(case, claim, decided.decision, site.act(), changes=decided.changes, note=decided.note)
    )


def known_deals(
    case: Case, *, document: str | None = None, kind: str | None, party: str | None
) -> tuple[Deal, ...]:
    """Read the ledger; answer 404 where there is no such kind of deal, side or document."""
    try:
        return deals(case, document=document, kind=kind, party=party)
    except (RegistryError, DocumentError) as error:
        raise HTTPException(404, str(error)) from error


@router.get("/deals")
def list_deals(
    case: TheCase, kind: DealKind, party: Party, document: Annotated[str | None, Query(pattern=FOLDER)] = None
) -> Response:
    """List deals: parties, terms, guarantors, what is said of a return, and of whether they were kept."""
    files = {one.folder: one.filename for one in reading.documents(case)}
    found = known_deals(case, document=document, kind=kind, party=party)
    return json_response([deal_record(one, files) for one in found])


@router.get("/actors")
def list_actors(case: TheCase) -> Response:
    """List the registry, and the names that documents propose for it with the places where they stand."""
    proposed = [{**fields_of(one.proposal), "contexts": one.places} for one in proposed_names(case)]
    return json_response({"actors": reading.registry(case).actors, "proposed": proposed})


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
