"""Stated percentages: against the counts beside them, against what whole numbers allow, against each other.

"58 of 412 (24 %)" is a division. "13 % of 20" must be the share of a whole number of things; of a large total
it always is, and then the count and its interval are given. Percentages of one whole must not exceed it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.judging import Judged, finding
from holdfire.checks.numerals import Numeral, numerals
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import number
from holdfire.lexicon import Names
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.span import Span
from holdfire.stats.intervals import wilson_interval

_N, _P = "\ue004", "\ue003"
_K, _T, _S = rf"(?P<k>{_N}+)", rf"(?P<t>{_N}+)", rf"(?P<p>{_P}+)"
_WORD = r"(?!(?:in|on|at|from|by|over|to|for|with|and|or|than|near|among|across)\b)[\w'’-]+"
_THE = rf"(?:a total of |(?:all|the|its|their|his|these|those|some) )*(?:{_WORD} ){{0,3}}?"
_THINGS = r"(?: [\w'’-]+){0,6}?"
_OR = (
    r"(?:,? \(?|,? or |,? that is,? | - |,? i\.e\.,? )"
    r"(?:only |just |or |some |about |around |nearly |roughly |i\.e\. ){0,2}"
)
_ONLY = rf"(?:,[^.;:{_N}{_P}]{{0,30}}?| only| just| some| about| a mere)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_K}{_THINGS},? (?:of|out of) {_THE}{_T}{_THINGS}{_OR}{_S}",
        rf"{_K}{_THINGS}{_OR}{_S}\)?,? (?:of|out of) {_THE}{_T}",
        rf"\bof {_THE}{_T}[^.;:{_N}{_P}]{{1,60}}? ?{_K}{_THINGS}{_OR}{_S}",
        rf"{_S}{_OR}{_K}{_THINGS},? (?:of|out of) {_THE}{_T}",
        rf"{_S} ?\({_K}{_THINGS},? (?:of|out of) {_THE}{_T}",
        rf"{_S} of {_THE}{_T}(?P<noun> [a-z])",
        rf"\bof {_THE}{_T}(?: [\w'’-]+){{1,3}}?{_ONLY} {_S}",
        rf"\bof {_THE}{_T}[^.;:{_N}{_P}]{{1,60}}?, {_S}",
    )
)
_CHANGE = re.compile(
    r"\b(?:from|than|compared|against|up|down|rose|fell|increase|decrease|rise|fall|earlier|before|previous"
    r"|last|per year|a year|while|whereas|but|versus)\b"
)
_OVERLAPS = re.compile(r"\b(?:both|multiple|several answers|more than one|overlap\w*|also)\b")
_REST = re.compile(r"\b(?:remaining|the rest|the remainder)\b")
_OF_OTHER = re.compile(r" of (?!them|these|those|which|whom)")
_BY = re.compile(r"\b(?:by|another|a further) (?:some |about |around |nearly )?$")
_WHERE = re.compile(r" (?:in|at|among|for|on|from|during)\b")
_APART = 90  # characters between two percentages of one whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A percentage of a total at [start, end), with its count where the text gives it."""

    percent: Numeral
    total: Numeral
    count: Numeral | None
    start: int
    end: int


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text only
    """Check each percentage of a text."""
    for sentence, names in told.parts():
        if not any(figure.unit == "percent" for figure in names.figures):
            continue
        found = {n.start: n for n in numerals(names.folded, sentence.start, sentence.end, names.dates)}
        percents = [n for n in found.values() if n.percent]
        with_total = list(shares(names, sentence, found))
        for share in with_total:
            span = Span(start=share.start, end=share.end)
            yield finding(told, CheckKind.SHARE, span, judge(share))
        if (together := _together(names, percents)) is not None:
            yield finding(told, CheckKind.SHARE, together[0], together[1])
            continue
        for alone in percents:
            if alone not in [share.percent for share in with_total]:
                yield finding(told, CheckKind.SHARE, Span(start=alone.start, end=alone.end), _alone(alone))


CHECK = TextCheck(name="percentages", kind=CheckKind.SHARE, run=check)


def shares(names: Names, sentence: Span, found: Mapping[int, Numeral]) -> Iterator[Share]:
    """Find percentages with the total that they are of, each once; the surest wording first."""
    letters = list(names.folded[sentence.start : sentence.end])
    for n in found.values():
        letters[n.start - sentence.start : n.end - sentence.start] = (_P if n.percent else _N) * (
            n.end - n.start
        )
    text, taken = "".join(letters), set[int]()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start("p") in taken:
                continue
            taken.add(match.start("p"))
            given = match.groupdict()
            ends = [match.end(group) for group in ("k", "t", "p") if given.get(group)]
            starts = [match.start(group) for group in ("k", "t", "p") if given.get(group)]
            yield Share(
                percent=found[sentence.start + match.start("p")],
                total=found[sentence.start + match.start("t")],
                count=found[sentence.start + match.start("k")] if given.get("k") else None,
                start=sentence.start + min(starts),
                end=sentence.start + max(ends),
            )


