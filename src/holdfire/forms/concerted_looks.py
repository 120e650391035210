"""Several radii and windows at once, with one corrected answer: the largest studentised S on common draws."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.concerted_designs import DesignResult, DesignResults
from holdfire.forms.concerted_pairs import Design, Pairing, weigh
from holdfire.forms.concerted_synchrony import Drawn, Synchrony, measure
from holdfire.stats.resampling import drawn_pvalue, extreme_draws
from holdfire.stats.rotation import draw_weighed_sums

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One radius and window at one block origin.

    score: (S - E0[S]) / sd0(S). corrected: how often the largest score of all looks is as large by rotation.
    """

    result: DesignResult
    score: float
    corrected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """All looks at both origins, in the order of `Params.looks`; count: how many radii and windows."""

    looks: tuple[Look, ...]
    count: int
    draws: int

    @property
    def strongest(self) -> Look:
        """The look with the largest score, at the origin where its corrected p is larger."""
        return max(self._best_by_origin(), key=lambda look: look.corrected)

    @property
    def pvalue(self) -> float:
        """One p for all looks, at the origin with the larger one."""
        return self.strongest.corrected

    def corrected(self, result: DesignResult) -> float | None:
        """The corrected p of the look that measures the same thing as another result; None without one."""
        wanted = (result.design, result.synchrony.windows)
        found = (
            look.corrected
            for look in self.looks
            if (look.result.design, look.result.synchrony.windows) == wanted
        )
        return next(found, None)

    def _best_by_origin(self) -> list[Look]:
        origins = dict.fromkeys(look.result.design.origin for look in self.looks)
        return [
            max((look for look in self.looks if look.result.design.origin == origin), key=lambda x: x.score)
            for origin in origins
        ]


def run_looks(pairing: Pairing, results: DesignResults, rng: np.random.Generator) -> Looks | None:
    """Read every radius and window at both origins; None where none has anything that varies.

    All looks at an origin are read at the same shifts. Their moments are the exact ones, so that observed
    and drawn scores are made alike. The correction is single-step: no look's p counts for less than the
    largest score of the lot.
    Source: Westfall & Young 1993, Resampling-Based Multiple Testing, section 2.3.
    """
    params = results.params
    measured = _measured(pairing, results)
    found: list[Look] = []
    for origin, stream in zip(params.origins(), rng.spawn(2), strict=True):
        here = [pair for pair in measured if pair[0].origin == origin.origin]
        found += _at_origin(here, params.draws, stream)
    if not found:
        return None
    return Looks(looks=tuple(found), count=len(params.looks()), draws=params.draws)


def _measured(pairing: Pairing, results: DesignResults) -> list[tuple[Design, Synchrony]]:
    """Measure every look at both origins, in order; those of the registered window are there already."""
    params = results.params
    known = {result.design: result.synchrony for result in results.results}
    found: list[tuple[Design, Synchrony]] = []
    for near_km, near_days in params.looks():
        origins = params.origins(near_km=near_km)
        if near_days == params.near_days:
            found += [(design, known[design]) for design in origins if design in known]
            continue
        # the shoulder stays, and with it the blocks
        narrowed = replace(pairing, windows=replace(pairing.windows, near_days=near_days))
        weights = weigh(narrowed, near_km)
        found += [(design, measure(narrowed, weights, design)) for design in origins]
    return [pair for pair in found if pair[1].near.mean > 0 and pair[1].s_sd > 0]


def _at_origin(
    measured: Sequence[tuple[Design, Synchrony]], draws: int, rng: np.random.Generator
) -> list[Look]:
    if not measured:
        return []
    sums = draw_weighed_sums([synchrony.s for _, synchrony in measured], draws=draws, rng=rng)
    largest = np.full(draws, -np.inf)
    for (_, synchrony), row in zip(measured, sums, strict=True):
        np.maximum(largest, _scores(synchrony, row), out=largest)
    return [
        _look(design, synchrony, row, largest)
        for (design, synchrony), row in zip(measured, sums, strict=True)
    ]


def _look(design: Design, synchrony: Synchrony, sums: Floats, largest: Floats) -> Look:
    draws = len(sums)
    extreme = extreme_draws(synchrony.s.observed, sums)
    (score,) = _scores(synchrony, np.array([synchrony.s.observed])).tolist()
    drawn = Drawn(draws=draws, extreme=extreme, values=sums)
    return Look(
        result=DesignResult(design=design, synchrony=synchrony, drawn=drawn, effect=synchrony.effect()),
        score=score,
        corrected=drawn_pvalue(extreme_draws(score, largest), draws),
    )


def _scores(synchrony: Synchrony, sums: Floats) -> Floats:
    return (sums - synchrony.s.mean) / synchrony.s_sd
