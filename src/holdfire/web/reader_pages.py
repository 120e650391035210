"""What the reader shows beside a text, and the forms by which a claim is mended or added."""

from collections import defaultdict
from collections.abc import Mapping

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.case.folder import Case
from holdfire.errors import HoldfireError
from holdfire.inquiry import reading
from holdfire.inquiry.alike import MANY, alike_elsewhere
from holdfire.inquiry.checking import Wanted, check
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.review import Missed, add_claim, review_claim
from holdfire.model.check import Finding
from holdfire.model.claim import KINDS, Claim, Modality
from holdfire.model.document import Document
from holdfire.model.review import Decision
from holdfire.web.site import ClaimId, Fields, Folder, TheCase, TheSite
from holdfire.web.templating import page, part

router = APIRouter(include_in_schema=False)

TYPED = ("kind", "side_a", "side_b", "against", "places", "date", "modality", "attribution")
"""Fields of a claim that a form of the reader has."""


@router.get("/documents/{folder}/beside")
def beside(request: Request, case: TheCase, folder: Folder) -> HTMLResponse:
    """Show for each claim of a document what other data and other documents say; the reader fetches it."""
    known_document(case, folder)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in check(case, gazetteer(case), Wanted(document=folder)):
        if finding.claim is not None:
            findings[finding.claim].append(finding)
    every = reading.claims(case)
    here = [claim for claim in every if claim.document == folder]
    alike = alike_elsewhere(every, here)
    return part(
        request,
        "beside.html",
        claims=[claim.id for claim in here if claim.id in findings or claim.id in alike],
        findings=findings,
        alike=alike,
        many=MANY,
        titles={one.folder: one for one in reading.documents(case)},
    )


@router.get("/claims/{claim}/correct")
def correcting(request: Request, case: TheCase, claim: ClaimId) -> HTMLResponse:
    """Offer the fields of a claim to a person who reads it otherwise."""
    return _form(request, case, known_listed(case, claim))


@router.post("/claims/{claim}/correct", response_model=None)
def correct(request: Request, case: TheCase, site: TheSite, claim: ClaimId, fields: Fields) -> Response:
    """Keep a claim as a person corrected it; only what differs from how it stood counts as a change."""
    found = known_listed(case, claim)
    stood = typed_fields(found, reading.registry(case).names)
    changes = {name: fields.get(name, "") for name in TYPED if fields.get(name, "") != stood[name]}
    if fields.get("quote", found.quote).replace("\r\n", "\n") != found.quote:
        changes["quote"] = fields["quote"].replace("\r\n", "\n")
    try:
        made = review_claim(
            case, claim, Decision.CORRECT, site.act(), changes=changes, note=fields.get("note") or None
        )
    except HoldfireError as error:
        return _form(request, case, found, values={**stood, **fields}, problem=str(error))
    return RedirectResponse(f"/documents/{made.seen.document}#{claim}", 303)


@router.get("/documents/{folder}/add")
def adding(
    request: Request, case: TheCase, folder: Folder, quote: str = "", occurrence: int | None = None
) -> HTMLResponse:
    """Offer to add a claim that no coder proposed; quote: the characters that were selected."""
    values = {"quote": quote, "occurrence": str(occurrence or "")}
    return _form(request, case, known_document(case, folder), values=values)


@router.post("/documents/{folder}/add", response_model=None)
def add(request: Request, case: TheCase, site: TheSite, folder: Folder, fields: Fields) -> Response:
    """Add a claim by its exact characters."""
    document = known_document(case, folder)
    given = {name: fields[name] for name in TYPED if name != "kind" and fields.get(name)}
    number = fields.get("occurrence", "")
    missed = Missed(
        document=folder,
        quote=fields.get("quote", "").replace("\r\n", "\n"),
        kind=fields.get("kind", ""),
        fields=given,
        occurrence=int(number) if number.isdecimal() else None,
    )
    try:
        made = add_claim(case, missed, site.act(), note=fields.get("note") or None)
    except HoldfireError as error:
        return _form(request, case, document, values=dict(fields), problem=str(error))
    return RedirectResponse(f"/documents/{folder}#{made.claim}", 303)


def known_document(case: Case, folder: str) -> Document:
    """Find a document; answer 404 where there is none."""
    found = next((one for one in reading.documents(case) if one.folder == folder), None)
    if found is None:
        raise HTTPException(404, "This case has no such document.")
    return found


def known_listed(case: Case, wanted: str) -> Claim:
    """Find a claim as people left it; answer 404 where none is listed."""
    found = next((claim for claim in reading.claims(case) if claim.id == wanted), None)
    if found is None:
        raise HTTPException(404, f"No claim of this case is called {wanted}.")
    return found


def typed_fields(claim: Claim, names: Mapping[str, str]) -> dict[str, str]:
    """Write a claim's fields as they are typed; a name with a comma in it would be two, so its id stands."""

    def side(ids: tuple[str, ...]) -> str:
        return ", ".join(one if "," in names.get(one, one) else names.get(one, one) for one in ids)

    return {
        "kind": claim.kind,
        "side_a": side(claim.side_a),
        "side_b": side(claim.side_b),
        "against": side(claim.against),
        "places": ", ".join(place.name for place in claim.places),
        "date": "" if claim.date is None else f"{claim.date[0]}..{claim.date[1]}",
        "modality": claim.modality.value,
        "attribution": " via ".join(link.source for link in claim.attribution),
    }


def _form(
    request: Request,
    case: Case,
    about: Claim | Document,
    *,
    values: Mapping[str, str] | None = None,
    problem: str | None = None,
) -> HTMLResponse:
    """Render the form of a claim that is mended, or of one that is added to a document."""
    claim = about if isinstance(about, Claim) else None
    folder = claim.document if claim else about.folder if isinstance(about, Document) else ""
    known = reading.registry(case)
    if values is None:
        values = typed_fields(claim, known.names) if claim else {}
    return page(
        request,
        case,
        "claim_form.html",
        key="documents",
        status=422 if problem else 200,
        claim=claim,
        folder=folder,
        values={**dict.fromkeys((*TYPED, "quote", "occurrence", "note"), ""), **values},
        kinds=KINDS,
        modalities=tuple(Modality),
        actors=known.actors,
        problem=problem,
    )
