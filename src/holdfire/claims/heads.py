"""Step 8a: of whom a sentence speaks: the person at its head, the person somebody meets in it."""

from collections.abc import Sequence

from holdfire.claims.groups import forms_of, lemma_of
from holdfire.claims.speakers import Name, is_name, name_after
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_PEOPLE = _CUES["speaker.people"]
_REPORTERS = _CUES["speaker.things"] | _CUES["speaker.bodies"]
_HEADS_OF_PEOPLE = _PEOPLE.union([f"{word}s" for word in _PEOPLE])
_HEADS_OF_REPORTERS = _REPORTERS.union([f"{word}s" for word in _REPORTERS])
_MEETING = _CUES["speech.meeting"]
MEETING = forms_of(_MEETING)
"""The words of which a sentence has one where somebody meets a person in it."""

_SURELY = frozenset(
    ("meet", "interview", "ring", "phone", "telephone", "question")
)  # only persons are met so
_NEAR = 8  # tokens between a verb of meeting and whom it names


def subject_person(tokens: Sequence[Token], words: frozenset[str]) -> Name | None:
    """Find the person at a sentence's head: "Jon Marl", "two shepherds", "the last driver, Jon Marl"."""
    last = _full_name(tokens)
    if last is None:
        last = _described(tokens, words, _HEADS_OF_PEOPLE)
    return None if last is None else _with_apposition(tokens, 0, last)


def subject_reporter(tokens: Sequence[Token], words: frozenset[str]) -> Name | None:
    """Find the report or the body at a sentence's head, which "it" may mean."""
    last = _described(tokens, words, _HEADS_OF_REPORTERS)
    return None if last is None else Name(0, last)


def person_met(tokens: Sequence[Token]) -> Name | None:
    """Find the last person whom somebody meets, asks or rings: "I spoke with a medic, Jon Marl"."""
    for i in range(len(tokens) - 1, -1, -1):
        if tokens[i].tag != "V" or lemma_of(tokens[i]) not in _MEETING:
            continue
        if i + 1 < len(tokens) and tokens[i + 1].tag in "PT" and tokens[i + 1].word not in ("with", "to"):
            continue
        first = next((k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].tag in "DNL#G"), None)
        name = name_after(tokens, first) if first is not None else None
        if name is None or any(t.tag in "VX" for t in tokens[i + 1 : name.first]):
            continue
        core = _core(tokens, name, sure=lemma_of(tokens[i]) in _SURELY)
        if core is not None:
            return _with_apposition(tokens, core.first, core.last, name.last)
    return None


def _core(tokens: Sequence[Token], name: Name, *, sure: bool) -> Name | None:
    """Cut a phrase to the person in it: no place behind it, nobody where it names none."""
    last = name.first
    while last < name.last and tokens[last + 1].tag not in "P":
        last += 1
    words = tokens[name.first : last + 1]
    proper = len(words) >= 2 and all(t.tag == "N" and t.capital for t in words)
    human = any(t.word in _PEOPLE or t.word.removesuffix("s") in _PEOPLE for t in words)
    human = human or (sure and words[0].word in ("a", "an", "one", "two", "three") and words[-1].tag == "N")
    return Name(name.first, last) if proper or human else None


def _with_apposition(tokens: Sequence[Token], first: int, last: int, after: int | None = None) -> Name:
    """Add the name that commas put behind a description: "a medic there, Jon Marl"."""
    comma = (last if after is None else max(last, after)) + 1
    while comma < min(last + 4, len(tokens)) and tokens[comma].word != "," and tokens[comma].tag in "BNPL":
        comma += 1
    if comma + 1 >= len(tokens) or tokens[comma].word != ",":
        return Name(first, last)
    end = comma
    while (
        end + 1 < len(tokens)
        and end < comma + 6
        and tokens[end + 1].tag in "NAL."
        and tokens[end + 1].word not in ".,"
    ):
        end += 1
    return Name(first, end) if end > comma and is_name(tokens, comma + 1, end) else Name(first, last)


def _full_name(tokens: Sequence[Token]) -> int | None:
    """Find the last of two to four capitalised words at a sentence's head."""
    k = 0
    while k < min(5, len(tokens)) and tokens[k].tag == "N" and tokens[k].capital:
        k += 1
    return k - 1 if 2 <= k <= 4 else None


def _ends_phrase(token: Token) -> bool:
    """Say whether a noun phrase ends before a token, also before a verb that may be a noun: "names"."""
    form = TABLES.forms.get(token.word)
    return token.tag not in "N#" or token.capital or (form is not None and "s" in form.kinds)


def _predicate(tokens: Sequence[Token], k: int) -> bool:
    """Say whether what looks like a plural is the verb: "the colonel shrugs.", "the report dwells on"."""
    alone = k + 1 == len(tokens) or tokens[k + 1].tag not in "NV#X"
    return alone and tokens[k].word.endswith("s") and not tokens[k - 1].word.endswith("s")


def _described(tokens: Sequence[Token], words: frozenset[str], heads: frozenset[str]) -> int | None:
    """Find the noun of "two shepherds", "a former sergeant", "the last technician" at a sentence's head.

    words: those of the sentence, most of which have none of the heads.
    """
    if not tokens or tokens[0].tag not in "D#N" or words.isdisjoint(heads):
        return None
    bare = tokens[0].tag == "N"
    for k in range(0 if bare else 1, min(4 if bare else 7, len(tokens))):
        if tokens[k].tag not in "N#GWLA" or (bare and k and tokens[k].capital):
            return None
        if bare and not tokens[k].word.endswith("s"):
            continue
        ends = k + 1 == len(tokens) or _ends_phrase(tokens[k + 1]) or _predicate(tokens, k + 1)
        if ends and tokens[k].word in heads:
            last = k
            while last + 1 < len(tokens) and tokens[last + 1].tag == "N" and tokens[last + 1].capital:
                last += 1
            return last
    return None
