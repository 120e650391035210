"""Step 3a: how several tokens become one."""

from collections.abc import Callable, Iterable

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
        capital=tokens[first].capital,
        actors=actors,
        possessive=tokens[last].possessive,
    )
    for name, value in change.items():
        setattr(joined, name, value)
    if joined.tag == "N":
        joined.word, joined.kin = tokens[last].word, actors
    return joined


def scan(
    tokens: list[Token],
    starts: Iterable[int],
    step: Callable[[list[Token], int], tuple[Token, int] | None],
) -> list[Token]:
    """Rebuild the list: where step gives (token, next index), that stands for what it covers.

    starts: where step may find something, in order; it is asked nowhere else, nor inside what it has joined.
    """
    out: list[Token] = []
    behind = 0
    for i in starts:
        made = step(tokens, i) if i >= behind else None
        if made is not None:
            out += tokens[behind:i]
            out.append(made[0])
            behind = made[1]
    if not behind:
        return tokens
    return out + tokens[behind:]


def modifier(token: Token) -> bool:
    """Say whether a word may stand between a name and its noun; a verb may not ("X attacked army posts")."""
    if token.tag != "N" or token.word in _ADJECTIVES:
        return token.tag == "N"
    return token.word not in TABLES.forms and not token.word.endswith("ed")
