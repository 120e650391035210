"""The designs of `concerted-attack`, run on two series: the registered one, its scales, other choices."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.errors import QuestionError
from holdfire.forms.concerted_pairs import KAPPA_DAYS, Design, Pairing, Windows, weigh
from holdfire.forms.concerted_series import Limits
from holdfire.forms.concerted_synchrony import Drawn, Effect95, Synchrony, draw, measure
from holdfire.model.verdict import ALPHA, family_pvalue


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The choices of `concerted-attack`; all distances in km, all times in days.

    near_km, near_days: what counts as close (r, w). course_days: up to which lag the common course is read
    (w3). shoulder_days: outer edge of the shoulder in time of Q and Z (w2), which are told beside. far_km:
    outer edge of the far ring (R). block_days: length of a block (D), a multiple of 14; the scale curve takes
    half and twice of it. draws: shifts drawn for the registered radius; quick_draws: for other radii,
    imputations and placebos. imputations: how often imprecise events are spread anew (rule 8).
    least_hits: precise events that each series needs; least_expected: near pairs that must be expected.
    family: number of registered forms.
    """

    near_km: float = 10.0
    near_days: int = 2
    shoulder_days: int = 7
    course_days: int = 17
    far_km: float = 60.0
    block_days: int = 28
    draws: int = 9_999
    quick_draws: int = 999
    imputations: int = 20
    least_hits: int = 20
    least_expected: float = 5.0
    family: int = 1

    def __post_init__(self) -> None:
        half = self.block_days // 2
        if self.block_days % 14 or not 0 <= self.near_days < self.shoulder_days <= half // 2:
            raise QuestionError(
                "concerted-attack: block_days must be a multiple of 14, and near_days < shoulder_days ≤ a "
                f"quarter of it (found {self.near_days}, {self.shoulder_days}, {self.block_days})"
            )
        if self.block_days < (shortest := 4 * (2 * self.near_days + 1)):
            raise QuestionError(
                f"concerted-attack: block_days must be at least {shortest} for near_days {self.near_days}: a "
                f"window that fills its block leaves nothing to turn (found {self.block_days})"
            )
        if not self.shoulder_days < self.course_days <= KAPPA_DAYS:
            raise QuestionError(
                f"concerted-attack: course_days must exceed shoulder_days and be at most {KAPPA_DAYS} "
                f"(found {self.course_days}, {self.shoulder_days})"
            )
        if not 0 < 2 * self.near_km + 5 < self.far_km:
            raise QuestionError(
                "concerted-attack: far_km must exceed twice near_km by more than 5 "
                f"(found {self.near_km:g}, {self.far_km:g})"
            )
        if min(self.draws, self.quick_draws) < 1 or self.imputations < 0 or self.family < 1:
            raise QuestionError("concerted-attack: draws, quick_draws and family must be at least 1")

    @property
    def windows(self) -> Windows:
        """Window, shoulder, course and far ring."""
        return Windows(
            near_days=self.near_days,
            shoulder_days=self.shoulder_days,
            course_days=self.course_days,
            far_km=self.far_km,
        )

    @property
    def limits(self) -> Limits:
        """How precise an event must be, and how far outside the period it may lie."""
        return Limits(near_km=self.near_km, near_days=self.near_days, margin=self.course_days)

    @property
    def scales(self) -> tuple[int, int, int]:
        """Block lengths of the scale curve."""
        return self.block_days // 2, self.block_days, 2 * self.block_days

    def origins(self, block_days: int | None = None, near_km: float | None = None) -> tuple[Design, Design]:
        """The two designs that differ only in where the first block is cut."""
        block = block_days or self.block_days
        one, other = (
            Design(near_km=near_km or self.near_km, block_days=block, origin=origin)
            for origin in (0, block // 2)
        )
        return one, other

    @property
    def radii(self) -> tuple[float, float, float]:
        """The registered radius, half and twice of it."""
        return self.near_km, self.near_km / 2, self.near_km * 2

    def designs(self) -> tuple[Design, ...]:
        """All designs: radius half, as registered and twice, by three block lengths, by two origins."""
        return tuple(d for radius in self.radii for block in self.scales for d in self.origins(block, radius))

    def looks(self) -> tuple[tuple[float, int], ...]:
        """All pairs of a radius and a window that are asked at once, the registered one first.

        Windows: as registered, half of it, and half as much again where the shoulder and the block allow it.
        """
        w = self.near_days
        widest = min((3 * w + 1) // 2, self.shoulder_days - 1, (self.block_days // 4 - 1) // 2)
        windows = dict.fromkeys((w, w // 2, widest))
        return tuple((radius, window) for radius in self.radii for window in windows)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignResult:
    """One design's numbers: its statistics, its draws, and R with limits (None where it has none)."""

    design: Design
    synchrony: Synchrony
    drawn: Drawn
    effect: Effect95 | None

    @property
    def pvalue(self) -> float:
        """The drawn p value of S."""
        return self.drawn.pvalue

    def supports(self, family: int) -> bool:
        """Say whether this design alone would meet p and interval of a supporting answer."""
        small = family_pvalue(self.pvalue, family) <= ALPHA
        return small and self.effect is not None and self.effect.low > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignResults:
    """All designs that have a near pair to expect, in the order of `Params.designs`."""

    results: tuple[DesignResult, ...]
    params: Params

    def at(self, block_days: int) -> tuple[DesignResult, ...]:
        """The results at the registered radius and one block length, by origin."""
        return tuple(
            r
            for r in self.results
            if r.design.block_days == block_days and r.design.near_km == self.params.near_km
        )

    @property
    def origins(self) -> tuple[DesignResult, ...]:
        """The registered design at both origins; fewer where one expects no near pair."""
        return self.at(self.params.block_days)

    @property
    def deciding(self) -> DesignResult:
        """The registered design at the origin with the larger p (the first at equal ones)."""
        return max(self.origins, key=lambda result: result.pvalue)

    @property
    def limits(self) -> tuple[float, float] | None:
        """The limits of R that hold wherever the first block is cut: the hull of both origins' limits.

        With few events the expected count can double from one cut to the other; neither support nor its
        refusal may hang on that. None where an origin has no limits.
        """
        effects = [result.effect for result in self.origins if result.effect is not None]
        if len(effects) < len(self.origins):
            return None
        return min(effect.low for effect in effects), max(effect.high for effect in effects)

    def scale_pvalue(self, block_days: int) -> float:
        """The larger p of both origins at a block length; 1 where no near pair is to be expected."""
        return max((result.pvalue for result in self.at(block_days)), default=1.0)


def run_designs(
    pairing: Pairing, params: Params, rng: np.random.Generator, designs: Sequence[Design] = ()
) -> DesignResults:
    """Measure and draw designs (those of the choices unless others are given), each from its own stream."""
    designs = designs or params.designs()
    streams = dict(zip(designs, rng.spawn(len(designs)), strict=True))
    results: list[DesignResult] = []
    for near_km in dict.fromkeys(design.near_km for design in designs):
        weights = weigh(pairing, near_km)
        draws = params.draws if near_km == params.near_km else params.quick_draws
        for design in (d for d in designs if d.near_km == near_km):
            synchrony = measure(pairing, weights, design)
            if synchrony.near.mean <= 0:
                continue
            drawn = draw(synchrony, draws=draws, rng=streams[design])
            effect = synchrony.effect()
            results.append(DesignResult(design=design, synchrony=synchrony, drawn=drawn, effect=effect))
    return DesignResults(results=tuple(results), params=params)


def quick_pvalue(pairing: Pairing, params: Params, rng: np.random.Generator) -> float:
    """The registered design's p from few draws, at the worse origin; 1 where no near pair is expected."""
    weights = weigh(pairing, params.near_km)
    pvalues: list[float] = []
    for design, stream in zip(params.origins(), rng.spawn(2), strict=True):
        synchrony = measure(pairing, weights, design)
        drawn = draw(synchrony, draws=params.quick_draws, rng=stream)
        pvalues.append(drawn.pvalue if synchrony.near.mean > 0 else 1.0)
    return max(pvalues)
