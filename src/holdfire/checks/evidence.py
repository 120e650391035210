"""What a check may see: texts with what they name, claims, events. Values only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
class Evidence:
    """What a case has beside the text at hand: all claims, all documents by folder, events, who is who."""

    claims: Sequence[Claim] = ()
    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])
    events: EventRows | None = None
    actors: Mapping[str, str] = field(default_factory=dict[str, str])
    roster: Mapping[str, Actor] = field(default_factory=dict[str, Actor])
