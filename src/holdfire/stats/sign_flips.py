"""A test by turning signs: scores of independent clusters, each as likely to fall on one side as the other.

Nothing is asked of a score but that its law under the null is symmetric about zero: not its size, not that
clusters are alike. A cluster counts once, however many events lie in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.resampling import TIE, drawn_pvalue

Floats = NDArray[np.float64]

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
        self._turned = None if exact else rng.random((draws, scores), dtype=np.float32) < 0.5

    def less(self, scores: Floats) -> Tail:
        """Count patterns whose sum is at most the observed one; ties count (relative 1e-9)."""
        # turning the scores of a set takes twice their sum away: it lowers nothing exactly where that is ≥ 0
        edge = -TIE * float(np.abs(scores).sum())
        if self._turned is None:
            return Tail(extreme=_subsets_at_least(scores, edge), of=2 ** len(scores), exact=True)
        chunks = range(0, len(self._turned), _CHUNK)
        extreme = sum(int(np.count_nonzero(self._turned[i : i + _CHUNK] @ scores >= edge)) for i in chunks)
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
        low = _crossing(lambda ratio: self.greater(scores_at(ratio)).pvalue > side)
        high = _crossing(lambda ratio: self.less(scores_at(ratio)).pvalue <= side)
        return low, high


def _subsets_at_least(scores: Floats, edge: float) -> int:
    """Count the subsets of scores, the empty one with them, whose sum is at least `edge`.

    Meet in the middle: the sums of one half are sorted, each of the other half asks how many fit.
    """
    middle = len(scores) // 2
    first, second = np.sort(_subset_sums(scores[:middle])), _subset_sums(scores[middle:])
    fits = len(first) - np.searchsorted(first, edge - second, side="left")
    return int(fits.sum())


def _subset_sums(scores: Floats) -> Floats:
    sums = np.zeros(1)
    for score in scores.tolist():
        sums = np.concatenate((sums, sums + score))
    return sums


def _crossing(beyond: Callable[[float], bool]) -> float | None:
    """Bisect, on a log scale, for the ratio from which on `beyond` holds; None where it is out of bounds."""
    low, high = np.log(_SMALLEST), np.log(_LARGEST)
    if beyond(_SMALLEST) or not beyond(_LARGEST):
        return None
    while high - low > TIE:
        middle = (low + high) / 2
        if beyond(float(np.exp(middle))):
            high = middle
        else:
            low = middle
    return float(np.exp((low + high) / 2))
