"""What A–B's contact and the activity of its two actors lead one to expect (T1c).

Each reference dyad's log rate is the sum of its two actors' activities and a scatter of its own; A–B is then
predicted with that scatter. So a dyad is not called silent because one of its actors is weak everywhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_rate import rate
from holdfire.model.verdict import ALPHA, BIAS_LOW
from holdfire.stats.intervals import t_lower_tail, t_quantile
from holdfire.stats.meta_regression import Regression, design_rank, estimable, fit_paule_mandel

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_DF = 3  # below, one odd dyad makes the scatter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDyads:
    """The dyads that the activities are read from. wide: over the country and not over the asked area."""

    dyads: Ints
    clashes: Ints
    exposure: Floats
    wide: bool


def reference_dyads(sample: Fronts, least_exposure: float, *, wide: bool) -> ReferenceDyads:
    """Take the eligible dyads but A–B with enough exposure, over the asked area or over the country."""
    exposure = sample.wide_exposure if wide else sample.asked_exposure
    clashes = sample.wide_clashes if wide else sample.asked_clashes
    kept = sample.eligible & (exposure >= least_exposure)
    kept[0] = False
    dyads = np.flatnonzero(kept)
    return ReferenceDyads(dyads=dyads, clashes=clashes[dyads], exposure=exposure[dyads], wide=wide)


def design_rows(sides: Ints, actors: int) -> Floats:
    """Make the design: one row a dyad with 1 at each of its two actors."""
    rows = np.zeros((len(sides), actors))
    np.put_along_axis(rows, sides, 1.0, axis=1)
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The expectation of one dyad's log rate from other dyads, before its count is read.

    mean, variance: of the expected log rate; tau2: scatter of dyads; df: degrees of freedom of the scatter.
    """

    exposure: float
    mean: float
    variance: float
    tau2: float
    df: int

    @property
    def expected(self) -> float:
        """The expected number of clashes."""
        return self.exposure * float(np.exp(self.mean))

    def minimum_detectable(self, family: int) -> float:
        """The ratio that would be found with power .8.

        exp(-(t_{1-.05/m} + t_{.8}) se0), with se0 at the expected count.
        """
        error = self._error(self.expected)
        quantiles = t_quantile(1 - ALPHA / family, self.df) + t_quantile(0.8, self.df)
        return float(np.exp(-quantiles * error))

    def largest_count(self, family: int) -> int | None:
        """The largest count that could support: p ≤ .05 / m, the interval below 1 and the bias range."""
        counts = np.arange(np.ceil(self.expected) + 1)
        departure = np.log((counts + 0.5) / self.exposure) - self.mean
        error = np.sqrt(self.variance + self.tau2 + 1 / (counts + 0.5))
        small = departure <= t_quantile(ALPHA / family, self.df) * error
        below = departure + t_quantile(0.975, self.df) * error < np.log(min(1.0, BIAS_LOW))
        fitting = np.flatnonzero(small & below)
        return int(fitting[-1]) if len(fitting) else None

    def compare(self, clashes: int) -> "PredictionResult":
        """Set a count against the prediction: t with df degrees of freedom, and a prediction interval.

        Source: the project's methods paper, T1c; Higgins, Thompson, Spiegelhalter 2009,
        doi:10.1111/j.1467-985X.2008.00552.x (prediction intervals). Oracle: R metafor, tests/golden.
        """
        departure = float(np.log((clashes + 0.5) / self.exposure)) - self.mean
        error = self._error(clashes)
        half = t_quantile(0.975, self.df) * error
        return PredictionResult(
            value=float(np.exp(departure)),
            low=float(np.exp(departure - half)),
            high=float(np.exp(departure + half)),
            t=departure / error,
            pvalue=t_lower_tail(departure / error, self.df),
        )

    def _error(self, clashes: float) -> float:
        return float(np.sqrt(self.variance + self.tau2 + 1 / (clashes + 0.5)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionResult:
    """Clashes over expected ones, the prediction interval, and the p value towards fewer."""

    value: float
    low: float
    high: float
    t: float
    pvalue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """The activities of all actors, fitted to the reference dyads; reads no A–B count.

    rows: (dyads, actors) design rows of all dyads of the sample. df: reference dyads minus the directions
    that they fix. fit: the regression on all reference dyads, None where df < 1.
    """

    sample: Fronts
    references: ReferenceDyads
    rows: Floats
    df: int
    fit: Regression | None

    @property
    def decides(self) -> bool:
        """Say whether A–B can be predicted with a scatter that is more than one odd dyad."""
        return self.df >= LEAST_DF and estimable(self.rows[0], self.rows[self.references.dyads])

    def predict(self, dyad: int, exposure: float) -> Prediction | None:
        """Predict a dyad of the sample; None where the reference dyads don't fix it."""
        if self.fit is None or not estimable(self.rows[dyad], self.rows[self.references.dyads]):
            return None
        return _prediction(self.fit, self.rows[dyad], exposure)

    def predict_reference(self, position: int) -> Prediction | None:
        """Predict a reference dyad from the others, as A–B is; None where they don't fix it."""
        others = np.delete(np.arange(len(self.references.dyads)), position)
        dyad = self.references.dyads[position]
        design = self.rows[self.references.dyads[others]]
        if len(design) - design_rank(design) < 1 or not estimable(self.rows[dyad], design):
            return None
        fit = _fit(self.references, self.rows, others)
        return _prediction(fit, self.rows[dyad], float(self.references.exposure[position]))

    def fixes(self, actor: int) -> bool:
        """Say whether the reference dyads fix an actor's own activity, and not only sums of two."""
        return estimable(np.eye(len(self.sample.actors))[actor], self.rows[self.references.dyads])


def activity(sample: Fronts, least_exposure: float) -> Activity:
    """Fit over the asked area; over the country where A–B can be predicted from there only."""
    near = _activity(sample, reference_dyads(sample, least_exposure, wide=False))
    if near.decides:
        return near
    wide = _activity(sample, reference_dyads(sample, least_exposure, wide=True))
    return wide if wide.decides else near


def log_rates(fitted: Activity) -> tuple[Floats, Floats, Floats]:
    """Give the reference dyads' log rates, the variances of these, and their design rows."""
    chosen = fitted.references
    return *_log_rates(chosen.clashes, chosen.exposure), fitted.rows[chosen.dyads]


def _activity(sample: Fronts, chosen: ReferenceDyads) -> Activity:
    rows = design_rows(sample.sides, len(sample.actors))
    df = len(chosen.dyads) - design_rank(rows[chosen.dyads])
    fit = _fit(chosen, rows, np.arange(len(chosen.dyads))) if df >= 1 else None
    return Activity(sample=sample, references=chosen, rows=rows, df=df, fit=fit)


def _fit(chosen: ReferenceDyads, rows: Floats, kept: Ints) -> Regression:
    values, variances = _log_rates(chosen.clashes[kept], chosen.exposure[kept])
    return fit_paule_mandel(values, variances, rows[chosen.dyads[kept]])


def _log_rates(clashes: Ints, exposure: Floats) -> tuple[Floats, Floats]:
    return np.log(rate(clashes, exposure)), 1 / (clashes + 0.5)


def _prediction(fit: Regression, row: Floats, exposure: float) -> Prediction:
    mean, variance = fit.predict(row)
    return Prediction(exposure=exposure, mean=mean, variance=variance, tau2=fit.tau2, df=fit.df)
