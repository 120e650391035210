"""How common an agreement is around a row: what every neighbour has in common tells no pair apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.matching.fields import FIELDS, Field, within_groups
from holdfire.matching.rows import Bools, Floats, Ints, Short, Tiny

BORROWED = 20.0  # neighbours' worth of the overall shares that each row's own shares are smoothed with
OWN = 0.5  # of a row's match that does not count among the rows around it
OVERALL = 100.0  # pairs' worth of the shares expected beforehand, where few pairs are in reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Pairs within reach, by their rows (numbered over both tables); levels: (fields, pairs).

    rows: how many rows both tables have; tables: how many rows of each have a pair at all.
    """

    one: Short
    other: Short
    levels: Tiny
    rows: int
    tables: tuple[int, int]

    def take(self, chosen: Bools | Ints) -> "Near":
        """Keep some of the pairs."""
        return Near(
            one=self.one[chosen],
            other=self.other[chosen],
            levels=self.levels[:, chosen],
            rows=self.rows,
            tables=self.tables,
        )


def counts_of(near: Near) -> tuple[Floats, ...]:
    """Count the pairs at each level of each field."""
    return tuple(
        np.bincount(levels, minlength=len(field.levels)).astype(float)
        for field, levels in zip(FIELDS, near.levels, strict=True)
    )


def among_others(counts: Sequence[Floats]) -> tuple[Floats, ...]:
    """Turn counts of pairs that are no matches into shares within groups, smoothed by what is expected."""
    return tuple(
        within_groups(np.maximum(count, 0.0) + OVERALL * field.among_others, field.group)
        for field, count in zip(FIELDS, counts, strict=True)
    )


def in_reach(near: Near) -> Floats:
    """Count the rows that each row has in reach."""
    return _sums(near, np.ones(len(near.one)))


def crowd(near: Near, reached: Floats, sure: Floats | None = None) -> Floats:
    """Say in bits how many rows that are no match of theirs each pair's rows have in reach (geometric mean).

    sure: the pairs' probabilities by now. Half of a row's own match is still counted: counted not at all,
    chance neighbours would speak for themselves, and tables that share nothing would be found to share much.
    """
    own = 0.0 if sure is None else OWN * _sums(near, sure)
    bits = 0.5 * np.log2(np.maximum(reached - own, 0.5))
    return bits[near.one] + bits[near.other]


def _sums(near: Near, values: Floats) -> Floats:
    total = np.bincount(near.one, values, near.rows) + np.bincount(near.other, values, near.rows)
    return total.astype(np.float64)


def commonness(near: Near, kept: Near, at: int, overall: Floats) -> Floats:
    """Say in bits how much more common a kept pair's level of a field is around its rows than overall.

    Counted among all other pairs of the two rows, so that a match does not speak against itself; the two
    rows' figures are averaged, so that exchanging the tables changes nothing.
    """
    group = FIELDS[at].group
    width = len(group)
    own = np.zeros(near.rows * width)
    for row in (near.one, near.other):
        own += np.bincount(row.astype(np.int64) * width + near.levels[at], minlength=len(own))
    own = own.reshape(-1, width)
    grouped = np.stack([own[:, group == g].sum(axis=1) for g in range(group.max() + 1)], axis=1)
    levels = kept.levels[at]
    usual = overall[levels]
    bits = np.zeros(len(levels))
    for row in (kept.one, kept.other):
        around = grouped[row, group[levels]] - 1 + BORROWED
        bits += 0.5 * np.log2((own[row, levels] - 1 + BORROWED * usual) / (around * usual))
    return bits


def field_weight(field: Field, matches: Floats, others: Floats) -> Floats:
    """Give the weight of each level in bits; a level that stands alone in its group has none."""
    alone = np.bincount(field.group)[field.group] == 1
    return np.where(alone, 0.0, np.log2(matches / others))
