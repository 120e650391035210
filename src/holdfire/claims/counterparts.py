"""Step 7b: the side that a clause leaves out, where its paragraph or document leaves only one."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import product

from holdfire.claims.drafts import Draft
from holdfire.claims.pronouns import Scope
from holdfire.claims.tokens import Token
from holdfire.model.claim import SYMMETRIC_KINDS

_HOSTILE_TEXT = "attack strike clash defend repel capture advance lose no_clash less_targeting"
_HOSTILE = frozenset(_HOSTILE_TEXT.split())
_CLAIMED = frozenset(("attack", "strike", "one_sided"))  # for which somebody claims responsibility
_CLAIMING = frozenset(("claim", "claims", "claimed", "claiming", "admitted", "accepted"))
_AIMED = frozenset(
    ("attack", "strike", "defend", "repel")
)  # ground may be nobody's, an attack is on somebody
_MISSING_ONE = _HOSTILE | {"figure"}  # of losses: who inflicted them
_FOUGHT = frozenset(("attack", "strike", "clash", "defend", "repel", "capture"))
_NEAR = 6  # tokens from a claim of responsibility to who makes it, or to what is claimed
_FILLED = frozenset(("r.only_other", "r.known_foe"))
_CLEARLY = 2  # times as often as the next one must a foe have been fought in the document so far


class Foes:
    """Who fought whom in a document so far, by the claims that name both sides."""

    def __init__(self) -> None:
        self._met: dict[str, Counter[str]] = {}

    def note(self, draft: Draft) -> None:
        """Remember a fight whose two sides the text itself names."""
        if draft.kind not in _FOUGHT or draft.negated or not _FILLED.isdisjoint(draft.rules):
            return
        for one, other in product(draft.a, draft.b):
            self._met.setdefault(one, Counter())[other] += 1
            self._met.setdefault(other, Counter())[one] += 1

    def main(self, told: Collection[str], without: Collection[str]) -> str | None:
        """Name the side that those told of fought most, where it is clearly that one."""
        met = sum((self._met.get(side, Counter[str]()) for side in sorted(told)), Counter[str]())
        (first, number), *rest = met.most_common(2) or [("", 0)]
        if not number or first in told or first in without or (rest and number < _CLEARLY * rest[0][1]):
            return None
        return first

    def fought(self, told: Collection[str], other: str) -> bool:
        """Say whether one of those told of fought that side."""
        return any(other in self._met.get(side, ()) for side in told)


def only_other(
    tokens: Sequence[Token], draft: Draft, scope: Scope, bystanders: Collection[str], foes: Foes
) -> None:
    """Fill the missing side of an armed act with the only other side that it can be.

    That is the only other one that the paragraph has named so far: "The League and Kestrel met at Osk. On
    Monday Kestrel attacked the mill." (the League's). Of several the one that the document told was fought
    by those who act; where none of them was, and the victim is missing, whom they fought most. Else it stays
    open. bystanders: ids of those whom no clause leaves out: civilians, unnamed "militants".
    """
    if not draft.a and draft.kind in _CLAIMED:
        draft.a = tuple(side for side in _claimant(tokens, draft.trigger) if side not in draft.b)
    told = {*draft.a, *draft.b}
    if draft.kind not in _MISSING_ONE or bool(draft.a) == bool(draft.b) or told <= {*bystanders}:
        return  # whoever is named beside an attack on civilians need not have made it
    if draft.kind in SYMMETRIC_KINDS and len(told) > 1:
        return
    here = (actor for token in tokens if token.tag in "AG" for actor in token.actors)
    others = {*here, *scope.named} - told - {*bystanders}
    fought = others if len(others) == 1 else {actor for actor in others if foes.fought(told, actor)}
    meant = next(iter(fought)) if len(fought) == 1 else None
    if meant is None and draft.a and draft.kind in _AIMED:
        meant = foes.main(told, bystanders)
    if meant is None:
        return
    draft.a, draft.b = draft.a or (meant,), draft.b or (meant,)
    draft.pronoun = True
    draft.rules.append("r.only_other" if len(others) == 1 else "r.known_foe")


def _claimant(tokens: Sequence[Token], trigger: int) -> tuple[str, ...]:
    """Name who claims an attack: "X claimed responsibility", "claimed by X", "X claimed two attacks"."""
    for k, token in enumerate(tokens):
        if token.word not in _CLAIMING:
            continue
        following = [t.word for t in tokens[k + 1 : k + 4]]
        if following[:1] == ["by"]:
            return next((t.actors for t in tokens[k + 2 : k + 5] if t.tag == "A"), ())
        own = token.word.startswith("claim") and k < trigger <= k + _NEAR and _all_noun(tokens, k, trigger)
        if "responsibility" in following or own:
            return next((t.actors for t in reversed(tokens[max(0, k - _NEAR) : k]) if t.tag == "A"), ())
    return ()


def _all_noun(tokens: Sequence[Token], k: int, trigger: int) -> bool:
    """Say whether the words from k to the trigger are one noun phrase: "claimed two car-bomb attacks"."""
    return all(token.tag in "DN#-" for token in tokens[k + 1 : trigger + 1])
