"""A–B's rate against other fronts where clashes come in bursts, and what a count of zero leaves room for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_rate import references
from holdfire.stats.intervals import normal_quantile
from holdfire.stats.negative_binomial import fit_bursty, largest_mean_of_zero

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_UNITS = 10  # fronts below which the size of bursts is anybody's guess
BURSTY = (1.0, 0.5)  # sizes of bursts for which a zero is read, beside the fitted one


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstyResult:
    """A–B's rate over that of the other fronts, by negative binomial regression with exposure.

    No actor's activity is taken out. size: of the bursts; None where counts scatter no more than Poisson.
    """

    value: float
    low: float
    high: float
    pvalue: float
    expected: float
    size: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Units:
    """Fronts: clashes and exposure of A–B's own and of the references'."""

    clashes: Ints
    exposure: Floats
    own: NDArray[np.bool_]


def compare_bursty(sample: Fronts, least_exposure: float) -> BurstyResult | None:
    """Compare A–B's fronts with the others'; None where either had no clash or fronts are too few.

    Source: Lawless 1987, doi:10.2307/3314912. Oracle: R MASS::glm.nb, tests/golden.
    """
    units = _units(sample, least_exposure)
    own, others = units.clashes[units.own], units.clashes[~units.own]
    if len(units.clashes) < LEAST_UNITS or not own.any() or not others.any():
        return None
    design = np.column_stack((np.ones(len(units.own)), units.own.astype(np.float64)))
    fit = fit_bursty(units.clashes, units.exposure, design)
    log_rate, departure = fit.coefficients.tolist()
    error = float(fit.errors[1])
    half = normal_quantile(0.975) * error
    return BurstyResult(
        value=float(np.exp(departure)),
        low=float(np.exp(departure - half)),
        high=float(np.exp(departure + half)),
        pvalue=float(ndtr(departure / error)),
        expected=float(np.exp(log_rate) * units.exposure[units.own].sum()),
        size=fit.size,
    )


def fitted_size(sample: Fronts, least_exposure: float) -> float | None:
    """Estimate the size of the bursts from the reference fronts; None where they show none or are too few."""
    units = _units(sample, least_exposure)
    clashes, exposure = units.clashes[~units.own], units.exposure[~units.own]
    if len(clashes) < LEAST_UNITS or not clashes.any():
        return None
    return fit_bursty(clashes, exposure, np.ones((len(clashes), 1))).size


def room_of_zero(sample: Fronts, least_exposure: float) -> dict[str, float]:
    """Give the largest expected count that a zero doesn't refuse at .05, by how bursty clashes are."""
    room = {"one by one": largest_mean_of_zero()}
    room |= {f"bursts of size {size:g}": largest_mean_of_zero(size) for size in BURSTY}
    fitted = fitted_size(sample, least_exposure)
    return room if fitted is None else {**room, "bursts as fitted": largest_mean_of_zero(fitted)}


def _units(sample: Fronts, least_exposure: float) -> _Units:
    """Take the fronts of the rank (dyad × region) and A–B's: its regions, or the asked area in one region."""
    if sample.one_region:
        fronts = references(sample, least_exposure)
        return _Units(
            clashes=np.append(fronts.clashes, sample.asked_clashes[0]),
            exposure=np.append(fronts.exposure, sample.asked_exposure[0]),
            own=np.arange(len(fronts) + 1) == len(fronts),
        )
    clashes, exposure = sample.in_area
    taken = sample.eligible.copy()
    taken[0] = True
    dyad, region = np.nonzero(taken[:, None] & (exposure >= least_exposure))
    return _Units(clashes=clashes[dyad, region], exposure=exposure[dyad, region], own=dyad == 0)
