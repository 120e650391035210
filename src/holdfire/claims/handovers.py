"""Step 6b: one side leaves and the other comes in: two movements that are one hand-over."""

from collections.abc import Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import Party, group, lemma_of
from holdfire.claims.tokens import Token

_LEAVING_TO = frozenset(("allow", "let", "enable", "permit", "so"))
_COMING = frozenset(
    ("move", "enter", "take", "seize", "capture", "advance", "step", "walk", "occupy", "come", "march")
)
_STROLLING = frozenset(("move", "walk", "march", "roll", "stroll", "step"))
_FIGHT = frozenset(("fight", "fighting", "shot", "shots", "resistance", "battle", "combat", "firing"))
_SOON = frozenset(("and", "then", "before", "as", "when", "while"))


def handed_over(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """Join "Y pulled out of P, letting X move in" to one hand-over from Y to X."""
    leaving = next((d for d in drafts if d.kind == "withdraw" and d.a and not d.b), None)
    if leaving is None:
        return drafts
    if (entering := _entered_freely(tokens, drafts, leaving)) is not None:
        entering.kind, entering.b, entering.a = "handover", entering.a, leaving.a
        entering.last = max(entering.last, leaving.last)
        entering.rules.append("c.after_leaving")
        return [d for d in drafts if d is not leaving]
    receiver = _let_in(tokens, leaving)
    if receiver is None:
        return drafts
    leaving.kind, leaving.b = "handover", receiver.actors
    taken = [d for d in drafts if d.trigger > receiver.first and {*receiver.actors} & {*d.a, *d.b}]
    leaving.last = max([receiver.last + 1, leaving.last, *(d.last for d in taken)])
    leaving.rules.append("c.left_to")
    return [d for d in drafts if d not in taken]


def _let_in(tokens: Sequence[Token], leaving: Draft) -> Party | None:
    """Find who comes in after who withdrew: "letting X move in", "so that X could take it", "X walked in"."""
    words = range(leaving.trigger + 1, len(tokens))
    leave = next(
        (k for k in words if lemma_of(tokens[k]) in _LEAVING_TO or _unfought(tokens, k)), len(tokens)
    )
    came = next((k for k in range(leave, len(tokens)) if tokens[k].tag == "A"), None)
    if came is None:
        came = next(
            (k for k in words if tokens[k].tag == "A" and _strolls_in(tokens, leaving.trigger, k)), None
        )
    elif not any(t.tag in "VN" and lemma_of(t) in _COMING for t in tokens[came + 1 : came + 7]):
        return None
    if came is None or {*tokens[came].actors} & {*leaving.a}:
        return None
    return group(tokens, came)


def _strolls_in(tokens: Sequence[Token], left: int, came: int) -> bool:
    """Read "X left P and Y moved in an hour later": soon after, and by no fight."""
    soon = any(t.word in _SOON for t in tokens[left + 1 : came])
    verb = next((k for k in range(came + 1, min(came + 4, len(tokens))) if tokens[k].tag == "V"), None)
    if verb is None or not soon or lemma_of(tokens[verb]) not in _STROLLING:
        return False
    return any(t.word in ("in", "into") for t in tokens[verb + 1 : verb + 3])


def _unfought(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "without a fight", "without firing a shot" begins at k."""
    return tokens[k].word == "without" and any(t.word in _FIGHT for t in tokens[k + 1 : k + 5])


def _entered_freely(tokens: Sequence[Token], drafts: list[Draft], leaving: Draft) -> Draft | None:
    """Find "X seized P without a fight after Y withdrew": a capture before the withdrawal that met nobody."""
    for draft in drafts:
        coming = draft.kind in ("capture", "advance") and draft.trigger < leaving.trigger
        if coming and draft.a and draft.a != leaving.a:
            between = {t.word for t in tokens[draft.trigger : leaving.trigger]}
            if "without" in between and between & {"after", "when", "once", "as"}:
                return draft
    return None
