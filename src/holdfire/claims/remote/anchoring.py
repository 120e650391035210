"""Where a quote stands, to the character, or why it stands nowhere; never the nearest fit.

Both texts are compared after same-length canonicalisation: curly quotes straight, dashes one, line breaks and
odd blanks one blank. Every character keeps its place, so offsets are the text's own.
"""

from dataclasses import dataclass

from holdfire.lexicon.normal import flatten, normalise
from holdfire.model.span import Span, occurrences

_NEAR = 300  # characters in which neighbouring words are looked for
_PLACES = 50  # where neighbours are looked at; what stands in more places is no quote of a clause


def canonical(text: str) -> str:
    """Write a text in one typography; same length."""
    return flatten(normalise(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a text layer, canonical, and where it begins there."""

    text: str
    start: int

    def find(self, exact: str) -> tuple[Span, ...]:
        """List where these characters stand as whole words."""
        wanted = canonical(exact).strip()
        return tuple(
            Span(start=self.start + at, end=self.start + at + len(wanted))
            for at in occurrences(self.text, wanted)
            if not self._cuts_word(at) and not self._cuts_word(at + len(wanted))
        )

    def only(self, exact: str, before: str = "", after: str = "") -> Span | str:
        """Find the one place of a quote, by its neighbours where it has several, or say why there is none."""
        found = self.find(exact)
        if len(found) > 1:
            near = found if len(found) <= _PLACES else ()
            found = tuple(span for span in near if self._stands(span, before, after))
            return found[0] if len(found) == 1 else "quote ambiguous"
        return found[0] if found else "quote not found"

    def part(self, span: Span) -> "Passage":
        """Cut a passage out of this one."""
        return Passage(text=self.text[span.start - self.start : span.end - self.start], start=span.start)

    def _stands(self, span: Span, before: str, after: str) -> bool:
        low, high = span.start - self.start, span.end - self.start
        left, right = canonical(before).strip(), canonical(after).strip()
        if not left and not right:
            return False
        near = Passage(text=self.text[max(0, low - _NEAR) : low].rstrip(), start=0)
        far = Passage(text=self.text[high : high + _NEAR].lstrip(), start=0)
        ends = not left or any(at.end == len(near.text) for at in near.find(left))
        return ends and (not right or any(at.start == 0 for at in far.find(right)))

    def _cuts_word(self, at: int) -> bool:
        return 0 < at < len(self.text) and self.text[at - 1].isalnum() and self.text[at].isalnum()
