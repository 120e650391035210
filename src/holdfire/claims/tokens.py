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

_MORE = r"[^\W_]*(?:[-.][^\W_]+)*(?!(?<=n)'t\b)"  # "don't" is "do" and "n't": asked once a word
_WORD = re.compile(
    rf"[^\W\d_]{_MORE}|"  # most words: asked first
    rf"\d+(?:[.,]\d+)+|n't\b|'(?:s|re|ve|ll|d|m)\b|\d{_MORE}|[^\w\s]|_"
)
_NO_ADVERBS = frozenset(
    ("family", "supply", "reply", "rally", "ally", "fly", "assembly", "italy", "apply", "hilly")
)
_ABOUT = frozenset(("about", "around", "over", "under", "above", "below", "some"))
_NEGATOR_WORDS = "no not n't never neither nor none without hardly scarcely barely rarely seldom"
_NEGATORS = frozenset(_NEGATOR_WORDS.split())
_KNOWN_WORDS = 20_000  # of all texts, whose tags are kept


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
    capital: bool = False
    actors: tuple[str, ...] = ()
    possessive: bool = False
    place: str = ""
    kin: tuple[str, ...] = ()
    taken_up: bool = False


def _tags() -> dict[str, str]:
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


def _open_tag(word: str) -> str:
    """Tag a word of an open class, a number or a sign."""
    first = word[0]
    if first.isalpha():
        return "B" if word.endswith("ly") and word not in _NO_ADVERBS else "N"
    if first.isdigit():
        return "#"
    return "N" if first.isalnum() else "."


_TAGS = _tags()


def _learned(word: str) -> str:
    """Tag a word, and keep its tag where it is one of the first met."""
    tag = _TAGS.get(word) or _open_tag(word)
    if len(_TAGS) < _KNOWN_WORDS:
        _TAGS[word] = tag
    return tag


def tokenise(names: Names, segment: Segment, spans: "Mapping[int, Token]") -> list[Token]:
    """Cut a segment into tokens; spans: the ready tokens of names, by where they start."""
    tokens: list[Token] = []
    position: int | None = segment.start
    while position is not None:
        position = _words(names, position, segment.end, spans, tokens)
    return tokens


def _words(names: Names, start: int, end: int, spans: Mapping[int, Token], tokens: list[Token]) -> int | None:
    """Add the words and names from start on; say where to cut anew, where a name ends inside a word."""
    plain = names.plain
    named_up_to = start
    for match in _WORD.finditer(names.folded, start, end):
        first, last = match.span()
        if first < named_up_to:
            if last > named_up_to:
                return named_up_to
            continue
        if first in spans and (named := spans[first]).end <= end:
            tokens.append(_copy(named))
            if named.end < last:
                return named.end
            named_up_to = named.end
            continue
        word = match[0]
        if "-" in word and (behind := next((i for i in range(first + 1, last) if i in spans), 0)):
            word = word[: behind - first]  # a word ends where a name begins in it: "pro-X"
            tokens.append(Token(first, behind, word, _learned(word), plain[first].isupper()))
            return behind
        try:
            tag = _TAGS[word]
        except KeyError:
            tag = _learned(word)
        tokens.append(Token(first, last, word, tag, plain[first].isupper()))
    return None


def words_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the words of a sentence; a step whose words are not among them can be left out."""
    return frozenset([token.word for token in tokens])


def tell_adverbs(tokens: Sequence[Token], words: frozenset[str]) -> None:
    """Read "have not once attacked" as no subordinator, "about 200 fighters" as no preposition, in place."""
    if "once" not in words and words.isdisjoint(_ABOUT):
        return
    for before, token in pairwise(tokens):
        if token.word == "once" and before.tag == "-":
            token.tag = "B"
        if token.tag == "#" and before.word in _ABOUT:
            before.tag = "B"


def _copy(token: Token) -> Token:
    return Token(token.start, token.end, token.word, token.tag, True, token.actors, False, token.place)  # noqa: FBT003


def name_tokens(names: Names) -> dict[int, Token]:
    """Make the tokens of everything that the lexicon found; actors win over dates, dates over places."""
    spans: dict[int, Token] = {}
    for place in names.places:
        name = place.place.name
        spans[place.start] = Token(place.start, place.end, name, "L", place=name)
    for day in names.dates:
        spans[day.start] = Token(day.start, day.end, names.folded[day.start : day.end], "W")
    for hit in names.actors:
        word = names.folded[hit.start : hit.end]
        spans[hit.start] = Token(hit.start, hit.end, word, "A", actors=(hit.means,))
    return spans
