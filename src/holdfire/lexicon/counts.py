"""Numbers as texts write them: "2,500", "1.2 million", "two thousand five hundred", "three and a half"."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.words import WORDS


def table(name: str) -> Mapping[str, Mapping[str, str]]:
    """Read a data file of this package: sections of named lists."""
    return tomllib.loads(files("holdfire.lexicon").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


def pairs(listed: str) -> dict[str, str]:
    """Split "a_b:c d:e" into {"a b": "c", "d": "e"}."""
    split = (item.split(":", 1) for item in listed.split())
    return {word.replace("_", " "): value.replace("_", " ") for word, value in split}


_NUMBER = table("figures")["number"]
_SHORT = {word: float(value) for word, value in pairs(_NUMBER["short_scales"]).items()}
_FRACTIONS = {word: float(value) for word, value in pairs(_NUMBER["fractions"]).items()}
_SCALE = either(WORDS.scales)
_BASIC = either(WORDS.numbers)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}(?!\d)){1,6}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_PART = rf"(?:{_BASIC}|{_SCALE})(?!\w)"
_SCALED = "|".join(f"(?<={word})" for word in sorted(WORDS.scales))  # "hundred and fifty", not "ten and two"
_WORDED = (
    rf"(?:an? (?={_SCALE})|half an? (?={_SCALE}))?{_PART}"
    rf"(?:(?:[ -] ?|(?:{_SCALED}),? and (?:an? (?={_SCALE}))?){_PART}){{0,8}}"
)
NUMBER = (
    rf"(?:(?P<digits>{_DIGITS})(?:(?: |-)?(?P<scale>{_SCALE})(?!\w)|(?P<short>{either(_SHORT)})(?!\w))?"
    rf"|(?P<worded>{_WORDED})|(?P<couple>a couple(?: of)?(?= )))"
    rf"(?P<more> and an? (?:{either(_FRACTIONS)})(?!\w)(?: (?P<after>{_SCALE})(?!\w))?)?"
)
_WHOLE = re.compile(NUMBER)
_NO_DIGIT = re.compile(r"[^\d.]")
_WORD = re.compile(r"[^\W\d_]+")
PLAIN = rf"\d{{1,4}}|(?:{_BASIC})(?:-(?:{_BASIC}))?|an?|a couple of"
"""A short count in front of a unit of time."""


def plain_count(text: str) -> float:
    """Read what PLAIN matches; the article is one."""
    if text in ("a", "an"):
        return 1.0
    if text.startswith("a couple"):
        return 2.0
    return float(text) if text[0].isdigit() else sum(WORDS.numbers[word] for word in text.split("-"))


def value_of(text: str) -> float | None:
    """Read the whole of a folded text as a number; None where it is none."""
    match = _WHOLE.fullmatch(text)
    return None if match is None else value(match)


def value(number: re.Match[str]) -> float | None:
    """Read what NUMBER matched; None for a lone article."""
    if number["couple"]:
        return 2.0
    read = _in_digits(number) if number["digits"] else _in_words(number["worded"])
    if read is None or not number["more"]:
        return read
    read += next(share for word, share in _FRACTIONS.items() if f" {word}" in number["more"])
    return read * WORDS.scales[number["after"]] if number["after"] else read


def _in_digits(number: re.Match[str]) -> float:
    digits = number["digits"]
    read = float(digits if digits.isdecimal() else _NO_DIGIT.sub("", digits))
    if number["scale"]:
        return read * WORDS.scales[number["scale"]]
    return read * _SHORT[number["short"]] if number["short"] else read


def _in_words(worded: str) -> float | None:
    """Add up "two hundred and fifty"; "half a dozen" is 6, what holds nothing but articles is nothing."""
    halved = worded.startswith("half ")
    total = part = 0.0
    for word in _WORD.findall(worded.removeprefix("half ")):
        if word in WORDS.scales:
            part = (part or 1.0) * WORDS.scales[word]
            if WORDS.scales[word] >= 1000:
                total, part = total + part, 0.0
        elif word in WORDS.numbers:
            part += WORDS.numbers[word]
    return (total + part) / (2 if halved else 1)
