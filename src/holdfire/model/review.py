"""What people decided about a claim, and what the decisions of several people on one claim come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import cast

from holdfire.model.claim import SYMMETRIC_KINDS, Claim, ClaimStatus

CODER = "review"  # the coder of a claim that people stand by and no coder proposes


class Decision(StrEnum):
    """What a person decided; undo takes back what the same person decided before."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    UNDO = "undo"


KEEPS: Mapping[Decision, str] = {
    Decision.ACCEPT: "accepts",
    Decision.CORRECT: "corrects",
    Decision.ADD: "added",
}
"""Decisions by which a reviewer stands by a claim, with the verb of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision; a later one of the same person on the same claim replaces it.

    seen: the claim as it stood before the reviewer (for `add`: as the reviewer made it), so that the decision
    can be found again by its document, place and characters. made: the claim as corrected.
    """

    claim: str
    decision: Decision
    by: str
    at: str
    note: str | None = None
    seen: Claim
    made: Claim | None = None

    @property
    def reading(self) -> Claim | None:
        """The claim that the reviewer stands by; None where they stand by none."""
        return (self.made or self.seen) if self.decision in KEEPS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field in which two readings of a claim differ, in the forms of the claim's JSON."""

    field: str
    before: object
    after: object


def differences(one: Claim, other: Claim) -> tuple[FieldChange, ...]:
    """List the fields in which two readings differ for a reader.

    Who coded it, by which rules and with what confidence is no difference, nor are the coordinates that a
    table has for a place of the same name. Sides of symmetric kinds compare without order.
    """
    before, after = _substance(one), _substance(other)
    same_sides = one.kind in SYMMETRIC_KINDS and _sides(one) == _sides(other)
    return tuple(
        FieldChange(field=field, before=before[field], after=after[field])
        for field in before
        if before[field] != after[field] and not (same_sides and field in ("side_a", "side_b"))
    )


def _sides(claim: Claim) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(tuple(sorted(side)) for side in (claim.side_a, claim.side_b)))


def _substance(claim: Claim) -> dict[str, object]:
    return {
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "side_a": sorted(claim.side_a),
        "side_b": sorted(claim.side_b),
        "against": sorted(claim.against),
        "places": [place.name for place in claim.places],
        "date": claim.date,
        "date_basis": claim.date_basis,
        "attribution": [(link.source, link.relation, link.start, link.end) for link in claim.attribution],
        "modality": claim.modality,
        "figures": dict(claim.figures),
        "footnotes": claim.footnotes,
    }


def standing(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Take the latest decision of each reviewer on one claim, in the order of reviewers' first ones."""
    latest: dict[str, Review] = {}
    for review in reviews:
        latest[review.by] = review
    return tuple(review for review in latest.values() if review.decision is not Decision.UNDO)


def settled(proposed: Claim | None, decisions: Sequence[Review]) -> Claim | None:
    """Give the claim that a reader sees after people's decisions; None where nobody stands by one.

    All stand by one reading: it is accepted, whatever a coder reads now. All reject: it is rejected, as long
    as the coder reads what was rejected; another reading is a new proposal. Reviewers who differ: the claim
    stays proposed, as the coder has it, and `review_note` says who decided what. A rejection of one reading
    says nothing against another.

    Parameters
    ----------
    proposed
        What a coder proposes now; None where none does.
    decisions
        As `standing` gives them, one or more.
    """
    kept = [review for review in decisions if review.reading is not None]
    if not kept:
        return _rejected(proposed, decisions)
    last = kept[-1].reading or kept[-1].seen
    against = [review for review in decisions if review.reading is None and _is_against(review, kept)]
    if against or any(differences(last, review.reading or review.seen) for review in kept):
        told = ", ".join(f"{r.by} {KEEPS.get(r.decision, 'rejects')} it" for r in decisions)
        return replace(
            proposed or replace(last, coder=CODER),
            status=ClaimStatus.PROPOSED,
            review_note=f"reviewers differ: {told}",
        )
    return _accepted(proposed, last, kept[-1])


def _is_against(rejection: Review, kept: Iterable[Review]) -> bool:
    """Say whether what was rejected is what others stand by, or what they saw when they corrected it."""
    read = (reading for review in kept for reading in (review.seen, review.made) if reading is not None)
    return any(not differences(rejection.seen, reading) for reading in read)


def _rejected(proposed: Claim | None, decisions: Sequence[Review]) -> Claim | None:
    if proposed is None:
        return None
    for review in decisions:
        if changed := differences(review.seen, proposed):
            note = f"{review.by} rejected another reading of it: {fields_in_words(changed)} changed since"
            return replace(proposed, status=ClaimStatus.PROPOSED, review_note=note)
    return replace(proposed, status=ClaimStatus.REJECTED)


def _accepted(proposed: Claim | None, reading: Claim, review: Review) -> Claim:
    if proposed is None:
        return replace(reading, coder=CODER, status=ClaimStatus.ACCEPTED)
    if not differences(reading, proposed):
        return replace(proposed, status=ClaimStatus.ACCEPTED)
    changed = () if review.decision is Decision.ADD else differences(review.seen, proposed)
    note = f"{proposed.coder} reads {fields_in_words(changed)} otherwise" if changed else None
    return replace(
        reading,
        coder=proposed.coder,
        rules=proposed.rules,
        confidence=proposed.confidence,
        status=ClaimStatus.ACCEPTED,
        review_note=note,
    )


def fields_in_words(changes: Iterable[FieldChange]) -> str:
    """Name the fields of changes; a moved span is one thing."""
    names = dict.fromkeys("quote" if c.field in ("start", "end") else c.field for c in changes)
    return ", ".join(names)


def change_in_words(change: FieldChange) -> str:
    """Write one change: kind deal → truce."""
    return f"{change.field} {_in_words(change.before)} → {_in_words(change.after)}"


def _in_words(value: object) -> str:
    if isinstance(value, list | tuple):
        parts = cast("Sequence[object]", value)
        dates = all(isinstance(part, date) for part in parts)
        return (".." if dates else ", ").join(map(_in_words, parts)) or "none"
    return "none" if value is None else str(value)
