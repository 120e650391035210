"""What a form found: effect first, then everything that is needed to judge and to repeat it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from holdfire.model.shown import Shown

Towards = Literal["less", "greater"]
Detail = None | bool | int | float | str | Sequence[object] | Mapping[str, object]
"""A plain JSON value all the way down; a type that names itself could not be checked when it is read back."""


class IntervalKind(StrEnum):
    """What an effect's interval is: limits of an estimate, of a prediction, or a range among references."""

    CONFIDENCE = "confidence"
    PREDICTION = "prediction"
    REFERENCE_RANGE = "reference_range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A ratio with its interval, 1 = no trace. An unbounded end is None."""

    name: str
    value: float
    interval: tuple[float | None, float | None]
    level: float = 0.95
    interval_kind: IntervalKind = IntervalKind.CONFIDENCE

    def beyond(self, value: float, towards: Towards) -> bool:
        """Say whether the whole interval lies on the alleged side of a value."""
        low, high = self.interval
        return (high is not None and high < value) if towards == "less" else (low is not None and low > value)

    def excludes(self, smallest: float, towards: Towards) -> bool:
        """Say whether an effect of the size of interest, or a larger one, is ruled out."""
        return self.beyond(smallest, "greater" if towards == "less" else "less")


@dataclass(frozen=True, slots=True, kw_only=True)
class Null:
    """What independence means here: the sentence, what the null keeps, what it shuffles."""

    sentence: str
    keeps: tuple[str, ...]
    shuffles: tuple[str, ...]


class ReferenceKind(StrEnum):
    """Where the reference distribution comes from."""

    EXACT = "exact"
    PERMUTATION = "permutation"
    SIMULATION = "simulation"
    BOOTSTRAP = "bootstrap"
    CONFORMAL = "conformal"
    PREDICTION = "prediction"
    FEASIBILITY = "feasibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """How the p value came about; `verify` recounts it from draws and extreme_draws, or rank and of."""

    kind: ReferenceKind
    draws: int | None = None
    extreme_draws: int | None = None
    rank: int | None = None
    of: int | None = None
    df: float | None = None

    @property
    def feasible(self) -> bool:
        """Say whether it is no test: a share of maps, without a p value."""
        return self.kind is ReferenceKind.FEASIBILITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How much went in: events of the two series or dyads, and cells, units or pairs."""

    events: int
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The chance to happen: value in `unit`, from control maps, from co-presence, or not needed."""

    unit: str
    value: float
    basis: Literal["control map", "co-presence", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """The effect nearest to 1 that the design would find with power 0.8; None where it can find none.

    largest_count: the largest A–B count that could still support the allegation. chances: how many of what
    the form counts are to be expected without a trace (`Form.chance` names them); None where it has none.
    """

    minimum_detectable: float | None
    at: float | None = None
    largest_count: int | None = None
    registered: bool = False
    chances: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebos:
    """The same test where nobody alleges anything: how many, this one's rank, share of p ≤ .05 among them.

    rank: 1 + how many have a p as small. supports: the share that meets the whole rule. Both shares are None
    where they are not known; false_alarms is, too, where p is a rank among these very placebos. sentence: the
    same for anyone.
    """

    n: int
    rank: int | None
    false_alarms: float | None
    supports: float | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """The same question under other defensible choices: how many agree in sign, how many support.

    choices: those with an effect, the registered one among them. unanswered: those without one. sentence:
    the same for anyone.
    """

    choices: int
    same_sign: int
    supports: int
    unanswered: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tipping:
    """The value of an unknown at which the finding vanishes."""

    what: str
    value: float | None


class Weakness(StrEnum):
    """What would mislead several forms at once: those that share it are one finding at most."""

    UNREPORTED_CLASHES = "unreported_clashes"  # clashes of A and B that happened and were not reported


class Zero(StrEnum):
    """What a count of zero means; only restraint is evidence."""

    NO_CONTACT = "no contact"
    NOT_CODED = "not coded"
    RESTRAINT = "restraint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one form found on one sample, before the family of forms and the verdict.

    undefined: the reason why the test has no meaning on these data; then effect and p are None.
    valid: the gates that bind every verdict (visibility, exposure, numbers), each by name.
    strict: the gates that bind `supports` only. explain: a sentence for each gate that is shut.
    tipping_ratio: the detection ratio at which the finding vanishes; None where the form has no such bias.
    sentence: what was found in plain words, counts before rates; {a}, {b}, {c} stand for the parties, whose
    names a form does not know. details: arrays for pictures and tables.
    """

    undefined: str | None = None
    effect: Effect | None = None
    statistic: float | None = None
    pvalue: float | None = None
    reference: Reference | None = None
    n: Numbers
    exposure: Exposure
    power: Power
    robustness: Robustness | None = None
    tipping_point: Tipping | None = None
    tipping_ratio: float | None = None
    zero: Zero | None = None
    valid: Mapping[str, bool] = field(default_factory=dict[str, bool])
    strict: Mapping[str, bool] = field(default_factory=dict[str, bool])
    explain: Mapping[str, str] = field(default_factory=dict[str, str])
    sentence: str = ""
    caveats: tuple[str, ...] = ()
    details: Mapping[str, Detail] = field(default_factory=dict[str, Detail])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Shown):
    """The result of one form on one question, in the order in which it is read.

    weakness: what it shares with other forms. package: whose form it is, "" for one of holdfire's own.
    """

    question: str
    form: str
    status: Literal["done", "undefined"]
    verdict: str
    reason: str
    sentence: str
    effect: Effect | None
    towards: Towards
    smallest_effect: float
    exposure: Exposure
    null: str
    null_keeps: tuple[str, ...]
    null_shuffles: tuple[str, ...]
    statistic: float | None
    pvalue: float | None
    pvalue_family: float | None
    family: int
    reference: Reference | None
    n: Numbers
    power: Power
    placebos: Placebos | None
    robustness: Robustness | None
    tipping_point: Tipping | None
    tipping_ratio: float | None
    zero: Zero | None
    valid: Mapping[str, bool]
    strict: Mapping[str, bool]
    explain: Mapping[str, str]
    caveats: tuple[str, ...]
    seed: int
    inputs: Mapping[str, str]
    references: tuple[str, ...]
    version: str
    weakness: Weakness | None = None
    package: str = ""
    details: Mapping[str, Detail]
