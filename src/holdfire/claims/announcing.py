"""Step 8e: whose words the next paragraphs are: "On 3 May, NAME wrote:", and who writes the text."""

import re
from collections.abc import Sequence

from holdfire.claims.segments import Role, Segment
from holdfire.claims.tables import TABLES
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import Attribution

_WROTE = re.compile(r"\b(?:wrote|writes)\s{0,3}:\s*\Z")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,40}\s{1,3}){0,4}[^\W\d_a-z][\w.'’-]{0,40}\Z")
_BYLINE = re.compile(
    r"\s*(?:posted |written |statement )?(?:by|of)\s+(?P<names>.{1,300})", re.IGNORECASE | re.DOTALL
)
_ANY_WORD, _CAPITAL_WORD = re.compile(r"[^\W\d_][\w'’-]*"), re.compile(r"[^\W\d_a-z][\w'’-]+")
_ADDRESS_ENDS = {">": "<", ")": "(", "]": "["}
_LETTERHEAD = 4  # segments
_READ = 400  # characters
_TITLE = 60  # characters
_NO_NAMES = frozenset(("on", "am", "pm", "at", "in", "gmt", "utc", "the"))


def writer_of_quoted(plain: str, segment: Segment) -> Attribution | None:
    """Read "On 3 May, NAME <address> wrote:", which a mail sets before what it quotes."""
    start = max(segment.start, segment.end - _READ)
    text = plain[start : segment.end]
    wrote = _WROTE.search(text) if text.rstrip().endswith(":") else None
    if wrote is None:
        return None
    head = text[: wrote.start()].rstrip()
    if head and (opening := _ADDRESS_ENDS.get(head[-1])) and opening in head:
        head = head[: head.rindex(opening)].rstrip()
    name = _NAME.search(head)
    if name is None:
        return None
    first = name.start()
    for word in re.finditer(r"\S+", name[0]):
        first = name.start() + word.start()
        folded = word[0].casefold().strip(".,")
        if folded not in _NO_NAMES and folded[:3] not in WORDS.months and folded not in WORDS.weekdays:
            break
    source = " ".join(head[first:].split())
    if not source:
        return None
    return Attribution(source=source, relation="wrote", start=start + first, end=start + len(head))


def letterhead(plain: str, found: Sequence[Segment]) -> frozenset[str]:
    """List the words of a text's title, byline and letterhead: the names of who writes it."""
    words: set[str] = set()
    titled = bool(found) and found[0].role is Role.HEADING
    for segment in found[: 2 * _LETTERHEAD]:
        text = plain[segment.start : min(segment.end, segment.start + _READ)]
        byline = _BYLINE.match(text)
        under_title = titled and segment.paragraph <= found[0].paragraph + 1
        short = under_title and segment.end - segment.start < _TITLE
        if (segment.role is Role.HEADING or short) and segment in found[:_LETTERHEAD]:
            words.update(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text))
        elif byline is not None and len(text) < _READ:
            words.update(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", byline["names"]))
    return frozenset(words)


def byline(plain: str, found: Sequence[Segment]) -> frozenset[str]:
    """List the capitalised words of the lines that name a text's author: "By NAME, secretary of NAME (X)"."""
    words: set[str] = set()
    for segment in found[: 2 * _LETTERHEAD]:
        text = plain[segment.start : min(segment.end, segment.start + _READ)]
        named = _BYLINE.match(text)
        if named is not None and not text.lstrip().lower().startswith("of"):
            words.update(word.casefold() for word in re.findall(r"[^\W\d_a-z][\w'’-]{1,40}", named["names"]))
    return frozenset(words)


def is_author(link: Attribution, head: frozenset[str], names: frozenset[str]) -> bool:
    """Say whether a speaker is the text's own author or outlet: in a mission's report, "the Mission"."""
    words = [word.casefold() for word in _ANY_WORD.findall(link.source)]
    if not words:
        return False
    capital = [word.casefold() for word in _CAPITAL_WORD.findall(link.source)]
    if capital and all(word in names for word in capital):
        return True
    if link.relation == "reported":
        return all(word in head for word in capital or words)
    return len(words) <= 2 and words[-1] in head and words[-1] in TABLES.cues["speaker.authoring"]


def paragraph_spans(found: Sequence[Segment]) -> list[tuple[int, int]]:
    """Give where each paragraph begins and ends."""
    spans: list[tuple[int, int]] = []
    number = -1
    for segment in found:
        if segment.paragraph == number and spans:
            spans[-1] = spans[-1][0], segment.end
        else:
            spans.append((segment.start, segment.end))
        number = segment.paragraph
    return spans
