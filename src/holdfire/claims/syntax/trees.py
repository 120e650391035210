"""A sentence's tree: for each of our tokens its head, its relation to it and its part of speech.

Labels are those of the English spaCy models (ClearNLP dependencies, Penn tags). A name is one token, and the
parser is shown a stand-in for it: renaming a side cannot change what is read, and a long or foreign name
cannot break the parse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

STAND_INS = {"A": "Hamas", "G": "territory", "L": "London"}
"""What the parser is shown for a side, for ground held by one, for a place: words that it knows well."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads (-1 for a root), relations and tags of a sentence's tokens, and who depends on whom."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]

    def mark(self, tokens: Sequence[Token]) -> None:
        """Give tag V to the verbs of a sentence and take it from what is none, in place.

        tokens: as word order has marked them, which has its say where tag and relation disagree.
        """
        for i, token in enumerate(tokens):
            if token.tag not in "NBV":
                continue
            described = self.relations[i] in ("amod", "compound", "nmod")
            verbal = self.tags[i].startswith("VB") and not described
            if not verbal and token.tag == "V":
                # "let X march", "was overrun by X": no verb by its tag, but by its place
                verbal = self.relations[i] in _CLAUSES or self._done_by(tokens, i)
            elif verbal and token.tag == "N" and self.tags[i] == "VBG":
                verbal = not _of_follows(tokens, i)  # "shelling of X by Y"
            elif verbal and token.tag == "N" and self.tags[i] in ("VBZ", "VBP"):
                verbal = not _names_event(tokens, i)  # "X airstrikes against Y"
            elif verbal and token.tag == "N" and token.word in TABLES.cues["phrase.states"]:
                verbal = False  # "let wounded X fighters cross"
            if verbal:
                token.tag = "V"
            elif token.tag == "V":
                token.tag = "N"

    def _done_by(self, tokens: Sequence[Token], i: int) -> bool:
        return self.relations[i] == "acomp" and any(tokens[k].word == "by" for k in self.children[i])

    def up(self, i: int) -> Iterator[int]:
        """Go from i's head to the root."""
        while (i := self.heads[i]) >= 0:
            yield i

    def kids(self, i: int, *relations: str) -> Iterator[int]:
        """Go over the tokens that depend on i in one of these ways, in the order of the text."""
        return (k for k in self.children[i] if self.relations[k] in relations)

    def kid(self, i: int, *relations: str) -> int | None:
        """Return the first of them."""
        return next(self.kids(i, *relations), None)


_CLAUSES = frozenset(("ROOT", "ccomp", "xcomp", "conj", "relcl", "advcl", "acl", "parataxis"))


def _names_event(tokens: Sequence[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].word in TABLES.nouns and after is not None and after.tag == "P"


def _of_follows(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].word in ("of", "between")


def tree(heads: Sequence[int], relations: Sequence[str], tags: Sequence[str]) -> Tree:
    """Make a tree of the three columns."""
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head >= 0:
            children[head].append(i)
    return Tree(tuple(heads), tuple(relations), tuple(tags), tuple(map(tuple, children)))


def shown(token: Token, plain: str) -> tuple[str, ...]:
    """Give the words that the parser is shown for a token; the first stands for the token itself."""
    written = plain[token.start : token.end]
    if token.tag == "A":
        words: tuple[str, ...] = (STAND_INS["A"],)
    elif token.tag in STAND_INS:
        words = (STAND_INS[token.tag],)
    elif token.tag == "C" or " " in written or "\n" in written:
        words = (token.word if token.tag != "W" else written.split()[-1],)
    else:
        return (
            (written.removesuffix("'s"), "'s") if token.possessive and written.endswith("'s") else (written,)
        )
    return (*words, "'s") if token.possessive else words
