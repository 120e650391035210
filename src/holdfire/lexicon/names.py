"""Find many names in a text at once: folded, at word boundaries, the longest first."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.lexicon.words import WORDS

_BLANKS = re.compile("  +")
_FEW = 16  # names that are sooner looked for one by one than all at once
_SHORT = 5  # letters up to which an all-capital name is an acronym that must be written so


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A way to write something: the characters and the id of what they mean."""

    written: str
    means: str

    @property
    def key(self) -> str:
        """The form in which it is looked for."""
        return _key(self.written)

    @property
    def acronym(self) -> bool:
        """Say whether this is a short word in capitals, such as IS, US or FSA."""
        return len(self.written) <= _SHORT and self.written.isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name at a place of a text: [start, end), and what it means."""

    start: int
    end: int
    means: str


@lru_cache(maxsize=4096)  # texts repeat the names that are looked for in them again
def _key(text: str) -> str:
    return " ".join(fold(flatten(normalise(text))).split())


class NameIndex:
    """Names by the form looked for; a form with two meanings means nothing and is listed in `ambiguous`."""

    def __init__(self, names: Iterable[Name]) -> None:
        meanings: dict[str, dict[str, Name]] = {}
        for name in names:
            if key := name.key:
                ways = meanings.setdefault(key, {})
                if name.means not in ways or name.written.islower():
                    ways[name.means] = name  # a form written small is found in both cases
        self.ambiguous: Mapping[str, tuple[str, ...]] = {
            key: tuple(sorted(ways)) for key, ways in sorted(meanings.items()) if len(ways) > 1
        }
        self._names = {key: ways for key, ways in meanings.items() if len(ways) == 1}
        self._automaton = ahocorasick.Automaton()
        if len(self._names) > _FEW:
            for key, ways in self._names.items():
                self._automaton.add_word(key, (len(key), next(iter(ways.values()))))
            self._automaton.make_automaton()

    def find(self, text: str, folded: str) -> tuple[Found, ...]:
        """Find the names in a text, leftmost and longest, none within another.

        text: normalised and flattened. folded: the same, folded. Both have the text's length.
        """
        if not self._names:
            return ()
        squeezed, place_of = _squeeze(folded)
        same = text if squeezed == folded else _BLANKS.sub(" ", text)
        hits = [
            (place_of(start), place_of(end - 1) + 1, means)
            for start, end, means in self._hits(same, squeezed)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        chosen: list[Found] = []
        for start, end, means in hits:
            if not chosen or start >= chosen[-1].end:
                chosen.append(Found(start=start, end=end, means=means))
        return tuple(chosen)

    def _hits(self, text: str, folded: str) -> Iterator[tuple[int, int, str]]:
        found = self._one_by_one(folded) if len(self._names) <= _FEW else self._automaton.iter(folded)
        for last, (length, name) in found:
            start, end = last + 1 - length, last + 1
            if _bounded(folded, start, end) and _written_so(text, start, end, name):
                yield start, end, name.means

    def _one_by_one(self, folded: str) -> Iterator[tuple[int, tuple[int, Name]]]:
        """Find every name wherever it stands, as the automaton would."""
        for key, ways in self._names.items():
            at = folded.find(key)
            while at >= 0:
                yield at + len(key) - 1, (len(key), next(iter(ways.values())))
                at = folded.find(key, at + 1)


def _squeeze(folded: str) -> tuple[str, Callable[[int], int]]:
    """Make one blank of several, since a name may run over a line break; also where a character stood."""
    ends: list[int] = []
    shifts = [0]
    for blanks in _BLANKS.finditer(folded):
        ends.append(blanks.start() - shifts[-1])
        shifts.append(shifts[-1] + len(blanks[0]) - 1)
    if not ends:
        return folded, lambda i: i
    return _BLANKS.sub(" ", folded), lambda i: i + shifts[bisect_left(ends, i)]


def _bounded(folded: str, start: int, end: int) -> bool:
    before = start == 0 or not folded[start - 1].isalnum()
    after = end == len(folded) or not folded[end].isalnum()
    return before and after


def _written_so(text: str, start: int, end: int, name: Name) -> bool:
    """Tell IS from "is", US from "us" and Turkey from a turkey."""
    if name.acronym:
        return text[start:end] == name.written and not _shouted(text, start, end)
    capital_name = name.written[:1].isupper() and " " not in name.written
    inside = "-" in name.written and not text[start:end].islower()  # "anti-X" of Anti-X
    return not capital_name or inside or not text[start].islower()


def _shouted(text: str, start: int, end: int) -> bool:
    """Say whether capitals mean nothing here: "WHAT IS HAPPENING", or IS as the verb of a question."""
    if text[start:end].lower() not in WORDS.function:
        return False
    after = re.match(r" +([^\W\d_]+)(?: +([^\W\d_]+))?", text[end : end + 60])
    if after is None:
        return False
    if all(word is not None and word.isupper() and len(word) > 1 for word in after.groups()):
        return True
    return _starts_sentence(text, start) and after[1].lower() in WORDS.after_verb_be


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" '\"([")
    return not before or before[-1] in ".?!:"
