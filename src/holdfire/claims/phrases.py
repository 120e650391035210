"""Step 3c: words that only together mean something: "on the same side as", "on the one hand".

A phrase that governs a party becomes one preposition; one that only orders the sentence is left out.
"""

from collections.abc import Mapping, Sequence

from holdfire.claims.joining import join, scan
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS


def _by_first(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    phrases = sorted((tuple(listed.split("_")) for listed in TABLES.cues[name]), key=lambda p: (-len(p), p))
    return {first: tuple(p for p in phrases if p[0] == first) for first in sorted({p[0] for p in phrases})}


_BESIDE = _by_first("phrase.beside")
_ORDERING = _by_first("phrase.ordering")
_JOINING = _by_first("phrase.joining")
_PHRASES = tuple(
    frozenset(phrase)
    for listed in (_BESIDE, _ORDERING, _JOINING)
    for phrases in listed.values()
    for phrase in phrases
)
_RAREST = tuple(  # of each phrase its longest noun: without one of them a sentence has no phrase
    max(sorted(phrase), key=lambda word: (word not in WORDS.prepositions, len(word))) for phrase in _PHRASES
)
_BY_RAREST = {
    rarest: [phrase for phrase, noun in zip(_PHRASES, _RAREST, strict=True) if noun == rarest]
    for rarest in _RAREST
}
_RARE = frozenset(_RAREST)


def merge_phrases(tokens: list[Token], words: frozenset[str]) -> list[Token]:
    """Join the phrases of cues.toml; tokens: a sentence's, before its names are merged; words: theirs."""
    rare = words & _RARE
    if not rare or not any(phrase <= words for word in rare for phrase in _BY_RAREST[word]):
        return tokens
    if _any(tokens, _ORDERING):
        tokens = _without_ordering(tokens)
    if _any(tokens, _JOINING):
        tokens = _joined(tokens)
    if not _any(tokens, _BESIDE):
        return tokens

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        length = _match(tokens, i, _BESIDE)
        if not length:
            return None
        return join(tokens, i, i + length - 1, tag="P", word="alongside"), i + length

    return scan(tokens, range(len(tokens)), step)


def _joined(tokens: list[Token]) -> list[Token]:
    """Read "X together with Y attacked" as "X and Y attacked"; behind a verb it says more than "and"."""

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        length = _match(tokens, i, _JOINING)
        if not length or not i or tokens[i - 1].tag != "A":
            return None
        after = next((t for t in tokens[i + length :] if t.tag != "D"), None)
        told = any(t.word in TABLES.forms for t in tokens[: i - 1])
        if told or after is None or after.tag != "A":
            return None
        return join(tokens, i, i + length - 1, tag="C", word="and", actors=()), i + length

    return scan(tokens, range(len(tokens)), step)


def _without_ordering(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        length = _match(tokens, i, _ORDERING)
        if not length:
            kept.append(tokens[i])
        i += max(1, length)
    return kept or list(tokens)


def _any(tokens: Sequence[Token], phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> bool:
    """Say whether a phrase stands among the tokens: a sentence mostly has none, and is left as it is."""
    return any(token.word in phrases and _match(tokens, i, phrases) for i, token in enumerate(tokens))


def _match(tokens: Sequence[Token], i: int, phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
    """Count the tokens of the longest phrase that begins at i, 0 for none."""
    for phrase in phrases.get(tokens[i].word, ()):
        last = i + len(phrase) - 1
        if last < len(tokens) and all(tokens[i + k].word == word for k, word in enumerate(phrase)):
            return len(phrase)
    return 0
