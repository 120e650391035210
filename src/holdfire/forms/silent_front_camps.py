"""Could A and B be an ordinary pair of one camp? Camps are found in the other dyads' clashes alone.

A war of two camps makes every pair of one camp quieter than its actors' activities say, and so an ordinary
pair of them looks silent. Therefore A–B is also held against the most telling camps that put both on one
side: only a pair that is quiet even for those can support the allegation.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.silent_front_prediction import Activity, Floats, Ints, Prediction, log_rates
from holdfire.stats.meta_regression import Regression, design_rank, estimable, fit_paule_mandel

_ALL_UP_TO = 12  # others of A and B up to which every camp is tried; beyond, one actor at a time changes side
_NOTHING = 1e-8  # share of a camp term that the activities leave; below, they say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Camps:
    """The camps that tell most of the other dyads, A and B in one of them.

    with_both: the actors of their camp, A and B with them. within: clashes of a pair of one camp over those
    of a pair of two, as fitted. prediction: what is expected of A–B as a pair of one camp.
    """

    with_both: tuple[int, ...]
    within: float
    prediction: Prediction


def find_camps(fitted: Activity, exposure: float) -> Camps | None:
    """Find the camps; None where no camp makes its pairs quieter or the other dyads don't fix how much."""
    if fitted.fit is None or exposure <= 0:
        return None
    telling = _Telling.of(fitted, fitted.fit)
    found = (
        telling.best(_every_camp(len(telling.others)))
        if len(telling.others) <= _ALL_UP_TO
        else telling.climb()
    )
    return None if found is None else _predict(fitted, telling.members(found), exposure)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """How much a camp term would tell of the reference dyads' residuals."""

    fitted: Activity
    fit: Regression
    others: Ints
    weights: Floats
    residuals: Floats

    @classmethod
    def of(cls, fitted: Activity, fit: Regression) -> "_Telling":
        values, variances, design = log_rates(fitted)
        others = np.setdiff1d(fitted.sample.sides[fitted.references.dyads], fitted.sample.sides[0])
        return cls(
            fitted=fitted,
            fit=fit,
            others=others,
            weights=1 / (fit.tau2 + variances),
            residuals=values - design @ fit.coefficients,
        )

    def members(self, camp: NDArray[np.bool_]) -> Ints:
        return np.sort(np.concatenate((self.fitted.sample.sides[0], self.others[camp])))

    def gains(self, camps: NDArray[np.bool_]) -> Floats:
        """Give the fall in the weighted residual squares by each camp; 0 where its pairs are not quieter."""
        rows = self.fitted.rows[self.fitted.references.dyads]
        side = np.zeros((len(camps), len(self.fitted.sample.actors)), dtype=np.bool_)
        side[:, self.fitted.sample.sides[0]] = True
        side[:, self.others] = camps
        one, other = self.fitted.sample.sides[self.fitted.references.dyads].T
        same = (side[:, one] == side[:, other]).astype(np.float64)
        left = same - (same * self.weights) @ rows @ self.fit.covariance @ rows.T
        size, slope = (np.square(left) @ self.weights), left @ (self.weights * self.residuals)
        quieter = (size > _NOTHING * self.weights.sum()) & (slope < 0)
        return np.where(quieter, slope * slope / np.where(quieter, size, 1.0), 0.0)

    def best(self, camps: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
        gains = self.gains(camps)
        return camps[int(gains.argmax())] if gains.max(initial=0.0) > 0 else None

    def climb(self) -> NDArray[np.bool_] | None:
        """Start with A and B alone; let the actor change sides that tells most, until none tells more."""
        camp, reached = np.zeros(len(self.others), dtype=np.bool_), -1.0
        while True:
            nearby = camp ^ np.eye(len(camp), dtype=np.bool_)
            gains = self.gains(nearby)
            if gains.max() <= max(reached, 0.0):
                return camp if reached > 0 else None
            camp, reached = nearby[int(gains.argmax())], float(gains.max())


def _every_camp(others: int) -> NDArray[np.bool_]:
    """List every set of other actors that may be of A's and B's camp, but all of them."""
    return np.array(list(product((False, True), repeat=others))[:-1], dtype=np.bool_)


def _predict(fitted: Activity, members: Ints, exposure: float) -> Camps | None:
    """Predict A–B as a pair of one camp, with the camps' own term among the activities."""
    one, other = np.isin(fitted.sample.sides, members).T
    rows = np.column_stack((fitted.rows, one == other)).astype(np.float64)
    values, variances, _ = log_rates(fitted)
    design = rows[fitted.references.dyads]
    if len(design) - design_rank(design) < 1 or not estimable(rows[0], design):
        return None
    fit = fit_paule_mandel(values, variances, design)
    mean, variance = fit.predict(rows[0])
    return Camps(
        with_both=tuple(members.tolist()),
        within=float(np.exp(fit.coefficients[-1])),
        prediction=Prediction(exposure=exposure, mean=mean, variance=variance, tau2=fit.tau2, df=fit.df),
    )
