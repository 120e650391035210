"""A sentence as the readers of terms see it: its folded characters, who is named where, its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfire.lexicon.names import Found
from holdfire.model.claim import Claim, ClaimFigure
from holdfire.model.deal import Words

_EDGE = " ,;:-\u2013\u2014.…\"'“”‘’()[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Characters [start, end) of a text; folded has the text's length, offsets are the text's.

    tells: it may put claims forward (no heading, no caption). claims: of any kind, which know
    who says what they say.
    """

    number: int
    paragraph: int
    tells: bool
    start: int
    end: int
    text: str
    folded: str
    document: str
    actors: tuple[Found, ...]
    figures: tuple[ClaimFigure, ...]
    days: tuple[tuple[date, date], ...]
    claims: tuple[Claim, ...]

    @property
    def lower(self) -> str:
        """The sentence's own folded characters; a match stands `start` characters further in the text."""
        return self.folded[self.start : self.end]

    def words(self, start: int, end: int) -> Words | None:
        """Anchor a passage without the marks and blanks at its edges; None where nothing is left."""
        while start < end and self.text[start] in _EDGE + "\n\r\t":
            start += 1
        while end > start and self.text[end - 1] in _EDGE + "\n\r\t":
            end -= 1
        if start >= end:
            return None
        return Words(
            document=self.document,
            start=start,
            end=end,
            quote=self.text[start:end],
            said_by=self.speakers(start, end),
        )

    def speakers(self, start: int, end: int) -> tuple[str, ...]:
        """Name who says a passage: the speakers of the claim that shares most characters with it."""
        sharing = [c for c in self.claims if c.start < end and start < c.end]
        nearest = min(
            sharing, key=lambda c: (max(start, c.start) - min(end, c.end), c.start, c.kind), default=None
        )
        return tuple(link.source for link in nearest.attribution) if nearest else ()

    def named(self, start: int, end: int) -> tuple[str, ...]:
        """List who is named in [start, end), in order."""
        return tuple(hit.means for hit in self.actors if start <= hit.start < end)

    def counted(self, start: int, end: int) -> tuple[ClaimFigure, ...]:
        """List the figures in [start, end)."""
        return tuple(figure for figure in self.figures if start <= figure.start and figure.end <= end)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Widen a passage to its clause: to marks that part clauses."""
        first = max(self.start, *(self.folded.rfind(mark, self.start, start) + 1 for mark in _PARTING))
        ends = [at for mark in _PARTING if (at := self.folded.find(mark, end, self.end)) >= 0]
        return first, min(ends, default=self.end)


_PARTING = (";", " - ", "(", ")", ":")


def sentence_of(sentences: Sequence[Sentence], claim: Claim) -> Sentence | None:
    """Find the sentence in which a claim begins."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= claim.start:
            low = middle + 1
        else:
            high = middle
    return sentences[low] if low < len(sentences) and sentences[low].start < claim.end else None
