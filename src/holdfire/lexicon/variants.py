"""Other spellings of a registry's names in a text, found by their keys: mentions, and aliases to confirm."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from holdfire.lexicon.actors import written_names
from holdfire.lexicon.keys import KEPT, key_words, name_key, spelled_alike, word_key
from holdfire.lexicon.names import Found
from holdfire.lexicon.pieces import Pieces
from holdfire.model.actor import Actor
from holdfire.model.ids import slug

LEAST = 5  # signs of a key, 4 where the name has two words: shorter keys are shared by other names
MOST_WORDS = 7
_WORD = re.compile(r"[^\W\d_](?:[\w']*[^\W_])?(?:-[^\W_][\w']*)*")
_IN_WORDS = "_'-"
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another spelling of an actor's name at [start, end), and the name of the registry that it meets."""

    start: int
    end: int
    means: str
    name: str


class KeyIndex:
    """The names of a registry by their keys; a key of two actors is nobody's."""

    def __init__(self, actors: Iterable[Actor], refused: Collection[tuple[str, str]] = ()) -> None:
        names: dict[str, dict[str, str]] = {}
        for actor in actors:
            for written in written_names(actor):
                bare = _BRACKETS.sub("", written)
                if _long_enough(bare):
                    names.setdefault(name_key(bare), {}).setdefault(actor.id, bare)
        self._names = {key: next(iter(who.items())) for key, who in names.items() if len(who) == 1}
        self._prefixes = {key[:cut] for key in self._names for cut in range(1, len(key) + 1)}
        self._refused = frozenset(refused)
        self._lengthened = lru_cache(maxsize=KEPT)(self._with_word)  # a text repeats its words

    def find(self, plain: str, named: Sequence[Found], pieces: Pieces) -> tuple[Variant, ...]:
        """Find the names that meet a listed one by key, leftmost and longest, outside what is named."""
        if not self._names:
            return ()
        starts = [hit.start for hit in named]
        found: list[Variant] = []
        done = 0
        for start, end in _capital_words(plain, pieces):
            if start < done or self._lengthened("", plain[start:end]) is None:
                continue
            at = bisect_right(starts, start) - 1
            if at >= 0 and named[at].end > start:
                done = named[at].end
                continue
            hit = self._longest(plain, start, end)
            if hit is not None and (at + 1 == len(named) or starts[at + 1] >= hit.end):
                found.append(hit)
                done = hit.end
        return tuple(found)

    def _longest(self, plain: str, start: int, end: int) -> Variant | None:
        """Lengthen a name word by word while some key begins so; take the longest that is one."""
        longest, key, begins = None, "", start
        for _ in range(MOST_WORDS):
            lengthened = self._lengthened(key, plain[begins:end])
            if lengthened is None:
                break
            key = lengthened
            if key in self._names:
                longest = self._variant(plain[start:end], start, key) or longest
            if not plain.startswith(" ", end):
                break
            after = _WORD.match(plain, end + 2 if plain.startswith("  ", end) else end + 1)
            if after is None:
                break
            begins, end = after.span()
        return longest

    def _with_word(self, key: str, word: str) -> str | None:
        """Add a word to a key; None where no name's key begins so."""
        key += _key_of(word.removesuffix("'s"), after=bool(key))
        return key if not key or key in self._prefixes else None

    def _variant(self, written: str, start: int, key: str) -> Variant | None:
        actor, name = self._names[key]
        written = written.removesuffix("'s")
        if written.islower() or not spelled_alike(name, written):
            return None
        if self._refused and (slug(written), actor) in self._refused:
            return None
        return Variant(start=start, end=start + len(written), means=actor, name=name)


def _capital_words(plain: str, pieces: Pieces) -> Iterator[tuple[int, int]]:
    """Give the words that do not begin with a small letter.

    Most are one piece. Pieces with nothing between them but signs that may stand in a word are cut together.
    """
    starts, ends, gaps = pieces.starts, pieces.ends, pieces.gaps
    done = 0
    for k in [k for k, start in enumerate(starts) if not plain[start].islower()]:
        start = starts[k]
        if start < done:
            continue
        if gaps[k][-1:] not in _IN_WORDS and gaps[k + 1][:1] not in _IN_WORDS and plain[start].isalpha():
            yield start, ends[k]
            continue
        first, last = k, k + 1
        while first and not gaps[first].strip(_IN_WORDS):
            first -= 1
        while last < len(starts) and not gaps[last].strip(_IN_WORDS):
            last += 1
        signs = len(gaps[last]) - len(gaps[last].lstrip(_IN_WORDS))  # "Al-Osk'" ends in one
        done = ends[last - 1] + signs
        for word in _WORD.finditer(plain, starts[first], done):
            if not word[0][0].islower():
                yield word.span()


def _key_of(word: str, *, after: bool) -> str:
    """Give what a word adds to a name's key."""
    return "".join(word_key(part, after=after or bool(k)) for k, part in enumerate(key_words(word)))


def _long_enough(name: str) -> bool:
    """Say whether a key can stand for a name: proper, no acronym, with enough signs."""
    if not name or name.isupper() or name[0].islower():
        return False
    return len(name_key(name)) >= (LEAST if " " not in name else LEAST - 1)
