"""Percentages that are listed as parts of one whole, added up: together no more than all of it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from holdfire.checks.judging import Judged
from holdfire.checks.numerals import Numeral
from holdfire.checks.parts import exclusive
from holdfire.checks.stated import number
from holdfire.lexicon import Names
from holdfire.model.check import CheckStatus
from holdfire.model.span import Span

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
_PREDICATE = re.compile(
    r" (?:were|was|are|is|had|have|has|would|could|did|said)"
    r" (?:not |all |also |still )?(?P<noun>[a-z][\w-]*)?"
)


def together(names: Names, percents: Sequence[Numeral]) -> tuple[Span, Judged] | None:
    """Add up percentages that are listed as parts of one whole."""
    folded = names.folded
    if len(percents) < 2 or not all(_listed(folded[a.end : b.start]) for a, b in pairwise(percents)):
        return None
    if any(_OF_OTHER.match(folded, one.end) for one in percents[1:]) or _apart(names, percents):
        return None
    span = Span(start=percents[0].start, end=percents[-1].end)
    summed = sum(one.value for one in percents)
    slack = sum(0.5 * 10.0**-one.decimals for one in percents)
    exact = all(one.bounds == (one.value, one.value) for one in percents)
    added = f"{' + '.join(number(one.value) for one in percents)} = {number(summed)} %"
    rest = _REST.search(folded, span.start, span.end) is not None
    if summed > 100 + slack and (_whole_before(percents) or not _one_cut(folded, percents)):
        return None
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


def _listed(between: str) -> bool:
    comma = re.search(r"[,;]| and ", between) is not None
    return comma and len(between) <= _APART and _CHANGE.search(between) is None


def _apart(names: Names, percents: Sequence[Numeral]) -> bool:
    """Tell shares of several wholes ("60 % in the north and 55 % in the south") and changes ("by 40 %")."""
    folded, first, last = names.folded, percents[0].start, percents[-1].end
    if any(first < day.start < last for day in names.dates):
        return True
    if any(_BY.search(folded, max(0, one.start - 16), one.start) for one in percents):
        return True
    return sum(_WHERE.match(folded, one.end) is not None for one in percents) > 1


def _whole_before(percents: Sequence[Numeral]) -> bool:
    """Say whether the first of them are the whole: "60 % men, 40 % women, 25 % children" cuts twice."""
    return any(abs(sum(one.value for one in percents[:n]) - 100) < 0.5 for n in range(2, len(percents)))


def _one_cut(folded: str, percents: Sequence[Numeral]) -> bool:
    """Say whether clauses of their own tell of things that exclude each other ("were young")."""
    said = [_PREDICATE.match(folded, one.end) for one in percents]
    nouns = [match["noun"] or "" for match in said if match is not None]
    return len(nouns) < 2 or exclusive(nouns)
