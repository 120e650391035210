"""Step 3b: ground that is named by its holder: "areas controlled by X", "X-held Osk", "X positions"."""

from holdfire.claims.joining import join, modifier, scan
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_NO_GROUND = frozenset(("side", "sides", "line", "camp"))  # "on the side of X" is no place


def ground(tokens: list[Token], words: frozenset[str]) -> list[Token]:
    """Read as ground: "areas controlled by X", "X's territory", "X positions", and "X-held village".

    words: those of the sentence as it was cut.
    """
    led = "under" in words or ("by" in words and not words.isdisjoint(WORDS.holding))
    held = "-" in words and any(token.tag == "G" for token in tokens)
    if not led and not held and words.isdisjoint(WORDS.ground):
        return tokens

    def step(tokens: list[Token], i: int) -> tuple[Token, int] | None:
        here = tokens[i]
        if here.tag == "G":
            last = i
            while last + 1 < len(tokens) and last < i + 3 and tokens[last + 1].tag == "N":
                last += 1
                if tokens[last].word in WORDS.ground:
                    break
            return join(tokens, i, last, tag="G"), last + 1
        if here.tag == "A":
            return _owned_ground(tokens, i)
        return _ground_held_by(tokens, i)

    behind = [i + 1 for i, t in enumerate(tokens[:-1]) if t.tag == "L" or t.word == ","] if led else ()
    begin = [i for i, token in enumerate(tokens) if token.tag in "AG" or token.word in WORDS.ground]
    return scan(tokens, sorted({*begin, *behind}), step)


def _ground_held_by(tokens: list[Token], i: int) -> tuple[Token, int] | None:
    """Read "areas (which are) controlled by X", "a town under X's control"; a named place stays beside it."""
    here = tokens[i]
    if here.word in WORDS.ground and here.tag == "N":
        first = i + 1
    elif i and (tokens[i - 1].tag == "L" or tokens[i - 1].word == ","):
        first = i
    else:
        return None
    if first == i + 1 and first < len(tokens) and tokens[first].word == "of" and here.word not in _NO_GROUND:
        holder = _actor_from(tokens, first + 1)
        if holder is not None and not tokens[holder].possessive:
            return join(tokens, i, holder, tag="G"), holder + 1
    j = first
    while j < len(tokens) and j < first + 5 and (tokens[j].tag in "RXB" or tokens[j].word == ","):
        j += 1
    told = [t.tag for t in tokens[first:j] if t.tag in "RX"]
    if j + 2 >= len(tokens) or told[:1] == ["X"]:
        return None  # "Osk is controlled by X" is no mention of ground: it says so
    if tokens[j].word in WORDS.holding and tokens[j + 1].word == "by":
        last = _actor_from(tokens, j + 2)
    elif tokens[j].word == "under":
        last = _under_control(tokens, j + 1)
    else:
        return None
    return None if last is None else (join(tokens, i, last, tag="G"), last + 1)


def _actor_from(tokens: list[Token], j: int) -> int | None:
    """Find the actor that a noun phrase beginning at j names; also a second one after "and"."""
    while j < len(tokens) and tokens[j].tag in "DN" and not tokens[j].actors:
        j += 1
    if j >= len(tokens) or tokens[j].tag != "A":
        return None
    if j + 2 < len(tokens) and tokens[j + 1].word == "and" and tokens[j + 2].tag == "A":
        return j + 2
    return j


def _under_control(tokens: list[Token], j: int) -> int | None:
    while j < len(tokens) and tokens[j].tag in "DB":
        j += 1
    if j + 1 < len(tokens) and tokens[j].tag == "A" and tokens[j + 1].word in ("control", "rule"):
        return j + 1
    if j + 2 < len(tokens) and tokens[j].word in ("control", "rule") and tokens[j + 1].word == "of":
        return _actor_from(tokens, j + 2)
    return None


def _owned_ground(tokens: list[Token], i: int) -> tuple[Token, int] | None:
    for last in range(i + 1, min(i + 3, len(tokens))):
        if tokens[last].word in WORDS.ground and tokens[last].tag == "N":
            return join(tokens, i, last, tag="G"), last + 1
        if not modifier(tokens[last]):
            return None
    return None
