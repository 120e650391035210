"""Step 6c: what an attack did is part of it: "shelled Osk, killing nine", "strikes that destroyed a bridge".

One event told by its name and by its effects is one claim. A fighter killed in a fight is no massacre.
"""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import lemma_of
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES

_EVENTS = frozenset(("attack", "strike", "clash", "one_sided"))
_KILLING = frozenset(("kill", "shoot", "slay", "gun", "mow", "wipe"))
_NAMED = {word: f.kind for word, f in TABLES.nouns.items() if f.kind in ("attack", "strike")}
_CAPTIVE_TEXT = """captured captive captives detained disarmed unarmed surrendered surrendering prisoner
prisoners hostage hostages detainee detainees conscripts bound handcuffed"""
_CAPTIVE = frozenset(_CAPTIVE_TEXT.split())
_EFFECTS = frozenset(("v.one_sided", "v.burn"))
_WEAK = frozenset(("damage", "suppress", "engage", "hit", "target", "destroy", "strike"))


def settle(s: Structure, drafts: Sequence[Draft]) -> list[Draft]:
    """Put effects into the event that had them, and name what is left of killings by who was killed."""
    kept: list[Draft] = []
    by_trigger = {draft.trigger: draft for draft in drafts if draft.kind in _EVENTS}
    for draft in drafts:
        event = _event_of(s, draft, by_trigger)
        if event is None:
            if not _is_toll(s, draft):
                kept.append(draft)
        else:
            _take_in(draft, event)
            by_trigger[draft.trigger] = event
    return kept


def _event_of(s: Structure, draft: Draft, events: dict[int, Draft]) -> Draft | None:
    """Find the event that a draft only tells the effect of: "strikes hit X", "shelled X, killing nine"."""
    i = draft.trigger
    if draft.kind not in _EVENTS or s.tokens[i].tag != "V":
        return None
    if not (_EFFECTS & {*draft.rules} or lemma_of(s.tokens[i]) in _WEAK):
        return None
    above = (events[k] for k in s.above(i) if k in events and events[k] is not draft)
    return next((event for event in above if not event.a or not draft.a or event.a == draft.a), None)


def _take_in(draft: Draft, event: Draft) -> None:
    """Widen an event by its effect or its name; what kills civilians is one-sided, from afar or not."""
    event.first, event.last = min(event.first, draft.first), max(event.last, draft.last)
    event.a = event.a or draft.a
    event.b = event.b or tuple(x for x in draft.b if x not in event.a)
    event.definite = False
    event.rules.append("c.effect")


def _is_toll(s: Structure, draft: Draft) -> bool:
    """Say whether a draft only counts dead fighters; those whom somebody killed were attacked."""
    verb = s.tokens[draft.trigger]
    if draft.rules[0] != "v.one_sided" or lemma_of(verb) not in _KILLING or {*draft.b} <= {*s.scope.civil}:
        return False
    if any(token.word in _CAPTIVE for token in s.tokens[draft.trigger + 1 : draft.last + 1]):
        return False  # whoever shoots prisoners is in no fight
    near = (*s.above(draft.trigger), *range(draft.trigger, draft.last + 1))
    raid = next((s.tokens[k].word for k in near if s.tokens[k].word in _NAMED), None)
    draft.kind = "attack" if raid is None else _NAMED[raid]
    return not draft.a and raid is None
