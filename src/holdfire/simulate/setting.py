"""What a simulated war is made from: ground, parties, rates and, where there is one, a deal."""

import math
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KM_PER_DEGREE = 111.195  # of a great circle on a sphere of 6,371.0088 km
CIVILIANS = -1  # stands where a party's index would stand, in one-sided violence


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An armed actor of the war.

    strength: multiplies how much it fights; 1 is the usual. seats: (x, y) in km of the places around which it
    holds ground when the war begins. units: names under which parts of it appear in the data now and then.
    """

    id: str
    name: str
    seats: tuple[tuple[float, float], ...]
    kind: str = "armed_group"
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    strength: float = 1.0

    @property
    def is_state(self) -> bool:
        """Say whether the party is the government of the country."""
        return self.kind == "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """The ground of a fictional country: square cells, settlements, regions; x east and y north, in km.

    south, west: the corner of cell (row 0, column 0). settlements: (name, x, y). regions: (name, x, y); a
    place belongs to the region whose point is nearest.
    """

    name: str
    south: float
    west: float
    rows: int
    columns: int
    cell_km: float
    settlements: tuple[tuple[str, float, float], ...]
    regions: tuple[tuple[str, float, float], ...]

    @property
    def centres(self) -> Floats:
        """Give the middle of every cell, row by row: (cells, 2), x and y in km."""
        row, column = np.mgrid[: self.rows, : self.columns]
        return (np.column_stack((column.ravel(), row.ravel())) + 0.5) * self.cell_km

    @property
    def lon_scale(self) -> float:
        """Kilometres in a degree of longitude, at the country's middle."""
        middle = self.south + self.rows * self.cell_km / 2 / KM_PER_DEGREE
        return KM_PER_DEGREE * math.cos(math.radians(middle))

    def lon(self, x: Floats) -> Floats:
        """Turn km east of the corner into degrees of longitude."""
        return self.west + x / self.lon_scale

    def lat(self, y: Floats) -> Floats:
        """Turn km north of the corner into degrees of latitude."""
        return self.south + y / KM_PER_DEGREE


def nearest(points: Floats, among: Floats) -> Ints:
    """Give for each point, (n, 2), the row of the nearest one in `among`, (m, 2)."""
    apart = ((points[:, None, :] - among[None, :, :]) ** 2).sum(axis=2)
    return apart.argmin(axis=1).astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the war goes: rates, and what makes them rise and fall together. No value is fitted to a real war.

    The *_sd are standard deviations on the log scale. fighting: clashes a km of front and day. party_sd and
    dyad_sd last for the whole war. tide: a party's own slow ups and downs. trend and season: shared by all.
    shock: days in which everybody in a region fights more. burst: a dyad's ups and downs in a region. echo:
    clashes that a clash brings on in the same place. assaults: one-sided events a cell and day. flip: share
    of front cells that try to change hands in a month. settle: how unevenly fighting falls on places.
    """

    fighting: float = 0.0009
    party_sd: float = 0.3
    dyad_sd: float = 0.4
    tide_sd: float = 0.3
    tide_days: float = 90.0
    trend_sd: float = 0.3
    season: float = 0.3
    shock_every_days: float = 45.0
    shock_days: float = 5.0
    shock: float = 0.8
    burst_sd: float = 0.7
    burst_days: float = 10.0
    echo: float = 0.25
    echo_days: float = 3.0
    assaults: float = 0.0004
    flip: float = 0.5
    settle: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What A and B agree on against C (party ids) over [since, until); until None = to the war's end.

    restraint: what is left of A–B fighting on the same contact; 1 = no restraint. concert: share of A's
    clashes with C that B, where it stands near, answers with one of its own on the same day.
    """

    a: str
    b: str
    against: str
    since: date
    until: date | None = None
    restraint: float = 1.0
    concert: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything that a war follows from, beside the random numbers. deal None = none was made."""

    land: Land
    parties: tuple[Party, ...]
    since: date
    months: int
    course: Course = field(default_factory=Course)
    deal: Deal | None = None

    def index(self, party: str) -> int:
        """Give the place of a party in `parties`; KeyError where nobody has this id."""
        for i, p in enumerate(self.parties):
            if p.id == party:
                return i
        raise KeyError(party)

    @property
    def month_starts(self) -> tuple[date, ...]:
        """Give the first day of every month, and last of all the first day after the war."""
        count = self.since.year * 12 + self.since.month - 1
        months = ((count + i) for i in range(self.months + 1))
        return tuple(date(m // 12, m % 12 + 1, 1) for m in months)

    @property
    def until(self) -> date:
        """Give the first day after the war."""
        return self.month_starts[-1]

    @property
    def month_of_day(self) -> Ints:
        """Give the month of the war for each of its days."""
        starts = [self.day_number(day) for day in self.month_starts]
        return np.repeat(np.arange(self.months), np.diff(starts))

    def day_number(self, day: date) -> int:
        """Count days from the first day of the war, which is 0."""
        return (day - self.since.replace(day=1)).days

    def date_of(self, day: int) -> date:
        """Turn a day number back into a date."""
        return self.since.replace(day=1) + timedelta(days=int(day))
