"""Step 4b: names that only their verb gives away as places: "captured Osk and Drem", "Osk fell to X"."""

from collections.abc import Sequence

from holdfire.claims.groups import forms_of, is_passive, verb_group
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS, demonyms

_GROUND_KINDS = frozenset(
    ("capture", "lose", "control", "handover", "advance", "withdraw", "transit", "defend", "attack", "strike")
)
_TAKING = forms_of(
    frozenset(verb for verb, rows in TABLES.verbs.items() if any(f.kind in _GROUND_KINDS for f, _ in rows))
)
_FALLING = forms_of(  # of one of their frames the ground itself is the subject: "Osk fell"
    frozenset(
        verb
        for verb, rows in TABLES.verbs.items()
        if any(f.kind in _GROUND_KINDS and not f.subject for f, _ in rows)
    )
)
_NOT_NAMES = WORDS.never_places | WORDS.forces | {w for words in demonyms().values() for w in words}


def mark_landmarks(tokens: Sequence[Token], words: frozenset[str], verbal: Sequence[int], plain: str) -> None:
    """Give tag L to the capitalised unknown words that a verb of ground has as its object, in place.

    words: those of the sentence; verbal: where its verbs are.
    """
    if words.isdisjoint(_TAKING):
        return
    for i in verbal:
        token = tokens[i]
        if token.tag != "V" or token.word not in _TAKING:
            continue
        passive = is_passive(tokens, i)
        if passive or token.word in _FALLING:
            _before(tokens, verb_group(tokens, i) - 1, plain)
        if not passive:
            _after(tokens, i + 1, plain)


def _after(tokens: Sequence[Token], k: int, plain: str) -> None:
    """Mark "Osk", "the towns of Osk and Drem", "control of Osk" behind the verb."""
    while k < len(tokens) and (
        tokens[k].tag in "DN#" or tokens[k].word in ("of", "and", ",") or tokens[k].tag == "L"
    ):
        if _is_name(tokens, k, plain):
            first, k = k, _run(tokens, k, plain, 1)
            _mark(tokens, first, k, plain)
        elif tokens[k].word == "," and not (k + 1 < len(tokens) and _is_name(tokens, k + 1, plain)):
            return
        k += 1


def _before(tokens: Sequence[Token], k: int, plain: str) -> None:
    while k >= 0 and (tokens[k].tag in "DN#L" or tokens[k].word in ("of", "and")):
        if _is_name(tokens, k, plain):
            last, k = k, _run(tokens, k, plain, -1)
            _mark(tokens, k, last, plain)
        k -= 1


def _is_name(tokens: Sequence[Token], k: int, plain: str) -> bool:
    """Say whether a word may name a place: no acronym ("IED"), no model ("T-56"), no people ("the Osks")."""
    token = tokens[k]
    if token.tag != "N" or not token.capital or token.kin or token.word in _NOT_NAMES:
        return False
    if k == 0 and token.word in TABLES.nouns:
        return False  # "Clashes fell by half": it begins the sentence
    written = plain[token.start : token.end]
    if (
        written.rstrip("s").isupper()
        or not written.replace("-", "").replace("'", "").replace("’", "").isalpha()
    ):
        return False
    plural = len(written) > 4 and written.endswith("s") and not written.endswith("ss")
    people = (
        plural
        and k > 0
        and tokens[k - 1].word == "the"
        and not (k + 1 < len(tokens) and tokens[k + 1].capital)
    )
    return not people and token.word.removesuffix("s") not in _NOT_NAMES


def _run(tokens: Sequence[Token], k: int, plain: str, step: int) -> int:
    """Follow the words of one name: "Saint Osk"."""
    while (
        0 <= k + step < len(tokens)
        and _is_name(tokens, k + step, plain)
        and abs(tokens[max(k, k + step)].start - tokens[min(k, k + step)].end) == 1
    ):
        k += step
    return k


def _mark(tokens: Sequence[Token], first: int, last: int, plain: str) -> None:
    name = plain[tokens[first].start : tokens[last].end].removesuffix("'s")
    tokens[first].tag, tokens[first].place = "L", " ".join(name.split())
