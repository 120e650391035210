"""Step 7b: what a map's legend and its caption say about who holds which ground, and on which day.

"Black: X; Red: Y" under "Map of P, 3 May (source: Z)" claims that X and Y hold ground around P, as Z has it.
A legend whose map shows no place that is named claims nothing that could be checked, so it is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from holdfire.claims.attribution import Speech
from holdfire.claims.building import Sentence, Source, build, span_of
from holdfire.claims.carrying import Item
from holdfire.claims.circumstances import Setting, named_places, places_at
from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of
from holdfire.claims.segments import Role, Segment
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.claims.verbs import mark_verbs, may_be_verbs
from holdfire.claims.wordlists import PASSAGES
from holdfire.lexicon import Names
from holdfire.lexicon.dates import DateFound
from holdfire.model.claim import Attribution, Claim, ClaimPlace, Modality

_LEGEND = 0.4  # confidence: a legend names a side and no more
_CAPTION = 0.45
_DRAWN = frozenset((Role.LEGEND, Role.CAPTION))
_NEAR = 3  # segments before and behind a legend among which its map's caption stands
_MAP = re.compile(r"\W{0,3}(?:[\w-]{1,30} ){0,4}maps?\b", re.IGNORECASE)
_NAME = r"[^\W\d_a-z][\w.&'’-]{0,40}(?: (?:(?:of|for|the|and|on) ){0,2}[^\W\d_a-z][\w.&'’-]{0,40}){0,6}"
_MADE_BY = re.compile(
    rf"(?<!\w)(?i:(?:sources?|credits?|copyright) ?:|(?:maps?|made|drawn|compiled|published) by"
    rf"|courtesy of|©) {{0,2}}(?i:the )?(?P<name>{_NAME})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Map:
    """What a caption says of its map: where, when, who made it."""

    places: tuple[ClaimPlace, ...] = ()
    day: DateFound | None = None
    maker: Attribution | None = None


class Maps:
    """Reads the legends and captions of one document; read: cuts a segment into tokens."""

    def __init__(self, source: Source, names: Names, read: Callable[[Segment], Item]) -> None:
        self._source, self._names, self._read = source, names, read
        self._places = places_at(names)

    def claims(self, found: Sequence[Segment], read: Sequence[Claim]) -> Iterator[Claim]:
        """Give the claims of legends and captions, in order; read: those of sentences already read."""
        if _DRAWN.isdisjoint([segment.role for segment in found]):
            return
        numbered = enumerate(found)
        taken = sorted(claim.start for claim in read if claim.kind == "control")
        for role, group in groupby(numbered, key=lambda pair: pair[1].role):
            run = list(group)
            if role is Role.LEGEND:
                drawn = self._map_of(found, run[0][0], run[-1][0])
                for _, segment in run:
                    yield from self._entry(segment, drawn)
            elif role is Role.CAPTION:
                for _, segment in run:
                    if bisect_left(taken, segment.start) == bisect_left(taken, segment.end):
                        yield from self._caption(segment)

    def _entry(self, segment: Segment, drawn: _Map | None) -> Iterator[Claim]:
        """Read one sign of a legend; arrows and lines mark no ground, acts are no holding."""
        item = self._marked(segment)
        tokens = item.tokens
        sign = self._source.text[segment.start : segment.end].partition(":")[0]
        if PASSAGES.points.search(sign) or not _only_holds(tokens):
            return
        sides = tuple(dict.fromkeys(a for t in tokens if t.tag in "AG" for a in t.actors))
        drawn = drawn or _Map()
        if not sides or not (drawn.places or any(t.tag == "L" for t in tokens)):
            return
        last = max(k for k, token in enumerate(tokens) if token.actors)
        draft = Draft(kind="control", trigger=last, first=0, last=last, a=sides, rules=["m.legend"])
        yield self._built(draft, item, drawn, _LEGEND)

    def _caption(self, segment: Segment) -> Iterator[Claim]:
        """Read "Positions of X around P", "P, held by X": who holds a place, without a verb of its own."""
        item = self._marked(segment)
        tokens = item.tokens
        held = [k for k, t in enumerate(tokens) if t.tag == "G" and t.actors] or _held_by(tokens)
        if not held or not _only_holds(tokens) or not any(t.tag == "L" for t in tokens):
            return
        places = [k for k, token in enumerate(tokens) if token.tag == "L"]
        drawn = self._drawn(segment)
        draft = Draft(
            kind="control",
            trigger=held[0],
            first=min(held[0], places[0]),
            last=max(held[-1], places[-1]),
            a=tokens[held[0]].actors,
            rules=["m.caption"],
        )
        yield self._built(draft, item, drawn, _CAPTION)

    def _marked(self, segment: Segment) -> Item:
        item = self._read(segment)
        mark_verbs(item.tokens, may_be_verbs(item.tokens))
        return item

    def _map_of(self, found: Sequence[Segment], first: int, last: int) -> _Map | None:
        """Find the caption of a legend's map: the closest above it, else below it."""
        around = (*reversed(found[max(0, first - _NEAR) : first]), *found[last + 1 : last + 1 + _NEAR])
        named = (s for s in around if _MAP.match(self._source.text, s.start, s.end))
        caption = next(named, None)
        return None if caption is None else self._drawn(caption)

    def _drawn(self, caption: Segment) -> _Map:
        names = self._names.inside(caption.start, caption.end)
        made = _MADE_BY.search(self._source.text, caption.start, caption.end)
        maker = None
        if made is not None:
            start, end = made.span("name")
            end -= len(made["name"]) - len(made["name"].rstrip(".'’"))
            maker = Attribution(
                source=self._source.text[start:end], relation="map source", start=start, end=end
            )
        places = (p.place for p in names.places if made is None or p.end <= made.start())
        return _Map(
            places=tuple({place.name: place for place in places}.values()),
            day=next(iter(names.dates), None),
            maker=maker,
        )

    def _built(self, draft: Draft, item: Item, drawn: _Map, weight: float) -> Claim:
        tokens = item.tokens
        places = named_places(tokens, [k for k, t in enumerate(tokens) if t.tag == "L"], self._places)
        setting = Setting(self._names, item, places, self._places)
        setting.told = drawn.day or setting.told
        links = () if drawn.maker is None else (drawn.maker,)
        spoken = (Speech(first=0, last=len(tokens) - 1, links=links, modality=Modality.REPORTED),)
        sentence = Sentence(
            setting=setting,
            spoken=spoken if links else (),
            told=None,
        )
        claim = build(draft, span_of(tokens, draft, self._source.text), sentence, self._source, 0)
        return replace(claim, places=claim.places or drawn.places, confidence=weight)


def _only_holds(tokens: Sequence[Token]) -> bool:
    """Say whether no word tells of anything but holding: "advance of X", "recaptured by X" do."""
    for token in tokens:
        if token.word in TABLES.nouns:
            return False
        rows = TABLES.verbs.get(lemma_of(token), ()) if token.tag == "V" else ()
        if rows and not any(frame.kind == "control" for frame, _ in rows):
            return False
    return True


def _held_by(tokens: Sequence[Token]) -> list[int]:
    """Find whom "held by", "under control of" names."""
    for k in range(len(tokens) - 2):
        holds = any(frame.kind == "control" for frame, _ in TABLES.verbs.get(lemma_of(tokens[k]), ()))
        if holds and tokens[k + 1].word == "by" and tokens[k].tag in "VN":
            return [j for j in range(k + 2, min(k + 5, len(tokens))) if tokens[j].tag == "A"][:1]
    return []
