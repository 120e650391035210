"""Dated marks of who held a place to who held it when, place by place."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

SAME_NAME_KM = 2.0  # marks of one name so near are one place: tables mend a coordinate now and then
SAME_SPOT_KM = 0.5  # places of any names so near are drawn as one: a quarter, an airfield, another spelling
DAY = timedelta(days=1)

Floats = NDArray[np.float64]


class Plane(Protocol):
    """A projection to km on which distances are near enough true."""

    def forward(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Turn degrees into km."""
        ...

    def inverse(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Turn km into degrees."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place, and who held it from a day on; holder None = contested, nobody. key: its name as compared.

    until: the first day that no longer counts, where the table says so. last_seen: the last day on which the
    source listed the place.
    """

    place: str
    key: str
    lat: float
    lon: float
    since: date
    until: date | None = None
    last_seen: date | None = None
    holder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """gap: how many days a mark counts after it was last seen; None: until the next mark of its place.

    days: on which the source was looked at for every place that it listed then.
    """

    gap: int | None = None
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Who held a place over [since, until); until None: for as long as the source goes on."""

    since: date
    until: date | None
    holder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A spot with one history, in order of time. names: as the table has them.

    clashes: days from which marks of the spot disagree; no one holds it then.
    """

    names: tuple[str, ...]
    lat: float
    lon: float
    x: float
    y: float
    held: tuple[Held, ...]
    clashes: tuple[date, ...]


def sites_of(marks: Sequence[Mark], plane: Plane, looks: Looks) -> tuple[Site, ...]:
    """Gather marks to spots, and follow who held each.

    A mark counts until the next one of its name at its spot. Where marks of one day disagree, or the names of
    one spot do, no one holds it. A spot lies where its first mark puts it.
    """
    x, y = plane.forward(np.array([m.lon for m in marks]), np.array([m.lat for m in marks]))
    spots: dict[int, list[int]] = defaultdict(list)
    for number, spot in enumerate(_spots(x, y, [m.key for m in marks])):
        spots[spot].append(number)
    found: list[Site] = []
    for numbers in spots.values():
        own = sorted(numbers, key=lambda n: marks[n].since)
        held, clashes = _history([marks[n] for n in own], looks)
        first = own[0]
        found.append(
            Site(
                names=tuple(dict.fromkeys(marks[n].place for n in own)),
                lat=marks[first].lat,
                lon=marks[first].lon,
                x=float(x[first]),
                y=float(y[first]),
                held=held,
                clashes=clashes,
            )
        )
    return tuple(found)


def _spots(x: Floats, y: Floats, keys: Sequence[str]) -> list[int]:
    """Number the spot of each mark: what lies near under one name, or very near under any, hangs together."""
    _, code = np.unique(np.array(keys, dtype=object), return_inverse=True)
    told, of_mark = np.unique(np.column_stack((x, y, code)), axis=0, return_inverse=True)
    pairs = np.asarray(cKDTree(told[:, :2]).query_pairs(SAME_NAME_KM, output_type="ndarray"), dtype=np.int64)
    one, other = pairs[:, 0], pairs[:, 1]
    near = np.hypot(*(told[one, :2] - told[other, :2]).T) <= SAME_SPOT_KM
    same = near | (told[one, 2] == told[other, 2])
    links = coo_array((same[same], (one[same], other[same])), shape=(len(told), len(told)))
    return connected_components(links, directed=False)[1][of_mark.ravel()].tolist()


def _history(marks: Sequence[Mark], looks: Looks) -> tuple[tuple[Held, ...], tuple[date, ...]]:
    """Follow one spot through the marks of all its names."""
    named: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        named[mark.key].append(mark)
    clashes: set[date] = set()
    told = [_of_name(own, looks, clashes) for own in named.values()]
    if len(told) == 1:
        return joined(told[0]), tuple(sorted(clashes))
    found: list[Held] = []
    for since, until in _stretches(held for one in told for held in one):
        now = {h.holder for one in told for h in one if _counts(h, since)}
        if len(now) > 1:
            clashes.add(since)
        if now:
            found.append(Held(since=since, until=until, holder=now.pop() if len(now) == 1 else None))
    return joined(found), tuple(sorted(clashes))


def _of_name(marks: Sequence[Mark], looks: Looks, clashes: set[date]) -> list[Held]:
    """Follow one name at one spot; a mark that repeats the holder before it goes on."""
    by_day: dict[date, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_day[mark.since].append(mark)
    found: list[Held] = []
    days = sorted(by_day)
    for day, following in zip(days, (*days[1:], None), strict=True):
        holders = {mark.holder for mark in by_day[day]}
        if len(holders) > 1:
            clashes.add(day)
        stated = [mark.until for mark in by_day[day] if mark.until is not None]
        until = min((d for d in (*stated, following) if d is not None), default=None)
        seen = [mark.last_seen for mark in by_day[day] if mark.last_seen is not None]
        holder = holders.pop() if len(holders) == 1 else None
        counted = _seen(day, until, max(seen, default=None), looks)
        found += [Held(since=one, until=other, holder=holder) for one, other in counted]
    return found


def _seen(
    since: date, until: date | None, last: date | None, looks: Looks
) -> Iterator[tuple[date, date | None]]:
    """Cut the time of a mark where nobody looked for longer than the gap, and where it was listed no more."""
    if looks.gap is None:
        yield since, until
        return
    reach = timedelta(days=looks.gap + 1)
    ends = [day for day in (last, until and until - DAY) if day is not None]
    end = max(since, min(ends, default=date.max))
    within = looks.days[bisect_left(looks.days, since) : bisect_right(looks.days, end)]
    seen = sorted({since, *within, *(() if last is None else (end,))})
    begun = since
    for one, other in pairwise(seen):
        if other > one + reach:
            yield begun, one + reach
            begun = other
    over = seen[-1] + reach
    yield begun, over if until is None else min(over, until)


def _stretches(held: Iterable[Held]) -> Iterator[tuple[date, date | None]]:
    """Cut time at every day on which anything begins or ends."""
    every = tuple(held)
    days = sorted({h.since for h in every} | {h.until for h in every if h.until is not None})
    return zip(days, (*days[1:], None), strict=True)


def _counts(held: Held, day: date) -> bool:
    return held.since <= day and (held.until is None or day < held.until)


def joined(held: Iterable[Held]) -> tuple[Held, ...]:
    """Make one of stretches that follow each other under the same holder; they come in order of time."""
    found: list[Held] = []
    for one in held:
        if found and found[-1].holder == one.holder and found[-1].until == one.since:
            found[-1] = Held(since=found[-1].since, until=one.until, holder=one.holder)
        else:
            found.append(one)
    return tuple(found)
