"""Step 8g: who goes on speaking: in long quotations, block quotes, mails in mails, "he added", notes.

A document-level state beside the speeches of one sentence (`attribution.py`). It only ever takes up speakers
whom the text names; their links keep the characters where they are named.
"""

from collections.abc import Sequence
from dataclasses import replace

from holdfire.claims.addressed import addressee, introduced, signed, you_wrote
from holdfire.claims.announcing import byline, is_author, letterhead, paragraph_spans, writer_of_quoted
from holdfire.claims.attribution import Speech, cover, may_name_source, speeches
from holdfire.claims.carrying import Item, quoted_parts, speak
from holdfire.claims.cues import Heard
from holdfire.claims.notes import marks, note_sources
from holdfire.claims.persons import agrees, is_generic, is_plural, person_in, reporter_in, sides_of
from holdfire.claims.quotations import quotations
from holdfire.claims.segments import TELLING, Role, Segment
from holdfire.claims.speakers import PLURAL_PRONOUNS, PRONOUNS, THING_PRONOUNS
from holdfire.claims.tokens import Token
from holdfire.claims.turns import turns
from holdfire.model.claim import Attribution, Modality, Speaker

_OURS = frozenset(("we", "our", "us", "ours"))
_OWN = _OURS | {"i", "my"}
_SHORT = 16  # tokens of a paragraph that only announces a speaker
_BLOCK, _MAIL, _NOTE = 2, 3, 4  # how far from the event: behind what the sentence itself says


