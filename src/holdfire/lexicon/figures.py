"""Numbers with what they count: "15 villages", "between 200 and 300 fighters", "a fortnight and two days".

What data files list is counted under their key, any other plural under its own name, so that no list has to
know every thing that wars count. A vague number ("dozens of villages") has bounds and no value.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counted import UNITS, fate_after, fate_before, unit_after
from holdfire.lexicon.counts import NUMBER, pairs, table, value
from holdfire.lexicon.figure_hints import (
    MONEY,
    NUMBER_ENDS,
    VAGUE,
    fortnights,
    numbers,
    shares,
    vague_numbers,
)
from holdfire.lexicon.measures import DAYS
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import ClaimFigure, Qualifier

_DATA = table("figures")
_QUALIFIERS = {
    word: Qualifier(kind.replace(" ", "_")) for word, kind in pairs(_DATA["qualifiers"]["before"]).items()
}
_FRACTIONS = {word: float(share) for word, share in pairs(_DATA["number"]["fractions"]).items()}
_SECOND = re.compile(rf"(?P<sign> ?- ?| to | or | and )(?:[$£€])?{NUMBER}{NUMBER_ENDS}")
_SECOND_BEGINS = ("-", " -", " to ", " or ", " and ")
_BETWEEN = re.compile(r"(?<!\w)between (?:an? )?$")
_QUALIFIER = re.compile(
    rf"(?<![\w-])(?P<word>{either(_QUALIFIERS)}) (?:the |its |their |another |an? further )?$"
)
_MORE = re.compile(r"\+| or more(?!\w)| or so(?!\w)|-odd(?!\w)")
_MORE_BEGINS = ("+", " or", "-odd")
_PERCENT = re.compile(r"(?: |-)?(?:%|per cent(?!\w)|percent(?!\w))")
_AGAIN = re.compile(
    r"(?: of (?:them|these|those)| others| more)?"
    r"(?: (?:were|was|had|between|against|aimed|targeted)(?!\w)|[,.;])"
)
_FRACTION_AFTER = re.compile(rf"[ -](?:{either(_FRACTIONS)})s?(?!\w)")
_DEFINITE = re.compile(r"(?<!\w)(?:the|these|those|both|all|his|its|their) $")
_AND = re.compile(r",? and |, | ")
_SENTENCE = re.compile(r"[.;!?] ")
_LONGEST = 24  # characters of a qualifier with its article
_QUALIFIER_ENDS = tuple(f"{word} " for word in (*_QUALIFIERS, "the", "its", "their", "another", "further"))


@dataclass(slots=True, kw_only=True)
class _Amount:
    """A number or a range at [start, end)."""

    start: int
    end: int
    low: float
    high: float
    money: str | None = None


def find_figures(
    folded: str, text: str | None = None, pieces: Pieces | None = None
) -> tuple[ClaimFigure, ...]:
    """Find the numbers of a folded text that count something; ordinals, years and names of units are left.

    text: the same with its capitals, which tell the words of a thing's name from those of its owner's.
    pieces: of the folded text, where it is cut already.
    """
    pieces = pieces or Pieces(folded)
    found = sorted(_found(folded, text or folded, pieces), key=lambda figure: (figure.start, -figure.end))
    kept: list[ClaimFigure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return _summed(kept, folded)


def _found(folded: str, text: str, pieces: Pieces) -> Iterator[ClaimFigure]:
    yield from _counted(folded, text, pieces)
    yield from _shares(folded, pieces)
    for loose in vague_numbers(folded, pieces):
        unit = unit_after(folded, text, loose.end())
        if unit is not None:
            low, high = VAGUE[loose["word"]]
            yield ClaimFigure(
                unit=unit[0], low=low, high=high, qualifier=Qualifier.VAGUE, start=loose.start(), end=unit[1]
            )
    for match in fortnights(folded):
        yield _exact("days", 14.0, match.start(), match.end())


def _counted(folded: str, text: str, pieces: Pieces) -> Iterator[ClaimFigure]:
    last: ClaimFigure | None = None
    end = 0
    for number in numbers(folded, pieces):
        if number.start() < end or (amount := _amount(folded, number)) is None:
            continue
        figure = _of_unit(folded, text, amount) or _same_unit(folded, amount, last)
        end = amount.end
        if figure is not None:
            last = figure
            yield figure


def _amount(folded: str, number: re.Match[str]) -> _Amount | None:
    """Read a number, and the second one of a range; "and" makes a range after "between" only."""
    first = value(number)
    if first is None:
        return None
    start = number.start() + (number[0].startswith(" "))
    end = number.end()
    second = _SECOND.match(folded, end) if folded.startswith(_SECOND_BEGINS, end) else None
    if second is not None and (
        second["sign"] != " and " or _BETWEEN.search(folded, max(0, start - 12), start)
    ):
        high = value(second)
        if (
            second["scale"]
            and not number["scale"]
            and high is not None
            and first < WORDS.scales[second["scale"]]
        ):
            first *= WORDS.scales[second["scale"]]
        if high is not None and first < high:
            return _Amount(start=start, end=second.end(), low=first, high=high, money=number["money"])
    return _Amount(start=start, end=number.end(), low=first, high=first, money=number["money"])


def _of_unit(folded: str, text: str, amount: _Amount) -> ClaimFigure | None:
    """Say what an amount counts: money, a percentage, a listed thing, any other plural."""
    more = _MORE.match(folded, amount.end) if folded.startswith(_MORE_BEGINS, amount.end) else None
    end = amount.end if more is None else more.end()
    if _FRACTION_AFTER.match(folded, end) is not None:
        return None
    if amount.money:
        return _qualified(folded, amount, MONEY[amount.money], end)
    if (percent := _PERCENT.match(folded, end)) is not None:
        return _qualified(folded, amount, "percent", percent.end())
    at_least = more is not None and more[0] not in (" or so", "-odd")
    unit = unit_after(folded, text, end) or fate_after(folded, end) or fate_before(folded, amount.start, end)
    return (
        None
        if unit is not None and unit[0] == "millimetres"
        else _of_things(folded, amount, unit, more=at_least)
    )


def _of_things(
    folded: str, amount: _Amount, unit: tuple[str, int] | None, *, more: bool
) -> ClaimFigure | None:
    if unit is None or _only_refers(folded, amount, unit[0]):
        return None
    return _qualified(folded, amount, unit[0], unit[1], more=more)


def _only_refers(folded: str, amount: _Amount, unit: str) -> bool:
    """Say whether the number counts nothing: "one of", a lone "one day", "the two groups", a year."""
    start = amount.start
    listed = unit in UNITS.values()
    if amount.high == 1.0:
        return not listed or unit in DAYS or folded[amount.end : amount.end + 3] == " of"
    if (
        not listed
        and amount.low == amount.high
        and 1900 <= amount.low < 2100
        and "," not in folded[start : amount.end]
    ):
        return True
    small = amount.high <= 3 and not listed
    return small and _DEFINITE.search(folded, max(0, start - 8), start) is not None


def _same_unit(folded: str, amount: _Amount, last: ClaimFigure | None) -> ClaimFigure | None:
    """Read "and eight against the others" as counting what the sentence counted before."""
    if last is None or last.unit in ("percent", "share") or last.unit in DAYS or amount.start - last.end > 90:
        return None
    if _SENTENCE.search(folded, last.end, amount.start) or amount.high <= 1:
        return None
    again = _AGAIN.match(folded, amount.end)
    if again is None or (again[0] in (",", ".", ";") or folded[amount.start - 1 : amount.start] == "("):
        return None
    return _qualified(folded, amount, last.unit, amount.end)


def _qualified(folded: str, amount: _Amount, unit: str, end: int, *, more: bool = False) -> ClaimFigure:
    """Add what stands before the number: "more than", "around", "up to"."""
    kind, start = _qualifier(folded, amount.start)
    if more:
        kind = Qualifier.AT_LEAST
    low, high = amount.low, amount.high
    if low < high:
        kind = Qualifier.RANGE
    elif kind is not Qualifier.EXACT:
        low, high = _bounds(kind, low)
    return ClaimFigure(unit=unit, value=amount.low, low=low, high=high, qualifier=kind, start=start, end=end)


def _qualifier(folded: str, start: int) -> tuple[Qualifier, int]:
    """Find "more than", "up to" before a number: what it says and where the figure begins."""
    if not folded.endswith(_QUALIFIER_ENDS, 0, start):
        return Qualifier.EXACT, start
    before = _QUALIFIER.search(folded, max(0, start - _LONGEST), start)
    return (Qualifier.EXACT, start) if before is None else (_QUALIFIERS[before["word"]], before.start())


def _bounds(kind: Qualifier, stated: float) -> tuple[float | None, float | None]:
    """Say which sides of the value a qualifier leaves open."""
    low = stated if kind in (Qualifier.EXACT, Qualifier.MORE_THAN, Qualifier.AT_LEAST) else None
    high = stated if kind in (Qualifier.EXACT, Qualifier.UP_TO, Qualifier.LESS_THAN) else None
    return low, high


def _exact(unit: str, stated: float, start: int, end: int) -> ClaimFigure:
    return ClaimFigure(unit=unit, value=stated, low=stated, high=stated, start=start, end=end)


def _shares(folded: str, pieces: Pieces) -> Iterator[ClaimFigure]:
    """Read "a third of the country", "half the city", "two thirds of its men" as shares of one."""
    for match in shares(folded, pieces):
        part = match["part"].removesuffix("s")
        if part != "half" and not (match["count"] and match["of"]):
            continue
        share = _FRACTIONS[part] * WORDS.numbers.get(match["count"] or "one", 1.0)
        if share < 1:
            end = match.end("of") if match["of"] else match.end("part")
            amount = _Amount(start=match.start(), end=end, low=share, high=share)
            yield _qualified(folded, amount, "share", end)


def _summed(figures: Sequence[ClaimFigure], folded: str) -> tuple[ClaimFigure, ...]:
    """Add up a length told in two units, "a fortnight and two days", in days."""
    kept: list[ClaimFigure] = []
    for figure in figures:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.value
            and figure.value
            and _AND.fullmatch(folded, before.end, figure.start)
        ):
            larger, smaller = DAYS.get(before.unit), DAYS.get(figure.unit)
            if (
                larger
                and smaller
                and before.value * larger > smaller
                and (larger > smaller or before.value == 14.0)
            ):
                days = before.value * larger + figure.value * smaller
                kept[-1] = replace(_exact("days", days, before.start, figure.end), qualifier=before.qualifier)
                continue
        kept.append(figure)
    return tuple(kept)
