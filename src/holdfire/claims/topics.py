"""Step 7d: noun phrases that only take up what a text has told: "the deal of A and B shows …", "such raids".

A definite noun presupposes its event, so what was told of the same sides before is not claimed again. What
an indefinite one or a verb tells always is.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from holdfire.claims.drafts import Draft
from holdfire.claims.tokens import Token
from holdfire.model.actor import Actor
from holdfire.model.claim import SYMMETRIC_KINDS

_FIGHT_TEXT = "attack strike clash one_sided defend repel capture advance lose"
_DEALING_TEXT = "cooperate deal trade ally truce exchange release withdraw transit evacuate"
_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(_FIGHT_TEXT.split(), "fight"),
    **dict.fromkeys(_DEALING_TEXT.split(), "dealing"),
}
_DETAIL = "LW#"  # places, days, figures


class Told:
    """What a document has told so far, by kind and by sides; actors: whose parts count as the whole."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self._facts: set[tuple[object, ...]] = set()
        self._pairs: set[tuple[str, str, str]] = set()
        self._fought: set[str] = set()

    def note(self, draft: Draft) -> None:
        """Remember a claim."""
        self._facts.add(_fact(draft))
        pairs = set(self._between(draft))
        self._pairs |= pairs
        self._fought.update(side for group, *pair in pairs if group == "fight" for side in pair)

    def again(self, tokens: Sequence[Token], draft: Draft, *, title: bool) -> bool:
        """Say whether a draft only takes up what was told; title: it stands in a caption."""
        if draft.definite and _fact(draft) in self._facts:
            return True
        if tokens[draft.trigger].tag == "V" or draft.negated:
            return False
        if not (draft.definite or title or _bare(tokens, draft)):
            return False
        pairs = set(self._between(draft))
        if title and not pairs:
            return self._side_told(draft)
        return bool(pairs) and pairs <= self._pairs

    def _side_told(self, draft: Draft) -> bool:
        """Say whether the one side of a fight was told of as fighting: "Map 1: Advance of A"."""
        sides = {self._whole(side) for side in (*draft.a, *draft.b)}
        return _GROUPS.get(draft.kind) == "fight" and bool(sides) and sides <= self._fought

    def _between(self, draft: Draft) -> Iterator[tuple[str, str, str]]:
        """Pair the sides that a draft names with each other, each under the whole that it is part of."""
        group = _GROUPS.get(draft.kind)
        if group is None:
            return
        a, b = (draft.a, draft.b) if draft.b else (draft.a[:1], draft.a[1:])
        for one, other in product(map(self._whole, a), map(self._whole, b)):
            yield group, min(one, other), max(one, other)

    def _whole(self, side: str) -> str:
        actor = self._actors.get(side)
        return side if actor is None or actor.part_of is None else actor.part_of


def _fact(draft: Draft) -> tuple[object, ...]:
    either = draft.kind in SYMMETRIC_KINDS
    return draft.kind, frozenset((draft.a, draft.b)) if either else (draft.a, draft.b)


def _bare(tokens: Sequence[Token], draft: Draft) -> bool:
    """Say whether a noun has neither article nor any detail of its own: "in consultation with B"."""
    k = draft.trigger
    while k > 0 and tokens[k - 1].tag in "NB":
        k -= 1
    if k > 0 and tokens[k - 1].tag in "D#":
        return False
    return not any(t.tag in _DETAIL for t in tokens[draft.first : draft.last + 1])
