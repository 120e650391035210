"""How often the whole chain was right over many simulated wars."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTrial:
    """One form on one war. verdict: None where the form had no meaning on its data.

    pvalue: corrected for all forms that were asked. detectable: the effect nearest to 1 that the form was
    registered to find with power .8; written: what a deal wrote into the war; None where there is none.
    """

    form: str
    verdict: str | None
    pvalue: float | None = None
    detectable: float | None = None
    written: float | None = None

    @property
    def promised(self) -> bool:
        """Say whether the deal was as strong as what the form was said to find."""
        if self.detectable is None or self.written is None:
            return False
        return self.written <= self.detectable


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedClaims:
    """Claims of a simulated press: how many the coder found, how many there were, how many are the same."""

    found: int
    gold: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One simulated war put through the whole chain.

    explanation: what truly lies behind the alleged pair. verdict: of the question. evidence: what is weighed,
    by part; size: that of the table that fits; both empty where none does. rivals: the
    probabilities from even priors; empty where nothing was weighed. rows: of A–C and B–C clashes, as asked.
    """

    number: int
    scenario: str
    explanation: str
    forms: tuple[FormTrial, ...]
    verdict: str | None
    evidence: Mapping[str, float]
    size: Mapping[str, int | str]
    coded: CodedClaims
    rivals: Mapping[str, float] = field(default_factory=dict[str, float])
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRates:
    """Shares of `supports` where the two did not cooperate and where they did; None where no war was.

    promised: wars whose deal was as strong as what the form was registered to find with power .8; found: the
    share of these with p ≤ .05 for all forms together; kept: the share that the form supports.
    """

    false_alarms: float | None
    power: float | None
    n_null: int
    n_true: int
    promised: int = 0
    found: float | None = None
    kept: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictScores:
    """The weighing's probabilities against the truth; None where nothing was weighed.

    reliability: for each tenth of the leading probability how many wars, the mean said, the share right.
    """

    brier: float | None
    ece: float | None
    weighed: int
    reliability: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderScores:
    """Claims of all wars together: F1, precision, recall; None where the press claimed nothing."""

    f1: float | None
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Wars of one true explanation: how many, and what was said of them: verdict → how many.

    leading: explanation that the weighing found likeliest → how many. brier: of the wars that were weighed.
    """

    explanation: str
    wars: int
    verdicts: Mapping[str, int]
    supports: Mapping[str, int]
    leading: Mapping[str, int]
    brier: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Wars of [least, below) rows of A–C and B–C clashes in what was asked; below: None without an end.

    false_alarms and power are shares of questions that are supported, as in FormRates.
    """

    least: int
    below: int | None
    wars: int
    n_null: int
    n_true: int
    false_alarms: float | None
    power: float | None
    verdict: VerdictScores

    @property
    def span(self) -> str:
        """Say from how many rows to how many."""
        return f"{self.least:,} and more" if self.below is None else f"{self.least:,} to {self.below - 1:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All of it; nothing here depends on how many workers there were, or on time."""

    wars: int
    seed: int
    forms: Mapping[str, FormRates]
    verdict: VerdictScores
    coder: CoderScores
    explanations: tuple[Explained, ...]
    sizes: tuple[Sized, ...]
    version: str
