"""Step 8e: persons of whom a text speaks: who may be "he", who is unnamed, for whose side one speaks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from holdfire.claims.attribution import Speech
from holdfire.claims.heads import MEETING, person_met, subject_person, subject_reporter
from holdfire.claims.speakers import Name, link
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality, Speaker

_FEMALE = frozenset(
    ("mrs", "ms", "miss", "nun", "mother", "sister", "wife", "daughter", "girl", "queen", "widow", "actress")
)
_MALE = frozenset(
    ("mr", "father", "brother", "husband", "son", "boy", "king", "sheikh", "imam", "priest", "monk", "uncle")
)
_LETTERS = re.compile(r"[^\W\d_]+")
_START = attrgetter("start")
_SOURCES = TABLES.cues["speech.sources"]


def is_generic(speech: Speech | None) -> bool:
    """Say whether the speaker is an unnamed source ("sources in P"), whose report needs no cue a sentence."""
    if speech is None or not speech.links:
        return False
    return any(word in _SOURCES for word in speech.links[0].source.lower().split()[:3])


def is_plural(speech: Speech) -> bool:
    """Say whether several speak whom nobody names: "they"."""
    return speech.links[0].speaker is Speaker.ANONYMOUS_PLURAL


def agrees(pronoun: str, speech: Speech) -> bool:
    """Say whether "he" or "she" can mean a speaker: "she" is no fisherman, "he" no spokeswoman."""
    if not speech.links:
        return True
    words = _LETTERS.findall(speech.links[0].source.lower())
    female = any(word in _FEMALE or word.endswith("woman") for word in words)
    male = any(word in _MALE or (word.endswith("man") and not word.endswith("woman")) for word in words)
    return not (male and pronoun in ("she", "her") and not female) and not (
        female and pronoun in ("he", "him", "his")
    )


def sides_of(tokens: Sequence[Token], one: Attribution) -> tuple[str, ...]:
    """Name the sides in a speaker's own name: "a League officer"."""
    for token in tokens[bisect_left(tokens, one.start, key=_START) :]:
        if token.end > one.end:
            break
        if named := token.actors or token.kin:
            return named
    return ()


def person_in(tokens: Sequence[Token], words: frozenset[str], plain: str) -> Speech | None:
    """Take whom a sentence is about, or whom somebody meets in it, as whom "he", "they" means."""
    name = subject_person(tokens, words) or (None if words.isdisjoint(MEETING) else person_met(tokens))
    return None if name is None else _spoken(tokens, name, plain)


def reporter_in(tokens: Sequence[Token], words: frozenset[str], plain: str) -> Speech | None:
    """Take the report or the body that a sentence is about as what "it" means."""
    name = subject_reporter(tokens, words)
    return None if name is None else _spoken(tokens, name, plain)


def _spoken(tokens: Sequence[Token], name: Name, plain: str) -> Speech:
    one = link(tokens, name, plain, "said")
    return Speech(first=0, last=0, links=(one,), modality=Modality.REPORTED)
