"""Where a value stands among reference values, and which range the references span."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.resampling import TIE

Floats = NDArray[np.float64]

ENOUGH = 39  # references, from which on the lowest and the highest hold 95 % of further ones


def rank_from_below(value: float, references: Floats) -> int:
    """Count the value and the references at or below it: 1 = the lowest.

    Ties count, with a relative tolerance of 1e-9.

    rank / (references + 1) is a p value if the value is exchangeable with the references.
    Source: Vovk, Gammerman, Shafer 2005, Algorithmic Learning in a Random World, chapter 2.
    """
    return 1 + int(np.count_nonzero(references <= value * (1 + TIE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRange:
    """The median of reference values and the range that holds their middle 95 %, None for a single one."""

    median: float
    low: float | None
    high: float | None


def reference_range(references: Floats) -> ReferenceRange:
    """Read median, 2.5 % and 97.5 % quantile, linear between order statistics (Hyndman & Fan 1996, 7).

    One value spans nothing: its range would be itself, as if no other could lie elsewhere.
    """
    if len(references) < 2:
        return ReferenceRange(median=float(references[0]), low=None, high=None)
    low, median, high = np.quantile(references, (0.025, 0.5, 0.975)).tolist()
    return ReferenceRange(median=median, low=low, high=high)


def most_held(references: int) -> float | None:
    """Say how often the range of so many references holds a further value like them, at most; None for one.

    Values like the references fall into each of the n + 1 gaps that n of them leave as often, so that even
    the lowest and the highest hold (n - 1) / (n + 1) of them; the quantiles between those hold less.
    Source: Wilks 1941, doi:10.1214/aoms/1177731788.
    """
    return None if references < 2 else (references - 1) / (references + 1)


def range_words(references: int) -> str | None:
    """Say it where a reader would take the range for one that holds 95 %; None where it may."""
    share = most_held(references)
    if share is None or references >= ENOUGH:
        return None
    return (
        f"The range is that of {references:,} references: one that is like them lies in it at most "
        f"{share:.0%} of the time, not 95 %; with fewer than {ENOUGH} no range can hold that."
    )


def largest_low_count(references: Floats, exposure: float, most_rank: int) -> int | None:
    """Find the largest count c ≥ 0 whose rate (c + .5) / exposure still ranks at most `most_rank` from below.

    references: rates on the same scale, at least most_rank of them. None where even a count of 0 ranks
    higher.
    """
    if most_rank < 1:
        return None
    next_up = float(np.sort(references)[most_rank - 1])  # a rate at or above it ranks too high
    count = int(np.ceil(next_up * exposure - 0.5))
    while count >= 0 and rank_from_below((count + 0.5) / exposure, references) > most_rank:
        count -= 1
    return count if count >= 0 else None
