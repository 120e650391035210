"""Where the patterns of `place_forms` can match, found in one pass over a text instead of one for each.

Most begin with one of some words, so they are tried where the first of these stands. The names before a kind
of place ("the Osk valley") hold no sign but hyphens and apostrophes, so that pattern is tried only on
stretches between other signs in which a kind is named.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from holdfire.lexicon.alternatives import either_case
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_forms import (
    AFTER_PREPOSITION,
    AFTER_VERB,
    BEFORE_KIND,
    EXAMPLES,
    IN_BRACKETS,
    INCLUDING,
    KINDS,
    LISTED,
    OF_LIST,
    ONTO,
    PREPOSITIONS,
)

_ORDER = (AFTER_PREPOSITION, BEFORE_KIND, INCLUDING, IN_BRACKETS, OF_LIST, AFTER_VERB)
_OPENED_BY: dict[int, Collection[str]] = {
    0: PREPOSITIONS,
    1: KINDS,
    2: EXAMPLES,
    3: LISTED,
    4: LISTED,
    5: ONTO,
}
_FIRST = re.compile(r"\w+")


def _hints() -> dict[str, tuple[int, ...]]:
    """Map the first word of what opens a pattern (for kinds: of what closes it) to the patterns."""
    first = {k: {_FIRST.findall(opening)[0] for opening in openings} for k, openings in _OPENED_BY.items()}
    return {word: tuple(k for k in first if word in first[k]) for words in first.values() for word in words}


_HINTS = _hints()
_HINT = re.compile(rf"\b{either_case(_HINTS)}\b")
_SIGN = re.compile(r"[^\w'’ -]")


def candidates(text: str) -> Sequence[Sequence[re.Match[str]]]:
    """List the matches of each pattern in its order of preference, as its own search would find them."""
    found: list[list[re.Match[str]]] = [[] for _ in _ORDER]
    kinds: list[int] = []
    for hint in _HINT.finditer(text):
        for k in _HINTS.get(fold(hint[0]), _OPENED_BY):
            if k == 1:
                kinds.append(hint.start())
            elif not found[k] or hint.start() >= found[k][-1].end():
                match = _ORDER[k].match(text, hint.start())
                if match is not None:
                    found[k].append(match)
    found[1].extend(_before_kinds(text, kinds))
    return found


def _before_kinds(text: str, kinds: Sequence[int]) -> Iterator[re.Match[str]]:
    signs = [sign.start() for sign in _SIGN.finditer(text)] if kinds else []
    end = -1
    for kind in kinds:
        if kind < end:
            continue
        k = bisect_left(signs, kind)
        start = signs[k - 1] + 1 if k else 0
        end = signs[k] if k < len(signs) else len(text)
        yield from BEFORE_KIND.finditer(text, start, end)
