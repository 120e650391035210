"""Step 5c: who does a verb, by English word order; nothing here knows a kind of claim."""

from collections.abc import Sequence

from holdfire.claims.groups import Party, group, is_passive, lemma_of, preposition_of, verb_group
from holdfire.claims.pronouns import ACCUSING, Scope, own, pronoun
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_READY = frozenset(("able", "ready", "free", "unable", "set", "due", "likely"))
_TRIES = frozenset(("attempt", "attempts", "effort", "efforts", "bid", "plan", "plans"))
_INSERTING = {",": ",", "-": "-", ")": "("}
_BOTH = frozenset(("sides", "parties"))
_PREVENTING = frozenset(("prevent", "stop", "keep", "thank", "praise"))


def subject(tokens: Sequence[Token], i: int, scope: Scope, *, depth: int = 0) -> Party | None:
    """Find who does the verb at i (or, of a passive, to whom it is done)."""
    if depth > 6:
        return None
    start = verb_group(tokens, i)
    j = start - 1
    if j >= 0 and tokens[j].tag == "T":
        return _infinitive_subject(tokens, j, scope, depth)
    if j >= 0 and tokens[j].tag in "PSV" and _is_ing(tokens[i]):
        return _gerund_subject(tokens, j, i, scope, depth)
    listed = j >= 1 and tokens[j].word == "," and tokens[j - 1].tag != "A" and not _is_ing(tokens[i])
    if j >= 0 and (tokens[j].tag == "C" or listed):
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
    """Read "X tried to V": X; "X allowed Y to V": Y; "an X attempt to V": X; else of the clause."""
    if tokens[to - 1].word in _READY:
        return _nearest_subject(tokens, to - 2, scope, depth)
    verb = _main_verb_before(tokens, to - 1)
    if verb is None:
        return _nearest_subject(tokens, to - 1, scope, depth)
    told = _told(tokens, verb, to)
    return told if told is not None else subject(tokens, verb, scope, depth=depth + 1)


def _told(tokens: Sequence[Token], verb: int, to: int) -> Party | None:
    """Find the party between a verb and its infinitive that is to do it: "let Y", "an X attempt to"."""
    lemma = lemma_of(tokens[verb])
    if lemma in TABLES.cues["control.permit"] or lemma in TABLES.cues["control.order"]:
        free = (k for k in range(verb + 1, to) if tokens[k].tag == "A" and not tokens[k].possessive)
        first = next(free, None)
        if first is not None and preposition_of(tokens, first) is None:
            return group(tokens, first)
    if tokens[to - 1].word not in _TRIES:
        return None
    owner = to - 2
    while owner > verb and tokens[owner].tag == "N":
        owner -= 1
    return group(tokens, owner) if tokens[owner].tag == "A" else None


def _gerund_subject(tokens: Sequence[Token], j: int, i: int, scope: Scope, depth: int) -> Party | None:
    """Read "After taking P, X …": X behind the comma; "X …, after taking P", "X stopped taking": X before."""
    if tokens[j].tag == "V":
        return subject(tokens, j, scope, depth=depth + 1)
    verb = _main_verb_before(tokens, j - 1)
    if verb is None:
        owner = next((k for k in range(j - 1, -1, -1) if tokens[k].tag == "A"), None)
        return _behind_comma(tokens, i, scope) if owner is None else group(tokens, owner)
    if lemma_of(tokens[verb]) in ACCUSING | _PREVENTING and not is_passive(tokens, verb):
        accused = next((k for k in range(verb + 1, j) if tokens[k].tag == "A"), None)
        return None if accused is None else group(tokens, accused)
    return subject(tokens, verb, scope, depth=depth + 1)


