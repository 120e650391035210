"""Step 6i: one side struck more than another: "X struck Z nine times as often as Y", "more often than Y"."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import Party, group
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_VIOLENT = frozenset(("attack", "strike", "clash", "one_sided"))
_COMPARING = frozenset(("than", "as", "for"))
_FAR = 26  # tokens behind a trigger that may hold whom it is compared with
_NEAR = 7  # tokens between a comparing word and the party
_PARTS = frozenset(("half", "third", "quarter", "fifth", "tenth"))


def against_another(s: Structure, draft: Draft) -> bool:
    """Turn a draft to less targeting where its clause compares two sides; say whether it did."""
    tokens = s.tokens
    if draft.kind not in _VIOLENT or not draft.a or not draft.b or s.words.isdisjoint(_COMPARING):
        return False
    for k in range(draft.trigger + 1, min(draft.trigger + _FAR, len(tokens) - 1)):
        if tokens[k].word in (";", ":"):
            return False
        less = _compares(tokens, draft.trigger, k)
        if less is None:
            continue
        other = _party_behind(tokens, k)
        if other is None or {*other.actors} & {*draft.a, *draft.b}:
            return False
        spared, hit = (other.actors, draft.b) if less == "other" else (draft.b, other.actors)
        draft.kind, draft.b, draft.against = "less_targeting", spared, hit
        draft.last = max(draft.last, other.last)
        draft.rules.append("c.compared")
        return True
    return False


def _party_behind(tokens: Sequence[Token], k: int) -> Party | None:
    behind = range(k + 1, min(k + 1 + _NEAR, len(tokens)))
    at = next((j for j in behind if tokens[j].tag in "AG"), None)
    return None if at is None else group(tokens, at)


def _compares(tokens: Sequence[Token], trigger: int, k: int) -> str | None:
    """Say which is struck less, where the word at k compares: the draft's own side or the other."""
    word, after = tokens[k].word, tokens[k + 1]
    if word not in _COMPARING:
        return None
    before = [t.word for t in tokens[trigger + 1 : k]]
    if word == "than":
        return _by_degree(before)
    if word == "as" and len(before) > 1 and "as" in before[-3:-1]:
        return "own" if {*before} & _PARTS else "other"
    if word == "for" and after.word in ("each", "every"):
        return "other"
    return None


def _by_degree(before: Sequence[str]) -> str | None:
    for word in reversed(before):
        if word in _CUES["comparison.more"]:
            return "other"
        if word in _CUES["comparison.less"]:
            return "own"
    return None
