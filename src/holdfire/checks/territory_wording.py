"""Statements that a party holds so much of an area: "a third of the country", "5,000 square kilometres"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from holdfire.checks.evidence import Told
from holdfire.checks.stated import Bounds, measured
from holdfire.lexicon import Names
from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counts import pairs, table, value_of
from holdfire.lexicon.normal import fold
from holdfire.model.claim import ClaimFigure, Qualifier
from holdfire.model.span import Span

_LEXICON = table("figures")
_FRACTIONS = {word: float(part) for word, part in pairs(_LEXICON["number"]["fractions"]).items()}
_QUALIFIERS = {
    word: Qualifier(kind.replace(" ", "_")) for word, kind in pairs(_LEXICON["qualifiers"]["before"]).items()
}
_VERB = (
    r"(?:control(?:s|led|ling)?(?: of| over)?|h[oe]lds?|holding|occup(?:y|ies|ied|ying)|rule[sd]?"
    r"|possess(?:es|ed)?|captured|conquered|seized|took|taken)"
)
_FILLER = (
    r"(?: (?:an?|the|of|over|now|then|already|only|some|still|currently|effectively|estimated|area|areas"
    r"|territory|ground|land|total|measuring|covering|as|much|well|at|least|most|than|more|up|to))*"
)
_HOLDS = re.compile(rf"\b{_VERB}{_FILLER} $")
_HELD = re.compile(
    r"^[^,.;:()]{0,12}? ?(?:(?:is|was|are|were|be|being|been|has|had|have|remain\w*|fell|now|still|then"
    r"|already|effectively|currently) )*"
    r"(?:under|controlled|held|occupied|ruled|captured|seized|conquered|in the hands)\b"
)
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<qualifier>{either(_QUALIFIERS)}) )?(?:"
    r"(?P<percent>\d{1,3}(?:\.\d{1,2})?)(?: |-)?(?:%|per cent|percent)"
    r"|(?:(?P<times>an?|one|two|three|four|five|six|seven|eight|nine)[ -])?"
    rf"(?P<part>{either(_FRACTIONS)})s?)"
    r" of (?:(?:all|the|its|their|his|whole|entire|total) (?:of )?)*(?P<rest>[^,.;:()\n]{2,60})"
)
_END = re.compile(
    r" (?:and|or|but|in|on|at|by|was|is|were|are|as|to|from|under|had|has|have|with|since|after|before|while"
    r"|that|which|when|until|through|during|because|for|fell|remain\w*|belong\w*)\b"
)
_LAND = r"(?:territor(?:y|ies)|land(?:mass)?|area|ground|soil|surface)"
_WHOLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<country>country|nation|state|{_LAND})",
        rf"{_LAND} of (?:the )?(?P<country>country|nation|state)",
        rf"{_LAND} of (?P<name>.+)",
        rf"(?P<country>country|nation|state)['’]s {_LAND}",
        rf"(?P<name>.+?)(?:['’]s?)? {_LAND}",
        r"(?P<name>.+)",
    )
)
_BOTH = re.compile(r" and (?:the )?[A-Z][\w'’-]+(?=[,.;:)]|$)")
_NEXT = 80  # characters before and after a share
_SMALL = frozenset(
    (
        "province",
        "governorate",
        "region",
        "district",
        "oblast",
        "county",
        "state",
        "department",
        "of",
        "al",
        "el",
        "the",
    )
)
_SQUARE = {"square km": 1.0, "square miles": 2.589988}


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A stated part of an area, or a number of km², that somebody is said to hold, at [start, end).

    bounds: between what and what the number may lie, in percent or km². area: the name of the whole, None for
    "the country". words: the statement. actors: who is named in the sentence, in order.
    """

    span: Span
    value: float
    unit: str
    bounds: Bounds
    area: str | None
    words: str
    actors: tuple[str, ...]
    days: tuple[date, date] | None


def territories(told: Told) -> Iterator[Territory]:
    """Find the statements on ground held in the sentences of a text."""
    for sentence, names in told.parts():
        folded = names.folded[sentence.start : sentence.end]
        yield from _shares(sentence, names, folded)
        yield from _squares(sentence, names)


def states_share(quote: str) -> bool:
    """Say whether words state a share of something: "a tenth of X", "40 % of X"."""
    return _SHARE.search(fold(quote)) is not None


