"""The ledger of deals as a screen: one card a deal, every word of it linked to where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from holdfire.dossier.words import kind_name, party
from holdfire.inquiry import reading
from holdfire.inquiry.dealing import deals as read_deals
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.deal import Deal, InReturn, Kept, Standing, Term, Words
from holdfire.model.document import Document
from holdfire.web.api import Party, known_deals
from holdfire.web.labels import labels_of
from holdfire.web.site import DealKind, TheCase
from holdfire.web.templating import page

router = APIRouter(include_in_schema=False)

STANDING_WORD: Mapping[Standing, str] = {
    Standing.PUT_FORWARD: "put forward",
    Standing.DENIED: "denied by all who tell of it",
    Standing.DISPUTED: "put forward and denied",
}
RETURN_WORD: Mapping[InReturn, str] = {
    InReturn.STATED: "stated",
    InReturn.DENIED: "denied: nothing was given back",
    InReturn.DISPUTED: "disputed: accounts differ",
    InReturn.NOT_MENTIONED: "not mentioned",
}
KEPT_WORD: Mapping[Kept, str] = {
    Kept.KEPT: "kept",
    Kept.BROKEN: "broken",
    Kept.DISPUTED: "disputed: accounts differ",
    Kept.UNKNOWN: "nothing is said of how it went",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document with the address of their place in the reader, and who says them."""

    quote: str
    address: str
    says: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one party gives and gets, in words; empty lists where nothing is said."""

    name: str
    gives: tuple[str, ...]
    gets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealView:
    """A deal as its card shows it; terms are passages, `says` of each is who gives what to whom."""

    deal: Deal
    parties: str
    sides: tuple[Side, ...]
    told: tuple[Passage, ...]
    terms: tuple[Passage, ...]
    guarantors: tuple[Passage, ...]
    return_said: tuple[Passage, ...]
    kept_said: tuple[Passage, ...]
    claims: tuple[Claim, ...]


@router.get("/deals")
def deals(request: Request, case: TheCase, kind: DealKind, party: Party) -> HTMLResponse:
    """List what armed sides are said to have given one another, of one kind or side if asked."""
    found = known_deals(case, kind=kind, party=party)
    every = read_deals(case) if kind or party else found
    labels = labels_of(case)
    claims = {claim.id: claim for claim in reading.claims(case)} if every else {}
    documents = {one.folder: one for one in reading.documents(case)}
    views = [_Viewing(one, claims, documents, labels).view() for one in found]
    sides = {side: labels.get(side, side) for one in every for side in one.parties}
    return page(
        request,
        case,
        "deals.html",
        key="deals",
        views=views,
        total=len(every),
        kind=kind,
        party=party,
        kinds=sorted({name for one in every for name in one.kinds}),
        sides=sorted(sides.items(), key=lambda pair: pair[1]),
        rejected=sum(claim.status is ClaimStatus.REJECTED for claim in claims.values()),
        standing_word=STANDING_WORD,
        return_word=RETURN_WORD,
        kept_word=KEPT_WORD,
        documents=documents,
    )


@dataclass(frozen=True, slots=True)
class _Viewing:
    """One deal with what its card is made from."""

    deal: Deal
    every: Mapping[str, Claim]
    documents: Mapping[str, Document]
    labels: Mapping[str, str]

    def view(self) -> DealView:
        deal = self.deal
        return DealView(
            deal=deal,
            parties=party(deal.parties, self.labels),
            sides=tuple(map(self._side, deal.parties)),
            told=tuple(self._passage(words) for words in deal.told),
            terms=tuple(self._passage(term.words, self._way(term)) for term in deal.terms),
            guarantors=tuple(self._passage(g.words, g.role) for g in deal.guarantors),
            return_said=tuple(self._passage(said.words, said.says) for said in deal.return_said),
            kept_said=tuple(self._passage(said.words, said.says) for said in deal.kept_said),
            claims=self._claims(),
        )

    def _claims(self) -> tuple[Claim, ...]:
        return tuple(self.every[claim] for claim in self.deal.claims if claim in self.every)

    def _side(self, name: str) -> Side:
        gives = [self._short(t, "to", t.receiver) for t in self.deal.gives(name)]
        gets = [self._short(t, "from", t.giver) for t in self.deal.gets(name)]
        return Side(name=self._name((name,)), gives=_once(gives), gets=_once(gets))

    def _short(self, term: Term, word: str, other: tuple[str, ...]) -> str:
        whose = f", {word} {self._name(other)}" if other and term.giver != term.receiver else ""
        return f"{_what(term)}{whose}"

    def _way(self, term: Term) -> str:
        if term.giver == term.receiver:
            return f"{self._name(term.giver)}: {_what(term)}"
        return f"{self._name(term.giver)} → {self._name(term.receiver)}: {_what(term)}"

    def _name(self, side: tuple[str, ...]) -> str:
        return party(side, self.labels) if side else "side not said"

    def _passage(self, words: Words, says: str = "") -> Passage:
        document = self.documents[words.document]
        who = " ← ".join(f"“{one}”" for one in reversed(words.said_by))
        return Passage(
            quote=words.quote,
            address=f"/documents/{words.document}{self._anchor(words)}",
            says=says,
            by=f"{f'said by {who} in' if who else 'the author’s own words in'} {_title(document)}",
        )

    def _anchor(self, words: Words) -> str:
        """Name the claim of this deal that holds a passage, else the one that stands nearest before it."""
        near = [claim for claim in self._claims() if claim.document == words.document]
        if not near:
            return ""
        best = min(near, key=lambda claim: (_apart(claim, words), claim.end - claim.start, claim.start))
        return f"#{best.id}"


def _apart(claim: Claim, words: Words) -> int:
    """Count the characters between a claim and a passage; 0 where the claim holds all of it."""
    return max(claim.start - words.start, 0) + max(words.end - claim.end, 0)


def _what(term: Term) -> str:
    return f"{kind_name(term.what)}{' (agreed)' if term.agreed else ''}"


def _once(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))


def _title(document: Document) -> str:
    return document.outlet or document.title or document.filename
