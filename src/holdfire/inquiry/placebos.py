"""The same test where nobody alleges anything: other dyads, or other pairs of dyads, of the same war."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfire.forms.spec import AnyForm
from holdfire.inquiry.looks import Look
from holdfire.inquiry.others import Other
from holdfire.model.answer import Detail, Finding, Placebos
from holdfire.model.verdict import ALPHA, Rule, Verdict, judge

Strip = tuple[Mapping[str, Detail], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What a form gives where nobody alleges anything. asked: the asked pair, looked at as they were."""

    looks: Sequence[tuple[Other, Look]]
    asked: Look | None


def own_strip(finding: Finding, rule: Rule | None) -> Strip | None:
    """Take the other dyads that a form itself ran on (`dyads` in its details); None where it ran on none.

    Entries: dyad, pvalue, asked; with value, interval and open (its gates) the whole rule is asked too.
    """
    dyads = finding.details.get("dyads")
    if not isinstance(dyads, list | tuple) or "ranks" in finding.details:
        return None
    others = [entry for entry in dyads if isinstance(entry, Mapping) and not entry.get("asked")]
    return tuple(
        {"dyads": [entry["dyad"]], "pvalue": entry["pvalue"], **_judged(finding, entry, rule)}
        for entry in others
    )


def placebos_within(
    chosen: AnyForm, finding: Finding, rule: Rule | None = None
) -> tuple[Placebos | None, Strip] | None:
    """Read the placebos that a form's own finding holds; None where others must be looked at."""
    if finding.pvalue is None:
        return None, ()
    if (strip := own_strip(finding, rule)) is not None:
        return _counted(finding.pvalue, strip, shares=True), strip
    return _ranked(finding) if chosen.look is None or "ranks" in finding.details else None


def placebos_of(finding: Finding, others: Others, rule: Rule) -> tuple[Placebos | None, Strip]:
    """Rank the asked p among those of others, and count how often p is small there and the rule is met.

    Where p is a rank among these very others, the share of small ones says nothing and is left out.
    """
    if finding.pvalue is None:
        return None, ()
    if (strip := own_strip(finding, rule)) is not None:
        return _counted(finding.pvalue, strip, shares=True), strip
    if ranks_itself(finding):
        return _ranked(finding)
    found = [(other, look.finding) for other, look in others.looks if look.finding is not None]
    strip = tuple(
        {
            "dyads": other.dyads,
            "pvalue": seen.pvalue,
            "value": None if seen.effect is None else seen.effect.value,
            "supports": judge(seen, rule)[0] is Verdict.SUPPORTS,
        }
        for other, seen in found
        if seen.pvalue is not None and seen.undefined is None
    )
    # Few draws give no p as small as the full run: against that alone the strongest placebos never count.
    few = None if others.asked is None or others.asked.finding is None else others.asked.finding.pvalue
    observed = max(finding.pvalue, few or 0.0)
    return _counted(observed, strip, shares="ranks" not in finding.details), strip


def ranks_itself(finding: Finding) -> bool:
    """Say whether what a form ranked the asked case among are its placebos: `ranked_among` in its details."""
    return "ranked_among" in finding.details


def _ranked(finding: Finding) -> tuple[Placebos | None, Strip]:
    """Read the ranks that the form gave every dyad: the same cases, no second finding."""
    ranks = finding.details.get("ranks")
    if finding.reference is None or not isinstance(ranks, (list, tuple)):
        return None, ()
    others = [entry for entry in ranks if isinstance(entry, Mapping) and not entry.get("asked")]
    asked = next((e for e in ranks if isinstance(e, Mapping) and e.get("asked")), None)
    found = asked.get("rank") if asked else None
    rank = found if isinstance(found, int) else None
    said = ""
    if ranks_itself(finding) and rank is not None:
        what = finding.details["ranked_among"]
        said = f"Its rank, {rank:,} of {len(others) + 1:,} {what}, is the finding itself and no second one."
    return Placebos(n=len(others), rank=rank, false_alarms=None, sentence=said), ()


def _judged(finding: Finding, entry: Mapping[str, Detail], rule: Rule | None) -> Mapping[str, Detail]:
    """Judge another dyad by its effect, its p and its gates, where the form gives them."""
    value, interval, p = entry.get("value"), entry.get("interval"), entry["pvalue"]
    if (
        rule is None
        or finding.effect is None
        or not isinstance(value, int | float)
        or not isinstance(interval, list | tuple)
        or not isinstance(p, int | float)
    ):
        return {}
    low, high = (float(end) if isinstance(end, int | float) else None for end in interval)
    seen = replace(
        finding,
        effect=replace(finding.effect, value=float(value), interval=(low, high)),
        pvalue=float(p),
        tipping_ratio=None if finding.tipping_ratio is None else high,
        strict={"open": bool(entry.get("open", True))},
    )
    return {"value": float(value), "supports": judge(seen, rule)[0] is Verdict.SUPPORTS}


def _counted(pvalue: float, strip: Strip, *, shares: bool) -> Placebos:
    """Rank a p value among those of a strip, and count those that would be called small, or support."""
    values = np.array([entry["pvalue"] for entry in strip], dtype=float)
    verdicts = [entry["supports"] for entry in strip if "supports" in entry]
    if not strip:
        return Placebos(n=0, rank=None, false_alarms=None)
    as_small = int(np.count_nonzero(values <= pvalue))
    supporting = sum(map(bool, verdicts)) if len(verdicts) == len(strip) else None
    return Placebos(
        n=len(strip),
        rank=1 + as_small,
        false_alarms=float(np.mean(values <= ALPHA)) if shares else None,
        supports=None if supporting is None else supporting / len(strip),
        sentence=_sentence(len(strip), as_small, supporting),
    )


def _sentence(others: int, as_small: int, supporting: int | None) -> str:
    """Say it for anyone: 1 of 96 is news, 13 of 96 is none."""
    of = f"{others:,} other pairs" if others > 1 else "1 other pair"
    said = f"Nobody alleges anything of {of} of this war: {_some(as_small)} a p as small as this one"
    if supporting is not None:
        would = f"{supporting:,}" if supporting else "none"
        said += f", and {would} would be said to support an allegation"
    return f"{said}."


def _some(number: int) -> str:
    return {0: "none has", 1: "1 has"}.get(number, f"{number:,} have")
