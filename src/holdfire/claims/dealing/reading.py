"""Which sentences speak of which deal, and what they say of it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from holdfire.claims.dealing.antecedents import Told, answers, returns_of_others, taken_up
from holdfire.claims.dealing.fates import read_fates, read_returns
from holdfire.claims.dealing.guarantors import guarantors
from holdfire.claims.dealing.mention import Mention, Pieces, nested
from holdfire.claims.dealing.sentence import Sentence, sentence_of
from holdfire.claims.dealing.terms import read_terms
from holdfire.claims.dealing.told import told_terms
from holdfire.claims.dealing.words import deal_words
from holdfire.claims.segments import SILENT, TELLING, Role, segments
from holdfire.lexicon import Names
from holdfire.lexicon.names import Found
from holdfire.lexicon.normal import normalise
from holdfire.model.claim import Claim, Modality
from holdfire.model.deal import DEAL_KINDS, PART_KINDS, Account, Term
from holdfire.model.layout import NO_LAYOUT, Layout

_GROUND = re.compile(r"(?<![\w-])(?:in|from|into|across|inside|near|through|of|to) (?:the )?$")


def read_mentions(
    claims: Sequence[Claim], text: str, names: Names, layout: Layout = NO_LAYOUT
) -> tuple[Mention, ...]:
    """Read what a document says of the deals that its claims tell of.

    Parameters
    ----------
    claims
        All claims of the document, not only those of deals: they say who says what.
    text, names, layout
        The text layer, what it names (read from the same text) and how it is laid out.
    """
    sentences = _sentences(claims, text, names, layout)
    told = _told(claims, sentences)
    by_sentence: dict[int, list[Told]] = {}
    for one in told:
        by_sentence.setdefault(one.sentence.number, []).append(one)
    pieces = {one.claim.id: Pieces() for one in told}
    last: list[Told] = []
    for sentence in sentences:
        own = by_sentence.get(sentence.number, [])
        for one in own:
            _read_own(one, own, pieces[one.claim.id])
        if not own and sentence.tells and (antecedent := taken_up(sentence, last)) is not None:
            one, why = antecedent
            _read_further(sentence, one, pieces[one.claim.id], why)
        returns_of_others(sentence, own, last, pieces)
        last = [*last, *own][-12:]
    answered = answers(told)
    return tuple(_mention(one, pieces[one.claim.id], answered.get(one.claim.id)) for one in told)


def _sentences(claims: Sequence[Claim], text: str, names: Names, layout: Layout) -> tuple[Sentence, ...]:
    document = claims[0].document if claims else ""
    ordered = sorted(claims, key=lambda c: c.start)
    starts = [claim.start for claim in ordered]
    found: list[Sentence] = []
    for segment in segments(normalise(text), layout):
        if segment.role in SILENT or segment.role is Role.QUESTION:
            continue
        inside = names.inside(segment.start, segment.end)
        first, stop = (bisect_left(starts, at) for at in (segment.start, segment.end))
        found.append(
            Sentence(
                number=len(found),
                paragraph=segment.paragraph,
                tells=segment.role in TELLING,
                start=segment.start,
                end=segment.end,
                text=text,
                folded=names.folded,
                document=document,
                actors=tuple(h for h in inside.actors if not _is_ground(h, names)),
                figures=inside.figures,
                days=tuple((day.since, day.until) for day in inside.dates if day.since and day.until),
                claims=tuple(ordered[first:stop]),
            )
        )
    return tuple(found)


def _is_ground(hit: Found, names: Names) -> bool:
    """Say whether a state's name stands for its ground: "from Ruritania", "Ruritania's border"."""
    return (
        hit.start in names.metonyms
        and _GROUND.search(names.folded, max(0, hit.start - 12), hit.start) is not None
    )


