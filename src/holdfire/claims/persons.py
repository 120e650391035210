"""Step 8e: persons of whom a text speaks: who may be "he", who is unnamed, for whose side one speaks."""

from collections.abc import Sequence

from holdfire.claims.attribution import Speech
from holdfire.claims.speakers import Name, link
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality, Speaker

_SOURCES = TABLES.cues["speech.sources"]
_PEOPLE = TABLES.cues["speaker.people"]


def is_generic(speech: Speech | None) -> bool:
    """Say whether the speaker is an unnamed source ("sources in P"), whose report needs no cue a sentence."""
    if speech is None or not speech.links:
        return False
    return any(word in _SOURCES for word in speech.links[0].source.lower().split()[:3])


def is_plural(speech: Speech) -> bool:
    """Say whether several speak whom nobody names: "they"."""
    return speech.links[0].speaker is Speaker.ANONYMOUS_PLURAL


def sides_of(tokens: Sequence[Token], one: Attribution) -> tuple[str, ...]:
    """Name the sides in a speaker's own name: "a League officer"."""
    inside = (t for t in tokens if one.start <= t.start and t.end <= one.end)
    return next((t.actors or t.kin for t in inside if t.actors or t.kin), ())


def person_at_head(tokens: Sequence[Token], plain: str) -> Speech | None:
    """Take a person at a sentence's head as whom "he", "they" means: "Jon Marl", "two shepherds"."""
    last = _full_name(tokens) or _described(tokens)
    if last is None:
        return None
    one = link(tokens, Name(0, last), plain, "said")
    return Speech(first=0, last=0, links=(one,), modality=Modality.REPORTED)


def _full_name(tokens: Sequence[Token]) -> int | None:
    """Find the last of two to four capitalised words at a sentence's head."""
    k = 0
    while k < min(5, len(tokens)) and tokens[k].tag == "N" and tokens[k].capital:
        k += 1
    return k - 1 if 2 <= k <= 4 else None


def _described(tokens: Sequence[Token]) -> int | None:
    """Find the noun of "two shepherds", "a former sergeant" at a sentence's head."""
    if not tokens or tokens[0].tag not in "D#":
        return None
    for k in range(1, min(6, len(tokens))):
        if tokens[k].tag not in "N#":
            return None
        if tokens[k].word in _PEOPLE or tokens[k].word.removesuffix("s") in _PEOPLE:
            return k
    return None
