"""Numbers with what they count: "15 villages", "two dozen fighters", "4,000 of its men"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.lexicon.words import WORDS

_ANY = "|".join((*WORDS.numbers, *WORDS.scales, "a"))
_DIGITS = r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(WORDS.scales)
_WORDED = rf"(?:{_ANY})(?:[ -](?:and )?(?:{_ANY}))*"
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:(?P<digits>{_DIGITS})(?: ?(?P<scale>{_SCALE}))?|(?P<worded>{_WORDED}))(?!\w)"
)
_UNIT = re.compile(
    r"(?P<percent> ?(?:%|per cent|percent))|(?P<between>(?:[ -](?!and\b|or\b|to\b)[^\W\d][\w'/-]*){1,5})"
)
_WITHIN = 5  # words between a number and what it counts: "15 heavily armed Army of the North fighters"
_STOPS = frozenset(
    ("in", "at", "from", "to", "by", "on", "with", "and", "or", "against", "than", "after", "into")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFound:
    """A number at a place of the text and what it counts (a key of a claim's figures)."""

    start: int
    end: int
    value: float
    unit: str


def find_figures(folded: str) -> tuple[FigureFound, ...]:
    """Find the numbers of a folded text that count something which data/words.toml lists; others are left."""
    return tuple(_figures(folded))


def _figures(folded: str) -> Iterator[FigureFound]:
    for number in _NUMBER.finditer(folded):
        value = _value(number)
        after = _UNIT.match(folded, number.end())
        if value is None or after is None:
            continue
        if after["percent"]:
            yield FigureFound(start=number.start(), end=after.end(), value=value, unit="percent")
        elif unit := _unit(after["between"], after.start()):
            key, end = unit
            yield FigureFound(start=number.start(), end=end, value=value, unit=key)


def _unit(between: str, start: int) -> tuple[str, int] | None:
    """Name the first counted thing after a number, before a preposition parts them."""
    for word in re.finditer(r"[^\W\d][\w']*", between):
        if word[0] in _STOPS:
            return None
        if (unit := WORDS.units.get(word[0])) is not None:
            return unit, start + word.end()
    return None


def _value(number: re.Match[str]) -> float | None:
    if number["digits"]:
        value = float(re.sub(r"[,  ]", "", number["digits"]))
        return value * WORDS.scales[number["scale"]] if number["scale"] else value
    return _worded(re.split(r"[ -]", number["worded"]))


def _worded(words: list[str]) -> float | None:
    """Add up "two hundred and fifty"; a lone "a" is an article, not a number."""
    if words in (["a"], ["one"]):
        return None
    total = part = 0.0
    for word in words:
        if word in WORDS.scales:
            part = (part or 1.0) * WORDS.scales[word]
            if WORDS.scales[word] >= 1000:
                total, part = total + part, 0.0
        elif word == "a":
            part = 1.0
        else:
            part += WORDS.numbers.get(word, 0.0)
    return total + part
