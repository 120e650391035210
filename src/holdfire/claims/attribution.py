"""Step 8: who says so, within a sentence: what every cue covers, the chain and modality of a claim in it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.claims.cues import Cue, Heard
from holdfire.claims.groups import is_passive
from holdfire.claims.hearsay import other_cues, readers
from holdfire.claims.reporting import SAYING, verb_cues
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality

_CUES = TABLES.cues
_JOINS = frozenset(("and", "but", "while", "whereas", "yet", "although", ";", ","))
_OPENS_CLAUSE = frozenset(("while", "whereas", "but", "and", "because", "although", "though", "that", "when"))
_HEDGED_BEFORE = 9  # tokens
_MUST = frozenset(("cannot", "can't", "must"))
HEDGING = _MUST.union(*(_CUES[f"speech.{how}"] for how in ("alleged", "reported", "hedged", "inferred")))
"""The words of which a sentence has one where something in it is hedged (`modality_of`)."""

_NEAR = (
    32  # cues on each side that can bound what one speaks of: the nearest do, and a list of cues has no end
)


@dataclass(slots=True, kw_only=True)
class Speech:
    """Words [first, last] of a sentence are said by someone, or by nobody named (no links).

    links: closest to the event first. distance: 0 for what the sentence itself says; what the text around it
    adds (a block quotation, a note) stands further from the event. Never changed, only not frozen: a
    sentence has many.
    """

    first: int
    last: int
    links: tuple[Attribution, ...]
    modality: Modality
    distance: int = 0

    def over(self, first: int, last: int, distance: int) -> "Speech":
        """Give the same speaker these words."""
        return Speech(first=first, last=last, links=self.links, modality=self.modality, distance=distance)


def may_name_source(words: frozenset[str]) -> bool:
    """Say whether a sentence with these words may say who says something; most do not."""
    return not words.isdisjoint(SAYING) or bool(readers(words))


def speeches(heard: Heard) -> tuple[Speech, ...]:
    """Find what in a sentence is said by whom; later ones are nested in earlier ones where they overlap."""
    cues = sorted((*verb_cues(heard), *other_cues(heard)), key=lambda cue: (cue.first, cue.last))
    if not cues:
        return ()
    parts = [k for k, t in enumerate(heard.tokens) if t.word == ";"] if ";" in heard.words else ()
    found: list[Speech] = []
    for n, cue in enumerate(cues):
        near = max(0, n - _NEAR)
        extent = _extent(heard.tokens, cues[near : n + 1 + _NEAR], n - near, parts)
        first, last = _within(heard, cue, *extent)
        if first <= last:
            found.append(Speech(first=first, last=last, links=cue.links, modality=cue.modality))
    return tuple(found)


def _within(heard: Heard, cue: Cue, first: int, last: int) -> tuple[int, int]:
    """Keep what is said inside a quotation inside it."""
    number = heard.in_quotation(cue.first)
    if number is None or heard.in_quotation(cue.last) != number:
        return first, last
    while heard.in_quotation(first) != number and first <= last:
        first += 1
    while heard.in_quotation(last) != number and first <= last:
        last -= 1
    return first, last


def _extent(tokens: Sequence[Token], cues: Sequence[Cue], n: int, parts: Sequence[int]) -> tuple[int, int]:
    """Say which tokens the nth cue speaks of: up to a semicolon behind which somebody else speaks.

    parts: where the semicolons stand.
    """
    cue = cues[n]
    low, high = 0, len(tokens) - 1
    for other in cues[:n]:
        parted = _semicolon(parts, other.last, cue.first)
        if parted is not None:
            low = max(low, parted + 1)
        elif other.way == "before" and other.last < cue.first:
            low = max(low, other.last + 1)
    for other in cues[n + 1 :]:
        parted = _semicolon(parts, cue.last, other.first)
        if parted is not None:
            high = min(high, parted - 1)
        elif cue.way == other.way == "after" and cue.last < other.first and _coordinate(tokens, other.first):
            clause = any(token.tag in "VX" for token in tokens[cue.last + 1 : other.first])
            high = min(high, other.first - 1) if clause else high
    if cue.content is not None and cue.way != "after":
        return max(low, cue.content[0]), min(high, cue.content[1])
    low = max(low, _colon(tokens, low, cue.first) + 1)
    return _by_side(tokens, cue, low, high)


def _by_side(tokens: Sequence[Token], cue: Cue, low: int, high: int) -> tuple[int, int]:
    """Say which of the tokens [low, high] stand on the side that a cue speaks of."""
    if cue.first > 1 and tokens[cue.first - 1].word == "," and tokens[cue.first - 2].word in _OPENS_CLAUSE:
        return cue.last + 1, high  # "…, while, X said, …"
    if cue.way == "before":
        return low, cue.first - 1
    if cue.way == "after":
        return cue.last + 1, _end(tokens, cue, high)
    return low, high


def _end(tokens: Sequence[Token], cue: Cue, high: int) -> int:
    """Find the last token of what follows a cue: the tree's clause and what "and that" adds; a lone dash."""
    if cue.content is not None:
        last = min(cue.content[1], high)
        goes_on = next((k for k in range(last + 1, min(last + 4, high)) if tokens[k].word == "that"), None)
        more = goes_on is not None and tokens[goes_on - 1].word in ("and", "or", "but")
        return high if more else max(last, cue.last)
    dashes = [
        k for k in range(cue.last + 1, high) if tokens[k].word == "-" and tokens[k].start > tokens[k - 1].end
    ]
    return dashes[0] - 1 if len(dashes) == 1 and dashes[0] > cue.last + 1 else high


