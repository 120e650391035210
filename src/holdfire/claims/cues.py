"""Step 8a: what says that somebody says something, and where what is said begins behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfire.claims.pronouns import ACCUSING
from holdfire.claims.speakers import Name, ends_name
from holdfire.claims.syntax.trees import Tree
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality

_CUES = TABLES.cues
REPORTING: Mapping[str, Modality] = {
    **dict.fromkeys(sorted(_CUES["speech.neutral"]), Modality.REPORTED),
    **dict.fromkeys(sorted(_CUES["speech.conceding"]), Modality.REPORTED),
    **dict.fromkeys(sorted(_CUES["speech.doubtful"]), Modality.ALLEGED),
    **dict.fromkeys(sorted(_CUES["speech.denying"]), Modality.DENIED),
}
MARKS = frozenset(('"', "'"))
_AUTHOR = frozenset(("i", "we"))
_NO_SPEAKERS = frozenset(
    (
        "this",
        "that",
        "these",
        "those",
        "which",
        "what",
        "there",
        "map",
        "below",
        "above",
        "nobody",
        "nothing",
        "one",
        "you",
    )
)
_OPENERS = frozenset(("that", '"', ":", "how", "why", "what", "where", "whether", "when"))
LOOK = 14  # tokens


@dataclass(slots=True, kw_only=True)
class Cue:
    """Words [first, last] that say who says something, and on which side of them that stands.

    way: "after", "before", "around" (both), "all" (the whole part of the sentence). content: its exact tokens
    where a tree tells them.
    """

    first: int
    last: int
    way: str
    links: tuple[Attribution, ...]
    modality: Modality
    content: tuple[int, int] | None = None
    joined: bool = False


@dataclass(slots=True)
class Heard:
    """A sentence: its tokens, their words, the text, its tree where there is one, its quotations.

    verbal: which tokens may be verbs.
    """

    tokens: Sequence[Token]
    words: frozenset[str]
    plain: str
    tree: Tree | None = None
    quoted: Sequence[int | None] = ()
    verbal: Sequence[int] = ()

    def in_quotation(self, k: int) -> int | None:
        """Number the quotation that the token at k stands in; marks belong to theirs."""
        return self.quoted[k] if self.quoted and 0 <= k < len(self.tokens) else None

    def closes(self, k: int) -> bool:
        """Say whether a quotation ends with the mark at k."""
        here = self.in_quotation(k)
        if not self.quoted:
            return self.tokens[k].word == '"'
        return self.tokens[k].word in MARKS and here is not None and self.in_quotation(k + 1) != here

    def sign(self, k: int) -> str:
        """Name the word at k; of whatever kind, a mark that ends a quotation is '"', one that opens it ''."""
        word = self.tokens[k].word if k >= 0 else ""
        if word not in MARKS:
            return word
        if self.closes(k):
            return '"'
        return word if word == "'" and self.in_quotation(k) == self.in_quotation(k - 1) else ""


def speaks(tokens: Sequence[Token], name: Name) -> bool:
    """Say whether a phrase can be a source: no author, no "this", no "which"."""
    words = {tokens[name.first].word, tokens[name.last].word}
    alone = name.first == name.last and tokens[name.first].word in _NO_SPEAKERS
    leads = tokens[name.first].word in ("this", "these", "that") and tokens[name.last].word in TABLES.nouns
    return not (words & _AUTHOR) and not alone and not leads


def content_at(tokens: Sequence[Token], i: int, lemma: str) -> int | None:
    """Find where what is said begins behind a verb: "that", a quotation, a clause, an event."""
    k = i + 1
    while k < len(tokens) and k <= i + LOOK:
        token = tokens[k]
        if token.word in _OPENERS:
            return k
        if token.word == "*":
            k += 1
        elif token.tag in "WB" or (token.tag == "P" and not _governs_topic(tokens, k)):
            k = _over_adjunct(tokens, k)
        elif token.word == "," and k + 1 < len(tokens) and tokens[k + 1].word == '"':
            return k + 1  # said, "…
        elif token.word == "," and _closing_comma(tokens, k) is not None:
            k = _closing_comma(tokens, k) or k
        else:
            break
    if k >= len(tokens) or tokens[k].word in (",", ".", ";"):
        return None
    if lemma in _CUES["speech.needs_that"]:
        return None
    return k if _clause_begins(tokens, k, lemma) else None


def _governs_topic(tokens: Sequence[Token], k: int) -> bool:
    """Tell "reported on the fighting" from "said on Monday that"."""
    if tokens[k].word not in ("of", "for", "on", "about"):
        return False
    dated = k + 1 < len(tokens) and tokens[k + 1].tag == "W"
    behind = _over_adjunct(tokens, k)
    return not dated and not (behind < len(tokens) and tokens[behind].word == "that")


def _over_adjunct(tokens: Sequence[Token], k: int) -> int:
    """Go over "on Monday", "in a letter to Y", "yesterday"."""
    led = tokens[k].tag == "P"
    k += 1
    while led and k < len(tokens) and tokens[k].tag in "DNAL#WT" and not ends_name(tokens, k):
        k += 1
    return k


def _closing_comma(tokens: Sequence[Token], k: int) -> int | None:
    """Go over what commas put between a verb and its "that": "said, however, that"."""
    for j in range(k + 1, min(k + LOOK, len(tokens) - 1)):
        if tokens[j].word == ",":
            return j + 1 if tokens[j + 1].word == "that" else None
        if tokens[j].tag in ".":
            return None
    return None


def _clause_begins(tokens: Sequence[Token], k: int, lemma: str) -> bool:
    """Say whether a clause begins at k, or an event stands there."""
    if tokens[k].word in ("on", "of", "about", "for") and lemma not in ACCUSING:
        return _topic_told(tokens, k, lemma)
    if lemma in _CUES["speech.of_events"] and lemma != "tell":
        return False
    if tokens[k].word == "responsibility" or REPORTING.get(lemma) is Modality.DENIED or lemma in ACCUSING:
        return True
    for token in tokens[k : k + 10]:
        if token.tag in "XV" and token.word not in (",",):
            return True
        if token.word in (",", ";", "."):
            break
    return lemma in _CUES["speech.with_events"] and any(_event(t) for t in tokens[k : k + 12])


def _topic_told(tokens: Sequence[Token], k: int, lemma: str) -> bool:
    """Say whether "of", "on" leads to what is told: "spoke of an attack", "reported on the clashes"."""
    if tokens[k].word == "of" and lemma in _CUES["speech.of_events"]:
        return any(t.word in TABLES.nouns or t.word == "how" for t in tokens[k : k + 12])
    return tokens[k].word in ("on", "of") and lemma in ("report", "warn", "complain")


def _event(token: Token) -> bool:
    return token.word in TABLES.nouns or token.word in _CUES["speech.losses"]


def hearsay_modality(lemma: str) -> Modality:
    """Say how "is believed to", "is alleged to" put something forward."""
    if lemma in _CUES["hearsay.hedging_verbs"]:
        return Modality.HEDGED
    return Modality.ALLEGED if lemma in _CUES["hearsay.alleging_verbs"] else Modality.REPORTED
