"""Step 8d: notes at a document's end: whom a note names as the source of what carries its mark."""

import re
from collections.abc import Iterable, Mapping, Sequence

from holdfire.claims.segments import Role, Segment
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution

_WORD = r"[^\W\d_a-z][\w.&'’-]{0,40}"
_HEAD = re.compile(
    r"\s*(?:[(\[]?\d{1,6}[)\].:]?\s+)?"
    r"(?:(?:see|cf\.?|via|source|from)\b[ :]*(?:also|e\.g\.|i\.e\.|for example)?[ :,]*)?(?:the\s+)?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:of|for|the|and|de|al|on)\s+){{0,2}}{_WORD}){{0,7}}")
_BEHIND = re.compile(r"\s*(?:[,:;(\[\"“«‘|–—-]|no\.|\d|https?://|www\.)", re.IGNORECASE)
_CITED = re.compile(
    r"https?://|www\.|\b(?:1[89]|20)\d\d\b|\b\d{1,2}[ ./]|\bp{1,2}\.|[\"“«‘]|\bno\. ?\d|\bentr", re.IGNORECASE
)
_READ = 400  # characters of a note
_OWN = frozenset(
    (
        "my",
        "our",
        "we",
        "i",
        "ibid",
        "idem",
        "earlier",
        "previous",
        "video",
        "map",
        "photo",
        "list",
        "conversation",
        "interview",
        "author",
        "translation",
        "note",
        "table",
        "broadcast",
        "statement",
    )
)


def note_sources(text: str, found: Iterable[Segment], authors: frozenset[str]) -> Mapping[str, Attribution]:
    """Read whom each note names at its head: mark → link with the note's own characters.

    "(3) Radio X, 4 May: http://…" names a source; "See our statement", a list or a remark does not. authors:
    words of the author's own name and outlet.
    """
    sources: dict[str, Attribution] = {}
    for segment in found:
        if segment.note and segment.role is Role.NOTE and segment.note not in sources:
            link = _source(text, segment, authors)
            if link is not None:
                sources[segment.note] = link
    return sources


def _source(text: str, segment: Segment, authors: frozenset[str]) -> Attribution | None:
    end = min(segment.end, segment.start + _READ)
    head = _HEAD.match(text, segment.start, end)
    name = _NAME.match(text, head.end() if head else segment.start, end)
    if name is None or not _BEHIND.match(text, name.end(), end):
        return None
    if not _CITED.search(text, name.end(), min(len(text), segment.start + _READ)):
        return None
    words = [word.casefold().strip(".") for word in name[0].split()]
    own = any(word in authors for word in words)
    if words[0] in _OWN or own or (len(words) == 1 and not _lone(name[0])):
        return None
    return Attribution(
        source=" ".join(name[0].split()), relation="footnote", start=name.start(), end=name.end()
    )


def _lone(word: str) -> bool:
    """Say whether a single word can be an outlet: an acronym, or one that the tables know."""
    return (word.isupper() and len(word) > 1) or word.casefold() in TABLES.cues["speaker.outlets"]


def marks(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """List the note marks of a sentence: where each stands, and its number."""
    return [
        (i, tokens[i + 1].word)
        for i in range(len(tokens) - 2)
        if tokens[i].word in "([" and tokens[i + 1].word.isdigit() and tokens[i + 2].word in ")]"
    ]
