"""The one deal that mentions make which stand together; accounts that differ stay side by side."""

from collections.abc import Iterable, Sequence
from datetime import date

from holdfire.claims.dealing import Mention
from holdfire.inquiry.joining import Speaking, days_of, plain_name
from holdfire.model.claim import Claim, ClaimPlace, DateBasis, Modality
from holdfire.model.deal import Deal, Standing, Term, Words, deal_id, in_return_of, kept_of

_RANK = ("evacuate", "exchange", "truce", "handover", "transit", "release", "trade", "withdraw", "deal")
_BASES = (DateBasis.STATED, DateBasis.RELATIVE, DateBasis.DOCUMENT)


def deal_of(group: Sequence[Speaking], because: tuple[str, ...]) -> Deal:
    """Make the one deal of mentions that stand together; accounts that differ stay side by side."""
    claims = [one.claim for one in group]
    mentions = [one.mention for one in group]
    guarantors = tuple(dict.fromkeys(g for m in mentions for g in m.guarantors))
    returns = tuple(sorted({a for m in mentions for a in m.returns}, key=lambda a: (a.words, a.says)))
    fates = tuple(sorted({a for m in mentions for a in m.fates}, key=lambda a: (a.words, a.says)))
    since_until, basis = _date(claims)
    kinds = sorted({claim.kind for claim in claims}, key=_RANK.index)
    return Deal(
        id=deal_id(tuple(claim.id for claim in claims)),
        kind=kinds[0],
        kinds=tuple(kinds),
        standing=_standing(claims),
        parties=tuple(sorted({party for m in mentions for party in m.parties})),
        guarantors=guarantors,
        date=since_until,
        date_basis=basis,
        places=_places(claims),
        told=tuple(_words(claim) for claim in claims),
        terms=_terms(mentions),
        in_return=in_return_of(returns),
        return_said=returns,
        kept=kept_of(fates),
        kept_said=fates,
        claims=tuple(claim.id for claim in claims),
        documents=tuple(dict.fromkeys(claim.document for claim in claims)),
        because=because,
    )


def _words(claim: Claim) -> Words:
    return Words(
        document=claim.document,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        said_by=tuple(link.source for link in claim.attribution),
    )


def _terms(mentions: Iterable[Mention]) -> tuple[Term, ...]:
    """List terms once each; of two readings of the same characters, the one that names more sides."""
    found: dict[tuple[object, ...], Term] = {}
    for term in (term for mention in mentions for term in mention.terms):
        key = (term.words.document, term.words.start, term.words.end, term.what)
        known = found.get(key)
        if known is None or len(known.giver) + len(known.receiver) < len(term.giver) + len(term.receiver):
            found[key] = term
    return tuple(found.values())


def _standing(claims: Iterable[Claim]) -> Standing:
    denied = {claim.modality is Modality.DENIED for claim in claims}
    if denied == {True}:
        return Standing.DENIED
    return Standing.DISPUTED if True in denied else Standing.PUT_FORWARD


def _date(claims: Sequence[Claim]) -> tuple[tuple[date, date] | None, DateBasis]:
    """Take the surest basis, of it what all share, or else all that the most exact ones span."""
    for basis in _BASES:
        dated = [claim.date for claim in claims if claim.date is not None and claim.date_basis is basis]
        if not dated:
            continue
        since, until = max(d[0] for d in dated), min(d[1] for d in dated)
        if since < until:
            return (since, until), basis
        exact = [d for d in dated if days_of(d) == min(map(days_of, dated))]
        return (min(d[0] for d in exact), max(d[1] for d in exact)), basis
    return None, DateBasis.NONE


def _places(claims: Iterable[Claim]) -> tuple[ClaimPlace, ...]:
    """List the places once each, those with coordinates before namesakes without."""
    found: dict[str, ClaimPlace] = {}
    for place in (place for claim in claims for place in claim.places):
        known = found.get(plain_name(place.name))
        if known is None or (known.lat is None and place.lat is not None):
            found[plain_name(place.name)] = place
    return tuple(found.values())
