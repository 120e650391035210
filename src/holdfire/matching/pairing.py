"""Two tables of events, or one with itself: the pairs that tell of one event, each with its probability."""

from dataclasses import dataclass

import numpy as np

from holdfire.matching.agreement import levels_of
from holdfire.matching.bursts import burstiness
from holdfire.matching.fields import FIELDS
from holdfire.matching.fitting import Fit, fit
from holdfire.matching.local import Near
from holdfire.matching.reach import candidates, day_class, place_class
from holdfire.matching.rivals import probability
from holdfire.matching.rows import Floats, Ints, Parties, Rows, Tiny

LEAST = 0.1  # pairs below this probability are not listed
DECIMALS = 4  # of a weight in bits; the probability follows from the rounded weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Pairs that come into question, the most probable first.

    one, other: places of their rows in the tables. levels: (pairs, fields), levels of `FIELDS`. weights:
    (pairs, fields + 3) in bits: of each field, of bursts, of the rows around, of the rivals; their sum is the
    logarithm of the odds. expected: how many rows are expected to have a match at all, listed or not.
    compared: pairs within reach.
    """

    one: Ints
    other: Ints
    probability: Floats
    levels: Tiny
    weights: Floats
    expected: float
    compared: int


def match_rows(one: Rows, other: Rows | None, parties: Parties, *, least: float = LEAST) -> Matched:
    """Find the rows of two tables that tell of one event; other: None compares a table with itself.

    A row tells of one event at most, so that of the pairs of a row at most one is more probable than not:
    above one half no row stands twice. Where several rows are equally good the probability is shared, and
    none of them may reach one half.
    """
    near, compared = _near(one, other, parties)
    if not compared:
        empty = np.empty(0, dtype=np.int64)
        return Matched(
            one=empty,
            other=empty,
            probability=np.empty(0),
            levels=np.empty((0, len(FIELDS)), dtype=np.uint8),
            weights=np.empty((0, len(FIELDS) + 3)),
            expected=0.0,
            compared=0,
        )
    second = one if other is None else other
    bursts = burstiness((one,) if other is None else (one, other), parties)
    found = fit(near, _precision(one, second, near), bursts)
    return _listed(found, 0 if other is None else len(one), compared, least)


def _near(one: Rows, other: Rows | None, parties: Parties) -> tuple[Near, int]:
    """Compare all pairs within reach, rows of the second table numbered behind those of the first."""
    second, offset = (one, 0) if other is None else (other, len(one))
    firsts, seconds, levels = [np.empty(0, np.int32)], [np.empty(0, np.int32)], [_no_levels()]
    for part in candidates(one, second, itself=other is None):
        firsts.append(part.one.astype(np.int32))
        seconds.append((part.other + offset).astype(np.int32))
        levels.append(levels_of(one, second, parties, part))
    i, j = np.concatenate(firsts), np.concatenate(seconds)
    rows = offset + len(second)
    reached = np.zeros(rows, dtype=np.bool_)
    reached[i] = reached[j] = True
    tables = (int(reached[: len(one)].sum()), int(reached[offset:].sum()))
    return Near(one=i, other=j, levels=np.concatenate(levels, axis=1), rows=rows, tables=tables), len(i)


def _no_levels() -> Tiny:
    return np.empty((len(FIELDS), 0), dtype=np.uint8)


def _precision(one: Rows, other: Rows, near: Near) -> Floats:
    """Say how often the two rows of a pair would be how precise, were they put together regardless."""
    reached = np.zeros(near.rows, dtype=np.bool_)
    reached[near.one] = reached[near.other] = True
    tables = ((one, reached[: len(one)]), (other, reached[near.rows - len(other) :]))
    shares: list[Floats] = []
    for classes in (place_class, day_class):
        below = [
            np.cumsum(np.bincount(classes(rows)[seen], minlength=3)) / seen.sum() for rows, seen in tables
        ]
        shares.append(np.diff(below[0] * below[1], prepend=0.0))
    worth = np.outer(*shares).ravel() + 1e-3
    return worth / worth.sum()


def _listed(found: Fit, offset: int, compared: int, least: float) -> Matched:
    """Write out the pairs that are probable enough, their probability from the weights as they are shown."""
    rivals = np.log2(found.factor)
    fields = np.stack([w[levels] for w, levels in zip(found.weights, found.kept.levels, strict=True)])
    weights = (
        0.0 + np.round(np.vstack((fields - found.common, found.clustered, found.prior, rivals)), DECIMALS).T
    )
    sure = probability(weights.sum(axis=1))
    chosen = np.flatnonzero(sure >= least)
    one, other = found.kept.one[chosen].astype(np.int64), found.kept.other[chosen].astype(np.int64) - offset
    order = np.lexsort((other, one, -sure[chosen]))
    chosen = chosen[order]
    return Matched(
        one=one[order],
        other=other[order],
        probability=sure[chosen],
        levels=found.kept.levels[:, chosen].T,
        weights=weights[chosen],
        expected=found.expected,
        compared=compared,
    )
