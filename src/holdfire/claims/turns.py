"""Step 8h: interviews and transcripts: whose words the paragraphs behind "Q:", "A." and "NAME:" are."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfire.claims.segments import Segment
from holdfire.model.claim import Attribution, Speaker

_LETTERED = re.compile(r"[>\s*_]*(?P<label>Q|A|Question|Answer|QUESTION|ANSWER)\s?\d{0,3}[*_]{0,2}\s?[.:)]\s")
_WORD = r"[^\W\d_a-z][\w'’.-]{0,30}"
_NAMED = re.compile(
    rf"[>\s*_]*(?P<label>{_WORD}(?:\s(?:(?:al|de|van|von|of)\s)?{_WORD}){{0,4}})[*_]{{0,2}}\s?:\s"
)
_GENRE = re.compile(
    r"\b(?:interview|transcript|hearing|debate|conversation|questions? and answers?|q ?& ?a|"
    r"minutes|testimony)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:mr|mrs|ms|dr|gen|col|sen|rep|the)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:interview(?:ed|s)?|conversation|spoke|speak|speaks|spoken|talk|talked|talks|sat down|corresponded|"
    r"questions?|put [^.\n]{1,40}?|answers?|q ?& ?a)"
    r"\s{1,2}(?:with|to|of|by|from)\s{1,2}(?P<name>[^\n]{3,120})|"
    r"\b(?:asked|met|interviewed|questioned|visited|reached|answers from)\s{1,2}(?P<whom>[^\n]{3,120})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;:()\[\]\"“”?!]|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])\.|"
    r"\s(?:who|whom|whose|which|that|in|at|on|about|for|from|after|before|during|by|over|last|this)\s"
)
_PERSON = re.compile(r"(?:an?\s|the\s|one\s|former\s|ex-|[^\W\d_a-z])")
_APART = 4  # paragraphs without a label between two turns of one speaker
_BEFORE = 4_000  # characters in which an interview says with whom it is
_HEAD = 800  # characters in which a text says that it is a transcript


@dataclass(frozen=True, slots=True)
class _Turn:
    paragraph: int
    label: str
    start: int
    end: int
    depth: int
    asks: bool


def turns(plain: str, found: Sequence[Segment]) -> Mapping[int, Attribution | None]:
    """Give for each paragraph of an interview who speaks in it, None where the author asks.

    "A:" is whom the text before the first "Q:" says that it asks; "NAME:" is NAME, in a text that is a
    transcript: labels return, and one of them asks or the text calls itself an interview.
    """
    lettered = list(_labelled(plain, found, _LETTERED))
    letters = {turn.label[0].upper() for turn in lettered}
    if letters == {"Q", "A"}:
        first = min(turn.start for turn in lettered)
        asked = _interviewee(plain, first)
        answers = {"A": asked} if asked is not None else {}
        return _spread(lettered, found, lambda turn: answers.get(turn.label[0].upper()))
    named = list(_labelled(plain, found, _NAMED))
    if not _transcript(plain, named):
        return {}
    return _spread(named, found, _speaker)


def _labelled(plain: str, found: Sequence[Segment], label: re.Pattern[str]) -> Iterator[_Turn]:
    """Find the paragraphs that begin with a label."""
    number, ends = -1, {s.paragraph: s.end for s in found}
    for segment in found:
        if segment.paragraph == number:
            continue
        number, end = segment.paragraph, ends[segment.paragraph]
        if (head := label.match(plain, segment.start, min(end, segment.start + 160))) is None:
            continue
        yield _Turn(
            paragraph=number,
            label=head["label"],
            start=head.start("label"),
            end=head.end("label"),
            depth=segment.quoted,
            asks=plain[segment.start : end].rstrip("\"'”’ \n*_").endswith("?"),
        )


def _transcript(plain: str, named: Sequence[_Turn]) -> bool:
    """Tell a transcript from a table of fields: "Place: Osk"."""
    labels = [turn.label.casefold() for turn in named]
    if len(set(labels)) < 2 or len(labels) == len(set(labels)):
        return False
    titled = any(_TITLED.match(label) for label in labels)
    return titled or any(turn.asks for turn in named) or _GENRE.search(plain, 0, _HEAD) is not None


def _speaker(turn: _Turn) -> Attribution:
    return Attribution(
        source=" ".join(turn.label.split()),
        relation="said",
        start=turn.start,
        end=turn.end,
        speaker=Speaker.NAMED,
    )


def _interviewee(plain: str, before: int) -> Attribution | None:
    """Find whom a text says that it interviews: the last one named so before the first question."""
    low = max(0, before - _BEFORE)
    for asked in reversed(list(_ASKED.finditer(plain, low, before))):
        group = "name" if asked["name"] else "whom"
        start, there = asked.start(group), asked[group]
        ends = _ENDS.search(there)
        name = there[: ends.start()].rstrip(" .") if ends else there.rstrip(" .")
        person = any(word[0].isupper() for word in name.split()) or name.startswith(
            ("a ", "an ", "ex-", "former ")
        )
        if not name or not _PERSON.match(name) or not person:
            continue
        if name.startswith(("the ", "The ")):
            start, name = start + 4, name[4:]
        proper = any(word[0].isupper() for word in name.split())
        return Attribution(
            source=" ".join(name.split()),
            relation="said",
            start=start,
            end=start + len(name),
            speaker=Speaker.NAMED if proper else Speaker.UNNAMED,
        )
    return None


def _spread(
    labelled: Sequence[_Turn], found: Sequence[Segment], speaker: Callable[[_Turn], Attribution | None]
) -> Mapping[int, Attribution | None]:
    """Give each turn its paragraphs: its own, and those before the next label of the same depth close by."""
    depths = {s.paragraph: s.quoted for s in found}
    spoken: dict[int, Attribution | None] = {}
    for turn, after in zip(labelled, [*labelled[1:], None], strict=True):
        close = after is not None and after.paragraph - turn.paragraph <= _APART and after.depth == turn.depth
        last = after.paragraph if close and after is not None else turn.paragraph + 1
        for paragraph in range(turn.paragraph, last):
            if depths.get(paragraph, turn.depth) == turn.depth:
                spoken[paragraph] = speaker(turn)
    return spoken
