"""The rule coder: the steps in order, offline and deterministic."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from heapq import merge as merge_sorted

from holdfire.claims.building import Sentence, Source, build, span_of
from holdfire.claims.carrying import Item
from holdfire.claims.circumstances import Setting, named_places, place_of, places_at
from holdfire.claims.coder import Coded, Coder
from holdfire.claims.composites import compose
from holdfire.claims.consequences import settle
from holdfire.claims.counterparts import Foes, only_other
from holdfire.claims.datelines import behind, datelines, without_sides
from holdfire.claims.drafts import Draft
from holdfire.claims.groups import group, preposition_of
from holdfire.claims.landmarks import mark_landmarks
from holdfire.claims.maps import Maps
from holdfire.claims.mentions import merge
from holdfire.claims.polarity import absence, negated
from holdfire.claims.pronouns import Scope
from holdfire.claims.proposals import proposals
from holdfire.claims.reality import unreal
from holdfire.claims.segments import SILENT, TELLING, Role, Segment, segments, unmarked
from holdfire.claims.structure import Structure
from holdfire.claims.syntax import Parsed, Parser, parser
from holdfire.claims.takeups import take_up
from holdfire.claims.tokens import Token, name_tokens, tell_adverbs, tokenise, words_of
from holdfire.claims.topics import Told
from holdfire.claims.triggers import drafts_of, may_claim
from holdfire.claims.verbs import mark_verbs, may_be_verbs
from holdfire.claims.voices import Voices
from holdfire.errors import AnchorError
from holdfire.lexicon import Lexicon, Names
from holdfire.lexicon.normal import normalise
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT, Layout

NAME = "rules/2"
_WINDOW = 512  # segments read ahead, so that their sentences are parsed together
_HEAD = 3  # tokens that may name the day of what follows
_REMEMBERED = 16  # sides named last in a paragraph, whom "the other side" can mean


def coder(syntax: Parser | None) -> Coder:
    """Make the rule coder with this parser, or with word order alone where there is none."""
    name = NAME if syntax is None else f"{NAME}+{syntax.model}"

    def code(document: Document, text: str, lexicon: Lexicon, layout: Layout = NO_LAYOUT) -> Coded:
        """Read the claims of a document's text layer.

        text: the text layer that every offset refers to; layout: what of it is a heading, a quotation, a
        menu. Relative dates count from document.published, or from the first full date of the text's head
        where that is not known.
        """
        return Reading(Source(document=document, text=text, coder=name), lexicon, syntax).coded(layout)

    return Coder(name=name, code=code, languages=("en",))


def frames(structure: Structure) -> Sequence[Draft]:
    """Propose what the frames find in a sentence."""
    return settle(structure, compose(structure, drafts_of(structure)))


class Reading:
    """One pass over one document: what it refers back to, what it proposes, what it drops.

    The frames propose drafts unless another proposer is given; what follows on a draft is the same for all.
    """

    def __init__(self, source: Source, lexicon: Lexicon, syntax: Parser | None) -> None:
        self._text = source.text
        self._syntax = syntax
        names = _names(source.document, unmarked(source.text), lexicon)
        self._normal = normalise(source.text)
        self._datelines = datelines(self._normal, names)
        self._names = without_sides(names, self._datelines)
        self._source = source
        self._spans = name_tokens(self._names)
        self._places = places_at(self._names)
        self._days = {day.start: day for day in reversed(self._names.dates)}
        self._lexicon = lexicon
        self._states, self._civil = lexicon.of_kind("state"), lexicon.of_kind("civilians")
        nameless = (side.id for side in self._names.unlisted if side.name.islower())
        self._bystanders = self._civil.union(nameless)
        self._victims = tuple(self._civil) if len(self._civil) == 1 else ()
        self._dropped: Counter[str] = Counter()
        self._claims: list[Claim] = []
        self._told = Told(lexicon.actors)
        self._ordinals: Counter[tuple[int, int, str]] = Counter()
        self._scope = Scope()
        self._foes = Foes()
        self._groups: set[str] = set()
        self._heard = 0  # of the names, those that the groups are taken from
        self._paragraph = -1
        self._topic: tuple[str, ...] = ()
        self._striker: tuple[str, ...] = ()

    @property
    def names(self) -> Names:
        """What the text names."""
        return self._names

    def coded(self, layout: Layout, propose: Callable[[Structure], Sequence[Draft]] = frames) -> Coded:
        """Read all segments and say what became of what was proposed in them."""
        self._propose = propose
        found = tuple(behind(segments(self._normal, layout), self._datelines))
        self._voices = Voices(self._text, self._names.plain, found)
        for start in range(0, len(found), _WINDOW):
            self._window(found[start : start + _WINDOW])
        maps = Maps(self._source, self._names, self.read)
        drawn = maps.claims(found, self._claims) if propose is frames else ()
        return Coded(
            claims=tuple(merge_sorted(self._claims, drawn, key=lambda claim: claim.start)),
            dropped=dict(sorted((+self._dropped).items())),
            proposals=proposals(self._names, self._text, self._lexicon),
        )

    def _window(self, found: Sequence[Segment]) -> None:
        """Read some segments, parsing their sentences in one batch."""
        items = [self.read(segment) if segment.role in TELLING else Item(segment, []) for segment in found]
        for item in items:
            item.verbal = may_be_verbs(item.tokens)
        if self._syntax is not None:
            parsed = [item for item in items if may_claim(item)]
            made = self._syntax.parse([item.tokens for item in parsed], self._names.plain)
            for item, tree in zip(parsed, made, strict=True):
                item.tree = tree
        for item in items:
            _mark(item)
        self._voices.hear(items)
        for item in items:
            segment = item.segment
            self._dropped["cut sentence"] += segment.cut
            if segment.role in TELLING:
                self._sentence(item)
            elif segment.role in SILENT:
                self._dropped[segment.role.value] += 1
            else:
                self._topic = self._headline(segment)
                if segment.role is Role.QUESTION:
                    self._dropped["question"] += 1

    def read(self, segment: Segment) -> Item:
        """Cut a part of the text into tokens, its names in one each."""
        tokens = tokenise(self._names, segment, self._spans)
        words = words_of(tokens)
        tell_adverbs(tokens, words)
        merged = merge(tokens, words, self._names.plain, self._names.metonyms)
        return Item(segment, merged, words if merged is tokens else words_of(merged))

    def _headline(self, segment: Segment) -> tuple[str, ...]:
        """Name the two sides that a heading is about: whom "they" means in the sentence under it."""
        inside = self._names.actors_in(segment.start, segment.end)
        named = tuple(dict.fromkeys(hit.means for hit in inside))
        return named if len(named) == 2 else self._topic

    def _sentence(self, item: Item) -> None:
        segment, tokens, tree = item.segment, item.tokens, item.tree
        if segment.paragraph != self._paragraph:
            self._scope = Scope(
                subject=self._topic,
                striker=self._striker,
                civil=self._victims,
                states=self._states,
                group=self._only_group(segment.start),
            )
            self._paragraph = segment.paragraph
        if not tokens:
            return
        take_up(tokens, item.words, self._scope, self._states)
        _mark(item)
        mark_landmarks(tokens, item.words, item.verbal, self._names.plain)
        self._scope.voice = self._voices.side(item)
        structure = (
            Structure(tokens, item.words, self._scope)
            if tree is None
            else Parsed(tokens, item.words, self._scope, tree)
        )
        named = named_places(tokens, structure.tagged("L"), self._places)
        if drafts := list(self._kept(structure, self._propose(structure))):
            self._claim(drafts, item, named)
        if structure.names_side:
            self._remember(structure)
        if (day := structure.tags.find("W", 0, _HEAD)) >= 0:
            self._scope.when = self._days.get(tokens[day].start)
        if named:
            self._scope.place = place_of(named[-1], self._places)

    def _only_group(self, start: int) -> tuple[str, ...]:
        """Name the one side that the text has named up to start, states and bystanders apart."""
        actors = self._names.actors
        while self._heard < len(actors) and actors[self._heard].start < start and len(self._groups) < 2:
            side = actors[self._heard].means
            self._heard += 1
            if side not in self._states and side not in self._bystanders:
                self._groups.add(side)
        return tuple(self._groups) if len(self._groups) == 1 else ()

    def _claim(self, drafts: Sequence[Draft], item: Item, named: Sequence[Token]) -> None:
        """Make the claims of a sentence."""
        segment, scope = item.segment, self._scope
        setting = Setting(self._names, item, named, self._places)
        sentence = Sentence(setting=setting, spoken=item.spoken, told=scope.when, near=scope.place)
        title = segment.role is Role.CAPTION
        for draft in drafts:
            if not draft.closed:
                only_other(item.tokens, draft, scope, self._bystanders, self._foes)
            self._foes.note(draft)
            self._put(draft, sentence, title=title)
            if draft.kind == "strike" and draft.a:
                self._striker = scope.striker = draft.a

    def _kept(self, structure: Structure, drafts: Sequence[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            if (why := unreal(structure, draft)) is not None:
                self._dropped[why] += 1
                continue
            if negated(structure, draft) and draft.kind not in ("no_clash", "less_targeting"):
                kind = absence(draft)
                if kind is None:
                    self._dropped["negated"] += 1
                    continue
                draft.negated, draft.kind = kind == draft.kind, kind
                draft.rules.append("p.negated")
            yield draft

    def _put(self, draft: Draft, sentence: Sentence, *, title: bool) -> None:
        tokens = sentence.setting.tokens
        if self._told.again(tokens, draft, title=title):
            self._dropped["said before"] += 1
            return
        self._told.note(draft)
        try:
            span = span_of(tokens, draft, self._text)
            ordinal = self._ordinals[span.start, span.end, draft.kind]
            claim = build(draft, span, sentence, self._source, ordinal)
        except AnchorError:
            self._dropped["not anchored"] += 1
            return
        self._ordinals[span.start, span.end, draft.kind] += 1
        self._claims.append(claim)

    def _remember(self, structure: Structure) -> None:
        """Keep what the next sentence may refer back to: the first free party, the last pair."""
        tokens = structure.tokens
        sides = structure.tagged("A")
        parties = [k for k in sides if not tokens[k].possessive and not _civil(tokens[k])]
        for k in parties:
            if preposition_of(tokens, k) is None:
                self._scope.subject, self._topic = group(tokens, k).actors, ()
                break
        last = tuple(dict.fromkeys([a for k in parties for a in tokens[k].actors]))
        if len(last) >= 2:
            self._scope.pair = last[-2:]
        if last:
            recent = dict.fromkeys((*last[::-1], *self._scope.named[::-1]))
            self._scope.named = tuple(recent)[:_REMEMBERED][::-1]


def _mark(item: Item) -> None:
    """Tell the verbs of a sentence."""
    mark_verbs(item.tokens, item.verbal)
    if item.tree is not None:
        item.tree.mark(item.tokens)
        item.verbal = sorted({*item.verbal, *(k for k, t in enumerate(item.tokens) if t.tag == "V")})


def _civil(token: Token) -> bool:
    return token.word.rpartition(" ")[2] in WORDS.civil


def _names(document: Document, text: str, lexicon: Lexicon) -> Names:
    names = lexicon.read(text, document.published)
    if document.published is not None:
        return names
    head = next(
        (
            d
            for d in names.dates
            if d.start < 600 and d.rule in ("d.iso", "d.dotted", "d.mail", "d.month_day", "d.day_month")
        ),
        None,
    )
    if head is None:
        return names
    return replace(names, dates=names.dating.read(head.since))


CODER = coder(parser())
