"""Step 6d: what a verb frame's words don't say: a passive's ground, who is hurt, what was only tried."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.reach import Reach
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES, Frame
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_ONSETS = frozenset(word for word, f in TABLES.nouns.items() if f.kind in ("attack", "advance"))
EACH_OTHER = frozenset(("other", "another"))
_TRYING = frozenset(("try", "attempt", "seek"))
_FAILING_TEXT = "fail failed falter faltered founder foundered collapse collapsed"
_FAILING = frozenset(_FAILING_TEXT.split())


def complete(s: Structure, i: int, last: int, draft: Draft, behind: Reach, frame: Frame) -> None:
    """Add what no side tells: the ground before a passive, civilians who are hurt, both of "each other"."""
    passive = s.passive(i)
    if passive:
        behind.found.add("passive")
    if passive or not frame.subject:
        behind.found |= _subject_places(s.tokens, draft.first, i, draft)
    if passive and frame.kind == "repel" and _beaten(s, i, draft):
        behind.found.add("event")
    if "hurt" in behind.found and not draft.b and frame.object == "b":
        draft.b = tuple(x for x in s.scope.civil if x not in draft.a)
    if not s.words.isdisjoint(EACH_OTHER):
        _each_other(s, last, draft)
    _attempted(s, i, draft)


def _each_other(s: Structure, last: int, draft: Draft) -> None:
    """Read "they fought each other", "X and Y shelled one another": two sides, both named before."""
    after = " ".join(t.word for t in s.tokens[last + 1 : last + 4])
    if "each other" not in after and "one another" not in after:
        return
    both = draft.a if len(draft.a) == 2 else s.scope.pair
    if len(both) == 2 and not draft.b:
        draft.a, draft.b = both[:1], both[1:]
        draft.kind = "clash" if draft.kind in ("attack", "strike") else draft.kind


def _attempted(s: Structure, i: int, draft: Draft) -> None:
    """Read "tried to seize P", "an attempt to dislodge X" as an attack; one that failed was repelled."""
    to = s.infinitive(i) if draft.kind in ("capture", "repel") else None
    if not to:
        return
    nominal = s.tokens[to - 1].word in TABLES.cues["target.tried"]
    verb = None if nominal else s.governor(i, to)
    if not nominal and (verb is None or lemma_of(s.tokens[verb]) not in _TRYING or s.infinitive(verb)):
        return
    draft.kind = "attack"
    draft.rules.append("c.attempted")
    if nominal and any(lemma_of(t) in _FAILING for t in s.tokens[i + 1 : i + 12] if t.tag == "V"):
        draft.kind, draft.a, draft.b = "repel", draft.b, draft.a


def _beaten(s: Structure, i: int, draft: Draft) -> bool:
    """Read "an attack on X by Y was beaten back": what is repelled is an event, its sides are those of it."""
    event = verb_group(s.tokens, i) - 1
    while event >= 0 and s.tokens[event].word not in _ONSETS and s.tokens[event].tag in "DNLGA#PWC":
        event -= 1
    if event < 0 or s.tokens[event].word not in _ONSETS:
        return False
    for prep, party in s.reach(event).preps:
        if prep in ("on", "against", "at", "into") and not draft.a:
            draft.a = party.actors
        elif prep in ("by", "of", "from") and not draft.b and party.last < i:
            draft.b = party.actors
    draft.b = tuple(x for x in draft.b if x not in draft.a)
    draft.first = min(draft.first, event)
    return True


def _subject_places(tokens: Sequence[Token], first: int, i: int, draft: Draft) -> set[str]:
    """Look for what was captured, held or lost in front of a passive verb."""
    found: set[str] = set()
    k = min(first, i) - 1
    while k >= 0 and tokens[k].tag in "DNLG#P" and i - k < 14:
        k -= 1
    for token in tokens[k + 1 : i]:
        if token.tag == "L":
            found |= {"place", "place-object"}
        elif token.tag == "G" or token.word in WORDS.ground:
            found |= {"ground", "place-object"}
        if token.word in WORDS.units:
            found.add("counted")
        if token.word in TABLES.cues["target.sites"]:
            found |= {"site", "place-object"}
        if token.word in TABLES.cues["target.civil"]:
            found.add("hurt")
    draft.first = min(draft.first, k + 1)
    return found
