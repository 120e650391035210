"""Everything that a case knows by name, made once and used on every document."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from holdfire.lexicon import date_hits, figure_hints, place_hints
from holdfire.lexicon.actors import index_actors, index_adjectives, is_metonym
from holdfire.lexicon.cells import Cells
from holdfire.lexicon.dates import PARAGRAPH, DateFound, Dating, telling
from holdfire.lexicon.figures import find_figures
from holdfire.lexicon.names import Found
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.lexicon.pieces import Pieces, of_text
from holdfire.lexicon.places import (
    KnownPlace,
    PlaceFound,
    index_places,
    known_places,
    named_again,
    settle,
    unknown_places,
)
from holdfire.lexicon.proposing import Proposer, Unlisted
from holdfire.lexicon.variants import KeyIndex, Variant
from holdfire.lexicon.words import WORDS
from holdfire.model.actor import Actor, Refusal
from holdfire.model.claim import ClaimFigure, ClaimPlace
from holdfire.model.ids import slug

_SOUGHT = frozenset(date_hits.HINTING | figure_hints.HINTING | place_hints.HINTING)
_ACT = re.compile(r" (?:(?:air|artillery|rocket|drone|ground|heavy|recent|massive|military) )?([\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a text names; plain and folded have its length, all offsets are the text's.

    actors: also those that no registry lists. metonyms: actor names that may as well stand for a place ("in
    Ruritania"). dating: the dates to be reckoned again from another day. breaks: where paragraphs end. told:
    the day that the paragraph of a part tells of. unlisted, variants: of the actors, the proposed ones, and
    other spellings of listed ones.
    """

    plain: str
    folded: str
    actors: tuple[Found, ...]
    metonyms: frozenset[int]
    places: tuple[PlaceFound, ...]
    dates: tuple[DateFound, ...]
    figures: tuple[ClaimFigure, ...]
    dating: Dating
    breaks: tuple[int, ...] = ()
    told: DateFound | None = None
    unlisted: tuple[Unlisted, ...] = ()
    variants: tuple[Variant, ...] = ()

    def inside(self, start: int, end: int) -> "Names":
        """Keep what begins in [start, end); the text stays whole, so that offsets do."""
        return Names(
            plain=self.plain,
            folded=self.folded,
            actors=self.actors_in(start, end),
            metonyms=self.metonyms,
            places=_slice(self.places, start, end),
            dates=self.dates_in(start, end),
            figures=self.figures_in(start, end),
            dating=self.dating,
            breaks=self.breaks,
            told=self.told_at(start),
            unlisted=self.unlisted,
            variants=self.variants,
        )

    def actors_in(self, start: int, end: int) -> tuple[Found, ...]:
        """Keep the actors named in [start, end)."""
        return _slice(self.actors, start, end)

    def dates_in(self, start: int, end: int) -> tuple[DateFound, ...]:
        """Keep the dates told in [start, end)."""
        return _slice(self.dates, start, end)

    def figures_in(self, start: int, end: int) -> tuple[ClaimFigure, ...]:
        """Keep the figures told in [start, end)."""
        return _slice(self.figures, start, end)

    def told_at(self, start: int) -> DateFound | None:
        """Give the day that the paragraph of a part tells of where the part begins."""
        return telling(self.dates, start, self.breaks)


_START = attrgetter("start")
_F = TypeVar("_F", Found, PlaceFound, DateFound, ClaimFigure)


def _slice(found: tuple[_F, ...], start: int, end: int) -> tuple[_F, ...]:
    """Cut a tuple that is sorted by start."""
    first = bisect_left(found, start, key=_START)
    last = first  # a sentence has few of them
    while last < len(found) and found[last].start < end:
        last += 1
    return found[first:last]


