"""What the claims themselves say was given: a passage let, ground handed over, captives freed, goods sold."""

import re
from collections.abc import Iterator, Sequence

from holdfire.claims.dealing.directions import Direction, between, direction
from holdfire.claims.dealing.sentence import Sentence
from holdfire.claims.dealing.terms import category
from holdfire.claims.dealing.words import deal_words
from holdfire.model.claim import Claim, Modality
from holdfire.model.deal import Term

_MOVES = ("evacuate", "transit", "withdraw")
_SELL = re.compile(
    r"(?<![\w-])(?:sell|sells|sold|selling|suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)"
    r"|export(?:s|ed|ing)?)(?![\w-])"
)
_BUY = re.compile(r"(?<![\w-])(?:buy|buys|bought|buying|purchas(?:e|es|ed|ing)|import(?:s|ed|ing)?)(?![\w-])")
_PAY = re.compile(r"(?<![\w-])(?:pay|pays|paid|paying)(?![\w-])")
_MONEY = (
    "dollars",
    "euros",
    "pounds",
    "money",
    "pesos",
    "rupees",
    "francs",
    "usd",
    "eur",
    "gbp",
    "lira",
    "liras",
)
_GIVEN = frozenset(("passage", "withdrawal", "ceasefire", "lifting_of_siege", "safe_conduct"))
_PRICE = 30  # characters behind a price that still belong to it: "$12 a barrel"


def told_terms(sentence: Sentence, claim: Claim, parties: Sequence[str]) -> Iterator[Term]:
    """List the terms that a claim of a deal tells as done; a denied one tells none."""
    if claim.modality is Modality.DENIED:
        return
    if claim.kind in _MOVES:
        yield from _move(sentence, claim)
    elif claim.kind == "handover":
        yield from _one(sentence, claim, _given(sentence, claim, "ground"), claim.side_a, claim.side_b)
    elif claim.kind == "release":
        what = category(sentence.folded, claim.start, claim.end)
        people = what if what in ("hostages", "bodies") else "prisoners"
        yield from _one(sentence, claim, people, claim.side_a, claim.side_b)
    elif claim.kind == "truce":
        yield from _one(sentence, claim, "ceasefire", tuple(parties), tuple(parties))
    elif claim.kind == "exchange":
        what = _given(sentence, claim, "prisoners")
        if len(parties) > 1:
            yield from _one(sentence, claim, what, tuple(parties), tuple(parties))
        else:
            yield from _one(sentence, claim, what, claim.side_a, claim.side_b)
    elif claim.kind == "trade":
        yield from _trade(sentence, claim, parties)


def _one(
    sentence: Sentence, claim: Claim, what: str, giver: tuple[str, ...], receiver: tuple[str, ...]
) -> Iterator[Term]:
    words = sentence.words(claim.start, claim.end)
    if words is not None and (giver or receiver):
        figures = sentence.counted(claim.start, claim.end)
        yield Term(giver=giver, receiver=receiver, what=what, words=words, figures=figures)


def _move(sentence: Sentence, claim: Claim) -> Iterator[Term]:
    """A passage is given only where the words say that somebody let, helped or carried."""
    let = deal_words().leave.search(sentence.folded, claim.start, claim.end)
    if let is not None and claim.side_b:
        yield from _one(sentence, claim, "passage", claim.side_a, claim.side_b)


def _given(sentence: Sentence, claim: Claim, usual: str) -> str:
    what = category(sentence.folded, claim.start, claim.end)
    return usual if what is None or what in _GIVEN else what


def _trade(sentence: Sentence, claim: Claim, parties: Sequence[str]) -> Iterator[Term]:
    way = _seller(sentence, claim, parties)
    goods = next(
        (
            name
            for name, words in deal_words().categories
            if name in ("weapons", "goods", "aid") and words.search(sentence.folded, claim.start, claim.end)
        ),
        "goods",
    )
    price = next((f for f in sentence.counted(claim.start, sentence.end) if _is_money(f.unit)), None)
    if way.strength:
        yield from _one(sentence, claim, goods, _side(way.giver), _side(way.receiver))
        words = sentence.words(price.start, price.end) if price else None
        if price is not None and words is not None:
            yield Term(
                giver=_side(way.receiver),
                receiver=_side(way.giver),
                what="money",
                words=words,
                figures=(price,),
            )
    elif len(parties) > 1:
        yield from _one(sentence, claim, goods, tuple(parties), tuple(parties))


def _is_money(unit: str) -> bool:
    return unit in _MONEY or unit.endswith("dollars")


def _side(actor: str) -> tuple[str, ...]:
    return (actor,) if actor else ()


def _seller(sentence: Sentence, claim: Claim, parties: Sequence[str]) -> Direction:
    """Read who sells: the subject of "sells", the other side of "buys"."""
    verbs = [
        (m.start(), sells)
        for pattern, sells in ((_SELL, True), (_BUY, False))
        if (m := pattern.search(sentence.folded, claim.start, claim.end))
    ]
    if not verbs:
        return Direction()
    at, sells = min(verbs)
    before = direction(sentence, parties, max(sentence.start, claim.start - 60), at)
    if not before.giver:
        return Direction()
    return before if sells else between(parties, giver=before.receiver, receiver=before.giver, strength=2)
