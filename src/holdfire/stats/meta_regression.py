"""Random-effects meta-regression: estimates with known errors, a linear mean, and a scatter of its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_RANK_TOLERANCE = 1e-9
_ROUNDS, _CLOSE, _TINY = 200, 1e-14, 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A fitted mean x'a with its scatter.

    coefficients: (columns,), the shortest of all solutions where the design does not fix one. covariance:
    (columns, columns). tau2: variance between units beyond their known errors. df: units - rank of the
    design.
    """

    coefficients: Floats
    covariance: Floats
    tau2: float
    df: int

    def predict(self, row: Floats) -> tuple[float, float]:
        """Predict a unit's mean from its design row: its value and its variance (without scatter)."""
        return float(row @ self.coefficients), float(row @ self.covariance @ row)


def design_rank(design: Floats) -> int:
    """Count the directions that a design fixes."""
    return int(np.linalg.matrix_rank(design, tol=_RANK_TOLERANCE)) if design.size else 0


def estimable(row: Floats, design: Floats) -> bool:
    """Say whether a design fixes the mean of a further row: whether it lies in the design's row space."""
    return design_rank(np.vstack([design, row])) == design_rank(design)


def fit_paule_mandel(values: Floats, variances: Floats, design: Floats) -> Regression:
    """Fit values = design · a + N(0, tau² + variances), tau² by Paule and Mandel.

    tau² solves Q(tau²) = Σ (value - fit)² / (tau² + variance) = df, and is 0 where Q(0) ≤ df; the weights are
    1 / (tau² + variance). Needs df ≥ 1. values, variances: (units,); design: (units, columns).
    Source: Paule & Mandel 1982, Journal of Research of the National Bureau of Standards 87(5), 377–385.
    Oracle: R metafor, rma.uni(method = "PM"), tests/golden.
    """
    df = len(values) - design_rank(design)

    tau2 = 0.0
    for _ in range(_ROUNDS):
        coefficients, covariance = _weighted(values, tau2 + variances, design)
        squares = np.square((values - design @ coefficients) / (tau2 + variances))
        # Q falls and is convex in tau², its slope is -Σ squares: Newton's steps only ever lead up to the root
        step = float(squares @ (tau2 + variances) - df) / max(float(squares.sum()), _TINY)
        if step <= _CLOSE * tau2:
            break
        tau2 += step
    coefficients, covariance = _weighted(values, tau2 + variances, design)
    return Regression(coefficients=coefficients, covariance=covariance, tau2=tau2, df=df)


def _weighted(values: Floats, variances: Floats, design: Floats) -> tuple[Floats, Floats]:
    """Solve weighted least squares; returns coefficients and (X'WX)^-, the Moore–Penrose inverse."""
    weighted = design / variances[:, None]
    information: Floats = design.T @ weighted
    covariance = np.linalg.pinv(information, rcond=_RANK_TOLERANCE, hermitian=True).astype(np.float64)
    return covariance @ (weighted.T @ values), covariance
