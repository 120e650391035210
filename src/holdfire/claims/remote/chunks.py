"""A document in parts that a model is asked about: whole paragraphs, none twice, none without a side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from holdfire.claims.segments import SILENT, Segment, segments
from holdfire.lexicon import Lexicon, Names
from holdfire.lexicon.normal import normalise
from holdfire.model.layout import Layout

LARGEST = 6_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The characters [start, end) of a text layer, and the sides that are named in them."""

    start: int
    end: int
    text: str
    names: tuple[str, ...]


def chunks(text: str, layout: Layout, names: Names, lexicon: Lexicon) -> tuple[Chunk, ...]:
    """Cut a text; menus, comment boxes and the heads of mails are left out, and parts that name no side.

    A claim needs a side in its quote or in a passage of the same part, so nothing is lost by that.
    """
    found: list[Chunk] = []
    for start, end in _parts(segments(normalise(text), layout)):
        inside = names.inside(start, end).actors
        if inside:
            called = {
                lexicon.actors[hit.means].name
                if hit.means in lexicon.actors
                else names.plain[hit.start : hit.end]
                for hit in inside
            }
            found.append(Chunk(start=start, end=end, text=text[start:end], names=tuple(sorted(called))))
    return tuple(found)


def _parts(found: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Put paragraphs together up to the largest size; a longer one is cut between its sentences."""
    open_at: tuple[int, int] | None = None
    for silent, group in groupby(found, key=lambda segment: segment.role in SILENT):
        for start, end in () if silent else _pieces(list(group)):
            if open_at is not None and end - open_at[0] <= LARGEST:
                open_at = (open_at[0], end)
                continue
            if open_at is not None:
                yield open_at
            open_at = (start, end)
        if open_at is not None:
            yield open_at
        open_at = None


def _pieces(found: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    for _, group in groupby(found, key=lambda segment: segment.paragraph):
        paragraph = list(group)
        if paragraph[-1].end - paragraph[0].start <= LARGEST:
            yield paragraph[0].start, paragraph[-1].end
        else:
            yield from ((segment.start, segment.end) for segment in paragraph)
