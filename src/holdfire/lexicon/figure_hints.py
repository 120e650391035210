"""Where numbers, vague numbers and shares stand in a text: their patterns, tried only where one can begin.

Each function gives what a search of its pattern through the whole text would give.
"""

import re
from collections.abc import Iterator, Sequence

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counted import GLUED
from holdfire.lexicon.counts import NUMBER, pairs, table
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.words import WORDS

_DATA = table("figures")
MONEY = pairs(_DATA["units"]["money"])
VAGUE = {
    word: (float(bounds.split(":")[0]), float(bounds.split(":")[1]))
    for word, bounds in pairs(_DATA["number"]["vague"]).items()
}
NUMBER_ENDS = rf"(?:(?={GLUED})|(?![\w/]|[.,:]\d))"
_NUMBER = re.compile(rf"(?<![\w.,/:-])(?P<money>{either(MONEY)})? ?{NUMBER}{NUMBER_ENDS}")
_SIGNS = {sign[-1]: sorted({len(money) for money in MONEY if money[-1] == sign[-1]}) for sign in MONEY}
"""The last sign of what stands for a currency → how long that can be."""
_SHARE = re.compile(
    r"\b(?<!-)(?:(?P<count>an?|one|two|three|four)[ -])?(?P<part>half|(?:third|quarter|fifth|tenth)s?)"
    r"(?P<of> of)?"
    r" (?=(?:the|its|their|his|all|what|that)(?!\w))"
)
_LOOSE = re.compile(rf"\b(?<!-)(?P<word>{either(VAGUE)})(?: of)?(?= )")
_FORTNIGHT = re.compile(r"\b(?:a|one) fortnight\b")
_NAMED = WORDS.numbers.keys() | WORDS.scales.keys()
_BEFORE_NAMED = {
    "a": WORDS.scales.keys() | {"couple"},
    "an": WORDS.scales.keys(),
    "half": frozenset(("a", "an")),
}
"""Words that may begin a number → the next word of it."""
_OPENING = _NAMED | _BEFORE_NAMED.keys()
_VAGUE_FIRST = frozenset(word.split(" ")[0] for word in VAGUE)
_PARTS = frozenset(("half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"))
HINTING = _OPENING | _VAGUE_FIRST | _PARTS


def numbers(folded: str, pieces: Pieces) -> Iterator[re.Match[str]]:
    """Find the numbers, in digits and in words, with the currency before them."""
    words, end = pieces.words, 0
    for k in sorted((*pieces.among(_OPENING), *pieces.figures)):
        after = _BEFORE_NAMED.get(words[k])
        if after is not None and (k + 1 == len(words) or words[k + 1] not in after):
            continue
        for start in _number_starts(folded, pieces.starts[k]):
            if start >= end and (found := _NUMBER.match(folded, start)) is not None:
                end = found.end()
                yield found
                break


def _number_starts(folded: str, start: int) -> Sequence[int]:
    """List where the match of a number can start: at its currency, the blank before it, itself."""
    blank = start - 1 if folded[start - 1 : start] == " " else start
    lengths = _SIGNS.get(folded[blank - 1 : blank], ())
    before = [blank - length for length in reversed(lengths) if blank >= length]
    return (*before, blank, start) if blank < start else (*before, start)


def shares(folded: str, pieces: Pieces) -> Iterator[re.Match[str]]:
    """Find "a third of the", "half its"."""
    end = 0
    for k in pieces.among(_PARTS):
        for start in pieces.starts[max(0, k - 1) : k + 1]:
            if start >= end and (found := _SHARE.match(folded, start)) is not None:
                end = found.end()
                yield found
                break


def vague_numbers(folded: str, pieces: Pieces) -> Iterator[re.Match[str]]:
    """Find "dozens of", "several hundred"."""
    end = 0
    for k in pieces.among(_VAGUE_FIRST):
        start = pieces.starts[k]
        if start >= end and (found := _LOOSE.match(folded, start)) is not None:
            end = found.end()
            yield found


def fortnights(folded: str) -> Iterator[re.Match[str]]:
    """Find "a fortnight"."""
    return _FORTNIGHT.finditer(folded) if "fortnight" in folded else iter(())
