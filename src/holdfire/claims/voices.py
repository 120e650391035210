"""Step 8b: who goes on speaking: quotations over several sentences, block quotes, "he added", short leads.

A document-level state beside the speeches of one sentence (`attribution.py`). It only ever takes up speakers
whom the text names; their links keep the characters where they are named.
"""

from collections.abc import Sequence
from dataclasses import replace

from holdfire.claims.attribution import Speech, speeches
from holdfire.claims.segments import Segment
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality

_SPEAKING = frozenset(("he", "she", "they"))
_AUTHOR = frozenset(("i", "we", "our", "us"))
_SOURCES = TABLES.cues["speech.sources"]


class Voices:
    """Who is speaking as a document is read, sentence by sentence."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._paragraph = -1
        self._sentences = 0  # read in this paragraph
        self._named: Speech | None = None  # the last named speaker, whom "he" and a later quotation take up
        self._heads = False  # the last named speaker stands at the head of its sentence
        self._voice: tuple[str, ...] = ()  # the side the last named speaker belongs to
        self._open = False  # a quotation goes on over the sentence's end
        self._lead: Speech | None = None  # an unnamed source whose report is the paragraph before
        self._block: Speech | None = None  # who was announced with a colon at the end of the paragraph before
        self._announced: Speech | None = None

    def hear(self, tokens: Sequence[Token], segment: Segment) -> tuple[Speech, ...]:
        """List what of a sentence is said by whom, and remember its speaker."""
        if segment.paragraph != self._paragraph:
            self._turn(tokens, segment)
        self._sentences += 1
        found = [self._named_again(speech) for speech in speeches(tokens, self._plain)]
        marks = [k for k, token in enumerate(tokens) if token.word == '"']
        carried = self._carried(tokens, marks, found)
        self._remember(tokens, found, marks)
        return (*found, *carried)

    def side(self, tokens: Sequence[Token], spoken: Sequence[Speech]) -> tuple[str, ...]:
        """Name the side whose "we" a quotation in this sentence speaks with."""
        if not any(t.word in _AUTHOR for t in tokens):
            return ()
        if any(t.word == '"' for t in tokens) or (spoken and spoken[-1].link is not None and self._open):
            link = next((s.link for s in spoken if s.link is not None), None)
            return _actors_in(tokens, link) or (self._voice if link is not None else ())
        return ()

    def _turn(self, tokens: Sequence[Token], segment: Segment) -> None:
        """Begin a paragraph: a quotation goes on only where it opens with a mark, "he" over one break."""
        single = self._sentences == 1
        quoted = tokens[0].word == '"'
        self._block = self._announced or (self._block if quoted or segment.quoted else None)
        follows = segment.paragraph == self._paragraph + 1
        self._lead = (
            self._named if follows and single and self._heads and _generic(self._named, self._plain) else None
        )
        if not quoted and tokens[0].word not in _SPEAKING:
            self._named, self._voice = (self._named, self._voice) if self._announced else (None, ())
        self._announced, self._open = None, False
        self._paragraph, self._sentences = segment.paragraph, 0

    def _named_again(self, speech: Speech) -> Speech:
        """Put a name to "he said"."""
        link = speech.link
        if link is None or link.source.lower() not in _SPEAKING or self._named is None:
            return speech
        known = self._named.link
        return speech if known is None else replace(speech, link=replace(known, relation=link.relation))

    def _carried(
        self, tokens: Sequence[Token], marks: Sequence[int], found: Sequence[Speech]
    ) -> tuple[Speech, ...]:
        """Attribute a quotation to who spoke before, and a block quote to whom its colon announced."""
        last, speech, extent = len(tokens) - 1, None, (0, len(tokens) - 1)
        if self._open:
            speech, extent = self._named, (0, marks[0] if marks else last)
        elif found:
            speech = None
        elif self._block is not None:
            speech = self._block
        elif len(marks) > 1:
            speech, extent = self._named, (marks[0], marks[-1])
        elif not any(t.word in _AUTHOR for t in tokens):
            speech = self._lead
        return () if speech is None else (replace(speech, first=extent[0], last=extent[1]),)

    def _remember(self, tokens: Sequence[Token], found: Sequence[Speech], marks: Sequence[int]) -> None:
        named = next((s for s in found if s.link is not None and s.modality is not Modality.DENIED), None)
        if named is not None and named.link is not None and named.link.source.lower() not in _SPEAKING:
            self._named, self._voice, self._lead = named, _actors_in(tokens, named.link), None
            self._heads = named.link.start <= tokens[min(1, len(tokens) - 1)].start
        elif self._sentences == 1 and not found and (person := _person(tokens, self._plain)) is not None:
            self._named, self._voice = person, ()
        if len(marks) % 2:
            self._open = not self._open
        closes = tokens[-1].word == ":" or (len(tokens) > 1 and tokens[-2].word == ":")
        self._announced = named if closes and named is not None else None


def _generic(speech: Speech | None, plain: str) -> bool:
    """Say whether the speaker is an unnamed source ("sources in P"), whose report needs no cue a sentence."""
    if speech is None or speech.link is None:
        return False
    words = plain[speech.link.start : speech.link.end].lower().split()
    return any(word in _SOURCES for word in words[:3])


def _actors_in(tokens: Sequence[Token], link: Attribution | None) -> tuple[str, ...]:
    """Name the sides in a speaker's own name: "a League officer"."""
    if link is None:
        return ()
    inside = (t for t in tokens if link.start <= t.start and t.end <= link.end)
    return next((t.actors or t.kin for t in inside if t.actors or t.kin), ())


def _person(tokens: Sequence[Token], plain: str) -> Speech | None:
    """Take two capitalised words at a paragraph's head as the person whom "he said" means."""
    k = 0
    while k < len(tokens) and tokens[k].tag == "N" and tokens[k].capital:
        k += 1
    if k < 2 or k > 4:
        return None
    start, end = tokens[0].start, tokens[k - 1].end
    link = Attribution(source=plain[start:end], relation="said", start=start, end=end)
    return Speech(first=0, last=0, link=link, modality=Modality.REPORTED)
