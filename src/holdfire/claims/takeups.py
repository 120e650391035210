"""Step 3d: noun phrases that take up somebody named before: "the group", "the gunmen", "the two sides".

Within a paragraph, and only where one reading is open: the last group named, no state; the last two sides.
"""

from collections.abc import Collection, Iterator, Sequence

from holdfire.claims.pronouns import Scope
from holdfire.claims.tokens import Token

_GROUPS_TEXT = """group organisation organization movement faction militia militias militants militiamen
insurgents guerrillas guerillas gunmen fighters terrorists extremists jihadists attackers assailants raiders
separatists paramilitaries mercenaries besiegers defenders bandits rebels thugs"""
_GROUPS = frozenset(_GROUPS_TEXT.split())
_PAIRED_TEXT = "side sides party parties groups factions gangs armies forces rivals enemies foes"
_PAIRED = frozenset(_PAIRED_TEXT.split())
_BOTH = frozenset(("two", "both", "neither", "either"))
_POINTING = frozenset(("the", "this", "that", "these", "those"))
_DESCRIBING_TEXT = """armed militant insurgent rebel warring terrorist same rival opposing jihadist jihadi
islamist extremist separatist guerrilla paramilitary secessionist shadowy banned outlawed radical hardline"""
_DESCRIBING = frozenset(_DESCRIBING_TEXT.split())
_TAKING_UP = _PAIRED | _GROUPS | {"two"}
_DESCRIBED = _DESCRIBING | _BOTH


def take_up(tokens: Sequence[Token], words: frozenset[str], scope: Scope, states: Collection[str]) -> None:
    """Give tag A to the nouns of a sentence that take up sides named before, in place.

    words: those of the sentence. states: ids of the sides that are states, which no "group" is.
    """
    if words.isdisjoint(_TAKING_UP):
        return
    for k, token in enumerate(tokens):
        if token.word not in _TAKING_UP:
            continue
        if token.word == "two" and _stands_alone(tokens, k):
            meant = _last(tokens, k, scope, (), 2)
            token.tag, token.actors, token.taken_up = ("A", meant, True) if meant else (token.tag, (), False)
            continue
        nameless = token.tag == "A" and token.actors == (token.word,)  # "the insurgents" of no other name
        if not nameless and (token.tag != "N" or token.capital or token.actors):
            continue
        first = _first(tokens, k)
        lead = tokens[first - 1].word if first else ""
        meant: tuple[str, ...] = ()
        if token.word in _PAIRED and any(t.word in _BOTH for t in tokens[max(0, first - 1) : k]):
            meant = _last(tokens, k, scope, (), 2)
        elif token.word in _GROUPS and lead in _POINTING and not _qualified(tokens, k):
            meant = _last(tokens, k, scope, {*states, token.word}, 1) or scope.group
        elif token.word == "rivals" and lead == "the" and not _qualified(tokens, k):
            meant = _last(tokens, k, scope, (), 2)
        if meant:
            token.tag, token.actors, token.taken_up = "A", meant, True


def _stands_alone(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "the two" is all there is of a noun phrase."""
    lead, after = tokens[k - 1].word if k else "", tokens[k + 1].tag if k + 1 < len(tokens) else "."
    return lead in ("the", "these", "those") and after not in "NALG#D"


def _first(tokens: Sequence[Token], k: int) -> int:
    while k and tokens[k - 1].word in _DESCRIBED:
        k -= 1
    return k


def _qualified(tokens: Sequence[Token], k: int) -> bool:
    """Say whether what follows says which group it is: "the group of villagers", "the fighters who"."""
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return after is not None and (
        after.word in ("of", "from", "-", "that", "who", "which") or after.tag == "N"
    )


def _last(
    tokens: Sequence[Token], k: int, scope: Scope, without: Collection[str], wanted: int
) -> tuple[str, ...]:
    """Name the last sides before k, latest last, as many as wanted, or none."""
    found: list[str] = []
    for actor in (*_named(tokens[:k]), *reversed(scope.named)):
        if actor not in found and actor not in without:
            found.append(actor)
        if len(found) == wanted:
            return tuple(reversed(found))
    return ()


def _named(tokens: Sequence[Token]) -> Iterator[str]:
    return (actor for token in reversed(tokens) if token.tag in "AG" for actor in reversed(token.actors))
