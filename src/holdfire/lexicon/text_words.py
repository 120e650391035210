"""The words of a text one by one: which are capital, stand together, are in a name of the registry."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from holdfire.lexicon.names import Found

_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")
_ARTICLED = re.compile(r"[a-z]{2,3}-[^\W\d_]")


class TextWords:
    """The words of a text; `taken` are the names that the registry explains, sorted and disjoint."""

    def __init__(self, plain: str, folded: str, taken: Sequence[Found]) -> None:
        self._plain, self._folded = plain, folded
        self._spans = [m.span() for m in _WORD.finditer(plain)]
        self._words = [folded[start:end].removesuffix("'s") for start, end in self._spans]
        self._taken, self._starts = taken, [hit.start for hit in taken]

    def _capital(self, k: int) -> bool:
        start = self._spans[k][0]
        return self._plain[start].isupper() or (
            _ARTICLED.match(self._folded, start) is not None
            and any(sign.isupper() for sign in self._plain[start : start + 5])
        )

    def _possessive(self, k: int) -> bool:
        return self._folded.endswith("'s", *self._spans[k]) and not self._joined_name(k)

    def _joined_name(self, k: int) -> bool:
        return k + 1 < len(self._words) and self._joined(k + 1) and self._capital(k + 1)

    def _joined(self, k: int) -> bool:
        """Say whether only a blank or two stand between the word before k and k."""
        if not 0 < k < len(self._spans):
            return False
        gap = self._plain[self._spans[k - 1][1] : self._spans[k][0]]
        return gap in (" ", "  ")

    def _sentence_starts(self, k: int) -> bool:
        before = self._plain[max(0, self._spans[k][0] - 4) : self._spans[k][0]].rstrip(" '\"([")
        return not before or before[-1] in ".?!:;"

    def _is_taken(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._taken[at].end > start