def _behind_comma(tokens: Sequence[Token], i: int, scope: Scope) -> Party | None:
    """Find the subject of the main clause that follows an opening phrase."""
    comma = next((k for k in range(i, len(tokens)) if tokens[k].word == ","), len(tokens))
    for k in range(comma + 1, min(comma + 6, len(tokens))):
        if tokens[k].tag in "AO":
            return group(tokens, k) if tokens[k].tag == "A" else pronoun(tokens, k, scope)
        if tokens[k].tag in "VX":
            break
    return None


def _coordinated_subject(tokens: Sequence[Token], j: int, scope: Scope, depth: int) -> Party | None:
    """Read "X attacked P and captured Q": the subject of the verb before "and"."""
    verb = _main_verb_before(tokens, j - 1)
    if verb is not None:
        return subject(tokens, verb, scope, depth=depth + 1)
    return _nearest_subject(tokens, j - 1, scope, depth)


def _nearest_subject(tokens: Sequence[Token], j: int, scope: Scope, depth: int) -> Party | None:
    """Go back to the nearest party that no preposition governs; one behind "of" is better than none."""
    fallback: Party | None = None
    while j >= 0:
        token = tokens[j]
        if token.tag == "A" and not token.possessive:
            party = group(tokens, j)
            governed = preposition_of(tokens, party.first)
            if governed is None:
                return _with_apposition(tokens, party)
            fallback = fallback or (party if tokens[governed].word == "of" else None)
            j = governed - 1
            continue
        referring = token.tag in "ROD" or token.word in _BOTH
        if referring and (meant := _referred(tokens, j, scope)) is not None:
            return meant
        if token.tag == "V":
            return _over_relative(tokens, j, scope, depth) or fallback
        if token.tag == "S" or token.word in (";", ":"):
            break
        j = _parenthesis(tokens, j) if token.word in _INSERTING else j - 1
    return fallback


def _referred(tokens: Sequence[Token], j: int, scope: Scope) -> Party | None:
    """Resolve the pronoun at j, or "its troops" there."""
    token = tokens[j]
    if token.word in _BOTH and tokens[j - 1].word in ("two", "both") and len(scope.pair) == 2:
        return Party(actors=scope.pair, first=j, last=j, pronoun=True)
    if token.word in ("its", "their") and tokens[j + 1].word in WORDS.forces:
        whose = own(tokens, j, scope)
        return Party(actors=whose, first=j, last=j, pronoun=True) if whose else None
    return pronoun(tokens, j, scope) if token.tag in "RO" else None


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
        if preposition_of(tokens, owner.first) is not None:
            return party  # "under fire from X, Y withdrew": Y alone
        if described:
            return owner  # "X, a former Y faction, attacked": X alone
        if k >= 2 and tokens[k - 2].tag == "A" and tokens[k - 2].possessive:
            owner.actors, owner.first = (*owner.actors, *tokens[k - 2].actors), k - 2
        party.actors = tuple(dict.fromkeys((*party.actors, *owner.actors)))
        party.first = owner.first
    return party


def _over_relative(tokens: Sequence[Token], j: int, scope: Scope, depth: int) -> Party | None:
    """Cross what describes the subject: "X, who had no base there, attacked", "X besieged in P attacked"."""
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


def _parenthesis(tokens: Sequence[Token], close: int) -> int:
    """Return the index before an inserted phrase that ends at `close`, or before the sign alone."""
    opening = _INSERTING[tokens[close].word]
    for k in range(close - 1, max(-1, close - 20), -1):
        if tokens[k].word in (";", ":"):
            break
        if tokens[k].word == opening:
            inserted = opening != "," or _describes(tokens, k, close)
            return k - 1 if inserted else close - 1
    return close - 1


def _describes(tokens: Sequence[Token], opening: int, close: int) -> bool:
    """Say whether what stands between two commas describes the party before it."""
    inner = tokens[opening + 1 : close]
    if not inner:
        return False
    named = opening > 0 and tokens[opening - 1].tag == "A"
    clause = inner[0].tag != "V" and any(t.tag in "XV" and not _is_ing(t) for t in inner)
    return inner[0].tag == "R" or (named and not clause)