def _colon(tokens: Sequence[Token], low: int, first: int) -> int:
    """Find the colon behind which a sentence's own words begin, -1 where there is none."""
    return next((k for k in range(first - 3, low, -1) if tokens[k].word == ":"), -1)


def _semicolon(parts: Sequence[int], low: int, high: int) -> int | None:
    """Find the first semicolon between two tokens."""
    k = bisect_right(parts, low)
    return parts[k] if k < len(parts) and parts[k] < high else None


def _coordinate(tokens: Sequence[Token], first: int) -> bool:
    """Say whether a cue stands beside the one before it, not inside it ("… that X said")."""
    k = first - 1
    while k > 0 and tokens[k].tag in "B":
        k -= 1
    inside = tokens[k].word == "," and k > 0 and tokens[k - 1].word == "that"  # "said that, according to X,"
    return k > 0 and tokens[k].word in _JOINS and not inside


def cover(found: Sequence[Speech], i: int) -> tuple[Speech, ...]:
    """List the speeches that the token at i lies in, the innermost (closest to the event) first."""
    holding = [speech for speech in found if speech.first <= i <= speech.last]
    if len(holding) < 2:
        return tuple(holding)
    return tuple(sorted(holding, key=lambda s: (s.distance, s.last - s.first, -s.first)))


def chain(heard: Sequence[Speech]) -> tuple[Attribution, ...]:
    """List who says what these speeches hold, the closest to the event first, each once.

    heard: of `cover`.
    """
    links: list[Attribution] = []
    for speech in heard:
        for link in speech.links:
            name = link.source.casefold()
            if not any(name in known.source.casefold() or known.source.casefold() in name for known in links):
                links.append(link)
    return tuple(links)


def modality_of(tokens: Sequence[Token], first: int, last: int) -> Modality | None:
    """Read a hedge from the words around a claim itself."""
    words = {t.word for t in tokens[max(0, first - 2) : last + 1] if t.word != "may" or not t.capital}
    if not words.isdisjoint(_CUES["speech.alleged"]):
        return Modality.ALLEGED
    if not words.isdisjoint(_CUES["speech.reported"]) and _report_verb(tokens, first, last):
        return Modality.REPORTED
    if "have" in words and _must_have(tokens, first, last):
        return Modality.INFERRED
    if not words.isdisjoint(_CUES["speech.hedged"]):
        return Modality.HEDGED
    before = {t.word for t in tokens[max(0, first - _HEDGED_BEFORE) : first]}
    return None if before.isdisjoint(_CUES["speech.inferred"]) else Modality.INFERRED


def _must_have(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Read "cannot have got past", "must have known"."""
    near = tokens[max(0, first - 2) : last + 1]
    return any(one.word in _MUST and other.word == "have" for one, other in pairwise(near))


def _report_verb(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(
        t.word == "reportedly" or (t.word == "reported" and t.tag == "V" and is_passive(tokens, k))
        for k, t in enumerate(tokens[: last + 1])
        if k >= first - 2
    )
