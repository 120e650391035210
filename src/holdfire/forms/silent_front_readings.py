"""The two readings of a front, put together before the count of A–B is looked at."""

from dataclasses import dataclass, replace
from typing import Literal

from holdfire.errors import QuestionError
from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_bursts import compare_bursty
from holdfire.forms.silent_front_camps import Camps, find_camps
from holdfire.forms.silent_front_prediction import Activity, Prediction, activity
from holdfire.forms.silent_front_rate import RateComparison, references
from holdfire.model.answer import Power
from holdfire.model.verdict import ALPHA, BIAS_LOW, family_pvalue

HALF_YEAR = 182.5

Part = Literal["prediction", "rate", "negative binomial regression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The choices of `silent-front`.

    least_contact: exposure (km-days or cell-days) in half a year from which on a front counts, for A–B as for
    the references; shorter periods need less in proportion. imputations: how often rows whose place is known
    roughly are spread at random. family: number of registered forms.
    """

    least_contact: float = 200.0
    imputations: int = 20
    family: int = 1

    def __post_init__(self) -> None:
        if self.least_contact <= 0 or self.family < 1 or self.imputations < 0:
            raise QuestionError(
                "silent-front: least_contact must be above 0, family at least 1, imputations at least 0"
            )

    def least_exposure(self, days: int) -> float:
        """The least exposure over a period of so many days."""
        return self.least_contact * days / HALF_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One part's result on A–B: ratio to what is expected with limits, p towards fewer, what is expected."""

    part: Part
    value: float
    low: float | None
    high: float | None
    pvalue: float
    expected: float

    def supports(self, family: int) -> bool:
        """Say whether p, interval and tipping value alone would meet the rule for a supporting answer."""
        below = self.high is not None and self.high < min(1.0, BIAS_LOW)
        return below and family_pvalue(self.pvalue, family) <= ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What A–B will be measured against under one set of choices; nothing here has read its count.

    rate: None without contact or without a reference front. prediction: None where the actors' activities
    don't fix it. activity: the fitted activities, whether or not they can predict A–B. camps: what is
    expected of A–B as a pair of one camp; None where no camps show.
    """

    sample: Fronts
    params: Params
    least_exposure: float
    rate: RateComparison | None
    activity: Activity
    prediction: Prediction | None
    camps: Camps | None

    @property
    def decides(self) -> Part:
        """The part that gives the answer."""
        return "rate" if self.prediction is None else "prediction"

    @property
    def enough(self) -> bool:
        """Say whether the deciding part has the references that it needs."""
        return self.prediction is not None or (self.rate is not None and self.rate.enough)

    @property
    def power(self) -> Power:
        """What the deciding part could find."""
        family = self.params.family
        if self.prediction is not None:
            return Power(
                minimum_detectable=self.prediction.minimum_detectable(family),
                largest_count=self._largest_count(self.prediction),
                chances=self.prediction.expected,
            )
        if self.rate is None:
            return Power(minimum_detectable=None)
        return Power(
            minimum_detectable=self.rate.minimum_detectable,
            largest_count=self.rate.largest_count,
            chances=self.rate.expected,
        )

    def _largest_count(self, prediction: Prediction) -> int | None:
        """Find the largest count that is low enough by the prediction, and for a pair of one camp too."""
        most = prediction.largest_count(self.params.family)
        if most is None or self.camps is None:
            return most
        return next((c for c in range(most, -1, -1) if self.below_its_camp(c)), None)

    def below_its_camp(self, clashes: int) -> bool:
        """Say whether a count is too low for a pair of one camp as well; so it is where no camps show."""
        if self.camps is None:
            return True
        pvalue = self.camps.prediction.compare(clashes).pvalue
        return family_pvalue(pvalue, self.params.family) <= ALPHA

    def readings(self) -> tuple[Reading, ...]:
        """Read A–B's count both ways; the deciding part first."""
        clashes = int(self.sample.asked_clashes[0])
        found: list[Reading] = []
        if self.prediction is not None:
            foreseen = self.prediction.compare(clashes)
            found.append(
                Reading(
                    part="prediction",
                    value=foreseen.value,
                    low=foreseen.low,
                    high=foreseen.high,
                    pvalue=foreseen.pvalue,
                    expected=self.prediction.expected,
                )
            )
        if self.rate is not None:
            ranked = self.rate.compare(clashes)
            found.append(
                Reading(
                    part="rate",
                    value=ranked.value,
                    low=ranked.low,
                    high=ranked.high,
                    pvalue=ranked.pvalue,
                    expected=self.rate.expected,
                )
            )
        return tuple(found)


def basis(sample: Fronts, params: Params, *, with_camps: bool = True) -> Basis:
    """Put together what A–B will be measured against; readings alone need no camps."""
    least = params.least_exposure(sample.days)
    exposure = float(sample.asked_exposure[0])
    fitted = activity(sample, least)
    fronts = references(sample, least)
    prediction = fitted.predict(0, exposure) if exposure > 0 and fitted.decides else None
    return Basis(
        sample=sample,
        params=params,
        least_exposure=least,
        rate=RateComparison(exposure=exposure, references=fronts, family=params.family)
        if exposure > 0 and len(fronts)
        else None,
        activity=fitted,
        prediction=prediction,
        camps=find_camps(fitted, exposure) if prediction is not None and with_camps else None,
    )


def other_choices(base: Basis) -> tuple[tuple[float, Reading], ...]:
    """Read A–B with half, the registered and twice the least contact, every way: (factor, reading)."""
    return tuple(
        (factor, reading)
        for factor in (1.0, 0.5, 2.0)
        for other in (base if factor == 1.0 else _with_contact(base, factor),)
        for reading in (*other.readings(), *_bursty(other))
    )


def _with_contact(base: Basis, factor: float) -> Basis:
    return basis(base.sample, replace(base.params, least_contact=factor * base.params.least_contact))


def _bursty(base: Basis) -> tuple[Reading, ...]:
    """Read A–B by regression on all fronts, bursts allowed for; empty where it can't be fitted."""
    found = compare_bursty(base.sample, base.least_exposure) if base.rate is not None else None
    if found is None:
        return ()
    reading = Reading(
        part="negative binomial regression",
        value=found.value,
        low=found.low,
        high=found.high,
        pvalue=found.pvalue,
        expected=found.expected,
    )
    return (reading,)
