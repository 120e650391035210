"""Armed sides that no registry lists, by how texts name such: "Osk Liberation Front", "tribal fighters".

A side keeps the name that the text gives it and an id made from that. A phrase is grown from its head, a few
words to each side, so the cost is linear in the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from holdfire.lexicon.acting import FIRST_WORDS, ActingCountries
from holdfire.lexicon.armed import ARMED, COUNTRIES, HEADS, PEOPLES
from holdfire.lexicon.words import WORDS

LEFT, RIGHT = 6, 9  # words that a name may reach before and behind its head
_ORDINAL = re.compile(
    r"\d{1,4}(?:st|nd|rd|th)|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:ieth|y-\w{3,8}(?:st|nd|rd|th))"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth"
)
_NAMING = re.compile(r",? {1,2}(?:like|such as|including|called|named|known as|of)\b")
_OF_OTHERS = re.compile(
    r" (?:loyal|allied|linked|faithful|from|belonging|formerly)(?!\w)"
)  # "soldiers from X"
_JOINERS = frozenset(("of", "for", "the", "and", "in", "de", "del", "la", "los", "las", "du", "des", "wa"))
_NO_START = (
    WORDS.function | WORDS.determiners | WORDS.prepositions | WORDS.adverbs | WORDS.subordinators
) | (WORDS.pronouns | WORDS.relatives | WORDS.conjunctions | WORDS.never_places | WORDS.numbers.keys())
_NEXT_HEADS = HEADS - {"command"}
_UNTITLED = ARMED.machines | ARMED.offices - {"guard", "guards"}
_UNNAMED = ARMED.machines | ARMED.offices | {"front", "company", "command", "column", "cell"}
_STATE_FORCES = ARMED.state | {"force"}
_BODIES = ARMED.bodies | ARMED.bodies_or_civil
_STRIPPED = ARMED.strip | ARMED.modifiers
_NO_NOUN = _NO_START | ARMED.past
_OPENING = HEADS | ARMED.own | ARMED.prefixes | FIRST_WORDS
_ARMED_HEADS = ARMED.people | ARMED.bare_groups | ARMED.plain_heads
_SOME = ARMED.some | WORDS.possessives
_ONE_GROUP = frozenset(("group", "faction", "organisation", "organization", "movement", "militia"))
_STATIONS = frozenset(("station", "stations", "post", "posts", "headquarters", "checkpoint", "checkpoints"))
_CAPITAL_ROLES = frozenset(("army", "navy", "military", "government", "police", "marines"))  # "the Army"
_UNITS = ARMED.kinds["unit"] | {"front", "brigades", "battalions", "divisions", "regiments"}


@lru_cache(maxsize=4096)  # texts repeat their words
def _is_part(word: str) -> bool:
    """Say whether a word may stand in a side's name or description in small letters."""
    return (
        word in ARMED.modifiers
        or word in HEADS
        or word.rpartition("-")[2] in ARMED.tied
        or _ORDINAL.fullmatch(word) is not None
    )


@dataclass(slots=True, kw_only=True)
class Phrase:
    """What may be a side: characters [start, end), its name without what is no part of it.

    country: the state whose forces these are. role: a bare word of the state, such as "army". own: it is a
    side only where that state is known, such as "soldiers".
    """

    start: int
    end: int
    name: str
    country: str = ""
    role: bool = False
    own: bool = False


