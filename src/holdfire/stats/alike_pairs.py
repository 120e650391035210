"""Rows of two series that nothing tells apart: how many fall on one day, and how many would by chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LAGS = (8, 28)  # days apart at which rows can't be one event, yet belong to the same weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A series. place, day; mark: what else is known of a row, as deaths; told: who tells of it, 0 unknown.

    Rows of one place and day may be one event where their marks agree, or where the same one tells of both.
    """

    place: Ints
    day: Ints
    mark: Ints
    told: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikePairs:
    """Pairs of rows of one day, no row twice: places in the first and in the second series, in order of day.

    expected: how many such pairs there would be though every row is an event of its own. Either the days have
    nothing to do with each other: as many a day as there are one to four weeks apart. Or one series answers
    the other on the day at the place: then marks agree by chance, as often as those of any two rows.
    """

    one: Ints
    two: Ints
    expected: float

    def __len__(self) -> int:
        return len(self.one)


def alike_pairs(one: Rows, two: Rows) -> AlikePairs:
    """Pair rows of one day that may be one event, the surest first."""
    first, second = _near_pairs(one, two, LAGS[1])
    lag = two.day[second] - one.day[first]
    same_teller = (one.told[first] == two.told[second]) & (one.told[first] != 0)
    same_mark = one.mark[first] == two.mark[second]
    alike = same_mark | same_teller
    weeks_apart = float((alike & (np.abs(lag) >= LAGS[0])).sum()) / (2 * (LAGS[1] - LAGS[0] + 1))
    agree = 1 - (1 - _agreement(one.mark, two.mark)) * (1 - _agreement(one.told, two.told, unknown=0))
    told_apart = int((~alike & (lag == 0)).sum())
    by_answers = told_apart * agree / (1 - agree) if told_apart else 0.0
    same = np.flatnonzero(alike & (lag == 0))
    surest = same_mark[same].astype(int) + 2 * same_teller[same]
    order = same[np.lexsort((second[same], first[same], -surest))]
    taken: tuple[set[int], set[int]] = (set(), set())
    kept: list[tuple[int, int, int]] = []
    for i, j in zip(first[order].tolist(), second[order].tolist(), strict=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            kept.append((int(one.day[i]), i, j))
    pairs = np.array(sorted(kept), dtype=np.int64).reshape(-1, 3)
    return AlikePairs(one=pairs[:, 1], two=pairs[:, 2], expected=max(weeks_apart, by_answers))


def _agreement(one: Ints, two: Ints, unknown: int | None = None) -> float:
    """Give the chance that two rows drawn from both series agree; what is not known agrees with nothing."""
    if not len(one) or not len(two):
        return 0.0
    values, number = np.unique(np.concatenate([one, two]), return_inverse=True)
    shares = [np.bincount(part, minlength=len(values)) / len(part) for part in np.split(number, [len(one)])]
    known = np.ones(len(values), dtype=np.bool_) if unknown is None else values != unknown
    return float((shares[0] * shares[1])[known].sum())


def _near_pairs(one: Rows, two: Rows, days: int) -> tuple[Ints, Ints]:
    """List all pairs of one place within some days of each other."""
    if not len(one.day) or not len(two.day):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    earliest = min(one.day.min(), two.day.min()) - days
    span = int(max(one.day.max(), two.day.max()) - earliest) + days + 1
    places = [rows.place * span + (rows.day - earliest) for rows in (one, two)]
    order = np.argsort(places[1], kind="stable")
    low = np.searchsorted(places[1][order], places[0] - days, side="left")
    high = np.searchsorted(places[1][order], places[0] + days, side="right")
    count = high - low
    first = np.repeat(np.arange(len(count)), count)
    at = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
    return first, order[at]
