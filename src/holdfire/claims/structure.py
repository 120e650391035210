"""The questions that frames ask of a sentence, answered by word order.

`syntax/parsed.py` answers them from a parser's tree, and asks word order where the tree has no answer.
"""

from collections.abc import Collection, Iterable, Sequence

from holdfire.claims.extent import Clauses
from holdfire.claims.groups import Party, group, is_passive, lemma_of, preposition_of, verb_group
from holdfire.claims.pronouns import Scope
from holdfire.claims.reach import Reach, reach
from holdfire.claims.subjects import subject
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_GOVERNING = ("able", "ready")
_LED = ("so", "in", "into", "to", "under", "with", "of", "from", "near", "at", "on")


class Structure:
    """How the words of a sentence hang together, by English word order alone.

    words: all of them; tags: one letter for each token; names_side: whether any side is named.
    """

    def __init__(self, tokens: Sequence[Token], words: frozenset[str], scope: Scope) -> None:
        self.tokens, self.words, self.scope = tokens, words, scope
        self.tags = "".join([token.tag for token in tokens])
        self.names_side = "A" in self.tags or "G" in self.tags
        self._passives: dict[int, bool] = {}  # each is asked for by many frames
        self._subjects: dict[int, Party | None] = {}
        self._clauses: Clauses | None = None  # most sentences have no trigger whose clause is asked for

    def tagged(self, tag: str) -> Sequence[int]:
        """List where the tokens of a tag stand."""
        found: list[int] = []
        at = self.tags.find(tag)
        while at >= 0:
            found.append(at)
            at = self.tags.find(tag, at + 1)
        return found

    def where(self, words: frozenset[str]) -> Iterable[int]:
        """List where one of these words stands: what it begins is looked for nowhere else."""
        if self.words.isdisjoint(words):
            return ()
        return [i for i, token in enumerate(self.tokens) if token.word in words]

    def verbs_of(self, forms: frozenset[str]) -> Iterable[int]:
        """List where one of these forms stands as a verb."""
        if self.words.isdisjoint(forms):
            return ()
        return [i for i in self.tagged("V") if self.tokens[i].word in forms]

    def passive(self, i: int) -> bool:
        """Say whether the verb at i is a passive."""
        if (known := self._passives.get(i)) is None:
            known = self._passives[i] = self.find_passive(i)
        return known

    def find_passive(self, i: int) -> bool:
        """Judge by its auxiliary and what follows it whether the verb at i is a passive."""
        return is_passive(self.tokens, i)

    def subject(self, i: int) -> Party | None:
        """Find who does the verb at i; of a passive, to whom it is done."""
        if i not in self._subjects:
            self._subjects[i] = self.find_subject(i)
        return self._subjects[i]

    def find_subject(self, i: int) -> Party | None:
        """Look before the verb at i for who does it."""
        return subject(self.tokens, i, self.scope)

    def reach(self, i: int, last: int | None = None) -> Reach:
        """Collect what belongs to the trigger at i; last: the last word of a compound one."""
        return self.reach_by_order(i if last is None else last)

    def reach_by_order(self, i: int) -> Reach:
        """Collect what stands behind the word at i in its clause, whatever a tree says."""
        return reach(self.tokens, i, self.scope, self.end_by_order(i))

    def end(self, i: int) -> int:
        """Find the token behind the clause of the trigger at i."""
        return self.end_by_order(i)

    def end_by_order(self, i: int) -> int:
        """Find where the clause of the trigger at i ends, whatever a tree says."""
        if self._clauses is None:
            self._clauses = Clauses(self.tokens, self.tags, self.words)
        return self._clauses.end(i)

    def owner(self, i: int, first: int) -> Party | None:
        """Find the party before the noun at i ("X attack") whose phrase begins at first."""
        k = i - 1
        while k >= first and self.tokens[k].tag in "N#" and not self.tokens[k].actors:
            k -= 1
        return group(self.tokens, k) if k >= 0 and self.tokens[k].tag == "A" else None

    def ruling_verb(self, i: int, first: int) -> tuple[int | None, int | None]:
        """Find the verb that the noun phrase from first to i belongs to, and what preposition leads it in.

        "with", "under" lead back over the whole clause.
        """
        inside = preposition_of(self.tokens, min(first, i))
        far = inside is not None and self.tokens[inside].word in ("with", "under")
        j = first - 1
        while j >= 0 and (
            self.tokens[j].tag in ("DNB#LWPAG" if far else "DNB#LW") or self.tokens[j].word in _LED
        ):
            j -= 1
        return (j if j >= 0 and self.tokens[j].tag in "VX" else None), inside

    def light_verb(self, i: int) -> int | None:
        """Find the verb that has the noun at i as its object: "X plans an attack"."""
        j = i - 1
        while j >= 0 and self.tokens[j].tag in "DNB#A":
            j -= 1
        return j if j >= 0 and self.tokens[j].tag == "V" else None

    def aims(self, i: int) -> bool:
        """Say whether the gerund at i is only aimed at: "committed to defeating X"."""
        first = verb_group(self.tokens, i)
        led = first > 1 and self.tokens[first - 1].tag in "PT" and self.tokens[i].word.endswith("ing")
        return led and self.tokens[first - 2].word in TABLES.cues["target.aims"]

    def above(self, i: int) -> Iterable[int]:
        """List the triggers that the verb at i may hang on: "shelled Osk, killing nine"."""
        first = verb_group(self.tokens, i)
        left = self.tokens[first - 1] if first else None
        joined = left is not None and left.tag in "NRC." and left.word not in (";", ":")
        if joined:
            return range(first - 1, -1, -1)
        k = first  # else what its subject may be: "an ambush near Osk killed nine"
        while k > 0 and self.tokens[k - 1].tag in "DNPALGW#":
            k -= 1
        return range(k, first)

    def group_words(self, i: int) -> Iterable[int]:
        """List the auxiliaries and negators that belong to the verb at i."""
        return range(max(0, verb_group(self.tokens, i) - 1), i)

    def opened_by(self, i: int, words: Collection[str]) -> bool:
        """Say whether the clause of the verb at i is led in by one of these words ("if")."""
        first = verb_group(self.tokens, i)
        before = [t.word for t in self.tokens[max(0, first - 12) : first]]
        return "," not in before and any(word in words for word in before)

    def infinitive(self, i: int) -> int | None:
        """Find the "to" of the verb at i where it is an infinitive."""
        first = verb_group(self.tokens, i)
        return first - 1 if first and self.tokens[first - 1].tag == "T" else None

    def governor(self, i: int, to: int) -> int | None:  # noqa: ARG002 - a tree asks for the verb, not for its "to"
        """Find the verb or adjective that governs the infinitive at i."""
        before = range(to - 1, max(-1, to - 15), -1)
        return next(
            (k for k in before if self.tokens[k].tag == "V" or self.tokens[k].word in _GOVERNING), None
        )

    def permitting(self, i: int) -> int | None:
        """Find the verb that lets or helps somebody do the verb at i: "X allowed Y to V"."""
        first = verb_group(self.tokens, i)
        if first == 0 or self.tokens[first - 1].tag not in "TA":
            return None
        verb = next((k for k in range(first - 1, -1, -1) if self.tokens[k].tag == "V"), None)
        permits = verb is not None and lemma_of(self.tokens[verb]) in TABLES.cues["control.permit"]
        return verb if permits else None

    def agent(self, i: int) -> tuple[str, ...]:
        """Name by whom the passive verb at i is done."""
        behind = (k for k in range(i + 1, len(self.tokens)) if self.tokens[k - 1].word == "by")
        return next((self.tokens[k].actors for k in behind if self.tokens[k].tag == "A"), ())

    def mover(self, i: int, first: int) -> Party | None:
        """Find who is let do the verb at i, behind first."""
        return next(
            (group(self.tokens, k) for k in range(i - 1, first, -1) if self.tokens[k].tag == "A"), None
        )
