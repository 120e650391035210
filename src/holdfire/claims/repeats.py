"""Step 6j: one fact, one draft: what of a sentence's drafts only says again what another says."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.reality import unreal
from holdfire.claims.structure import Structure
from holdfire.claims.tokens import Token

_HOSTILE = frozenset(("attack", "strike", "clash", "repel"))
_ATTEMPTS = frozenset(("attempt", "attempts", "bid", "bids", "effort", "efforts", "try", "push"))
_NARROWER = {"deal": frozenset(("truce", "exchange", "release")), "clash": frozenset(("truce",))}


def narrowed(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop the deal that a truce or a swap of the same words is, and the hostilities that a truce ends."""
    if len(drafts) < 2:
        return list(drafts)
    return [
        d
        for d in drafts
        if not any(
            o.kind in _NARROWER.get(d.kind, ()) and _share_words(d, o) and {*d.a, *d.b} <= {*o.a, *o.b}
            for o in drafts
        )
    ]


def _share_words(one: Draft, other: Draft) -> bool:
    return one.first <= other.trigger <= one.last or other.first <= one.trigger <= other.last


def met(s: Structure, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether a noun's attack is what another claim repels: one passage, one claim."""
    if draft.kind not in ("attack", "strike", "advance", "capture") or len(drafts) < 2:
        return False
    noun = draft.trigger
    if s.tokens[noun].tag == "V":  # "repelled an attempt to take Osk"
        to = s.infinitive(noun)
        if not to or s.tokens[to - 1].word not in _ATTEMPTS:
            return False
        noun = to - 1
    verb = s.light_verb(noun)
    return any(d.trigger == verb and d.kind in ("repel", "defend") and unreal(s, d) is None for d in drafts)


def told_by_verb(s: Structure, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether a noun's event is what its verb tells: "fired a shot at Y" is the firing."""
    if s.tokens[draft.trigger].tag == "V" or draft.kind not in _HOSTILE:
        return False
    verb = s.light_verb(draft.trigger)
    return any(d.trigger == verb and d.kind in _HOSTILE and {*d.b} >= {*draft.b} for d in drafts)


def aside(tokens: Sequence[Token], draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether "without a fight" only tells how another event of the clause went."""
    before = tokens[max(0, draft.trigger - 4) : draft.trigger]
    adjunct = any(t.word == "without" for t in before) and draft.kind in _HOSTILE
    if not adjunct and "c.untouched" not in draft.rules:
        return False
    return any(d is not draft and d.kind not in _HOSTILE and d.trigger <= draft.trigger for d in drafts)


def inside(draft: Draft, found: Sequence[Draft]) -> bool:
    """Say whether what is said to have been spared or halted is what a draft takes for done."""
    return draft.kind in _HOSTILE and any(f.first <= draft.trigger <= f.last for f in found)


def tells(known: Draft, found: Draft) -> bool:
    """Say whether a draft tells what a fixed phrase inside it says again."""
    if known.kind != found.kind or found.first > known.last or known.first > found.last:
        return False
    return {*known.a, *known.b} == {*found.a, *found.b}


def one_each(drafts: list[Draft]) -> list[Draft]:
    """Keep one draft where two of one family say the same of the same clause: a verb's before a noun's."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((d for d in kept if _same(d, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            same.last = max(same.last, draft.last)
            if len({*draft.a, *draft.b}) > len({*same.a, *same.b}) and same.kind == "deal":
                same.a, same.b = draft.a, draft.b
            same.b = same.b or draft.b
    return kept


def _same(one: Draft, other: Draft) -> bool:
    """Say whether two drafts tell one fact: in one clause, or of one subject in coordinated ones."""
    if one.kind != other.kind:
        return False
    if one.kind == "defect" and one.trigger == other.trigger:
        return True
    if one.first == other.first and one.a == other.a and (one.b == other.b or not (one.b and other.b)):
        return True
    sides, others = {*one.a, *one.b}, {*other.a, *other.b}
    if one.kind == "deal" and _share_words(one, other) and (sides <= others or others <= sides):
        return True
    return sides == others and one.first <= other.trigger <= one.last + 1
