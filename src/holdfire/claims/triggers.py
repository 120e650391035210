"""Step 6: which words of a sentence may tell of an event, and whether it speaks of sides at all."""

from collections.abc import Sequence

from holdfire.claims.carrying import Item
from holdfire.claims.drafts import Draft
from holdfire.claims.noun_frames import noun_draft
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.claims.verb_frames import verb_draft

_TAKING_UP = frozenset(("its", "their", "sides", "both", "two"))
_MEANS = TABLES.cues["target.machines"] | frozenset(
    word for word, frame in TABLES.nouns.items() if frame.id == "n.strike"
)
_REFERRING = _TAKING_UP | _MEANS | TABLES.cues["target.civil"]
_NOUNS = frozenset(TABLES.nouns)
_TRIGGERS = _NOUNS.union(
    word
    for word, form in TABLES.forms.items()
    if form.lemma in TABLES.verbs or form.lemma in TABLES.cues["control.movement"]
)


def may_claim(item: Item) -> bool:
    """Say whether a sentence has a side or what may refer to one, and a trigger: else it is not parsed."""
    if item.words.isdisjoint(_TRIGGERS):
        return False
    return not item.words.isdisjoint(_REFERRING) or any(t.actors or t.tag in "OL" for t in item.tokens)


def drafts_of(structure: Structure) -> list[Draft]:
    """Try every trigger of a sentence, in order."""
    tokens = structure.tokens
    nouns = not structure.words.isdisjoint(_NOUNS)
    if not (nouns or "V" in structure.tags) or not _speaks_of_sides(structure):
        return []
    tags = structure.tags
    verbs = structure.tagged("V")
    named = [i for i in structure.where(_NOUNS) if tags[i] == "N" and _stands_for_itself(tokens, i)]
    found = [
        verb_draft(structure, i) if tags[i] == "V" else noun_draft(structure, i)
        for i in sorted((*verbs, *named))
    ]
    return [draft for draft in found if draft is not None]


def _speaks_of_sides(s: Structure) -> bool:
    """Say whether a sentence names a side or a place, or refers to a side of the sentences before it."""
    if s.names_side or "L" in s.tags:
        return True
    back = bool(s.scope.subject or s.scope.voice) and "O" in s.tags
    means = bool(s.scope.striker) and not s.words.isdisjoint(_MEANS)
    return back or means or (bool(s.scope.civil) and not s.words.isdisjoint(TABLES.cues["target.civil"]))


def _stands_for_itself(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the noun at i names an event by its own: it neither describes nor is described by one."""
    return not _modifies(tokens, i) and not _named_so(tokens, i)


def _modifies(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the noun at i only describes the next one, "attack helicopters", or how: "under fire"."""
    if i and tokens[i].word == "fire" and tokens[i - 1].word == "under":
        return i + 1 == len(tokens) or tokens[i + 1].word not in ("from", "by")
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and after.tag == "N" and not after.capital and after.word not in TABLES.nouns


def _named_so(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the word before says more closely what the noun at i is: "ceasefire agreement"."""
    after = TABLES.nouns.get(tokens[i + 1].word) if i + 1 < len(tokens) else None
    if after is not None and after.kind == "deal" and tokens[i].word.startswith("non-"):
        return True
    before = TABLES.nouns.get(tokens[i - 1].word) if i else None
    return before is not None and before.kind in ("truce", "exchange") and tokens[i - 1].tag == "N"
