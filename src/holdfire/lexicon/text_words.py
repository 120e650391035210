"""The words of a text one by one: which are capital, stand together, are in a name of the registry."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from holdfire.lexicon.names import Found
from holdfire.lexicon.pieces import Pieces

_JOINS = frozenset("'.&-")
_ARTICLED = re.compile(r"[a-z]{2,3}-[^\W\d_]")


class TextWords:
    """The words of a text; `taken` are the names that the registry explains, sorted and disjoint.

    A word is a run of letters and digits, or some with one sign between each two: "Osk-led", "U.S", "d'Osk".
    """

    def __init__(self, plain: str, folded: str, taken: Sequence[Found], pieces: Pieces) -> None:
        self._plain, self._folded = plain, folded
        self._words: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        done = 0
        for first, last in _runs(plain, pieces):
            self._add(pieces, done, first)
            start, end, done = pieces.starts[first], pieces.ends[last], last + 1
            self._words.append(folded[start:end].removesuffix("'s"))
            self._starts.append(start)
            self._ends.append(end)
        self._add(pieces, done, len(pieces.words))
        self._taken, self._taken_starts = taken, [hit.start for hit in taken]

    def _add(self, pieces: Pieces, first: int, end: int) -> None:
        """Take some pieces as words of their own."""
        self._words += pieces.words[first:end]
        self._starts += pieces.starts[first:end]
        self._ends += pieces.ends[first:end]

    def _capital(self, k: int) -> bool:
        start = self._starts[k]
        return self._plain[start].isupper() or (
            "-" in self._words[k]
            and _ARTICLED.match(self._folded, start) is not None
            and any(sign.isupper() for sign in self._plain[start : start + 5])
        )

    def _possessive(self, k: int) -> bool:
        return self._folded.endswith("'s", self._starts[k], self._ends[k]) and not self._joined_name(k)

    def _joined_name(self, k: int) -> bool:
        return k + 1 < len(self._words) and self._joined(k + 1) and self._capital(k + 1)

    def _joined(self, k: int) -> bool:
        """Say whether only a blank or two stand between the word before k and k."""
        if not 0 < k < len(self._words):
            return False
        gap = self._plain[self._ends[k - 1] : self._starts[k]]
        return gap in (" ", "  ")

    def _sentence_starts(self, k: int) -> bool:
        before = self._plain[max(0, self._starts[k] - 4) : self._starts[k]].rstrip(" '\"([")
        return not before or before[-1] in ".?!:;"

    def _is_taken(self, start: int, end: int) -> bool:
        at = bisect_left(self._taken_starts, end) - 1
        return at >= 0 and self._taken[at].end > start


def _runs(plain: str, pieces: Pieces) -> list[tuple[int, int]]:
    """List the first and last piece of each word that has several."""
    runs: list[tuple[int, int]] = []
    joins = [k for k, gap in enumerate(pieces.gaps) if gap in _JOINS]
    for k in joins:
        if not 0 < k < len(pieces.words) or plain[pieces.ends[k - 1]] not in _JOINS:
            continue  # at an end of the text, or a sign that only folds to one that joins
        if runs and runs[-1][1] == k - 1:
            runs[-1] = runs[-1][0], k
        else:
            runs.append((k - 1, k))
    return runs
