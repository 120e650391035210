"""One spelling for quotes, dashes and blanks, and folded letters; every character keeps its place.

Both functions map each code point to exactly one code point, so an offset into their result is an offset into
the text (python's lower() and NFKD are not safe: "İ".lower() has two characters, "ß".casefold() too).
"""

import unicodedata

_QUOTES = dict.fromkeys("‘’‚‛′ʼ`´ʿʾ", "'") | dict.fromkeys("“”„‟«»″", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_BLANKS = dict.fromkeys("\u00a0\u1680\u2007\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\t", " ")
_TYPOGRAPHY = {**_QUOTES, **_DASHES, **_BLANKS}
_PLAIN_TYPOGRAPHY = {sign: plain for sign, plain in _TYPOGRAPHY.items() if sign.isascii()}
_BREAKS = "\n\r\v\f\x85\u2028\u2029"


class _Folding(dict[int, int]):
    """Code point → its folded one, worked out on first sight."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = _folded(code)
        return folded


def _folded(code: int) -> int:
    base, *marks = unicodedata.normalize("NFKD", chr(code))
    if any(not unicodedata.combining(mark) for mark in marks):
        base = chr(code)  # a ligature such as "ﬁ": two letters have no room in one place
    lower = base.lower()
    return ord(lower) if len(lower) == 1 else ord(base)


_FOLDING = _Folding()


def normalise(text: str) -> str:
    """Straighten quotes and dashes and widen no blank: same length, line breaks kept."""
    signs = _PLAIN_TYPOGRAPHY if text.isascii() else _TYPOGRAPHY
    for sign, plain in signs.items():  # a search for each sign is faster than a look at each character
        text = text.replace(sign, plain)
    return text


def flatten(text: str) -> str:
    """Turn line breaks into blanks: same length."""
    for sign in _BREAKS:
        text = text.replace(sign, " ")
    return text


def fold(text: str) -> str:
    """Lower the case and take accents off, letter by letter: same length, so offsets never move."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)
