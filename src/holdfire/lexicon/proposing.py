"""The sides of a text that no registry has: which phrases are one, by what short forms it comes again."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from holdfire.lexicon.actors import countries_of
from holdfire.lexicon.armed import ARMED, kind_of
from holdfire.lexicon.names import Found, Name, NameIndex
from holdfire.lexicon.owning import Owner
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.unlisted import Finder, Phrase
from holdfire.model.actor import Actor
from holdfire.model.ids import slug

_DEFINED = re.compile(r" {1,2}\((?:the |or |hereafter )?\"?(?P<short>[A-Z][A-Z-]{1,7})\"?[),;]")
_ACRONYM = re.compile(  # its first letter is sooner looked for than the end of a word before it
    r"[A-Z](?<!\w[A-Z])[A-Z]{2,7}(?:-[A-Z]{1,4})?\b(?!-[A-Z])"
)
_FULL_NAME = re.compile(r"(?:[^\W\d_][\w'’]*[ -]{1,2})+(?=\()")
_SMALL = frozenset(("of", "in", "the", "and", "for", "de", "del", "la", "y", "e", "du", "des"))
_NAME_REACH = 90  # characters before a bracket in which the name it shortens may stand
_NEAR_WORD = re.compile(r"[^\W\d_]+")
_ADJECTIVE = ("ish", "ian", "ean", "ese", "ic", "i", "an")
_COALITION_FORCES = frozenset(("forces", "troops", "military", "aircraft", "warplanes", "jets"))
_COALITION_WORDS = frozenset(("global", "international", "multinational", "military", "wider", "allied"))


_START = attrgetter("start")
_id = lru_cache(maxsize=4096)(slug)  # texts repeat their names


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """A side that a text names and no registry knows: id, name, a guess of its kind, where it stands."""

    id: str
    name: str
    kind: str
    spans: tuple[tuple[int, int], ...]


class Proposer:
    """Finds the sides that a registry lacks.

    refused: ids that a person said are no side.
    """

    def __init__(self, actors: Sequence[Actor], refused: Collection[str]) -> None:
        states = [actor for actor in actors if actor.kind == "state"]
        self._known = frozenset(actor.id for actor in actors)
        self._states = {country: actor.id for actor in reversed(states) for country in countries_of(actor)}
        self._owner = Owner(actors)
        self._coalition = _only(actor.id for actor in actors if _is_called(actor, "coalition"))
        self._refused = frozenset(refused)

    def find(
        self, plain: str, folded: str, named: tuple[Found, ...], pieces: Pieces
    ) -> tuple[tuple[Found, ...], tuple[Unlisted, ...]]:
        """Find the sides of a text that are not named yet; give all names, sorted, and what is proposed."""
        reading = _Reading(plain, folded, named)
        of_text = self._owner.of(plain, named)
        for phrase in Finder(plain, folded, named, pieces).phrases():
            own = self._owner.there(plain, named, phrase.start) or of_text
            if own is None and (phrase.own or phrase.name.casefold() == "police"):
                continue  # of no state that is known: rather a service than a side
            means, name, kind = self._meant(phrase, own)
            if means not in self._refused:
                reading.add(phrase.start, phrase.end, means, name, kind)
        reading.add_short_forms(self._refused)
        return reading.hits, reading.proposed(self._known)

    def _meant(self, phrase: Phrase, own: str | None) -> tuple[str, str, str]:
        """Give id, name and kind of a phrase."""
        if phrase.country:
            name = phrase.country.title()
            return self._states.get(phrase.country) or _id(name), name, "state"
        if own is not None and (phrase.role or self._owner.numbered(phrase.name)):
            return own, phrase.name, "state"
        if _is_the_coalition(phrase.name):
            return self._coalition or "coalition", "coalition", "coalition"
        name = "government" if phrase.name.lower().split()[0] in ("government", "regime") else phrase.name
        return _id(name), name, kind_of(name)


def _is_the_coalition(name: str) -> bool:
    """Say whether a name is "coalition" with no word of its own: "Peruvian-led global coalition forces"."""
    words = name.casefold().split()
    while words and words[-1] in _COALITION_FORCES:
        words.pop()
    if not words or words.pop() != "coalition":
        return False
    return all(
        w in _COALITION_WORDS or w.endswith("-led") or w.startswith(("counter-", "anti-")) for w in words
    )


def _is_called(actor: Actor, word: str) -> bool:
    return any(name.casefold().endswith(word) for name in (actor.name, *actor.aliases))


def _only(ids: Iterable[str]) -> str | None:
    found = tuple(dict.fromkeys(ids))
    return found[0] if len(found) == 1 else None


class _Reading:
    """What one text names so far."""

    def __init__(self, plain: str, folded: str, named: tuple[Found, ...]) -> None:
        self._plain, self._folded = plain, folded
        self.hits = named
        self._starts = [hit.start for hit in named]
        self._names: dict[str, tuple[str, str]] = {}
        self._new: list[Found] = []

    def add(self, start: int, end: int, means: str, name: str, kind: str) -> None:
        """Note a mention; of several names of one side the first stays."""
        self._names.setdefault(means, (name, kind))
        self._new.append(Found(start=start, end=end, means=means))

    def add_short_forms(self, refused: Collection[str]) -> None:
        """Find what is defined in brackets, names found before, and acronyms that nobody defines."""
        self._settle()
        self._again([*self._defined(), *self._bare_names()])
        plain = self._plain
        speaks: set[str] = set()
        found: list[tuple[int, int, str]] = []
        for match in _ACRONYM.finditer(plain):
            short = match[0]
            if (
                self._taken(*match.span())
                or short.lower() in ARMED.acronyms
                or (refused and _id(short) in refused)
            ):
                continue
            if _shouts(plain, *match.span()):
                continue
            if _speaks(self._folded, *match.span()):
                speaks.add(short)
            found.append((*match.span(), short))
        initials = self._initials() if found else {}
        for start, end, short in found:
            full = None if short in initials else _spelled_out(plain, start, short)
            if full is not None and _unarmed(self._folded[full[0] : full[1]]):
                speaks.add(short)
                continue
            if full is not None and not self._taken(full[0], start):
                name = plain[full[0] : full[1]]
                self.add(*full, _id(name), name, kind_of(name))
                self._new.append(Found(start=start, end=end, means=_id(name)))
                initials[short] = _id(name)
            elif short in initials:
                self._new.append(Found(start=start, end=end, means=initials[short]))
            elif short not in speaks:
                self.add(start, end, _id(short), short, "armed_group")
        self._settle()

    def proposed(self, known: Collection[str]) -> tuple[Unlisted, ...]:
        """List the sides that the registry does not know, with every place."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit in self.hits:
            if hit.means in self._names and hit.means not in known:
                spans.setdefault(hit.means, []).append((hit.start, hit.end))
        return tuple(
            Unlisted(id=means, name=self._names[means][0], kind=self._names[means][1], spans=tuple(found))
            for means, found in sorted(spans.items())
        )

    def _settle(self) -> None:
        """Put the new mentions among the others."""
        if self._new:
            self.hits = tuple(sorted((*self.hits, *self._new), key=_START))
            self._starts = [hit.start for hit in self.hits]
            self._new = []

    def _defined(self) -> Iterator[Name]:
        """Take "the Osk Front (OF)" as saying what OF means in this text."""
        for hit in self.hits:
            match = _DEFINED.match(self._plain, hit.end)
            if match is not None and match["short"].lower() not in ARMED.acronyms:
                yield Name(written=match["short"], means=hit.means)

    def _initials(self) -> dict[str, str]:
        """Map the initials of the names of this text to who bears them, where only one does."""
        meant: dict[str, set[str]] = {}
        for hit in self.hits:
            words = _NEAR_WORD.findall(self._plain[hit.start : hit.end])
            if len(words) > 2 and words[0][0].isupper():
                for some in (words, [word for word in words if word[0].isupper()]):
                    meant.setdefault("".join(word[0].upper() for word in some), set()).add(hit.means)
        return {short: next(iter(who)) for short, who in meant.items() if len(who) == 1}

    def _bare_names(self) -> Iterator[Name]:
        for means, (name, kind) in self._names.items():
            words = name.split()
            plural = len(words) == 1 and (name.lower().endswith(_ADJECTIVE) or len(name) < 4)
            if kind != "state" and name[0].isupper() and not plural:
                yield Name(written=name, means=means)

    def _again(self, names: Sequence[Name]) -> None:
        """Find the names in the whole text."""
        if not names:
            return
        titled = {name.means for name in names if _ends_in_capital(name.written)}
        for hit in NameIndex(names).find(self._plain, self._folded):
            other = hit.means in titled and not _ends_in_capital(self._plain[hit.start : hit.end])
            if not other and not self._taken(hit.start, hit.end):
                self._new.append(hit)
        self._settle()

    def _taken(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self.hits[at].end > start


def _ends_in_capital(name: str) -> bool:
    """Say whether a name of several words has a capital at its last one: "the war goes" is no "War Goes"."""
    words = name.split()
    return len(words) > 1 and words[-1][0].isupper()


def _spelled_out(plain: str, start: int, short: str) -> tuple[int, int] | None:
    """Find the name right before "(SHORT", whose words begin with its letters: "al-Osk in Tarn (AOT)"."""
    if plain[start - 1 : start] != "(":
        return None
    low = max(0, start - _NAME_REACH)
    before = _FULL_NAME.search(plain, low, start)
    if before is None:
        return None
    parts = list(_NEAR_WORD.finditer(plain, before.start(), start - 1))
    letters = ""
    for part in reversed(parts):
        if part[0].casefold() not in _SMALL or part[0][0].isupper():
            letters = part[0][0].upper() + letters
            if letters == short:
                return part.start(), parts[-1].end()
        if len(letters) > len(short) or not short.endswith(letters):
            return None
    return None


def _unarmed(folded: str) -> bool:
    """Say whether a name's first or last word says that it is none of an armed side."""
    words = _NEAR_WORD.findall(folded)
    return words[0] in ARMED.unarmed or words[-1] in ARMED.unarmed


def _shouts(plain: str, start: int, end: int) -> bool:
    """Say whether capitals mean nothing here, since the words around stand in capitals too."""
    return any(len(word) > 1 and word.isupper() for word in _around(plain, start, end, words=1))


def _speaks(folded: str, start: int, end: int) -> bool:
    return not ARMED.speech.isdisjoint(_around(folded, start, end, words=2))


def _around(text: str, start: int, end: int, *, words: int) -> list[str]:
    before = _NEAR_WORD.findall(text[max(0, start - 12 * words) : start])
    return before[-words:] + _NEAR_WORD.findall(text[end : end + 12 * words])[:words]
