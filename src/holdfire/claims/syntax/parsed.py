"""The questions that frames ask of a sentence, answered from its tree, else by word order."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from holdfire.claims.groups import Party, lemma_of
from holdfire.claims.pronouns import ACCUSING, Scope, object_pronoun, own, pronoun
from holdfire.claims.reach import Reach, note, take, take_pronoun
from holdfire.claims.structure import Structure
from holdfire.claims.syntax.reaching import infinitive, members, preposition
from holdfire.claims.syntax.trees import Tree
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_DEEP = 8
_PERSONAL = frozenset(("it", "they", "he", "she"))
_POSSESSIVE = frozenset(("its", "their", "his", "her"))
_INSTRUMENTS = frozenset(word for word, frame in TABLES.nouns.items() if frame.id == "n.strike") | frozenset(
    ("aircraft", "planes", "plane", "jets", "warplanes", "helicopters", "drones", "artillery", "bombers", "pilots")
)
_SUBJECTS = ("nsubj", "nsubjpass")
_CONTROLLED = ("xcomp", "ccomp")
_PREVENTING = frozenset(("prevent", "stop", "keep", "thank", "praise"))


class Parsed(Structure):
    """How the words of a sentence hang together, by its tree."""

    def __init__(self, tokens: Sequence[Token], scope: Scope, tree: Tree) -> None:
        super().__init__(tokens, scope)
        self.tree = tree

    # -- verbs

    def passive(self, i: int) -> bool:
        """Say whether the verb at i is a passive: by its auxiliary, or a bare participle that describes."""
        tree = self.tree
        if tree.kid(i, "auxpass", "nsubjpass", "agent") is not None:
            return True
        if tree.tags[i] != "VBN" or self._has_had(i):
            return False
        if tree.relations[i] == "conj" and tree.kid(i, "nsubj", "aux") is None:
            return self.passive(tree.heads[i])
        return tree.relations[i] in ("acl", "advcl")

    def _has_had(self, i: int) -> bool:
        return any(self.tokens[k].word in WORDS.have for k in self.tree.kids(i, "aux"))

    def subject(self, i: int) -> Party | None:
        """Find who does the verb at i; of a passive, to whom it is done."""
        known, party = self._subject(i, 0)
        return party if known else super().subject(i)

    def _subject(self, i: int, depth: int) -> tuple[bool, Party | None]:
        """Say whether the tree tells who the subject is, and whom it names (None: nobody armed)."""
        tree = self.tree
        if depth > _DEEP:
            return False, None
        here = tree.kid(i, *_SUBJECTS)
        if here is not None:
            return True, self.party(here)
        head = tree.heads[i]
        return (False, None) if head < 0 else self._ruled_subject(i, head, depth)

    def _ruled_subject(self, i: int, head: int, depth: int) -> tuple[bool, Party | None]:
        """Find the subject of a verb that has none of its own, by what it hangs on."""
        relation = self.tree.relations[i]
        if relation in ("relcl", "acl"):
            return self._of_described(i, head, depth)
        if relation == "pcomp":
            return self._of_gerund(head, depth)
        if relation in _CONTROLLED and (told := self._told(i, head)) is not None:
            return True, told
        if relation in ("conj", "advcl", *_CONTROLLED) and self.tree.tags[head].startswith("VB"):
            return self._subject(head, depth + 1)
        return False, None

    def _of_described(self, i: int, head: int, depth: int) -> tuple[bool, Party | None]:
        """Read "fighters attacking P", "areas taken by X": the noun; "X's attempt to V": X."""
        if self.tree.tags[i] != "VB":
            return True, self.party(head)
        owner = self._inside(head)
        if owner is not None:
            return True, owner
        verb, _ = self.ruling_verb(head, head)
        return (False, None) if verb is None else self._subject(verb, depth + 1)

    def _of_gerund(self, preposition: int, depth: int) -> tuple[bool, Party | None]:
        """Read "after taking P, X …": X; "X accused Y of taking P": Y; "the X practice of V-ing": X."""
        tree, head = self.tree, self.tree.heads[preposition]
        if head < 0:
            return False, None
        if not tree.tags[head].startswith("VB"):
            owner = self.party(head)
            return owner is not None, owner
        if lemma_of(self.tokens[head]) in ACCUSING | _PREVENTING and not self.passive(head):
            accused = tree.kid(head, "dobj")
            return True, None if accused is None else self.party(accused)
        return self._subject(head, depth + 1)

    def _told(self, i: int, head: int) -> Party | None:
        """Find the object of the verb at head that is to do the verb at i: "ordered X to V"."""
        lemma = lemma_of(self.tokens[head])
        if lemma not in TABLES.cues["control.permit"] | TABLES.cues["control.order"] or self.passive(head):
            return None
        told = next((k for k in self.tree.kids(head, "dobj", "dative") if k < i), None)
        return None if told is None else self.party(told)

    def agent(self, i: int) -> tuple[str, ...]:
        """Name by whom the passive verb at i is done."""
        for by in self.tree.kids(i, "agent", "prep"):
            if self.tokens[by].word == "by" and (who := self.tree.kid(by, "pobj")) is not None:
                party = self.party(who)
                return () if party is None else party.actors
        return ()

    # -- what belongs to a trigger

    def reach(self, i: int, last: int | None = None) -> Reach:
        """Collect what belongs to the trigger at i; last: the last word of a compound one."""
        inside = [k for k in members(self.tree, i) if k > i]
        out = Reach(end=max([i, last or i, *inside]) + 1, infinitive=infinitive(self.tree, self.tokens, i))
        taken: set[int] = set()
        for k in inside:
            token, prep = self.tokens[k], preposition(self.tokens, self.tree, k, i)
            if token.tag in "AG":
                joined = self.tree.relations[k] in ("conj", "appos") and self.tree.heads[k] in taken
                party = None if joined else self.party(k)
                taken.add(k)
                if party is not None:
                    take(self.tokens, party, prep, out)
                continue
            if token.tag == "O" and (meant := object_pronoun(self.tokens, k, i, self.scope)) is not None:
                take_pronoun(meant, prep, out)
            note(self.tokens, k, prep, self.scope, out)
        return out

    def end(self, i: int) -> int:
        """Find the token behind the clause of the trigger at i."""
        return max(i, *members(self.tree, i), i) + 1

    # -- noun phrases

    def party(self, h: int, depth: int = 0) -> Party | None:
        """Name the sides that the noun phrase with the head h stands for."""
        token = self.tokens[h]
        if depth > _DEEP:
            return None
        if token.tag in "RO":
            return self._meant(h, depth)
        found = (
            Party(actors=token.actors, first=h, last=h, ground=token.tag == "G")
            if token.actors
            else self._inside(h, depth)
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
        """Find whom "it", "its", "they" at h stands for: the subject of a clause around it, then the last subject.

        No pronoun stands for the subject of its own clause, a possessive may.
        """
        tree, below, clauses = self.tree, h, 0
        for v in tree.up(h):
            if tree.tags[v].startswith("VB"):
                here = tree.kid(v, *_SUBJECTS)
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

    def _inside(self, h: int, depth: int = 0) -> Party | None:
        """Find the side inside a noun phrase: "X convoys", "its troops", "hundreds of X fighters"."""
        word = self.tokens[h].word
        if word in WORDS.civil or word in WORDS.not_the_side or depth > _DEEP:
            return None
        for k in self.tree.kids(h, "compound", "nmod", "amod", "poss"):
            token = self.tokens[k]
            if token.tag in "AG" and token.actors:
                return Party(actors=token.actors, first=k, last=k, ground=token.tag == "G")
            if token.tag == "D" and (whose := self._whose(k)):
                return Party(actors=whose, first=k, last=k, pronoun=True, ground=word in WORDS.ground)
        for k in self.tree.kids(h, "prep"):
            if (
                self.tokens[k].word in ("of", "from", "among")
                and (inner := self.tree.kid(k, "pobj")) is not None
            ):
                return self.party(inner, depth + 1)
        if word in _INSTRUMENTS and self.scope.striker:
            return Party(actors=self.scope.striker, first=h, last=h, pronoun=True, means=True)
        return None

    def owner(self, i: int, first: int) -> Party | None:
        """Find the party before the noun at i: "X attack", "X's recent attack", "their attack"."""
        for k in self.tree.kids(i, "compound", "nmod", "amod", "poss"):
            if self.tokens[k].tag == "A":
                return self.party(k)
            if self.tokens[k].tag == "D" and (whose := self._whose(k)):
                return Party(actors=whose, first=k, last=k, pronoun=True)
        return super().owner(i, first)

    # -- what rules a noun or an infinitive

    def ruling_verb(self, i: int, first: int) -> tuple[int | None, int | None]:
        """Find the verb that the noun at i belongs to, and the preposition that leads it in."""
        tree, inside, k = self.tree, None, i
        for head in tree.up(i):
            relation = tree.relations[k]
            if relation == "pobj":
                inside = head
            elif tree.tags[head].startswith("VB"):
                return head, inside
            elif relation not in ("prep", "conj", "dobj", "attr", "compound"):
                break
            k = head
        return super().ruling_verb(i, first)

    def light_verb(self, i: int) -> int | None:
        """Find the verb that has the noun at i as its object."""
        k = i
        while self.tree.relations[k] == "conj":
            k = self.tree.heads[k]
        if self.tree.relations[k] in ("dobj", "nsubjpass"):
            return self.tree.heads[k]
        return None

    def permitting(self, i: int) -> int | None:
        """Find the verb that lets or helps somebody do the verb at i."""
        k = i
        while self.tree.relations[k] == "conj":
            k = self.tree.heads[k]
        head = self.tree.heads[k]
        if head >= 0 and self.tree.relations[k] in _CONTROLLED:
            permits = lemma_of(self.tokens[head]) in TABLES.cues["control.permit"]
            return head if permits else None
        return super().permitting(i)

    # -- what is said of a verb

    def group_words(self, i: int) -> Iterable[int]:
        """List the auxiliaries and negators that belong to the verb at i, also those it shares with another."""
        tree = self.tree
        for k in tree.kids(i, "aux", "auxpass", "neg", "advmod", "preconj", *_SUBJECTS):
            if tree.relations[k] in ("advmod", *_SUBJECTS):
                yield from (d for d in tree.kids(k, "neg", "det", "advmod") if self.tokens[d].tag == "-")
            yield k
        head = tree.heads[i]
        if head < 0:
            return
        if tree.relations[i] == "pcomp":
            yield head  # "without attacking X"
        if tree.relations[i] == "conj" and self._shares(i, head):
            yield from self.group_words(head)

    def _shares(self, i: int, head: int) -> bool:
        """Say whether a coordinated verb has the auxiliaries of the first one: "did not attack or capture"."""
        own = self.tree.kid(i, "aux", "auxpass", *_SUBJECTS)
        return own is None and self.tree.tags[i] == self.tree.tags[head] != "VBD"

    def opened_by(self, i: int, words: Collection[str]) -> bool:
        """Say whether the clause of the verb at i, or one around it, is led in by one of these words."""
        clauses = (i, *self.tree.up(i))
        return any(self.tokens[k].word in words for c in clauses for k in self.tree.kids(c, "mark", "advmod"))

    def infinitive(self, i: int) -> int | None:
        """Find the "to" of the verb at i where it is an infinitive, also one that it shares."""
        to = next((k for k in self.tree.kids(i, "aux") if self.tokens[k].tag == "T"), None)
        if to is None and self.tree.relations[i] == "conj" and self._shares(i, self.tree.heads[i]):
            return self.infinitive(self.tree.heads[i])
        return to

    def governor(self, i: int, to: int) -> int | None:
        """Find the verb or adjective that governs the infinitive at i, none where it tells an aim."""
        while self.tree.relations[i] == "conj":
            i = self.tree.heads[i]
        if self.tree.relations[i] in _CONTROLLED:
            return self.tree.heads[i]
        return None if self.tree.relations[i] in ("advcl", "acl", "relcl") else super().governor(i, to)

    def mover(self, i: int, first: int) -> Party | None:
        """Find who is let do the verb at i."""
        return self.subject(i) or super().mover(i, first)


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