class Lexicon:
    """A case's actors and places, ready to be found in texts."""

    def __init__(
        self,
        actors: tuple[Actor, ...],
        places: tuple[KnownPlace, ...] = (),
        refused: tuple[Refusal, ...] = (),
    ) -> None:
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in actors}
        self._kinds = {
            kind: frozenset(a.id for a in self.actors.values() if a.kind == kind)
            for kind in sorted({actor.kind for actor in self.actors.values()})
        }
        self._actor_index = index_actors(actors)
        self._adjectives = index_adjectives(actors)
        self._keys = KeyIndex(actors, {(slug(r.name), r.actor) for r in refused if r.actor is not None})
        self._proposer = Proposer(actors, [slug(r.name) for r in refused if r.actor is None])
        self._place_index, self._places = index_places(places)

    @property
    def ambiguous(self) -> Mapping[str, tuple[str, ...]]:
        """Names that mean two actors, hence none."""
        return self._actor_index.ambiguous

    def of_kind(self, kind: str) -> frozenset[str]:
        """Give the ids of the actors of a kind."""
        return self._kinds.get(kind, frozenset())

    def read(self, text: str, published: date | None) -> Names:
        """Find all that a text names; `published` is the day that relative dates count from."""
        normal = normalise(text)
        plain = flatten(normal)
        folded = fold(plain)
        pieces = Pieces(folded, _SOUGHT)
        of_plain = of_text(plain, folded, pieces)
        listed, variants = self._listed(plain, folded, of_plain)
        actors, unlisted = self._proposer.find(plain, folded, listed, of_plain)
        breaks = tuple(match.start() for match in PARAGRAPH.finditer(normal))
        dating = Dating(normal, folded, pieces)
        dates = dating.read(published, breaks)
        return Names(
            plain=plain,
            folded=folded,
            actors=actors,
            metonyms=frozenset(
                hit.start
                for hit in listed
                if is_metonym(plain[hit.start : hit.end], self.actors[hit.means].kind)
            ),
            places=self._placed(plain, folded, of_plain, actors),
            dates=dates,
            dating=dating,
            breaks=breaks,
            figures=_undated(find_figures(folded, plain, pieces), dates),
            unlisted=unlisted,
            variants=variants,
        )

    def _listed(
        self, plain: str, folded: str, pieces: Pieces
    ) -> tuple[tuple[Found, ...], tuple[Variant, ...]]:
        """Find the actors of the registry, by their names and by other spellings of these."""
        named = self._actor_index.find(plain, folded)
        actors = _with_acts(named, self._adjectives.find(plain, folded), folded)
        variants = self._keys.find(plain, actors, pieces)
        if not variants:
            return actors, ()
        spelled = (Found(start=v.start, end=v.end, means=v.means) for v in variants)
        return tuple(sorted((*actors, *spelled), key=lambda hit: hit.start)), variants

    def _placed(
        self, plain: str, folded: str, pieces: Pieces, sides: Sequence[Found]
    ) -> tuple[PlaceFound, ...]:
        """Find the places, none on the characters of a side."""
        known = tuple(known_places(plain, self._place_index.find(plain, folded)))
        taken = Cells(len(plain), ((hit.start, hit.end) for hit in sides))
        beside = (_beside(found, sides, taken) for found in unknown_places(plain, pieces))
        unknown = [place for place in beside if place is not None]
        again = [p for p in named_again(plain, folded, unknown) if taken.free(p.start, p.end)]
        return settle(plain, _without_overlap((*known, *unknown, *again), len(plain)), self._places)


def _with_acts(named: tuple[Found, ...], adjectives: tuple[Found, ...], folded: str) -> tuple[Found, ...]:
    """Add the adjectives that stand before an act of arms: "Ruritanian shelling", not "Ruritanian bread"."""
    acting = [hit for hit in adjectives if _acts(folded, hit.end)]
    if acting:
        taken = Cells(len(folded), ((hit.start, hit.end) for hit in named))
        acting = [hit for hit in acting if taken.free_at(hit.start)]
    return tuple(sorted((*named, *acting), key=lambda hit: hit.start)) if acting else named


def _acts(folded: str, end: int) -> bool:
    following = _ACT.match(folded, end)
    return following is not None and following[1] in WORDS.acts


def _beside(place: PlaceFound, sides: Sequence[Found], taken: Cells) -> PlaceFound | None:
    """Cut a name off where a side's begins: "at Osk Kestrel attacked"; none is left of a side's own."""
    if taken.free(place.start, place.end):
        return place
    first = bisect_right(sides, place.start, key=_START)
    end = sides[first].start if first < len(sides) else place.start
    name = place.place.name[: end - place.start].rstrip(" -")
    bare = name[max(0, len(place.place.name) - len(place.bare)) :]
    if not bare or not taken.free_at(place.start) or end >= place.end:
        return None
    return replace(place, end=place.start + len(name), place=ClaimPlace(name=name), bare=bare)


def _undated(figures: tuple[ClaimFigure, ...], dates: tuple[DateFound, ...]) -> tuple[ClaimFigure, ...]:
    """Leave out numbers that belong to a date ("three days ago", "in the past 24 hours")."""
    ends = [day.end for day in dates]
    first = (bisect_right(ends, figure.start) for figure in figures)
    return tuple(
        figure
        for figure, k in zip(figures, first, strict=True)
        if k == len(dates) or dates[k].start >= figure.end
    )


def _without_overlap(places: tuple[PlaceFound, ...], length: int) -> tuple[PlaceFound, ...]:
    """Keep the first of overlapping places in the order given (known before unknown), sorted by position."""
    kept: list[PlaceFound] = []
    taken = Cells(length)
    for place in places:
        if taken.free(place.start, place.end):
            taken.take(place.start, place.end)
            kept.append(place)
    return tuple(sorted(kept, key=lambda p: p.start))
