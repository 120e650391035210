"""Step 6g: fixed phrases: "X is hand in glove with Y", "X acts as Y's air force", "X is outnumbered"."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from typing import Any

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import Party, group, lemma_of
from holdfire.claims.structure import Structure
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import KINDS

_REACH_BACK = 8  # tokens between the verb and its phrase: "acted for years as the air force"
_FRONTS = frozenset(
    ("front", "fronts", "frontline", "frontlines", "line", "lines", "border", "sector", "guns")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Idiom:
    """One row of data/idioms.toml (see the head of that file)."""

    id: str
    kind: str
    subject: str
    owner: str
    object: str
    preps: Mapping[str, str]
    between: bool
    fronts: bool
    verbs: frozenset[str]
    needs: frozenset[str]


Phrase = tuple[tuple[frozenset[str], ...], Idiom]


def _read() -> Mapping[tuple[str, str], tuple[Phrase, ...]]:
    """Index the phrases by their first two words (of a single word: it and nothing), the longest first."""
    data = tomllib.loads(files("holdfire.claims").joinpath("data/idioms.toml").read_text(encoding="utf-8"))
    phrases: dict[tuple[str, str], list[Phrase]] = {}
    for row in data["idiom"]:
        idiom = _idiom(row)
        for listed in row["phrases"].split("|"):
            slots = tuple(frozenset(slot.split("/")) for slot in listed.split())
            for pair in product(slots[0], slots[1] if len(slots) > 1 else ("",)):
                phrases.setdefault(pair, []).append((slots, idiom))
    return {pair: tuple(sorted(rows, key=lambda row: -len(row[0]))) for pair, rows in phrases.items()}


def _idiom(row: Mapping[str, Any]) -> Idiom:
    if row["kind"] not in KINDS:
        raise ValueError(f"data/idioms.toml: {row['id']} has the unknown kind {row['kind']}")
    return Idiom(
        id=row["id"],
        kind=row["kind"],
        subject=row.get("subject", ""),
        owner=row.get("owner", ""),
        object=row.get("object", ""),
        preps=row.get("preps", {}),
        between=row.get("between", False),
        fronts=row.get("fronts", False),
        verbs=frozenset(row.get("verbs", "").split()),
        needs=frozenset(row["needs"].split()),
    )


_PHRASES = _read()
_FIRST = frozenset(first for first, _ in _PHRASES)
IDIOMATIC = frozenset(  # of each phrase the slot of its longest words: most sentences have none of them
    word
    for rows in _PHRASES.values()
    for slots, _ in rows
    for word in max(slots, key=lambda slot: min(map(len, slot)))
)


def idioms(s: Structure) -> Iterator[Draft]:
    """Make the drafts of a sentence's fixed phrases."""
    for i in () if s.words.isdisjoint(IDIOMATIC) else s.where(_FIRST):
        word, after = s.tokens[i].word, s.tokens[i + 1].word if i + 1 < len(s.tokens) else ""
        for slots, idiom in (*_PHRASES.get((word, after), ()), *_PHRASES.get((word, ""), ())):
            last = i + len(slots) - 1
            if _stands(s.tokens, i, slots) and (draft := _draft(s, i, last, idiom)) is not None:
                yield draft
                break


def _stands(tokens: Sequence[Token], i: int, slots: Sequence[frozenset[str]]) -> bool:
    return i + len(slots) <= len(tokens) and all(tokens[i + k].word in slot for k, slot in enumerate(slots))


def _draft(s: Structure, i: int, last: int, idiom: Idiom) -> Draft | None:
    tokens = s.tokens
    verb = _ruling(tokens, i)
    ruled = verb is not None and _lemma(tokens[verb]) in idiom.verbs
    if idiom.verbs and not ruled:
        return None
    sides: dict[str, tuple[str, ...]] = {"a": (), "b": ()}
    first = i if verb is None else verb
    doer = s.subject(verb) if verb is not None and idiom.subject else None
    if doer is not None and not doer.ground:
        sides[idiom.subject], first = doer.actors, min(doer.first, first)
    if idiom.owner and (owner := _owner(tokens, i, verb)) is not None:
        sides[idiom.owner], first = sides[idiom.owner] or owner.actors, min(owner.first, first)
    end = _behind(s, last, idiom, sides)
    if idiom.fronts and verb is not None:
        first = min(first, _front(tokens, verb, sides))
    if idiom.between:
        _part(sides)
    a, b = sides["a"], tuple(x for x in sides["b"] if x not in sides["a"])
    have = {"ab"} if a and b else {"aa"} if len(a) > 1 else set[str]()
    have |= {"a"} if a else set[str]()
    if not have & idiom.needs:
        return None
    trigger = i if verb is None else verb
    return Draft(
        kind=idiom.kind, trigger=trigger, first=first, last=max(end, last), a=a, b=b, rules=[idiom.id]
    )


def _lemma(token: Token) -> str:
    if token.word in WORDS.be:
        return "be"
    return "have" if token.word in WORDS.have else lemma_of(token)


def _ruling(tokens: Sequence[Token], i: int) -> int | None:
    """Find the verb or auxiliary before the phrase, in its clause."""
    for j in range(i - 1, max(-1, i - 1 - _REACH_BACK), -1):
        if tokens[j].tag in "VX":
            return j
        if tokens[j].tag in "SR" or tokens[j].word in (";", ":"):
            return None
    return None


def _owner(tokens: Sequence[Token], i: int, verb: int | None) -> Party | None:
    """Take the party whose the phrase is: "Y's air force", "Y's best customer"."""
    k = i - 1
    while k > (-1 if verb is None else verb) and tokens[k].tag in "NB":
        k -= 1
    stands = k >= 0 and tokens[k].tag == "A" and k != verb
    return group(tokens, k) if stands else None


def _behind(s: Structure, last: int, idiom: Idiom, sides: dict[str, tuple[str, ...]]) -> int:
    """Take the parties behind the phrase, and say where its clause ends."""
    behind = s.reach_by_order(last)
    if idiom.object and behind.object is not None:
        sides[idiom.object] = sides[idiom.object] or behind.object.actors
    for prep, party in behind.preps:
        if idiom.between and prep in ("between", "of", "by") and len(party.actors) > 1 and not sides["a"]:
            sides["a"], sides["b"] = party.actors[:1], party.actors[1:]
        elif (role := idiom.preps.get(prep, "")) and not sides[role] and not party.ground:
            sides[role] = party.actors
    return behind.end - 1


def _front(tokens: Sequence[Token], verb: int, sides: dict[str, tuple[str, ...]]) -> int:
    """Read "the front between X and Y has been quiet", "X's lines with Y stayed calm"."""
    fronts = [k for k in range(max(0, verb - 14), verb) if tokens[k].word in _FRONTS]
    if not fronts:
        return verb
    parties = [group(tokens, k) for k in range(fronts[0], verb) if tokens[k].tag == "A"]
    named = tuple(dict.fromkeys(x for party in parties for x in party.actors))
    if len(named) > 1:
        sides["a"], sides["b"] = named[:1], named[1:]
    return fronts[0]


def _part(sides: dict[str, tuple[str, ...]]) -> None:
    """Part the two sides of "X–Y prisoner swap", "X and Y joint patrols"."""
    if len(sides["a"]) == 2 and not sides["b"]:
        sides["a"], sides["b"] = sides["a"][:1], sides["a"][1:]
