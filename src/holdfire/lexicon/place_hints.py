"""Where the patterns of `place_forms` can match, found in one pass over a text instead of one for each.

Most begin with one of some words, so they are tried where the first of these stands. The names before a kind
of place ("the Osk valley") hold no sign but hyphens and apostrophes, so that pattern is tried only on
stretches between other signs in which a kind is named.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from holdfire.lexicon.pieces import Pieces
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
from holdfire.lexicon.words import WORDS

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
HINTING = _HINTS.keys()
_SIGN = re.compile(r"[^\w'’ -]")
_NAMED_KINDS = frozenset(f"{kind}{plural}" for kind in (*KINDS, "village") for plural in ("", "s"))
_BEFORE_A_NAME = (
    _NAMED_KINDS
    | frozenset(word.split("-")[0] for word in WORDS.directions)
    | frozenset(f"{vowel}{rest}" for vowel in "ae" for rest in (*"lrsndtz", "sh", "th", "dh"))
    | {"the", "d", "de", "der"}
)
"""Words, or how they begin, that may stand in small letters between a preposition and a name."""
_LONGER = frozenset(_FIRST.findall(words)[0] for words in PREPOSITIONS if not words.isalnum())
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")


def candidates(text: str, pieces: Pieces) -> Sequence[Sequence[re.Match[str]]]:
    """List the matches of each pattern in its order of preference, as its own search would find them.

    pieces: of the text itself, see `pieces.of_text`.
    """
    words, starts, hints = pieces.words, pieces.starts, pieces.among(HINTING)
    if "ı" in text:  # for re.IGNORECASE an i
        words = [word.replace("ı", "i") for word in words]
        hints = [i for i, word in enumerate(words) if word in HINTING]
    found: list[list[re.Match[str]]] = [[] for _ in _ORDER]
    kinds: list[int] = []
    for i in hints:
        for k in _HINTS[words[i]]:
            if k == 1:
                kinds.append(i)
            elif k == 0 and _no_name_after(text, words, starts, i):
                continue
            elif not found[k] or starts[i] >= found[k][-1].end():
                match = _ORDER[k].match(text, starts[i])
                if match is not None:
                    found[k].append(match)
    found[1].extend(_before_kinds(text, kinds, pieces))
    return found


def _no_name_after(text: str, words: Sequence[str], starts: Sequence[int], i: int) -> bool:
    """Say whether a preposition at i has a small-written word behind it that no place's name can follow."""
    if words[i] in _LONGER:  # it may go on: "through-out"
        return False
    if i + 1 == len(words):
        return True
    small = text[starts[i + 1]] in _SMALL and words[i + 1] not in _BEFORE_A_NAME
    return small and (i + 2 == len(words) or words[i + 2] not in _NAMED_KINDS)


def _before_kinds(text: str, kinds: Sequence[int], pieces: Pieces) -> Iterator[re.Match[str]]:
    """Search the stretches around kinds that hold no other signs, each once."""
    end = -1
    for i in kinds:
        if pieces.starts[i] >= end:
            end = _next_sign(text, i, pieces)
            yield from BEFORE_KIND.finditer(text, _after_sign(text, i, pieces), end)


def _after_sign(text: str, i: int, pieces: Pieces) -> int:
    """Go back from a word to the last sign before it that no name has."""
    for k in range(i, -1, -1):
        if pieces.gaps[k] != " ":
            low = pieces.ends[k - 1] if k else 0
            signs = list(_SIGN.finditer(text, low, pieces.starts[k]))
            if signs:
                return signs[-1].end()
    return 0


def _next_sign(text: str, i: int, pieces: Pieces) -> int:
    for k in range(i + 1, len(pieces.gaps)):
        if pieces.gaps[k] != " ":
            high = pieces.starts[k] if k < len(pieces.starts) else len(text)
            sign = _SIGN.search(text, pieces.ends[k - 1], high)
            if sign is not None:
                return sign.start()
    return len(text)
