"""Find many names in a text at once: folded, at word boundaries, the longest first."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.lexicon.words import WORDS

_BLANKS = re.compile("  +")
_FEW = 16  # names that are sooner looked for one by one than all at once
_SHORT = 5  # letters up to which an all-capital name is an acronym that must be written so


@dataclass(slots=True, kw_only=True)
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

    @property
    def anyhow(self) -> bool:
        """Say whether it may be written in small letters or capitals."""
        return not self.acronym and not (self.written[:1].isupper() and " " not in self.written)


@dataclass(slots=True, kw_only=True)
class Found:
    """A name at a place of a text: [start, end), and what it means."""

    start: int
    end: int
    means: str


_Sought = tuple[int, Name, bool]
"""The length of what is looked for, its name, and whether this may be written anyhow."""


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
        only = {key: next(iter(ways.values())) for key, ways in meanings.items() if len(ways) == 1}
        self._names = {key: (len(key), name, name.anyhow) for key, name in only.items()}
        self._automaton = ahocorasick.Automaton()
        if len(self._names) > _FEW:
            for key, sought in self._names.items():
                self._automaton.add_word(key, sought)
            self._automaton.make_automaton()

    def find(self, text: str, folded: str) -> tuple[Found, ...]:
        """Find the names in a text, leftmost and longest, none within another.

        text: normalised and flattened. folded: the same, folded. Both have the text's length.
        """
        if not self._names:
            return ()
        squeezed = _squeezed(text, folded)
        hits = sorted(self._hits(squeezed.text, squeezed.folded))
        chosen: list[Found] = []
        done = 0
        for start, back, means in hits:
            if start >= done:
                done = -back
                first, last = squeezed.place_of(start), squeezed.place_of(done - 1)
                chosen.append(Found(start=first, end=last + 1, means=means))
        return tuple(chosen)

    def _hits(self, text: str, folded: str) -> Iterator[tuple[int, int, str]]:
        """Give where each name begins, minus where it ends, and what it means."""
        found = self._one_by_one(folded) if len(self._names) <= _FEW else self._automaton.iter(folded)
        length = len(folded)
        for last, (long, name, anyhow) in found:
            start, end = last + 1 - long, last + 1
            if (start and folded[start - 1].isalnum()) or (end < length and folded[end].isalnum()):
                continue
            if anyhow or _written_so(text, start, end, name):
                yield start, -end, name.means

    def _one_by_one(self, folded: str) -> Iterator[tuple[int, _Sought]]:
        """Find every name wherever it stands, as the automaton would."""
        for key, sought in self._names.items():
            at = folded.find(key)
            while at >= 0:
                yield at + len(key) - 1, sought
                at = folded.find(key, at + 1)


class _Squeezed:
    """A text with one blank for several, since a name may run over a line break."""

    def __init__(self, text: str, folded: str) -> None:
        self._ends: list[int] = []
        self._shifts = [0]
        for blanks in _BLANKS.finditer(folded):
            start, end = blanks.span()
            self._ends.append(start - self._shifts[-1])
            self._shifts.append(self._shifts[-1] + end - start - 1)
        self.text = _BLANKS.sub(" ", text) if self._ends else text
        self.folded = _BLANKS.sub(" ", folded) if self._ends else folded

    def place_of(self, place: int) -> int:
        """Say where a character stood."""
        return place + self._shifts[bisect_left(self._ends, place)]


_squeezed = lru_cache(maxsize=1)(_Squeezed)  # several indexes look through one text


def _written_so(text: str, start: int, end: int, name: Name) -> bool:
    """Tell IS from "is", US from "us" and Turkey from a turkey."""
    if name.acronym:
        return text[start:end] == name.written and not _shouted(text, start, end)
    inside = "-" in name.written and not text[start:end].islower()  # "anti-X" of Anti-X
    return inside or not text[start].islower()


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
