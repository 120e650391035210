"""Contact without maps: two actors are seen near a place around a day, other than in fighting each other."""

from dataclasses import dataclass

import numpy as np

from holdfire.contact.exposure import Bools, Contact, Days, Ints, Roster, Rows
from holdfire.contact.grid import SQUARE_KM, centre_of, join_square, split_square, square_of

_CHUNK_DAYS = 128  # presence is held for so many days at a time: 50 actors on 1,500 squares take 38 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one row shows presence: days before and after it, km from it to a square's centre.

    square_km: how large the squares are.
    """

    days: int = 30
    km: float = 15.0
    square_km: float = SQUARE_KM


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sightings:
    """Rows and the squares they reach; row and cell have one entry a pair, squares one a cell."""

    row: Ints
    cell: Ints
    squares: Ints


def co_presence(rows: Rows, roster: Roster, days: Days, reach: Reach | None = None) -> Contact:
    """Count the square-days on which both actors of each dyad were present, in cell-days.

    Actor i of dyad ij is present in a square on day t if some row has i on one side and j not on the other,
    begins within `reach.days` of t and lies within `reach.km` of the square's centre. The dyad's own clashes
    show no presence: counting them would build the outcome into the exposure (methods, T1a).
    """
    reach = reach or Reach()
    sightings = _sightings(rows, days, reach)
    amount = np.zeros((len(roster.pairs), len(sightings.squares)), dtype=np.int64)
    covered = np.zeros(len(rows), dtype=np.bool_)
    for first in range(days.first, days.end, _CHUNK_DAYS):
        part = Days(first=first, end=min(first + _CHUNK_DAYS, days.end))
        _add_part(rows, roster, sightings, _Window(part=part, reach=reach), (amount, covered))
    dyad, cell = np.nonzero(amount)
    x, y = centre_of(sightings.squares[cell], reach.square_km)
    return Contact(dyad=dyad, x=x, y=y, amount=amount[dyad, cell].astype(float), covered=covered)


def _sightings(rows: Rows, days: Days, reach: Reach) -> _Sightings:
    """Pair each row that can matter with every square whose centre it reaches."""
    timely = np.flatnonzero((rows.day >= days.first - reach.days) & (rows.day < days.end + reach.days))
    size = reach.square_km
    column, row = split_square(square_of(rows.x[timely], rows.y[timely], size))
    steps = np.arange(-int(reach.km // size) - 1, int(reach.km // size) + 2)
    east, north = (a.ravel() for a in np.meshgrid(steps, steps))
    square = join_square(column[:, None] + east, row[:, None] + north)
    x, y = centre_of(square, size)
    near = np.hypot(x - rows.x[timely, None], y - rows.y[timely, None]) <= reach.km
    squares, cell = np.unique(square[near], return_inverse=True)
    return _Sightings(row=timely[np.nonzero(near)[0]], cell=cell, squares=squares)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    part: Days
    reach: Reach

    def counts(self, day: Ints, cell: Ints, cells: int) -> Ints:
        """Count, for each cell and day of the window, the sightings that reach it: (cells, days)."""
        width = len(self.part) + 1
        start = np.clip(day - self.reach.days - self.part.first, 0, width - 1)
        stop = np.clip(day + self.reach.days + 1 - self.part.first, 0, width - 1)
        begun = np.bincount(cell * width + start, minlength=cells * width)
        ended = np.bincount(cell * width + stop, minlength=cells * width)
        return np.cumsum((begun - ended).reshape(cells, width), axis=1)[:, :-1]


def _add_part(
    rows: Rows, roster: Roster, sightings: _Sightings, window: _Window, out: tuple[Ints, Bools]
) -> None:
    """Add one window of days: cell-days of each dyad to the first of `out`, covered rows to the second."""
    amount, covered = out
    part, reach = window.part, window.reach.days
    when = rows.day[sightings.row]
    now = (when >= part.first - reach) & (when < part.end + reach)
    # Only squares seen in this window: over decades, nearly all others are empty in any one of them.
    here, cell = np.unique(sightings.cell[now], return_inverse=True)
    one, other, day = (a[sightings.row[now]] for a in (rows.one, rows.other, rows.day))

    def seen(chosen: Bools) -> Ints:
        return window.counts(day[chosen], cell[chosen], len(here))

    active = np.intersect1d(roster.pairs, np.concatenate((one, other)))
    present = {code: seen((one == code) | (other == code)).astype(np.int32) for code in active.tolist()}
    inside = (rows.day >= part.first) & (rows.day < part.end)
    for number, (i, j) in enumerate(roster.pairs.tolist()):
        if i not in present or j not in present:
            continue
        own = seen(((one == i) & (other == j)) | ((one == j) & (other == i)))
        both = (present[i] > own) & (present[j] > own)
        amount[number, here] += both.sum(axis=1)
        mine = np.flatnonzero(inside & rows.between(i, j))
        square = square_of(rows.x[mine], rows.y[mine], window.reach.square_km)
        place = np.searchsorted(sightings.squares[here], square)
        covered[mine] = both[place, rows.day[mine] - part.first]
