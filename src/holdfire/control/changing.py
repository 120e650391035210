"""Which towns change hands between the successive maps of a source, and how well that dates it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import shapely

from holdfire.control.layers import close_spells
from holdfire.model.capture import Capture
from holdfire.model.control import ControlSpell

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A place whose holder is looked up on maps."""

    name: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A holder of a town from one day on; after: the last day on which the source showed another one."""

    holder: str
    since: date
    after: date | None


def map_captures(spells: Iterable[ControlSpell], towns: Sequence[Town]) -> tuple[Capture, ...]:
    """Find the towns that pass from one holder to another between the layers of one source.

    A town is captured on some day after the last layer that shows another holder, or none, and not later than
    the first that shows the new one; where a spell itself says until when it holds, that is the day. Ground
    that two claim at a time is no one's. Sources are kept apart: each gives its own captures.
    """
    by_source: dict[str, list[ControlSpell]] = defaultdict(list)
    for spell in spells:
        if spell.polygons:
            by_source[spell.source].append(spell)
    found = [c for name in sorted(by_source) for c in _of_source(name, by_source[name], towns)]
    return tuple(sorted(found, key=lambda c: (c.first, c.last, c.place, c.id)))


def _of_source(name: str, drawn: Sequence[ControlSpell], towns: Sequence[Town]) -> Iterator[Capture]:
    closed = close_spells(drawn)
    stated = frozenset(spell.until for spell in drawn if spell.until is not None)
    over: dict[int, list[ControlSpell]] = defaultdict(list)
    for spell in closed:
        for town in _towns_on(spell, towns):
            over[town].append(spell)
    layers = sorted({spell.since for spell in drawn})
    for number in sorted(over):
        town = towns[number]
        for before, after in pairwise(_held(over[number], layers, stated)):
            first = after.since if after.after is None else min(after.since, after.after + _DAY)
            yield Capture(
                place=town.name,
                lat=town.lat,
                lon=town.lon,
                first=first,
                last=after.since,
                loser=before.holder,
                taker=after.holder,
                population=town.population,
                source=name,
                basis="control map",
            )


def _towns_on(spell: ControlSpell, towns: Sequence[Town]) -> list[int]:
    """List the towns on the ground of a spell; in degrees, where its borders are straight."""
    lon = np.array([town.lon for town in towns], dtype=float)
    lat = np.array([town.lat for town in towns], dtype=float)
    inside = np.zeros(len(towns), dtype=np.bool_)
    for polygon in spell.polygons:
        shape = shapely.Polygon(polygon[0], polygon[1:])
        shapely.prepare(shape)
        inside |= np.asarray(shapely.contains_xy(shape, lon, lat), dtype=np.bool_)
    return np.flatnonzero(inside).tolist()


def _held(spells: Sequence[ControlSpell], layers: Sequence[date], stated: frozenset[date]) -> list[_Held]:
    """Follow the holder of one town through time; the same holder again after no one's time is no change."""
    days = sorted({spell.since for spell in spells} | {s.until for s in spells if s.until is not None})
    found: list[_Held] = []
    for day in days:
        on = {s.holder for s in spells if s.since <= day and (s.until is None or day < s.until)}
        holder = next(iter(on)) if len(on) == 1 else None
        if holder is None or (found and found[-1].holder == holder):
            continue
        earlier = [layer for layer in layers if layer < day]
        gap = None if day in stated or not earlier else earlier[-1]
        found.append(_Held(holder=holder, since=day, after=gap))
    return found
