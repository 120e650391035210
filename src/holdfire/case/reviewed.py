"""Claims as people left them: what the coders propose, with every decision of `reviews.jsonl` on it.

Every reader of claims comes through `reviewed_claims`. Claims and decisions are checked against the text's
characters on every read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.case.contents import actors, documents, text_of
from holdfire.case.folder import Case
from holdfire.errors import AnchorError
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.ids import slug
from holdfire.model.review import Decision, Review, settled, standing
from holdfire.model.span import Span, anchor, nearest, quote
from holdfire.records.values import read_lines

REVIEWS = "reviews.jsonl"
UNPROPOSED, LOST = "no coder proposes it any more", "its characters are not in the text any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A reviewed claim that no coder proposes any more; shown: it stays as a claim of its own."""

    seen: Claim
    decisions: tuple[Review, ...]
    why: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaims:
    """Claims in the order of documents and texts; behind maps a claim's id to the coder's proposal."""

    claims: tuple[Claim, ...]
    behind: Mapping[str, Claim]
    orphans: tuple[Orphan, ...]


def proposed_claims(case: Case, folder: str) -> tuple[Claim, ...]:
    """Read what the coders propose for one document, without what people decided.

    Raises
    ------
    AnchorError
        Where a quote does not stand where its claim says; names file and line.
    """
    name = f"documents/{folder}/claims.jsonl"
    if name not in case.logged():
        return ()
    found = read_lines(case.read(name), Claim, source=name)
    if found:
        _check_anchors(found, text_of(case, folder), name)
    return found


def reviews(case: Case) -> tuple[Review, ...]:
    """Read every decision, oldest first; none where nobody has reviewed anything."""
    if REVIEWS not in case.logged():
        return ()
    return read_lines(case.read(REVIEWS), Review, source=REVIEWS)


def reviewed_claims(case: Case, wanted: Iterable[Document] | None = None) -> ReviewedClaims:
    """Read the claims of documents (of all, if none are given) as people left them.

    A decision goes with the claim of its id; else with the one of the same kind and the same characters that
    stands nearest to where it was made; else it is an orphan. A claim keeps the id under which it was
    reviewed.

    Raises
    ------
    AnchorError
        Where a claim or a decision is not in the text where it says; names file and line.
    """
    every = documents(case)
    chosen = every if wanted is None else tuple(wanted)
    by_folder = _grouped(reviews(case))
    ids = _ids_by_name(case)
    claims: list[Claim] = []
    behind: dict[str, Claim] = {}
    orphans: list[Orphan] = []
    for document in chosen:
        one = _Reviewed(
            proposed=proposed_claims(case, document.folder),
            decisions=by_folder.get(document.folder, {}),
            text=text_of(case, document.folder) if document.folder in by_folder else "",
            text_sha256=document.text_sha256,
            ids=ids,
        )
        found, proposals, left = one.settle()
        claims += found
        behind |= proposals
        orphans += left
    if wanted is None:
        orphans += _without_document(by_folder, {document.folder for document in every})
    return ReviewedClaims(claims=tuple(claims), behind=behind, orphans=tuple(orphans))


def attached(proposed: Sequence[Claim], seen: Mapping[str, Sequence[Claim]]) -> dict[str, Claim]:
    """Find each known claim among newly proposed ones: by id, else by kind and characters, nearest first.

    Parameters
    ----------
    seen
        A claim's id → the readings by which it can be found. Each proposal is found at most once.
    """
    by_id = {claim.id: claim for claim in proposed}
    found = {wanted: by_id[wanted] for wanted in seen if wanted in by_id}
    taken = {claim.id for claim in found.values()}
    for wanted, readings in seen.items():
        if wanted in found:
            continue
        alike = [
            (abs(claim.start - reading.start), claim.start, n)
            for reading in readings
            for n, claim in enumerate(proposed)
            if claim.id not in taken and (claim.kind, claim.quote) == (reading.kind, reading.quote)
        ]
        if alike:
            found[wanted] = proposed[min(alike)[2]]
            taken.add(found[wanted].id)
    return found


Groups = Mapping[str, Sequence[tuple[int, Review]]]


