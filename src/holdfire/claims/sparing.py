"""Step 6f: one side struck less than another: a small share, a small number, one instead of the other."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import forms_of, group, lemma_of, verb_group
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_SMALL = frozenset(("only", "just", "merely", "fewer", "few", "less", "barely"))
_INSTEAD = (("rather", "than"), ("instead", "of"), ("and", "not"), ("but", "not"))
_LEADING = (("rather", "than"), ("instead", "of"))
_SELDOM = _SMALL | {"rather", "instead"}
_REPLACING = frozenset(("rather", "instead", "not"))
_WITHOUT = frozenset(("without",))
FOCUSING = forms_of(TABLES.cues["comparison.focusing"])
PAUSING = forms_of(TABLES.cues["comparison.pausing"])
_SPARED_KINDS = frozenset(("attack", "strike", "clash"))


def _is_small(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a word makes little of a number; "a few times" doesn't."""
    return tokens[k].word in _SMALL and (k == 0 or tokens[k - 1].word not in ("a", "quite"))


def seldom(s: Structure, draft: Draft) -> None:
    """Read "only 6 percent of X's strikes targeted Y", "few of X's strikes hit Y" as less targeting of Y."""
    tokens = s.tokens
    if draft.kind not in _SPARED_KINDS or not draft.b or s.words.isdisjoint(_SELDOM):
        return
    instead = _led_in(tokens, draft)
    if instead or _few_times(tokens, draft):
        draft.kind = "less_targeting"
        draft.rules.append("c.instead" if instead else "c.few_times")
        return
    first = max(0, draft.first - 7)
    words = [t.word for t in tokens[first : draft.trigger]]
    share = any(word in ("percent", "%", "cent") for word in words)
    small = next((k for k in range(len(words)) if _is_small(tokens, first + k)), None)
    counted = small is not None and small + 1 < len(words) and tokens[first + small + 1].tag == "#"
    if small is not None and (share or counted or words[small] in ("few", "fewer")):
        draft.kind, draft.first = "less_targeting", first + small
        draft.rules.append("c.small_share")


def _led_in(tokens: Sequence[Token], draft: Draft) -> bool:
    """Say whether "instead of V-ing Y, X …" names Y as what X does not fight."""
    first = verb_group(tokens, draft.trigger)
    return first > 1 and (tokens[first - 2].word, tokens[first - 1].word) in _LEADING


def _few_times(tokens: Sequence[Token], draft: Draft) -> bool:
    """Say whether "only twice", "only 3 times", "just once" counts the strikes."""
    behind = tokens[draft.trigger + 1 : draft.last + 4]
    for k, (small, count) in enumerate(pairwise(behind)):
        if k and behind[k - 1].tag == "-":
            continue  # "not only once"
        if small.word in ("only", "just", "merely") and (count.word in ("once", "twice") or count.tag == "#"):
            return True
        if small.word in ("fewer", "less") and count.word == "than":
            return any(t.word == "times" for t in behind)
    return False


def spared(s: Structure, draft: Draft) -> Draft | None:
    """Read "X strikes Y rather than Z" as less targeting of Z."""
    tokens = s.tokens
    if draft.kind not in _SPARED_KINDS or not draft.a or not draft.b or s.words.isdisjoint(_REPLACING):
        return None
    for k in range(draft.trigger + 1, len(tokens) - 2):
        if (tokens[k].word, tokens[k + 1].word) in _INSTEAD:
            other = next((j for j in range(k + 2, min(k + 7, len(tokens))) if tokens[j].tag in "AG"), None)
            if other is None or tokens[other].actors == draft.b:
                return None
            return Draft(
                kind="less_targeting",
                trigger=draft.trigger,
                first=draft.first,
                last=other,
                a=draft.a,
                b=tokens[other].actors,
                against=draft.b,
                rules=["c.rather_than"],
            )
    return None


def focused(s: Structure) -> Iterator[Draft]:
    """Read "X concentrates on Y rather than Z" as less targeting of Z."""
    tokens = s.tokens
    for i in s.verbs_of(FOCUSING) if s.names_side else ():
        doer = s.subject(i)
        aimed = next((k for k in range(i + 1, min(i + 12, len(tokens))) if tokens[k].tag in "AG"), None)
        if doer is None or aimed is None or {*tokens[aimed].actors} & {*doer.actors}:
            continue
        draft = Draft(
            kind="strike",
            trigger=i,
            first=doer.first,
            last=aimed,
            a=doer.actors,
            b=group(tokens, aimed).actors,
        )
        if (other := spared(s, draft)) is not None:
            yield other


def untouched(s: Structure) -> Iterator[Draft]:
    """Read "X flew over Y's columns without firing", "Y passed X without being attacked": Y is spared."""
    tokens = s.tokens
    for k in s.where(_WITHOUT):
        if k < 2 or k == len(tokens) - 1:
            continue
        passive = tokens[k + 1].word == "being"
        at = k + 1 + passive
        if at >= len(tokens) or lemma_of(tokens[at]) not in TABLES.cues["comparison.harming"]:
            continue
        verb = next((j for j in range(k - 1, -1, -1) if tokens[j].tag == "V"), None)
        doer = None if verb is None else s.subject(verb)
        met = None if verb is None else next((j for j in range(verb + 1, k) if tokens[j].tag in "AG"), None)
        if verb is None or doer is None or met is None:
            continue
        one, other = doer.actors, tuple(x for x in group(tokens, met).actors if x not in doer.actors)
        if not other or any(t.tag in "A" for t in tokens[at + 1 : at + 4]):
            continue
        yield Draft(
            kind="less_targeting",
            trigger=verb,
            first=doer.first,
            last=s.end(at) - 1,
            a=other if passive else one,
            b=one if passive else other,
            rules=["c.untouched"],
        )


def paused(s: Structure) -> Iterator[Draft]:
    """Read "(X's) operations against Y have been halted" as less targeting of Y."""
    tokens = s.tokens
    if not s.names_side or s.words.isdisjoint(PAUSING):
        return
    for i, token in enumerate(tokens):
        frame = TABLES.nouns.get(token.word) if token.tag == "N" else None
        if frame is None or frame.kind not in ("attack", "strike") or i + 2 >= len(tokens):
            continue
        target = next((k for k in range(i + 2, min(i + 5, len(tokens))) if tokens[k].tag in "AG"), None)
        if target is None or tokens[i + 1].word not in ("against", "on"):
            continue
        spared_ones = group(tokens, target)
        verb = next((k for k in range(spared_ones.last + 1, len(tokens)) if tokens[k].tag == "V"), None)
        if (
            verb is None
            or lemma_of(tokens[verb]) not in TABLES.cues["comparison.pausing"]
            or not s.passive(verb)
        ):
            continue
        owner = s.owner(i, 0)
        yield Draft(
            kind="less_targeting",
            trigger=verb,
            first=i if owner is None else min(i, owner.first),
            last=verb,
            a=s.agent(verb) if owner is None else owner.actors,
            b=spared_ones.actors,
            rules=["c.paused"],
        )
