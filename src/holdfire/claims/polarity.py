"""Step 7a: is it denied? "did not V", "no N", "without N", "nobody saw one N"."""

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
_NOBODY = frozenset(("nobody", "no-one", "no"))
_PARTICLES = frozenset(("up", "out", "with"))


def negated(s: Structure, draft: Draft) -> bool:
    """Say whether the trigger's own words are denied: "did not V", "no N", "not a single N", "without N"."""
    tokens, i = s.tokens, draft.trigger
    verbal = tokens[i].tag in "VX"
    first = verb_group(tokens, i) if verbal else noun_start(tokens, i)
    if _denied_around(s, i, first):
        return True
    if _given_up(tokens, i, first):
        return verbal
    few = draft.kind == "clash"
    if any(_denies(tokens, k, few=few) for k in (_of_verb(s, i) if verbal else _of_noun(tokens, i, first))):
        return True
    return not verbal and (_absent(tokens, first, i) or _reported_absent(tokens, i) or _not_done(s, i))


def _denied_around(s: Structure, i: int, first: int) -> bool:
    """Say whether a clause around the trigger denies it; each form is looked for where its words are."""
    tokens = s.tokens
    return (
        ("that" in s.words and _untrue(tokens, i))
        or ("X" in s.tags and _fronted(tokens, i))
        or ("T" in s.tags and forbidden(s, i))
        or (not s.words.isdisjoint(_NOBODY) and _nobody(tokens, first))
    )


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


def forbidden(s: Structure, i: int) -> bool:
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
    first = noun_start(s.tokens, who.first)
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


def noun_start(tokens: Sequence[Token], i: int) -> int:
    """Go back to the first word of the noun phrase that ends at i."""
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


def absence(draft: Draft) -> str | None:
    """Name the kind that a negated draft becomes, or None where its denial is no claim of ours."""
    if draft.kind in _MEETING and (draft.a or draft.b):
        return "no_clash"
    if draft.kind in _ABSENT and draft.a and draft.b:
        return _ABSENT[draft.kind]
    return draft.kind if draft.kind in _DENIABLE else None
