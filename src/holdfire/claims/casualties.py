"""Step 6m: the losses that a clause of its own counts: "ten soldiers died", "the death of six X fighters".

Who suffered them is told by the people that are counted; who inflicted them is left to what the paragraph
leaves open (`counterparts`). Where the clause tells of the fight itself, the fight is the claim.
"""

from collections.abc import Iterator, Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.pronouns import own
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_CUES = TABLES.cues
_HURT = _CUES["casualties.hurt"]
_DIED = _CUES["casualties.died"]
_NOUNS = _CUES["casualties.nouns"]
_LIFE = frozenset(("life", "lives"))
_PERFECT = frozenset(("had", "have", "has"))
CASUALTIES = _HURT | _DIED | _NOUNS | _LIFE
_RAISING = frozenset(("known", "reported", "believed", "said", "confirmed", "feared", "thought"))
_VIOLENT = frozenset(("attack", "strike", "clash", "one_sided", "defend", "repel", "capture"))
_NUMBERED = frozenset(("number", "toll", "count"))
_FAR = 14  # tokens that the people counted may take


def casualties(s: Structure, drafts: Sequence[Draft]) -> list[Draft]:
    """Put the losses of a sentence in the place of a killing whose doer the sentence doesn't name."""
    if s.words.isdisjoint(CASUALTIES) or "#" not in s.tags:
        return [*drafts]
    kept: list[Draft] = [*drafts]
    found: list[Draft] = []
    for draft in (*_suffered(s), *_deaths(s), *_numbers(s)):
        if any(_tells_fight(d, draft, s.scope.civil) for d in kept) or any(_meets(f, draft) for f in found):
            continue
        kept = [d for d in kept if not draft.first <= d.trigger <= draft.last]
        found.append(draft)
    return [*kept, *found]


def _meets(one: Draft, other: Draft) -> bool:
    return one.first <= other.last and other.first <= one.last


def _tells_fight(draft: Draft, losses: Draft, civil: tuple[str, ...]) -> bool:
    """Say whether a draft tells who did it, or another event of the same clause: "killed in an X attack".

    The killing of civilians is one, whoever did it.
    """
    if draft.kind == "one_sided" and draft.trigger == losses.trigger and losses.b == civil:
        return True
    if draft.kind not in _VIOLENT or not losses.first <= draft.trigger <= losses.last:
        return False
    return bool(draft.a) or draft.trigger != losses.trigger


def _suffered(s: Structure) -> Iterator[Draft]:
    """Read "eight X soldiers were wounded", "20 civilians are known to have died", "lost their lives"."""
    tokens = s.tokens
    for i in s.where(_HURT | _DIED | _LIFE):
        end = _before_verb(s, i)
        if end is None:
            continue
        first = _phrase(tokens, end)
        victims = _victims(s, first, end) if first is not None else ()
        if first is not None and victims:
            yield _draft(i, first, s.end(i) - 1, victims, there=s.words.isdisjoint(_PERFECT))


def _before_verb(s: Structure, i: int) -> int | None:
    """Find the last token of the people whom the word at i says something of."""
    tokens = s.tokens
    word, k = tokens[i].word, i - 1
    if word in _LIFE:
        if k < 1 or tokens[k].word not in ("their", "his") or tokens[k - 1].word != "lost":
            return None
        k -= 2
    elif (word in _HURT and not _is_undergone(s, i)) or (word in _DIED and tokens[i].tag == "N"):
        return None
    while k > 0 and (tokens[k].tag in "XBT-" or tokens[k].word in _RAISING):
        k -= 1
    return k if k >= 0 and tokens[k].tag in "NAG#" else None


def _is_undergone(s: Structure, i: int) -> bool:
    """Say whether "killed", "missing" is what befell the subject, by nobody who is named."""
    tokens = s.tokens
    if i + 1 < len(tokens) and tokens[i + 1].word == "by":
        return False
    k = i - 1
    while k >= 0 and (tokens[k].tag == "B" or tokens[k].word in _RAISING):
        k -= 1
    return k >= 0 and tokens[k].word in WORDS.be


def _phrase(tokens: Sequence[Token], end: int) -> int | None:
    """Go back to the first number of the noun phrase that ends at `end`."""
    first, k = None, end
    while k >= 0 and end - k < _FAR and (tokens[k].tag in "NAG#DB" or tokens[k].word in ("of", "and", "or")):
        if tokens[k].tag == "#":
            first = k
        k -= 1
    return first


