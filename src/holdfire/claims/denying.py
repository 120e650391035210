"""Step 8b: who denies what a noun says: "X rejected reports that", "X called the claim that … a lie"."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.claims.cues import Heard, speaks
from holdfire.claims.groups import verb_group
from holdfire.claims.speakers import Name, link, name_after, name_before
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import Attribution

_CUES = TABLES.cues
_VERBS, _PHRASAL = _CUES["denial.verbs"], _CUES["denial.phrasal"]
_CALLING, _FALSE = _CUES["denial.calling"], _CUES["denial.false"]
_PARTED = frozenset((";", ":", "."))
_NEAR = 12  # tokens between a verb of denial and the noun
_FAR = 40  # tokens behind the noun in which it may be said that it is false
_AVOIDED = _CUES["denial.avoided"]

DENYING = _VERBS | _PHRASAL | _CALLING | _FALSE
"""The words of which a sentence has one where it denies what a noun says."""


@dataclass(frozen=True, slots=True)
class Denial:
    """That something is denied; by whom, and before which token it ends, where the words tell."""

    links: tuple[Attribution, ...] = ()
    end: int | None = None


def denial(heard: Heard, i: int) -> Denial | None:
    """Say whether the report, claim or rumour at i is denied by the verb that it depends on."""
    if heard.words.isdisjoint(DENYING):
        return None
    tokens = heard.tokens
    verb = _verb_before(tokens, i)
    if verb is not None and (tokens[verb].word in _VERBS or _set_aside(tokens, verb, i)):
        return _by_subject(heard, verb)
    if verb is not None and tokens[verb].word in _CALLING and _called_false(tokens, verb, i):
        return _by_subject(heard, verb)
    return _said_false(heard, i)


def _verb_before(tokens: Sequence[Token], i: int) -> int | None:
    """Go back over the noun phrase and what is between it and its verb: "dismissed as slander the claim"."""
    for k in range(i - 1, max(-1, i - _NEAR), -1):
        token = tokens[k]
        if token.word in _VERBS or token.word in _PHRASAL or token.word in _CALLING:
            return k
        if token.word in _PARTED or (token.tag in "VXSRT" and token.word != "as"):
            return None
    return None


def _set_aside(tokens: Sequence[Token], verb: int, i: int) -> bool:
    """Read "brushed aside", "waved away", "shrugged off", "poured scorn on"."""
    return tokens[verb].word in _PHRASAL and any(
        t.word in _CUES["denial.particles"] for t in tokens[verb + 1 : min(i, verb + 3)]
    )


def _by_subject(heard: Heard, verb: int) -> Denial | None:
    """Name who does the verb; "did not deny", "refused to deny" deny nothing."""
    tokens = heard.tokens
    first = verb_group(tokens, verb)
    before = tokens[max(0, first - 3) : verb]
    if any(t.tag == "-" or t.word in _AVOIDED for t in before):
        return None
    name = name_before(tokens, first, heard.tree, verb)
    if name is None or not speaks(tokens, name):
        return Denial()
    return Denial((_link(heard, name),))


def _called_false(tokens: Sequence[Token], verb: int, i: int) -> bool:
    """Read "called false the claim that", "called reports that … baseless", "described it as lies"."""
    return any(t.word in _FALSE for t in tokens[verb + 1 : i]) or any(
        tokens[k].word in _FALSE and _ends(tokens, k) for k in _behind(tokens, i)
    )


def _said_false(heard: Heard, i: int) -> Denial | None:
    """Read "reports that … are baseless", "the claim that … was rejected by X": the noun is the subject."""
    tokens = heard.tokens
    that = i + 1 < len(tokens) and tokens[i + 1].word == "that"
    told = "VX" if that else "NALG"  # "reports that a truce was rejected by X": the truce was
    for k in _behind(tokens, i):
        if tokens[k].word not in WORDS.be or tokens[k - 1].tag == "R":
            continue
        if not any(t.tag in told for t in tokens[i + 2 : k]):
            continue
        j = k + 1
        while j + 1 < len(tokens) and tokens[j].tag in "BDX":
            j += 1
        if j >= len(tokens):
            return None
        if tokens[j].word in _FALSE or (tokens[j + 1 : j + 2] and tokens[j + 1].word in _FALSE):
            return Denial(end=k) if tokens[j].tag != "-" else None
        if tokens[j].word in _VERBS:
            by = next((b for b in range(j + 1, min(j + 4, len(tokens))) if tokens[b].word == "by"), None)
            name = name_after(tokens, by + 1) if by is not None else None
            named = name is not None and speaks(tokens, name)
            return Denial((_link(heard, name),) if name is not None and named else (), k)
    return None


def _behind(tokens: Sequence[Token], i: int) -> range:
    """List the tokens of the clause behind the noun at i."""
    end = next((k for k in range(i + 1, len(tokens)) if tokens[k].word in _PARTED), len(tokens))
    return range(i + 1, min(end, i + _FAR))


def _ends(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a clause ends behind the token at k: no noun that the word could describe follows."""
    return k + 1 >= len(tokens) or tokens[k + 1].tag in ".CSPRT"


def _link(heard: Heard, name: Name) -> Attribution:
    return link(heard.tokens, name, heard.plain, "denied")
