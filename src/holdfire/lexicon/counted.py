"""What a number counts: a listed thing, any other plural under its own name, or whom something befell."""

import itertools
import re
from collections.abc import Iterable, Iterator

from holdfire.lexicon.counts import pairs, table
from holdfire.lexicon.words import WORDS

_DATA = table("figures")
UNITS = {**WORDS.units, **pairs(_DATA["units"]["more"])}
"""What texts call a counted thing → the unit of its figures."""
_DOUBLE = frozenset(name for name in UNITS if " " in name)  # whose first word is no unit: "air strikes"
_GLUED = {"km": "km", "kms": "km", "mi": "miles"}
GLUED = rf"(?:{'|'.join(sorted(_GLUED))})(?![\w/])"
"""Units that are written right behind a number: "285km"."""
_NOT_COUNTED = frozenset(_DATA["units"]["not_counted"].split())
_IRREGULAR = frozenset(_DATA["units"]["irregular"].split())
_NEXT = re.compile(r"[ -] ?(?!and\b|or\b|to\b)[^\W\d_][\w'²/-]{0,40}")
_ONE_WORD = re.compile(r"[^\W\d_][\w'²]*")
_BEFORE_WORD = (" ", "-")
_MOST_WORDS = 7  # between a number and what it counts, "Osk-led" as one
_FATE = re.compile(
    r"(?: (?:others?|more))?(?: (?:were|was|have|had|been|reported|reportedly)){0,3}"
    r" (?P<fate>killed|wounded|injured|dead)(?!\w)"
)
_FATE_BEFORE = re.compile(
    r"(?<!\w)(?P<fate>killing|killed|wounding|wounded|injuring|injured)"
    r"(?: (?:at least|about|around|some|another|more than|nearly|almost|up to|over|a further))? $"
)
_ALONE = re.compile(r"(?: (?:in|near|at|and|on|when|as|during|before|after|there)(?!\w)|[,.;:)]|$)")
_OF_KNOWN = re.compile(r" of (?:the|those|these|its|their|his|[a-z-]+(?: [a-z-]+)?'s) ")
_CALIBRE = re.compile(r" \d{2,3}(?:\.\d{1,2})?[ -]?(?:mm|millimetres?|millimeters?)(?!\w)")
_UNIT_GLUED = re.compile(GLUED)
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
    if (glued := _UNIT_GLUED.match(folded, end)) is not None:
        return _GLUED[glued[0]], glued.end()
    for passing in (_OF_KNOWN, _CALIBRE):
        found = passing.match(folded, end)
        end = end if found is None else found.end() - found[0].endswith(" ")
    if folded[end : end + 1] not in _BEFORE_WORD:
        return None
    behind = _words_behind(folded, end)
    words: list[re.Match[str]] = []
    for word in behind:
        written = word[0]
        if words and (double := f"{words[-1][0]} {written}") in _DOUBLE:
            return UNITS[double], word.end()
        words.append(word)
        if written in _STOPS:
            break
        if written in UNITS:
            return UNITS[written], word.end()
    return _plural(itertools.chain(words, behind), text)


def _words_behind(folded: str, end: int) -> Iterator[re.Match[str]]:
    """Give some words behind a number, up to a sign that parts them or "and"."""
    for _ in range(_MOST_WORDS):
        if (joined := _NEXT.match(folded, end)) is None:
            return
        yield from _ONE_WORD.finditer(folded, end, joined.end())
        end = joined.end()


def _plural(words: Iterable[re.Match[str]], text: str) -> tuple[str, int] | None:
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
