"""Where in a text: half-open intervals of code points, and the characters that stand there."""

from dataclasses import dataclass

from holdfire.errors import AnchorError

CONTEXT = 32  # characters of prefix and suffix, as the W3C text quote selector suggests


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open interval [start, end) of code points of a text layer."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AnchorError(f"{self.start}:{self.end} is no span of a text")

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The W3C text quote selector: the exact characters and what stands around them."""

    exact: str
    prefix: str
    suffix: str


def quote(text: str, span: Span) -> Quote:
    """Read the characters of a span with their context; raise AnchorError where the text is shorter."""
    if span.end > len(text):
        raise AnchorError(f"{span.start}:{span.end} lies beyond the text's {len(text)} characters")
    return Quote(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def anchor(text: str, exact: str, span: Span) -> Span:
    """Return the span if it holds exactly this quote; never look for the nearest fit."""
    if (found := text[span.start : span.end]) != exact:
        raise AnchorError(f"{span.start}:{span.end} holds {found!r}, not {exact!r}")
    return span


def occurrences(text: str, exact: str) -> tuple[int, ...]:
    """List where characters stand in a text, from its beginning; overlapping ones count."""
    found: list[int] = []
    at = text.find(exact) if exact else -1
    while at >= 0:
        found.append(at)
        at = text.find(exact, at + 1)
    return tuple(found)


def nearest(text: str, exact: str, start: int) -> int | None:
    """Say where exactly these characters stand nearest to an offset; None where they stand nowhere."""
    return min(occurrences(text, exact), key=lambda at: (abs(at - start), at), default=None)
