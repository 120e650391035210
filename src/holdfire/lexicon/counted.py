"""What a number counts: a listed thing, any other plural under its own name, or whom something befell."""

import re
from collections.abc import Sequence

from holdfire.lexicon.counts import pairs, table
from holdfire.lexicon.words import WORDS

_DATA = table("figures")
UNITS = {**WORDS.units, **pairs(_DATA["units"]["more"])}
"""What texts call a counted thing → the unit of its figures."""
_NOT_COUNTED = frozenset(_DATA["units"]["not_counted"].split())
_IRREGULAR = frozenset(_DATA["units"]["irregular"].split())
_WORDS = re.compile(r"(?:[ -] ?(?!and\b|or\b|to\b)[^\W\d_][\w'²/-]{0,40}){1,7}")
_ONE_WORD = re.compile(r"[^\W\d_][\w'²]*")
_FATE = re.compile(
    r"(?: (?:others?|more))?(?: (?:were|was|have|had|been|reported|reportedly)){0,3}"
    r" (?P<fate>killed|wounded|injured|dead)(?!\w)"
)
_FATE_BEFORE = re.compile(
    r"(?<!\w)(?P<fate>killing|killed|wounding|wounded|injuring|injured)"
    r"(?: (?:at least|about|around|some|another|more than|nearly|almost|up to|over|a further))? $"
)
_ALONE = re.compile(r"(?: (?:in|near|at|and|on|when|as|during|before|after|there)(?!\w)|[,.;:)]|$)")
_OF_KNOWN = re.compile(r" of (?:the|those|these|its|their|his) ")
_CALIBRE = re.compile(r" \d{2,3}(?:\.\d{1,2})?[ -]?(?:mm|millimetres?|millimeters?)(?!\w)")
_FATES = {"killing": "killed", "wounding": "wounded", "injuring": "injured"}
_STOPS = WORDS.prepositions - {"of"} | {"and", "or", "than", "to", "as", "a", "an", "each", "every"}
_DEPARTED = (
    WORDS.function | WORDS.prepositions | WORDS.conjunctions | WORDS.subordinators | WORDS.be | WORDS.have
)


def fate_after(folded: str, end: int) -> tuple[str, int] | None:
    """Count "12 were killed", "30 others wounded" by what befell them."""
    fate = _FATE.match(folded, end)
    return None if fate is None else (UNITS[fate["fate"]], fate.end())


def fate_before(folded: str, start: int, end: int) -> tuple[str, int] | None:
    """Count "killing 12", "wounded five" by what befell them, where no noun follows the number."""
    if _ALONE.match(folded, end) is None:
        return None
    fate = _FATE_BEFORE.search(folded, max(0, start - 24), start)
    if fate is None:
        return None
    return UNITS[_FATES.get(fate["fate"], fate["fate"])], end


def unit_after(folded: str, text: str, end: int) -> tuple[str, int] | None:
    """Name the first counted thing after a number, before a preposition parts them, and where it ends."""
    for passing in (_OF_KNOWN, _CALIBRE):
        found = passing.match(folded, end)
        end = end if found is None else found.end() - found[0].endswith(" ")
    between = _WORDS.match(folded, end)
    if between is None:
        return None
    words = list(_ONE_WORD.finditer(folded, end, between.end()))
    for i, word in enumerate(words):
        if word[0] in _STOPS:
            break
        double = f"{word[0]} {words[i + 1][0]}" if i + 1 < len(words) else ""
        if double in UNITS:
            return UNITS[double], words[i + 1].end()
        if word[0] in UNITS:
            return UNITS[word[0]], word.end()
    return _plural(words, text)


def _plural(words: Sequence[re.Match[str]], text: str) -> tuple[str, int] | None:
    """Count any other plural under its name with the small-written words before it: "mortar systems"."""
    named: list[str] = []
    for word in words:
        if word[0] in _DEPARTED:
            return None
        if text[word.start()].isupper() and not _is_plural(word[0]):
            named.clear()
            continue
        named.append(word[0])
        if _is_plural(word[0]):
            return None if word[0] in _NOT_COUNTED else (" ".join(named[-3:]), word.end())
    return None


def _is_plural(word: str) -> bool:
    if word in _IRREGULAR or word.endswith(("people", "women", "men")):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
