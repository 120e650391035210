"""The three answers and the one rule that gives them (rule 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfire.model.answer import Answer, Effect, Finding, Towards, Weakness
from holdfire.model.feasibility import is_free

ALPHA = 0.05  # of a question's whole family of forms
BIAS_LOW = 0.5  # lower end of the declared range of a source's detection ratio


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
    alpha: float = ALPHA
    bias_low: float = BIAS_LOW


def family_pvalue(pvalue: float, family: int) -> float:
    """Correct a raw p value for the number of registered forms.

    Bonferroni over what was registered, so that no answer depends on a later one.
    """
    return min(1.0, pvalue * family)


def judge(finding: Finding, rule: Rule) -> tuple[Verdict, str]:
    """Give the verdict on one finding and the sentence that says why.

    Silence counts against an allegation only where the form could have heard.
    """
    if finding.reference is not None and finding.reference.feasible:
        return _feasible(finding)
    heard = _heard(finding)
    if isinstance(heard, str):
        return Verdict.CANNOT_TELL, heard
    doubt = _doubt(finding, heard, rule)
    if doubt is None:
        return (
            Verdict.SUPPORTS,
            "The trace is there, beyond what chance and the declared reporting bias would leave.",
        )
    if (against := _against(heard.effect, rule)) is not None:
        return Verdict.DOES_NOT_SUPPORT, against
    return Verdict.CANNOT_TELL, doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """An effect and a p value of a form that could have heard."""

    effect: Effect
    pvalue: float


def _heard(finding: Finding) -> _Heard | str:
    """Read effect and p where the form could have heard; else the sentence that says why it could not."""
    if finding.undefined is not None:
        return finding.undefined
    if shut := _shut(finding, finding.valid):
        return shut
    if finding.effect is None or finding.pvalue is None:
        return "The form gives no effect with an interval on these data."
    return _Heard(effect=finding.effect, pvalue=finding.pvalue)


def _doubt(finding: Finding, heard: _Heard, rule: Rule) -> str | None:
    """Say what keeps a finding from supporting the allegation; None where nothing does."""
    if not heard.effect.beyond(1.0, rule.towards):
        return f"The interval holds both no effect (1×) and one that matters ({rule.smallest_effect:g}×)."
    corrected = family_pvalue(heard.pvalue, rule.family)
    if corrected > rule.alpha:
        return (
            f"Chance alone leaves a trace as strong too often (p {corrected:.3f} for all registered forms)."
        )
    if finding.tipping_ratio is not None and finding.tipping_ratio >= rule.bias_low:
        bias = "The declared range of reporting bias could explain it."
    else:
        bias = ""
    return " ".join(filter(None, (_shut(finding, finding.strict), bias))) or None


def _against(effect: Effect, rule: Rule) -> str | None:
    """Say why an effect speaks against the allegation; None where it doesn't."""
    if effect.beyond(1.0, "greater" if rule.towards == "less" else "less"):
        return "The interval lies wholly on the other side of no effect."
    if effect.excludes(rule.smallest_effect, rule.towards):
        return f"An effect of the size that matters ({rule.smallest_effect:g}×) is ruled out by the interval."
    return None


def _feasible(finding: Finding) -> tuple[Verdict, str]:
    """Judge a share of maps on which every way crosses; that one crosses is no consent, so never for it."""
    if shut := finding.undefined or _shut(finding, finding.valid):
        return Verdict.CANNOT_TELL, shut
    if finding.effect is not None and is_free(finding.effect.value):
        return Verdict.DOES_NOT_SUPPORT, "A way that crosses nothing exists, on the map and within its error."
    return Verdict.CANNOT_TELL, "That a way crosses ground held by somebody is not that somebody's consent."


def same_side(value: float, asked: float, feasible: bool) -> bool:  # noqa: FBT001  two kinds of effect
    """Say whether two effects point the same way: to one side of 1, or to a free way or none."""
    return is_free(value) == is_free(asked) if feasible else (value < 1) == (asked < 1)


def _shut(finding: Finding, gates: Mapping[str, bool]) -> str:
    """Join the sentences of the gates that are shut; empty where all are open."""
    shut = [name for name, is_open in gates.items() if not is_open]
    return " ".join(finding.explain.get(gate, f"The condition “{gate}” does not hold.") for gate in shut)


def question_verdict(answers: Sequence[tuple[bool, Verdict]]) -> Verdict:
    """Put the answers of a question together; each is (done, verdict), and undefined ones don't count."""
    done = [verdict for is_done, verdict in answers if is_done]
    if Verdict.SUPPORTS in done and Verdict.DOES_NOT_SUPPORT not in done:
        return Verdict.SUPPORTS
    if done and all(verdict is Verdict.DOES_NOT_SUPPORT for verdict in done):
        return Verdict.DOES_NOT_SUPPORT
    return Verdict.CANNOT_TELL


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFinding:
    """Forms of one question that one flaw of the data would mislead: together one finding at most."""

    weakness: Weakness
    forms: tuple[str, ...]
    why: str
    sentence: str


def one_findings(answers: Iterable[Answer]) -> tuple[OneFinding, ...]:
    """Group the answers that share a weakness; those that stand alone, or are undefined, are in no group."""
    forms: dict[Weakness, list[str]] = {}
    for answer in answers:
        if answer.status == "done" and answer.weakness is not None:
            forms.setdefault(answer.weakness, []).append(answer.form)
    return tuple(_group(weakness, tuple(names)) for weakness, names in forms.items() if len(names) > 1)


def _group(weakness: Weakness, forms: tuple[str, ...]) -> OneFinding:
    why = _SHARED[weakness]
    return OneFinding(
        weakness=weakness,
        forms=forms,
        why=why,
        sentence=f"{', '.join(forms[:-1])} and {forms[-1]} are one finding at most: they {why}",
    )


_SHARED: Mapping[Weakness, str] = {
    Weakness.UNREPORTED_CLASHES: (
        "read the same reports of fighting between the two, and where such fighting goes unreported all of "
        "them err the same way. However many of them support the allegation, they don't add up."
    ),
}
