"""Sums of independent terms by their first four cumulants, which add up, and the quantiles that follow."""

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.intervals import normal_quantile

Floats = NDArray[np.float64]


def uniform_cumulants(values: Floats, lengths: NDArray[np.int64]) -> Floats:
    """Give the first four cumulants of rows, each uniform over its first `length` entries: (4, …).

    values: (…, longest), 0 beyond a row's length; lengths: (…).
    """
    count = lengths[..., None]
    mean = values.sum(axis=-1) / lengths
    apart = np.where(np.arange(values.shape[-1]) < count, values - mean[..., None], 0.0)
    square = apart * apart
    second, third, fourth = (
        power.sum(axis=-1) / lengths for power in (square, square * apart, square * square)
    )
    return np.stack((mean, second, third, fourth - 3 * second**2))


def upper_point(cumulants: Floats, tail: float) -> Floats:
    """Return the value that a sum exceeds with probability `tail`, by its cumulants, (4, …).

    The normal quantile, bent by skewness and excess kurtosis: the Cornish–Fisher expansion to second order.
    Without spread it is the mean. Source: Cornish & Fisher 1938, doi:10.2307/1400905.
    """
    mean, second, third, fourth = cumulants
    spread = np.sqrt(second)
    unit = np.where(spread > 0, spread, 1.0)
    skew, excess = third / unit**3, fourth / unit**4
    z = normal_quantile(1 - tail)
    bent = z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * excess / 24 - (2 * z**3 - 5 * z) * skew**2 / 36
    return mean + spread * bent
