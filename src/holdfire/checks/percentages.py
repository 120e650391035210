"""Stated percentages: against the counts beside them, against what whole numbers allow, against each other.

"58 of 412 (24 %)" is a division. "13 % of 20" must be the share of a whole number of things; of a large total
it always is, and then the count and its interval are given. Percentages of one whole must not exceed it
(`percentage_sums`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.judging import Judged, finding
from holdfire.checks.numerals import Numeral, numerals, ranged
from holdfire.checks.percentage_sums import together
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import number
from holdfire.checks.territory_wording import territories
from holdfire.lexicon import Names
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.span import Span
from holdfire.stats.intervals import wilson_interval

_N, _P = "\ue004", "\ue003"
_K, _T, _S = rf"(?P<k>{_N}+)", rf"(?P<t>{_N}+)", rf"(?P<p>{_P}+)"
_WORD = r"(?!(?:in|on|at|from|by|over|to|for|with|and|or|than|near|among|across)\b)[\w'’-]+"
_THE = rf"(?:a total of |(?:all|the|its|their|his|these|those|some) )*(?:{_WORD} ){{0,3}}?"
_THINGS = r"(?: [\w'’-]+){0,6}?"
_SAME = r"(?: (?!(?:and|but|or|while|whereas)\b)[\w'’-]+){0,6}?"  # nothing else has begun
_OR = (
    r"(?:,? \(?|,? or |,? that is,? | - |,? i\.e\.,? )"
    r"(?:only |just |or |some |about |around |nearly |roughly |i\.e\. ){0,2}"
)
_ONLY = rf"(?:,[^.;:{_N}{_P}]{{0,30}}?| only| just| some| about| a mere)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_K}{_THINGS},? (?:of|out of) {_THE}{_T}{_SAME}{_OR}{_S}",
        rf"{_K}{_SAME}{_OR}{_S}\)?,? (?:of|out of) {_THE}{_T}",
        rf"\bof {_THE}{_T}[^.;:{_N}{_P}]{{1,60}}? ?{_K}{_SAME}{_OR}{_S}",
        rf"{_S}{_OR}{_K}{_THINGS},? (?:of|out of) {_THE}{_T}",
        rf"{_S} ?\({_K}{_THINGS},? (?:of|out of) {_THE}{_T}",
        rf"{_S} of {_THE}{_T}(?P<noun> [a-z])",
        rf"\bof {_THE}{_T}(?: [\w'’-]+){{1,3}}?{_ONLY} {_S}",
        rf"\bof {_THE}{_T}[^.;:{_N}{_P}]{{1,60}}?, {_S}",
    )
)
_RATIO = re.compile(rf"{_N}+ (?:in|out of)(?: every)? {_N}+(?= of )")  # "one in five of the 500"
_NEXT_CLAUSE = re.compile(rf"[^{_N}{_P}]*, [^({_N}{_P}]*{_P}+ (?!of\b|or\b)\w")  # "20 of 40 fled, 30 % died"
_SAID_AGAIN = re.compile(r"\b(?:or|that is|i\.e\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A percentage of a total at [start, end), with its count where the text gives it."""

    percent: Numeral
    total: Numeral
    count: Numeral | None
    start: int
    end: int


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text only
    """Check each percentage of a text; shares of ground are held against maps (`territory`)."""
    land = [stated.span for stated in territories(told)]
    for sentence, names in told.parts():
        if not any(figure.unit == "percent" for figure in names.figures):
            continue
        found = {n.start: n for n in numerals(names.folded, sentence.start, sentence.end, names.dates)}
        percents = [n for n in found.values() if n.percent]
        spread = ranged(names.folded, list(found.values()))
        with_total = list(shares(names, sentence, found))
        for share in with_total:
            span = Span(start=share.start, end=share.end)
            yield finding(told, CheckKind.SHARE, span, judge(share))
        of_several = len({share.total.start for share in with_total}) > 1
        if not of_several and not spread and (added := together(names, percents)) is not None:
            yield finding(told, CheckKind.SHARE, *added)
            continue
        for alone in percents:
            span = Span(start=alone.start, end=alone.end)
            if alone not in [share.percent for share in with_total] and not any(map(span.overlaps, land)):
                yield finding(told, CheckKind.SHARE, span, _alone(alone))


CHECK = TextCheck(name="percentages", kind=CheckKind.SHARE, run=check)


def shares(names: Names, sentence: Span, found: Mapping[int, Numeral]) -> Iterator[Share]:
    """Find percentages with the total that they are of, each once; the surest wording first."""
    text, taken = _lettered(names.folded, sentence, found), set[int]()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start("p") in taken or _of_another(match):
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


def _lettered(folded: str, sentence: Span, found: Mapping[int, Numeral]) -> str:
    """Put one letter for counts and one for percentages; ranges and "one in five" are neither."""
    letters, spread = list(folded[sentence.start : sentence.end]), ranged(folded, list(found.values()))
    for n in found.values():
        letter = "-" if n in spread else _P if n.percent else _N
        letters[n.start - sentence.start : n.end - sentence.start] = letter * (n.end - n.start)
    return _RATIO.sub(lambda match: "-" * len(match[0]), "".join(letters))


def _of_another(match: re.Match[str]) -> bool:
    """Tell a percentage that begins a clause of its own from one that says the count again."""
    if not match.groupdict().get("k") or match.start("p") < match.end("k"):
        return False
    last = max(match.end("k"), match.end("t") if match.end("t") < match.start("p") else 0)
    if _SAID_AGAIN.search(match.string, last, match.start("p")):
        return False
    return _NEXT_CLAUSE.match(match.string, last) is not None


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
