"""Places in a text: those that a table knows, and unknown ones that the grammar gives away.

No gazetteer lists every village of a war, so a capitalised name after a place word survives as unresolved.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from holdfire.lexicon.alternatives import either_case
from holdfire.lexicon.cells import Cells
from holdfire.lexicon.names import Found, Name, NameIndex
from holdfire.lexicon.normal import fold
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.place_forms import (
    BARE,
    DEMONYMS,
    DIRECTION_BEFORE,
    KNOWN_KINDS,
    LIST_ITEM,
    MAY_FOLLOW,
    NO_NAME,
    REACH,
    KnownPlace,
    PlaceFound,
    unresolved,
)
from holdfire.lexicon.place_hints import candidates
from holdfire.lexicon.placing import PlaceTable, settle
from holdfire.lexicon.words import WORDS

__all__ = [
    "KnownPlace",
    "PlaceFound",
    "index_places",
    "known_places",
    "named_again",
    "settle",
    "unknown_places",
]

_OUTLET = re.compile(rf" +{either_case(WORDS.not_a_place_next)}(?!\w)")  # "Halven News Agency"
_NEXT_WORD = re.compile(r" +([^\W\d]\w*)")
_KEPT = 4096  # names of which is kept what they come to, since texts repeat them
_ACRONYM = 5  # letters up to which a word in capitals is an organisation's rather than a place's


def index_places(places: Collection[KnownPlace]) -> tuple[NameIndex, PlaceTable]:
    """Build the index of known names and the table of what each may mean."""
    table = PlaceTable(places)
    return NameIndex([Name(written=written, means=key) for key, written in table.found_by.items()]), table


def known_places(text: str, found: tuple[Found, ...]) -> Iterator[PlaceFound]:
    """Take names of the table as places; a direction before a name becomes part of it."""
    for hit in found:
        if not text[hit.start].isupper() or _OUTLET.match(text, hit.end):
            continue
        start = _with_direction(text, hit.start)
        yield PlaceFound(
            start=start, end=hit.end, place=unresolved(_name(text, start, hit.end)), bare=hit.means
        )


def unknown_places(text: str, pieces: Pieces) -> tuple[PlaceFound, ...]:
    """Find names that stand where a place can: after "near", before "village", in a list of those."""
    found: dict[int, PlaceFound] = {}
    taken = Cells(len(text))
    for matches in candidates(text, pieces):
        for match in matches:
            _keep(text, match, found, taken)
    for place in sorted(found.values(), key=lambda p: p.start):
        end = place.end
        while (match := LIST_ITEM.match(text, end)) is not None and taken.free_at(match.start("name")):
            _keep(text, match, found, taken)
            end = match.end()
    return tuple(found[start] for start in sorted(found))


def named_again(text: str, folded: str, found: Collection[PlaceFound]) -> tuple[PlaceFound, ...]:
    """Find the other mentions of places that the grammar gave away once: "near Osk … they threaten Osk"."""
    bare = {_bare(place.place.name) for place in found}
    index = NameIndex([Name(written=name, means=name) for name in sorted(bare) if len(name) > 2])
    return tuple(
        PlaceFound(
            start=hit.start,
            end=hit.end,
            place=unresolved(_name(text, hit.start, hit.end)),
            bare=hit.means,
        )
        for hit in index.find(text, folded)
        if text[hit.start].isupper()
    )


def _keep(text: str, match: re.Match[str], found: dict[int, PlaceFound], taken: Cells) -> None:
    """Add the place that a match names, unless it is none or stands on characters that are taken."""
    named = match.start("name")
    if not taken.free_at(named) or not (name := _place_name(match["name"])):
        return
    end = named + len(name)
    if _is_attribute(text, named, end):
        return
    start = named if match["direction"] is None else match.start("direction")
    if text.endswith(("'s", "’s"), 0, end):
        end -= 2
    if taken.free(start, end):
        taken.take(start, end)
        bare = written = _name(text, named, end)
        if start != named:
            written = _name(text, start, end)
        found[start] = PlaceFound(start=start, end=end, place=unresolved(written), bare=_bare(bare))


@lru_cache(maxsize=_KEPT)
def _place_name(matched: str) -> str:
    """Cut words that are no part of a place's name off its end; nothing where it is no place's name."""
    words = matched.split(" ")
    while words and fold(words[-1]) in NO_NAME:
        words.pop()
    return "" if not words or _is_no_name(words) else " ".join(words)


@lru_cache(maxsize=_KEPT)
def _bare(name: str) -> str:
    """Take the direction before a name off, and the kind behind it."""
    return BARE.sub("", name)


def _is_no_name(words: Sequence[str]) -> bool:
    """Tell people, units and organisations from places: an acronym, "Brigade 81", "the Iraqi-Syrian …"."""
    first = fold(words[0])
    if first in NO_NAME or first in WORDS.forces or all(fold(word) in WORDS.directions for word in words):
        return True
    if any(fold(word) in WORDS.not_a_place_next for word in words[1:]):
        return True
    if len(words) == 1 and len(first) <= _ACRONYM and words[0].isupper():
        return True
    return all(part in DEMONYMS or part.removesuffix("s") in DEMONYMS for part in first.split("-"))


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Say whether the name belongs to the noun behind it: "Halven News Agency", "in the Ruritan muddle"."""
    following = _NEXT_WORD.match(text, end, end + 30)
    if following is None or KNOWN_KINDS.match(text, end, end + 40):
        return False
    word = fold(following[1])
    if word in WORDS.not_a_place_next:
        return True
    after_article = text[max(0, start - 4) : start].lower() == "the "
    return after_article and following[1][0].islower() and word not in MAY_FOLLOW


def _with_direction(text: str, start: int) -> int:
    before = DIRECTION_BEFORE.search(text[max(0, start - REACH) : start])
    return start if before is None else max(0, start - REACH) + before.start("direction")


def _name(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