class Voices:
    """Who is speaking as a document is read, sentence by sentence."""

    def __init__(self, text: str, plain: str, found: Sequence[Segment]) -> None:
        self._plain = plain
        self._head, self._byline = letterhead(plain, found), byline(plain, found)
        self._notes = note_sources(text, found, self._byline)
        self._marked = quotations(text, paragraph_spans(found))
        self._turns = {**signed(plain, found), **turns(plain, found)}
        self._addressee = addressee(text)
        self._sides: dict[int, tuple[str, ...]] = {}  # by where a speaker is named: whose side it speaks for
        self._paragraph = -1
        self._sentences = 0  # read in this paragraph
        self._named: Speech | None = None  # the last named speaker, whom "he" and a later quotation take up
        self._person: Speech | None = None  # who is spoken of, and may be "he"
        self._reporter: Speech | None = None  # the report or the body spoken of, which may be "it"
        self._earlier: Speech | None = None  # who spoke or was spoken of in the paragraph before
        self._heads = False  # the last named speaker stands at the head of its sentence
        self._lead: Speech | None = None  # an unnamed source whose report is the paragraph before
        self._block: Speech | None = None  # who was announced with a colon
        self._long = False  # the block goes on until the voice changes
        self._announced: Speech | None = None
        self._runs = False  # the block has begun inside this paragraph
        self._writers: dict[int, Attribution] = {}  # of quoted mails, by depth
        self._writer: Attribution | None = None

    def hear(self, items: Sequence[Item]) -> None:
        """Fill in what of each sentence is said by whom; items: segments in the order of the text."""
        for item in items:
            if item.segment.role in TELLING and item.tokens:
                self._sentence(item)
            else:
                self._apart(item.segment)
        speak(items, self._marked)
        for item in items:
            item.spoken.extend(self._noted(item.tokens))

    def side(self, item: Item) -> tuple[str, ...]:
        """Name the side whose "we" a quotation in this sentence speaks with."""
        if item.words.isdisjoint(_OURS) or not item.spoken:
            return ()
        for k, token in enumerate(item.tokens):
            if token.word in _OURS:
                quoted = self._marked.at(token.start) is not None
                for speech in cover(item.spoken, k):
                    if speech.links and (quoted or speech.distance):
                        return self._sides.get(speech.links[0].start, ())
        return ()

    # -- segments

    def _apart(self, segment: Segment) -> None:
        """Take note of a heading or a mail's head: a block quote ends there, a quoted mail may begin."""
        self._writer = self._writer_before(segment) or self._writer
        if segment.role is Role.HEADING or segment.role is Role.MAIL_HEADER:
            self._block = self._announced = None

    def _sentence(self, item: Item) -> None:
        segment, tokens = item.segment, item.tokens
        if segment.paragraph != self._paragraph:
            self._turn(tokens, segment)
        self._sentences += 1
        item.spoken = self._heard(item)
        self._end_block(item)
        item.resting = self._named or self._block
        found = list(item.spoken)
        item.spoken.extend(self._carried(item, found))
        if (asked := self._turns.get(segment.paragraph)) is not None:
            item.spoken.append(_whole(tokens, (asked,), _BLOCK))
        if segment.quoted:
            item.spoken.extend(self._mailed(tokens, segment))
        self._remember(item, found)
        writer = self._writer_before(segment)
        if writer is not None:
            self._writer, self._announced = writer, None

    def _writer_before(self, segment: Segment) -> Attribution | None:
        """Name the writer of the mail that is quoted next, as the sentence before it tells."""
        if not self._plain[segment.start : segment.end].rstrip().endswith((":", ",")):
            return None
        known = writer_of_quoted(self._plain, segment)
        return known or you_wrote(self._plain, segment, self._addressee)

    def _turn(self, tokens: Sequence[Token], segment: Segment) -> None:
        """Begin a paragraph: a block goes on where it is marked or stands long, "he" over one break."""
        quoted = self._marked.at(tokens[0].start) is not None or segment.quoted > 0
        if self._announced is not None:
            self._block, self._long = self._announced, self._long and not quoted
        elif not quoted and not self._long:
            self._block = None
        follows = segment.paragraph == self._paragraph + 1
        single = self._sentences == 1
        self._lead = self._named if follows and single and self._heads and is_generic(self._named) else None
        if not quoted and tokens[0].word not in PRONOUNS:
            self._earlier = _later(self._named, self._person) if follows else None
            self._named = self._named if self._announced else None
            self._person = self._reporter = None
        if segment.quoted and self._writer is not None:
            self._writers[segment.quoted] = self._writer
        self._writers = {d: w for d, w in self._writers.items() if d <= max(segment.quoted, 1)}
        self._announced, self._writer, self._runs = None, None, False
        self._paragraph, self._sentences = segment.paragraph, 0

    # -- one sentence

    def _heard(self, item: Item) -> list[Speech]:
        """Read what a sentence says of its speakers, pronouns resolved."""
        tokens, marked = item.tokens, self._marked
        if not may_name_source(item.words):
            return []
        quoted: list[int | None] = [None] * len(tokens) if marked.all else []
        for number, first, last in quoted_parts(item, marked):
            quoted[first : last + 1] = [number] * (last - first + 1)
        found: list[Speech] = []
        for speech in speeches(Heard(tokens, item.words, self._plain, item.tree, quoted, item.verbal)):
            understood = self._understood(speech, found)
            if understood is not None:
                found.append(understood)
        return found

    def _understood(self, speech: Speech, before: Sequence[Speech]) -> Speech | None:
        """Put a name to "he said"; leave out the author and "it" that is nobody."""
        links: list[Attribution] = []
        for one in speech.links:
            if one.source.lower() in PRONOUNS:
                known = self._meant(one, before)
                if not known and one.source.lower() == "it":
                    return None
                links += known or (one,)
            elif not is_author(one, self._head, self._byline):
                links.append(one)
            elif one is speech.links[0]:
                return None
        understood = tuple(dict.fromkeys(links))
        return speech if understood == speech.links else replace(speech, links=understood)

    def _meant(self, one: Attribution, before: Sequence[Speech]) -> tuple[Attribution, ...]:
        """Resolve a pronoun to who has just spoken or been spoken of, whichever is later."""
        word = one.source.lower()
        known = next((s for s in reversed(before) if s.links and s.links[0].end <= one.start), self._named)
        if word in THING_PRONOUNS:
            known = known or self._reporter
        else:
            known, person = (s if s is not None and agrees(word, s) else None for s in (known, self._person))
            if person is not None and is_plural(person) == (word in PLURAL_PRONOUNS):
                known = _later(known, person)
            known = known or (self._earlier if self._earlier and agrees(word, self._earlier) else None)
        if known is None or not known.links:
            return ()
        return replace(known.links[0], relation=one.relation), *known.links[1:]

    def _end_block(self, item: Item) -> None:
        """End an unmarked block where somebody else begins to speak at the head of a paragraph."""
        if self._block is None or not self._long or item.segment.quoted or self._sentences > 1:
            return
        first = item.tokens[0].start
        others = any(
            s.links[0].speaker is Speaker.NAMED
            and s.links[0].start - first < 8
            and s.links[0].relation != "footnote"
            for s in item.spoken
            if s.links
        )
        if others and item.words.isdisjoint(_OWN):
            self._block, self._long = None, False

    def _carried(self, item: Item, found: Sequence[Speech]) -> list[Speech]:
        """Attribute a block quote to whom its colon announced, a paragraph to the lead above it."""
        last = len(item.tokens) - 1
        if self._block is not None and not (self._runs and found and self._sentences == 1):
            return [self._block.over(0, last, _BLOCK)]
        if not found and self._lead is not None and item.words.isdisjoint(_OWN):
            return [self._lead.over(0, last, 1)]
        return []

    def _mailed(self, tokens: Sequence[Token], segment: Segment) -> list[Speech]:
        """Attribute a quoted mail to its writer, and what that quotes to both."""
        writers = [self._writers[d] for d in range(segment.quoted, 0, -1) if d in self._writers]
        if not writers:
            return []
        return [_whole(tokens, tuple(writers), _MAIL)]

    def _noted(self, tokens: Sequence[Token]) -> list[Speech]:
        """Attribute what carries a note's mark to the source that the note names."""
        found: list[Speech] = []
        first = 0
        for at, mark in marks(tokens) if self._notes else ():
            source = self._notes.get(mark)
            if source is not None and at > first:
                found.append(
                    Speech(
                        first=first, last=at - 1, links=(source,), modality=Modality.REPORTED, distance=_NOTE
                    )
                )
            first = at + 3
        return found

    def _remember(self, item: Item, found: Sequence[Speech]) -> None:
        tokens = item.tokens
        named = next((s for s in found if s.links and s.modality is not Modality.DENIED), None)
        named = named or next((s for s in found if s.links), None)
        if named is not None:
            self._named, self._lead = named, None
            self._heads = named.links[0].start <= tokens[min(1, len(tokens) - 1)].start
            for speech in found:
                for one in speech.links:
                    self._speak_for(tokens, one)
        self._reporter = reporter_in(tokens, item.words, self._plain) or self._reporter
        if (person := person_in(tokens, item.words, self._plain)) is not None:
            self._person = person
            self._speak_for(tokens, person.links[0])
            if named is None and self._sentences == 1 and person.links[0].speaker is Speaker.NAMED:
                self._named = person
        self._announce(item, named)

    def _speak_for(self, tokens: Sequence[Token], one: Attribution) -> None:
        """Note whose side somebody speaks for where the text first names them."""
        if one.start not in self._sides:
            self._sides[one.start] = sides_of(tokens, one)

    def _announce(self, item: Item, named: Speech | None) -> None:
        """Note a speaker before a colon: at the paragraph's end, or with plain words behind it."""
        tokens = item.tokens
        closes = tokens[-1].word == ":" or (len(tokens) > 1 and tokens[-2].word == ":")
        if named is None and closes:
            one = introduced(Heard(tokens, item.words, self._plain, item.tree))
            named = _whole(tokens, (one,), 0) if one is not None else None
        if named is None:
            self._announced = None
            return
        self._announced = named if closes else None
        if closes:
            short = len(tokens) <= _SHORT or tokens[0].word.endswith("ing")  # "Commenting on …, X said:"
            self._long = short and self._sentences == 1
        colons = (k for k, t in enumerate(tokens[:-2]) if t.word == ":") if ":" in item.words else ()
        colon = next(iter(colons), None)
        if colon is None or colon >= _SHORT or named.first not in (colon, colon + 1):
            return
        if self._marked.at(tokens[colon + 1].start) is None and self._sentences == 1 and self._heads:
            self._block, self._long, self._runs = named, True, True


def _later(one: Speech | None, other: Speech | None) -> Speech | None:
    """Take the one who is named later in the text."""
    if one is None or not one.links or other is None or not other.links:
        return one if one is not None and one.links else other
    return one if one.links[0].start >= other.links[0].start else other


def _whole(tokens: Sequence[Token], links: tuple[Attribution, ...], distance: int) -> Speech:
    """Say that all of a sentence is somebody's words."""
    return Speech(first=0, last=len(tokens) - 1, links=links, modality=Modality.REPORTED, distance=distance)
