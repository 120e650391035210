"""Step 6: a trigger and its clause to a draft claim: kind, sides, and whether it is denied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from holdfire.claims.clauses import (
    Party,
    Scope,
    group,
    is_passive,
    lemma_of,
    own,
    preposition_of,
    subject,
    verb_group,
)
from holdfire.claims.tables import TABLES, Frame
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import SYMMETRIC_KINDS

_CUES = TABLES.cues
_PARTICLE_REACH = 6
_THROUGH = frozenset(("through", "across", "via", "past", "over"))
_STOPS = frozenset((";", ":", "!", "?", "…"))
_SERIES = frozenset(
    (
        "series",
        "number",
        "dozens",
        "hundreds",
        "scores",
        "most",
        "part",
        "parts",
        "all",
        "some",
        "rest",
        "string",
        "handful",
    )
)
_TRIED_IS_DONE = frozenset(("advance", "defend"))
_PURPOSE = frozenset(("against",))


@dataclass(slots=True, kw_only=True)
class Draft:
    """A claim in the making: token indices [first, last] of its clause, its trigger, and what was found of it."""

    kind: str
    trigger: int
    first: int
    last: int
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    negated: bool = False
    definite: bool = False
    pronoun: bool = False
    rules: list[str] = field(default_factory=list[str])


@dataclass(slots=True, kw_only=True)
class Reach:
    """What stands behind a trigger: the object, prepositional parties, places, where it ends."""

    end: int
    object: Party | None = None
    preps: list[tuple[str, Party]] = field(default_factory=list[tuple[str, Party]])
    found: set[str] = field(default_factory=set[str])
    infinitive: int | None = None


def clause_end(tokens: Sequence[Token], i: int) -> int:
    """Find the token behind the clause of the trigger at i."""
    k = i + 1
    while k < len(tokens):
        token = tokens[k]
        if token.word in _STOPS or (token.tag == "S" and token.word not in ("where",)) or token.word == "-":
            return k
        if token.word == "(" and not (
            k + 1 < len(tokens) and tokens[k + 1].word.startswith(("incl", "namely"))
        ):
            return k
        if token.word == "according":
            return k - 1 if tokens[k - 1].word == "," else k
        if token.tag in "R" and tokens[k - 1].word == ",":
            return k - 1
        if token.word in (",", "and", "but") and _clause_follows(tokens, k):
            return k
        if (
            token.tag == "V"
            and _finite(tokens, k)
            and k - i > 1
            and tokens[k - 1].tag != "T"
            and not _happens(tokens, i, k)
        ):
            return _before_subject(tokens, i, k)
        k += 1
    return k


def _happens(tokens: Sequence[Token], i: int, k: int) -> bool:
    """Say whether the verb at k only says that the event of the noun at i took place: "clashes broke out between"."""
    return tokens[i].tag == "N" and lemma_of(tokens[k]) in _CUES["control.happen"]


def _clause_follows(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "and", "but" or a comma at k opens a new clause: a verb, or a noun phrase and then a verb."""
    if tokens[k].word == "and" and tokens[k - 1].tag == "A" and preposition_of(tokens, k - 1) is not None:
        after = k + 1
        while after < len(tokens) and tokens[after].tag in "DN#":
            after += 1
        if after < len(tokens) and tokens[after].tag == "A":
            return False
    j = k + 1
    while j < len(tokens) and (tokens[j].tag in "CB" or tokens[j].word == ","):
        j += 1
    if j < len(tokens) and tokens[j].tag in "SR":
        return True
    phrase = j
    while phrase < len(tokens) and tokens[phrase].tag in "DNAL#O" and phrase < j + 8:
        phrase += 1
    if phrase >= len(tokens):
        return False
    verb = tokens[phrase]
    if verb.tag == "X" or (verb.tag == "V" and _finite(tokens, phrase)):
        return True
    return phrase == j and verb.tag == "V"


