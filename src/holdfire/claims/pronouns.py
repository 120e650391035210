"""Step 5b: what "they", "which" and "its" stand for, in the paragraph and where one reading is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.claims.groups import Party, group, lemma_of, preposition_of
from holdfire.claims.tokens import Token
from holdfire.lexicon.dates import DateFound
from holdfire.model.claim import ClaimPlace

ACCUSING = frozenset(("accuse", "blame", "charge", "suspect"))


@dataclass(slots=True, kw_only=True)
class Scope:
    """What a sentence may refer back to in its paragraph: last subject, last pair, the day told of."""

    subject: tuple[str, ...] = ()
    when: DateFound | None = None
    place: ClaimPlace | None = None  # the last one named
    pair: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # the sides named in the paragraph, the latest last
    striker: tuple[str, ...] = ()  # who the text said strikes from afar, whose "strikes" and "aircraft" go on
    civil: tuple[str, ...] = ()  # the one side that the registry lists as civilians
    voice: tuple[str, ...] = ()  # whose "we" it is, of a speaker who belongs to a side
    states: frozenset[str] = frozenset()  # ids of the sides that are states
    group: tuple[str, ...] = ()  # the one side of the text so far that is no state

    def only_group(self, here: Iterable[str]) -> tuple[str, ...]:
        """Name the one side that is no state and no civilians among those of a sentence and its paragraph."""
        groups = {*here, *self.named} - self.states - {*self.civil}
        return tuple(groups) if len(groups) == 1 else self.group if not groups else ()


def pronoun(tokens: Sequence[Token], k: int, scope: Scope) -> Party | None:
    """Resolve a pronoun: a relative to the noun before it, "both" to the last two, others to the subject."""
    token = tokens[k]
    if token.tag == "R" and k > 0 and token.word != "where":
        j = k - 1
        while j >= 0 and (tokens[j].word == "," or tokens[j].tag in "NWL"):
            j -= 1
        if j >= 0 and tokens[j].tag == "A" and not tokens[j].possessive:
            found = group(tokens, j)
            found.pronoun = True
            return found
        return None
    if token.word in ("we", "us") and scope.voice:
        return Party(actors=scope.voice, first=k, last=k, pronoun=True)
    if token.word not in ("they", "it", "both", "he", "she"):
        return None
    both = k + 1 < len(tokens) and tokens[k + 1].word == "both"
    if both or token.word == "both":
        actors = _last_two(tokens, k) or scope.pair
    else:
        actors = _local_subject(tokens, k) or scope.subject
    return Party(actors=actors, first=k, last=k, pronoun=True) if actors else None


def _last_two(tokens: Sequence[Token], k: int) -> tuple[str, ...]:
    """Name the last two parties before k, which "they both" takes up."""
    named = tuple(
        dict.fromkeys(a for token in reversed(tokens[:k]) if token.tag == "A" for a in token.actors)
    )
    return named[1::-1] if len(named) > 1 else ()


def _local_subject(tokens: Sequence[Token], k: int) -> tuple[str, ...]:
    """Name the first party of this sentence that stands before k, free of a preposition and before a verb.

    Of an accusation, the accused: "X accused Y that it …".
    """
    accused = next((j for j in range(k) if tokens[j].tag == "V" and lemma_of(tokens[j]) in ACCUSING), None)
    if accused is not None:
        named = next((j for j in range(accused + 1, k) if tokens[j].tag == "A"), None)
        if named is not None:
            return group(tokens, named).actors
    for j in range(k):
        if tokens[j].tag == "A" and not tokens[j].possessive:
            party = group(tokens, j)
            if party.last < k and preposition_of(tokens, party.first) is None:
                return party.actors
    owners = [token.actors for token in tokens[:k] if token.tag == "A" and token.possessive]
    return owners[0] if owners else ()


def object_pronoun(tokens: Sequence[Token], k: int, trigger: int, scope: Scope) -> Party | None:
    """Resolve "them" and "it" behind a verb or preposition: the last party before that was no subject.

    "between them" is the last pair, "us" the side of whoever speaks.
    """
    word = tokens[k].word
    if word == "us":
        return pronoun(tokens, k, scope)
    if word not in ("them", "it", "him"):
        return None
    if tokens[k - 1].word == "between":
        actors = _last_two(tokens, k) or scope.pair
        return Party(actors=actors, first=k, last=k, pronoun=True) if len(actors) > 1 else None
    for j in range(trigger - 1, 0, -1):
        if tokens[j].tag != "A" or tokens[j].possessive:
            continue
        party = group(tokens, j)
        if preposition_of(tokens, party.first) is not None or _follows_verb(tokens, party.first):
            return Party(actors=party.actors, first=k, last=k, pronoun=True)
    return None


def _follows_verb(tokens: Sequence[Token], first: int) -> bool:
    j = first - 1
    while j >= 0 and tokens[j].tag in "DN#":
        j -= 1
    return j >= 0 and tokens[j].tag == "V"


def own(tokens: Sequence[Token], i: int, scope: Scope) -> tuple[str, ...]:
    """Resolve "its", "their" at i to the subject before it."""
    if tokens[i].word == "our":
        return scope.voice
    if tokens[i].word not in ("its", "their", "his"):
        return ()
    return _local_subject(tokens, i) or scope.subject
