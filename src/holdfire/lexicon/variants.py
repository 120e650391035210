"""Other spellings of a registry's names in a text, found by their keys: mentions, and aliases to confirm."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from holdfire.lexicon.keys import key_words, name_key, spelled_alike, word_key
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
            for written in (actor.name, *actor.aliases, *actor.ucdp_names, *actor.acled_names):
                bare = _BRACKETS.sub("", written)
                if _long_enough(bare):
                    names.setdefault(name_key(bare), {}).setdefault(actor.id, bare)
        self._names = {key: next(iter(who.items())) for key, who in names.items() if len(who) == 1}
        self._prefixes = {key[:cut] for key in self._names for cut in range(1, len(key) + 1)}
        self._refused = frozenset(refused)

    def find(self, plain: str, named: Sequence[Found], pieces: Pieces) -> tuple[Variant, ...]:
        """Find the names that meet a listed one by key, leftmost and longest, outside what is named."""
        if not self._names:
            return ()
        starts = [hit.start for hit in named]
        found: list[Variant] = []
        for word in _capital_words(plain, pieces):
            if found and word.start() < found[-1].end:
                continue
            key = _key_of(word[0].removesuffix("'s"), after=False)
            if key and key not in self._prefixes:
                continue
            hit = max(self._from(plain, word), key=lambda v: v.end, default=None)
            if hit is not None and not _taken(named, starts, hit):
                found.append(hit)
        return tuple(found)

    def _from(self, plain: str, word: re.Match[str]) -> Iterator[Variant]:
        """Lengthen a name word by word while some key begins so."""
        start, key = word.start(), ""
        after: re.Match[str] | None = word
        for _ in range(MOST_WORDS):
            if after is None:
                return
            end = after.end()
            key += _key_of(after[0].removesuffix("'s"), after=bool(key))
            if key and key not in self._prefixes:
                return
            actor, name = self._names.get(key, ("", ""))
            if actor and (variant := self._variant(plain[start:end], start, actor, name)) is not None:
                yield variant
            if not plain.startswith(" ", end):
                return
            after = _WORD.match(plain, end + 2 if plain.startswith("  ", end) else end + 1)

    def _variant(self, written: str, start: int, actor: str, name: str) -> Variant | None:
        written = written.removesuffix("'s")
        if (slug(written), actor) in self._refused or written.islower() or not spelled_alike(name, written):
            return None
        return Variant(start=start, end=start + len(written), means=actor, name=name)


def _capital_words(plain: str, pieces: Pieces) -> Iterator[re.Match[str]]:
    """Give the words that do not begin with a small letter.

    Most begin where a piece does. Pieces with nothing between them but signs that may stand in a word are cut
    together, from the first on.
    """
    starts, gaps = pieces.starts, pieces.gaps
    end = 0
    for k in [k for k, start in enumerate(starts) if not plain[start].islower()]:
        if starts[k] < end:
            continue
        first, last = k, k + 1
        while first and not gaps[first].strip(_IN_WORDS):
            first -= 1
        while last < len(starts) and not gaps[last].strip(_IN_WORDS):
            last += 1
        signs = len(gaps[last]) - len(gaps[last].lstrip(_IN_WORDS))  # "Al-Osk'" ends in one
        end = pieces.ends[last - 1] + signs
        for word in _WORD.finditer(plain, starts[first], end):
            if not word[0][0].islower():
                yield word


@lru_cache(maxsize=100_000)
def _key_of(word: str, *, after: bool) -> str:
    """Give what a word adds to a name's key; kept, since a text repeats its words."""
    return "".join(word_key(part, after=after or bool(k)) for k, part in enumerate(key_words(word)))


def _long_enough(name: str) -> bool:
    """Say whether a key can stand for a name: proper, no acronym, with enough signs."""
    if not name or name.isupper() or name[0].islower():
        return False
    return len(name_key(name)) >= (LEAST if " " not in name else LEAST - 1)


def _taken(named: Sequence[Found], starts: Sequence[int], hit: Variant) -> bool:
    at = bisect_left(starts, hit.end) - 1
    return at >= 0 and named[at].end > hit.start
