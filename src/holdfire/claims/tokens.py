"""Step 2: a sentence to tokens; what the lexicon found is one token, every other word gets a rough tag.

Tags: A actor, L place, G ground held by actors ("X-held"), W date, # number, D determiner, P preposition,
T "to", C conjunction, S subordinator, R relative, O pronoun, X auxiliary, - negator, B adverb, V verb,
N noun or adjective, . punctuation. Verbs are told from nouns by their neighbours (`verbs.py`), not here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(slots=True, kw_only=True)
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
    folded, position = names.folded, segment.start
    while position < segment.end:
        if (named := spans.get(position)) is not None and named.end <= segment.end:
            tokens.append(_copy(named))
            position = named.end
            continue
        match = None if folded[position] == " " else _WORD.match(folded, position, segment.end)
        if match is None:
            position += 1
            continue
        end = _cut_before_name(match, spans)
        tokens.append(_token(names, position, end))
        if tokens[-1].word == "once" and len(tokens) > 1 and tokens[-2].tag == "-":
            tokens[-1].tag = "B"  # "have not once attacked": no subordinator
        if tokens[-1].tag == "#" and len(tokens) > 1 and tokens[-2].word in _ABOUT:
            tokens[-2].tag = "B"  # "about 200 fighters": no preposition
        position = end
    return tokens


def _cut_before_name(match: re.Match[str], spans: Mapping[int, Token]) -> int:
    """End a word where a name begins in it ("pro-X" is "pro-" and X)."""
    if "-" not in match[0]:
        return match.end()
    return next((i for i in range(match.start() + 1, match.end()) if i in spans), match.end())


def _copy(token: Token) -> Token:
    return Token(
        start=token.start,
        end=token.end,
        word=token.word,
        tag=token.tag,
        actors=token.actors,
        capital=True,
        place=token.place,
    )


def _token(names: Names, start: int, end: int) -> Token:
    word = names.folded[start:end]
    tag = _TAGS.get(word)
    if tag is None:
        first = word[0]
        if first.isdigit():
            tag = "#"
        elif not first.isalnum():
            tag = "."
        else:
            tag = "B" if word.endswith("ly") and word not in _NO_ADVERBS else "N"
    return Token(start=start, end=end, word=word, tag=tag, capital=names.plain[start].isupper())


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
