"""How far several people's labels of the same things agree beyond chance, and how sure that is."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Krippendorff's alpha of nominal labels, with a percentile interval over resampled units.

    alpha: 1 = all agree, 0 = no better than labels dealt out at random, below 0 = worse; None where it has no
    meaning: no unit was labelled twice, or all labels are one and the same. units, labels: those of units
    with two labels or more. undefined: draws in which alpha has no meaning, left out of the interval.
    """

    alpha: float | None
    interval: tuple[float, float] | None
    level: float
    units: int
    labels: int
    draws: int
    undefined: int


def nominal_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Compute Krippendorff's alpha for nominal labels; labels that are missing are simply not there.

    units: for each thing its labels, in any order. With o_ck the coincidences (each pair of labels in a unit
    of m labels counts 1 / (m - 1)), n_c their sums and n the sum of these:

        alpha = 1 - (n - 1) (n - Σ o_cc) / (n² - Σ n_c²)

    None where no unit has two labels, or all labels are the same: then nothing could have disagreed.
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D. Oracle: counting pairs,
    and the worked examples of sections A to C.
    """
    counts = _counts(units)
    return _alpha(*_sums(counts, np.ones((1, len(counts)))))[0]


def agreement(
    units: Sequence[Sequence[Hashable]], rng: np.random.Generator, *, draws: int = 2000, level: float = 0.95
) -> Agreement:
    """Compute alpha and its interval by drawing units with replacement.

    Misleads with few units: a percentile interval is then too narrow.
    """
    counts = _counts(units)
    alpha = _alpha(*_sums(counts, np.ones((1, len(counts)))))[0]
    size = len(counts)
    chosen = 0 if alpha is None or size < 2 else draws  # one unit, drawn again and again, varies in nothing
    weights = rng.multinomial(size, np.full(size, 1 / size), chosen) if chosen else np.zeros((0, size))
    drawn = np.array([a for a in _alpha(*_sums(counts, weights.astype(np.float64))) if a is not None])
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail]).tolist() if len(drawn) else (0.0, 0.0)
    return Agreement(
        alpha=alpha,
        interval=(low, high) if len(drawn) else None,
        level=level,
        units=size,
        labels=int(counts.sum()),
        draws=chosen,
        undefined=chosen - len(drawn),
    )


def _counts(units: Sequence[Sequence[Hashable]]) -> NDArray[np.float64]:
    """Count labels: (units with two labels or more, different labels)."""
    paired = [unit for unit in units if len(unit) >= 2]
    column = {label: n for n, label in enumerate(dict.fromkeys(label for unit in paired for label in unit))}
    counts = np.zeros((len(paired), len(column)))
    for row, unit in enumerate(paired):
        for label in unit:
            counts[row, column[label]] += 1
    return counts


def _sums(
    counts: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum labels (draws, labels) and coincidences of equal ones (draws,); weights: (draws, units)."""
    size = counts.sum(axis=1)
    equal = (counts * (counts - 1)).sum(axis=1) / np.maximum(size - 1, 1)
    return weights @ counts, weights @ equal


def _alpha(labels: NDArray[np.float64], equal: NDArray[np.float64]) -> list[float | None]:
    n = labels.sum(axis=1)
    expected = n**2 - np.square(labels).sum(axis=1)
    observed = (n - 1) * (n - equal)
    return [
        1 - float(found) / float(chance) if chance > 0.5 else None  # a whole number: 0 is no variation
        for found, chance in zip(observed, expected, strict=True)
    ]
