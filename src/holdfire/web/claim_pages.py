"""The screens on which claims are read and decided: one document, and the claims of all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from holdfire.case.contents import layout_of
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviews
from holdfire.inquiry import reading
from holdfire.intake.coding import Coding
from holdfire.intake.review import review_claim
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.review import Decision, Review, standing
from holdfire.web.api import known_claim
from holdfire.web.document_rows import coding_of, dropped_words, facts_of, uncoded_because
from holdfire.web.highlights import chunked, marked
from holdfire.web.labels import labels_of
from holdfire.web.reader_pages import known_document
from holdfire.web.site import ClaimId, Fields, Folder, Kind, TheCase, TheSite
from holdfire.web.templating import page, part
from holdfire.web.wording import family_counts

router = APIRouter(include_in_schema=False)
CARDS = 200  # that a page has; the rest follows
BY_BUTTON = (Decision.ACCEPT, Decision.REJECT, Decision.UNDO)


def known_status(status: str | None = Query(None, description="only claims that stand so")) -> str | None:
    """Take a claim's standing from the address; nothing chosen is all, an unknown one answers 404."""
    if not status:
        return None
    if status not in tuple(ClaimStatus):
        raise HTTPException(404, f"Claims are {', '.join(ClaimStatus)}, and never {status}.")
    return status


Start = Annotated[int, Query(ge=0, le=10_000_000, description="number of the first card, from 0")]
Status = Annotated[str | None, Depends(known_status)]


@router.get("/documents/{folder}")
def document(request: Request, case: TheCase, folder: Folder, start: Start = 0) -> HTMLResponse:
    """Show one document: its text with the claims marked, and a card for each."""
    found = known_document(case, folder)
    claims = reading.claims(case, document=folder)
    layout, coding = layout_of(case, folder), coding_of(found, case)
    return page(
        request,
        case,
        "document.html",
        key="documents",
        document=found,
        blocks=list(chunked(marked(reading.text_of(case, folder), claims, layout))),
        facts=facts_of(found, len(layout.pages)),
        uncoded=uncoded_because(found, case),
        dropped=dropped_words(coding),
        families=family_counts(claims),
        **_cards(case, claims, start, coding),
    )


@router.get("/documents/{folder}/cards")
def cards(request: Request, case: TheCase, folder: Folder, start: Start = 0) -> HTMLResponse:
    """Show cards of a document's claims from a number on; the reader fetches them once its text is there."""
    found = known_document(case, folder)
    claims = reading.claims(case, document=folder)
    words = _cards(case, claims, start, coding_of(found, case))
    return part(request, "cards_part.html", document=found, **words)


def _cards(case: Case, claims: Sequence[Claim], start: int, coding: Coding | None) -> dict[str, Any]:
    """Gather what the cards of some claims of a document need; after: number of the first claim left out."""
    shown = claims[start : start + CARDS]
    return {
        "claims": shown,
        "total": len(claims),
        "start": start,
        "after": start + len(shown) if start + len(shown) < len(claims) else None,
        "decisions": decisions_of(case),
        "labels": labels_of(case, coding.proposals if coding else ()),
    }


@router.get("/claims")
def claims(request: Request, case: TheCase, kind: Kind, status: Status) -> HTMLResponse:
    """List the claims of all documents, of one kind and of one standing if asked."""
    every = reading.claims(case)
    chosen = [c for c in every if kind in (None, c.kind) and status in (None, c.status)]
    return page(
        request,
        case,
        "claims.html",
        key="claims",
        kind=kind,
        standing=status,
        statuses=tuple(ClaimStatus),
        claims=chosen,
        kinds=sorted({claim.kind for claim in every}),
        total=len(every),
        decisions=decisions_of(case),
        titles={d.folder: d for d in reading.documents(case)},
        labels=labels_of(case),
    )


@router.post("/claims/{claim}/review")
def decide(case: TheCase, site: TheSite, claim: ClaimId, fields: Fields) -> RedirectResponse:
    """Keep what a person decides about a claim, and show where they were."""
    known_claim(case, claim)
    if fields.get("decision") not in BY_BUTTON:
        raise HTTPException(404, "A button accepts a claim, rejects it or takes the decision back.")
    made = review_claim(case, claim, fields["decision"], site.act())
    if fields.get("from") == "list":
        kept = {name: fields[name] for name in ("kind", "status") if fields.get(name)}
        return RedirectResponse(f"/claims{f'?{urlencode(kept)}' if kept else ''}#{claim}", 303)
    return RedirectResponse(f"/documents/{made.seen.document}#{claim}", 303)


def decisions_of(case: Case) -> Mapping[str, tuple[Review, ...]]:
    """Map claims to the decisions that stand on them, each reviewer's latest."""
    by_claim: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews(case):
        by_claim[review.claim].append(review)
    return {claim: standing(group) for claim, group in by_claim.items()}