def _told(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> list[Told]:
    """List claims of deals, and of withdrawals and hand-overs in one sentence with such a claim."""
    found: list[Told] = []
    parts: list[Told] = []
    for claim in sorted(claims, key=lambda c: (c.start, c.end, c.kind)):
        if (
            claim.kind not in (*DEAL_KINDS, *PART_KINDS)
            or (sentence := sentence_of(sentences, claim)) is None
        ):
            continue
        parties = tuple(sorted({*claim.side_a, *claim.side_b}))
        one = Told(claim=claim, parties=parties, sentence=sentence)
        if claim.kind in DEAL_KINDS:
            found.append(one)
        elif parties:
            parts.append(one)
    by_sentence: dict[int, list[Told]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence.number, []).append(one)
    found += [
        part
        for part in parts
        if any(nested(part.parties, one.parties) for one in by_sentence.get(part.sentence.number, ()))
        or (part.claim.kind == "handover" and len(part.parties) > 1)
    ]
    return sorted(found, key=lambda one: (one.claim.start, one.claim.end, one.claim.kind))


def _region(one: Told, own: Sequence[Told]) -> tuple[int, int]:
    """Bound what belongs to a claim by its neighbours in the sentence that tell of other parties' deals."""
    others = [o.claim for o in own if not nested(o.parties, one.parties)]
    begin = max((c.end for c in others if c.end <= one.claim.start), default=one.sentence.start)
    end = min((c.start for c in others if c.start >= one.claim.end), default=one.sentence.end)
    return begin, end


def _read_own(one: Told, own: Sequence[Told], pieces: Pieces) -> None:
    begin, end = _region(one, own)
    pieces.told[one.sentence.number] = "its own sentence"
    _read(one.sentence, one, pieces, (begin, end))
    for term in told_terms(one.sentence, one.claim, one.parties):
        _add_term(pieces, term)
        if term.what == "money":
            pieces.returns.append(Account(says="stated", words=term.words))
    if one.claim.kind == "exchange" and one.claim.modality is not Modality.DENIED and not pieces.returns:
        words = one.sentence.words(one.claim.start, one.claim.end)
        pieces.returns += [Account(says="stated", words=words)] if words else []


def _read_further(sentence: Sentence, one: Told, pieces: Pieces, why: str) -> None:
    pieces.told[sentence.number] = why
    _read(sentence, one, pieces, (sentence.start, sentence.end))


def _read(sentence: Sentence, one: Told, pieces: Pieces, region: tuple[int, int]) -> None:
    standing = sorted(guarantors(sentence, one.parties, *region), key=lambda g: g.words.start)
    pieces.guarantors += standing
    aside = {actor for g in [*pieces.guarantors] for actor in g.actors}
    allowed = {*one.parties, *aside}

    def of_these(start: int, end: int) -> bool:
        here = set(sentence.named(start, end))
        return here <= allowed or len(here & set(one.parties)) > 1

    if one.claim.modality is not Modality.DENIED:
        for term in read_terms(sentence, one.parties, *region):
            if of_these(term.words.start, term.words.end):
                _add_term(pieces, term)
    for account in read_returns(sentence, *region):
        if of_these(account.words.start, account.words.end) and account not in pieces.returns:
            pieces.returns.append(account)
    pieces.fates += [
        account
        for account in read_fates(sentence, *region)
        if of_these(account.words.start, account.words.end) and account not in pieces.fates
    ]


def _add_term(pieces: Pieces, term: Term) -> None:
    """Add a term unless the same thing is told by characters that it shares."""
    for known in pieces.terms:
        shared = known.words.start < term.words.end and term.words.start < known.words.end
        if shared and (known.what == term.what or set(known.giver) == set(term.giver)):
            return
    pieces.terms.append(term)


def _mention(one: Told, pieces: Pieces, answers: str | None) -> Mention:
    return Mention(
        claim=one.claim,
        parties=one.parties,
        sentence=one.sentence.number,
        told=dict(pieces.told),
        habitual=_habitual(one),
        introduces=_introduces(one),
        movers=_movers(one),
        answers=answers,
        terms=tuple(_ordered(pieces.terms)),
        guarantors=tuple(dict.fromkeys(pieces.guarantors)),
        returns=tuple(dict.fromkeys(pieces.returns)),
        fates=tuple(dict.fromkeys(pieces.fates)),
    )


def _introduces(one: Told) -> bool:
    """Say whether a claim speaks of its deal as of a new one."""
    begin = max(one.sentence.start, one.claim.start - 16)
    return deal_words().introduced.search(one.sentence.folded, begin, one.claim.end) is not None


def _movers(one: Told) -> tuple[str, ...]:
    """Name who moves: who is let pass, or who passes where nobody lets."""
    if one.claim.kind not in ("transit", "evacuate", "withdraw"):
        return ()
    let = deal_words().leave.search(one.sentence.folded, one.claim.start, one.claim.end)
    return one.claim.side_b if let else one.claim.side_a


def _ordered(terms: Sequence[Term]) -> Iterator[Term]:
    yield from sorted(terms, key=lambda term: (term.words.start, term.words.end, term.what))


def _habitual(one: Told) -> bool:
    """Say whether a claim is of several deals at once: "such deals"."""
    plural = deal_words().plural.search(one.sentence.folded, one.claim.start, one.claim.end)
    return one.claim.kind == "deal" and plural is not None and one.claim.date is None
