"""Every number of a sentence, whatever it counts, with what stands before it: parts of wholes, shares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.checks.stated import Bounds, counted
from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counts import NUMBER, pairs, table, value
from holdfire.lexicon.dates import DateFound
from holdfire.model.claim import ClaimFigure, Qualifier

_QUALIFIERS = {
    word: Qualifier(kind.replace(" ", "_"))
    for word, kind in pairs(table("figures")["qualifiers"]["before"]).items()
}
_NUMBER = re.compile(rf"(?<![\w.,/:-])(?:{NUMBER})(?!/|[.,:]\d)")
_BEFORE = re.compile(rf"(?<![\w-])(?P<word>{either(_QUALIFIERS)}) (?:the |its |their |another |a further )?$")
_PERCENT = re.compile(r"(?: |-)?(?:%|per cent(?!\w)|percent(?!\w))")
_FRACTION = re.compile(rf"[ -](?:{either(pairs(table('figures')['number']['fractions']))})s?(?!\w)")
_LONGEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number at [start, end) of the text, with its percent sign where it is a percentage.

    year_like: it is written as a year is ("13 % of the 2014 budget").
    """

    start: int
    end: int
    value: float
    bounds: Bounds
    qualifier: Qualifier = Qualifier.EXACT
    percent: bool = False
    year_like: bool = False
    decimals: int = 0


def numerals(folded: str, start: int, end: int, dates: Sequence[DateFound]) -> Iterator[Numeral]:
    """Read the numbers of [start, end) of a folded text that belong to no date."""
    for match in _NUMBER.finditer(folded, start, end):
        read = value(match)
        letter = folded[match.end() : match.end() + 1]
        if read is None or letter.isalnum() or letter == "_" or _FRACTION.match(folded, match.end()):
            continue  # "one third of the 300" is no number of things
        if any(day.start < match.end() and match.start() < day.end for day in dates):
            continue
        before = _BEFORE.search(folded, max(start, match.start() - _LONGEST), match.start())
        kind = Qualifier.EXACT if before is None else _QUALIFIERS[before["word"]]
        percent = _PERCENT.match(folded, match.end(), end)
        shown = match["digits"] or ""
        yield Numeral(
            start=match.start() + (match[0].startswith(" ")),
            end=match.end() if percent is None else percent.end(),
            value=read,
            bounds=_bounds(kind, read),
            qualifier=kind,
            percent=percent is not None,
            year_like=re.fullmatch(r"(?:19|20)\d\d", shown) is not None,
            decimals=len(shown.partition(".")[2]),
        )


def ranged(folded: str, found: Sequence[Numeral]) -> Sequence[Numeral]:
    """Give the numbers that are ends of a range of percentages: "between 20 and 30 percent"."""
    ends = list[Numeral]()
    for one, other in pairwise(found):
        sign = folded[one.end : other.start].strip()
        both = sign == "and" and folded.endswith("between ", 0, one.start)
        if other.percent and (both or sign in ("to", "-")):
            ends += (one, other)
    return ends


def _bounds(kind: Qualifier, read: float) -> Bounds:
    low = read if kind in (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN) else None
    high = read if kind in (Qualifier.EXACT, Qualifier.UP_TO, Qualifier.LESS_THAN) else None
    return counted(ClaimFigure(unit="", value=read, low=low, high=high, qualifier=kind, start=0, end=1))
