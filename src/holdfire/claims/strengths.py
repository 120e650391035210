"""Step 6l: what a side has and has lost: numbers of men and arms, losses, deserters."""

from collections.abc import Iterator, Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import forms_of, group, lemma_of
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_CUES = TABLES.cues
_MEN = frozenset(("fighters", "soldiers", "tanks", "officers", "police", "drones"))
_COUNTED = _CUES["strength.arms"].union(word for word, unit in WORDS.units.items() if unit in _MEN)
_LOSING = _CUES["strength.losses"] | _CUES["strength.leavers"]
_HAVING = frozenset(("has", "have", "had")) | forms_of(_CUES["strength.having"])
TELLING_STRENGTH = _LOSING | _HAVING
_FAR = 8  # tokens between a verb and the number that it has


def strengths(s: Structure) -> Iterator[Draft]:
    """Make the drafts of a sentence's strengths, losses and deserters."""
    if s.words.isdisjoint(_LOSING) and s.words.isdisjoint(_COUNTED):
        return
    for i in s.where(TELLING_STRENGTH):
        token = s.tokens[i]
        if token.tag in "VX" and token.word in _HAVING:
            yield from _having(s, i)
        elif token.tag == "N" and token.word in _CUES["strength.losses"]:
            yield from _losses(s, i)
        elif token.word in _CUES["strength.leavers"]:
            yield from _left(s, i)


def _having(s: Structure, i: int) -> Iterator[Draft]:
    """Read "X has 2,500 fighters", "X had no artillery in P"."""
    tokens = s.tokens
    after = range(i + 1, min(i + 1 + _FAR, len(tokens)))
    counted = next((k for k in after if tokens[k].tag == "#" or tokens[k].word == "no"), None)
    if counted is None or any(tokens[k].tag in "VXSP" for k in range(i + 1, counted)):
        return
    thing = next(
        (k for k in range(counted + 1, min(counted + 5, len(tokens))) if tokens[k].tag != "N"), len(tokens)
    )
    named = tokens[counted + 1 : thing]
    if not any(_counts_men(t) for t in named) or (thing < len(tokens) and tokens[thing].tag in "VX"):
        return
    doer = s.subject(i)
    if doer is None or doer.ground or tokens[doer.last].word.split(" ")[-1] in WORDS.civil:
        return
    yield Draft(
        kind="capacity",
        trigger=counted,
        first=doer.first,
        last=s.end(i) - 1,
        a=doer.actors,
        closed=True,
        rules=["c.strength"],
    )


def _counts_men(token: Token) -> bool:
    return token.word in _COUNTED


def _losses(s: Structure, i: int) -> Iterator[Draft]:
    """Read "losses of X were put at 17", "X put Y losses at 17", "X admitted the death of 3 fighters"."""
    tokens = s.tokens
    number = next((k for k in range(i + 1, min(i + _FAR, len(tokens))) if tokens[k].tag == "#"), None)
    verb = s.light_verb(i)
    if number is None or any(t.tag in "S" for t in tokens[i:number]):
        return
    owner = s.owner(i, max(0, i - 3))
    whose = next((tokens[k].actors for k in range(i + 1, number) if tokens[k - 1].word == "of"), ())
    whose = whose or (() if owner is None else owner.actors)
    doer = None if verb is None or s.passive(verb) else s.subject(verb)
    teller = () if doer is None else doer.actors
    whose = whose or teller
    told = verb is not None and lemma_of(tokens[verb]) in _CUES["strength.telling"]
    if not whose or not told:
        return
    yield Draft(
        kind="figure",
        trigger=i,
        first=min(i if owner is None else owner.first, i if doer is None else doer.first),
        last=s.end(i if verb is None else verb) - 1,
        a=tuple(x for x in teller if x not in whose),
        b=whose,
        closed=True,
        rules=["c.losses"],
    )


def _left(s: Structure, i: int) -> Iterator[Draft]:
    """Read "former X fighters serve in Y", "deserters from X joined Y", "Y took in X deserters"."""
    tokens = s.tokens
    near = [*range(i + 1, min(i + 4, len(tokens))), *range(i - 1, max(-1, i - 3), -1)]
    left = next((k for k in near if tokens[k].tag == "A"), None)
    if left is None:
        return
    others = [
        k
        for k in range(max(0, i - 12), min(i + 14, len(tokens)))
        if tokens[k].tag == "A" and not {*tokens[k].actors} & {*tokens[left].actors}
    ]
    verb = next((k for k in _between(others, left) if _joins(tokens[k])), None)
    if not others or verb is None:
        return
    joined = group(tokens, min(others, key=lambda k: abs(k - verb)))
    yield Draft(
        kind="defect",
        trigger=verb,
        first=min(i, left, joined.first),
        last=max(i, left, joined.last),
        a=tokens[left].actors,
        b=joined.actors,
        closed=True,
        rules=["c.leavers"],
    )


def _between(others: Sequence[int], left: int) -> Iterator[int]:
    for k in others:
        yield from range(min(k, left) + 1, max(k, left))


def _joins(token: Token) -> bool:
    return token.tag in "VX" and (lemma_of(token) in _CUES["strength.joining"])
