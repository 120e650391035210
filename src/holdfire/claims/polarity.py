"""Step 7: is it said to have happened? Negation, attempts, purposes, hedges."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_ABSENT = {
    "clash": "no_clash",
    "attack": "less_targeting",
    "strike": "less_targeting",
    "one_sided": "no_clash",
}
_MEETING = frozenset(("clash", "defend", "repel"))
_DENIABLE = frozenset(
    ("cooperate", "deal", "trade", "ally", "truce", "exchange", "transit", "infiltrate", "handover")
)
_UNREAL = frozenset(("would", "should", "could", "ought", "'d", "can", "will", "'ll", "shall"))
_PURPOSE_NOUNS = "order attempt attempts effort efforts bid plan plans deal agreement way"
_PURPOSES = frozenset(_PURPOSE_NOUNS.split())
_POSSIBLE_TEXT = """possible potential hypothetical eventual future proposed planned intended threatened
imminent looming impending prospective would-be conceivable feared anticipated"""
_POSSIBLE = frozenset(_POSSIBLE_TEXT.split())
_NOBODY = frozenset(("nobody", "no-one", "no"))
_PARTICLES = frozenset(("up", "out", "with"))
_UNTIL, _NOW = frozenset(("once", "until", "till")), frozenset(("is", "are", "has", "have"))
_CONDITIONS = frozenset(("if", "unless", "whether", "lest"))


def negated(s: Structure, draft: Draft) -> bool:
    """Say whether the trigger's own words are denied: "did not V", "no N", "not a single N", "without N"."""
    tokens, i = s.tokens, draft.trigger
    verbal = tokens[i].tag in "VX"
    first = verb_group(tokens, i) if verbal else _noun_start(tokens, i)
    if "that" in s.words and _untrue(tokens, i):
        return True
    if "X" in s.tags and _fronted(tokens, i):
        return True
    if ("T" in s.tags and _forbidden(s, i)) or (not s.words.isdisjoint(_NOBODY) and _nobody(tokens, first)):
        return True
    if _given_up(tokens, i, first):
        return verbal
    few = draft.kind == "clash"
    if any(_denies(tokens, k, few=few) for k in (_of_verb(s, i) if verbal else _of_noun(tokens, i, first))):
        return True
    return not verbal and (_absent(tokens, first, i) or _reported_absent(tokens, i) or _not_done(s, i))


def _denies(tokens: Sequence[Token], k: int, *, few: bool) -> bool:
    """Say whether the word at k denies; few: so do "few" and "little" ("little fighting between X and Y")."""
    if few and tokens[k].word in _CUES["polarity.few"]:
        return True
    if tokens[k].tag != "-" and tokens[k].word not in _CUES["polarity.negators"]:
        return False
    after = tokens[k + 1].word if k + 1 < len(tokens) else ""
    return after not in _CUES["polarity.harmless_next"]


def _given_up(tokens: Sequence[Token], i: int, first: int) -> bool:
    """Read "stopped bombing", "shied away from fighting"."""
    if not first or not tokens[i].word.endswith("ing"):
        return False
    before = tokens[first - 1]
    return lemma_of(before) in _CUES["polarity.ended"] or (
        before.word == "from" and _refrains(tokens, first - 1)
    )


def _of_verb(s: Structure, i: int) -> list[int]:
    """List the words that may deny a verb: its auxiliaries, and what stands before its subject."""
    words = [*s.group_words(i), *_of_subject(s, i)]
    if s.tokens[i].tag == "X":
        words += [k for k in range(i + 1, min(i + 3, len(s.tokens))) if s.tokens[k].tag == "-"]
    after = i + 1 + (i + 1 < len(s.tokens) and s.tokens[i + 1].word in _PARTICLES)
    if after < len(s.tokens) and s.tokens[after].word in _CUES["polarity.object"]:
        words.append(after)
    return words


def _of_noun(tokens: Sequence[Token], i: int, first: int) -> list[int]:
    """List the words that may deny a noun: those of its phrase, and of "there is" before it."""
    return [*range(max(0, first - 1), i), *_of_existence(tokens, first)]


def _absent(tokens: Sequence[Token], first: int, i: int) -> bool:
    """Read "the absence of clashes"."""
    return any(
        tokens[k].word in _CUES["polarity.absence"] and tokens[k + 1].word == "of" for k in range(first, i)
    )