def _victims(s: Structure, first: int, end: int) -> tuple[str, ...]:
    """Name whose people are counted from first to end; none where one of them stays unknown."""
    tokens = s.tokens
    found: list[str] = []
    counted = [k for k in range(first, end + 1) if tokens[k].tag == "#"]
    for at, k in enumerate(counted):
        until = counted[at + 1] if at + 1 < len(counted) else end + 1
        whose = next((side for j in range(k + 1, until) if (side := _whose(s, j))), ())
        if not whose:
            return ()
        found.extend(whose)
    return tuple(dict.fromkeys(found))


def _whose(s: Structure, j: int) -> tuple[str, ...]:
    """Name the side of the people at j: named, "its men", civilians, the only group told of."""
    token = s.tokens[j]
    if token.tag == "A" and token.actors != (token.word,):
        return token.actors
    if token.word in _CUES["target.civil"]:
        return s.scope.civil
    if j and token.word in WORDS.forces and (mine := own(s.tokens, j - 1, s.scope)):
        return mine
    if token.word in _CUES["casualties.groups"]:
        return s.scope.only_group(a for t in s.tokens if t.tag in "AG" for a in t.actors)
    return ()


def _deaths(s: Structure) -> Iterator[Draft]:
    """Read "the death of seven X and the wounding of five Y" as one count of losses."""
    tokens, done = s.tokens, -1
    for i in s.where(_NOUNS):
        if i < done or tokens[i].tag == "V" or i + 2 >= len(tokens) or tokens[i + 1].word != "of":
            continue
        done, victims = _people_after(s, i + 2)
        if done + 3 < len(tokens) and tokens[done].word == "and":
            other = next((k for k in (done + 1, done + 2) if tokens[k].word in _NOUNS), None)
            if other is not None and tokens[other + 1].word == "of":
                done, more = _people_after(s, other + 2)
                victims = (*victims, *more) if victims and more else ()
        if victims:
            yield _draft(i, max(0, i - 1), done - 1, tuple(dict.fromkeys(victims)), there=True)


def _people_after(s: Structure, k: int) -> tuple[int, tuple[str, ...]]:
    """Read a number and the people behind it; give the token behind them."""
    tokens, victims = s.tokens, ()
    if k >= len(tokens) or not any(t.tag == "#" for t in tokens[k : k + 3]):
        return k, ()
    while k < len(tokens) and tokens[k].tag in "#NADB":
        victims = victims or (() if tokens[k].tag in "#DB" else _whose(s, k))
        k += 1
    return k, victims


def _numbers(s: Structure) -> Iterator[Draft]:
    """Read "put the number of soldiers killed at 58 and that of militants at 202"."""
    tokens = s.tokens
    for i in s.where(_NUMBERED):
        at = next((k for k in range(i + 1, min(i + _FAR, len(tokens) - 1)) if tokens[k].word == "at"), None)
        if at is None or tokens[at + 1].tag != "#" or tokens[i + 1].word != "of":
            continue
        hurt = next((k for k in range(i + 2, at) if tokens[k].word in _HURT), None)
        victims = next((side for k in range(i + 2, at) if (side := _whose(s, k))), ())
        if hurt is None or not victims:
            continue
        yield _draft(hurt, max(0, i - 2), at + 1, victims)
        yield from _that_of(s, at + 2)


def _that_of(s: Structure, k: int) -> Iterator[Draft]:
    """Read the other half: "and that of militants at 202 or more"."""
    tokens = s.tokens
    at = next((j for j in range(k, min(k + _FAR, len(tokens) - 1)) if tokens[j].word == "at"), None)
    words = [t.word for t in tokens[k : k + 3]]
    if at is None or tokens[at + 1].tag != "#" or words != ["and", "that", "of"]:
        return
    if victims := next((side for j in range(k + 3, at) if (side := _whose(s, j))), ()):
        yield _draft(at + 1, k + 1, s.end(at + 1) - 1, victims)


def _draft(trigger: int, first: int, last: int, victims: tuple[str, ...], *, there: bool = False) -> Draft:
    """Make the draft; there: these were lost where the paragraph has come to, they are no toll of more."""
    return Draft(
        kind="figure",
        trigger=trigger,
        first=first,
        last=max(first, last),
        b=victims,
        closed=len(victims) > 1,
        rules=["c.casualties" if there else "c.toll"],
    )
