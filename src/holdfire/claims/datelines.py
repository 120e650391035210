"""Step 1c: the line by which an agency's text begins: "TALUNA, 20 October (Meridian) – The …".

Its place and day are the document's: no side stands in it, and no clause begins in it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from holdfire.claims.segments import Segment
from holdfire.lexicon import Names
from holdfire.lexicon.armed import HEADS
from holdfire.lexicon.words import WORDS
from holdfire.model.span import Span

_END = attrgetter("end")
_LONGEST = 120  # characters of a dateline
_DAY = "\0"  # what a date is masked by
_WORD = r"[^\W\d_][\w'’-]*"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_BRACKETED = r"[(\[][^()\[\]\n]{2,60}[)\]]|/[^/\n]{2,40}/"
_MAY_BE = re.compile(
    rf"^[ \t]*(?=[^\W\d_]|[(\[/])(?=[^\n]{{2,{_LONGEST}}}?(?:[-–—] |: |[/)\]]))", re.MULTILINE
)
_DATELINE = re.compile(
    rf"(?:(?:{_BRACKETED})(?: ?[-–—]{{1,2}})? |{_WORD} ?[-–—]{{1,2}} )??"
    rf"(?P<place>{_PLACE})(?P<more>(?:(?:, ?| ?/ ?| and | & ){_PLACE}){{0,3}})"
    rf"(?P<day>[,.]? ?{_DAY}+\.?)?"
    rf"(?P<agency>[,.]? ?(?:{_BRACKETED})|, {_PLACE})?"
    rf"(?P<later>,? ?{_DAY}+\.?)?"
    rf"(?P<sign> ?[-–—]{{1,2}}[ \n]\s*| ?: +|(?<=/) +)(?=[\"'“‘]?[^\W\d_a-z])"
)


def datelines(plain: str, names: Names) -> tuple[Span, ...]:
    """Find the datelines of a text, each with the sign that ends it; plain: normalised, with line breaks."""
    found = (_dateline(plain, names, line.end()) for line in _MAY_BE.finditer(plain))
    return tuple(span for span in found if span is not None)


def without_sides(names: Names, lines: Sequence[Span]) -> Names:
    """Leave out the sides that stand in datelines, and those that stand nowhere else."""
    if not lines:
        return names
    unlisted = (
        replace(side, spans=spans)
        for side in names.unlisted
        if (spans := tuple((start, end) for start, end in side.spans if not _inside(start, lines)))
    )
    return replace(
        names,
        actors=tuple(hit for hit in names.actors if not _inside(hit.start, lines)),
        unlisted=tuple(unlisted),
        variants=tuple(variant for variant in names.variants if not _inside(variant.start, lines)),
    )


def behind(found: Iterable[Segment], lines: Sequence[Span]) -> Iterator[Segment]:
    """Let sentences begin behind their datelines; what is nothing but one is left out."""
    for segment in found:
        line = _open_at(segment.start, lines)
        if line is None or line.start >= segment.end:
            yield segment
        elif line.end < segment.end:
            yield replace(segment, start=max(line.end, segment.start))


def _open_at(place: int, lines: Sequence[Span]) -> Span | None:
    """Give the dateline at a place, else the next one behind it."""
    n = bisect_right(lines, place, key=_END)
    return lines[n] if n < len(lines) else None


def _inside(place: int, lines: Sequence[Span]) -> bool:
    line = _open_at(place, lines)
    return line is not None and line.start <= place


def _dateline(plain: str, names: Names, start: int) -> Span | None:
    found = _DATELINE.match(_masked(plain, names, start, min(start + _LONGEST, len(plain))))
    if found is None or not _is_one(names, found, start):
        return None
    return Span(start=start, end=start + found.end())


def _masked(plain: str, names: Names, start: int, end: int) -> str:
    """Give the characters [start, end) with signs for the dates among them."""
    head = list(plain[start:end])
    for day in names.dates_in(start, end):
        head[day.start - start : day.end - start] = _DAY * (min(day.end, end) - day.start)
    return "".join(head)


def _is_one(names: Names, found: re.Match[str], start: int) -> bool:
    """Tell a place before a date or an agency from a name with its abbreviation, a label and an aside."""
    place = found["place"]
    words = re.findall(_WORD, place)
    if not all(word[0].isupper() for word in words) or words[0].lower() in WORDS.prepositions:
        return False
    dated = _DAY in found[0]
    bracketed = (found["agency"] or "").lstrip(",. ")[:1] in ("(", "[", "/")
    sides = names.actors_in(start + found.start("place"), start + found.end("place"))
    labelled = found["sign"].strip() == ":"
    if dated:
        return place.isupper() or not (sides or (labelled and not found["agency"]))
    listed = {side.means for side in sides} - {side.id for side in names.unlisted}
    if listed or any(word.lower() in HEADS for word in words):
        return False
    if bracketed:
        return _agency(names, found, start, words) and (place.isupper() or not sides)
    rest = names.plain[start + found.end() : start + found.end() + _LONGEST]
    aside = labelled or re.search(r" [-–—]{1,2} ", rest) is not None
    return place.isupper() and len(place) > 3 and not found["agency"] and not aside


def _agency(names: Names, found: re.Match[str], start: int, words: Sequence[str]) -> bool:
    """Say whether the brackets hold an agency: no side, no place, no abbreviation of what is before them."""
    first, end = (start + place for place in found.span("agency"))
    initials = "".join(word[0] for word in words).casefold()
    held = found["agency"].strip(",. ()[]/").casefold()
    listed = {hit.means for hit in names.actors_in(first, end)} - {side.id for side in names.unlisted}
    return held != initials and not listed and not any(first <= p.start < end for p in names.places)
