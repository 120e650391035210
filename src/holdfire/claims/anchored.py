"""Drafts that somebody quotes, a language model for one, read on like the rule coder's own.

Whoever proposes gives characters and nothing else: the quote, the words of it that name the act, the words
that name the sides. From these on polarity, modality, dates, places, figures and speakers come out as they do
for the rules, by the same steps on the whole clause.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.claims.building import Source
from holdfire.claims.coder import Coded
from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.polarity import negated
from holdfire.claims.rules import Reading
from holdfire.claims.segments import Role, Segment
from holdfire.claims.structure import Structure
from holdfire.claims.syntax import Parser
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon import Lexicon, Names
from holdfire.model.layout import Layout
from holdfire.model.span import Span

_OF_SEGMENTS = frozenset((*(r.value for r in Role), "cut sentence"))  # counted by the rule coder already


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Where a side is named: its characters, and the quote or the declared context that they stand in."""

    span: Span
    within: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A draft as it is quoted; all spans are of the text layer. contexts: quoted beside it, to name sides."""

    span: Span
    trigger: Span
    kind: str
    side_a: tuple[Named, ...] = ()
    side_b: tuple[Named, ...] = ()
    against: tuple[Named, ...] = ()
    contexts: tuple[Span, ...] = ()


class AnchoredReading:
    """A document whose claims are proposed as quotes."""

    def __init__(self, source: Source, lexicon: Lexicon, syntax: Parser | None) -> None:
        self._reading = Reading(source, lexicon, syntax)
        self._quoted: list[Quoted] = []
        self._starts: list[int] = []
        self._read = 0
        self._dropped: Counter[str] = Counter()
        self._rule = ""

    @property
    def names(self) -> Names:
        """What the text names."""
        return self._reading.names

    def coded(
        self, layout: Layout, quoted: Iterable[Quoted], *, rule: str, dropped: Mapping[str, int]
    ) -> Coded:
        """Read quoted drafts to claims.

        rule: what each claim is said to be made by. dropped: what fell before, counted on.
        """
        self._quoted = sorted(dict.fromkeys(quoted), key=lambda q: (q.trigger, q.span, q.kind))
        self._starts = [q.trigger.start for q in self._quoted]
        self._rule, self._dropped = rule, Counter(dropped)
        coded = self._reading.coded(layout, self._propose)
        self._dropped["quote outside a statement"] += (
            len(self._quoted) - self._read
        )  # headings, questions, legends
        self._dropped.update({why: n for why, n in coded.dropped.items() if why not in _OF_SEGMENTS})
        return replace(coded, dropped={why: n for why, n in sorted(self._dropped.items()) if n})

    def _propose(self, structure: Structure) -> Sequence[Draft]:
        start, end = structure.tokens[0].start, structure.tokens[-1].end
        here = self._quoted[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        self._read += len(here)
        drafts: list[Draft] = []
        for quoted in here:
            made = self._draft(structure, quoted)
            if isinstance(made, Draft):
                drafts.append(made)
            else:
                self._dropped[made] += 1
        return drafts

    def _draft(self, structure: Structure, quoted: Quoted) -> Draft | str:
        """Turn a quoted draft into tokens and actors, or say why that can't be."""
        tokens = structure.tokens
        if quoted.span.start < tokens[0].start or tokens[-1].end < quoted.span.end:
            return "quote over several sentences"
        inside = [k for k, t in enumerate(tokens) if _overlap(t, quoted.span)]
        named = [k for k, t in enumerate(tokens) if _overlap(t, quoted.trigger)]
        verb = next((k for k in named if tokens[k].tag == "V"), None)
        trigger = (
            verb if verb is not None else next((k for k in reversed(named) if tokens[k].tag == "N"), None)
        )
        if trigger is None:
            return "act is no act"
        sides = [
            self._actors(tokens, quoted, names) for names in (quoted.side_a, quoted.side_b, quoted.against)
        ]
        if any(side is None for side in sides):
            return "side unknown"
        a, b, against = (side or () for side in sides)
        if not a and not b:
            return "no side"
        draft = Draft(
            kind=quoted.kind,
            trigger=trigger,
            first=min(inside),
            last=max(inside),
            a=a,
            b=b,
            against=against,
            closed=True,
            rules=[self._rule, f"trigger:{quoted.trigger.start}-{quoted.trigger.end}"],
        )
        draft.rules += [f"context:{span.start}-{span.end}" for span in quoted.contexts]
        _extend(structure, draft)
        return "the clause says the opposite" if _turned(structure, draft) else draft

    def _actors(
        self, tokens: Sequence[Token], quoted: Quoted, names: Iterable[Named]
    ) -> tuple[str, ...] | None:
        """Name whom the characters of a side mean; None where one means nobody."""
        found: list[str] = []
        for name in names:
            part = tokens if name.within == quoted.span else self._part(name.within)
            meant = [a for t in part if t.tag in "AG" and _overlap(t, name.span) for a in t.actors]
            if not meant:
                return None
            found += meant
        return tuple(dict.fromkeys(found))

    def _part(self, span: Span) -> Sequence[Token]:
        segment = Segment(start=span.start, end=span.end, paragraph=0, role=Role.SENTENCE)
        return self._reading.read(segment).tokens


def _overlap(token: Token, span: Span) -> bool:
    return token.start < span.end and span.start < token.end


def _extend(structure: Structure, draft: Draft) -> None:
    """Widen a quote to its clause, so that the same claim has the same characters however it was cut."""
    tokens, i = structure.tokens, draft.trigger
    first = i
    if tokens[i].tag == "V":
        first = verb_group(tokens, i)
        who = structure.subject(i)
        if who is not None and who.last < first and not any(t.tag == "V" for t in tokens[who.last : first]):
            first = who.first
    else:
        while first > 0 and (tokens[first - 1].tag in "DNB#-A" or tokens[first - 1].word in ("of", "single")):
            first -= 1
    draft.first = max(0, min(draft.first, first))
    draft.last = min(len(tokens) - 1, max(draft.last, structure.end(i) - 1))


def _turned(structure: Structure, draft: Draft) -> bool:
    """Say whether an absence is read out of a clause that tells of clashes and denies nothing."""
    token = structure.tokens[draft.trigger]
    noun = TABLES.nouns.get(token.word) if token.tag == "N" else None
    frames = [frame for frame, _ in TABLES.verbs.get(lemma_of(token), ())] if token.tag == "V" else [noun]
    if draft.kind != "no_clash" or not any(frame is not None and frame.kind == "clash" for frame in frames):
        return False
    return not negated(structure, replace(draft, kind="clash"))
