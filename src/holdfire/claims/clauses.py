"""Step 5: who does what to whom around a verb or a noun, by English word order.

Nothing here knows a kind of claim: a subject is a subject. Pronouns are resolved in the paragraph, where only one
reading is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.dates import DateFound
from holdfire.lexicon.words import WORDS

_JOINERS = frozenset(("and", ",", "/", "&", "or", "plus"))
_PREVENTING = frozenset(("prevent", "stop", "keep", "thank", "praise"))
_ACCUSING = frozenset(("accuse", "blame", "charge", "suspect"))


@dataclass(slots=True, kw_only=True)
class Party:
    """Actors that stand together at tokens [first, last]; place: whether these hold ground rather than act."""

    actors: tuple[str, ...]
    first: int
    last: int
    ground: bool = False
    pronoun: bool = False


@dataclass(slots=True, kw_only=True)
class Scope:
    """What a sentence may refer back to in its paragraph: the last subject, the last two parties, the day told of."""

    subject: tuple[str, ...] = ()
    when: DateFound | None = None
    pair: tuple[str, ...] = ()


def group(tokens: Sequence[Token], i: int) -> Party:
    """Take in the actors coordinated with the one at i: "A, B and C", "A as well as its B"."""
    first = last = i
    actors = [*tokens[i].actors]
    j = i
    while (k := _next_in_group(tokens, j)) is not None:
        actors.extend(tokens[k].actors)
        last = j = k
    j = i
    while (k := _previous_in_group(tokens, j)) is not None:
        actors = [*tokens[k].actors, *actors]
        first = j = k
    return Party(actors=tuple(dict.fromkeys(actors)), first=first, last=last, ground=tokens[i].tag == "G")


def _next_in_group(tokens: Sequence[Token], i: int) -> int | None:
    j = i + 1
    joined = False
    while j < len(tokens) and j < i + 7:
        token = tokens[j]
        if token.tag == "A" and joined:
            return j if tokens[i].tag == "A" and not _parted(tokens, i, j) else None
        if token.word in _JOINERS or (
            token.word in ("as", "well", "along", "together", "with") and _as_well_as(tokens, i, j)
        ):
            joined = True
        elif not (joined and token.tag in "DN#B"):
            return None
        j += 1
    return None


def _parted(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Say whether "and" parts two clauses: "X attacked Y, and Z withdrew"."""
    after = tokens[j + 1].tag if j + 1 < len(tokens) else ""
    k = i - 1
    while k >= 0 and tokens[k].tag in "DN#":
        k -= 1
    comma = any(token.word == "," for token in tokens[i + 1 : j])
    is_object = k >= 0 and (
        tokens[k].tag == "V" or (comma and tokens[k].word in ("with", "from", "against", "to"))
    )
    return after != "" and after in "VX" and is_object


def _as_well_as(tokens: Sequence[Token], i: int, j: int) -> bool:
    words = [t.word for t in tokens[i + 1 : i + 4]]
    return (words[:3] == ["as", "well", "as"] and j <= i + 3) or (
        words[:2] in (["along", "with"], ["together", "with"]) and j <= i + 2
    )


def _previous_in_group(tokens: Sequence[Token], i: int) -> int | None:
    for j in range(i - 1, max(-1, i - 8), -1):
        if tokens[j].tag == "A":
            return j if _next_in_group(tokens, j) == i else None
        if (
            tokens[j].tag in "VX.PST"
            and tokens[j].word not in _JOINERS
            and tokens[j].word not in ("as", "with")
        ):
            return None
    return None


def preposition_of(tokens: Sequence[Token], first: int) -> int | None:
    """Find the preposition that governs the noun phrase whose first actor is at `first`."""
    j = first - 1
    while j >= 0 and tokens[j].tag in "N#B":
        j -= 1
    while j >= 0 and tokens[j].tag in "D#":
        j -= 1
    if j >= 1 and tokens[j].word in ("and", "or") and tokens[j - 1].tag == "N":
        return preposition_of(tokens, j)
    return j if j >= 0 and tokens[j].tag in "PT" else None


def verb_group(tokens: Sequence[Token], i: int) -> int:
    """Go back from a verb to the first of its auxiliaries and adverbs."""
    j = i
    while j > 0 and tokens[j - 1].tag in "XB-":
        j -= 1
    while j < i and tokens[j].tag == "B" and tokens[j].word not in ("already", "also", "never", "not"):
        j += 1
    return j


