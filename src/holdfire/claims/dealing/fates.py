"""What is said of a return, and of how a deal went: each with the words that say it."""

import re
from collections.abc import Iterator

from holdfire.claims.dealing.sentence import Sentence
from holdfire.claims.dealing.terms import pivots
from holdfire.claims.dealing.words import deal_words
from holdfire.model.deal import Account

_NEGATION_REACH = 32
_UNREAL_REACH = 60
_COMMA = re.compile(r"[,;:\"(]")
_INSIDE = re.compile(r"(?:was|were|has been|had been|have been) (?:not|never)(?!\w)")
_ASKED = re.compile(r"(?<![\w-])(?:if|whether|could|might|(?<!\d )may(?! \d))(?![\w-])")


def read_returns(sentence: Sentence, begin: int, end: int) -> Iterator[Account]:
    """List what [begin, end) says of a return: stated, or denied ("got nothing in return")."""
    words = deal_words()
    denials = [m.span() for denial in words.no_return for m in denial.finditer(sentence.folded, begin, end)]
    for start, stop in sorted(denials)[:1]:
        yield from _account("denied", sentence, start, stop, begin, end)
    turns = [*pivots(sentence, begin, end)]
    turns += [m.span() for m in words.pivot_alone.finditer(sentence.folded, begin, end)]
    for start, stop in sorted(turns)[:1]:
        inside = any(first <= start < last for first, last in denials)
        if not inside and not _ASKED.search(sentence.folded, max(begin, start - _UNREAL_REACH), start):
            yield from _account("stated", sentence, start, stop, begin, end)


def read_fates(sentence: Sentence, begin: int, end: int) -> Iterator[Account]:
    """List what [begin, end) says of how a deal went; a negation turns it, a plan or a condition is none."""
    seen: set[str] = set()
    for says, pattern in deal_words().fates:
        for match in pattern.finditer(sentence.folded, begin, end):
            told = _told(sentence, says, match, begin)
            if told is not None and told not in seen:
                seen.add(told)
                yield from _account(told, sentence, match.start(), match.end(), begin, end)


def _told(sentence: Sentence, says: str, match: re.Match[str], begin: int) -> str | None:
    """Turn what a cue says where it is negated; None where it is a plan or a condition."""
    words, cue = deal_words(), match.start("cue")
    clause = _COMMA.split(sentence.folded[max(begin, cue - _UNREAL_REACH) : cue])[-1]
    if words.unreal.search(clause):
        return None
    before = sentence.folded[max(begin, cue - _NEGATION_REACH) : cue]
    inside = _INSIDE.match(match["cue"]) is not None
    turned = inside or words.fate_not.search(before) is not None
    return {"kept": "broken", "broken": "kept"}[says] if turned else says


def _account(says: str, sentence: Sentence, start: int, stop: int, begin: int, end: int) -> Iterator[Account]:
    first, last = sentence.clause(start, stop)
    words = sentence.words(max(first, begin), min(last, end))
    if words is not None:
        yield Account(says=says, words=words)
