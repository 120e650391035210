"""P values of many tests at once, adjusted so that few of those that are called small are chance."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def harmonic(tests: int) -> float:
    """Return 1 + 1/2 + … + 1/tests, what dependence of any kind costs."""
    return float((1.0 / np.arange(1, tests + 1)).sum())


def by_adjusted(pvalues: Floats) -> Floats:
    """Adjust p values after Benjamini and Yekutieli: those at most q are false in a share q, on average.

    q(i) = min over j ≥ i of p(j) · m · (1 + 1/2 + … + 1/m) / j, at most 1, over p values in order. Holds
    under dependence of any kind, which tests on one war have: they share actors and events.
    Source: Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998. Oracle: R p.adjust, tests/unit.
    """
    tests = len(pvalues)
    order = np.argsort(pvalues, kind="stable")
    steps = pvalues[order] * tests * harmonic(tests) / np.arange(1, tests + 1)
    adjusted = np.empty(tests)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(steps[::-1])[::-1])
    return adjusted


def draws_for(tests: int, level: float) -> int:
    """Count the draws from which a single one of so many tests can have an adjusted p value of `level`."""
    return int(np.ceil(tests * harmonic(tests) / level))
