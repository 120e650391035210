"""Step 6n: what two sides do jointly: "X and Y jointly guard P", "joint X and Y operations against Z"."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import group, verb_group
from holdfire.claims.structure import Structure
from holdfire.claims.tokens import Token

_ADVERBS = frozenset(("jointly", "together"))
_ADJECTIVES = frozenset(("coordinated", "co-ordinated", "joint", "combined"))
_PEACEFUL = frozenset(("defend", "control"))
_ACTS = frozenset(("n.operation", "n.attack"))
_REACH = 7  # tokens between "joint" and the operation


def jointly(s: Structure, draft: Draft) -> None:
    """Read what two sides do together as their cooperation, against whom they do it."""
    words = _ADVERBS if s.tokens[draft.trigger].tag == "V" else _ADJECTIVES
    if s.words.isdisjoint(words):
        return
    both = _doers(s, draft)
    if len(both) < 2:
        return
    draft.kind, draft.a, draft.b, draft.against = "cooperate", both[:1], both[1:], draft.b
    draft.closed = True
    draft.rules.append("c.jointly")


def _doers(s: Structure, draft: Draft) -> tuple[str, ...]:
    tokens, i = s.tokens, draft.trigger
    if tokens[i].tag == "V":
        first = verb_group(tokens, i)
        near = tokens[max(0, first - 1) : i] or ()
        told = draft.kind in _PEACEFUL and any(t.word in _ADVERBS for t in (*near, *tokens[i + 1 : i + 2]))
        return draft.a if told else ()
    lead = next((k for k in range(i - 1, max(-1, i - _REACH), -1) if tokens[k].word in _ADJECTIVES), None)
    if lead is None or not _ACTS.intersection(draft.rules):
        return ()
    return _owners(tokens, lead, i)


def _owners(tokens: Sequence[Token], lead: int, i: int) -> tuple[str, ...]:
    """Name the sides between "joint" and the noun."""
    named = next((k for k in range(lead + 1, i) if tokens[k].tag == "A"), None)
    return () if named is None else group(tokens, named).actors
