"""The questions that frames ask of a sentence, answered from its tree, else by word order."""

from collections.abc import Collection, Iterable

from holdfire.claims.groups import Party, lemma_of
from holdfire.claims.pronouns import ACCUSING, object_pronoun
from holdfire.claims.reach import COUNTING, Reach, note, take, take_pronoun
from holdfire.claims.syntax.naming import DEEP, SUBJECTS, Naming
from holdfire.claims.syntax.reaching import infinitive, members, preposition
from holdfire.claims.tables import TABLES
from holdfire.lexicon.words import WORDS

_HANGING = ("advcl", "relcl", "acl")
_CONTROLLED = ("xcomp", "ccomp")
_PREVENTING = frozenset(("prevent", "stop", "keep", "thank", "praise"))


class Parsed(Naming):
    """How the words of a sentence hang together, by its tree."""

    # -- verbs

    def find_passive(self, i: int) -> bool:
        """Say whether the verb at i is a passive: by its auxiliary, or a bare participle that describes."""
        tree = self.tree
        if tree.kid(i, "auxpass", "nsubjpass", "agent") is not None:
            return True
        if tree.relations[i] == "acomp":
            return super().find_passive(i)  # "was overrun by X", taken for an adjective
        if tree.tags[i] != "VBN" or self._has_had(i):
            return False
        if tree.relations[i] == "conj" and tree.kid(i, "nsubj", "aux") is None:
            return self.passive(tree.heads[i])
        return tree.relations[i] in ("acl", "advcl")

    def _has_had(self, i: int) -> bool:
        return any(self.tokens[k].word in WORDS.have for k in self.tree.kids(i, "aux"))

    def find_subject(self, i: int) -> Party | None:
        """Ask the tree who does the verb at i; of a passive, to whom it is done."""
        known, party = self._subject(i, 0)
        return party if known else super().find_subject(i)

    def _subject(self, i: int, depth: int) -> tuple[bool, Party | None]:
        """Say whether the tree tells who the subject is, and whom it names (None: nobody armed)."""
        tree = self.tree
        if depth > DEEP:
            return False, None
        head = tree.heads[i]
        bearer = head if tree.relations[i] == "acomp" and head >= 0 else i
        here = tree.kid(bearer, *SUBJECTS)
        if here is not None:
            return True, self.party(here)
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
        owner = self.inside(head)
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
        led = next((k for k in self.tree.kids(i, "dobj") if k < i and self.tokens[k].tag == "R"), None)
        if led is not None and out.object is None:
            out.object = self.party(led)  # "X, which Y attacked"
        return out

    def end(self, i: int) -> int:
        """Find the token behind the clause of the trigger at i."""
        return max(i, *members(self.tree, i), i) + 1

    # -- what rules a noun or an infinitive

    def ruling_verb(self, i: int, first: int) -> tuple[int | None, int | None]:
        """Find the verb that the noun at i belongs to, and the preposition that leads it in."""
        tree, inside, k = self.tree, None, i
        for head in tree.up(i):
            relation = tree.relations[k]
            if relation == "pobj" and self._of_another(head):
                return None, None
            if relation == "pobj":
                inside = head
            elif tree.tags[head].startswith("VB"):
                return head, inside
            elif relation not in ("prep", "conj", "dobj", "attr", "compound"):
                break
            k = head
        return super().ruling_verb(i, first)

    def _of_another(self, by: int) -> bool:
        """Say whether "of" at `by` hangs on a noun that counts nothing: "the planning of strikes"."""
        noun = self.tree.heads[by]
        counts = noun >= 0 and self.tokens[noun].word in COUNTING
        return self.tokens[by].word == "of" and not counts

    def light_verb(self, i: int) -> int | None:
        """Find the verb that has the noun at i as its object."""
        k = i
        while self.tree.relations[k] == "conj":
            k = self.tree.heads[k]
        if self.tree.relations[k] in ("dobj", "nsubjpass"):
            return self.tree.heads[k]
        return None

    def aims(self, i: int) -> bool:
        """Say whether the gerund at i is only aimed at, or may come: "defeating X will take time"."""
        tree, k = self.tree, i
        while tree.relations[k] == "conj":
            k = tree.heads[k]
        if tree.relations[k] == "csubj":
            return any(self.tokens[m].word in WORDS.modals for m in tree.kids(tree.heads[k], "aux"))
        if tree.relations[k] != "pcomp":
            return super().aims(i)
        head = tree.heads[tree.heads[k]]
        return head >= 0 and self.tokens[head].word in TABLES.cues["target.aims"]

    def above(self, i: int) -> Iterable[int]:
        """List the triggers that the verb at i hangs on, the closest first, and the objects of these."""
        tree, k = self.tree, i
        found = [*tree.kids(i, "nsubj")]
        while len(found) < DEEP and (tree.relations[k] in _HANGING or self._shares_object(k)):
            k = tree.heads[k]
            found += (k, *tree.kids(k, "dobj", "nsubj", "nsubjpass"))
        return found

    def _shares_object(self, i: int) -> bool:
        """Say whether the verb at i and the one that it is joined to have one object: "hit and killed X"."""
        if self.tree.relations[i] != "conj":
            return False
        head = self.tree.heads[i]
        objects = "dobj", "nsubjpass", "agent"
        return self.tree.relations[head] == "advcl" or any(
            self.tree.kid(k, *objects) is None for k in (i, head)
        )

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
        """List the auxiliaries and negators of the verb at i, also those it shares with another."""
        tree = self.tree
        for k in tree.kids(i, "aux", "auxpass", "neg", "advmod", "preconj", *SUBJECTS):
            if tree.relations[k] in ("advmod", *SUBJECTS):
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
        """Say whether a coordinated verb has the auxiliaries of the first: "did not attack or capture"."""
        own = self.tree.kid(i, "aux", "auxpass", *SUBJECTS)
        return own is None and self.tree.tags[i] == self.tree.tags[head] != "VBD"

    def opened_by(self, i: int, words: Collection[str]) -> bool:
        """Say whether the clause of the verb at i, or one around it, is led in by one of these words."""
        clauses = (i, *self.tree.up(i))
        leads = (k for c in clauses for k in self.tree.kids(c, "mark", "advmod"))
        return any(self.tokens[k].word in words for k in leads)

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
