"""Event rows as the comparison of data sets sees them, and which of them tell of one event."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader, SideReading
from holdfire.base.event_sides import sides_of
from holdfire.base.events import EventColumns
from holdfire.matching import Parties, Rows, match_rows
from holdfire.model.event import EventKind
from holdfire.model.ids import slug
from holdfire.model.match import THRESHOLD, Pair, grouped, match_id

NOBODY_KNOWN = ("unknown", "unidentified", "unnamed")  # how schemes begin the name of a side not known
SLACK_DAYS: Mapping[int, int] = {2: 3, 3: 7, 4: 15, 5: 15}
"""Days that a one-day row of a rougher date_prec may be off either way; other rows have their span."""
KIND_FAMILY: Mapping[str, int] = {
    EventKind.STATE_BASED: 0,
    EventKind.NON_STATE: 0,
    EventKind.BATTLE: 0,
    EventKind.REMOTE: 0,
    EventKind.ONE_SIDED: 1,
    EventKind.PROTEST: 2,
    EventKind.RIOT: 2,
    EventKind.STRATEGIC: 3,
}
"""Kinds that schemes tell apart by different rules are one family."""


def same_events_of(
    events: EventColumns, datasets: Sequence[str], actors: Registry
) -> tuple[tuple[str, ...], ...]:
    """Group rows of several data sets as those of a case are where no person has decided on a pair."""
    rows, parties = compared_rows(events, actors)
    named = np.array(datasets, dtype=object)
    pairs: list[Pair] = []
    for names in combinations(dict.fromkeys(datasets), 2):
        first, second = (np.flatnonzero(named == name) for name in names)
        found = match_rows(rows.take(first), rows.take(second), parties, least=THRESHOLD)
        ids = events.event_id[first[found.one]], events.event_id[second[found.other]]
        for one, other, probability in zip(*map(list, ids), found.probability.tolist(), strict=True):
            pairs.append(
                Pair(
                    id=match_id(one, other),
                    one=one,
                    other=other,
                    datasets=names,
                    probability=probability,
                    evidence=(),
                )
            )
    return grouped(sorted(pairs, key=lambda pair: (-pair.probability, pair.id)), {})


def compared_rows(events: EventColumns, actors: Registry) -> tuple[Rows, Parties]:
    """Put events as the comparison sees them: rough dates as spans, sides as the actors behind them."""
    parties, one, other = _sides(events, SideReader(actors, {}))
    slack = np.array([SLACK_DAYS.get(int(code), 0) for code in range(10)], dtype=np.int64)
    off = np.where(events.end_day > events.day, 0, slack[np.clip(events.date_prec, 0, 9)])
    rows = Rows(
        lat=events.lat,
        lon=events.lon,
        radius_km=events.radius_km,
        day=events.day,
        first=events.day - off,
        last=np.maximum(events.end_day, events.day) + off,
        one=one,
        other=other,
        low=events.low,
        best=events.best,
        high=events.high,
        kind=np.array([KIND_FAMILY.get(kind, -1) for kind in events.kind], dtype=np.int64),
    )
    return rows, parties


def _sides(events: EventColumns, reader: SideReader) -> tuple[Parties, NDArray[np.int64], NDArray[np.int64]]:
    """Number the sides of all rows by the actors that they stand for, a coalition by its members."""
    sides = sides_of(events)
    named = (sides.name, sides.day, sides.country, sides.source_id)
    members: dict[tuple[str, str], frozenset[str]] = {}
    for reading in reader.explain(*named):
        key = (reading.name, reading.read_as)
        members[key] = members.get(key, frozenset()) | _members(reading)
    numbers: dict[frozenset[str], int] = {frozenset(): 0}
    labels = sides.by_row(reader.read(*named), len(events))
    coded = [
        [
            numbers.setdefault(members.get(key, frozenset()), len(numbers))
            for key in zip(names, read, strict=True)
        ]
        for names, read in zip((events.side_a, events.side_b), labels, strict=True)
    ]
    one, other = (np.array(codes, dtype=np.int64) for codes in coded)
    return Parties(list(numbers)), one, other


def _members(reading: SideReading) -> frozenset[str]:
    """Name who stands behind a side: known members by their label, unknown ones by their name."""
    if reading.reading == "proposed" and slug(reading.name).startswith(NOBODY_KNOWN):
        return frozenset()
    return frozenset((*reading.members, *map(slug, reading.unknown))) or frozenset((reading.read_as,))
