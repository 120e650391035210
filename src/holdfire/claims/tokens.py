"""Step 2: a sentence to tokens; what the lexicon found is one token, every other word gets a rough tag.

Tags: A actor, L place, G ground held by actors ("X-held"), W date, # number, D determiner, P preposition,
T "to", C conjunction, S subordinator, R relative, O pronoun, X auxiliary, - negator, B adverb, V verb,
N noun or adjective, . punctuation. Verbs are told from nouns by their neighbours (`verbs.py`), not here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfire.claims.segments import Segment
from holdfire.lexicon import Names
from holdfire.lexicon.words import WORDS

_WORD = re.compile(
    r"\d+(?:[.,]\d+)+|n't\b|'(?:s|re|ve|ll|d|m)\b|(?:(?!n't\b)[^\W_])+(?:[-.](?=[^\W_])(?:(?!n't\b)[^\W_])+)*|[^\w\s]|_"
)
_NO_ADVERBS = frozenset(
    ("family", "supply", "reply", "rally", "ally", "fly", "assembly", "italy", "apply", "hilly")
)
_ABOUT = frozenset(("about", "around", "over", "under", "above", "below", "some"))
_NEGATOR_WORDS = "no not n't never neither nor none without hardly scarcely barely rarely seldom"
_NEGATORS = frozenset(_NEGATOR_WORDS.split())


@dataclass(slots=True)
class Token:
    """A word, a name or a sign at [start, end); word is folded; actors: whom an A or G token stands for.

    kin: whose people a noun speaks of that are not the side itself ("X prisoners"). taken_up: it does so
    without naming them ("the group").
    """

    start: int
    end: int
    word: str
    tag: str
    actors: tuple[str, ...] = ()
    possessive: bool = False
    capital: bool = False
    place: str = ""
    kin: tuple[str, ...] = ()
    taken_up: bool = False


def _tags() -> Mapping[str, str]:
    """Give every closed-class word its tag; of two classes the later one in this list wins."""
    classes: tuple[tuple[str, Iterable[str]], ...] = (
        ("B", WORDS.adverbs),
        ("P", WORDS.prepositions),
        ("O", WORDS.pronouns),
        ("D", WORDS.determiners),
        ("D", WORDS.possessives - {"'s"}),
        ("S", WORDS.subordinators),
        ("R", WORDS.relatives),
        ("C", WORDS.conjunctions),
        ("X", WORDS.modals | WORDS.be | WORDS.have | WORDS.do),
        ("#", WORDS.numbers),
        ("-", _NEGATORS),
        ("T", ("to",)),
    )
    return {word: tag for tag, words in classes for word in words}


_TAGS = _tags()


def tokenise(names: Names, segment: Segment, spans: "Mapping[int, Token]") -> list[Token]:
    """Cut a segment into tokens; spans: the ready tokens of names, by where they start."""
    tokens: list[Token] = []
    position: int | None = segment.start
    while position is not None:
        position = _words(names, position, segment.end, spans, tokens)
    if any(token.word == "once" or token.tag == "#" for token in tokens):
        _tell_adverbs(tokens)
    return tokens


def _words(names: Names, start: int, end: int, spans: Mapping[int, Token], tokens: list[Token]) -> int | None:
    """Add the words from start on and the first name behind them; say where to go on, None at the end."""
    plain = names.plain
    for match in _WORD.finditer(names.folded, start, end):
        first, last = match.span()
        if (named := spans.get(first)) is not None and named.end <= end:
            tokens.append(_copy(named))
            return named.end
        word = match[0]
        if "-" in word:  # a word ends where a name begins in it: "pro-X" is "pro-" and X
            cut = next((i for i in range(first + 1, last) if i in spans), last)
            if cut < last:
                word = word[: cut - first]
                tokens.append(_token(word, first, cut, capital=plain[first].isupper()))
                return cut
        tokens.append(_token(word, first, last, capital=plain[first].isupper()))
    return None


def _token(word: str, start: int, end: int, *, capital: bool) -> Token:
    tag = _TAGS.get(word)
    if tag is None:
        first = word[0]
        if first.isalpha():
            tag = "B" if word.endswith("ly") and word not in _NO_ADVERBS else "N"
        elif first.isdigit():
            tag = "#"
        else:
            tag = "N" if first.isalnum() else "."
    return Token(start, end, word, tag, (), False, capital)  # noqa: FBT003 - by place: made for every word


def _tell_adverbs(tokens: Sequence[Token]) -> None:
    """Read "have not once attacked" as no subordinator, "about 200 fighters" as no preposition, in place."""
    for before, token in pairwise(tokens):
        if token.word == "once" and before.tag == "-":
            token.tag = "B"
        if token.tag == "#" and before.word in _ABOUT:
            before.tag = "B"


def _copy(token: Token) -> Token:
    return Token(
        token.start,
        token.end,
        token.word,
        token.tag,
        token.actors,
        capital=True,
        place=token.place,
    )


def name_tokens(names: Names) -> dict[int, Token]:
    """Make the tokens of everything that the lexicon found; actors win over dates, dates over places."""
    spans: dict[int, Token] = {}
    for place in names.places:
        spans[place.start] = Token(
            start=place.start, end=place.end, word=place.place.name, tag="L", place=place.place.name
        )
    for day in names.dates:
        spans[day.start] = Token(
            start=day.start, end=day.end, word=names.folded[day.start : day.end], tag="W"
        )
    for hit in names.actors:
        word = names.folded[hit.start : hit.end]
        spans[hit.start] = Token(start=hit.start, end=hit.end, word=word, tag="A", actors=(hit.means,))
    return spans
