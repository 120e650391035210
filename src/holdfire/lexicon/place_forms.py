"""How texts give places away: the patterns of names after place words, in lists, beside kinds of places."""

import re
from dataclasses import dataclass
from functools import lru_cache

from holdfire.lexicon.alternatives import either_case
from holdfire.lexicon.counts import pairs, table
from holdfire.lexicon.words import WORDS, demonyms
from holdfire.model.claim import ClaimPlace

_DATA = table("places")
LEVELS = {kind: (level,) for kind, level in pairs(_DATA["kinds"]["levels"]).items()}

_DIRECTION = either_case(WORDS.directions)
PREPOSITIONS = WORDS.place_prepositions
KINDS = WORDS.place_kinds | frozenset(_DATA["kinds"]["other"].split())
LISTED = frozenset(_DATA["kinds"]["lists"].split())
ONTO = frozenset(_DATA["verbs"]["onto"].split())
EXAMPLES = ("incl.", "including", "namely", "such as", "among them", "i.e.", "e.g.")
_KIND = either_case(KINDS)
_ARTICLE = r"(?:(?![Aa][stnm] )(?:[AaEe](?:[lrsndtz]|sh|th|dh)|[Dd]er?)[- ])?"
_NAME_WORD = rf"{_ARTICLE}[^\W\d_a-z][\w'’]{{0,40}}+(?:-[\w'’]{{1,40}}+){{0,4}}+"  # "A-A-A-…" is cut one way
_JOINT = r"(?![ae][stnm] )(?:[ae](?:[lrsndtzm]|sh|th|dh)|de|del|la|of|ibn|bin)[- ]"
_NAMED = rf"{_NAME_WORD}(?:[ -](?:{_JOINT})?{_NAME_WORD}){{0,3}}"
_PREFIX = rf"(?:(?P<direction>{_DIRECTION})(?:[ -]of)?[ ]+)?"
_BEFORE = either_case(PREPOSITIONS)
AFTER_PREPOSITION = re.compile(
    rf"\b{_BEFORE} +(?:(?i:the) +)?(?:{_KIND}s? +(?i:of) +)?{_PREFIX}"
    rf"(?:(?i:[a-z]{{1,40}} )?(?:{_KIND}|(?i:villages?)) of +)?(?P<name>{_NAMED})"
)
BEFORE_KIND = re.compile(rf"\b{_PREFIX}(?P<name>{_NAMED}) +(?:\w{{1,40}} )?(?P<kind>{_KIND})\b")
LIST_ITEM = re.compile(
    r"(?:(?:, *\d{1,3})?;? +and +|, *\d{1,3}; *|, *|,? +as well as +)"
    r"(?:(?i:the|in|at|near|around|east of|west of|north of|south of) +){0,3}"
    rf"{_PREFIX}(?P<name>{_NAMED})"
)
INCLUDING = re.compile(rf"\b{either_case(EXAMPLES)}:? +(?:(?i:the) +)?{_PREFIX}(?P<name>{_NAMED})")
DIRECTION_BEFORE = re.compile(
    rf"(?:^|[^\w])(?P<direction>{_DIRECTION})(?: +(?:of|countryside of|outskirts of))? +(?:the +)?$"
)
DEMONYMS = frozenset(word for words in demonyms().values() for word in words)
NO_NAME = WORDS.never_places | WORDS.function | DEMONYMS | frozenset((*WORDS.months, *WORDS.weekdays))
_GEOGRAPHY = either_case(frozenset((*LEVELS, *_DATA["kinds"]["other"].split())))
KNOWN_KINDS = re.compile(
    rf" +(?:(?:military|air|border|refugee|dam|oil|international|main|supply) +)?"
    rf"(?P<kind>{_GEOGRAPHY})(?!\w)"
)
_LISTED = either_case(LISTED)
IN_BRACKETS = re.compile(rf"\b{_LISTED} *\((?:(?i:the) +)?{_PREFIX}(?P<name>{_NAMED})(?= *(?:,|;|\)|and\b))")
OF_LIST = re.compile(rf"\b{_LISTED}(?: +of)? +(?:(?i:the) +)?{_PREFIX}(?P<name>{_NAMED})")
AFTER_VERB = re.compile(rf"\b{either_case(ONTO)} +(?:(?i:the) +)?{_PREFIX}(?P<name>{_NAMED})")
MAY_FOLLOW = (
    WORDS.function | WORDS.prepositions | WORDS.place_kinds | WORDS.conjunctions | WORDS.subordinators
)
BARE = re.compile(
    rf"^(?:(?:{_DIRECTION})(?: countryside)?(?: of)? )+|(?<=.)(?: (?:{_KIND}))+$", re.IGNORECASE
)
REACH = 34  # characters before a name in which its direction may stand


@lru_cache(maxsize=4096)  # texts repeat their places
def unresolved(name: str) -> ClaimPlace:
    """Name a place of which nothing more is known."""
    return ClaimPlace(name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of a table: its centre (WGS 84), how far it reaches (km), its country and level.

    names: other names, in any script, by which a place is known that a text's grammar gives away. found_by:
    names that are found wherever they stand with a capital; None: its own. outlined: centre and radius are
    those of an area's outline.
    """

    name: str
    lat: float
    lon: float
    radius_km: float
    country: str = ""
    level: str = "place"
    names: tuple[str, ...] = ()
    found_by: tuple[str, ...] | None = None
    outlined: bool = False


@dataclass(slots=True, kw_only=True)
class PlaceFound:
    """A place at [start, end) of a text, with its direction ("northeast X"), known or not."""

    start: int
    end: int
    place: ClaimPlace
    bare: str = ""  # the name without its direction, as a table would have it
