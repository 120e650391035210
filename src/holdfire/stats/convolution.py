"""The exact law of a sum of independent whole numbers, each uniform over a short list of values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FLOOR = 1e-10  # tails below are noise: the FFT is good to about 1e-14 of the whole mass
_LONG = 512  # from this length of the shorter factor on, the FFT is faster than the direct sum


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerLaw:
    """A law on lowest, lowest + step, lowest + 2 step, …; mass: (values,) probabilities that sum to 1."""

    lowest: int
    step: int
    mass: Floats

    @property
    def values(self) -> Ints:
        """The values that can come out, in order."""
        return self.lowest + self.step * np.arange(len(self.mass), dtype=np.int64)

    @property
    def mean(self) -> float:
        """The expected value."""
        return float(self.values @ self.mass)

    @property
    def variance(self) -> float:
        """The expected squared distance from the mean."""
        return float((self.values - self.mean) ** 2 @ self.mass)

    def upper_tail(self, observed: int) -> float:
        """Sum the probability of the observed value and all larger ones; never below FLOOR."""
        tail = float(self.mass[self.values >= observed].sum())
        return min(1.0, max(FLOOR, tail))


def sum_law(terms: Sequence[Ints]) -> IntegerLaw:
    """Convolve the laws of independent terms, each uniform over its list of values.

    terms: one array a term, of any length ≥ 1; an array's equal entries add up. Values share a step (the
    greatest common divisor of all differences), so that a statistic with large weights stays a short law.
    Shortest laws are joined first, pairwise, and long ones by FFT.
    """
    lowest = sum(int(term.min()) for term in terms)
    raised = [term - term.min() for term in terms]
    step = max(1, int(np.gcd.reduce(np.concatenate([np.zeros(1, dtype=np.int64), *raised]))))
    laws = [np.bincount(term // step) / len(term) for term in raised if term.any()]
    return IntegerLaw(lowest=lowest, step=step, mass=joined(laws))


def joined(laws: Sequence[Floats]) -> Floats:
    """Convolve laws on 0, 1, 2, …: the law of the sum of independent terms; of no term, all mass on 0."""
    laws = list(laws)
    while len(laws) > 1:
        laws.sort(key=len)
        odd = laws[-1:] if len(laws) % 2 else []
        even = laws[: len(laws) - len(odd)]
        laws = [_convolve(one, other) for one, other in zip(even[::2], even[1::2], strict=True)] + odd
    return laws[0] if laws else np.ones(1)


def _convolve(one: Floats, other: Floats) -> Floats:
    if min(len(one), len(other)) < _LONG:
        return np.convolve(one, other)
    length = len(one) + len(other) - 1
    padded = next_fast_len(length, real=True)
    product = irfft(rfft(one, padded) * rfft(other, padded), padded)[:length]
    joined = np.clip(product, 0.0, None)  # rounding leaves tiny negative masses
    return joined / joined.sum()
