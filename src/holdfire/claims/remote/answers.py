"""A model's answer to quoted drafts: every part of it is looked up in the text, and refused if not there."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from holdfire.claims.anchored import Named, Quoted
from holdfire.claims.remote.anchoring import Passage
from holdfire.errors import InputError
from holdfire.model.claim import KINDS
from holdfire.model.span import Span
from holdfire.records.values import convert

MOST = 200  # claims of one answer; a text of that size states fewer
PARTS = 64  # sides, contexts, places and figures of one claim
UNREADABLE = "answer unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposed:
    """One claim of an answer, as data/*/schema.json describes it."""

    quote: str
    act: str
    kind: str
    before: str = ""
    after: str = ""
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def parts(self) -> int:
        """How many words and passages it names beside its quote."""
        listed = (self.side_a, self.side_b, self.against, self.context, self.places, self.figures)
        return sum(map(len, listed))


def quoted_in(content: str, passage: Passage, dropped: Counter[str]) -> Iterator[Quoted]:
    """Read an answer; what is not in the passage is counted in `dropped` by its reason."""
    for row in _rows(content, dropped):
        try:
            proposed = convert(row, _Proposed, source="answer")
        except InputError:
            dropped["claim unreadable"] += 1
            continue
        made = _quoted(proposed, passage) if proposed.parts <= PARTS else "claim unreadable"
        if isinstance(made, Quoted):
            yield made
        else:
            dropped[made] += 1


def _rows(content: str, dropped: Counter[str]) -> Sequence[object]:
    """Read the list of claims, also out of a fenced block, which endpoints without schemas like to write."""
    text = content.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].removeprefix("json")
    try:
        value = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        dropped[UNREADABLE] += 1
        return ()
    rows = cast("dict[str, object]", value).get("claims") if isinstance(value, dict) else None
    if not isinstance(rows, list):
        dropped[UNREADABLE] += 1
        return ()
    every = cast("list[object]", rows)
    if len(every) > MOST:
        dropped["claim beyond the limit of an answer"] += len(every) - MOST
    return every[:MOST]


def _quoted(proposed: _Proposed, passage: Passage) -> Quoted | str:
    """Anchor a proposed claim, or say by which of its parts it falls."""
    if proposed.kind not in KINDS:
        return "kind unknown"
    span = passage.only(proposed.quote, proposed.before, proposed.after)
    if isinstance(span, str):
        return span
    contexts: list[Span] = []
    for words in filter(str.strip, proposed.context):
        found = passage.only(words)
        if isinstance(found, str):
            return found.replace("quote", "context")
        contexts.append(found)
    act = passage.part(span).only(proposed.act)
    if isinstance(act, str):
        return act.replace("quote", "act")
    return _sided(
        proposed, passage, Quoted(span=span, trigger=act, kind=proposed.kind, contexts=tuple(contexts))
    )


def _sided(proposed: _Proposed, passage: Passage, quoted: Quoted) -> Quoted | str:
    """Find the sides, places and figures in the quote or a declared context."""
    within = (quoted.span, *quoted.contexts)
    sides = [
        [_named(name, within, passage) for name in names]
        for names in (proposed.side_a, proposed.side_b, proposed.against)
    ]
    if any(name is None for names in sides for name in names):
        return "side not in the quote"
    for what, words in (("place", proposed.places), ("figure", proposed.figures)):
        if any(_named(word, within, passage) is None for word in words):
            return f"{what} not in the quote"
    a, b, against = (tuple(name for name in names if name is not None) for names in sides)
    return Quoted(
        span=quoted.span,
        trigger=quoted.trigger,
        kind=quoted.kind,
        side_a=a,
        side_b=b,
        against=against,
        contexts=quoted.contexts,
    )


def _named(words: str, within: Sequence[Span], passage: Passage) -> Named | None:
    """Find words in the first passage that has them."""
    for span in within:
        found = passage.part(span).find(words)
        if found:
            return Named(span=found[0], within=span)
    return None
