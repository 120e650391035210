"""A sentence with its places and figures marked, so that patterns can say how they stand to each other.

A place named with a direction ("north of X") is taken by its name alone: the direction is part of the
statement that is checked. Names that no table knows are marked too, to say that they are unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfire.checks.evidence import Told
from holdfire.checks.geodesy import leg
from holdfire.checks.lengths import distances_in, times_in
from holdfire.lexicon import KnownPlace, Names
from holdfire.lexicon.alternatives import either
from holdfire.lexicon.measures import DAYS
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_table import nests
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import ClaimFigure, ClaimPlace
from holdfire.model.span import Span

PLACE, KM, TIME = "\ue000", "\ue001", "\ue002"
_CAPITAL = "".join(chr(code) for code in range(0x500) if chr(code).isupper())
_PARTICLE = r"(?:al|el|an|ar|as|at|ad|az|ash|es|ez|de|del|la|las|los|le|les|du|bin|ibn|abu|umm|sur)"
_WORD = rf"(?:{_PARTICLE}[- ])?[{_CAPITAL}][\w'’]*"
NAME = rf"(?:\d{{1,3}}(?:st|nd|rd|th) )?{_WORD}(?:[- ](?:{_PARTICLE}[- ]){{0,2}}[{_CAPITAL}][\w'’]*){{0,4}}"
"""A name by its capitals; what it names is not told."""
_NAMED = re.compile(rf"(?<![\w-]){NAME}")
_DIRECTED = re.compile(
    rf"(?:{either(WORDS.directions)}(?: countryside| outskirts)?(?: of)?(?: the)?[ -])+(?=\w)"
)
NO_NAME = frozenset().union(
    WORDS.function,
    WORDS.determiners,
    WORDS.prepositions,
    WORDS.pronouns,
    WORDS.conjunctions,
    WORDS.subordinators,
    WORDS.adverbs,
    WORDS.months,
    WORDS.weekdays,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that a text names at [start, end), and what it may be: nothing where no table knows it."""

    name: str
    start: int
    end: int
    ways: tuple[KnownPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A sentence as patterns see it; offsets in it count from `start`. words: the same, folded, unmarked."""

    start: int
    text: str
    words: str
    sites: Mapping[int, Site]
    figures: Mapping[int, ClaimFigure]

    def site(self, match: re.Match[str], group: str) -> Site:
        """Give the place that a group of a match stands on."""
        return self.sites[match.start(group)]

    def figure(self, match: re.Match[str], group: str) -> ClaimFigure:
        """Give the figure that a group of a match stands on."""
        return self.figures[match.start(group)]

    def span(self, start: int, end: int) -> Span:
        """Turn offsets of the sentence into those of the text."""
        return Span(start=self.start + start, end=self.start + end)


def marked(told: Told, sentence: Span, names: Names, *, times: bool = False) -> Marked:
    """Mark the distances and places of a sentence and, if asked for, its lengths of time."""
    base = sentence.start
    letters = list(names.folded[base : sentence.end])
    figures: dict[int, ClaimFigure] = {}
    for figure in (*distances_in(names), *(times_in(names, sentence) if times else ())):
        start, end = figure.start - base, figure.end - base
        if figure.end <= sentence.end and not any(letter in (KM, TIME) for letter in letters[start:end]):
            figures[start] = figure
            letters[start:end] = (TIME if figure.unit in DAYS else KM) * (end - start)
    sites: dict[int, Site] = {}
    for site in (*_found(told, names), *_unlisted(told, sentence, names)):
        start, end = site.start - base, min(site.end, sentence.end) - base
        if not any(letter in (PLACE, KM, TIME) for letter in letters[start:end]):
            sites[start] = site
            letters[start:end] = PLACE * (end - start)
    words = names.folded[base : sentence.end]
    return Marked(start=base, text="".join(letters), words=words, sites=sites, figures=figures)


def _found(told: Told, names: Names) -> Iterator[Site]:
    for found in names.places:
        directed = _DIRECTED.match(names.folded, found.start, found.end)
        start = found.start if directed is None else directed.end()
        name = _name(told, start, found.end)
        yield Site(name=name, start=start, end=found.end, ways=_ways(told, name, found.place))


def _unlisted(told: Told, sentence: Span, names: Names) -> Iterator[Site]:
    for hit in _NAMED.finditer(told.names.plain, sentence.start, sentence.end):
        name = _name(told, hit.start(), hit.end())
        acts = any(actor.start < hit.end() and hit.start() < actor.end for actor in names.actors)
        if not acts and fold(name.split(" ")[0]) not in NO_NAME:
            yield Site(name=name, start=hit.start(), end=hit.end(), ways=_ways(told, name, None))


def _ways(told: Told, name: str, settled: ClaimPlace | None) -> tuple[KnownPlace, ...]:
    """List the places that a name may mean; of a town, its district and its province the town.

    Where the other places of the document have settled a choice, it stands.
    """
    known = told.table.named(name) or (told.table.spelled(name) if len(name) > 3 else ())
    every = nests(known)
    if len(every) > 1 and settled is not None and settled.lat is not None and settled.lon is not None:
        chosen = KnownPlace(name=name, lat=settled.lat, lon=settled.lon, radius_km=0.0)
        return (min(every, key=lambda nest: leg(chosen, nest.town).km).town,)
    return tuple(nest.town for nest in every)


def _name(told: Told, start: int, end: int) -> str:
    return " ".join(told.text[start:end].split())
