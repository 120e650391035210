"""Step 6k: goods that move from one side to another: "oil from X's wells goes to Y"."""

from collections.abc import Iterator, Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import forms_of, group, lemma_of
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_TOWARDS = frozenset(("to", "into", "for", "with", "across"))
GOODS = _CUES["trade.goods"]
_MOVING = forms_of(_CUES["trade.moving"])
_BACK = 12  # tokens between the goods and their verb


def flows(s: Structure) -> Iterator[Draft]:
    """Make the trade of goods that stand as subject: who sends them, who gets them."""
    tokens = s.tokens
    if not s.names_side or s.words.isdisjoint(GOODS):
        return
    for i in s.verbs_of(_MOVING):
        first = _goods(tokens, i)
        got = None if first is None else _receiver(tokens, i)
        if first is None or got is None:
            continue
        to = group(tokens, got)
        sender = _sender(tokens, first, i, got)
        yield Draft(
            kind="trade",
            trigger=i,
            first=first,
            last=max(to.last, s.end(i) - 1),
            a=tuple(x for x in sender if x not in to.actors),
            b=to.actors,
            rules=["c.goods"],
        )


def _goods(tokens: Sequence[Token], i: int) -> int | None:
    """Find where the goods begin that are the subject of the verb at i; none where a side is its subject."""
    for k in range(i - 1, max(-1, i - _BACK), -1):
        token = tokens[k]
        if token.tag in "VSRO" or token.word in (";", ":"):
            return None
        if token.tag == "N" and token.word in GOODS:
            start = k
            while start > 0 and (tokens[start - 1].tag in "D#NAGB" or tokens[start - 1].word == "of"):
                start -= 1
            acting = any(
                t.tag == "A" and not t.possessive and tokens[j + 1].word == ","
                for j, t in enumerate(tokens[start:k], start)
            )
            return None if acting else start
        if token.tag == "A" and tokens[k - 1].word not in ("from", "of", "by", "in", "under"):
            return None
    return None


def _receiver(tokens: Sequence[Token], i: int) -> int | None:
    """Find the party that the goods reach: behind "to", "into", or the object of "reach"."""
    led = lemma_of(tokens[i]) in ("reach", "supply", "feed")
    for k in range(i + 1, min(i + _BACK, len(tokens))):
        if tokens[k].tag in "SR" or tokens[k].word in (";", ":", ","):
            return None
        led = led or tokens[k].word in _TOWARDS
        if tokens[k].tag in "AG" and led and tokens[k - 1].word not in ("by", "from"):
            return k
    return None


def _sender(tokens: Sequence[Token], first: int, i: int, got: int) -> tuple[str, ...]:
    """Name whose goods they are, or who they come from."""
    before = next((t.actors for t in tokens[first:i] if t.tag in "AG" and t.actors), ())
    if before:
        return before
    behind = range(i + 1, len(tokens))
    return next((tokens[k].actors for k in behind if k != got and tokens[k - 1].word in ("from", "by")), ())
