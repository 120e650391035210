"""Whom a noun phrase or a pronoun stands for, by the tree."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from holdfire.claims.groups import Party, lemma_of
from holdfire.claims.pronouns import ACCUSING, Scope, own, pronoun
from holdfire.claims.structure import Structure
from holdfire.claims.syntax.trees import Tree
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

DEEP = 8
"""So many steps are gone up or down a tree, no more."""

SUBJECTS = ("nsubj", "nsubjpass")
_PERSONAL = frozenset(("it", "they", "he", "she"))
_POSSESSIVE = frozenset(("its", "their", "his", "her"))
_INSTRUMENTS = frozenset(
    (*TABLES.cues["target.machines"], *(w for w, frame in TABLES.nouns.items() if frame.id == "n.strike"))
)


class Naming(Structure):
    """The part of a parsed sentence that names sides; `parsed.py` asks it."""

    def __init__(self, tokens: Sequence[Token], words: frozenset[str], scope: Scope, tree: Tree) -> None:
        super().__init__(tokens, words, scope)
        self.tree = tree

    def party(self, h: int, depth: int = 0) -> Party | None:
        """Name the sides that the noun phrase with the head h stands for."""
        token = self.tokens[h]
        if depth > DEEP:
            return None
        if token.tag in "RO":
            return self._meant(h, depth)
        found = (
            Party(actors=token.actors, first=h, last=h, ground=token.tag == "G")
            if token.actors
            else self.inside(h, depth)
        )
        for k in self.tree.kids(h, "conj", "appos"):
            if self.tree.relations[k] == "appos" and self._only_describes(k):
                continue
            found = _both(found, self.party(k, depth + 1))
        return found

    def _meant(self, h: int, depth: int) -> Party | None:
        """Resolve a pronoun; a relative one stands for the noun that its clause describes."""
        if self.tokens[h].tag == "R":
            clause = next((k for k in self.tree.up(h) if self.tree.relations[k] == "relcl"), None)
            if clause is None or h > clause:
                return None
            named = self.party(self.tree.heads[clause], depth + 1)
            return None if named is None else replace(named, pronoun=True)
        if self.tokens[h].word in _PERSONAL and (referent := self._referent(h)) is not None:
            return replace(referent, first=h, last=h, pronoun=True)
        return pronoun(self.tokens, h, self.scope)

    def _referent(self, h: int) -> Party | None:
        """Find whom "it", "its", "they" stands for: the subject of a clause around it, else the last subject.

        No pronoun stands for the subject of its own clause, a possessive may.
        """
        tree, below, clauses = self.tree, h, 0
        for v in tree.up(h):
            if tree.tags[v].startswith("VB"):
                here = tree.kid(v, *SUBJECTS)
                clauses += 1
                free = here is not None and here != below and here < h
                if here is not None and free and (clauses > 1 or self.tokens[h].tag == "D"):
                    accused = tree.kid(v, "dobj") if lemma_of(self.tokens[v]) in ACCUSING else None
                    named = self.party(here if accused is None or accused > h else accused)
                    if named is not None:
                        return named
            below = v
        if self.scope.subject:
            return Party(actors=self.scope.subject, first=h, last=h, pronoun=True)
        return None

    def _whose(self, k: int) -> tuple[str, ...]:
        """Name whom "its", "their" at k stands for."""
        if self.tokens[k].word in _POSSESSIVE and (referent := self._referent(k)) is not None:
            return referent.actors
        return own(self.tokens, k, self.scope)

    def _only_describes(self, k: int) -> bool:
        """Say whether an apposition is no name: "X, a former Y faction"."""
        articles = (self.tokens[d].word for d in self.tree.kids(k, "det"))
        return any(word in ("a", "an") for word in articles)

    def inside(self, h: int, depth: int = 0) -> Party | None:
        """Find the side inside a noun phrase: "X convoys", "its troops", "hundreds of X fighters"."""
        word = self.tokens[h].word
        if word in WORDS.civil or word in WORDS.not_the_side or depth > DEEP:
            return None
        if (owner := self._owner_of(h)) is not None:
            return owner
        inner = next((k for by in self.tree.kids(h, "prep") for k in self._members(by)), None)
        if inner is not None:
            return self.party(inner, depth + 1)
        if word in _INSTRUMENTS and self.scope.striker:
            return Party(actors=self.scope.striker, first=h, last=h, pronoun=True, means=True)
        return None

    def _owner_of(self, h: int) -> Party | None:
        """Find the side that stands before the noun at h: "X convoys", "its troops"."""
        for k in self.tree.kids(h, "compound", "nmod", "amod", "poss"):
            token = self.tokens[k]
            if token.tag in "AG" and token.actors:
                return Party(actors=token.actors, first=k, last=k, ground=token.tag == "G")
            if token.tag == "D" and (whose := self._whose(k)):
                ground = self.tokens[h].word in WORDS.ground
                return Party(actors=whose, first=k, last=k, pronoun=True, ground=ground)
        return None

    def _members(self, by: int) -> Iterable[int]:
        """List what "of", "from" or "among" at `by` leads to."""
        return self.tree.kids(by, "pobj") if self.tokens[by].word in ("of", "from", "among") else ()

    def owner(self, i: int, first: int) -> Party | None:
        """Find the party before the noun at i: "X attack", "X's recent attack"; not "their attack"."""
        for k in self.tree.kids(i, "compound", "nmod", "amod", "poss"):
            if self.tokens[k].tag == "A":
                return self.party(k)
        return super().owner(i, first)


def _both(one: Party | None, other: Party | None) -> Party | None:
    """Join two parties that stand together."""
    if one is None or other is None:
        return one or other
    return Party(
        actors=tuple(dict.fromkeys((*one.actors, *other.actors))),
        first=min(one.first, other.first),
        last=max(one.last, other.last),
        ground=one.ground and other.ground,
        pronoun=one.pronoun,
    )
