"""Step 8e: whose words a set-off block holds, where the text names them around it and no verb of saying does.

"X issued the following statement:" before it, "— X" behind it, "On Sunday you wrote:" in a letter to X.
"""

import re
from collections.abc import Mapping, Sequence

from holdfire.claims.cues import Heard, speaks
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.segments import Segment
from holdfire.claims.speakers import Name, link, name_after, name_before
from holdfire.claims.tables import TABLES
from holdfire.model.claim import Attribution, Speaker

_CUES = TABLES.cues
_STATEMENTS = _CUES["speech.statements"]
_OUTLETS = _CUES["speaker.outlets"]
_CITING = frozenset(("quote", "cite"))
_WORD = r"[^\W\d_a-z][\w.'’-]{0,30}"
_SALUTATION = re.compile(
    r"^[ \t>]*(?:(?i:dear|hi|hello|hey|hallo|salut)[ \t]+)?"
    rf"(?P<name>{_WORD}(?:[ \t]{_WORD}){{0,2}}) ?[,!:-][ \t]*$",
    re.MULTILINE,
)
_YOU = re.compile(
    r"\byou (?:wrote|write|asked|ask|said|say|replied|posted|claimed|objected|argued|added|remarked)\b",
    re.IGNORECASE,
)
_VOCATIVE = re.compile(rf"\s*(?i:and |but |now |so )?(?P<name>{_WORD}(?: {_WORD}){{0,2}}),")
_SIGNED = re.compile(
    r"\s*(?:[—–―]|--?)\s?(?:(?:the|a|an)\s)?(?P<name>(?:Dr|Mr|Mrs|Ms|Gen|Col|Capt|Maj|Lt|Fr|Rev)?\.?\s?"
    rf"{_WORD}(?:\s(?:(?:of|de|al|van|von|bin)\s)?{_WORD}){{0,5}})"
    r"\s*(?:[,(.;]|$)"
)
_HEAD = 3_000  # characters in which a letter names whom it is to
_LONGEST = 160  # characters of a line that names who was quoted


def addressee(plain: str) -> Attribution | None:
    """Find to whom a letter is: "Marianne," or "Dear Rosa," alone on a line at its head."""
    found = _SALUTATION.search(plain, 0, _HEAD)
    if (
        found is None
        or found["name"].casefold() in _CUES["speaker.listeners"]
        or not found["name"][0].isupper()
    ):
        return None
    return _named(found["name"], found.start("name"))


def you_wrote(plain: str, segment: Segment, to: Attribution | None) -> Attribution | None:
    """Read "On Sunday you wrote:", "Jon, you asked," which a letter sets before what it quotes."""
    start, end = segment.start, segment.end
    if not plain[max(start, end - _HEAD) : end].rstrip().endswith((":", ",")):
        return None
    asked = _YOU.search(plain[max(start, end - _HEAD) : end])
    if asked is None:
        return None
    named = _VOCATIVE.match(plain, start, end)
    if (
        named is not None
        and named["name"][0].isupper()
        and named.end() <= max(start, end - _HEAD) + asked.start()
    ):
        return _named(named["name"], named.start("name"))
    return to


def signed(plain: str, found: Sequence[Segment]) -> Mapping[int, Attribution]:
    """Give for each quoted paragraph the one named in the line behind it: "— NAME, miller"."""
    spoken: dict[int, Attribution] = {}
    spans: dict[int, tuple[int, int, int]] = {}
    for s in found:
        first = spans.get(s.paragraph, (s.start, 0, 0))[0]
        spans[s.paragraph] = first, s.end, s.quoted
    numbers = sorted(spans)
    for k in range(1, len(numbers)):
        start, end, _ = spans[numbers[k]]
        if end - start > _LONGEST or (line := _SIGNED.match(plain, start, end)) is None:
            continue
        here = _named(
            line["name"].strip(), line.start("name") + len(line["name"]) - len(line["name"].lstrip())
        )
        for number in reversed(numbers[max(0, k - 8) : k]):
            first, last, depth = spans[number]
            if not depth and not _quotation(plain, first, last, nearest=number == numbers[k - 1]):
                break
            spoken[number] = here
            if not depth and plain[first] not in _OPENING:
                break
    return spoken


_OPENING = "\"“«„‘'"
_CLOSING = "\"”»“’'"


def _quotation(plain: str, start: int, end: int, *, nearest: bool) -> bool:
    text = plain[start:end].strip(" \t\r\n>*_")
    return bool(text) and text[0] in _OPENING and (text[-1] in _CLOSING or not nearest)


def introduced(heard: Heard) -> Attribution | None:
    """Find who is quoted behind a colon without a verb of saying: "X issued the following statement:"."""
    tokens = heard.tokens
    near = tokens[-16:]
    if any(t.word in _STATEMENTS for t in near):
        verb = next((k for k, t in enumerate(tokens) if t.tag == "V" and lemma_of(t) in _CITING), None)
        if verb is not None and (cited := name_after(tokens, verb + 1)) is not None:
            return link(tokens, cited, heard.plain, "said")
        verb = next((k for k, t in enumerate(tokens) if t.tag in "VX" and k > 0), None)
        name = name_before(tokens, verb_group(tokens, verb), heard.tree, verb) if verb is not None else None
        if name is not None and speaks(tokens, name) and tokens[name.first].tag != "O":
            return link(tokens, name, heard.plain, "said")
    outlet = next(
        (
            k
            for k in range(len(tokens) - 1, -1, -1)
            if tokens[k].capital and tokens[k].word.split(" ")[-1] in _OUTLETS
        ),
        None,
    )
    if outlet is None:
        return None
    first = outlet
    while first > 0 and tokens[first - 1].tag in "NAL" and tokens[first - 1].capital:
        first -= 1
    return link(tokens, Name(first, outlet), heard.plain, "reported")


def _named(name: str, start: int) -> Attribution:
    return Attribution(
        source=" ".join(name.split()),
        relation="wrote",
        start=start,
        end=start + len(name),
        speaker=Speaker.NAMED,
    )
