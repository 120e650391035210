"""Who stands behind a deal or between its sides: guarantors, mediators, monitors, middlemen, by name."""

import re
from collections.abc import Collection, Iterator

from holdfire.claims.dealing.sentence import Sentence
from holdfire.claims.dealing.words import Guaranteeing, deal_words
from holdfire.lexicon.words import WORDS
from holdfire.model.deal import Guarantor

_TOKEN = re.compile(r"[^\W_](?:[\w&/-]|\.(?=\w))*(?:['’][\w-]+)?|[^\w\s]")
_ARTICLES = frozenset(("the", "a", "an", "its", "their"))
_COLLECTIVES = (
    "mission envoy envoys committee committees commission government army officials elders mediators "
    "negotiators delegation intelligence ministry officers council president monks clerics notables leaders "
    "tribes tribe chiefs mediator guarantor guarantors side authorities of mediation team observers forces"
)
_BODIES = frozenset(_COLLECTIVES.split())
_LONGEST, _WORDS = 160, 7
_RELATIVE = re.compile(r",? (?:who|which|that)(?: had| has| have)? ?$")
_CAPITALS_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w.]*[ -])*[^\W\d_a-z][\w.]*$")


def guarantors(sentence: Sentence, parties: Collection[str], begin: int, end: int) -> Iterator[Guarantor]:
    """Find the names that stand by a cue in [begin, end); a party of the deal is none of them."""
    found: dict[tuple[int, int], Guarantor] = {}
    for role in deal_words().guarantors:
        for start, stop in _spans(sentence, role, begin, end):
            words = sentence.words(start, stop)
            actors = sentence.named(start, stop)
            if words is not None and not (actors and set(actors) <= set(parties)):
                one = Guarantor(actors=tuple(sorted(set(actors))), role=role.role, words=words)
                found.setdefault((words.start, words.end), one)
    yield from (found[span] for span in sorted(found))


def _spans(sentence: Sentence, cues: Guaranteeing, begin: int, end: int) -> Iterator[tuple[int, int]]:
    folded = sentence.folded
    for cue in cues.behind.finditer(folded, begin, end):
        yield from _names_behind(sentence, cue.end(), end)
    for cue in cues.itself.finditer(folded, begin, end):
        yield _with_apposed_name(sentence, cue.start("name"), cue.end(), end)
    for cue in cues.before.finditer(folded, begin, end):
        yield from _names_before(sentence, begin, cue.start())
    for cue in cues.named.finditer(folded, begin, end):
        relative = _RELATIVE.search(folded, max(begin, cue.start() - 16), cue.start())
        yield from _names_before(sentence, begin, relative.start() if relative else cue.start())
    for cue in cues.compound.finditer(folded, begin, end):
        name = _CAPITALS_BEFORE.search(sentence.text, max(begin, cue.start() - 60), cue.start())
        if name is not None:
            yield name.span()
    for cue in cues.owned.finditer(folded, begin, end):
        if sentence.text[cue.start("name")].isupper():
            yield cue.span("name")


def _names_behind(sentence: Sentence, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Read the names of a list, "X, the Y council and tribal elders", until its phrase ends."""
    start: int | None = None
    last, count, capital = at, 0, False
    tokens = list(_TOKEN.finditer(sentence.text, at, min(end, at + _LONGEST)))
    for k, token in enumerate(tokens):
        word = sentence.folded[token.start() : token.end()]
        if word in (",", "and"):
            if start is not None:
                yield start, last
            start, count, capital = None, 0, False
            if not _goes_on(sentence, tokens[k + 1 : k + 3]):
                return
        elif word in _ARTICLES and start is None:
            continue
        elif not _in_name(token[0], word, count, capital=capital, behind=tokens[k + 1 : k + 2]):
            break
        else:
            start = token.start() if start is None else start
            last, count = token.end(), count + 1
            capital = capital or token[0][0].isupper()
    if start is not None:
        yield start, last


def _in_name(token: str, word: str, count: int, *, capital: bool, behind: list[re.Match[str]]) -> bool:
    if not token[0].isalnum() or count >= _WORDS:
        return False
    if token[0].isupper() or token[0].isdigit():
        return True
    if word == "of":
        return count > 0 and bool(behind) and behind[0][0][0].isupper()
    if word in WORDS.prepositions or word in WORDS.function or word in WORDS.be or word in WORDS.have:
        return False
    return word in _BODIES or (not capital and count < 3 and not word.endswith("ed"))


def _goes_on(sentence: Sentence, following: list[re.Match[str]]) -> bool:
    """Say whether a list of names goes on behind a comma or "and"."""
    words = [sentence.folded[token.start() : token.end()] for token in following]
    if words and words[0] in ("and", *_ARTICLES):
        following, words = following[1:], words[1:]
    return bool(following) and (following[0][0][0].isupper() or not _BODIES.isdisjoint({*words} - {"of"}))


def _names_before(sentence: Sentence, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Read names backwards from a cue: "with Ruritania and the League as guarantors"."""
    spans: list[tuple[int, int]] = []
    tokens = list(_TOKEN.finditer(sentence.text, max(begin, end - _LONGEST), end))
    stop: int | None = None
    start = end
    for token in reversed(tokens):
        word = sentence.folded[token.start() : token.end()]
        if token[0][0].isupper() or (stop is not None and word == "of") or (stop is None and word in _BODIES):
            stop = token.end() if stop is None else stop
            start = token.start()
        elif word in (*_ARTICLES, "and", ",", "is", "are", "both") and (stop is not None or not spans):
            if stop is not None:
                spans.append((start, stop))
            stop = None
        else:
            break
    if stop is not None:
        spans.append((start, stop))
    yield from reversed(spans)


def _with_apposed_name(sentence: Sentence, start: int, end: int, limit: int) -> tuple[int, int]:
    """Take up the name that follows: "a middleman named Ann Osk", "the trader Ann Osk"."""
    name = _APPOSED.match(sentence.text, end, limit)
    return start, name.end() if name else end


_APPOSED = re.compile(r",?(?: (?:named|called|by the name of))?(?: [^\W\d_a-z][\w'’.-]*){1,4}")
