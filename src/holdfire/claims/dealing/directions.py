"""Which way a passage points: who gives and who gets what it speaks of, by the word order around a party."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from holdfire.claims.dealing.sentence import Sentence
from holdfire.claims.dealing.words import deal_words
from holdfire.lexicon.names import Found

_PASSIVE = re.compile(
    r"(?: [\w'-]+){0,3}? (?:was|were|are|is|been|be|being|get|got)(?: (?:also|then|to be|being|later|all))? "
    r"(?:\w+ed|driven|taken|given|let|freed|sent|brought|shown|swapped)(?![\w-])"
)
_BY = re.compile(r"(?<![\w-])by (?:the |a |an )?$")
_LET = re.compile(
    r"(?<![\w-])(?:let|lets|letting|(?:allow|permit|enabl|grant|authoris|authoriz)\w{0,4}|give|gave|giving)"
    r"(?: [\w,.'-]+){0,3} ?$"
)
_DOES = re.compile(
    r"(?:'s?)? (?:\w+ing|withdrawal|promise|pledge|retreat|release|surrender|agreement)(?![\w-])"
)
_ARTICLE = 6  # characters before a name that stands at the head of a passage
_EASE = 3  # characters by which a claim may stick out of the passage that tells it
_HEAD = 5  # words before a subject at most
_OBJECT = re.compile(r"(?:^|(?<![\w-]))(?:to|from|with|for|against|on|in|at|of) (?:the |a |an )?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Giver and receiver (actor ids, empty where unknown); strength ranks accounts that differ."""

    giver: str = ""
    receiver: str = ""
    strength: int = 0

    def against(self, other: "Direction", parties: Sequence[str]) -> "Direction":
        """Take the other way of what stands on the far side of "in exchange for", unless this is surer."""
        if not other.strength or self.strength > other.strength:
            return self
        return between(parties, giver=other.receiver, receiver=other.giver, strength=other.strength)


def between(parties: Sequence[str], *, giver: str = "", receiver: str = "", strength: int = 1) -> Direction:
    """Fill in the other side where a deal has exactly two."""
    if len(parties) == 2:
        one, other = parties
        flip = {one: other, other: one, "": ""}
        giver, receiver = giver or flip.get(receiver, ""), receiver or flip.get(giver, "")
    return Direction(giver=giver, receiver=receiver, strength=strength if giver or receiver else 0)


def direction(
    sentence: Sentence, parties: Sequence[str], begin: int, end: int, *, got: bool = False
) -> Direction:
    """Read who gives and gets in [begin, end): a noun's holder, a passive, "by X", or the subject.

    got: the passage stands behind "in exchange for", where people named by their side are given to it.
    """
    hits = [hit for hit in sentence.actors if begin <= hit.start < end and hit.means in parties]
    if got:
        return (
            _by_leave(sentence, parties, begin, hits)
            or _by_noun(sentence, parties, begin, end)
            or _by_agent(sentence, parties, begin, hits)
            or _by_gerund(sentence, parties, begin, end, hits)
            or _by_people(sentence, parties, begin, end, hits)
            or Direction()
        )
    return (
        _by_claim(sentence, parties, begin, end)
        or _by_leave(sentence, parties, begin, hits)
        or _by_noun(sentence, parties, begin, end)
        or _by_agent(sentence, parties, begin, hits)
        or _by_subject(sentence, parties, begin, end, hits)
        or Direction()
    )


def _by_claim(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Direction | None:
    """Take the sides of a claim that lies in the passage and names both: who grants is its first side."""
    for claim in sentence.claims:
        inside = begin <= claim.start + _EASE and claim.start < end
        one, other = claim.side_a, claim.side_b
        if not inside or len(one) != 1 or len(other) != 1 or not {*one, *other} <= set(parties):
            continue
        if claim.kind in ("handover", "release") or (
            claim.kind in ("transit", "evacuate", "withdraw")
            and deal_words().leave.search(sentence.folded, claim.start, claim.end)
        ):
            return Direction(giver=one[0], receiver=other[0], strength=4)
    return None


def _by_leave(
    sentence: Sentence, parties: Sequence[str], begin: int, hits: Sequence[Found]
) -> Direction | None:
    """Read "… let X through": X gets."""
    for hit in hits:
        if _LET.search(sentence.folded, max(begin, hit.start - 40), hit.start):
            return between(parties, receiver=hit.means, strength=3)
    return None


def _by_noun(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Direction | None:
    """Read "the release of 30 X prisoners" (X gets) and "the withdrawal of X's men" (X gives)."""
    words = deal_words()
    for noun in words.nominal.finditer(sentence.folded, begin, end):
        behind = [h for h in sentence.actors if noun.end() - 1 <= h.start < min(end, noun.end() + 60)]
        holder = next((h.means for h in behind if h.means in parties), "")
        if holder and _OBJECT.search(sentence.folded, noun.end(), behind[0].start) is None:
            if noun["noun"] in words.to_holder:
                return between(parties, receiver=holder, strength=3)
            if noun["noun"] in words.by_holder:
                return between(parties, giver=holder, strength=1)
    return None


def _by_gerund(
    sentence: Sentence, parties: Sequence[str], begin: int, end: int, hits: Sequence[Found]
) -> Direction | None:
    """Read "for X lifting the siege", "for X's withdrawal": X gives."""
    for hit in hits[:1]:
        if _DOES.match(sentence.folded, hit.end, end) and hit.start - begin <= _ARTICLE:
            return between(parties, giver=hit.means, strength=2)
    return None


def _by_people(
    sentence: Sentence, parties: Sequence[str], begin: int, end: int, hits: Sequence[Found]
) -> Direction | None:
    """Read "for the bodies of 12 X soldiers": X gets."""
    people = any(
        words.search(sentence.folded, begin, end)
        for name, words in deal_words().categories
        if name in ("bodies", "hostages", "prisoners")
    )
    return between(parties, receiver=hits[0].means, strength=1) if people and hits else None


def _by_agent(
    sentence: Sentence, parties: Sequence[str], begin: int, hits: Collection[Found]
) -> Direction | None:
    agent = next((h.means for h in hits if _BY.search(sentence.folded, begin, h.start)), "")
    return between(parties, giver=agent, strength=3) if agent else None


def _by_subject(
    sentence: Sentence, parties: Sequence[str], begin: int, end: int, hits: Sequence[Found]
) -> Direction | None:
    first = next(iter(hits), None)
    if first is None or _OBJECT.search(sentence.folded, begin, first.start):
        return None
    if sentence.folded.count(" ", begin, first.start) > _HEAD:
        return None
    if _PASSIVE.match(sentence.folded, first.end, end):
        return between(parties, receiver=first.means, strength=2)
    if any(hit.means != first.means and hit.start - first.end <= 5 for hit in hits[1:]):
        return None  # "X and Y swapped": neither alone
    return between(parties, giver=first.means, strength=2)