def judge(share: Share) -> Judged:
    """Say whether a percentage fits its count and total, or any count at all."""
    total = share.total.value
    if total < 1 or total != floor(total) or share.total.year_like:
        return _judged(share, CheckStatus.CANNOT_BE_CHECKED, f"{number(total)} is no total of things", None)
    if share.count is not None:
        return _of_count(share, share.count)
    fitting = counts(share.percent, int(total))
    said = f"{number(share.percent.value)} % of {number(total)}"
    if share.percent.value > 100:
        return _judged(share, CheckStatus.INCONSISTENT, f"{said} is more than the whole", None)
    if not fitting:
        below = floor(total * share.percent.value / 100)
        shares_around = " and ".join(f"{k} are {number(100 * k / total)} %" for k in (below, below + 1))
        reason = f"no whole number is {said}: {shares_around}"
        return _judged(share, CheckStatus.INCONSISTENT, reason, round(total * share.percent.value / 100))
    middle = min(fitting, key=lambda k: abs(100 * k / total - share.percent.value))
    spread = f"{fitting[0]}" if len(fitting) == 1 else f"{fitting[0]} to {fitting[-1]}"
    return _judged(share, CheckStatus.CONSISTENT, f"{said} is {spread} of them", middle)


def counts(percent: Numeral, total: int) -> Sequence[int]:
    """List the counts whose share of a total is written so, rounded or cut off."""
    low, high = _allowed(percent)
    fitting = range(max(0, ceil(low * total / 100 - 1e-9)), min(total, floor(high * total / 100 + 1e-9)) + 1)
    return [k for k in fitting if low - 1e-9 <= 100 * k / total <= high + 1e-9]


def _allowed(percent: Numeral) -> tuple[float, float]:
    """Give the shares that a percentage may stand for: half a digit below, up to one above (cut off)."""
    digit = 10.0**-percent.decimals
    low, high = percent.bounds
    return (0.0 if low is None else low - digit / 2), (100.0 if high is None else high + digit)


def _of_count(share: Share, count: Numeral) -> Judged:
    total, low, high = share.total.value, *_allowed(share.percent)
    known = share.total.bounds == (total, total) and count.bounds == (count.value, count.value)
    is_share = 100 * count.value / total
    said = f"{number(count.value)} of {number(total)} is {number(is_share)} %"
    if count.value > total:
        return _judged(
            share,
            CheckStatus.INCONSISTENT,
            f"{number(count.value)} is more than {number(total)}",
            count.value,
        )
    slack = 0.0 if known else 0.2 * is_share
    if low - slack <= is_share <= high + slack:
        return _judged(share, CheckStatus.CONSISTENT, f"{said}, as stated", count.value)
    reason = f"{said}, not {number(share.percent.value)} %"
    return _judged(share, CheckStatus.INCONSISTENT, reason, count.value)


def _judged(share: Share, status: CheckStatus, reason: str, count: float | None) -> Judged:
    total, whole = (
        share.total.value,
        share.total.value >= 1 and count is not None and count <= share.total.value,
    )
    interval = wilson_interval(int(count), int(total)) if count is not None and whole else None
    if interval is not None and status is CheckStatus.CONSISTENT:
        reason += (
            f"; the 95 % interval of such a share is {100 * interval[0]:.1f} to {100 * interval[1]:.1f} %"
        )
    return Judged(
        status=status,
        reason=reason,
        against="division of the stated counts" if share.count else "whole numbers",
        stated=share.percent.value,
        computed=100 * count / total if count is not None and total else None,
        unit="percent",
        computed_range=None if interval is None else (100 * interval[0], 100 * interval[1]),
        used={"count": count, "total": total, "interval": "Wilson, 95 %"},
    )


def _alone(percent: Numeral) -> Judged:
    return Judged(
        status=CheckStatus.CANNOT_BE_CHECKED,
        reason=f"the sentence does not say of how many {number(percent.value)} % is the share",
        against="whole numbers",
        stated=percent.value,
        unit="percent",
    )


def _apart(names: Names, percents: Sequence[Numeral]) -> bool:
    """Tell shares of several wholes ("60 % in the north and 55 % in the south") and changes ("by 40 %")."""
    folded, first, last = names.folded, percents[0].start, percents[-1].end
    if any(first < day.start < last for day in names.dates):
        return True
    if any(_BY.search(folded, max(0, one.start - 16), one.start) for one in percents):
        return True
    return sum(_WHERE.match(folded, one.end) is not None for one in percents) > 1


def _together(names: Names, percents: Sequence[Numeral]) -> tuple[Span, Judged] | None:
    """Add up percentages that are listed as parts of one whole."""
    if len(percents) < 2:
        return None
    folded = names.folded
    for one, other in pairwise(percents):
        between = folded[one.end : other.start]
        if len(between) > _APART or _CHANGE.search(between) or not re.search(r"[,;]| and ", between):
            return None
    if any(_OF_OTHER.match(folded, one.end) for one in percents[1:]) or _apart(names, percents):
        return None
    span = Span(start=percents[0].start, end=percents[-1].end)
    summed = sum(one.value for one in percents)
    slack = sum(0.5 * 10.0**-one.decimals for one in percents)
    exact = all(one.bounds == (one.value, one.value) for one in percents)
    added = f"{' + '.join(number(one.value) for one in percents)} = {number(summed)} %"
    rest = _REST.search(folded, span.start, span.end) is not None
    if summed > 100 + slack and _OVERLAPS.search(folded, span.start, span.end + _APART):
        status, reason = CheckStatus.CANNOT_BE_CHECKED, f"{added}, but one may be counted in several of them"
    elif summed > 100 + slack and exact:
        status, reason = CheckStatus.INCONSISTENT, f"{added}, more than the whole"
    elif rest and exact and abs(summed - 100) > slack:
        status, reason = CheckStatus.INCONSISTENT, f"{added}, though the last is said to be the rest"
    elif summed >= 100 - slack or rest:
        status, reason = CheckStatus.CONSISTENT, f"{added}, the whole but for rounding"
    else:
        return None
    judged = Judged(
        status=status, reason=reason, against="stated parts", stated=summed, computed=100.0, unit="percent"
    )
    return span, judged
