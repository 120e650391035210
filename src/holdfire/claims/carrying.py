"""Step 8f: who speaks in a quotation over several sentences, also where that is said at its end only."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from holdfire.claims.attribution import Speech
from holdfire.claims.quotations import Quotations
from holdfire.claims.segments import Segment
from holdfire.claims.syntax.trees import Tree
from holdfire.claims.tokens import Token

_START = attrgetter("start")
_AUTHOR = frozenset(("i", "we", "our", "us", "my"))
_WORDS = 4  # fewer in quotation marks are a phrase that is held up, not what somebody says
_TAKEN_UP = frozenset(("remaining", "rest", "others", "other", "latter", "former"))


@dataclass(slots=True)
class Item:
    """A segment, its tokens, what is said by whom; resting: who speaks in quotations that name nobody.

    words: those of its tokens, which tell what need not be looked for. verbal: which have a verb's form.
    """

    segment: Segment
    tokens: list[Token]
    words: frozenset[str] = frozenset()
    tree: Tree | None = None
    spoken: list[Speech] = field(default_factory=list)
    resting: Speech | None = None
    verbal: Sequence[int] = ()


def quoted_parts(item: Item, marked: Quotations) -> Iterator[tuple[int, int, int]]:
    """Go over the quotations of a sentence: number, first and last token."""
    for number in marked.among(item.segment.start, item.segment.end) if item.tokens else ():
        quotation = marked.all[number]
        first = bisect_left(item.tokens, quotation.start, key=_START)
        behind = bisect_left(item.tokens, quotation.end, key=_START)
        if first < behind:
            yield number, first, behind - 1


def speak(items: Sequence[Item], marked: Quotations) -> None:
    """Give each quotation to its speaker, wherever around it that one is named, in place."""
    speakers: dict[int, Speech] = {}
    parts = [(item, *part) for item in items for part in quoted_parts(item, marked)]
    for item, number, first, last in parts:
        said = _from_outside(item, first, last)
        if said is not None:
            speakers.setdefault(_whole(marked, number), said)
    for item, number, first, last in parts:
        if _from_outside(item, first, last) is not None:
            continue
        speech = speakers.get(_whole(marked, number)) or _resting(item, first)
        if speech is not None and last - first >= _WORDS:
            item.spoken.append(speech.over(first, last, 1))
    _carry(items)


def _whole(marked: Quotations, number: int) -> int:
    """Number the first of the quotations that go on from paragraph to paragraph."""
    return marked.begun[number]


def _from_outside(item: Item, first: int, last: int) -> Speech | None:
    """Find the closest speech of the sentence that speaks of a whole quotation, not from within it."""
    around = [
        s for s in item.spoken if s.links and s.distance == 0 and s.first <= first + 1 and s.last >= last - 1
    ]
    return min(around, key=lambda s: s.last - s.first, default=None)


def _resting(item: Item, first: int) -> Speech | None:
    opens = first == 0 or item.tokens[first - 1].word in (":", ",", ".", '"')
    return item.resting if opens else None


def _carry(items: Sequence[Item]) -> None:
    """Go on with a speaker where the sentences on both sides are theirs, and for "the remaining ones"."""
    for before, item, after in zip(items, items[1:], [*items[2:], None], strict=False):
        if item.spoken or not before.spoken or before.segment.paragraph != item.segment.paragraph:
            continue
        if any(token.word in _AUTHOR for token in item.tokens):
            continue
        one = before.spoken[0]
        if not one.links:
            continue
        takes_up = any(token.word in _TAKEN_UP for token in item.tokens[:3])
        other = after.spoken[0] if after and after.spoken else None
        same_paragraph = after is not None and after.segment.paragraph == item.segment.paragraph
        between = same_paragraph and other is not None and other.links and _same(one, other)
        if takes_up or between:
            item.spoken.append(one.over(0, len(item.tokens) - 1, 1))


def _same(one: Speech, other: Speech) -> bool:
    """Say whether two speeches have one speaker: the last words of their names are the same."""
    return one.links[0].source.split()[-1].casefold() == other.links[0].source.split()[-1].casefold()
