"""What a data set shows of two parties at a place and time, and what it could have shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.checks.evidence import EventRows
from holdfire.checks.scenes import kilometres
from holdfire.checks.settings import Setting, reach
from holdfire.model.event import VIOLENT

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PRECISE_KM, DISTRICT_KM = 25.0, 40.0  # rows placed no worse are where they are said to be; in a region
PROVINCE_KM = 100.0  # the radius of a province's middle and of anything worse
MONTH, YEAR = 31, 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Rows of two parties then and there, and beside them what tells a silence from a blind spot.

    surely: rows whose days and place lie inside; perhaps: rows that may, by the precision of either. vague:
    how many more may that are placed by province or worse, or dated over more than a month. then: rows of the
    two anywhere in that time; nearby_year: within a year and 100 km; ever: at any time. of_a, of_b: rows of
    each with others then and there. anybody: rows of whoever. covered: the data reach the time.
    """

    surely: Ints
    perhaps: Ints
    vague: int
    then: Ints
    nearby_year: int
    ever: int
    of_a: int
    of_b: int
    anybody: int
    covered: bool


class Index:
    """Rows of violence by the labels of their sides, so that a claim looks at its own parties' rows only."""

    def __init__(self, every: EventRows) -> None:
        violent = np.isin(every.kind.astype(str), [kind.value for kind in VIOLENT])
        columns = {f.name: getattr(every, f.name) for f in fields(every) if f.name != "datasets"}
        self.events = events = replace(every, **{name: c[violent] for name, c in columns.items()})
        self._of: Mapping[str, Ints] = _places_of((events.one, events.other))
        self.first = int(every.day.min())
        self.last = int(every.end_day.max())

    def known(self, labels: Iterable[str]) -> bool:
        """Say whether any of the labels stands on a side of any row."""
        return any(label in self._of for label in labels)

    def sight(self, setting: Setting, a: Sequence[str], b: Sequence[str]) -> Sight:
        """Look at the rows of two parties, each of one or more labels; nobody on the other side: anybody."""
        events = self.events
        since = self.first if setting.since is None else setting.since
        until = self.last + 1 if setting.until is None else setting.until
        rows = self._between(a, b)
        overlap = (events.day[rows] < until) & (events.end_day[rows] >= since)
        inside = (events.day[rows] >= since) & (events.end_day[rows] < until)
        near, reached = _near(events, rows, setting, 0.0)
        year = (events.day[rows] >= since - YEAR) & (events.day[rows] < until + YEAR)
        around, _ = _near(events, rows, setting, 100.0)
        then = np.arange(*np.searchsorted(events.day, (since, until)))
        there = then[_near(events, then, setting, 0.0)[0]]
        sure = (
            inside & near & (events.radius_km[rows] <= max(PRECISE_KM, min(DISTRICT_KM, setting.radius_km)))
        )
        perhaps = overlap & (near | reached) & ~sure
        fine = events.radius_km[rows] < PROVINCE_KM
        fine &= events.end_day[rows] - events.day[rows] <= MONTH
        return Sight(
            then=rows[overlap],
            surely=rows[sure],
            perhaps=rows[perhaps & fine],
            vague=int((perhaps & ~fine).sum()),
            nearby_year=int((year & around).sum()),
            ever=len(rows),
            of_a=_count(events, there, a),
            of_b=_count(events, there, b),
            anybody=len(there),
            covered=self.first <= since and until <= self.last + 1,
        )

    def _between(self, a: Sequence[str], b: Sequence[str]) -> Ints:
        rows = np.unique(np.concatenate([self._of.get(label, _NONE) for label in a] or [_NONE]))
        if not b:
            return rows
        one, other = self.events.one[rows], self.events.other[rows]
        across = np.isin(one, a) & np.isin(other, b) | np.isin(one, b) & np.isin(other, a)
        return rows[across]


_NONE = np.empty(0, dtype=np.int64)


def _near(events: EventRows, rows: Ints, setting: Setting, more_km: float) -> tuple[Bools, Bools]:
    """Mark rows inside the places of a setting, and rows that their own radius carries there."""
    inside = np.zeros(len(rows), dtype=np.bool_)
    reached = np.zeros(len(rows), dtype=np.bool_)
    for place in setting.places:
        if place.lat is None or place.lon is None:
            continue
        km = kilometres(place.lat, place.lon, events.lat[rows], events.lon[rows])
        inside |= km <= reach(place) + more_km
        reached |= km <= reach(place) + more_km + np.nan_to_num(events.radius_km[rows])
    return inside, reached


def _count(events: EventRows, rows: Ints, labels: Sequence[str]) -> int:
    return int((np.isin(events.one[rows], labels) | np.isin(events.other[rows], labels)).sum())


def _places_of(columns: tuple[NDArray[np.object_], NDArray[np.object_]]) -> dict[str, Ints]:
    """Map each label to the rows in which it stands on either side."""
    both = np.concatenate(columns)
    labels, codes = np.unique(both.astype(str), return_inverse=True)
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(labels) + 1))
    rows = order % len(columns[0])
    return {
        str(label): np.unique(rows[edges[i] : edges[i + 1]]).astype(np.int64)
        for i, label in enumerate(labels)
    }
