"""Step 3: tokens to mentions: "X's elite troops", "the army of X", "X/Y".

Merging shortens the list of tokens, so that later steps see one token where the text names one side.
"""

from collections.abc import Sequence

from holdfire.claims.ground import ground
from holdfire.claims.groups import forms_of
from holdfire.claims.joining import join, modifier, scan
from holdfire.claims.phrases import merge_phrases
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_TIED = frozenset(
    ("led", "backed", "aligned", "supported", "allied", "affiliated", "sponsored", "funded", "trained")
)
_AWAY = frozenset(("pro", "anti", "ex", "non", "pro-", "anti-", "ex-", "non-"))
_OWNING = frozenset(("'s", "'"))
_PLACING = WORDS.place_prepositions - {"of", "with", "between"}
_HEADS = WORDS.forces | WORDS.not_the_side
_GIVING = forms_of(
    frozenset(("cede", "hand", "surrender", "sell", "yield", "betray", "pledge", "defect", "lose"))
)
_MODIFIERS = 3  # words between a name and its forces: "X's heavily armed elite troops"


def merge(tokens: list[Token], words: frozenset[str], plain: str, metonyms: frozenset[int]) -> list[Token]:
    """Put the words of each mention together; words: those of the tokens, to which no step adds any."""
    tokens = merge_phrases(tokens, words)
    if not words.isdisjoint(_OWNING):
        tokens = _possessives(tokens)
    cut, sides = tokens, _sides(tokens)
    if not sides:
        return tokens  # all that follows is about sides
    if metonyms:
        _places_for_states(tokens, sides, plain, metonyms)
    if "-" in words or not words.isdisjoint(_AWAY):
        tokens = _hyphens(tokens)
    if "/" in words:
        tokens = _slashes(tokens)
    tokens = _heads_after(tokens, _sides(tokens) if metonyms or tokens is not cut else sides)
    if not words.isdisjoint(_HEADS):
        tokens = _heads_before(tokens)
    return ground(tokens, words)


def _possessives(tokens: list[Token]) -> list[Token]:
    """Take "'s" and a bare "'" into the name before it."""

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        here = tokens[i]
        if here.tag not in "ALN" or i + 1 == len(tokens):
            return None
        after = tokens[i + 1]
        bare = after.word == "'" and here.word.endswith("s") and here.tag == "A"
        if after.start != here.end or not (after.word == "'s" or bare):
            return None
        here.end, here.possessive = after.end, True
        return here, i + 2

    return scan(tokens, [i - 1 for i, token in enumerate(tokens) if i and token.word in _OWNING], step)


def _places_for_states(
    tokens: list[Token], sides: Sequence[int], plain: str, metonyms: frozenset[int]
) -> None:
    """Read a state's bare name after a place preposition as the place, in place: "in Ruritania"."""
    for i in sides:
        token = tokens[i]
        if token.start not in metonyms or i == 0:
            continue
        before = tokens[i - 1]
        if before.word == "the" and i > 1:
            before = tokens[i - 2]
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        forces_follow = after is not None and (after.word in WORDS.forces or after.word in ("and", "/"))
        directed = before.word in WORDS.directions
        placed = before.word in _PLACING or directed
        if before.word == "to" and _given(tokens, i):
            continue  # "ceded the town to Ruritania"
        if placed and not forces_follow:
            token.tag, token.actors = "L", ()
            token.place = plain[token.start : token.end].removesuffix("'s").removesuffix("’s")


def _given(tokens: list[Token], i: int) -> bool:
    """Say whether "to" at i - 1 tells who is given something: who it is given to acts."""
    return any(token.word in _GIVING for token in tokens[max(0, i - 8) : i - 1])


def _hyphens(tokens: list[Token]) -> list[Token]:
    """Read "X-held" as ground of X; "X-backed" and "pro-X" are not X."""

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        here = tokens[i]
        if (
            here.tag == "A"
            and i + 2 < len(tokens)
            and tokens[i + 1].word == "-"
            and tokens[i + 1].start == here.end
        ):
            word = tokens[i + 2].word
            if word in WORDS.holding:
                return join(tokens, i, i + 2, tag="G"), i + 3
            if word in _TIED:
                return join(tokens, i, i + 2, tag="N", actors=()), i + 3
        if here.word in _AWAY and i + 1 < len(tokens):
            last = i + 2 if tokens[i + 1].word == "-" and i + 2 < len(tokens) else i + 1
            if tokens[last].tag == "A" and tokens[last].start - here.end <= 1:
                while last + 2 < len(tokens) and tokens[last + 1].word == "/" and tokens[last + 2].tag == "A":
                    last += 2
                return join(tokens, i, last, tag="N", actors=()), last + 1
        return None

    return scan(
        tokens, [i for i, token in enumerate(tokens) if token.tag == "A" or token.word in _AWAY], step
    )


def _slashes(tokens: list[Token]) -> list[Token]:
    """Read X/Y as both."""

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        last = i
        while (
            last + 2 < len(tokens)
            and tokens[last + 1].word == "/"
            and tokens[last].tag == tokens[last + 2].tag == "A"
        ):
            last += 2
        return (join(tokens, i, last), last + 1) if last > i else None

    return scan(tokens, _sides(tokens), step)


def _heads_after(tokens: list[Token], sides: Sequence[int]) -> list[Token]:
    """Take "fighters" into "X fighters", and drop the side from "X supporters"."""

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        if tokens[i].tag != "A":
            return None
        for last in range(i + 1, min(i + 2 + _MODIFIERS, len(tokens))):
            token = tokens[last]
            if token.word in WORDS.not_the_side:
                return join(tokens, i, last, tag="N", actors=()), last + 1
            if token.word in WORDS.forces and token.tag == "N":
                after = tokens[last + 1].word if last + 1 < len(tokens) else ""
                further = after in WORDS.forces or after in WORDS.not_the_side
                if not further:
                    return join(tokens, i, last), last + 1
            elif not modifier(token) or token.word in WORDS.units or token.capital:
                return None
        return None

    return scan(tokens, sides, step)


def _sides(tokens: list[Token]) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.tag == "A"]


def _heads_before(tokens: list[Token]) -> list[Token]:
    """Take "the army of" into X; "supporters of X" are not X."""

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        here = tokens[i]
        force, other = here.word in WORDS.forces and here.tag == "N", here.word in WORDS.not_the_side
        if not (force or other) or i + 2 >= len(tokens):
            return None
        j = i + 1
        if tokens[j].word == "loyal" and tokens[j + 1].word == "to":
            j += 1
        elif tokens[j].word not in ("of", "from"):
            return None
        j += 1
        while j < len(tokens) and (tokens[j].tag == "D" or (tokens[j].tag == "N" and j < i + 5)):
            j += 1
        if j >= len(tokens) or tokens[j].tag != "A":
            return None
        if other:
            while j + 2 < len(tokens) and tokens[j + 1].word == "and" and tokens[j + 2].tag == "A":
                j += 2
            people = join(tokens, i, j, tag="N", actors=())
            people.word = here.word
            return people, j + 1
        return join(tokens, i, j), j + 1

    return scan(tokens, [i for i, token in enumerate(tokens) if token.word in _HEADS], step)