def _grouped(every: Sequence[Review]) -> dict[str, Groups]:
    """Sort decisions by document and claim, each with its line; claims on which no decision stands go."""
    grouped: defaultdict[str, defaultdict[str, list[tuple[int, Review]]]]
    grouped = defaultdict(lambda: defaultdict(list))
    for line, review in enumerate(every, start=1):
        grouped[review.seen.document][review.claim].append((line, review))
    kept: dict[str, Groups] = {}
    for folder, groups in grouped.items():
        standing_ones = {claim: rows for claim, rows in groups.items() if standing(r for _, r in rows)}
        if standing_ones:
            kept[folder] = standing_ones
    return kept


def _without_document(by_folder: Mapping[str, Groups], known: Collection[str]) -> Iterator[Orphan]:
    for folder, groups in by_folder.items():
        if folder not in known:
            for rows in groups.values():
                decisions = standing(review for _, review in rows)
                why = "its document is not in the case"
                yield Orphan(seen=rows[0][1].seen, decisions=decisions, why=why, shown=False)


def _ids_by_name(case: Case) -> dict[str, str]:
    """Map what ids of unlisted sides are made of to the actor who has that name by now, where it is one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors(case):
        for name in (actor.id, actor.name, *actor.aliases):
            found[slug(name)].add(actor.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reviewed:
    """One document's proposals and decisions."""

    proposed: Sequence[Claim]
    decisions: Groups
    text: str
    text_sha256: str
    ids: Mapping[str, str]

    def settle(self) -> tuple[list[Claim], dict[str, Claim], list[Orphan]]:
        """Put decisions on claims: the claims in the order of the text, their proposals, the orphans."""
        readings = {
            wanted: [r for _, review in rows for r in (review.seen, review.made) if r is not None]
            for wanted, rows in self.decisions.items()
        }
        found = attached(self.proposed, readings)
        reviewed = {claim.id for claim in found.values()}
        claims = [claim for claim in self.proposed if claim.id not in reviewed]
        behind = {claim.id: claim for claim in claims}
        orphans: list[Orphan] = []
        for wanted, rows in self.decisions.items():
            proposal = found.get(wanted)
            decisions = standing(self._current(line, review) for line, review in rows)
            claim, lost = self._placed(settled(proposal, decisions))
            if claim is not None:
                claims.append(replace(claim, id=wanted))
            if proposal is not None:
                behind[wanted] = proposal
            elif lost or all(d.decision is not Decision.ADD for d in decisions):
                why = LOST if lost else UNPROPOSED
                seen = rows[0][1].seen
                orphans.append(Orphan(seen=seen, decisions=decisions, why=why, shown=claim is not None))
        return sorted(claims, key=lambda c: (c.start, c.end, c.kind)), behind, orphans

    def _current(self, line: int, review: Review) -> Review:
        """Check a decision's characters, and call its sides as the registry does by now."""
        for reading in (review.seen, review.made):
            if reading is not None and reading.text_sha256 == self.text_sha256:
                _check_anchors([reading], self.text, REVIEWS, first=line)
        made = self._named(review.made) if review.made is not None else None
        return replace(review, seen=self._named(review.seen), made=made)

    def _named(self, claim: Claim) -> Claim:
        known = set(self.ids.values())

        def named(side: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(one if one in known else self.ids.get(one, one) for one in side)

        return replace(
            claim, side_a=named(claim.side_a), side_b=named(claim.side_b), against=named(claim.against)
        )

    def _placed(self, claim: Claim | None) -> tuple[Claim | None, bool]:
        """Put a claim that was made on an older text layer where its characters stand now; True: nowhere."""
        if claim is None or claim.text_sha256 == self.text_sha256:
            return claim, False
        start = nearest(self.text, claim.quote, claim.start)
        if start is None:
            return None, True
        span = Span(start=start, end=start + len(claim.quote))
        around = quote(self.text, span)
        moved = replace(
            claim,
            text_sha256=self.text_sha256,
            start=span.start,
            end=span.end,
            prefix=around.prefix,
            suffix=around.suffix,
            attribution=(),  # where its speakers stand by now, nobody has said
        )
        return moved, False


def _check_anchors(found: Iterable[Claim], text: str, name: str, *, first: int = 1) -> None:
    for row, claim in enumerate(found, start=first):
        try:
            anchor(text, claim.quote, Span(start=claim.start, end=claim.end))
        except AnchorError as error:
            raise AnchorError(f"{name}, line {row}: {error}") from error
