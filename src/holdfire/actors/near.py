"""Registered names near to a name that nobody knows, each with its likeness and the reason: to be asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    if not unknown or not bearings:
        return {}
    found: dict[str, dict[str, NearName]] = defaultdict(dict)
    letters = process.cdist(
        [_in_order(name) for name in unknown],
        [_in_order(b.name) for b in bearings],
        scorer=fuzz.ratio,
        dtype=np.float32,
        workers=1,
    )
    for i, j in _pairs(letters, unknown, bearings):
        name, bearing, likeness = unknown[i], bearings[j], float(letters[i, j])
        why = _why(name, bearing, likeness)
        before = found[name].get(bearing.actor.id)
        if why and (before is None or (-before.likeness, before.name) > (-likeness / 100, bearing.name)):
            found[name][bearing.actor.id] = NearName(
                of=name, name=bearing.name, actor=bearing.actor.id, likeness=round(likeness / 100, 2), why=why
            )
    return {
        name: tuple(sorted(near.values(), key=lambda n: (-n.likeness, n.actor))[:MOST])
        for name, near in found.items()
    }


def _pairs(
    letters: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    unknown: Sequence[str],
    bearings: Sequence[Bearing],
) -> Iterable[tuple[int, int]]:
    """List the pairs worth a look: many letters in common, one key, or one name but for its years."""
    rows, columns = np.nonzero(letters >= LIKE)
    pairs = set(zip(rows.tolist(), columns.tolist(), strict=True))
    keyed: dict[str, list[int]] = defaultdict(list)
    for j, bearing in enumerate(bearings):
        for key in {name_key(bearing.name), fold_name(_bare(bearing.name))}:
            keyed[key].append(j)
    for i, name in enumerate(unknown):
        for key in (name_key(name), fold_name(_bare(name))):
            pairs |= {(i, j) for j in keyed.get(key, ())}
    return sorted(pairs)


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
    return "most letters in common" if likeness >= LIKE else ""


def _bare(name: str) -> str:
    cut = years_of(name)
    return name if cut is None else cut[0]


def _in_order(name: str) -> str:
    """Put a name's words in order; "government of" says nothing of which."""
    return " ".join(sorted(fold_name(name).removeprefix(GOVERNMENT).split()))
