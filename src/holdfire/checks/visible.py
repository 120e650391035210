"""What a data set shows of two parties at a place and time, and what it could have shown."""

from collections.abc import Iterable, Sequence
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
AROUND_KM = 100.0
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
        both = np.concatenate((events.one, events.other)).astype(str)
        labels, codes = np.unique(both, return_inverse=True)
        self._codes = {str(label): code for code, label in enumerate(labels)}
        self._one, self._other = codes.reshape(2, len(events))
        self._dyads: dict[tuple[tuple[str, ...], tuple[str, ...]], Ints] = {}
        self._longest = int((events.end_day - events.day).max(initial=0))
        self.first = int(every.day.min())
        self.last = int(every.end_day.max())

    def known(self, labels: Iterable[str]) -> bool:
        """Say whether any of the labels stands on a side of any row."""
        return any(label in self._codes for label in labels)

    def sight(self, setting: Setting, a: tuple[str, ...], b: tuple[str, ...]) -> Sight:
        """Look at the rows of two parties, each of one or more labels; nobody on the other side: anybody."""
        events = self.events
        since = self.first if setting.since is None else setting.since
        until = self.last + 1 if setting.until is None else setting.until
        dyad = self._between(a, b)
        edges = np.searchsorted(events.day[dyad], (since - YEAR - self._longest, until + YEAR))
        rows = dyad[edges[0] : edges[1]]
        day, end, radius = events.day[rows], events.end_day[rows], events.radius_km[rows]
        beyond = _beyond(events, rows, setting)
        overlap = (day < until) & (end >= since)
        precise = radius <= max(PRECISE_KM, min(DISTRICT_KM, setting.radius_km))
        sure = (day >= since) & (end < until) & (beyond <= 0) & precise
        perhaps = overlap & (beyond <= np.nan_to_num(radius)) & ~sure
        fine = (radius < PROVINCE_KM) & (end - day <= MONTH)
        then = np.arange(*np.searchsorted(events.day, (since, until)))
        there = then[_beyond(events, then, setting) <= 0]
        return Sight(
            surely=rows[sure],
            perhaps=rows[perhaps & fine],
            vague=int((perhaps & ~fine).sum()),
            then=rows[overlap],
            nearby_year=int(((day >= since - YEAR) & (beyond <= AROUND_KM)).sum()),
            ever=len(dyad),
            of_a=self._count(there, a),
            of_b=self._count(there, b),
            anybody=len(there),
            covered=self.first <= since and until <= self.last + 1,
        )

    def _between(self, a: tuple[str, ...], b: tuple[str, ...]) -> Ints:
        """Give the rows of a dyad; a party's rows with anybody where the other is empty."""
        if (a, b) not in self._dyads:
            one, other = (self._stands(side) for side in (a, b))
            across = one[0] & other[1] | one[1] & other[0] if b else one[0] | one[1]
            self._dyads[a, b] = np.flatnonzero(across).astype(np.int64)
        return self._dyads[a, b]

    def _stands(self, labels: Sequence[str]) -> tuple[Bools, Bools]:
        codes = [self._codes[label] for label in labels if label in self._codes]
        return np.isin(self._one, codes), np.isin(self._other, codes)

    def _count(self, rows: Ints, labels: Sequence[str]) -> int:
        codes = [self._codes[label] for label in labels if label in self._codes]
        return int((np.isin(self._one[rows], codes) | np.isin(self._other[rows], codes)).sum())


def _beyond(events: EventRows, rows: Ints, setting: Setting) -> Floats:
    """Measure how far outside the places of a setting rows lie, in km; infinite where off the map."""
    beyond = np.full(len(rows), np.inf)
    for place in setting.places:
        if place.lat is not None and place.lon is not None:
            km = kilometres(place.lat, place.lon, events.lat[rows], events.lon[rows])
            beyond = np.fmin(beyond, km - reach(place))
    return beyond
