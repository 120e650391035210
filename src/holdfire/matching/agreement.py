"""Two rows side by side: the level at which each field agrees, as a number of `fields`."""

import numpy as np

from holdfire.matching.reach import Candidates, day_class, gap_days, place_class
from holdfire.matching.rows import DIFFER, OVERLAP, SAME, UNKNOWN, Bools, Floats, Ints, Parties, Rows, Tiny

SAME_POINT_KM = 0.1  # coordinates are rounded in ways of their own
_STEPS_KM = ((1.0, 2.0, 5.0, 10.0), (2.0, 5.0, 15.0, 30.0), (10.0, 25.0, 40.0, 60.0))
_DEATHS_UNKNOWN, _KIND_UNKNOWN = 16, 2


def levels_of(one: Rows, other: Rows, parties: Parties, pairs: Candidates) -> Tiny:
    """Compare pairs: (fields, pairs), in the order of FIELDS. Exchanging tables or sides changes nothing."""
    i, j = pairs.one, pairs.other
    place = np.maximum(place_class(one, i), place_class(other, j))
    span = np.maximum(day_class(one, i), day_class(other, j))
    return np.stack(
        (
            _day(one, other, pairs, span),
            _place(pairs.km, place),
            _sides(one, other, parties, pairs),
            _deaths(one, other, pairs),
            _kind(one.kind[i], other.kind[j]),
            place * 3 + span,
        )
    ).astype(np.uint8)


def _day(one: Rows, other: Rows, pairs: Candidates, span: Ints) -> Ints:
    same = one.day[pairs.one] == other.day[pairs.other]
    gap = gap_days(one, other, pairs.one, pairs.other)
    exact = np.searchsorted((0, 1, 2, 3, 5), gap)
    rough = 6 + 4 * (span - 1) + np.where(same, 0, 1 + np.searchsorted((0, 2), gap))
    return np.where(span == 0, exact, rough)


def _place(km: Floats, place: Ints) -> Ints:
    found = [6 * n + np.searchsorted((SAME_POINT_KM, *steps), km) for n, steps in enumerate(_STEPS_KM)]
    return np.choose(place, found)


def _sides_table() -> Ints:
    """Say for every way in which two sides and two others stand to each other how dyads agree."""
    table = np.empty((4, 4), dtype=np.int64)
    for one in range(4):
        for other in range(4):
            stand = {one, other}
            if stand == {UNKNOWN}:
                level = 6
            elif UNKNOWN in stand:
                level = 5 if DIFFER in stand else 4
            elif stand == {DIFFER}:
                level = 3
            elif DIFFER in stand:
                level = 2
            else:
                level = 1 if OVERLAP in stand else 0
            table[one, other] = level
    return table


_SIDES = _sides_table()
_BEST_FIRST = np.array([0, 1, 3, 6, 2, 5, 4])
"""Rank of each level of sides: of the two ways to hold two dyads side by side, the better one counts."""
_BY_RANK = np.argsort(_BEST_FIRST)
assert (SAME, OVERLAP, DIFFER, UNKNOWN) == (2, 1, 0, 3)  # noqa: S101  the table above is indexed by these


def _sides(one: Rows, other: Rows, parties: Parties, pairs: Candidates) -> Ints:
    a, b = one.one[pairs.one], one.other[pairs.one]
    c, d = other.one[pairs.other], other.other[pairs.other]
    stand = parties.relation
    straight = _BEST_FIRST[_SIDES[stand[a, c], stand[b, d]]]
    crossed = _BEST_FIRST[_SIDES[stand[a, d], stand[b, c]]]
    return _BY_RANK[np.minimum(straight, crossed)]


def _deaths(one: Rows, other: Rows, pairs: Candidates) -> Ints:
    best_i, low_i, high_i = _range(one, pairs.one)
    best_j, low_j, high_j = _range(other, pairs.other)
    most, least = np.maximum(best_i, best_j), np.minimum(best_i, best_j)
    overlap = np.where((low_i <= high_j) & (low_j <= high_i), 0, 1)
    few = np.where(most == least, 0, 1)
    some = 2 + np.where(most == least, 0, np.where(most - least <= 2, 1, 2 + overlap))
    near = np.searchsorted((0.0, 0.1, 1 / 3), 1.0 - least / np.maximum(most, 1.0))
    many = np.where(most < 30, 6, 11) + np.where(near < 3, near, 3 + overlap)
    sized = np.where(most <= 2, few, np.where(most <= 9, some, many))
    return np.where(np.isnan(most), _DEATHS_UNKNOWN, sized)


def _range(rows: Rows, at: Ints) -> tuple[Floats, Floats, Floats]:
    """Give best, lowest and highest number of deaths; reports do not always keep them in order."""
    best = rows.best[at]
    low, high = np.fmin(rows.low[at], best), np.fmax(rows.high[at], best)
    return best, np.where(np.isnan(best), np.nan, low), np.where(np.isnan(best), np.nan, high)


def _kind(one: Ints, other: Ints) -> Ints:
    known: Bools = (one >= 0) & (other >= 0)
    return np.where(known, np.where(one == other, 0, 1), _KIND_UNKNOWN)
