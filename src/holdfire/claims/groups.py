"""Step 5a: noun phrases and verb groups: who stands together, what governs them, active or passive."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_JOINERS = frozenset(("and", ",", "/", "&", "or", "plus"))


@dataclass(slots=True, kw_only=True)
class Party:
    """Actors that stand together at tokens [first, last]; ground: these hold ground rather than act.

    means: named by what they strike with ("the strikes", "helicopters").
    """

    actors: tuple[str, ...]
    first: int
    last: int
    ground: bool = False
    pronoun: bool = False
    means: bool = False


def group(tokens: Sequence[Token], i: int) -> Party:
    """Take in the actors coordinated with the one at i: "A, B and C", "A as well as its B"."""
    first = last = i
    actors = [*tokens[i].actors]
    j = i
    while (k := _next_in_group(tokens, j)) is not None:
        actors.extend(tokens[k].actors)
        last = j = k
    j = i
    while (k := _previous_in_group(tokens, j)) is not None:
        actors = [*tokens[k].actors, *actors]
        first = j = k
    return Party(actors=tuple(dict.fromkeys(actors)), first=first, last=last, ground=tokens[i].tag == "G")


def _next_in_group(tokens: Sequence[Token], i: int) -> int | None:
    j = i + 1
    joined = False
    while j < len(tokens) and j < i + 7:
        token = tokens[j]
        if token.tag == "A" and joined:
            return j if tokens[i].tag == "A" and not _parted(tokens, i, j) else None
        if token.word in _JOINERS or (
            token.word in ("as", "well", "along", "together", "with") and _as_well_as(tokens, i, j)
        ):
            joined = True
        elif not (joined and token.tag in "DN#B"):
            return None
        j += 1
    return None


def _parted(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Say whether "and" parts two clauses: "X attacked Y, and Z withdrew"."""
    after = tokens[j + 1].tag if j + 1 < len(tokens) else ""
    k = i - 1
    while k >= 0 and tokens[k].tag in "DN#":
        k -= 1
    comma = any(token.word == "," for token in tokens[i + 1 : j])
    is_object = k >= 0 and (
        tokens[k].tag == "V" or (comma and tokens[k].word in ("with", "from", "against", "to"))
    )
    return after != "" and after in "VX" and is_object


def _as_well_as(tokens: Sequence[Token], i: int, j: int) -> bool:
    words = [t.word for t in tokens[i + 1 : i + 4]]
    return (words[:3] == ["as", "well", "as"] and j <= i + 3) or (
        words[:2] in (["along", "with"], ["together", "with"]) and j <= i + 2
    )


def _previous_in_group(tokens: Sequence[Token], i: int) -> int | None:
    for j in range(i - 1, max(-1, i - 8), -1):
        if tokens[j].tag == "A":
            return j if _next_in_group(tokens, j) == i else None
        if (
            tokens[j].tag in "VX.PST"
            and tokens[j].word not in _JOINERS
            and tokens[j].word not in ("as", "with")
        ):
            return None
    return None


def preposition_of(tokens: Sequence[Token], first: int) -> int | None:
    """Find the preposition that governs the noun phrase whose first actor is at `first`."""
    j = first - 1
    while j >= 0 and tokens[j].tag in "N#B":
        j -= 1
    while j >= 0 and tokens[j].tag in "D#":
        j -= 1
    if j >= 1 and tokens[j].word in ("and", "or") and tokens[j - 1].tag == "N":
        return preposition_of(tokens, j)
    return j if j >= 0 and tokens[j].tag in "PT" else None


def verb_group(tokens: Sequence[Token], i: int) -> int:
    """Go back from a verb to the first of its auxiliaries and adverbs."""
    if not i or tokens[i - 1].tag not in "XB-":
        return i  # most verbs
    j = i - 1
    while j > 0 and tokens[j - 1].tag in "XB-":
        j -= 1
    while j < i and tokens[j].tag == "B" and tokens[j].word not in ("already", "also", "never", "not"):
        j += 1
    return j


def is_passive(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the verb at i is a passive: "was attacked", "attacked by"."""
    form = TABLES.forms.get(tokens[i].word)
    if form is not None and "part" not in form.kinds:
        return False
    if form is None and not tokens[i].word.endswith("ed"):
        return False
    j = i - 1
    while j >= 0 and tokens[j].tag in "B-":
        j -= 1
    if (
        j >= 0
        and (tokens[j].word in WORDS.be or tokens[j].word in ("get", "got"))
        and tokens[j].word != "having"
    ):
        return True
    by_next = i + 1 < len(tokens) and tokens[i + 1].word == "by"
    return by_next and not (j >= 0 and tokens[j].word in WORDS.have)


def forms_of(lemmas: frozenset[str]) -> frozenset[str]:
    """List the words whose lemma is one of these, by the same measure as lemma_of."""
    unknown = (lemma for lemma in lemmas if lemma not in TABLES.forms)
    return frozenset((*unknown, *(word for word, form in TABLES.forms.items() if form.lemma in lemmas)))


def lemma_of(token: Token) -> str:
    """Name a verb's lemma; the word itself where the tables don't know it."""
    form = TABLES.forms.get(token.word)
    return token.word if form is None else form.lemma
