"""Where one case stands among reference cases once what is known of each is taken into account.

The model that takes it into account is fitted with the asked case included: then all cases are treated alike,
and the rank is exact for exchangeable cases, however wrong the model (full conformal prediction).
Source: Vovk, Gammerman, Shafer 2005, Algorithmic Learning in a Random World, chapters 2 and 3.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.resampling import TIE, extreme_draws

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of the asked case and of the references, smaller = less than one would expect."""

    asked: float
    references: Floats

    @property
    def of(self) -> int:
        """Cases in all, the asked one included."""
        return len(self.references) + 1

    @property
    def rank(self) -> int:
        """Place from below, ties against the asked case; rank / of is its p value."""
        return 1 + extreme_draws(self.asked, self.references, tail="less")

    @property
    def robust_z(self) -> float | None:
        """0.6745 (score - median) / MAD of the references; None where half of them are equal."""
        median = float(np.median(self.references))
        spread = float(np.median(np.abs(self.references - median)))
        return 0.6745 * (self.asked - median) / spread if spread > 0 else None

    def ranks(self) -> NDArray[np.int64]:
        """Rank every case among all others from below, the asked one first."""
        every = np.concatenate(([self.asked], self.references))
        ties = TIE * np.maximum(1.0, np.abs(every))
        return np.searchsorted(np.sort(every), every + ties, side="right").astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformal:
    """Scores of all cases as the asked one's outcome varies: level + slope × outcome, the asked case first.

    Holds the references' outcomes and every case's features, and not the asked outcome.
    """

    level: Floats
    slope: Floats

    @classmethod
    def of(cls, outcomes: Floats, features: Floats, *, penalty: float = 1.0) -> Self:
        """Prepare the scores of a ridge regression, or the outcomes themselves where there is no feature.

        outcomes: (n,) of the references. features: (n + 1, k) of all cases, the asked one first; each column
        is standardised over all of them, nan (not known) stands at its mean, and the intercept bears no
        penalty.
        """
        cases = len(outcomes) + 1
        known = np.concatenate(([0.0], outcomes))
        unit = np.zeros(cases)
        unit[0] = 1.0
        design = _standardised(features)
        if not design.shape[1]:
            return cls(level=known, slope=unit)
        inner = np.asarray(
            np.linalg.solve(design.T @ design + penalty * np.eye(design.shape[1]), design.T), dtype=np.float64
        )
        return cls(
            level=_left_over(known, design, inner),
            slope=_left_over(unit, design, inner),
        )

    def at(self, outcome: float) -> Scores:
        """Score all cases, the asked one having this outcome."""
        scores = self.level + self.slope * outcome
        return Scores(asked=float(scores[0]), references=scores[1:])


def _standardised(features: Floats) -> Floats:
    """Standardise columns over the known values; columns without any spread go."""
    known = np.isfinite(features)
    counts = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, features, 0.0).sum(axis=0) / counts
    centred = np.where(known, features - mean, 0.0)
    spread = np.sqrt((centred**2).sum(axis=0) / counts)
    keep = spread > TIE * np.maximum(1.0, np.abs(mean))
    return centred[:, keep] / spread[keep]


def _left_over(values: Floats, design: Floats, inner: Floats) -> Floats:
    """Take off what the regression explains; its columns have mean 0, so the intercept is the mean."""
    return values - values.mean() - design @ (inner @ values)
