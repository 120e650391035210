"""Step 6b: claims that only several words together make.

A leave that is given ("X let Y pass") turns a movement into a grant; a withdrawal that lets the other side in
is a hand-over; a comparison of how much two sides are struck is less targeting.
"""

from collections.abc import Sequence

from holdfire.claims.casualties import CASUALTIES, casualties
from holdfire.claims.comparing import against_another
from holdfire.claims.drafts import Draft
from holdfire.claims.flows import GOODS, flows
from holdfire.claims.groups import forms_of, lemma_of
from holdfire.claims.handovers import handed_over
from holdfire.claims.idioms import IDIOMATIC, idioms
from holdfire.claims.jointly import jointly
from holdfire.claims.polarity import negated
from holdfire.claims.reality import permitter
from holdfire.claims.repeats import aside, inside, met, narrowed, one_each, tells, told_by_verb
from holdfire.claims.shares import COUNTED, shared_out
from holdfire.claims.sparing import FOCUSING, PAUSING, focused, paused, seldom, spared, untouched
from holdfire.claims.strengths import TELLING_STRENGTH, strengths
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token

_CUES = TABLES.cues
_GIVEN = frozenset(("capture", "control"))
_GRANTED = _GIVEN | {"withdraw", "transit", "evacuate", "advance"}
_AGAINST_KINDS = frozenset(
    ("cooperate", "deal", "ally", "transit", "withdraw", "evacuate", "handover", "truce", "trade")
)
_HOSTILE = frozenset(("attack", "strike", "clash", "repel"))
_THEMSELVES = frozenset(("himself", "herself", "themselves"))
_THROUGH = frozenset(("through", "across", "via", "past"))
_NEVER = frozenset(("v.never", "v.untouched"))
_PASSING = frozenset(("enter", "cross", "pass", "move", "travel", "transit", "proceed", "slip", "drive"))
_MOVING = forms_of(_CUES["control.movement"])
_TELLING = _MOVING.union(  # what tells something without a frame has one of these words
    ("without", "exchange", "return"),
    GOODS,
    CASUALTIES,
    TELLING_STRENGTH,
    IDIOMATIC,
    COUNTED,
    FOCUSING,
    PAUSING,
)
_IN_EXCHANGE = frozenset(("exchange", "return"))


def compose(s: Structure, drafts: list[Draft]) -> list[Draft]:
    """Turn simple drafts of a sentence into what they say together."""
    telling = s.words & _TELLING
    if not drafts and not telling:
        return []
    tokens = s.tokens
    made: list[Draft] = []
    spared_ones: list[Draft] = []
    if telling:
        made, drafts = _beside_frames(s, drafts, telling)
        drafts = casualties(s, drafts)
        spared_ones = _sparing(s, telling)
    if len(drafts) > 1:
        drafts = [d for d in drafts if not told_by_verb(s, d, drafts)]
    if "without" in s.words:
        drafts, spared_ones = [
            [d for d in all_of if not aside(tokens, d, drafts)] for all_of in (drafts, spared_ones)
        ]
    drafts = [*(d for d in shared_out(s, drafts) if not inside(d, spared_ones)), *spared_ones]
    if not drafts and not made:
        return []
    for draft in drafts:
        against_another(s, draft)
        jointly(s, draft)
        _joined(tokens, draft)
        _paid(tokens, draft)
        _freed(tokens, draft)
        _gave_up(tokens, draft)
        seldom(s, draft)
        _granted(s, draft)
        made.append(draft)
        if (other := spared(s, draft)) is not None:
            made.append(other)
    made = [d for d in made if _NEVER.isdisjoint(d.rules) or negated(s, d)]
    made = handed_over(tokens, [d for d in made if not met(s, d, made)])
    for draft in made:
        _aim(tokens, draft)
    made = [
        d for d in made if d.kind != "accuse" or not any(o is not d and o.trigger > d.trigger for o in made)
    ]
    return one_each(narrowed(made))


