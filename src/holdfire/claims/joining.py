"""Step 3a: how several tokens become one."""

from collections.abc import Callable

from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_ADJECTIVES = frozenset(
    ("armed", "allied", "combined", "united", "uniformed", "leading", "remaining", "advancing")
)


def join(tokens: list[Token], first: int, last: int, **change: object) -> Token:
    """Make one token of tokens[first..last], with the actors of all."""
    actors = tuple(dict.fromkeys(a for token in tokens[first : last + 1] for a in token.actors))
    joined = Token(
        start=tokens[first].start,
        end=tokens[last].end,
        word=" ".join(token.word for token in tokens[first : last + 1]),
        tag="A",
        actors=actors,
        capital=tokens[first].capital,
        possessive=tokens[last].possessive,
    )
    for name, value in change.items():
        setattr(joined, name, value)
    if joined.tag == "N":
        joined.word, joined.kin = tokens[last].word, actors
    return joined


def scan(tokens: list[Token], step: Callable[[list[Token], int], tuple[Token, int] | None]) -> list[Token]:
    """Rebuild the list: where step gives (token, next index), that stands for what it covers."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        made = step(tokens, i)
        if made is None:
            out.append(tokens[i])
            i += 1
        else:
            out.append(made[0])
            i = made[1]
    return out


def modifier(token: Token) -> bool:
    """Say whether a word may stand between a name and its noun; a verb may not ("X attacked army posts")."""
    if token.tag != "N" or token.word in _ADJECTIVES:
        return token.tag == "N"
    return token.word not in TABLES.forms and not token.word.endswith("ed")
