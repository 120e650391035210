"""In which language a text is written: offline, the same on every machine; what a page states is checked.

py3langid (97 languages, a model of 4.6 MB) named all of 54 short sentences in nine languages right, at 0.1 ms
each; opening its model takes a second, once a process.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, cast

from holdfire.lexicon.words import WORDS
from holdfire.model.document import Reading
from holdfire.model.layout import APART, Layout

LEAST_LETTERS = 60  # of Latin script, which most languages share; names alone must not tell a language
LEAST_OTHERS = 20  # letters of another script
_PIECE = 400  # characters that are told at once: the model's confidence is made for short texts
_MOST_PIECES = 40
_CODE = re.compile(r"[a-z]{2,3}\Z")
_SURE = 0.5  # of what the pieces together could say
_SURER = 0.9  # of what says that a paragraph is in another language than its document
_LEAST_PARAGRAPH = 120  # letters of Latin script: a shorter one has the document's language
_LEAST_FOREIGN = 60  # letters of another script
_ENGLISH = 0.2  # of the words of English prose are "the", "of", "is" …; other languages share few of them
_BREAK = re.compile(r"\n[ \t\r]*\n")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {  # the model takes two scripts in one piece for a third language
    "latin": re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "right to left": re.compile(r"[\u0590-\u08ff]"),
}


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
    for piece in (part for whole in pieces for part in _by_script(whole)):
        if any(letter.isalpha() for letter in piece):
            code, confidence = _classified(piece)
            votes[code] += confidence * len(piece)
    code, weight = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
    return code if weight >= _SURE * len(sample) else None


def _by_script(piece: str) -> Iterable[str]:
    """Put the lines of each script together; a piece in one script stays whole."""
    lines = piece.splitlines(keepends=True)
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        grouped[_script(line)].append(line)
    return ("".join(group) for group in grouped.values()) if len(grouped) > 1 else (piece,)


def _script(line: str) -> str:
    return max(_SCRIPTS, key=lambda script: len(_SCRIPTS[script].findall(line)))


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph at [start, end) of a text and its language."""

    start: int
    end: int
    language: str


def parts_of(text: str, language: str, layout: Layout) -> tuple[Part, ...]:
    """Tell the language of each paragraph; what is too short to tell has the document's.

    English prose is known by its small words alone, which costs little; only the rest is asked of the model.
    """
    blocks = [(b.start, b.end) for b in layout.blocks if b.role not in APART] or [(0, len(text))]
    spans = (span for block in blocks for span in _paragraphs(text, *block))
    return tuple(Part(start, end, _told(text[start:end], language)) for start, end in spans if start < end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _BREAK.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _told(paragraph: str, language: str) -> str:
    """Tell a paragraph's language by its beginning; it is the document's unless the model is sure.

    A short one of Latin script may be names alone; only English is told of it, where its small words agree.
    """
    piece = paragraph[:_PIECE]
    letters = sum(letter.isalpha() for letter in piece)
    words = [word.lower() for word in _WORD.findall(piece)]
    english = sum(word in WORDS.function for word in words) >= _ENGLISH * len(words)
    if language == "en" and english:
        return language
    least = _LEAST_PARAGRAPH if _script(piece) == "latin" else _LEAST_FOREIGN
    if letters < least and not (english and letters >= LEAST_LETTERS):
        return language
    code, confidence = _classified(piece)
    sure = confidence >= _SURER and (letters >= least or code == "en")
    return code if sure else language


def _classified(piece: str) -> tuple[str, float]:
    code, confidence = _identifier().classify(piece.casefold() if piece.isupper() else piece)
    return code, float(confidence)


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
