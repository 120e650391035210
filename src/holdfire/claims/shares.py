"""Step 6h: how much of its violence a side spends on another: shares and counts.

"Only 6 percent of X's strikes hit Y", "not a single bomb of X fell on Y", "three attacks on Y, as opposed to
96 on Z": X targets Y less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import Party, forms_of, group, lemma_of
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.counts import value_of
from holdfire.lexicon.words import WORDS

_CUES = TABLES.cues
_VIOLENT = frozenset(("attack", "strike", "clash", "one_sided"))
_WINDOW = 10  # tokens before a noun that may hold its quantity
_FAR = 26  # tokens behind a trigger that may hold whom it is compared with
_NEAR = 7  # tokens between a number and the party that what it counts falls on
_MOST = 0.6  # from this share on it is most of them
_QUANTITIES = frozenset(("no", "not", "all")).union(
    *(_CUES[f"comparison.{name}"] for name in ("only", "little", "most"))
)
_ACTS = _CUES["comparison.acts"].union(
    word for word, frame in TABLES.nouns.items() if frame.kind in _VIOLENT and frame.kind != "clash"
)
_HITTING = forms_of(_CUES["comparison.hitting"])
COUNTED = _ACTS | _HITTING
_ON = frozenset(("on", "at", "against", "upon", "over"))
_COMPARED = frozenset(("compared", "compare", "opposed", "oppose"))
_OWNING = frozenset(("of", "by", "from"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """Acts of violence that a quantity counts, from first on, and the party they hit."""

    noun: int
    first: int
    target: Party
    small: bool


def shared_out(s: Structure, drafts: Sequence[Draft]) -> list[Draft]:
    """Put less targeting in the place of violence that a share or a count makes little of."""
    kept = list(drafts)
    counts = "#" in s.tags or not s.words.isdisjoint(_QUANTITIES)
    if not s.names_side or not counts or s.words.isdisjoint(COUNTED):
        return kept
    found = [*_contrasted(s, drafts), *(_of_share(s, share, drafts) for share in _shares(s))]
    for draft in found:
        if draft is None or any(d.kind == "less_targeting" and _meets(d, draft) for d in kept):
            continue
        kept = [d for d in kept if not (d.kind in _VIOLENT and _meets(d, draft))]
        kept.append(draft)
    return kept


def _meets(one: Draft, other: Draft) -> bool:
    return other.first <= one.trigger <= other.last


# -- shares and counts


def _shares(s: Structure) -> Iterator[_Share]:
    """Find the nouns of violence that a small or a large quantity counts."""
    tokens = s.tokens
    for i, token in enumerate(tokens):
        if not (token.tag in "N#" and _violent_at(tokens, i)):
            continue
        target = _target(tokens, i)
        if target is None:
            continue
        first = max(0, i - _WINDOW)
        small = _small(tokens, first, i)
        small = _one_in_many(tokens, i) if small is None else small
        if small is not None:
            yield _Share(noun=i, first=small, target=target, small=True)
        elif (large := _large(tokens, first, i, target.first)) is not None:
            yield _Share(noun=i, first=large, target=target, small=False)


def _violent_at(tokens: Sequence[Token], i: int) -> bool:
    """Say whether acts of violence are named at i, or only counted: "just three were aimed at X"."""
    if tokens[i].tag == "#":
        follows = tokens[i + 1 : i + 4]
        ruled = bool(follows) and follows[0].tag in "XV"
        return ruled and any(t.word in _HITTING for t in follows)
    return tokens[i].tag == "N" and tokens[i].word in _ACTS


def _target(tokens: Sequence[Token], i: int) -> Party | None:
    """Find the party that the acts fall on: behind "on", "against", or a verb of hitting."""
    linked = False
    for k in range(i + 1, min(i + _FAR, len(tokens))):
        token = tokens[k]
        if token.word in (";", ":"):
            return None
        linked = linked or _links(token)
        owned = tokens[k - 1].word in _OWNING and tokens[k - 2].word not in WORDS.holding
        if token.tag in "AG" and linked and not owned:
            return group(tokens, k)
    return None


def _small(tokens: Sequence[Token], first: int, i: int) -> int | None:
    """Find where "only 6 percent", "just three", "fewer than thirty", "a handful of" begins before i."""
    for k in range(i - 1, first - 1, -1):
        word, after = tokens[k].word, tokens[k + 1]
        counted = after.tag == "#" or after.word in ("a", "one")
        if tokens[k].tag in "V" or word in (";", ":"):
            return None
        if word in _CUES["comparison.only"] and counted:
            return k
        if word in ("no", "not") and all(t.tag in "D#NAB" for t in tokens[k + 1 : i]):
            return k
        if word in _CUES["comparison.little"] and (
            after.word in ("of", "than") or k == i - 1 or after.tag == "A"
        ):
            return k
    return None


def _one_in_many(tokens: Sequence[Token], i: int) -> int | None:
    """Find "one X strike in eleven", "one in ten of X's strikes"."""
    for k in range(max(0, i - 5), min(i + 2, len(tokens) - 1)):
        if tokens[k].word not in ("in", "of") or tokens[k + 1].tag != "#":
            continue
        whole = value_of(tokens[k + 1].word)
        part = next((j for j in range(k - 1, max(-1, k - 5), -1) if tokens[j].tag == "#"), None)
        counted = None if part is None else value_of(tokens[part].word)
        if part is not None and whole and counted is not None and counted / whole <= 1 - _MOST:
            return part
    return None


def _large(tokens: Sequence[Token], first: int, i: int, end: int) -> int | None:
    """Find where "most of", "94 percent of", "all but two" begins, before the noun at i or behind it."""
    for k in range(first, end - 1):
        token, after = tokens[k], tokens[k + 1]
        if token.word in _CUES["comparison.most"] and (after.word == "of" or k < i):
            return k
        if token.word == "all" and after.word == "but":
            return k
        if token.tag == "#" and after.word in ("percent", "%", "per") and k < i:
            share = value_of(token.word)
            return k if share is not None and share >= 100 * _MOST else None
    return None


def _of_share(s: Structure, share: _Share, drafts: Sequence[Draft]) -> Draft | None:
    tokens, last = s.tokens, share.target.last
    striker = _striker(s, share, drafts)
    if not striker and s.tokens[share.first].tag != "-":
        return None
    spared, aimed = share.target.actors, ()
    if not share.small:
        absent = _nowhere_there(tokens, last)
        spared, aimed = (() if absent is None else absent.actors), share.target.actors
        last = last if absent is None else max(last, s.end(absent.last) - 1)
        aimed = tuple(x for x in aimed if x not in spared)
    spared = tuple(x for x in spared if x not in striker)
    if not spared:
        return None
    return Draft(
        kind="less_targeting",
        trigger=share.noun,
        first=share.first,
        last=last,
        a=striker,
        b=spared,
        against=aimed,
        rules=["c.share"],
    )


def _striker(s: Structure, share: _Share, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Name whose acts are counted: the party before the noun, behind "of" or "by", or what a frame found."""
    tokens = s.tokens
    known = next((d.a for d in drafts if share.noun <= d.trigger <= share.target.first and d.a), ())
    if known and not {*known} & {*share.target.actors}:
        return known
    near = [*range(share.noun - 1, share.first - 1, -1), *range(share.noun + 1, share.target.first)]
    named = next((tokens[k].actors for k in near if tokens[k].tag == "A"), ())
    named = tuple(x for x in named if x not in share.target.actors)
    return named or s.scope.striker


