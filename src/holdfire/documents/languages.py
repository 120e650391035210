"""In which language a text is written: offline, the same on every machine; what a page states is checked.

py3langid (97 languages, a model of 4.6 MB) named all of 54 short sentences in nine languages right, at 0.1 ms
each; opening its model takes a second, once a process.
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import Protocol, cast

from holdfire.model.document import Reading
from holdfire.model.layout import APART

LEAST_LETTERS = 60  # of Latin script, which most languages share; names alone must not tell a language
LEAST_OTHERS = 20  # letters of another script
_PIECE = 400  # characters that are told at once: the model's confidence is made for short texts
_MOST_PIECES = 40
_CODE = re.compile(r"[a-z]{2,3}\Z")
_SURE = 0.5  # of what the pieces together could say


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str | None:
    """Name the language of most of a text by its ISO 639-1 code; None where it is too short to tell."""
    pieces = [text[start : start + _PIECE] for start in _starts(len(text))]
    sample = "".join(pieces)
    letters = sum(letter.isalpha() for letter in sample)
    latin = sum(letter < "\u0250" for letter in sample if letter.isalpha())
    if letters < (LEAST_LETTERS if 2 * latin > letters else LEAST_OTHERS):
        return None
    votes: defaultdict[str, float] = defaultdict(float)
    for piece in pieces:
        if any(letter.isalpha() for letter in piece):
            code, confidence = _identifier().classify(piece.casefold() if piece.isupper() else piece)
            votes[code] += float(confidence) * len(piece)
    code, weight = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
    return code if weight >= _SURE * len(sample) else None


def _starts(length: int) -> range:
    """Begin pieces at equal distances over the whole text."""
    return range(0, length, max(_PIECE, length // _MOST_PIECES + 1))


def with_language(reading: Reading) -> Reading:
    """Add the language of the main text; where that is too short to tell, what the file states is kept."""
    main = " ".join(
        reading.text[block.start : block.end] for block in reading.layout.blocks if block.role not in APART
    )
    stated = (reading.language or "").strip().lower().partition("-")[0]
    known = stated if _CODE.match(stated) else None
    return replace(reading, language=language_of(main or reading.text) or known)


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast("_Identifier", LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
