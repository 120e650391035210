"""A monotone change of scale after which pooled values are normal: scores of ranks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalScores:
    """Knots of the change of scale: values (rising) and their scores; `slope` beyond the last ones."""

    values: Floats
    scores: Floats
    slope: float

    @classmethod
    def of(cls, values: Floats, weights: Floats) -> "NormalScores":
        """Learn it: the score of a value is Φ⁻¹ of the weight below it and half its own, over all weight.

        Equal weights give Φ⁻¹((r - ½)/n) with midranks (Hazen 1914 plotting positions). Beyond the range the
        scale goes on in units of the standard deviation, so that a value far outside stays far outside.
        Source: van der Waerden 1952 (scores); Wood 2010, doi:10.1038/nature09319, supplement 1.1 (marginal
        normality before a synthetic likelihood).
        """
        knots, which = np.unique(values, return_inverse=True)
        own = np.bincount(which, weights, len(knots))
        share = (np.cumsum(own) - own / 2) / own.sum()
        mean = float(np.average(values, weights=weights))
        spread = float(np.sqrt(np.average((values - mean) ** 2, weights=weights)))
        return cls(values=knots, scores=ndtri(share), slope=1 / spread if spread > 0 else 1.0)

    def of_values(self, values: Floats) -> Floats:
        """Put values on the scale."""
        inside = np.interp(values, self.values, self.scores)
        below = np.minimum(values - self.values[0], 0.0) * self.slope
        above = np.maximum(values - self.values[-1], 0.0) * self.slope
        return inside + below + above
