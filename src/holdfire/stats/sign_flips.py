"""A test by turning signs: scores of independent clusters, each as likely to fall on one side as the other.

Nothing is asked of a score but that its law under the null is symmetric about zero: not its size, not that
clusters are alike. A cluster counts once, however many events lie in it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.resampling import TIE, drawn_pvalue

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EXACT_UP_TO = 24  # scores: two halves of 2¹² sums; every way to turn the signs is counted
DRAWS = 9_999  # where there are more scores
_CHUNK = 1_000  # draws multiplied at once
_SMALLEST, _LARGEST = 1e-12, 1e12  # ratios beyond which a limit counts as none


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """How many sign patterns lie at least as far out as the observed one, of how many.

    exact: every pattern was counted, the observed one with them; else extreme of `of` drawn ones.
    """

    extreme: int
    of: int
    exact: bool

    @property
    def pvalue(self) -> float:
        """The share of patterns; where they are drawn, the observed one counts as a further draw."""
        return self.extreme / self.of if self.exact else drawn_pvalue(self.extreme, self.of)


class SignFlips:
    """The ways to turn the signs of so many scores: all of them, or draws that every use shares.

    One object gives the same patterns to the test and to its inversion, so that interval and p agree.
    Source: Canay, Romano & Shaikh 2017, doi:10.3982/ECTA13081. Oracle: enumeration, tests/unit.
    """

    __slots__ = ("_turned",)

    def __init__(self, scores: int, *, rng: np.random.Generator, draws: int = DRAWS) -> None:
        exact = scores <= EXACT_UP_TO
        self._turned = None if exact else rng.integers(0, 2, (draws, scores), dtype=np.bool_)

    def less(self, scores: Floats) -> Tail:
        """Count patterns whose sum is at most the observed one; ties count (relative 1e-9)."""
        if self._turned is None:
            return Tail(extreme=_every_pattern(scores), of=2 ** len(scores), exact=True)
        extreme = int(np.count_nonzero(_lowers_nothing(self._turned, scores)))
        return Tail(extreme=extreme, of=len(self._turned), exact=False)

    def greater(self, scores: Floats) -> Tail:
        """Count patterns whose sum is at least the observed one; ties count."""
        return self.less(-scores)

    def limits(
        self, scores_at: Callable[[float], Floats], *, level: float = 0.95
    ) -> tuple[float | None, float | None]:
        """Find the ratios that the test doesn't refuse on either side; None where a side has no limit.

        scores_at: the scores if the true ratio were so large; each must fall (or stay) as the ratio rises.
        """
        side = (1 - level) / 2
        low = self._refused_from(lambda ratio: -scores_at(1 / ratio), side)
        return None if low is None else 1 / low, self._refused_from(scores_at, side)

    def _refused_from(self, scores_at: Callable[[float], Floats], side: float) -> float | None:
        """Find the ratio from which on `less` refuses; None where it always does or never."""
        if self._turned is None:
            return _crossing(lambda ratio: self.less(scores_at(ratio)).pvalue <= side)
        return _crossing(_Narrowing(self._turned, scores_at, side))


class _Narrowing:
    """Says whether drawn patterns refuse a ratio; asked by bisection, it drops what is settled.

    Each pattern stops being extreme at one ratio. Once a ratio was refused only smaller ones are asked, else
    only larger ones: patterns that turn elsewhere need not be summed again.
    """

    __slots__ = ("_extreme", "_of", "_rows", "_scores_at", "_side")

    def __init__(self, turned: Bools, scores_at: Callable[[float], Floats], side: float) -> None:
        self._rows, self._of, self._extreme = turned, len(turned), 0
        self._scores_at, self._side = scores_at, side

    def __call__(self, ratio: float) -> bool:
        here = _lowers_nothing(self._rows, self._scores_at(ratio))
        extreme = self._extreme + int(np.count_nonzero(here))
        refused = drawn_pvalue(extreme, self._of) <= self._side
        self._rows = self._rows[~here if refused else here]
        if refused:
            self._extreme = extreme
        return refused


def _edge(scores: Floats) -> float:
    return -TIE * float(np.abs(scores).sum())


def _lowers_nothing(turned: Bools, scores: Floats) -> Bools:
    """Mark the patterns whose sum is at most the observed one.

    Turning the scores of a set takes twice their sum away: it lowers the whole only where that is above 0.
    """
    chunks = range(0, len(turned), _CHUNK)
    sums = [turned[start : start + _CHUNK] @ scores for start in chunks]
    return np.concatenate(sums) >= _edge(scores) if sums else np.zeros(0, dtype=np.bool_)


def _every_pattern(scores: Floats) -> int:
    """Count the sets of scores, the empty one with them, whose turning lowers or keeps the sum.

    Meet in the middle: the sums of one half are sorted, each of the other half asks how many fit.
    """
    middle = len(scores) // 2
    first, second = np.sort(_subset_sums(scores[:middle])), _subset_sums(scores[middle:])
    fits = len(first) - np.searchsorted(first, _edge(scores) - second, side="left")
    return int(fits.sum())


def _subset_sums(scores: Floats) -> Floats:
    sums = np.zeros(1)
    for score in scores.tolist():
        sums = np.concatenate((sums, sums + score))
    return sums


def _crossing(beyond: Callable[[float], bool]) -> float | None:
    """Bisect, on a log scale, for the ratio from which on `beyond` holds; None where it is out of bounds."""
    if beyond(_SMALLEST) or not beyond(_LARGEST):
        return None
    low, high = math.log(_SMALLEST), math.log(_LARGEST)
    while high - low > TIE:
        middle = (low + high) / 2
        if beyond(math.exp(middle)):
            high = middle
        else:
            low = middle
    return math.exp((low + high) / 2)
