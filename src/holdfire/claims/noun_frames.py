"""Step 6e: noun frames: "clashes between X and Y", "X launched an attack on Y"."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft, against, satisfied
from holdfire.claims.groups import Party, group, lemma_of
from holdfire.claims.reach import Reach
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES, Frame
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import SYMMETRIC_KINDS

_FIRED_TEXT = "fire gunfire artillery shelling shots shells rockets mortar mortars blows"
_FIRED = frozenset(_FIRED_TEXT.split())
_HAVING = frozenset((*WORDS.have, *WORDS.be, "have", "be", "claim", "remain"))
_FRONTED = 12  # tokens between a place at the head of a sentence and what happened there
_EMBROILED = frozenset(("lock", "embroil", "involve", "engage", "entangle"))
_WHILE = frozenset(("during", "after", "before", "since", "until", "till", "following"))
_COUNTABLE_TEXT = "attack strike raid assault offensive operation campaign ambush"
_COUNTABLE = frozenset(_COUNTABLE_TEXT.split())


def noun_draft(s: Structure, i: int) -> Draft | None:
    """Make the draft of the noun at i: "clashes between X and Y", "X launched an attack on Y"."""
    tokens = s.tokens
    frame = TABLES.nouns.get(tokens[i].word)
    if frame is None or _bare(tokens, i) or not _meant(s, i, frame):
        return None
    behind = s.reach(i)
    sides: dict[str, tuple[str, ...]] = {"a": (), "b": ()}
    draft = Draft(
        kind=frame.kind, trigger=i, first=_phrase_start(tokens, i), last=behind.end - 1, rules=[frame.id]
    )
    draft.definite = tokens[draft.first].word in ("the", "this", "that", "such", "these", "later", "latter")
    _owner(s, i, frame, draft, sides)
    _noun_preps(tokens, draft, frame, behind, sides)
    if frame.id in ("n.fire", "n.strike") and any(prep == "between" for prep, _ in behind.preps):
        draft.kind = "clash"
    if tokens[i].word == "hands":
        behind.found |= {"place" for t in tokens[max(0, i - _FRONTED) : i] if t.tag in "LG"}
    if frame.kind == "transit":
        _passage(s, draft, sides)
    elif frame.light:
        _light(s, draft, sides, behind)
    if frame.id == "n.strike" and not sides["a"] and s.scope.striker and _particular(tokens, draft):
        sides["a"], draft.pronoun = s.scope.striker, True  # "the strikes" of whom the text said strikes
    if not sides["b"] and any(
        f"hurt {prep}" in behind.found for prep, role in frame.preps.items() if role == "b"
    ):
        sides["b"] = s.scope.civil
    if len(tokens) > 1 and tokens[0].tag == "P" and tokens[1].tag == "L" and i < _FRONTED:
        behind.found.add("place")  # "Near Osk, two strikes destroyed a bridge"
    draft.a, draft.b = sides["a"], tuple(x for x in sides["b"] if x not in sides["a"])
    _purpose(s, behind, draft)
    against(behind, draft)
    return draft if satisfied(frame, draft, behind) else None


def _meant(s: Structure, i: int, frame: Frame) -> bool:
    """Say whether a noun of many senses has that of its frame: "exchanges of fire", "has control of Osk"."""
    after = tuple(t.word for t in s.tokens[i + 1 : i + 4])
    if s.tokens[i].word in ("exchange", "exchanges"):
        return after[:1] == ("of",) and bool(_FIRED & {*after[1:]})
    if frame.id != "n.control":
        return True
    if s.tokens[i].word == "hands":
        return any(t.word == "in" for t in s.tokens[max(0, i - 2) : i])
    verb, _ = s.ruling_verb(i, _phrase_start(s.tokens, i))
    return verb is not None and after[:1] == ("of",) and lemma_of(s.tokens[verb]) in _HAVING


def _bare(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the noun at i is one of a list of things: "using attack, bomber and other aircraft"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    first = _phrase_start(tokens, i)
    alone = first == i and tokens[i].word in _COUNTABLE and (i == 0 or tokens[i - 1].tag not in "PT")
    return alone and after is not None and (after.word in (",", "or", "and") or after.tag == "N")


def _particular(tokens: Sequence[Token], draft: Draft) -> bool:
    """Say whether a noun speaks of certain events ("the strikes"), not of any ("a strike means")."""
    lead = tokens[draft.first]
    return lead.tag in "#A" or lead.word in ("the", "these", "those", "its", "their", "such")


def _phrase_start(tokens: Sequence[Token], i: int) -> int:
    j = i
    while (j > 0 and tokens[j - 1].tag in "DN#-A") or (j > 0 and tokens[j - 1].word == "/"):
        j -= 1
    return j


def _owner(s: Structure, i: int, frame: Frame, draft: Draft, sides: dict[str, tuple[str, ...]]) -> None:
    """Take the party before the noun: "X attack", "X's recent attack", "X/Y assault"."""
    owner = s.owner(i, draft.first) if frame.before else None
    if owner is not None:
        if frame.kind in SYMMETRIC_KINDS and len(owner.actors) == 2:
            sides["a"], sides["b"] = owner.actors[:1], owner.actors[1:]
        else:
            sides[frame.before] = owner.actors
        draft.first = min(draft.first, owner.first)


def _noun_preps(
    tokens: Sequence[Token], draft: Draft, frame: Frame, behind: Reach, sides: dict[str, tuple[str, ...]]
) -> None:
    led = tokens[draft.first - 1].word if draft.first else ""
    for prep, party in behind.preps:
        if prep == "between" and frame.between:
            _between(tokens, party, sides)
            continue
        role = frame.preps.get(f"{led} {prep}") or frame.preps.get(prep, "")
        if not role:
            continue
        if frame.of_pair and prep == "of" and len(party.actors) > 1:
            sides["a"], sides["b"] = party.actors[:1], party.actors[1:]
        elif not sides[role]:
            sides[role] = party.actors


def _between(tokens: Sequence[Token], party: Party, sides: dict[str, tuple[str, ...]]) -> None:
    """Part "between A and B" at the last joiner, so "between A and its C and B" keeps A and C together."""
    positions = [k for k in range(party.first, party.last + 1) if tokens[k].tag == "A"]
    if len(positions) < 2:
        sides["a"] = sides["a"] or party.actors
        return
    cut = positions[-1]
    sides["a"] = tuple(dict.fromkeys(x for k in positions[:-1] for x in tokens[k].actors))
    sides["b"] = tokens[cut].actors


def _light(s: Structure, draft: Draft, sides: dict[str, tuple[str, ...]], behind: Reach) -> None:
    """Take the doer of a light verb: "X launched an attack", "in collaboration with Y" after "X did so"."""
    tokens = s.tokens
    j, inside = s.ruling_verb(draft.trigger, draft.first)
    if j is None:
        return
    lemma = lemma_of(tokens[j])
    denied = lemma in TABLES.cues["speech.denying"]
    if not (
        denied
        or lemma in _EMBROILED
        or lemma in TABLES.cues["control.light"]
        or tokens[j].tag == "X"
        or inside is not None
    ):
        return
    if draft.rules == ["n.operation"] and inside is not None:
        return  # "in the campaign X advanced": what it was part of
    if draft.kind == "advance" and inside is not None:
        return  # "in their march on P they took Q": when it was
    if inside is not None and tokens[inside].word in _WHILE:
        return  # "during the battle X rested": when it was
    draft.definite = draft.definite and (
        tokens[draft.first].word == "such" or j > draft.trigger or tokens[inside or 0].word == "with"
    )
    locked = lemma in _EMBROILED and inside is not None and tokens[inside].word == "in"
    doer = s.subject(j) if locked or not s.passive(j) else None
    if tokens[inside or 0].word == "under" and not sides["b"]:
        _under(tokens, j, draft, sides, doer)
    elif doer is not None and not doer.ground:
        behind.found.add("light")
        _place_doer(draft, sides, doer)
        draft.first = min(draft.first, doer.first)
        draft.pronoun = doer.pronoun


def _under(
    tokens: Sequence[Token], verb: int, draft: Draft, sides: dict[str, tuple[str, ...]], doer: Party | None
) -> None:
    """Read "X came under attack from Y", "X positions are under attack": X suffers it."""
    if doer is None and verb < draft.trigger:
        held = next((k for k in range(verb - 1, -1, -1) if tokens[k].tag in "AG"), None)
        doer = None if held is None else group(tokens, held)
    if doer is not None and doer.first < draft.trigger:
        sides["b"] = doer.actors
        draft.first = min(draft.first, doer.first)


def _place_doer(draft: Draft, sides: dict[str, tuple[str, ...]], doer: Party) -> None:
    if draft.kind == "clash" and draft.rules == ["n.resistance"]:
        sides["b"], sides["a"] = doer.actors, sides["b"]
    elif not sides["a"]:
        sides["a"] = doer.actors
    elif draft.kind == "cooperate" and not sides["b"]:
        sides["b"] = doer.actors


def _passage(s: Structure, draft: Draft, sides: dict[str, tuple[str, ...]]) -> None:
    """Read "X gave Y safe passage", "Y was granted safe passage by X", "X opened a corridor for Y"."""
    tokens = s.tokens
    verb = next((k for k in range(draft.first - 1, -1, -1) if tokens[k].tag in "VS"), None)
    if verb is None or lemma_of(tokens[verb]) not in TABLES.cues["control.light"]:
        return
    doer = s.subject(verb)
    given = next((t.actors for t in tokens[verb + 1 : draft.trigger] if t.tag == "A"), ())
    sides["b"] = sides["b"] or given
    if doer is not None:
        role = "b" if s.passive(verb) else "a"
        sides[role] = sides[role] or doer.actors
        draft.first = min(draft.first, doer.first)


def _purpose(s: Structure, behind: Reach, draft: Draft) -> None:
    """Fill a missing counterpart from what a deal or an attack is for: "a deal to evacuate Y"."""
    if behind.infinitive is None or draft.b or draft.kind not in ("deal", "attack", "strike"):
        return
    tokens = s.tokens
    end = min(s.end(behind.infinitive + 1), len(tokens))
    for k in range(behind.infinitive + 1, end):
        if tokens[k].tag == "A":
            draft.b = tuple(x for x in tokens[k].actors if x not in draft.a)
            return
        if tokens[k].tag in "PS":
            return