def _nowhere_there(tokens: Sequence[Token], last: int) -> Party | None:
    """Find the party of "areas where Y has no presence"."""
    where = next(
        (k for k in range(max(0, last - 4), len(tokens)) if tokens[k].word in ("where", "without")), None
    )
    if where is None:
        return None
    who = next((k for k in range(where + 1, min(where + 6, len(tokens))) if tokens[k].tag == "A"), None)
    if who is None:
        return None
    absent = tokens[where].word == "without" or any(t.tag == "-" for t in tokens[who + 1 : who + 6])
    return group(tokens, who) if absent else None


# -- counts of two sides


def _contrasted(s: Structure, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Read "122 raids on Z and eight on Y", "three attacks on Y, as opposed to 96 on Z": Y is spared."""
    tokens = s.tokens
    counts = list(_counts(tokens)) if s.tags.count("#") > 1 else ()
    for one, other in pairwise(counts):
        if {*one.party.actors} & {*other.party.actors} or not _told_of_violence(tokens, one, other):
            continue
        low, high = sorted((one, other), key=lambda count: count.value)
        if low.value > (1 - _MOST) * high.value:
            continue
        share = _Share(noun=one.at, first=one.at, target=one.party, small=True)
        striker = _striker(s, share, drafts) or s.scope.subject
        spared = tuple(x for x in low.party.actors if x not in striker)
        if striker and spared and not {*high.party.actors} & {*striker}:
            yield Draft(
                kind="less_targeting",
                trigger=low.at,
                first=min([one.at, *(d.first for d in drafts if one.at <= d.trigger <= other.at)]),
                last=other.party.last,
                a=striker,
                b=spared,
                against=high.party.actors,
                rules=["c.counts"],
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A number at a token, and the party that what it counts falls on."""

    at: int
    value: float
    party: Party


def _counts(tokens: Sequence[Token]) -> Iterator[_Count]:
    for i, token in enumerate(tokens):
        counted = value_of(token.word) if token.tag == "#" else None
        if counted is None:
            continue
        for k in range(i + 1, min(i + 1 + _NEAR, len(tokens))):
            if tokens[k].tag == "#" or tokens[k].word in (";", ":", ",", "percent", "%"):
                break
            if tokens[k].tag in "AG" and any(_links(t) for t in tokens[i + 1 : k]):
                yield _Count(at=i, value=counted, party=group(tokens, k))
                break


def _links(token: Token) -> bool:
    return token.word in _ON or token.word in _HITTING


def _told_of_violence(tokens: Sequence[Token], one: _Count, other: _Count) -> bool:
    """Say whether acts of violence are counted, and the second number says no more of their effect."""
    return any(_violent_at(tokens, k) for k in range(one.at, one.party.first)) and not any(
        tokens[k].tag == "V" and tokens[k].word not in _HITTING and lemma_of(tokens[k]) not in _COMPARED
        for k in range(one.party.last + 1, other.party.first)
    )
