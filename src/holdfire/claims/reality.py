"""Step 7a: is it said to have happened? Attempts, purposes, conditions; who lets somebody do it."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.polarity import forbidden, noun_start
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_CUES = TABLES.cues
_UNREAL = frozenset(("would", "should", "could", "ought", "'d", "can", "will", "'ll", "shall"))
_PURPOSE_NOUNS = "order attempt attempts effort efforts bid plan plans deal agreement way"
_PURPOSES = frozenset(_PURPOSE_NOUNS.split())
_POSSIBLE_TEXT = """possible potential hypothetical eventual future proposed planned intended threatened
imminent looming impending prospective would-be conceivable feared anticipated"""
_POSSIBLE = frozenset(_POSSIBLE_TEXT.split())
_UNTIL, _NOW = frozenset(("once", "until", "till")), frozenset(("is", "are", "has", "have"))
_TOLD = frozenset(("know", "understand", "suspect", "rumour", "rumor", "presume", "record")).union(
    *(_CUES[f"speech.{how}"] for how in ("neutral", "doubtful", "conceding")),
    *(_CUES[f"hearsay.{how}"] for how in ("hedging_verbs", "alleging_verbs")),
)
_CONDITIONS = frozenset(("if", "unless", "whether", "lest"))


def unreal(s: Structure, draft: Draft) -> str | None:
    """Say why a draft is not claimed to be so (an attempt, a purpose, a condition), or None where it is."""
    tokens, i = s.tokens, draft.trigger
    if not s.words.isdisjoint(_CUES["polarity.evidence"]) and _unproven(tokens, i):
        return "no evidence"
    if tokens[i].tag in "VX":
        return None if "T" in s.tags and forbidden(s, i) else _unreal_verb(s, i, draft)
    possible = not s.words.isdisjoint(_POSSIBLE) and _only_possible(tokens, i)
    return "hypothetical" if possible else _unreal_noun(s, i, draft)


def _unreal_noun(s: Structure, i: int, draft: Draft) -> str | None:
    """Judge a noun by the verb that it is the object of: "tried an attack on X", "planned an attack on X"."""
    if not s.words.isdisjoint(_CONDITIONS) and Structure.opened_by(s, i, _CONDITIONS):
        return "condition"  # "if this is the start of an offensive"
    verb = s.light_verb(i)
    if verb is None:
        return _agreed_to(s, i, draft)
    lemma = lemma_of(s.tokens[verb])
    if lemma in _CUES["control.planned"] and not s.passive(verb):
        return "purpose"
    return _unreal_verb(s, verb, draft) if lemma in _CUES["control.light"] else None


def _agreed_to(s: Structure, i: int, draft: Draft) -> str | None:
    """Judge "urged X to agree to a truce" by the verb whose preposition leads in the noun."""
    verb, inside = s.ruling_verb(i, noun_start(s.tokens, i))
    if verb is None or inside is None or s.tokens[inside].word not in ("to", "on", "into"):
        return None
    return _unreal_verb(s, verb, draft) if lemma_of(s.tokens[verb]) in _CUES["control.happen"] else None


def _only_possible(tokens: Sequence[Token], i: int) -> bool:
    """Read "possible collaboration", "a planned offensive": the noun names what may come to be."""
    for k in range(noun_start(tokens, i), i):
        if tokens[k].word in _POSSIBLE:
            before = tokens[k - 1].word if k else ""
            return not before.endswith("est")  # "in the strongest possible terms"
    return False


def _unreal_verb(s: Structure, i: int, draft: Draft) -> str | None:
    tokens, first = s.tokens, verb_group(s.tokens, i)
    ruled = first and lemma_of(tokens[first - 1]) in _CUES["polarity.ended"]
    demanded = _UNREAL | {"must"} if ruled else _UNREAL  # "must stop arming X" is a demand
    words = tuple(range(verb_group(tokens, first - 1), i) if ruled else s.group_words(i))
    if any(tokens[k].word in demanded for k in words):
        return "hypothetical"
    if not s.words.isdisjoint(_CONDITIONS) and s.opened_by(i, _CONDITIONS):
        return "condition"
    if (
        not s.words.isdisjoint(_UNTIL)
        and s.opened_by(i, _UNTIL)
        and any(tokens[k].word in _NOW for k in words)
    ):
        return "condition"  # "once X is defeated"
    to = s.infinitive(i)
    if to is None:
        return "purpose" if s.aims(i) else None
    return None if "c.attempted" in draft.rules else _governed(s, i, to, draft)


def _unproven(tokens: Sequence[Token], i: int) -> bool:
    """Read "no evidence of", "little sign that": what follows is not put forward."""
    for k in range(max(0, i - 12), i - 1):
        if tokens[k].word in _CUES["polarity.evidence"] and tokens[k + 1].word in ("of", "that", "for"):
            return any(t.word in ("no", "not", "n't", "little", "any") for t in tokens[max(0, k - 3) : k])
    return False


def _governed(s: Structure, i: int, to: int, draft: Draft) -> str | None:
    """Judge an infinitive by what governs it: "managed to" is done, "failed to" not, "in order to" an aim."""
    verb = s.governor(i, to) if to > 0 and s.tokens[to - 1].word not in _PURPOSES else None
    if verb is None:
        return "purpose"
    lemma = lemma_of(s.tokens[verb])
    if lemma in _CUES["control.failed"]:
        tried = draft.kind in ("advance", "defend") and lemma in ("seek", "try", "attempt", "aim", "threaten")
        return None if tried else "attempt"
    if lemma in _CUES["control.asked"]:
        return "purpose"
    if lemma in _TOLD and s.passive(verb) and s.tokens[to + 1].word in WORDS.have:
        return None  # "X is said to have attacked"
    done = any(lemma in _CUES[f"control.{how}"] for how in ("subject", "permit", "order"))
    return None if done else "purpose"


def permitter(s: Structure, i: int) -> tuple[bool, tuple[str, ...], int]:
    """Find who lets or helps the doer of the verb at i: (permitted, by whom, from which token on)."""
    verb = s.permitting(i)
    if verb is None:
        return False, (), verb_group(s.tokens, i)
    if s.passive(verb):
        return True, s.agent(verb), verb_group(s.tokens, verb)
    who = s.subject(verb)
    start = verb_group(s.tokens, verb) if who is None else who.first
    return True, (() if who is None else who.actors), start
