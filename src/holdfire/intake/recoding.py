"""What coding a document again would change: claims that go, that come, that read otherwise."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from holdfire.case.reviewed import attached
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.review import FieldChange, Review, differences, fields_in_words
from holdfire.model.span import Span

Change = Literal["gone", "new", "changed"]
CHANGES: tuple[Change, ...] = ("gone", "new", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """One claim that coding again changes; fields are those that read otherwise, before and after.

    claim: its id as it is stored, for a new one as it would be. becomes: its id after a change.
    reviewed: who has decided about it; their decisions stay.
    """

    change: Change
    claim: str
    becomes: str | None
    document: str
    folder: str
    kind: str
    quote: str
    coder: str
    fields: tuple[FieldChange, ...]
    reviewed: tuple[str, ...]

    def sentence(self) -> str:
        """Say it in a line for a reader."""
        fields = f" ({fields_in_words(self.fields)})" if self.fields else ""
        by = f", reviewed by {', '.join(self.reviewed)}" if self.reviewed else ""
        return f"{self.change} {self.claim} {self.kind}{fields}{by}: “{' '.join(self.quote.split())}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """The changes of several documents, in their order."""

    changes: tuple[ClaimChange, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The folders of the documents whose claims change."""
        return tuple(dict.fromkeys(change.folder for change in self.changes))

    @property
    def reviewed(self) -> int:
        """How many reviewed claims go or change."""
        return sum(bool(change.reviewed) for change in self.changes)

    def summary(self) -> str:
        """Count the changes: 1 claim gone, 2 new, 3 changed in 2 documents; 1 of them reviewed."""
        counted = Counter(change.change for change in self.changes)
        said = ", ".join(f"{counted[change]} {change}" for change in CHANGES)
        documents = f"{len(self.documents)} document{'s' if len(self.documents) != 1 else ''}"
        return f"claims of {documents}: {said}; reviewed among them: {self.reviewed}"


def claim_changes(
    document: Document,
    stored: Sequence[Claim],
    coded: Sequence[Claim],
    decided: Mapping[str, Sequence[Review]],
) -> tuple[ClaimChange, ...]:
    """Compare what is stored of a document with what the coders make of it now.

    A claim is the same one if it has the same id, else the same kind and characters, else the same
    characters, else the same kind on characters that overlap; what is left is gone, or new.

    Parameters
    ----------
    decided
        The standing decisions by the id of the stored claim.
    """
    pairs = _pairs(stored, coded)
    matched = {after.id for after in pairs.values()}
    found: list[ClaimChange] = []
    for before in stored:
        reviewers = tuple(review.by for review in decided.get(before.id, ()))
        after = pairs.get(before.id)
        if after is None:
            found.append(_change("gone", before, document, reviewed=reviewers))
        elif fields := differences(before, after):
            found.append(_change("changed", before, document, after=after, fields=fields, reviewed=reviewers))
    found += [_change("new", claim, document) for claim in coded if claim.id not in matched]
    return tuple(found)


def _pairs(stored: Sequence[Claim], coded: Sequence[Claim]) -> dict[str, Claim]:
    """Map ids of stored claims to the claims that they become."""
    pairs = attached(coded, {claim.id: (claim,) for claim in stored})
    for alike in (_same_characters, _same_kind_and_overlapping):
        taken = {claim.id for claim in pairs.values()}
        rest = [claim for claim in stored if claim.id not in pairs]
        pairs |= _first_fits(rest, [claim for claim in coded if claim.id not in taken], alike)
    return pairs


def _first_fits(
    stored: Iterable[Claim], coded: Iterable[Claim], alike: Callable[[Claim, Claim], bool]
) -> dict[str, Claim]:
    free = list(coded)
    found: dict[str, Claim] = {}
    for before in stored:
        if (after := next((claim for claim in free if alike(before, claim)), None)) is not None:
            found[before.id] = after
            free.remove(after)
    return found


def _same_characters(one: Claim, other: Claim) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _same_kind_and_overlapping(one: Claim, other: Claim) -> bool:
    spans = (Span(start=claim.start, end=claim.end) for claim in (one, other))
    return one.kind == other.kind and next(spans).overlaps(next(spans))


def _change(
    change: Change,
    claim: Claim,
    document: Document,
    *,
    after: Claim | None = None,
    fields: tuple[FieldChange, ...] = (),
    reviewed: Collection[str] = (),
) -> ClaimChange:
    return ClaimChange(
        change=change,
        claim=claim.id,
        becomes=after.id if after is not None else None,
        document=document.filename,
        folder=document.folder,
        kind=claim.kind,
        quote=claim.quote,
        coder=(after or claim).coder,
        fields=fields,
        reviewed=tuple(reviewed),
    )
