"""The specification curve of an answer: the same question under all defensible choices, judged by one rule.

Source: Simonsohn, Simmons, Nelson 2020, Specification curve analysis, doi:10.1038/s41562-020-0912-z. What is
tried is listed before any result: a form's own choices crossed with each other, and other ways to read the
rows one at a time and two at a time. All that differ in what is tested are counted, once each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.inquiry.looks import Look
from holdfire.inquiry.variants import Combination
from holdfire.model.answer import Detail, Effect, Finding, Robustness
from holdfire.model.verdict import Rule, Verdict, judge, same_side


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """One set of choices with what it gives. own, rows: the form's choices, and how the rows were read."""

    own: tuple[str, ...]
    rows: tuple[str, ...]
    finding: Finding
    registered: bool = False

    def supports(self, rule: Rule) -> bool:
        """Judge it by the whole rule, its own gates among it."""
        return judge(self.finding, rule)[0] is Verdict.SUPPORTS

    def detail(self, rule: Rule) -> dict[str, Detail]:
        """Write it as it is stored."""
        effect = self.finding.effect
        return {
            "choices": [*self.own, *self.rows],
            "rows": list(self.rows),
            "value": None if effect is None else effect.value,
            "interval": None if effect is None else list(effect.interval),
            "pvalue": self.finding.pvalue,
            "supports": self.supports(rule),
            "registered": self.registered,
        }


def specifications(
    finding: Finding, looks: Sequence[tuple[Combination, Look]]
) -> tuple[tuple[Specification, ...], int]:
    """List all choices of an answer, the registered one first, and count those without an answer.

    finding: the registered one, with the form's own choices in its details (`designs`). looks: its other
    readings of the rows, in order; one that leaves the tested numbers as they are is no other choice.
    """
    own = list(_designs(finding))
    first = next((spec for spec in own if spec.registered), None)
    made = [Specification(own=(), rows=(), finding=finding, registered=True)] if first is None else []
    made += sorted(own, key=lambda spec: not spec.registered)
    words = made[0].own
    seen = {look.sample for combination, look in looks if not combination}
    unanswered = 0
    for combination, look in looks:
        if look.finding is None or look.sample in seen:
            continue
        seen.add(look.sample)
        if look.finding.undefined is not None or look.finding.effect is None:
            unanswered += 1
            continue
        rows = tuple(variant.words for variant in combination)
        made.append(Specification(own=words, rows=rows, finding=look.finding))
    return tuple(made), unanswered


def _designs(finding: Finding) -> Iterable[Specification]:
    """Read a form's own choices from its details; each is judged behind the gates of the registered one."""
    designs = finding.details.get("designs")
    if finding.effect is None or not isinstance(designs, list | tuple):
        return
    for entry in designs:
        if not isinstance(entry, Mapping) or not isinstance(value := entry.get("value"), int | float):
            continue
        low, high = _ends(entry.get("interval"))
        p = entry.get("pvalue")
        effect = replace(finding.effect, value=float(value), interval=(low, high))
        yield Specification(
            own=_words(entry.get("choices")),
            rows=(),
            finding=_with(finding, effect, float(p) if isinstance(p, int | float) else None),
            registered=bool(entry.get("registered")),
        )


def _with(finding: Finding, effect: Effect, pvalue: float | None) -> Finding:
    """Give a finding another effect and p; a bias that could undo it is that of the new interval."""
    ratio = None if finding.tipping_ratio is None else effect.interval[1]
    return replace(finding, effect=effect, pvalue=pvalue, tipping_ratio=ratio, details={})


def _ends(interval: Detail) -> tuple[float | None, float | None]:
    ends = interval if isinstance(interval, list | tuple) and len(interval) == 2 else (None, None)
    low, high = (float(end) if isinstance(end, int | float) else None for end in ends)
    return low, high


def _words(choices: Detail) -> tuple[str, ...]:
    return tuple(map(str, choices)) if isinstance(choices, list | tuple) else ()


def counted(made: Sequence[Specification], unanswered: int, rule: Rule) -> Robustness | None:
    """Count how many point the same way as the registered choice, and how many support; None for it alone."""
    effects = [spec.finding.effect for spec in made]
    asked = effects[0] if effects else None
    if asked is None or len(made) + unanswered < 2:
        return None
    feasible = made[0].finding.reference is not None and made[0].finding.reference.feasible
    same = sum(effect is not None and same_side(effect.value, asked.value, feasible) for effect in effects)
    return Robustness(
        choices=len(made),
        same_sign=same,
        supports=(supporting := sum(spec.supports(rule) for spec in made)),
        unanswered=unanswered,
        sentence=_sentence(len(made), same, supporting, unanswered),
    )


def _sentence(choices: int, same: int, supporting: int, unanswered: int) -> str:
    """Say it for anyone."""
    sets = "1 set" if choices == 1 else f"{choices:,} sets"
    points = "1 points" if same == 1 else f"{same:,} point"
    gives = "1 more gives" if unanswered == 1 else f"{unanswered:,} more give"
    silent = f"; {gives} no answer" if unanswered else ""
    return (
        f"Of {sets} of choices that can be defended, {points} the same way as the registered one and "
        f"{supporting or 'none'} would support the allegation{silent}."
    )
