"""Which deal a sentence goes on about: by "the deal", by what its sides were to do, by a return."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.claims.dealing.fates import read_returns
from holdfire.claims.dealing.guarantors import guarantors
from holdfire.claims.dealing.mention import Pieces
from holdfire.claims.dealing.sentence import Sentence
from holdfire.claims.dealing.words import deal_words
from holdfire.model.claim import Claim

TAKEN_UP = 6  # sentences over which "the deal" may take up the last one told of
_SOON = 2  # sentences over which "X was to" goes on about a deal
_WAS_TO = re.compile(
    r"(?<![\w-])(?:was|were) to |(?<![\w-])(?:would|agreed to|undertook to|promised to|pledged to)(?![\w-])"
)
_FAMILY: Mapping[str, str] = {"transit": "evacuate", "withdraw": "evacuate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim of a deal with its sentence and its sides."""

    claim: Claim
    parties: tuple[str, ...]
    sentence: Sentence


def returns_of_others(
    sentence: Sentence, own: Sequence[Told], last: Sequence[Told], pieces: Mapping[str, Pieces]
) -> None:
    """Take what a clause says of a return between two sides to the last deal of theirs."""
    for account in read_returns(sentence, sentence.start, sentence.end):
        here = set(sentence.named(account.words.start, account.words.end))
        if len(here) < 2 or any(here <= set(one.parties) for one in own):
            continue
        one = _dated(sentence, [one for one in reversed(last) if here <= set(one.parties)])
        if one is not None and account not in pieces[one.claim.id].returns:
            pieces[one.claim.id].returns.append(account)
            pieces[one.claim.id].told[sentence.number] = "speaks of a return between the same parties"


def answers(told: Sequence[Told]) -> dict[str, str]:
    """Link what is told as a return ("in return, Y freed 22") to the claim just before it."""
    found: dict[str, str] = {}
    for before, one in pairwise(told):
        near = (
            one.sentence.paragraph == before.sentence.paragraph
            and one.sentence.number - before.sentence.number <= 1
            and before.claim.end <= one.claim.start
        )
        start, stop = (
            max(one.sentence.start, before.claim.end, one.claim.start - 20),
            min(one.sentence.end, one.claim.end + 16),
        )
        if near and deal_words().pivot_alone.search(one.sentence.folded, start, stop):
            found[one.claim.id] = before.claim.id
    return found


def _dated(sentence: Sentence, fitting: Sequence[Told]) -> Told | None:
    """Choose the deal of the day that a sentence names, else the first of these."""
    for day in sentence.days:
        for one in fitting:
            if one.claim.date and one.claim.date[0] < day[1] and day[0] < one.claim.date[1]:
                return one
    return next(iter(fitting), None)


def taken_up(sentence: Sentence, last: Sequence[Told]) -> tuple[Told, str] | None:
    """Find the deal that a sentence without a claim of its own goes on about: the nearest that fits."""
    link = deal_words().taken_up.search(sentence.lower)
    here = set(sentence.named(sentence.start, sentence.end))
    for one in reversed(last):
        near = sentence.number - one.sentence.number <= TAKEN_UP
        obliged = sentence.number - one.sentence.number <= _SOON and _only_obliges(sentence, one)
        if obliged and sentence.paragraph == one.sentence.paragraph:
            return one, "tells what its sides were to do"
        soon = sentence.number - one.sentence.number <= _SOON and sentence.paragraph == one.sentence.paragraph
        if soon and here and here <= set(one.parties) and _speaks_of_return(sentence):
            return one, "speaks of a return"
        if (
            link is not None
            and near
            and _fits(link.group("noun"), one)
            and here <= {*one.parties, *_aside(sentence)}
        ):
            start, stop = (sentence.start + at for at in link.span())
            return one, f"takes it up: “{sentence.text[start:stop]}”"
    return None


def _only_obliges(sentence: Sentence, one: Told) -> bool:
    """Say whether a sentence names sides of a deal, nobody else, and what they were to do."""
    here = set(sentence.named(sentence.start, sentence.end))
    found = _WAS_TO.search(sentence.folded, sentence.start, sentence.end)
    return bool(here) and here <= set(one.parties) and found is not None


def _speaks_of_return(sentence: Sentence) -> bool:
    return next(iter(read_returns(sentence, sentence.start, sentence.end)), None) is not None


def _aside(sentence: Sentence) -> set[str]:
    found = guarantors(sentence, (), sentence.start, sentence.end)
    return {actor for one in found for actor in one.actors}


def _fits(noun: str | None, one: Told) -> bool:
    """Say whether a noun may take up a claim of this kind: "the truce" no evacuation."""
    if noun is None:
        return True
    kinds = {kind for kind, pattern in deal_words().nouns.items() if pattern.fullmatch(noun)}
    family = _FAMILY.get(one.claim.kind, one.claim.kind)
    return "deal" in kinds or family in kinds or (one.claim.kind == "deal" and _names(one.claim, noun))


def _names(claim: Claim, noun: str) -> bool:
    return noun in claim.quote.lower()
