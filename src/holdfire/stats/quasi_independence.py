"""The exact law of one pair's count among four actors, given how often each actor clashed with anybody.

y[ij] ~ Poisson(e[ij] u[i] u[j] ratio^[ij = AB]); the order of pairs is AB, AC, AD, BC, BD, CD. Given the four
totals the activities u drop out, and the six counts have two free ones, x = AB and z = AC:

    AD = mA - x - z,  BC = h - x - z,  BD = mB - h + z,  CD = mC - h + x,  h = (mA + mB + mC - mD) / 2.

The law sees the product of the ratios of AB and CD alone: no four actors can tell one from the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from holdfire.stats.poisson_ratios import ExactRatio, root_of_rising

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PAIRS = 6
_WHOLE = 128  # values of z up to which all are summed; beyond, those within _REACH sd of the likeliest one
_REACH = 12.0
_CHUNK = 2_000_000  # cells summed at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalLaw:
    """The law of AB in one stratum: counts that can come out, and their log probabilities at ratio 1."""

    counts: Ints
    logs: Floats

    def mass(self, log_ratio: float = 0.0) -> Floats:
        """Give the probabilities at a ratio."""
        tilted = self.logs + log_ratio * self.counts
        mass = np.exp(tilted - tilted.max())
        return mass / mass.sum()

    def mean(self, log_ratio: float = 0.0) -> float:
        """Give the expected count at a ratio."""
        return float(self.counts @ self.mass(log_ratio))

    def variance(self) -> float:
        """Give the variance of the count at ratio 1."""
        return float(np.square(self.counts - self.mean()) @ self.mass())

    def log_total(self, log_ratio: float) -> float:
        """Give the log of what the tilted probabilities sum to."""
        return float(np.logaddexp.reduce(self.logs + log_ratio * self.counts))


def conditional_law(clashes: Ints, exposure: Floats) -> ConditionalLaw:
    """Compute the law of AB in one stratum; clashes, exposure: (6,), no clash where exposure is 0.

    Source: Goodman 1968, doi:10.1080/01621459.1968.10480904 (quasi-independence). Oracle: brute force in R,
    tests/golden.
    """
    fibre = _Fibre.of(clashes, exposure)
    logs = np.concatenate([fibre.log_weights(part) for part in fibre.chunks()])
    possible = np.isfinite(logs)
    logs = logs[possible] - np.logaddexp.reduce(logs[possible])
    return ConditionalLaw(counts=fibre.first[possible], logs=logs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fibre:
    """All counts with given totals. a, b, c: totals of three actors; h: see above; first: values of x."""

    a: int
    b: int
    c: int
    h: int
    exposure: Floats
    first: Ints
    log_factorials: Floats

    @classmethod
    def of(cls, clashes: Ints, exposure: Floats) -> "_Fibre":
        ab, ac, ad, bc, bd, cd = clashes.tolist()
        a, b, c, d = ab + ac + ad, ab + bc + bd, ac + bc + cd, ad + bd + cd
        h = (a + b + c - d) // 2
        first = np.arange(max(0, h - c), min(a, b) + 1, dtype=np.int64)
        log_factorials = gammaln(np.arange(a + b + c + d + 1) + 1.0)
        return cls(a=a, b=b, c=c, h=h, exposure=exposure, first=first, log_factorials=log_factorials)

    def second(self, x: Ints) -> tuple[Ints, Ints]:
        """Give the smallest and the largest z that are summed for each x."""
        low = np.full(len(x), max(0, self.h - self.b), dtype=np.int64)
        high = np.minimum(self.a, self.h) - x
        if (high - low).max(initial=0) < _WHOLE or not self.exposure[1:5].all():
            return low, high
        likeliest, spread = self._peak(x)
        near, far = (np.rint(likeliest + side * _REACH * (spread + 1)) for side in (-1, 1))
        return np.maximum(low, near).astype(np.int64), np.minimum(high, far).astype(np.int64)

    def _peak(self, x: Ints) -> tuple[Floats, Floats]:
        """Give the likeliest z for each x, where neighbouring terms are equal, and its standard deviation."""
        ac, ad, bc, bd = self.exposure[1:5]
        odds, one, two, shift = ac * bd / (ad * bc), self.a - x, self.h - x, self.b - self.h
        slope = odds * (one + two) + shift + 2
        constant = odds * one * two - shift - 1
        root = np.sqrt(np.maximum(slope * slope - 4 * (odds - 1) * constant, 0.0))
        z = np.clip(2 * constant / (slope + root), max(0, -shift), np.minimum(one, two))
        cells = (z, one - z, two - z, shift + z)
        return z, 1 / np.sqrt(sum(1 / (np.maximum(cell, 0) + 1) for cell in cells))

    def chunks(self) -> Iterator[Ints]:
        """Cut the values of x so that no part has too many cells."""
        low, high = self.second(self.first)
        size = max(1, _CHUNK // int((high - low).max(initial=0) + 1))
        for start in range(0, len(self.first), size):
            yield self.first[start : start + size]

    def log_weights(self, x: Ints) -> Floats:
        """Sum e^y / y! over z for each x, in logs; -inf where no z is possible."""
        low, high = self.second(x)
        steps = low[:, None] + np.arange(max(0, int((high - low).max())) + 1)
        z = np.minimum(steps, np.maximum(low, high)[:, None])
        column = x[:, None]
        cells = (column, z, self.a - column - z, self.h - column - z, self.b - self.h + z)
        possible = steps <= high[:, None]
        logs = np.zeros(z.shape)
        for cell, amount in zip((*cells, self.c - self.h + column), self.exposure.tolist(), strict=True):
            if amount > 0:
                logs += cell * np.log(amount) - self.log_factorials[np.maximum(cell, 0)]
            else:
                possible = possible & (cell == 0)
        logs = np.where(possible, logs, -np.inf)
        peak = logs.max(axis=1)
        base = np.where(np.isfinite(peak), peak, 0.0)
        with np.errstate(divide="ignore"):
            return base + np.log(np.exp(logs - base[:, None]).sum(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Convolved:
    """The law of the sum, convolved at one ratio and kept where it has mass there: logs at ratio 1."""

    sums: Ints
    logs: Floats

    @classmethod
    def at(cls, strata: Sequence[ConditionalLaw], log_ratio: float) -> "_Convolved":
        least, mass = 0, np.ones(1)
        for stratum in strata:
            counts, part = _with_mass(stratum.counts, stratum.mass(log_ratio))
            spread = np.zeros(int(counts[-1] - counts[0]) + 1)
            spread[counts - counts[0]] = part
            least, mass = least + int(counts[0]), np.convolve(mass, spread)
        sums, mass = _with_mass(least + np.arange(len(mass)), mass)
        total = sum(stratum.log_total(log_ratio) for stratum in strata)
        return cls(sums=sums, logs=(np.log(mass) - log_ratio * sums + total).astype(np.float64))

    def mass_of(self, chosen: NDArray[np.bool_], log_ratio: float, log_total: float) -> float:
        logs = self.logs[chosen] + log_ratio * self.sums[chosen] - log_total
        return min(1.0, float(np.exp(logs).sum()))


class StratifiedLaw:
    """The law of the sum of AB over independent strata, at any ratio.

    It is convolved at the ratio that makes the observed sum the expected one, and tilted from there, so that
    a tail of 1e-70 has its digits; what lies further than that from both is told by its complement.
    """

    __slots__ = ("_around", "observed", "strata")

    def __init__(self, strata: Sequence[ConditionalLaw], observed: int) -> None:
        self.strata, self.observed = tuple(strata), observed
        least, most = self.range
        inside = min(max(observed, least + 0.5), most - 0.5)
        middle = root_of_rising(lambda r: self.mean(r) - inside) if most > least else 0.0
        self._around = _Convolved.at(self.strata, middle)

    @property
    def range(self) -> tuple[int, int]:
        """The least and the largest sum that can come out."""
        return sum(int(s.counts[0]) for s in self.strata), sum(int(s.counts[-1]) for s in self.strata)

    def mean(self, log_ratio: float = 0.0) -> float:
        """Give the expected sum at a ratio."""
        return sum(stratum.mean(log_ratio) for stratum in self.strata)

    def p_low(self, log_ratio: float = 0.0) -> float:
        """Give P(sum ≤ observed) at a ratio."""
        if self.mean(log_ratio) < self.observed:
            return 1 - self._mass(self._around.sums > self.observed, log_ratio)
        return self._mass(self._around.sums <= self.observed, log_ratio)

    def p_high(self, log_ratio: float = 0.0) -> float:
        """Give P(sum ≥ observed) at a ratio."""
        if self.mean(log_ratio) > self.observed:
            return 1 - self._mass(self._around.sums < self.observed, log_ratio)
        return self._mass(self._around.sums >= self.observed, log_ratio)

    def ratio(self, *, level: float = 0.95) -> ExactRatio:
        """Estimate the ratio: conditional maximum likelihood, limits by inverting both exact tails."""
        tail = (1 - level) / 2
        at_low, at_high = (self.observed == end for end in self.range)
        value = root_of_rising(lambda r: self.mean(r) - self.observed) if not (at_low or at_high) else 0.0
        return ExactRatio(
            value=None if at_high else 0.0 if at_low else float(np.exp(value)),
            low=0.0 if at_low else float(np.exp(root_of_rising(lambda r: self.p_high(r) - tail))),
            high=None if at_high else float(np.exp(root_of_rising(lambda r: tail - self.p_low(r)))),
            p_low=self.p_low(),
            p_high=self.p_high(),
        )

    def smallest_found(self, alpha: float, *, power: float = 0.8) -> tuple[int, float] | None:
        """Find the largest sum too low for chance (P ≤ alpha at ratio 1), and the ratio that makes it likely.

        None where not even the least sum is low enough.
        """
        null = _Convolved.at(self.strata, 0.0)
        low = np.cumsum(np.exp(null.logs - self._log_total(0.0))) <= alpha
        if not low.any():
            return None
        count = int(null.sums[low][-1])
        above = null.sums > count
        found = root_of_rising(
            lambda r: 1.0 if r > 0 else power - 1 + null.mass_of(above, r, self._log_total(r))
        )
        return count, float(np.exp(found))

    def _log_total(self, log_ratio: float) -> float:
        return sum(stratum.log_total(log_ratio) for stratum in self.strata)

    def _mass(self, chosen: NDArray[np.bool_], log_ratio: float) -> float:
        return self._around.mass_of(chosen, log_ratio, self._log_total(log_ratio))


def _with_mass(counts: Ints, mass: Floats) -> tuple[Ints, Floats]:
    """Keep the counts with mass within 12 standard deviations of the mean, and a few more."""
    mean = counts @ mass
    spread = np.sqrt(np.square(counts - mean) @ mass)
    kept = (np.abs(counts - mean) <= _REACH * (spread + 1)) & (mass > 0)
    return counts[kept], mass[kept]
