"""What a person decides about a claim goes into the case as a line of `reviews.jsonl`, and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from holdfire.case.act import Act
from holdfire.case.contents import document, documents, text_of
from holdfire.case.folder import Case
from holdfire.case.reviewed import REVIEWS, reviewed_claims, reviews
from holdfire.errors import AnchorError, Problem, ReviewError
from holdfire.intake.appending import append_line
from holdfire.intake.corrections import Corrections, Given, spanned
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.model.review import CODER, Decision, Review, differences, standing

NO_FIELDS: Mapping[str, Given] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A claim that no coder proposed: its document, its exact characters, its kind and other fields.

    occurrence: which one is meant, counted from 1, where the text has these characters several times.
    """

    document: str
    quote: str
    kind: str
    fields: Mapping[str, Given] = field(default_factory=dict[str, Given])
    occurrence: int | None = None


def review_claim(
    case: Case,
    claim: str,
    decision: Decision | str,
    act: Act,
    *,
    changes: Mapping[str, Given] = NO_FIELDS,
    note: str | None = None,
) -> Review:
    """Accept, reject or correct a claim, or undo the same person's decision; act says who decides, and when.

    Parameters
    ----------
    changes
        For a correction: field → value as it is typed (`side_a`: names with commas between, `date`: a day or
        `2017-10-01..2017-10-08`, `attribution`: "A via B" …).

    Raises
    ------
    ReviewError
        Where there is no such claim, a field can't be set (all of them are listed), or nothing would change.
    """
    chosen = _decision(decision)
    if changes and chosen is not Decision.CORRECT:
        raise ReviewError(f"to {chosen} a claim takes no fields; correct it instead")
    if chosen is Decision.UNDO:
        return _undone(case, claim, act, note)
    seen = _claim(case, claim)
    made = None
    if chosen is Decision.CORRECT:
        found = next(d for d in documents(case) if d.folder == seen.document)
        by = Corrections(case=case, text=text_of(case, found.folder), published=found.published)
        made = by.apply(seen, changes)
        if not differences(seen, made):
            raise ReviewError(f"{claim} reads so already: accept it, or name a field that is wrong")
    review = Review(claim=claim, decision=chosen, by=act.by, at=act.at, note=note, seen=seen, made=made)
    return _append(case, act, review)


def add_claim(case: Case, missed: Missed, act: Act, *, note: str | None = None) -> Review:
    """Add a claim that the coders missed, by its exact characters.

    Raises
    ------
    DocumentError
        Where no document, or more than one, has that name.
    ReviewError
        With every field that can't be; the quote among them where the text does not have it, or has it
        several times. Also where a claim says the same already.
    """
    found = document(case, missed.document)
    text = text_of(case, found.folder)
    by = Corrections(case=case, text=text, published=found.published, occurrence=missed.occurrence)
    problems: list[Problem] = []
    claim = _blank(found, text)
    try:
        claim = spanned(claim, text, by.find(missed.quote))
    except AnchorError as error:
        problems.append(Problem(file="quote", value=missed.quote, message=str(error)))
    try:
        claim = by.apply(claim, {"kind": missed.kind, **missed.fields})
    except ReviewError as error:
        problems += error.problems
    if problems:
        raise ReviewError("the claim can't be added; nothing was changed", problems)
    claim = replace(claim, id=_free_id(case, claim))
    review = Review(claim=claim.id, decision=Decision.ADD, by=act.by, at=act.at, note=note, seen=claim)
    return _append(case, act, review)


def _decision(wanted: Decision | str) -> Decision:
    given = [one for one in Decision if one is not Decision.ADD]
    if wanted not in given:
        raise ReviewError(f"a decision is one of {', '.join(given)}, not {wanted!r}")
    return Decision(wanted)


def _claim(case: Case, wanted: str) -> Claim:
    """Find a claim as a reviewer sees it, without what was decided of it."""
    found = next((c for c in reviewed_claims(case).claims if c.id == wanted), None)
    found = found or _let_go(case, wanted)
    if found is None:
        raise ReviewError(f"no claim is called {wanted}; holdfire claims lists them")
    return replace(found, status=ClaimStatus.PROPOSED, review_note=None)


def _let_go(case: Case, wanted: str) -> Claim | None:
    """Find a claim that is listed no more, since whoever stood by it let it go, so that they may again."""
    last = next((review for review in reversed(reviews(case)) if review.claim == wanted), None)
    texts = {(d.folder, d.text_sha256) for d in documents(case)}
    if last is None or (last.seen.document, last.seen.text_sha256) not in texts:
        return None
    return last.seen


def _undone(case: Case, claim: str, act: Act, note: str | None) -> Review:
    decisions = standing(review for review in reviews(case) if review.claim == claim)
    own = next((review for review in decisions if review.by == act.by), None)
    if own is None:
        others = ", ".join(review.by for review in decisions) or "nobody"
        raise ReviewError(f"{act.by} has decided nothing about {claim} (decided by: {others})")
    return _append(case, act, replace(own, decision=Decision.UNDO, at=act.at, note=note, made=None))


def _blank(found: Document, text: str) -> Claim:
    """Make a claim of the whole text, to be given its fields one by one."""
    return Claim(
        id="",
        document=found.folder,
        text_sha256=found.text_sha256,
        start=0,
        end=len(text),
        quote=text,
        prefix="",
        suffix="",
        kind="",
        side_a=(),
        side_b=(),
        coder=CODER,
        confidence=1.0,
    )


def _free_id(case: Case, claim: Claim) -> str:
    """Give the claim the first id of its place that no other claim has; refuse what is a claim already."""
    known = {c.id: c for c in reviewed_claims(case).claims if c.document == claim.document}
    for other in known.values():
        if not differences(other, replace(claim, id=other.id)):
            raise ReviewError(f"{other.id} says that already: accept it, or undo its rejection")
    taken = {*known, *(review.claim for review in reviews(case))}
    ordinal = 0
    while (wanted := claim_id(claim.document, claim.start, claim.end, claim.kind, ordinal)) in taken:
        ordinal += 1
    return wanted


def _append(case: Case, act: Act, review: Review) -> Review:
    detail = {"claim": review.claim, "decision": review.decision.value}
    append_line(case, REVIEWS, review, act, "review", detail=detail)
    return review
