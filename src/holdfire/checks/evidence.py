"""What a check may see: texts with what they name, claims, events. Values only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from holdfire.lexicon import Names
from holdfire.lexicon.placing import PlaceTable
from holdfire.model.actor import Actor
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.span import Span

Texts: TypeAlias = NDArray[np.object_]
Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """The events of a case as arrays of equal length, in order of first day.

    one, other: labels of side_a and side_b (topmost known parent on the day, "mixed", "civilians").
    country, place, kind: text, "" for none. day, end_day: first and last day, since 1970-01-01.
    lat, lon, radius_km, low, best, high: nan where unknown. acts: how many acts a row stands for.
    datasets: names of the data sets that they come from.
    """

    event_id: Texts
    kind: Texts
    one: Texts
    other: Texts
    country: Texts
    place: Texts
    day: Ints
    end_day: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats
    low: Floats
    best: Floats
    high: Floats
    acts: Ints
    datasets: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.event_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One document: its text layer, what the text names, its sentences, its claims (rejected ones are out).

    names.plain has the text's length, so that all offsets are the text's. table: the places of the case.
    """

    document: Document
    text: str
    names: Names
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    table: PlaceTable

    def parts(self) -> Iterator[tuple[Span, Names]]:
        """Give each sentence with what it names."""
        for sentence in self.sentences:
            yield sentence, self.names.inside(sentence.start, sentence.end)

    def claim_at(self, span: Span) -> Claim | None:
        """Find the claim of a statement: the shortest that holds it, else the one that shares most of it."""
        holding = [c for c in self.claims if c.start <= span.start and span.end <= c.end]
        if holding:
            return min(holding, key=lambda c: (c.end - c.start, c.start, c.id))
        sharing = [(min(c.end, span.end) - max(c.start, span.start), -c.start, c.id, c) for c in self.claims]
        best = max(sharing, default=None, key=lambda found: found[:3])
        return best[3] if best is not None and best[0] > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Who holds a place by the map of one source over [since, until).

    holder: an actor's id, or the name that the map gives; None: contested, nobody's, or not drawn. drawn: the
    source draws ground there. named: the source names this very place. clear_km: how far from the place the
    nearest ground of anybody else is drawn. error_km: how far its lines there may be off, None if it does not
    say. open_end: the source only draws the first of these days; the next it draws is `until`.
    """

    source: str
    since: date
    until: date
    holder: str | None
    drawn: bool
    named: bool = False
    clear_km: float = 0.0
    error_km: float | None = None
    open_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldShare:
    """How much of an area a party holds by the map of one source, km².

    least, most: by the error of its lines, `error_km`; assumed: the source states none. whole: all of the
    area. undrawn: what of it the source doesn't draw. area: what stands for the area, in a few words.
    """

    source: str
    km2: float
    least: float
    most: float
    whole: float
    undrawn: float
    area: str
    error_km: float
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRecord:
    """What the control maps of a case can be asked.

    at: name, longitude, latitude and days [since, until) of a place → who holds it, by each source. share:
    actors, an area's name (None: all of the country) and a day → what they hold of it, by each source.
    """

    sources: tuple[str, ...]
    at: Callable[[str, float, float, tuple[date, date]], Sequence[Seen]]
    share: Callable[[Sequence[str], str | None, date], Sequence[HeldShare]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a case has beside the text: claims, documents by folder, events, maps, places, who is who."""

    claims: Sequence[Claim] = ()
    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])
    events: EventRows | None = None
    ground: GroundRecord | None = None
    table: PlaceTable | None = None
    actors: Mapping[str, str] = field(default_factory=dict[str, str])
    roster: Mapping[str, Actor] = field(default_factory=dict[str, Actor])
