"""A text cut into runs of letters and digits once, for all finders: they look at words, not at characters."""

import re
from collections.abc import Container
from functools import cached_property
from itertools import accumulate

_PIECE = re.compile(r"([^\W_]+)")
_REFOLDED = re.compile(
    "[\u037a\u24b6-\u24e9\u2e80-\u2fd5\u3190-\u33ff\ufc5e-\ufc63\ufe33-\ufe7f\uff3f\uff9e\uff9f"
    "\U0001f100-\U0001f251]"
)


class Pieces:
    """The runs of letters and digits of a folded text: words[k] stands at [starts[k], ends[k]).

    gaps[k] is what stands before words[k]; there is one gap more than words. sought: all words that will be
    asked for (`among`), to look through the text for them but once; None: any may be.
    """

    def __init__(self, folded: str, sought: Container[str] | None = None) -> None:
        parts = _PIECE.split(folded)
        places = list(accumulate(map(len, parts)))
        self.words, self.gaps = parts[1::2], parts[::2]
        self.starts, self.ends = places[:-1:2], places[1::2]
        every = range(len(self.words))
        self._sought = every if sought is None else [k for k, w in enumerate(self.words) if w in sought]

    def among(self, some: Container[str]) -> list[int]:
        """List which words are among some."""
        words = self.words
        return [k for k in self._sought if words[k] in some]

    @cached_property
    def figures(self) -> list[int]:
        """Which words hold something else than letters, such as a digit."""
        return [k for k, letters in enumerate(map(str.isalpha, self.words)) if not letters]


def of_text(plain: str, folded: str, pieces: Pieces) -> Pieces:
    """Give the pieces as the text itself has them, where folding made a letter of a sign ("ⓐ")."""
    if plain.isascii() or _REFOLDED.search(plain) is None:
        return pieces
    cut = Pieces(plain)
    cut.words = [folded[start:end] for start, end in zip(cut.starts, cut.ends, strict=True)]
    return cut