def _finite(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the verb at k heads a clause; a participle straight after a noun does not ("fighters besieged in")."""
    word = tokens[k].word
    if word.endswith("ing"):
        return verb_group(tokens, k) < k and tokens[verb_group(tokens, k)].tag == "X"
    if verb_group(tokens, k) < k:
        return True
    form = TABLES.forms.get(word)
    participle = (form is not None and "part" in form.kinds) or (form is None and word.endswith("ed"))
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return not (participle and (after is None or after.tag in "P.C"))


def _before_subject(tokens: Sequence[Token], i: int, verb: int) -> int:
    """Leave the next clause's subject out."""
    j = verb_group(tokens, verb)
    if tokens[j - 1].tag == "R":
        return j - 1
    k = j
    while k - 1 > i and tokens[k - 1].tag in "DNAO#":
        k -= 1
    return k if k > i + 1 and tokens[k - 1].tag in ".CS" else j


def reach(tokens: Sequence[Token], i: int, scope: Scope) -> Reach:
    """Collect what stands behind a trigger up to the end of its clause."""
    out = Reach(end=clause_end(tokens, i))
    prep: str | None = None
    k = i + 1
    while k < out.end:
        token = tokens[k]
        if token.tag == "T" and k + 1 < out.end and tokens[k + 1].tag in "VB" and out.infinitive is None:
            out.infinitive = k
            break
        if token.tag in "PT" and not (token.word == "of" and prep is None and tokens[k - 1].word in _SERIES):
            prep = token.word
            if prep == "from":
                out.found.add("from")
        elif token.tag in "AG":
            k = _take_party(tokens, k, prep, out)
            continue
        elif token.tag == "L":
            out.found.add("place")
            if prep is None:
                out.found.add("place-object")
        elif token.tag == "D" and (holder := own(tokens, k, scope)):
            _take_own(tokens, k, prep, holder, out)
        elif token.tag in "N#":
            _note_noun(token, prep, out)
        elif (
            token.tag == "V"
            and not token.word.endswith("ing")
            and prep is None
            and not _happens(tokens, i, k)
        ):
            break
        k += 1
    return out


def _take_party(tokens: Sequence[Token], k: int, prep: str | None, out: Reach) -> int:
    party = group(tokens, k)
    if party.ground:
        out.found.add("ground")
        if prep is None:
            out.found.add("place-object")
    nominal = tokens[party.last + 1] if party.last + 1 < len(tokens) else None
    owner = tokens[party.last].possessive or (nominal is not None and nominal.word in TABLES.nouns)
    if prep is None and out.object is None:
        out.object = party
    elif prep is not None:
        out.preps.append((prep, party))
    if owner and nominal is not None and nominal.tag == "N" and party.ground:
        out.found.add("ground")
    return party.last + 1


def _take_own(tokens: Sequence[Token], k: int, prep: str | None, holder: tuple[str, ...], out: Reach) -> None:
    """Read "through its territory", "their fighters" as the subject's ground or people."""
    for noun in tokens[k + 1 : k + 4]:
        if noun.word in WORDS.ground:
            party = Party(actors=holder, first=k, last=k, ground=True, pronoun=True)
            out.found.add("ground")
            if prep is not None:
                out.preps.append((prep, party))
            return
        if noun.tag != "N":
            return


def _note_noun(token: Token, prep: str | None, out: Reach) -> None:
    if token.word in WORDS.ground:
        out.found.add("ground" if prep is not None else "ground-object")
        out.found.add("ground")
        if prep is None:
            out.found.add("place-object")
    if (
        token.word in WORDS.units
        and token.word in WORDS.units
        and WORDS.units[token.word]
        in (
            "villages",
            "towns",
            "positions",
            "hills",
            "settlements",
            "bases",
            "checkpoints",
            "districts",
            "cities",
        )
    ):
        out.found.add("counted")
        if prep is None:
            out.found.add("place-object")
    if WORDS.units.get(token.word) in ("prisoners", "hostages", "people", "soldiers", "fighters"):
        out.found.add("counted")
    if token.word in _CUES["speech.neutral"]:
        return
    if token.word in _CUES["control.supplies"]:
        out.found.add("supply")


def verb_drafts(tokens: Sequence[Token], i: int, scope: Scope) -> Iterator[Draft]:
    """Make the drafts of the verb at i."""
    rows = TABLES.verbs.get(lemma_of(tokens[i]), ())
    for frame, after in rows:
        last = i if not after else _followed_by(tokens, i, after)
        if last is None:
            continue
        draft = _verb_draft(tokens, i, last, frame, scope)
        if draft is not None:
            yield draft
            return


def _followed_by(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> int | None:
    """Find the words of a compound verb soon after the verb: "push X back", "reached a secret deal".

    Of a passive they stand before it: "a joint command was formed".
    """
    if is_passive(tokens, i) and any(
        t.word in (words[-1], f"{words[-1]}s") for t in tokens[max(0, i - 6) : i]
    ):
        return i
    j = i
    for word in words:
        for k in range(j + 1, min(j + 1 + _PARTICLE_REACH, len(tokens))):
            if tokens[k].word == word or tokens[k].word.rstrip("s") == word:
                j = k
                break
            if tokens[k].tag in "VS" or tokens[k].word in _STOPS:
                return None
        else:
            return None
    return j


def _verb_draft(tokens: Sequence[Token], i: int, last: int, frame: Frame, scope: Scope) -> Draft | None:
    doer = subject(tokens, i, scope)
    passive = is_passive(tokens, i)
    behind = reach(tokens, last if last == i or tokens[last].word not in frame.preps else last - 1, scope)
    if behind.object is None and last > i:
        inside = [k for k in range(i + 1, last) if tokens[k].tag == "A"]
        if inside:
            behind.object = group(tokens, inside[0])
    sides: dict[str, tuple[str, ...]] = {"a": (), "b": ()}
    if doer is not None:
        role = ("b" if frame.object == "b" else "") if passive else frame.subject
        if role:
            sides[role] = doer.actors
    _place_behind(frame, behind, sides, passive=passive)
    if passive and frame.object != "b" and doer is not None and not sides["b"] and frame.holder:
        sides["b"] = doer.actors if doer.ground else ()
    first = verb_group(tokens, i) if doer is None else min(doer.first, verb_group(tokens, i))
    draft = Draft(kind=frame.kind, trigger=i, first=first, last=behind.end - 1, rules=[frame.id])
    draft.a, draft.b = sides["a"], tuple(x for x in sides["b"] if x not in sides["a"])
    draft.pronoun = doer is not None and doer.pronoun
    if (
        passive
        and verb_group(tokens, i) == i
        and not (draft.b or "place" in behind.found or i and tokens[i - 1].tag == "L")
    ):
        return None  # "a pocket encircled by X": a description of the pocket
    if passive or not frame.subject:
        behind.found |= _subject_places(tokens, first, i, draft)
    _against(behind, draft)
    if frame.through and not _goes_through(tokens, i, behind, draft):
        return None
    return draft if _satisfied(frame, draft, behind) else None


def _subject_places(tokens: Sequence[Token], first: int, i: int, draft: Draft) -> set[str]:
    """Look for what was captured, held or lost in front of a passive verb."""
    found: set[str] = set()
    k = min(first, i) - 1
    while k >= 0 and tokens[k].tag in "DNLG#P" and i - k < 14:
        k -= 1
    for token in tokens[k + 1 : i]:
        if token.tag == "L":
            found |= {"place", "place-object"}
        elif token.tag == "G" or token.word in WORDS.ground:
            found |= {"ground", "place-object"}
        if token.word in WORDS.units:
            found.add("counted")
    draft.first = min(draft.first, k + 1)
    return found


def _place_behind(frame: Frame, behind: Reach, sides: dict[str, tuple[str, ...]], *, passive: bool) -> None:
    if behind.object is not None:
        role = frame.holder if behind.object.ground else frame.object
        if behind.object.ground and not role:
            role = "b" if frame.object == "b" else ""
        if role and not sides[role]:
            sides[role] = behind.object.actors
    for prep, party in behind.preps:
        role = frame.preps.get(prep, "")
        if prep == "by" and passive:
            role = frame.subject
        elif prep == "between" and frame.kind in SYMMETRIC_KINDS and len(party.actors) > 1 and not sides["a"]:
            sides["a"], sides["b"] = party.actors[:1], party.actors[1:]
            continue
        elif (
            not role
            and party.ground
            and frame.holder
            and prep in _THROUGH | frozenset(("into", "on", "in", "from", "of"))
        ):
            role = frame.holder
        if role and not sides[role]:
            sides[role] = party.actors


def _against(behind: Reach, draft: Draft) -> None:
    """Take the party that a cooperation is against."""
    if draft.kind in ("cooperate", "ally", "deal"):
        for prep, party in behind.preps:
            if prep in _PURPOSE and not draft.against:
                draft.against = party.actors


def _goes_through(tokens: Sequence[Token], i: int, behind: Reach, draft: Draft) -> bool:
    """Require held ground on the way: "through X-held areas", "crossed Y, controlled by X"."""
    if lemma_of(tokens[i]) in ("cross", "traverse") and not draft.b:
        draft.b = next((t.actors for t in tokens[i + 1 : behind.end + 1] if t.tag == "G"), ())
    else:
        way = [party for prep, party in behind.preps if prep in _THROUGH and party.ground]
        draft.b = way[0].actors if way else ()
        crossed = (
            lemma_of(tokens[i]) in ("cross", "traverse")
            and behind.object is not None
            and behind.object.ground
        )
        if not draft.b and crossed and behind.object is not None:
            draft.b = behind.object.actors
    return bool(draft.b)


def _satisfied(frame: Frame, draft: Draft, behind: Reach) -> bool:
    have = set(behind.found)
    have |= {side for side, actors in (("a", draft.a), ("b", draft.b)) if actors}
    if len(draft.a) > 1 and not draft.b:
        have.add("aa")
    if frame.strict and "place-object" not in have:
        return False
    return any(option <= have for option in frame.needs)


def noun_drafts(tokens: Sequence[Token], i: int, scope: Scope) -> Iterator[Draft]:
    """Make the draft of the noun at i: "clashes between X and Y", "X launched an attack on Y"."""
    frame = TABLES.nouns.get(tokens[i].word)
    if frame is None:
        return
    behind = reach(tokens, i, scope)
    sides: dict[str, tuple[str, ...]] = {"a": (), "b": ()}
    draft = Draft(
        kind=frame.kind, trigger=i, first=_phrase_start(tokens, i), last=behind.end - 1, rules=[frame.id]
    )
    draft.definite = tokens[draft.first].word in ("the", "this", "that", "such", "these", "later", "latter")
    _owner(tokens, i, frame, draft, sides)
    _noun_preps(tokens, i, frame, behind, sides)
    if frame.light:
        _light(tokens, i, draft, sides, behind, scope)
    draft.a, draft.b = sides["a"], tuple(x for x in sides["b"] if x not in sides["a"])
    _purpose(tokens, behind, draft)
    _against(behind, draft)
    if _satisfied(frame, draft, behind):
        yield draft


def _phrase_start(tokens: Sequence[Token], i: int) -> int:
    j = i
    while (j > 0 and tokens[j - 1].tag in "DN#-A") or (j > 0 and tokens[j - 1].word == "/"):
        j -= 1
    return j


def _owner(
    tokens: Sequence[Token], i: int, frame: Frame, draft: Draft, sides: dict[str, tuple[str, ...]]
) -> None:
    """Take the party before the noun: "X attack", "X's recent attack", "X/Y assault"."""
    k = i - 1
    while k >= draft.first and tokens[k].tag in "N#" and not tokens[k].actors:
        k -= 1
    if k >= 0 and tokens[k].tag == "A" and frame.before:
        owner = group(tokens, k)
        if frame.kind in SYMMETRIC_KINDS and len(owner.actors) == 2:
            sides["a"], sides["b"] = owner.actors[:1], owner.actors[1:]
        else:
            sides[frame.before] = owner.actors
        draft.first = min(draft.first, owner.first)


def _noun_preps(
    tokens: Sequence[Token], i: int, frame: Frame, behind: Reach, sides: dict[str, tuple[str, ...]]
) -> None:
    for prep, party in behind.preps:
        if prep == "between" and frame.between:
            _between(tokens, party, sides)
            continue
        role = frame.preps.get(prep, "")
        if not role:
            continue
        if frame.of_pair and prep == "of" and len(party.actors) > 1:
            sides["a"], sides["b"] = party.actors[:1], party.actors[1:]
        elif not sides[role]:
            sides[role] = party.actors


def _between(tokens: Sequence[Token], party: Party, sides: dict[str, tuple[str, ...]]) -> None:
    """Part "between A and B" at the last joiner, so that "between A and its C and B" keeps A and C together."""
    positions = [k for k in range(party.first, party.last + 1) if tokens[k].tag == "A"]
    if len(positions) < 2:
        sides["a"] = sides["a"] or party.actors
        return
    cut = positions[-1]
    sides["a"] = tuple(dict.fromkeys(x for k in positions[:-1] for x in tokens[k].actors))
    sides["b"] = tokens[cut].actors


def _light(
    tokens: Sequence[Token],
    i: int,
    draft: Draft,
    sides: dict[str, tuple[str, ...]],
    behind: Reach,
    scope: Scope,
) -> None:
    """Take the doer of a light verb: "X launched an attack", "in collaboration with Y" after "X did so"."""
    j = draft.first - 1
    while j >= 0 and (
        tokens[j].tag in "DNB#" or tokens[j].word in ("so", "in", "into", "to", "under", "with", "of")
    ):
        j -= 1
    if (j >= 0 and tokens[j].tag in "V") or (j >= 0 and tokens[j].tag == "X"):
        lemma = lemma_of(tokens[j])
        inside = preposition_of(tokens, draft.first)
        if lemma in _CUES["control.light"] or tokens[j].tag == "X" or inside is not None:
            doer = None if is_passive(tokens, j) else subject(tokens, j, scope)
            if doer is not None and not doer.ground:
                behind.found.add("light")
                if draft.kind == "clash" and draft.rules == ["n.resistance"]:
                    sides["b"], sides["a"] = doer.actors, sides["b"]
                elif not sides["a"]:
                    sides["a"] = doer.actors
                draft.first = min(draft.first, doer.first)
                draft.pronoun = doer.pronoun
            draft.definite = False


def _purpose(tokens: Sequence[Token], behind: Reach, draft: Draft) -> None:
    """Fill a missing counterpart from what a deal or an attack is for: "a deal to evacuate Y", "to repel Y's attack"."""
    if behind.infinitive is None or draft.b or draft.kind not in ("deal", "attack", "strike"):
        return
    end = min(clause_end(tokens, behind.infinitive + 1), len(tokens))
    for k in range(behind.infinitive + 1, end):
        if tokens[k].tag == "A":
            draft.b = tuple(x for x in tokens[k].actors if x not in draft.a)
            return
        if tokens[k].tag in "PS":
            return
