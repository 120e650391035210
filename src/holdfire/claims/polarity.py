"""Step 7: is it said to have happened? Negation, attempts, purposes, hedges."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_ABSENT = {"clash": "no_clash", "attack": "less_targeting", "strike": "less_targeting"}
_MEETING = frozenset(("clash", "defend", "repel"))
_DENIABLE = frozenset(
    ("cooperate", "deal", "trade", "ally", "truce", "exchange", "transit", "infiltrate", "handover")
)
_UNREAL = frozenset(("would", "should", "could", "ought", "'d", "can", "will", "'ll", "shall"))
_PURPOSE_NOUNS = "order attempt attempts effort efforts bid plan plans deal agreement way"
_PURPOSES = frozenset(_PURPOSE_NOUNS.split())
_CONDITIONS = frozenset(("if", "unless", "whether", "lest"))


def negated(s: Structure, draft: Draft) -> bool:
    """Say whether the trigger's own words are denied: "did not V", "no N", "not a single N", "without N"."""
    tokens, i = s.tokens, draft.trigger
    first = verb_group(tokens, i) if tokens[i].tag == "V" else _noun_start(tokens, i)
    if first and tokens[i].word.endswith("ing") and lemma_of(tokens[first - 1]) in _CUES["polarity.ended"]:
        return tokens[i].tag == "V"
    scope = s.group_words(i) if tokens[i].tag == "V" else range(max(0, first - 1), i)
    for k in scope:
        if draft.kind == "clash" and tokens[k].word in _CUES["polarity.few"]:
            return True  # "little fighting between X and Y"
        if tokens[k].tag == "-" or tokens[k].word in _CUES["polarity.negators"]:
            after = tokens[k + 1].word if k + 1 < len(tokens) else ""
            if after not in _CUES["polarity.harmless_next"]:
                return True
    return tokens[i].tag != "V" and (_reported_absent(tokens, i) or _not_done(s, i))


def _not_done(s: Structure, i: int) -> bool:
    """Read "X did not fire a shot at Y", "clashes did not take place": the verb of the noun is denied."""
    verb = s.light_verb(i)
    if verb is None or lemma_of(s.tokens[verb]) not in _CUES["control.light"] | _CUES["control.happen"]:
        return False
    return any(s.tokens[k].tag == "-" for k in s.group_words(verb))


def _noun_start(tokens: Sequence[Token], i: int) -> int:
    j = i
    while j > 0 and (tokens[j - 1].tag in "DNB#-A" or tokens[j - 1].word in ("of", "single")):
        j -= 1
    return j


def _reported_absent(tokens: Sequence[Token], i: int) -> bool:
    """Read "clashes … have not been reported" as the absence of clashes."""
    for k in range(i + 1, min(i + 14, len(tokens))):
        if tokens[k].tag == "V" and tokens[k].word in (
            "reported",
            "recorded",
            "observed",
            "registered",
            "documented",
        ):
            return any(t.tag == "-" for t in tokens[verb_group(tokens, k) : k])
        if tokens[k].tag in "S":
            return False
    return False


def unreal(s: Structure, draft: Draft) -> str | None:
    """Say why a draft is not claimed to be so (an attempt, a purpose, a condition), or None where it is."""
    tokens, i = s.tokens, draft.trigger
    if _unproven(tokens, i):
        return "no evidence"
    if tokens[i].tag == "V":
        return _unreal_verb(s, i, draft)
    verb = s.light_verb(i)
    if verb is None:
        return None
    if lemma_of(tokens[verb]) in _CUES["control.planned"] and not s.passive(verb):
        return "purpose"
    light = lemma_of(tokens[verb]) in _CUES["control.light"]
    return _unreal_verb(s, verb, draft) if light else None


def _unreal_verb(s: Structure, i: int, draft: Draft) -> str | None:
    tokens, first = s.tokens, verb_group(s.tokens, i)
    ruled = first and lemma_of(tokens[first - 1]) in _CUES["polarity.ended"]
    demanded = _UNREAL | {"must"} if ruled else _UNREAL  # "must stop arming X" is a demand
    words = range(verb_group(tokens, first - 1), i) if ruled else s.group_words(i)
    if any(tokens[k].word in demanded for k in words):
        return "hypothetical"
    if s.opened_by(i, _CONDITIONS):
        return "condition"
    to = s.infinitive(i)
    return None if to is None else _governed(s, i, to, draft)


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
    done = any(lemma in _CUES[f"control.{how}"] for how in ("subject", "permit", "order"))
    return None if done else "purpose"


def absence(draft: Draft) -> str | None:
    """Name the kind that a negated draft becomes, or None where its denial is no claim of ours."""
    if draft.kind in _MEETING and (draft.a or draft.b):
        return "no_clash"
    if draft.kind in _ABSENT and draft.a and draft.b:
        return _ABSENT[draft.kind]
    return draft.kind if draft.kind in _DENIABLE else None


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