def _beside_frames(
    s: Structure, drafts: list[Draft], telling: frozenset[str]
) -> tuple[list[Draft], list[Draft]]:
    """Make the grants and bargains of a sentence, and add to its drafts what goods, numbers, idioms tell.

    telling: its words that tell something without a frame; each reader is asked only where it has one.
    """
    made: list[Draft] = []
    if not telling.isdisjoint(_MOVING):
        claimed = {draft.trigger for draft in drafts}
        free = (i for i in s.verbs_of(_MOVING) if i not in claimed and not _let_go(s.tokens, i, drafts))
        made += [grant for i in free if (grant := _granted_movement(s, i)) is not None]
    if not telling.isdisjoint(_IN_EXCHANGE):
        bargain = _exchange(s)
        if bargain is not None and not any(d.kind == "deal" for d in drafts):
            made.append(bargain)
            drafts = [d for d in drafts if not bargain.first <= d.trigger <= bargain.last]
    found: list[Draft] = []
    if not telling.isdisjoint(GOODS):
        found += flows(s)
    if not telling.isdisjoint(TELLING_STRENGTH):
        found += strengths(s)
    if not telling.isdisjoint(IDIOMATIC):
        found += [x for x in idioms(s) if not any(tells(known, x) for known in made)]
    return made, _with(drafts, found)


def _sparing(s: Structure, telling: frozenset[str]) -> list[Draft]:
    """Read who is spared, of the words that tell so."""
    found: list[Draft] = []
    if not telling.isdisjoint(FOCUSING):
        found += focused(s)
    if "without" in telling:
        found += untouched(s)
    if not telling.isdisjoint(PAUSING):
        found += paused(s)
    return found


def _with(drafts: list[Draft], found: Sequence[Draft]) -> list[Draft]:
    """Add what several words tell: it stands for a verb's draft that has found less of the same."""
    for draft in found:
        if any(tells(known, draft) for known in drafts):
            continue
        same = [d for d in drafts if d.trigger == draft.trigger and d.kind in (draft.kind, "ally")]
        drafts = [*(d for d in drafts if d not in same), draft]
    return drafts


def _paid(tokens: Sequence[Token], draft: Draft) -> None:
    """Read what is paid for in money as trade, not as support: "X pays Y 2,000 crowns for each truck"."""
    if draft.kind != "cooperate" or lemma_of(tokens[draft.trigger]) != "pay":
        return
    if any(t.word in _CUES["trade.money"] for t in tokens[draft.trigger + 1 : draft.last + 1]):
        draft.kind = "trade"
        draft.rules.append("c.paid")


def _freed(tokens: Sequence[Token], draft: Draft) -> None:
    """Name whose prisoners are let go where they stand before the verb: "Y prisoners were freed by X"."""
    if draft.kind in ("release", "exchange") and not draft.b:
        kin = next((t.kin for t in tokens[draft.first : draft.last + 1] if t.kin), ())
        draft.b = tuple(x for x in kin if x not in draft.a)


def _gave_up(tokens: Sequence[Token], draft: Draft) -> None:
    """Read "200 X fighters surrendered at P" as their own surrender, not that of a place."""
    i = draft.trigger
    if draft.kind != "handover" or tokens[i].tag != "V":
        return
    themselves = lemma_of(tokens[i]) == "give" and tokens[min(i + 1, len(tokens) - 1)].word in _THEMSELVES
    if lemma_of(tokens[i]) not in ("surrender", "yield") and not themselves:
        return
    if themselves or i + 1 == len(tokens) or tokens[i + 1].tag in "PTWB." or tokens[i + 1].word == "without":
        draft.kind, draft.closed = "defect", True
        draft.rules.append("c.gave_up")


def _let_go(tokens: Sequence[Token], i: int, drafts: Sequence[Draft]) -> bool:
    """Say whether the going is that of "let X go", which sets free."""
    free = lemma_of(tokens[i]) == "go"
    return free and any(d.kind == "release" and d.trigger < i <= d.last + 1 for d in drafts)


def _granted_movement(s: Structure, i: int) -> Draft | None:
    """Make a withdrawal of "X allowed Y to leave P", which needs no ground of anybody."""
    tokens, lemma = s.tokens, lemma_of(s.tokens[i])
    permitted, grantor, first = permitter(s, i)
    if not permitted:
        return None
    mover = s.mover(i, first)
    if mover is None or mover.actors == grantor:
        return None
    through = any(t.word in _THROUGH for t in tokens[i : s.end(i)])
    kind = "transit" if through or lemma in _PASSING else "withdraw"
    return Draft(
        kind=kind,
        trigger=i,
        first=min(first, mover.first),
        last=s.end(i) - 1,
        a=grantor,
        b=tuple(x for x in mover.actors if x not in grantor),
        rules=["c.granted_movement"],
    )