def is_passive(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the verb at i is a passive: "was attacked", "attacked by"."""
    form = TABLES.forms.get(tokens[i].word)
    if form is not None and "part" not in form.kinds:
        return False
    if form is None and not tokens[i].word.endswith("ed"):
        return False
    j = i - 1
    while j >= 0 and tokens[j].tag in "B-":
        j -= 1
    if (
        j >= 0
        and (tokens[j].word in WORDS.be or tokens[j].word in ("get", "got"))
        and tokens[j].word != "having"
    ):
        return True
    by_next = i + 1 < len(tokens) and tokens[i + 1].word == "by"
    return by_next and not (j >= 0 and tokens[j].word in WORDS.have)


def subject(tokens: Sequence[Token], i: int, scope: Scope, *, depth: int = 0) -> Party | None:
    """Find who does the verb at i (or, of a passive, to whom it is done)."""
    if depth > 6:
        return None
    start = verb_group(tokens, i)
    j = start - 1
    if j >= 0 and tokens[j].tag == "T":
        return _infinitive_subject(tokens, j, scope, depth)
    if j >= 0 and tokens[j].tag in "PS" and _is_ing(tokens[i]):
        return _gerund_subject(tokens, j, i, scope, depth)
    if (j >= 0 and tokens[j].tag == "C") or (
        j >= 1
        and tokens[j].word == ","
        and tokens[i].tag == "V"
        and tokens[j - 1].tag != "A"
        and not _is_ing(tokens[i])
    ):
        return _coordinated_subject(tokens, j, scope, depth)
    return _nearest_subject(tokens, j, scope, depth)


def _is_ing(token: Token) -> bool:
    return token.word.endswith("ing")


def _main_verb_before(tokens: Sequence[Token], j: int) -> int | None:
    while j >= 0:
        if tokens[j].tag == "V":
            return j
        if tokens[j].word in (";", ":"):
            return None
        j -= 1
    return None


def _infinitive_subject(tokens: Sequence[Token], to: int, scope: Scope, depth: int) -> Party | None:
    """Read "X tried to V": X; "X allowed Y to V": Y; "an X attempt to V": X; "in order to V": of the clause."""
    if tokens[to - 1].word in ("able", "ready", "free", "unable", "set", "due", "likely"):
        return _nearest_subject(tokens, to - 2, scope, depth)
    verb = _main_verb_before(tokens, to - 1)
    if verb is None:
        return _nearest_subject(tokens, to - 1, scope, depth)
    lemma = lemma_of(tokens[verb])
    between = [k for k in range(verb + 1, to) if tokens[k].tag == "A" and not tokens[k].possessive]
    controls_object = lemma in TABLES.cues["control.permit"] or lemma in TABLES.cues["control.order"]
    if controls_object and between and preposition_of(tokens, between[0]) is None:
        return group(tokens, between[0])
    noun = tokens[to - 1]
    if noun.tag == "N" and noun.word in ("attempt", "attempts", "effort", "efforts", "bid", "plan", "plans"):
        owner = to - 2
        while owner > verb and tokens[owner].tag in "N":
            owner -= 1
        if tokens[owner].tag == "A":
            return group(tokens, owner)
    if is_passive(tokens, verb) and controls_object:
        return subject(tokens, verb, scope, depth=depth + 1)
    return subject(tokens, verb, scope, depth=depth + 1)


def _gerund_subject(tokens: Sequence[Token], j: int, i: int, scope: Scope, depth: int) -> Party | None:
    """Read "After taking P, X …": X behind the comma; "X …, after taking P": X before."""
    verb = _main_verb_before(tokens, j - 1)
    if verb is not None and lemma_of(tokens[verb]) in _ACCUSING | _PREVENTING:
        accused = next((k for k in range(verb + 1, j) if tokens[k].tag == "A"), None)
        return None if accused is None else group(tokens, accused)
    if verb is not None:
        return subject(tokens, verb, scope, depth=depth + 1)
    owner = next((k for k in range(j - 1, -1, -1) if tokens[k].tag == "A"), None)
    if owner is not None:
        return group(tokens, owner)
    comma = next((k for k in range(i, len(tokens)) if tokens[k].word == ","), None)
    if comma is None:
        return None
    for k in range(comma + 1, min(comma + 6, len(tokens))):
        if tokens[k].tag == "A":
            return group(tokens, k)
        if tokens[k].tag in "VX":
            return None
        if tokens[k].tag == "O":
            return _pronoun(tokens, k, scope)
    return None


def _coordinated_subject(tokens: Sequence[Token], j: int, scope: Scope, depth: int) -> Party | None:
    """Read "X attacked P and captured Q": the subject of the verb before "and"; "…, and X captured" never comes here."""
    verb = _main_verb_before(tokens, j - 1)
    if verb is not None:
        return subject(tokens, verb, scope, depth=depth + 1)
    return _nearest_subject(tokens, j - 1, scope, depth)


def _nearest_subject(tokens: Sequence[Token], j: int, scope: Scope, depth: int) -> Party | None:
    fallback: Party | None = None
    crossed_verb = False
    while j >= 0:
        token = tokens[j]
        if token.tag == "A" and not token.possessive:
            party = group(tokens, j)
            governed = preposition_of(tokens, party.first)
            if governed is None:
                return _with_apposition(tokens, party)
            if tokens[governed].word in ("of",) and fallback is None:
                fallback = party
            j = governed - 1
            continue
        if (
            token.word in ("its", "their")
            and tokens[j + 1].word in WORDS.forces
            and (whose := own(tokens, j, scope))
        ):
            return Party(actors=whose, first=j, last=j, pronoun=True)
        if token.tag in "RO":
            found = _pronoun(tokens, j, scope)
            if found is not None and (token.tag == "O" or not crossed_verb):
                return found
        if token.tag == "V":
            return _over_relative(tokens, j, scope, depth) or fallback
        if token.tag == "S" or token.word in (";", ":"):
            break
        if token.word in (",", "-", ")") and (jump := _parenthesis(tokens, j)) is not None:
            j = jump
            continue
        j -= 1
    return fallback


def _with_apposition(tokens: Sequence[Token], party: Party) -> Party:
    """Read "X's elite troops, the Y, began": X and Y are both named as the subject."""
    k = party.first - 1
    while k >= 0 and tokens[k].tag == "D":
        k -= 1
    described = k + 1 < party.first and tokens[k + 1].word in ("a", "an")
    while described and k >= 0 and tokens[k].tag in "DN":
        k -= 1
    if k >= 1 and tokens[k].word == "," and tokens[k - 1].tag == "A":
        owner = group(tokens, k - 1)
        if described:
            return owner  # "X, a former Y faction, attacked": X alone
        if k >= 2 and tokens[k - 2].tag == "A" and tokens[k - 2].possessive:
            owner.actors, owner.first = (*owner.actors, *tokens[k - 2].actors), k - 2
        party.actors = tuple(dict.fromkeys((*party.actors, *owner.actors)))
        party.first = owner.first
    return party


def _over_relative(tokens: Sequence[Token], j: int, scope: Scope, depth: int) -> Party | None:
    """Read "X, who had no base there, attacked": cross the relative clause; "X fighters besieged in P attacked" too."""
    start = verb_group(tokens, j)
    k = start - 1
    if k >= 0 and tokens[k].tag == "R":
        k -= 1
        if k >= 0 and tokens[k].word == ",":
            k -= 1
        return _nearest_subject(tokens, k, scope, depth + 1) if depth < 6 else None
    form = TABLES.forms.get(tokens[j].word)
    participle = tokens[j].word.endswith(("ed", "ing")) or (form is not None and "part" in form.kinds)
    if participle and start == j and k >= 0 and tokens[k].tag in "AN" and depth < 6:
        return _nearest_subject(tokens, k, scope, depth + 1)
    return None


def _parenthesis(tokens: Sequence[Token], comma: int) -> int | None:
    """Return the index before an inserted phrase that ends at this comma, or None where it holds a full clause."""
    opening = {",": ",", "-": "-", ")": "("}[tokens[comma].word]
    for k in range(comma - 1, max(-1, comma - 20), -1):
        if tokens[k].word == opening:
            if opening != ",":
                return k - 1
            inner = tokens[k + 1 : comma]
            named = k > 0 and tokens[k - 1].tag == "A"
            if inner and (
                inner[0].tag == "R"
                or (inner[0].tag == "V" and named)
                or (named and not any(t.tag in "XV" and not _is_ing(t) for t in inner))
            ):
                return k - 1
            return None
        if tokens[k].word in (";", ":"):
            return None
    return None


def _pronoun(tokens: Sequence[Token], k: int, scope: Scope) -> Party | None:
    """Resolve a pronoun: a relative to the noun before it, "they both" to the last two, others to the last subject."""
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
    accused = next((j for j in range(k) if tokens[j].tag == "V" and lemma_of(tokens[j]) in _ACCUSING), None)
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


def lemma_of(token: Token) -> str:
    """Name a verb's lemma; the word itself where the tables don't know it."""
    form = TABLES.forms.get(token.word)
    return token.word if form is None else form.lemma


def own(tokens: Sequence[Token], i: int, scope: Scope) -> tuple[str, ...]:
    """Resolve "its", "their" at i to the subject before it."""
    if tokens[i].word not in ("its", "their", "his"):
        return ()
    return _local_subject(tokens, i) or scope.subject
