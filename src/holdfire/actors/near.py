"""Registered names near to a name that nobody knows, each with its likeness and the reason: to be asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from holdfire.actors.names import GOVERNMENT, Bearing, fold_name, years_of
from holdfire.actors.registry import Registry
from holdfire.lexicon.keys import name_key, spelled_alike

LIKE = 85  # of 100: letters in common, words in any order
SHORTEST = 6  # letters below which a likeness says nothing: acronyms differ by one letter
KEY = 5  # consonants of a key that may bring two spellings together
MOST = 3
AT_ONCE = 500  # names compared with all of a registry, so that the comparison stays small


@dataclass(frozen=True, slots=True, kw_only=True)
class NearName:
    """A registered name near to one of the data; likeness: 0 to 1, by letters; why: what they share."""

    of: str
    name: str
    actor: str
    likeness: float
    why: str


def near_names(unknown: Sequence[str], registry: Registry) -> dict[str, tuple[NearName, ...]]:
    """Find for each name the registered names that it may be a spelling of, at most three, the nearest first.

    None of them is taken: the same name with other bounds (years, country, id), the same consonants in
    another transliteration, or most letters in common.
    """
    bearings = [b for b in registry.bearings if b.kind != "id"]
    found: dict[str, dict[str, NearName]] = defaultdict(dict)
    for name, bearing in _pairs(unknown, bearings):
        near = _near(name, bearing)
        before = found[name].get(bearing.actor.id)
        if near.why and (before is None or (-before.likeness, before.name) > (-near.likeness, near.name)):
            found[name][bearing.actor.id] = near
    return {
        name: tuple(sorted(near.values(), key=lambda n: (-n.likeness, n.actor))[:MOST])
        for name, near in found.items()
        if near
    }


def _pairs(unknown: Sequence[str], bearings: Sequence[Bearing]) -> Iterator[tuple[str, Bearing]]:
    """List the pairs worth a look: many letters in common, one key, or one name but for its years."""
    keyed: dict[str, list[Bearing]] = defaultdict(list)
    for bearing in bearings:
        for key in _keys(bearing.name):
            keyed[key].append(bearing)
    written = [_in_order(b.name) for b in bearings]
    for start in range(0, len(unknown) if bearings else 0, AT_ONCE):
        names = unknown[start : start + AT_ONCE]
        letters = process.cdist(
            [_in_order(name) for name in names], written, scorer=fuzz.ratio, score_cutoff=LIKE, dtype=np.uint8
        )
        for name, row in zip(names, letters, strict=True):
            yield from ((name, bearings[j]) for j in np.flatnonzero(row).tolist())
            yield from ((name, bearing) for key in sorted(_keys(name)) for bearing in keyed.get(key, ()))


def _keys(name: str) -> frozenset[str]:
    return frozenset({name_key(name), fold_name(_bare(name))})


def _near(name: str, bearing: Bearing) -> NearName:
    likeness = fuzz.ratio(_in_order(name), _in_order(bearing.name)) / 100
    why = _why(name, bearing, likeness)
    return NearName(of=name, name=bearing.name, actor=bearing.actor.id, likeness=round(likeness, 2), why=why)


def _why(name: str, bearing: Bearing, likeness: float) -> str:
    """Say what two names share; nothing where it is too little."""
    if fold_name(name) == fold_name(bearing.name):
        return "the same name, borne elsewhere, at another time or under another id"
    if fold_name(_bare(name)) == fold_name(_bare(bearing.name)):
        return "the same name but for its years"
    if min(len(_in_order(name)), len(_in_order(bearing.name))) < SHORTEST:
        return ""
    if len(name_key(name)) >= KEY and spelled_alike(name, bearing.name):
        return "the same consonants in another spelling"
    return "most letters in common" if likeness * 100 >= LIKE else ""


def _bare(name: str) -> str:
    cut = years_of(name)
    return name if cut is None else cut[0]


def _in_order(name: str) -> str:
    """Put a name's words in order; "government of" says nothing of which."""
    return " ".join(sorted(fold_name(name).removeprefix(GOVERNMENT).split()))
