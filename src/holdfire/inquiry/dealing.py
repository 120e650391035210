"""The ledger of deals: what a case's documents say was given, got, promised and kept between armed sides."""

from collections.abc import Sequence

from holdfire.actors.registry import Registry
from holdfire.case.contents import actors, documents, layout_of, refusals, text_of
from holdfire.case.contents import document as find_document
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviewed_claims
from holdfire.claims.dealing import read_mentions
from holdfire.claims.segments import unmarked
from holdfire.errors import InputError, QuestionError
from holdfire.inquiry.dealt import deal_of
from holdfire.inquiry.joining import Speaking, joined
from holdfire.lexicon import Lexicon
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.deal import DEAL_KINDS, PART_KINDS, Deal
from holdfire.model.document import Document
from holdfire.model.ids import slug


def deals(
    case: Case, *, document: str | None = None, kind: str | None = None, party: str | None = None
) -> tuple[Deal, ...]:
    """List the deals that the claims of a case tell of, dated ones first; rejected claims are left out.

    Parameters
    ----------
    document
        Only deals of which this document speaks: its file name, its folder's name or 12 digits of that.
    kind
        Only deals of this kind: evacuate, truce, exchange, trade, transit, release, handover, deal.
    party
        Only deals of this side: an actor id, its name or an alias.

    Raises
    ------
    InputError
        Where there is no such kind, side or document.
    """
    if kind is not None and kind not in (*DEAL_KINDS, *PART_KINDS):
        raise InputError(
            f"no kind of deal is called {kind}; there are: {', '.join((*DEAL_KINDS, *PART_KINDS))}"
        )
    folder = find_document(case, document).folder if document is not None else None
    ledger = _ledger(case)
    side = _side(case, party, ledger) if party is not None else None
    return tuple(
        one
        for one in ledger
        if (folder is None or folder in one.documents)
        and (kind is None or kind in one.kinds)
        and (side is None or side in one.parties)
    )


def deal(case: Case, wanted: str) -> Deal:
    """Find a deal by its id; raise QuestionError where there is none."""
    found = next((one for one in _ledger(case) if one.id == wanted), None)
    if found is None:
        raise QuestionError(f"no deal is called {wanted}; holdfire deals lists them")
    return found


def _side(case: Case, named: str, ledger: Sequence[Deal]) -> str:
    """Name a party by id, name or alias; one that no registry lists goes by the id that claims use."""
    parties = {party for one in ledger for party in one.parties}
    for known in (named, slug(named)):
        if known in parties:
            return known
    return Registry(actors(case)).find(named).id


def _ledger(case: Case) -> tuple[Deal, ...]:
    lexicon = Lexicon(actors(case), (), refusals(case))
    by_document: dict[str, list[Claim]] = {}
    for claim in reviewed_claims(case).claims:
        if claim.status is not ClaimStatus.REJECTED:
            by_document.setdefault(claim.document, []).append(claim)
    speaking = [
        one
        for document in documents(case)
        if any(claim.kind in (*DEAL_KINDS, *PART_KINDS) for claim in by_document.get(document.folder, ()))
        for one in _speaking(case, document, by_document[document.folder], lexicon)
    ]
    found = [deal_of(group, because) for group, because in joined(speaking)]
    return tuple(sorted(found, key=_order))


def _speaking(case: Case, document: Document, claims: Sequence[Claim], lexicon: Lexicon) -> list[Speaking]:
    text = text_of(case, document.folder)
    names = lexicon.read(unmarked(text), document.published)
    order = f"{document.published or '9999'} {document.folder}"
    return [
        Speaking(mention=mention, published=document.published, order=(order, n))
        for n, mention in enumerate(read_mentions(claims, text, names, layout_of(case, document.folder)))
    ]


def _order(one: Deal) -> tuple[bool, str, str]:
    return one.date is None, one.date[0].isoformat() if one.date else "", one.id
