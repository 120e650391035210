"""A text in several languages, a coder of some: what it reads is coded, the other paragraphs are counted."""

import re
from collections.abc import Iterable
from dataclasses import replace

from holdfire.claims.coder import Coded, Coder, Context, Proposal
from holdfire.documents import Part, parts_of
from holdfire.lexicon import Lexicon
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.language import reads
from holdfire.model.layout import Layout
from holdfire.model.span import Span, quote

OTHER_LANGUAGE = "another language"
"""The reason under which paragraphs are counted that a coder of other languages does not read."""

_LETTERS = re.compile(r"[^\n\r\f]")


def code_readable(
    coder: Coder, document: Document, text: str, lexicon: Lexicon, layout: Layout
) -> Coded | None:
    """Run a coder on the paragraphs whose language it reads; None where it reads none of them."""
    if not coder.languages:
        return coder.code(document, text, lexicon, layout)
    parts = parts_of(text, document.language or min(coder.languages), layout)  # too short to tell: tried
    hidden = [part for part in parts if not reads(coder.languages, part.language)]
    if not hidden:
        return coder.code(document, text, lexicon, layout)
    if len(hidden) == len(parts):
        return None
    coded = coder.code(document, _without(text, hidden), lexicon, layout)
    return replace(
        coded,
        claims=tuple(_in_context(claim, text) for claim in coded.claims),
        proposals=tuple(_shown(proposal, text) for proposal in coded.proposals),
        dropped={**coded.dropped, OTHER_LANGUAGE: len(hidden)},
    )


def _without(text: str, hidden: Iterable[Part]) -> str:
    """Put blanks for the letters of some paragraphs, so that every offset stays what it is."""
    pieces: list[str] = []
    at = 0
    for part in hidden:
        pieces += (text[at : part.start], _LETTERS.sub(" ", text[part.start : part.end]))
        at = part.end
    return "".join((*pieces, text[at:]))


def _in_context(claim: Claim, text: str) -> Claim:
    there = quote(text, Span(start=claim.start, end=claim.end))
    return replace(claim, prefix=there.prefix, suffix=there.suffix)


def _shown(proposal: Proposal, text: str) -> Proposal:
    return replace(proposal, contexts=tuple(_context(place, text) for place in proposal.contexts))


def _context(place: Context, text: str) -> Context:
    there = quote(text, Span(start=place.start, end=place.end))
    return replace(place, prefix=there.prefix, suffix=there.suffix)
