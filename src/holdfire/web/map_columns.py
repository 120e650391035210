"""A case's map as one binary answer: a JSON header, then little-endian columns that browsers use as they are.

Four bytes hold the length of the header; the header names each column with its type, offset (from the end of
the header) and number of values. Rows are in order of their day, so that a window is a slice.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfire.inquiry.map_content import NOT_ACTORS, MapClaim, MapContent
from holdfire.model.claim import family_of
from holdfire.model.event import day_number
from holdfire.records.values import line

OFF_MAP = 0xFFFFFFFF  # the group of a row without a place
ALIGNED = 8  # bytes; a typed array begins at a multiple of its size

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Rows of one pair at one position are one mark.

    of_row, pair_of_row: (rows,) group, OFF_MAP where the row has no place, and pair. pair, lon, lat:
    (groups,), in order of pair, then of position. pairs: numbers of the two actors.
    """

    of_row: NDArray[np.uint32]
    pair_of_row: Ints
    pair: Ints
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    pairs: list[list[int]]


def groups_of(everything: MapContent) -> Groups:
    """Put rows together that one mark stands for."""
    number = {actor.label: n for n, actor in enumerate(everything.actors)}
    sides = [
        np.fromiter(map(number.__getitem__, side.tolist()), np.int64, len(side))
        for side in (everything.one, everything.other)
    ]
    low, high = np.minimum(*sides), np.maximum(*sides)
    keys, pair = np.unique(low * len(number) + high, return_inverse=True)
    lon, lat = everything.events.lon, everything.events.lat
    placed = ~(np.isnan(lon) | np.isnan(lat))
    at, place = np.unique(lon[placed] + 1j * lat[placed], return_inverse=True)
    found, group = np.unique(pair[placed] * max(1, len(at)) + place, return_inverse=True)
    of_row = np.full(len(lon), OFF_MAP, dtype=np.uint32)
    of_row[placed] = group
    where = found % max(1, len(at))
    return Groups(
        of_row=of_row,
        pair_of_row=pair,
        pair=found // max(1, len(at)),
        lon=at.real[where],
        lat=at.imag[where],
        pairs=[[int(key) // len(number), int(key) % len(number)] for key in keys.tolist()],
    )


def map_columns(everything: MapContent, colours: Mapping[str, str]) -> bytes:
    """Write all that the map needs to draw any window without asking again; colours: those chosen."""
    events, groups = everything.events, groups_of(everything)
    kinds = sorted(set(events.kind.tolist()))
    coded = {kind: n for n, kind in enumerate(kinds)}
    columns = {
        "day": events.day.astype("<i4"),
        "group": groups.of_row.astype("<u4"),
        "pair": groups.pair_of_row.astype("<u4"),
        "best": np.nan_to_num(events.best, nan=0.0).astype("<f4"),
        "radius": events.radius_km.astype("<f4"),
        "kind": np.fromiter(map(coded.__getitem__, events.kind.tolist()), "u1", len(events)),
        "group_lon": groups.lon.astype("<f8"),
        "group_lat": groups.lat.astype("<f8"),
        "group_pair": groups.pair.astype("<u4"),
    }
    body, layout = bytearray(), []
    for name, values in columns.items():
        body.extend(b"\0" * (-len(body) % ALIGNED))
        layout.append(
            {"name": name, "type": values.dtype.str.lstrip("<|"), "offset": len(body), "of": len(values)}
        )
        body.extend(values.tobytes())
    head = line({**_header(everything, colours), "pairs": groups.pairs, "kinds": kinds, "columns": layout})
    head += b" " * (-(4 + len(head)) % ALIGNED)
    return len(head).to_bytes(4, "little") + head + bytes(body)


def _header(everything: MapContent, colours: Mapping[str, str]) -> dict[str, Any]:
    span = everything.span
    numbers = {actor.label: n for n, actor in enumerate(everything.actors)}
    return {
        "version": everything.version,
        "span": [day_number(day) for day in span] if span is not None else None,
        "actors": [
            {
                "label": a.label,
                "name": a.name,
                "events": a.events,
                "one": a.label not in NOT_ACTORS,
                "colour": colours.get(a.label),
            }
            for a in everything.actors
        ],
        "looked": [
            {
                "dataset": one.dataset,
                "events": one.events,
                "countries": one.countries,
                "days": [day_number(one.since), day_number(one.until)],
            }
            for one in everything.looked
        ],
        "ground": _ground(everything),
        "labels": [[one.name, one.level, one.lon, one.lat] for one in everything.names],
        "claims": [_claim(one, numbers) for one in everything.claims],
        "rejected": everything.rejected,
        "counted_once": everything.counted_once,
    }


def _ground(everything: MapContent) -> list[dict[str, Any]]:
    """Tell of each source of control when it draws anything: half-open stretches of days."""
    sources: dict[str, list[tuple[int, int | None]]] = {}
    for spell in everything.spells:
        end = None if spell.until is None else day_number(spell.until)
        sources.setdefault(spell.source, []).append((day_number(spell.since), end))
    return [{"source": name, "days": _joined(days)} for name, days in sorted(sources.items())]


def _joined(days: list[tuple[int, int | None]]) -> list[list[int | None]]:
    joined: list[list[int | None]] = []
    for since, until in sorted(days, key=lambda d: (d[0], math.inf if d[1] is None else d[1])):
        last = joined[-1] if joined else None
        if last is not None and (last[1] is None or since <= last[1]):
            last[1] = None if until is None or last[1] is None else max(last[1], until)
        else:
            joined.append([since, until])
    return joined


def _claim(one: MapClaim, numbers: dict[str, int]) -> dict[str, Any]:
    claim = one.claim
    return {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind,
        "family": family_of(claim.kind),
        "status": claim.status,
        "quote": claim.quote,
        "actors": sorted(numbers[label] for label in one.labels),
        "days": None if claim.date is None else [day_number(day) for day in claim.date],
        "places": [[place.name, place.lon, place.lat, place.radius_km] for place in claim.places],
    }