def _shares(sentence: Span, names: Names, folded: str) -> Iterator[Territory]:
    for match in _SHARE.finditer(folded):
        start = match.start("rest")
        end = _END.search(folded, start, match.end("rest"))
        whole = _whole(folded[start : match.end("rest") if end is None else end.start()].strip())
        last = (match.end("rest") if end is None else end.start()) + sentence.start
        span = Span(start=sentence.start + match.start(), end=last)
        if whole is None or (value := _percent(match)) is None or not _is_held(sentence, names, span):
            continue
        if whole and _BOTH.match(names.plain, last):
            continue  # of Syria and Iraq together: no outline is that of both
        at = sentence.start + folded.index(whole, start)
        area = names.plain[at : at + len(whole)] or None
        if area is not None and not _is_place(names, Span(start=at, end=at + len(whole))):
            continue  # of the population, of its fighters
        qualifier = _qualifier(match["qualifier"])
        yield Territory(
            span=span,
            value=value,
            unit="percent",
            bounds=_bounds(value, qualifier, rough=match["part"] is not None),
            area=area,
            words=" ".join(names.plain[sentence.start + match.start() : last].split()),
            actors=_actors(names),
            days=_days(names),
        )


def _squares(sentence: Span, names: Names) -> Iterator[Territory]:
    """Take the numbers of square kilometres of a sentence."""
    for figure in names.figures:
        span = Span(start=figure.start, end=min(figure.end, sentence.end))
        if figure.unit in _SQUARE and figure.value is not None and _is_held(sentence, names, span):
            low, high = (None if b is None else b * _SQUARE[figure.unit] for b in measured(figure))
            yield Territory(
                span=span,
                value=figure.value * _SQUARE[figure.unit],
                unit="km2",
                bounds=(low, high),
                area=None,
                words=" ".join(names.plain[figure.start : figure.end].split()),
                actors=_actors(names),
                days=_days(names),
            )


def _is_held(sentence: Span, names: Names, span: Span) -> bool:
    """Say whether the words next to a share say that somebody holds it."""
    before = names.folded[max(sentence.start, span.start - _NEXT) : span.start]
    after = names.folded[span.end : min(sentence.end, span.end + _NEXT)]
    return _HOLDS.search(before) is not None or _HELD.search(after) is not None


def _is_place(names: Names, span: Span) -> bool:
    """Tell the name of a place from words and from actors."""
    words = names.plain[span.start : span.end].split()
    capital = all(word[0].isupper() or word in _SMALL for word in words) and words[0][0].isupper()
    actors = (
        Span(start=found.start, end=found.end) for found in names.actors if found.start not in names.metonyms
    )
    places = (Span(start=found.start, end=found.end) for found in names.places)
    return capital and (any(map(span.overlaps, places)) or not any(map(span.overlaps, actors)))


def _whole(rest: str) -> str | None:
    """Read what a share is of: "" for the country, a name, None for no ground."""
    for pattern in _WHOLES:
        if (match := pattern.fullmatch(rest)) is not None:
            return match.groupdict().get("name") or ""
    return None


def _percent(match: re.Match[str]) -> float | None:
    if match["percent"] is not None:
        return float(match["percent"])
    times = {None: 1.0, "a": 1.0, "an": 1.0}.get(match["times"]) or value_of(match["times"] or "")
    share = 100 * (times or 0.0) * _FRACTIONS[match["part"]]
    return share if 0 < share <= 100 else None


def _qualifier(word: str | None) -> Qualifier:
    return Qualifier.EXACT if word is None else _QUALIFIERS[word]


def _bounds(value: float, qualifier: Qualifier, *, rough: bool) -> Bounds:
    """Give the least and the most that a share may mean; in words ("a third") it is a fifth off."""
    if rough and qualifier is Qualifier.EXACT:
        qualifier = Qualifier.ABOUT
    return measured(ClaimFigure(unit="percent", value=value, qualifier=qualifier, start=0, end=1))


def _actors(names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.means for found in names.actors))


def _days(names: Names) -> tuple[date, date] | None:
    """Give the days of a sentence that names one date."""
    found = [day for day in names.dates if not day.said]
    return (found[0].since, found[0].until) if len(found) == 1 else None
