"""Step 6a: how far the clause of a trigger goes."""

from bisect import bisect_right
from collections.abc import Sequence

from holdfire.claims.groups import lemma_of, preposition_of, verb_group
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_STOPS = frozenset((";", ":", "!", "?", "…", "-"))
_ENDING = "SRVC."  # tags of what may end a clause, beside "according to X"
_NOT_HERE, _A_VERB = -1, -2


class Clauses:
    """Where the clauses of a sentence end.

    What ends one mostly does so for every trigger before it: each such place is judged once.
    """

    def __init__(self, tokens: Sequence[Token], tags: str, words: frozenset[str]) -> None:
        self._tokens = tokens
        self._places = [k for k, tag in enumerate(tags) if tag in _ENDING]
        if "according" in words:
            self._places = sorted(
                {*self._places, *(k for k, t in enumerate(tokens) if t.word == "according")}
            )
        self._judged: dict[int, int] = {}

    def end(self, i: int) -> int:
        """Find the token behind the clause of the trigger at i."""
        tokens = self._tokens
        for n in range(bisect_right(self._places, i), len(self._places)):
            k = self._places[n]
            end = self._judged.get(k)
            if end is None:
                end = self._judged[k] = _end_at(tokens, k)
            if end >= 0:
                return end
            if end == _A_VERB and k - i > 1 and not happens(tokens, i, k):
                return _before_subject(tokens, i, k)
        return len(tokens)


def _end_at(tokens: Sequence[Token], k: int) -> int:
    """Say where the token at k ends the clause before it, else whether it is a verb that may."""
    token, left = tokens[k], tokens[k - 1]
    if token.word == "so" and k + 1 < len(tokens) and tokens[k + 1].word == "that":
        return k
    opens_list = k + 1 < len(tokens) and tokens[k + 1].word.startswith(("incl", "namely"))
    joins_clause = token.word in (",", "and", "but") and _clause_follows(tokens, k)
    if token.word in _STOPS or joins_clause or (token.tag == "S" and token.word != "where"):
        return k
    if token.word == "(" and not opens_list:
        return k
    if token.word == "according" or (token.tag == "R" and left.word == ","):
        return k - 1 if left.word == "," else k
    return _A_VERB if token.tag == "V" and _finite(tokens, k) and left.tag != "T" else _NOT_HERE


def happens(tokens: Sequence[Token], i: int, k: int) -> bool:
    """Say whether the verb at k only tells that the event of the noun at i took place ("broke out")."""
    return tokens[i].tag == "N" and lemma_of(tokens[k]) in TABLES.cues["control.happen"]


def _clause_follows(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a joiner at k opens a new clause: a verb follows, or a noun phrase and then a verb."""
    if tokens[k].word == "and" and tokens[k - 1].tag == "A" and preposition_of(tokens, k - 1) is not None:
        after = k + 1
        while after < len(tokens) and tokens[after].tag in "DN#":
            after += 1
        if after < len(tokens) and tokens[after].tag == "A":
            return False
    j = k + 1
    while j < len(tokens) and (tokens[j].tag in "CB" or tokens[j].word == ","):
        j += 1
    if j < len(tokens) and tokens[j].tag in "SR":
        return True
    phrase = j
    while phrase < len(tokens) and tokens[phrase].tag in "DNAL#O" and phrase < j + 8:
        phrase += 1
    if phrase >= len(tokens):
        return False
    verb = tokens[phrase]
    if verb.tag == "X" or (verb.tag == "V" and _finite(tokens, phrase)):
        return True
    return phrase == j and verb.tag == "V"


def _finite(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the verb at k heads a clause; a participle after a noun does not ("men besieged in")."""
    word = tokens[k].word
    if word.endswith("ing"):
        return verb_group(tokens, k) < k and tokens[verb_group(tokens, k)].tag == "X"
    if verb_group(tokens, k) < k:
        return True
    form = TABLES.forms.get(word)
    participle = (form is not None and "part" in form.kinds) or (form is None and word.endswith("ed"))
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return not (participle and (after is None or after.tag in "P.C"))


def _before_subject(tokens: Sequence[Token], i: int, verb: int) -> int:
    """Leave the next clause's subject out."""
    j = verb_group(tokens, verb)
    if tokens[j - 1].tag == "R":
        return j - 1
    k = j
    while k - 1 > i and tokens[k - 1].tag in "DNAO#":
        k -= 1
    return k if k > i + 1 and tokens[k - 1].tag in ".CS" else j
