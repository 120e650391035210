"""Step 9: a draft to a claim with its exact characters; what cannot be anchored is dropped and counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.claims.attribution import HEDGING, Speech, chain, cover, modality_of
from holdfire.claims.circumstances import Clause, Setting, date_of, figures_of, places_of, values_of
from holdfire.claims.drafts import Draft
from holdfire.claims.tokens import Token
from holdfire.lexicon.dates import DateFound
from holdfire.model.claim import Claim, ClaimPlace, Modality
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.model.span import Span, anchor, quote

_NOTE = re.compile(r"[(\[](\d{1,3})[)\]]")
_FIRM = frozenset((Modality.ALLEGED, Modality.DENIED))  # whatever words hedge the claim itself
_EDGE = " \t\r\n,;:-–—….!"
_EDGE_BEFORE = _EDGE + "\"“”')"


def span_of(tokens: Sequence[Token], draft: Draft, text: str) -> Span:
    """Find the clause's characters, without the signs at its edges."""
    first = max(0, draft.first)
    while first > 0 and tokens[first - 1].tag in "D":
        first -= 1
    while first > 0 and tokens[first - 1].tag == "N" and tokens[first].tag in "AN":
        first -= 1
    if first > 0 and tokens[first - 1].tag == "D":
        first -= 1
    last = max(draft.last, draft.trigger)
    start, end = tokens[first].start, tokens[min(last, len(tokens) - 1)].end
    while start < end and text[start] in _EDGE_BEFORE:
        start += 1
    while end > start and (text[end - 1] in _EDGE or _closes_nothing(text, start, end)):
        end -= 1
    return Span(start=start, end=end)


def _closes_nothing(text: str, start: int, end: int) -> bool:
    """Say whether the clause ends in a quotation mark that it didn't open."""
    if text[end - 1] == '"':
        return text.count('"', start, end) % 2 == 1
    return text[end - 1] == "”" and text.count("“", start, end) < text.count("”", start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What all claims of a document share."""

    document: Document
    text: str
    coder: str


@dataclass(slots=True, kw_only=True)
class Sentence:
    """What all claims of a sentence share: who says what in it, the day and the place told of before it."""

    setting: Setting
    spoken: Sequence[Speech]
    told: DateFound | None
    near: ClaimPlace | None = None


def build(draft: Draft, span: Span, sentence: Sentence, source: Source, ordinal: int) -> Claim:
    """Make the claim; ordinal: how many claims of this span and kind there are already."""
    document, text, tokens = source.document, source.text, sentence.setting.tokens
    clause = Clause(sentence.setting, span)
    there = quote(text, span)
    anchor(text, there.exact, span)
    when, basis = date_of(clause, sentence.told)
    counted = figures_of(clause)
    heard = cover(sentence.spoken, draft.trigger)
    return Claim(
        id=claim_id(document.folder, span.start, span.end, draft.kind, ordinal),
        document=document.folder,
        text_sha256=document.text_sha256,
        start=span.start,
        end=span.end,
        quote=there.exact,
        prefix=there.prefix,
        suffix=there.suffix,
        kind=draft.kind,
        side_a=draft.a,
        side_b=draft.b,
        against=draft.against,
        places=_places(clause, draft, sentence.near),
        date=when,
        date_basis=basis,
        attribution=chain(heard),
        modality=_modality(draft, sentence.setting, heard),
        figures=values_of(counted),
        figure_details=counted,
        footnotes=_notes(text, span, tokens),
        coder=source.coder,
        rules=tuple(draft.rules),
        confidence=_confidence(draft),
    )


def _places(clause: Clause, draft: Draft, near: ClaimPlace | None) -> tuple[ClaimPlace, ...]:
    """List the places of the clause; losses without one were suffered where the fight was told of."""
    there = places_of(clause, near)
    return there or ((near,) if near is not None and "c.casualties" in draft.rules else ())


def _modality(draft: Draft, setting: Setting, heard: Sequence[Speech]) -> Modality:
    if draft.negated:
        return Modality.DENIED
    said = next((s.modality for s in heard), None)
    if said is not None and said in _FIRM:
        return said
    hedged = not setting.words.isdisjoint(HEDGING)
    hedge = modality_of(setting.tokens, draft.first, draft.last) if hedged else None
    return hedge or said or Modality.ASSERTED


def _notes(text: str, span: Span, tokens: Sequence[Token]) -> tuple[str, ...]:
    """Read the note marks that follow the clause or end its sentence."""
    tail = text[span.end : tokens[-1].end + 8]
    return tuple(dict.fromkeys(_NOTE.findall(tail)))


def _confidence(draft: Draft) -> float:
    """Rank claims by how much of them was stated: both sides, no pronoun, no denial."""
    both = bool(draft.a) and (bool(draft.b) or len(draft.a) > 1)
    return round(0.5 + 0.25 * both - 0.1 * draft.pronoun - 0.05 * draft.negated, 2)
