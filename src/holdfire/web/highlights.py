"""A text with its claims marked: where marks overlap, their underlines stand below each other.

The text layer never changes: the pieces of a marked text, joined, are the text.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from holdfire.claims.passages import Use, passages
from holdfire.lexicon.normal import normalise
from holdfire.model.claim import Claim, family_of
from holdfire.model.layout import NO_LAYOUT, Layout

BLOCK = 6_000  # characters of a text that are laid out together, or more where a line is longer
LAYERS = 3  # underlines that fit between two lines; from the fourth on a number says how many more there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One claim over one piece of text; is_first: the claim begins with this piece."""

    claim: str
    family: str
    layer: int
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters that the same claims cover, outermost mark first; more: claims without room for a line.

    use: what its block is for, empty for text as such. page: the number of the page that begins with it.
    """

    text: str
    marks: tuple[Mark, ...]
    more: int
    use: str = ""
    page: int | None = None


def marked(text: str, claims: Iterable[Claim], layout: Layout = NO_LAYOUT) -> tuple[Piece, ...]:
    """Cut a text where a claim, a page or a block of another use begins or ends; claims are in any order."""
    ordered = sorted(claims, key=lambda c: (c.start, -c.end, c.id))
    layers = _layers(ordered)
    uses = {start: use for start, end, use in _uses(text, layout) for start, use in ((start, use), (end, ""))}
    pages = {page.start: page.number for page in layout.pages if page.start < page.end}
    use = ""
    cuts = sorted({0, len(text), *(c.start for c in ordered), *(c.end for c in ordered), *uses, *pages})
    pieces: list[Piece] = []
    upcoming = iter(ordered)
    waiting = next(upcoming, None)
    active: list[Claim] = []
    for start, end in itertools.pairwise(cuts):
        active = [claim for claim in active if claim.end > start]
        while waiting is not None and waiting.start == start:
            active.append(waiting)
            waiting = next(upcoming, None)
        marks = tuple(
            Mark(
                claim=claim.id,
                family=family_of(claim.kind),
                layer=layers[claim.id],
                is_first=claim.start == start,
            )
            for claim in active
        )
        more = sum(mark.layer >= LAYERS for mark in marks if mark.is_first)
        use = uses.get(start, use)
        pieces.append(Piece(text=text[start:end], marks=marks, more=more, use=use, page=pages.get(start)))
    return tuple(pieces)


def chunked(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Cut a marked text into blocks that end with a line, so that a browser lays out those in view only."""
    block: list[Piece] = []
    size = 0
    for piece in pieces:
        rest = piece
        while size + len(rest.text) > BLOCK and (at := rest.text.find("\n", max(0, BLOCK - size))) >= 0:
            yield (*block, replace(rest, text=rest.text[: at + 1]))
            block, size = [], 0
            marks = tuple(replace(mark, is_first=False) for mark in rest.marks)
            rest = replace(rest, text=rest.text[at + 1 :], marks=marks, more=0, page=None)
        block.append(rest)
        size += len(rest.text)
    yield tuple(block)


def _uses(text: str, layout: Layout) -> Iterator[tuple[int, int, str]]:
    """List the blocks that are more than text as such: [start, end) and what they are for."""
    for passage in passages(normalise(text), layout):
        if passage.use not in (Use.TEXT, Use.ITEM):
            yield passage.start, passage.end, passage.use.value
        elif passage.quoted:
            yield passage.start, passage.end, "quote"


def _layers(ordered: Sequence[Claim]) -> dict[str, int]:
    """Give each claim the highest line that is free over its whole length."""
    ends: list[int] = []
    layers: dict[str, int] = {}
    for claim in ordered:
        free = next((n for n, end in enumerate(ends) if end <= claim.start), len(ends))
        ends[free : free + 1] = [claim.end]
        layers[claim.id] = free
    return layers
