"""Counting null draws, once for all forms: ties count, nearly equal numbers are ties, p is never zero."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Tail = Literal["less", "greater"]

TIE = 1e-9  # relative; sums of the same terms in another order differ by less


def extreme_draws(observed: float, null: NDArray[np.number], *, tail: Tail = "greater") -> int:
    """Count the null draws that are at least as far out as the observed value.

    null: (draws,) values of the statistic under the null. Whole numbers are compared exactly, floats with a
    relative tolerance of 1e-9.
    Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
    """
    tie = 0.0 if np.issubdtype(null.dtype, np.integer) else TIE * max(1.0, abs(observed))
    extreme = null >= observed - tie if tail == "greater" else null <= observed + tie
    return int(np.count_nonzero(extreme))


def drawn_pvalue(extreme: int, draws: int) -> float:
    """Turn a count of extreme draws into a p value, (b + 1) / (n + 1): the observed value is a draw.

    Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
    """
    return (extreme + 1) / (draws + 1)
