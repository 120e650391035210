"""A finding becomes an answer: corrected for its family, judged by the one rule, with where it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from holdfire import __version__
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.placebos import Strip
from holdfire.inquiry.two_sources import Overlap
from holdfire.model.allegation import Detectable
from holdfire.model.answer import Answer, Detail, Finding, Placebos, Power, Robustness
from holdfire.model.verdict import Rule, family_pvalue, judge
from holdfire.stats.poisson_ratios import e_value


class Fixed(Protocol):
    """What was fixed before a result: a registered question, or a call on plain arrays, which has no id."""

    @property
    def id(self) -> str:
        """Name of the question; empty for a call."""
        ...

    @property
    def family(self) -> int:
        """Number of forms that each p value counts for."""
        ...

    @property
    def seed(self) -> int:
        """What the draws followed from."""
        ...

    @property
    def detectable(self) -> tuple[Detectable, ...]:
        """What could be found, as it was registered."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stands around a finding: its placebos, what was read, what a, b and c are called.

    inputs: hashes of what was read. counted_once: rows left out since another data set tells of their event.
    overlaps: what each two matched data sets have of the asked pair and of the others. robustness,
    specifications: the counts and the list of all choices; a form's own counts where there are none. changed:
    kinds of data that are others than those that the question was registered with.
    """

    placebos: Placebos | None
    strip: Strip
    inputs: Mapping[str, str]
    names: Mapping[str, str]
    counted_once: int = 0
    overlaps: tuple[Overlap, ...] = ()
    robustness: Robustness | None = None
    specifications: tuple[Mapping[str, Detail], ...] = ()
    changed: tuple[str, ...] = ()


def conclude(question: Fixed, chosen: AnyForm, finding: Finding, setting: Setting) -> Answer:
    """Make the answer of a form on a question."""
    family = question.family
    lists = () if finding.tipping_ratio is None else setting.overlaps
    rule = rule_of(question, chosen)
    verdict, reason = judge(finding, rule)
    return Answer(
        question=question.id,
        form=chosen.name,
        status="done" if finding.undefined is None else "undefined",
        verdict=verdict.value,
        reason=reason,
        sentence=finding.sentence.format(**setting.names),
        effect=finding.effect,
        towards=chosen.towards,
        smallest_effect=rule.smallest_effect,
        exposure=finding.exposure,
        null=chosen.null.sentence,
        null_keeps=chosen.null.keeps,
        null_shuffles=chosen.null.shuffles,
        statistic=finding.statistic,
        pvalue=finding.pvalue,
        pvalue_family=None if finding.pvalue is None else family_pvalue(finding.pvalue, family),
        family=family,
        reference=finding.reference,
        n=finding.n,
        power=_registered_power(question, chosen.name, finding),
        placebos=setting.placebos,
        robustness=setting.robustness if setting.specifications else finding.robustness,
        tipping_point=finding.tipping_point,
        tipping_ratio=finding.tipping_ratio,
        zero=finding.zero,
        valid=finding.valid,
        strict=finding.strict,
        explain=finding.explain,
        caveats=(
            *finding.caveats,
            *(overlap.sentence(finding.tipping_ratio) for overlap in lists),
            *_counted_once(setting.counted_once),
            *_promised_of_others(setting.changed),
        ),
        seed=question.seed,
        inputs=setting.inputs,
        references=chosen.references,
        version=__version__,
        weakness=chosen.weakness,
        package=chosen.package,
        details={
            **finding.details,
            "placebos": setting.strip,
            "specifications": setting.specifications,
            **unreported(finding, lists),
        },
    )


def rule_of(question: Fixed, chosen: AnyForm) -> Rule:
    """Give the rule for a form on a question; the effect that matters is the one that was registered."""
    fixed = next((d.smallest_effect for d in question.detectable if d.form == chosen.name), None)
    smallest = chosen.smallest_effect if fixed is None else fixed
    return Rule(towards=chosen.towards, smallest_effect=smallest, family=question.family)


def unreported(finding: Finding, overlaps: Sequence[Overlap]) -> dict[str, Detail]:
    """Add what is known of unreported A–B clashes, for forms whose finding they could undo."""
    if finding.tipping_ratio is None:
        return {}
    found: dict[str, Detail] = {"e_value": e_value(finding.tipping_ratio)}
    return found | ({"two_sources": [overlap.detail() for overlap in overlaps]} if overlaps else {})


def _counted_once(rows: int) -> tuple[str, ...]:
    if not rows:
        return ()
    told = f"{rows:,} rows are" if rows > 1 else "1 row is"
    return (
        f"{told} not counted: other data sets tell of the same events (holdfire matches lists the pairs)",
    )


def _promised_of_others(kinds: Sequence[str]) -> tuple[str, ...]:
    if not kinds:
        return ()
    return (
        "what could be detected was computed when the question was registered, from other "
        f"{' and '.join(kinds)} than the case has now",
    )


def _registered_power(question: Fixed, name: str, finding: Finding) -> Power:
    """Take what could be detected as it was registered before the result; it is never computed afterwards."""
    fixed = next((d for d in question.detectable if d.form == name), None)
    if fixed is None:
        return finding.power
    return replace(
        finding.power,
        minimum_detectable=fixed.minimum_detectable,
        largest_count=fixed.largest_count,
        chances=fixed.chances,
        registered=True,
    )
