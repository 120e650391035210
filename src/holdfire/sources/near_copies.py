"""Texts that share most of their words, in the same order: near-copies, whoever copied from whom."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.lexicon.normal import fold

WORDS = 5  # of a group; shorter ones are shared by chance, as "the north of the country"
LEAST_SHARE = 0.5  # of the shorter text's groups
LEAST_GROUPS = 8  # that both have; a dateline and a slogan are fewer
CROWD = 50  # texts with one group, from which on each is compared with the first of them only

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCopy:
    """Two texts by their names; share: of the shorter one's groups of five words, how many the other has."""

    one: str
    other: str
    share: float


def near_copies(texts: Mapping[str, str]) -> tuple[NearCopy, ...]:
    """Find all pairs of texts that share a good part of the shorter one, the most alike first.

    Groups of words are compared, so that a text which was cut, or put between other paragraphs, is found;
    one that was told anew in other words is not.
    """
    groups = {name: _groups(text) for name, text in texts.items()}
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name, found in groups.items():
        for group in found:
            holders[group].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        shared.update(_pairs(names))
    found = (
        NearCopy(one=one, other=other, share=number / min(len(groups[one]), len(groups[other])))
        for (one, other), number in shared.items()
        if number >= min(LEAST_GROUPS, len(groups[one]), len(groups[other]))
    )
    close = (pair for pair in found if pair.share >= LEAST_SHARE)
    return tuple(sorted(close, key=lambda pair: (-pair.share, pair.one, pair.other)))


def _groups(text: str) -> set[int]:
    """Hash every run of five words; a text of fewer is one group."""
    words = _WORD.findall(fold(text))
    if not words:
        return set()
    return {hash(tuple(words[n : n + WORDS])) for n in range(max(1, len(words) - WORDS + 1))}


def _pairs(names: list[str]) -> list[tuple[str, str]]:
    if len(names) > CROWD:
        return [(names[0], other) for other in names[1:]]
    return [(one, other) for n, one in enumerate(names) for other in names[n + 1 :]]
