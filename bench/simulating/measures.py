"""What can be measured of any table of events: months, dyads, bursts, distances, deaths."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

KM_A_DEGREE = 111.195
DISTANCES = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
SOON, APART = 3, (60, 120)  # days between two events that are near in time, and that are not
FROM_DEATHS = 10  # where the tail of deaths begins
FEWEST = 50  # events of a dyad, for its bursts
PAIRS = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Fighting between armed sides: one entry an event. dyad: a number for each pair of sides."""

    name: str
    day: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    dyad: np.ndarray
    deaths: np.ndarray

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is drawn and told of a table.

    monthly: counts of events over their mean. shares: of events by dyad, largest first. bursts: burstiness
    (sd − mean)/(sd + mean) of the days between events, by dyad (Goh & Barabási 2008): −1 regular, 0 Poisson,
    1 bursts. fano: variance over mean of daily counts. nearer: how many times more often two events of a dyad
    lie within a distance when they are days apart than when they are months apart. tail: exponent of deaths
    from FROM_DEATHS on (Clauset, Shalizi & Newman 2009, discrete). ccdf: share with at least so many.
    """

    events_a_month: float
    monthly: np.ndarray
    memory: float
    shares: np.ndarray
    bursts: np.ndarray
    fano: float
    nearer: np.ndarray
    tail: float
    ccdf: tuple[np.ndarray, np.ndarray]


def measure(table: Table, rng: np.random.Generator) -> Measures:
    """Measure a table."""
    month = (table.day - table.day.min()) // 30
    counts = np.bincount(month)[: max(int(month.max()), 1)]  # the last month is seldom whole
    daily = np.bincount(table.day - table.day.min())
    _, events = np.unique(table.dyad, return_counts=True)
    deaths = np.sort(table.deaths[table.deaths > 0])
    return Measures(
        events_a_month=float(counts.mean()),
        monthly=counts / counts.mean(),
        memory=float(np.corrcoef(np.log(counts[1:] + 1), np.log(counts[:-1] + 1))[0, 1]),
        shares=np.sort(events)[::-1] / events.sum(),
        bursts=_bursts(table),
        fano=float(daily.var() / daily.mean()),
        nearer=_nearer(table, rng),
        tail=_tail(deaths),
        ccdf=(deaths, 1 - np.arange(len(deaths)) / len(deaths)),
    )


def _bursts(table: Table) -> np.ndarray:
    found = []
    for dyad in np.unique(table.dyad):
        days = np.sort(table.day[table.dyad == dyad])
        if len(days) >= FEWEST:
            gaps = np.diff(days)
            found.append((gaps.std() - gaps.mean()) / (gaps.std() + gaps.mean()))
    return np.array(found)


def _nearer(table: Table, rng: np.random.Generator) -> np.ndarray:
    one, other = rng.integers(len(table), size=(2, PAIRS * 20))
    same = (table.dyad[one] == table.dyad[other]) & (one != other)
    one, other = one[same], other[same]
    lag = np.abs(table.day[one] - table.day[other])
    y = (table.lat[one] - table.lat[other]) * KM_A_DEGREE
    middle = np.radians((table.lat[one] + table.lat[other]) / 2)
    x = (table.lon[one] - table.lon[other]) * KM_A_DEGREE * np.cos(middle)
    km = np.hypot(x, y)
    near, far = km[lag <= SOON], km[(lag >= APART[0]) & (lag < APART[1])]
    if min(len(near), len(far)) < FEWEST:
        return np.full(len(DISTANCES), np.nan)
    return np.array([(near <= d).mean() / max((far <= d).mean(), 1e-9) for d in DISTANCES])


def _tail(deaths: np.ndarray) -> float:
    large = deaths[deaths >= FROM_DEATHS]
    if len(large) < FEWEST // 2:
        return float("nan")
    return float(1 + len(large) / np.log(large / (FROM_DEATHS - 0.5)).sum())


def quantiles(measured: Sequence[float]) -> tuple[float, float, float]:
    """Give the median and the middle 90 %."""
    known = [m for m in measured if np.isfinite(m)]
    low, middle, high = np.quantile(known, (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