def _granted(s: Structure, draft: Draft) -> None:
    """Put the grantor first where a movement is let or helped; a capture that is let is a hand-over."""
    if draft.kind not in _GRANTED or s.tokens[draft.trigger].tag != "V":
        return
    permitted, grantor, first = permitter(s, draft.trigger)
    if not permitted:
        return
    if draft.kind in _GIVEN:
        if grantor and grantor != draft.a:
            draft.kind, draft.a, draft.b = "handover", grantor, draft.a
            draft.rules.append("c.granted_capture")
    else:
        grantor = grantor or (draft.b if draft.kind == "transit" else ())
        mover = draft.a if draft.kind != "evacuate" else (draft.b or draft.a)
        draft.a, draft.b = grantor, tuple(x for x in mover if x not in grantor)
        draft.kind = "transit" if draft.kind == "advance" else draft.kind
        draft.rules.append("c.granted")
    draft.first = min(draft.first, first)


def _exchange(s: Structure) -> Draft | None:
    """Read "withdrawal of X in exchange for the release of Y prisoners" as a deal of X and Y."""
    tokens = s.tokens
    for k in s.where(_IN_EXCHANGE):
        if 0 < k < len(tokens) - 2 and tokens[k - 1].word == "in" and tokens[k + 1].word == "for":
            first = _event_before(tokens, k)
            last = s.end(k) - 1
            one = _people(tokens, first, k)
            other = tuple(x for x in _people(tokens, k, last + 1) if x not in one)
            if one and other:
                return Draft(
                    kind="deal", trigger=k, first=first, last=last, a=other, b=one, rules=["c.exchange"]
                )
    return None


def _event_before(tokens: Sequence[Token], k: int) -> int:
    """Find where the first half of an exchange begins: the noun or the subject behind the last verb."""
    j = k - 2
    while j > 0 and tokens[j - 1].tag not in "VS" and tokens[j - 1].word not in (";", ":", '"'):
        j -= 1
    return j


def _people(tokens: Sequence[Token], first: int, last: int) -> tuple[str, ...]:
    return next((t.actors or t.kin for t in tokens[first:last] if t.tag != "G" and (t.actors or t.kin)), ())


def _joined(tokens: Sequence[Token], draft: Draft) -> None:
    """Read "fighting with X after defecting" and "fighting with X against Y" as being on X's side."""
    if draft.kind != "clash" or tokens[draft.trigger].tag != "V" or not draft.b:
        return
    after = tokens[draft.trigger + 1 : min(len(tokens), draft.last + 8)]
    if not after or after[0].word not in ("with", "alongside"):
        return
    lemmas = {TABLES.forms[t.word].lemma for t in after if t.word in TABLES.forms}
    versus = next((k for k, t in enumerate(after) if t.word == "against"), None)
    if lemmas & {"defect", "join", "desert"}:
        draft.kind = "defect"
    elif versus is not None:
        draft.kind = "cooperate"
        draft.against = next((t.actors for t in after[versus:] if t.tag == "A"), ())
    else:
        return
    draft.rules.append("c.fighting_beside")


def _aim(tokens: Sequence[Token], draft: Draft) -> None:
    """Name whom a deal or a passage is meant to harm: "… to attack C", "so that both could fight C"."""
    if draft.kind not in _AGAINST_KINDS or draft.against:
        return
    for k in range(draft.trigger + 1, len(tokens) - 1):
        if tokens[k].tag == "V" and _hostile(tokens, k):
            for token in tokens[k + 1 : k + 6]:
                if token.tag in "AG" and not {*token.actors} & {*draft.a, *draft.b}:
                    draft.against = token.actors
                    return


def _hostile(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the verb at k is an aim of violence: an infinitive, or "could V"."""
    aimed = tokens[k - 1].tag == "T" or tokens[k - 1].word in ("could", "can", "would", "might")
    turned = lemma_of(tokens[k]) == "turn" and tokens[k + 1].word in ("on", "against")
    frames = TABLES.verbs.get(lemma_of(tokens[k]), ())
    return aimed and (turned or any(frame.kind in _HOSTILE for frame, after in frames if not after))
