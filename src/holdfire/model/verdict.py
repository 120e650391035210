"""The three answers and the one rule that gives them (rule 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfire.model.answer import Finding, Towards


class Verdict(StrEnum):
    """What the data say of an allegation; all three are good answers."""

    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does_not_support"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the verdict rule needs to know beside the finding.

    smallest_effect: the effect of interest (0.5 for rates, 2 for excesses). bias_low: the lower end of the
    declared range of the source's detection ratio; a finding must survive it.
    """

    towards: Towards
    smallest_effect: float
    family: int
    alpha: float = 0.05
    bias_low: float = 0.5


def family_pvalue(pvalue: float, family: int) -> float:
    """Correct a raw p value for the number of registered forms (Bonferroni, so no answer depends on a later one)."""
    return min(1.0, pvalue * family)


def judge(finding: Finding, rule: Rule) -> tuple[Verdict, str]:
    """Give the verdict on one finding and the sentence that says why.

    Silence counts against an allegation only where the form could have heard.
    """
    if finding.undefined is not None:
        return Verdict.CANNOT_TELL, finding.undefined
    if shut := [name for name, open_ in finding.valid.items() if not open_]:
        return Verdict.CANNOT_TELL, _because(finding, shut)
    if finding.effect is None or finding.pvalue is None:
        return Verdict.CANNOT_TELL, "The form gives no effect with an interval on these data."
    small_enough = family_pvalue(finding.pvalue, rule.family) <= rule.alpha
    beyond_one = finding.effect.beyond(1.0, rule.towards)
    shut = [name for name, open_ in finding.strict.items() if not open_]
    survives = finding.tipping_ratio is None or finding.tipping_ratio < rule.bias_low
    if small_enough and beyond_one and not shut and survives:
        return (
            Verdict.SUPPORTS,
            "The trace is there, beyond what chance and the declared reporting bias would leave.",
        )
    other_side = "greater" if rule.towards == "less" else "less"
    if finding.effect.beyond(1.0, other_side):
        return Verdict.DOES_NOT_SUPPORT, "The interval lies wholly on the other side of no effect."
    if finding.effect.excludes(rule.smallest_effect, rule.towards):
        return Verdict.DOES_NOT_SUPPORT, (
            f"An effect of the size that matters ({rule.smallest_effect:g}×) is ruled out by the interval."
        )
    if small_enough and beyond_one:
        why = _because(finding, shut) if shut else "The declared range of reporting bias could explain it."
        return Verdict.CANNOT_TELL, why
    return Verdict.CANNOT_TELL, (
        f"The interval holds both no effect and an effect of the size that matters ({rule.smallest_effect:g}×)."
    )


def _because(finding: Finding, gates: Sequence[str]) -> str:
    return " ".join(finding.explain.get(gate, f"The condition “{gate}” does not hold.") for gate in gates)


def question_verdict(answers: Sequence[tuple[bool, Verdict]]) -> Verdict:
    """Put the answers of a question together; each is (done, verdict), and undefined ones don't count."""
    done = [verdict for is_done, verdict in answers if is_done]
    if Verdict.SUPPORTS in done and Verdict.DOES_NOT_SUPPORT not in done:
        return Verdict.SUPPORTS
    if done and all(verdict is Verdict.DOES_NOT_SUPPORT for verdict in done):
        return Verdict.DOES_NOT_SUPPORT
    return Verdict.CANNOT_TELL