def _untrue(tokens: Sequence[Token], i: int) -> bool:
    """Read "it isn't true that X did", "it is a lie that X did"."""
    for k in range(i - 1, max(0, i - 24), -1):
        if tokens[k].word != "that":
            continue
        before = tokens[max(0, k - 5) : k]
        if any(t.word in _CUES["polarity.untrue"] for t in before[-2:]):
            return True
        return any(t.word in _CUES["polarity.true"] for t in before[-2:]) and any(
            t.tag == "-" for t in before
        )
    return False


def _fronted(tokens: Sequence[Token], i: int) -> bool:
    """Read "Not once did X attack Y", "nowhere have X and Y clashed": negation, auxiliary, subject."""
    if tokens[i].tag != "V":
        return False
    for j in range(i - 1, 0, -1):
        if tokens[j].tag == "V" or tokens[j].word in (";", ":", ","):
            return False
        if tokens[j].tag == "X" and any(tokens[k].tag in "AON" for k in range(j + 1, i)):
            before = tokens[j - 1]
            turned = before.word == "once" and j > 1 and tokens[j - 2].tag == "-"
            return turned or before.word in _CUES["polarity.fronted"]
    return False


def _forbidden(s: Structure, i: int) -> bool:
    """Read "X had orders not to bomb Y", "X was forbidden to fire at Y" as an order to spare Y."""
    to = s.infinitive(i) if s.tokens[i].tag == "V" else None
    if to is None or to == 0:
        return False
    if any(t.word in _CUES["polarity.forbidding"] for t in s.tokens[max(0, to - 3) : to]):
        return True
    ordered = any(t.word in _CUES["polarity.ordering"] for t in s.tokens[max(0, to - 4) : to])
    return ordered and s.tokens[to - 1].tag == "-"


def _nobody(tokens: Sequence[Token], first: int) -> bool:
    """Read "nobody can point to one skirmish between X and Y"."""
    for j in range(first - 1, max(-1, first - 10), -1):
        if tokens[j].tag in "S." or tokens[j].tag == "A":
            return False
        if tokens[j].word in ("nobody", "no-one") or (
            tokens[j].word == "no" and tokens[j + 1].word == "one" and tokens[j + 2].tag in "XV"
        ):
            return True
    return False


def _refrains(tokens: Sequence[Token], preposition: int) -> bool:
    """Read "shied away from fighting", "refrained from attacking"."""
    before = tokens[max(0, preposition - 3) : preposition]
    return any(t.word.rstrip("s") in _CUES["polarity.refraining"] for t in before)


def _of_subject(s: Structure, i: int) -> list[int]:
    """List the words before the subject's name in its phrase: "no X soldier", "not one X soldier"."""
    who = s.subject(i)
    if who is None or who.first >= i or who.pronoun:
        return []
    first = _noun_start(s.tokens, who.first)
    return [k for k in range(max(0, first - 1), who.first) if s.tokens[k].word in ("no", "not", "neither")]


def _of_existence(tokens: Sequence[Token], first: int) -> list[int]:
    """List the auxiliaries and negators right before a noun phrase: "there hasn't been (one clash)"."""
    j = first
    while j > 0 and tokens[j - 1].tag in "XB-":
        j -= 1
    run = range(j, first)
    return [*run] if any(tokens[k].tag == "X" for k in run) else []


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
    if not s.words.isdisjoint(_CUES["polarity.evidence"]) and _unproven(tokens, i):
        return "no evidence"
    if tokens[i].tag in "VX":
        return None if "T" in s.tags and _forbidden(s, i) else _unreal_verb(s, i, draft)
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
    verb, inside = s.ruling_verb(i, _noun_start(s.tokens, i))
    if verb is None or inside is None or s.tokens[inside].word not in ("to", "on", "into"):
        return None
    return _unreal_verb(s, verb, draft) if lemma_of(s.tokens[verb]) in _CUES["control.happen"] else None


def _only_possible(tokens: Sequence[Token], i: int) -> bool:
    """Read "possible collaboration", "a planned offensive": the noun names what may come to be."""
    for k in range(_noun_start(tokens, i), i):
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
    if not s.words.isdisjoint(_UNTIL) and s.opened_by(i, _UNTIL) and any(tokens[k].word in _NOW for k in words):
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
