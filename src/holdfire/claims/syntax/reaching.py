"""What belongs to a trigger, by its tree: which tokens, and the preposition that governs each."""

from collections.abc import Iterator, Sequence

from holdfire.claims.syntax.trees import Tree
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_OTHER_CLAUSES = frozenset(
    (
        "nsubj",
        "nsubjpass",
        "csubj",
        "csubjpass",
        "relcl",
        "advcl",
        "ccomp",
        "xcomp",
        "parataxis",
        "pcomp",
        "cc",
        "punct",
    )
)
_THROUGH = ("of", "among")
_HELD_BY_VERB = ("dobj", "nsubj", "nsubjpass", "attr")


def members(tree: Tree, i: int) -> list[int]:
    """List the tokens of the clause or phrase of the trigger at i, in order, without other clauses in it."""
    found = list(_under(tree, i))
    head = tree.heads[i]
    if not tree.tags[i].startswith("VB") and tree.relations[i] in _HELD_BY_VERB and head >= 0:
        for k in tree.kids(head, "prep", "agent", "neg"):
            if k > i:
                found += (k, *_under(tree, k))
        if tree.relations[i] != "dobj":
            found.append(head)  # "clashes were reported": what is said of it
    return sorted(set(found))


def _under(tree: Tree, i: int) -> Iterator[int]:
    waiting = [i]
    while waiting:
        j = waiting.pop()
        for k in tree.children[j]:
            relation = tree.relations[k]
            verbal = tree.tags[k].startswith("VB")
            other = relation in _OTHER_CLAUSES or (
                relation in ("conj", "acl") and verbal and tree.tags[k] != "VBN"
            )
            if other or (relation == "conj" and verbal and j == i):
                continue
            waiting.append(k)
            yield k


def preposition(tokens: Sequence[Token], tree: Tree, k: int, i: int) -> str | None:
    """Name the preposition that leads from the trigger at i to the token at k, None for its object.

    "of" between a noun and its members is no such ("hundreds of X fighters", "the camp of X").
    """
    head = tree.heads[i]
    while k >= 0 and k not in (i, head):
        above = tree.heads[k]
        if tree.relations[k] == "pobj" and above >= 0:
            noun = tree.heads[above]
            word = tokens[above].word
            if word in _THROUGH and noun >= 0 and noun != i:
                if not _transparent(tokens[noun]):
                    return f"{tokens[noun].word} {word}"  # "in support of X": another trigger's party
            else:
                return word
            above = noun
        k = above
    return None


def _transparent(noun: Token) -> bool:
    return noun.tag in "N#" and not noun.actors and noun.word not in TABLES.nouns


def infinitive(tree: Tree, tokens: Sequence[Token], i: int) -> int | None:
    """Find the "to" of the infinitive that hangs on the trigger at i or on its object."""
    for j in (i, *tree.kids(i, "dobj", "attr")):
        for k in tree.kids(j, "xcomp", "advcl", "acl", "relcl"):
            to = next((a for a in tree.kids(k, "aux") if tokens[a].tag == "T" and a > i), None)
            if to is not None:
                return to
    return None
