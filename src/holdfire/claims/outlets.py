"""Step 8a: which outlet passed a speaker's words on: "told Radio X", "quoted by X", "speaking to X"."""

from collections.abc import Iterator, Sequence

from holdfire.claims.speakers import Name, name_after
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_CARRYING = frozenset(
    ("quoted", "cited", "carried", "published", "aired", "broadcast", "shown", "reported", "interviewed")
)
_SPEAKING_TO = frozenset(("speaking", "talking", "spoke", "interview", "told", "writing", "statement"))
_LED_BY = frozenset(("to", "with", "in", "on", "by", "of"))
_WITHIN = 24  # tokens


def outlets_behind(tokens: Sequence[Token], first: int, last: int) -> Iterator[Name]:
    """Find who passed the words on: "quoted by X", "speaking to X", "in an interview with X"."""
    for k in range(first, min(last, first + _WITHIN)):
        carried = tokens[k].word in _CARRYING or tokens[k].word in _SPEAKING_TO
        if not carried:
            continue
        led = next((j for j in range(k + 1, min(k + 4, last + 1)) if tokens[j].word in _LED_BY), None)
        found = name_after(tokens, led + 1) if led is not None else None
        if found is not None and is_outlet(tokens, found):
            yield found


def is_outlet(tokens: Sequence[Token], name: Name) -> bool:
    """Say whether somebody who is told something publishes it: "told Radio X", not "told reporters"."""
    words = [t.word for t in tokens[name.first : name.last + 1] if t.word.isalnum() or "-" in t.word]
    if not words or (
        words[-1] in _CUES["speaker.listeners"] and words[0] in ("this", "our", "my", *words[-1:])
    ):
        return False
    if any(word in _CUES["speaker.outlets"] for word in words) and words[0] not in ("this", "our"):
        return any(t.capital for t in tokens[name.first : name.last + 1]) or words[0] in (
            "state",
            "same",
            "the",
        )
    if words[-1] in _CUES["speaker.listeners"]:
        return False
    capital = [t for t in tokens[name.first : name.last + 1] if t.capital and t.tag in "NAL"]
    starred = name.first > 0 and tokens[name.first - 1].word == "*"
    article = tokens[name.first].word == "the"
    return bool(capital) and (starred or article or len(words) == 1)