class Finder(ActingCountries):
    """Grows the phrases of one text."""

    def phrases(self) -> Iterator[Phrase]:
        """List the phrases in the order of the text; none within another, none over a taken name."""
        end = 0
        for i in self._openings():
            grow = self._grower(i, self._words[i])
            found = None if grow is None else grow(i)
            if found is not None and found.start >= end and not self._is_taken(found.start, found.end):
                end = found.end
                yield found

    def _openings(self) -> list[int]:
        """List the words that may have a grower: one of some, or a plural with a capital."""
        plain, starts = self._plain, self._starts
        return [
            i
            for i, word in enumerate(self._words)
            if word in _OPENING or (word[-1] == "s" and (plain[starts[i]].isupper() or "-" in word))
        ]

    def _grower(self, i: int, word: str) -> Callable[[int], Phrase | None] | None:
        if word in HEADS or word in ARMED.own:
            return self._by_head
        if word in ARMED.prefixes:
            return self._by_prefix if self._capital(i) else None
        if word in FIRST_WORDS and self._capital(i):
            return self._by_country
        plural = word.endswith("s") and len(word) > 4 and not word.endswith("ss")
        if plural and word not in ARMED.no_people and self._capital(i):
            return self._by_plural
        return None

    def _by_head(self, i: int) -> Phrase | None:
        if (
            self._joined(i + 1)
            and (self._words[i + 1] in _NEXT_HEADS or self._words[i + 1] in ARMED.attribute_of)
            and not (self._words[i] == "police" and self._words[i + 1] in _STATIONS)
        ):
            return None  # the next word is the head, or this one is only its attribute
        first = self._reach_left(i)
        unit = self._words[i] in _UNITS
        named = [
            k for k in range(first, i) if self._capital(k) or (unit and _ORDINAL.fullmatch(self._words[k]))
        ]
        if not named:
            return self._of_whom(i) or self._lower(first, i)
        of_state = self._words[i] in ARMED.state or (self._words[i - 1], self._words[i]) in ARMED.pairs
        if of_state and (country := self._country(first, i)):
            return self._phrase(first, i, country=country)
        if self._capital(i):
            return self._titled(first, i)
        return self._attributed(first, i)

    def _titled(self, first: int, i: int) -> Phrase | None:
        """Accept "Osk Liberation Front", "Army of the Two Rivers", "17th Division"."""
        word, left = self._words[i], self._words[first:i]
        if word in _UNTITLED:
            return None
        if word in ARMED.bodies_or_civil and not ARMED.civil.isdisjoint(left):
            return None
        own = (left[-1], word) in ARMED.pairs and ARMED.state_adjectives.issuperset(left[:-1])
        return self._phrase(first, i if own else self._reach_right(i), role=own)

    def _attributed(self, first: int, i: int) -> Phrase | None:
        """Accept "Osk Boys militia", "Coalition military forces", "17th brigade"; no "Osk front"."""
        word, left = self._words[i], self._words[first:i]
        if word in _UNITS and any(map(_ORDINAL.fullmatch, left)):
            return self._phrase(first, i)
        civil = word in ARMED.bodies_or_civil and (
            word not in ARMED.bare_groups or not ARMED.civil.isdisjoint(left)
        )
        if civil or word in _UNNAMED:
            return None
        return self._phrase(first, i)

    def _lower(self, first: int, i: int) -> Phrase | None:
        """Accept "tribal fighters", "rebel factions", "gunmen", "the army"; not "our army"."""
        word = self._words[i]
        before = self._words[first - 1] if first > 0 and self._joined(first) else ""
        takes_up = before in _SOME if word in ARMED.bare_groups else before in WORDS.possessives
        headed = word != "coalition" and self._capital(i) and not self._sentence_starts(first)
        if headed and before == "the" and word in _CAPITAL_ROLES and self._stands_alone(i):
            return self._phrase(i, i, role=True, own=True)
        adjective = word in ("military", "police") and not self._stands_alone(i)
        adjective = adjective and not (word == "police" and self._words[i + 1] in _STATIONS)
        if takes_up or headed or adjective or _NAMING.match(self._folded, self._ends[i]):
            return None
        if first < i:
            return self._described(first, i)
        return self._bare(i, before)

    def _bare(self, i: int, before: str) -> Phrase | None:
        """Accept "the army", "gunmen", "soldiers"; not behind the name of a side, whose they are."""
        word = self._words[i]
        if word in ARMED.roles:
            return self._phrase(i, i, role=word in ARMED.of_the_state)
        if self._joined(i) and self._is_taken(self._starts[i - 1], self._ends[i - 1]):
            return None
        own = word in ARMED.own and _OF_OTHERS.match(self._folded, self._ends[i]) is None
        some = word in ARMED.open and before not in WORDS.determiners
        return self._phrase(i, i, role=own, own=own) if own or some else None

    def _described(self, first: int, i: int) -> Phrase | None:
        """Accept "tribal fighters", "government forces", "rebel factions"; not "the rebel group"."""
        word, left = self._words[i], set(self._words[first:i])
        if word in _ONE_GROUP and self._joined(first) and self._words[first - 1] in ("the", "this", "that"):
            return None
        unarmed = word in ARMED.bare_groups and left.isdisjoint(ARMED.arms)
        own = not left.isdisjoint(ARMED.state_adjectives)
        if unarmed or word not in _ARMED_HEADS or (word == "artillery" and not own):
            return None
        own = own or (self._words[i - 1], word) in ARMED.pairs
        return self._phrase(first, i, role=own and word in _STATE_FORCES)

    def _of_whom(self, i: int) -> Phrase | None:
        """Accept "Army of the Two Rivers", "Brigade 81", "government of Ruritania"."""
        last = self._reach_right(i)
        if last == i:
            return None
        rest = " ".join(w for w in self._words[i + 1 : last + 1] if w not in ("of", "the"))
        if rest in COUNTRIES and self._words[i] in ARMED.state:
            return self._phrase(i, last, country=COUNTRIES[rest])
        body = self._words[i] in _BODIES and self._capital(i)
        civil = self._words[i] in ARMED.bodies_or_civil and not ARMED.civil.isdisjoint(
            self._words[i + 1 : last + 1]
        )
        return (
            self._phrase(i, last)
            if body and not civil and self._words[i] not in ("party", "committee")
            else None
        )

    def _by_prefix(self, i: int) -> Phrase | None:
        """Accept "Liwa X", "Jaysh al-X", "Frente X y Z"."""
        last = self._reach_right(i, bare=True)
        return self._phrase(i, last) if last > i else None

    def _by_country(self, i: int) -> Phrase | None:
        """Accept a country that acts: "Ruritania has struck the convoy"."""
        found = self._acting_country(i)
        return None if found is None else self._phrase(i, found[0], country=found[1])

    def _by_plural(self, i: int) -> Phrase | None:
        """Accept a plural proper name with its article: "the Red Sashes", "the Ruritanians"."""
        first = i
        while self._joined(first) and self._capital(first - 1) and i - first < LEFT:
            first -= 1
        if self._words[first] == "the" and first < i:
            first += 1
        elif not (self._joined(first) and self._words[first - 1] == "the"):
            return None
        country = COUNTRIES.get(self._words[i][:-1], "") if first == i else ""
        if country:
            return self._phrase(i, i, country=country)
        if i + 1 < len(self._words) and not self._joined(i + 1) and self._follows_on(i + 1):
            return None  # "the Islanders' Guard" is named by its head
        last = self._reach_right(i)
        attribute = self._joined(last + 1) and (self._capital(last + 1) or not self._stands_alone(last))
        if first == last or (attribute and last == i):
            return None
        return self._phrase(first, last)

    def _reach_left(self, i: int) -> int:
        first = i
        while first > 0 and i - first < LEFT and self._follows_on(first) and self._fits(first - 1):
            first -= 1
        while first < i and self._words[first] in _NO_START and not _ORDINAL.fullmatch(self._words[first]):
            first += 1
        return first

    def _follows_on(self, k: int) -> bool:
        """Say whether the word at k goes on a name: "Osk Front", "Islanders' Guard"."""
        if self._joined(k):
            return True
        owned = self._plain[self._ends[k - 1] : self._starts[k]] in ("' ", "\u2019 ")
        return owned and self._words[k - 1][-1] == "s" and self._capital(k) and self._capital(k - 1)

    def _fits(self, k: int) -> bool:
        return (
            (_is_part(self._words[k]) or self._capital(k))
            and not self._is_taken(self._starts[k], self._ends[k])
            and not self._possessive(k)
        )

    def _reach_right(self, i: int, *, bare: bool = False) -> int:
        """Follow "of the Two Rivers", "for X and Y", "81"; bare: also a name right behind."""
        last = k = i
        while k + 1 < len(self._words) and k - i < RIGHT and self._joined(k + 1):
            k += 1
            joiner = self._words[k] in _JOINERS and not self._capital(k)
            if joiner and k == i + 1 and self._words[k] in ("and", "in", "the"):
                break
            if joiner:
                continue
            number = k == i + 1 and self._words[k].isdigit() and self._words[i] in _UNITS
            named = self._capital(k) and (bare or last > i or k > i + 1)
            if not (named or number) or self._words[k] in ("i", "a"):
                break
            last = k
            if self._possessive(k):
                break
        return last

    def _country(self, first: int, i: int) -> str:
        """Name the country whose adjective begins the phrase, where the rest says only what force it is."""
        for length in (2, 1):
            rest = self._words[first + length : i]
            if first + length <= i and all(w in ARMED.modifiers or w in HEADS for w in rest):
                word = " ".join(self._words[first : first + length])
                if word in COUNTRIES:
                    return COUNTRIES[word]
        return ""

    def _phrase(
        self, first: int, last: int, *, country: str = "", role: bool = False, own: bool = False
    ) -> Phrase:
        start, end = self._starts[first], self._ends[last]
        if self._possessive(last):
            end -= 2
        cut = last
        while cut > first and self._words[cut] in _STRIPPED and not self._capital(cut):
            cut -= 1
        if cut < last and self._is_name(first, cut):
            name = self._plain[start : self._ends[cut]]
        else:
            name = self._plain[start:end]
        return Phrase(start=start, end=end, name=" ".join(name.split()), country=country, role=role, own=own)

    def _is_name(self, first: int, last: int) -> bool:
        word = self._words[last]
        adjective = (
            " ".join(self._words[first : last + 1]) in PEOPLES or word.rpartition("-")[2] in ARMED.tied
        )
        return self._capital(last) and not adjective

    def _stands_alone(self, i: int) -> bool:
        """Say whether no noun follows for which the head is an adjective: "military campaign"."""
        if not self._joined(i + 1):
            return True
        word = self._words[i + 1]
        return (
            word in _NO_NOUN
            or word.endswith(("ed", "ly"))
            or not word.endswith(("s", "n", "t", "e", "y", "g"))
        )
