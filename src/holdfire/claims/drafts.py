"""Step 6c: a claim in the making, and whether enough of it was found."""

from dataclasses import dataclass, field

from holdfire.claims.reach import Reach
from holdfire.claims.tables import Frame


@dataclass(slots=True, kw_only=True)
class Draft:
    """A claim in the making: the tokens [first, last] of its clause, its trigger, what was found of it.

    closed: a side that it leaves open stays open.
    """

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
    closed: bool = False
    rules: list[str] = field(default_factory=list)


def against(behind: Reach, draft: Draft) -> None:
    """Take the party that a cooperation is against."""
    if draft.kind in ("cooperate", "ally", "deal"):
        for prep, party in behind.preps:
            if prep == "against" and not draft.against:
                draft.against = party.actors


def satisfied(frame: Frame, draft: Draft, behind: Reach) -> bool:
    """Say whether one of the frame's alternatives was found in full (`needs` in data/frames)."""
    have = set(behind.found)
    if draft.a:
        have.add("a")
    if draft.b:
        have.add("b")
    elif len(draft.a) > 1:
        have.add("aa")
    if frame.strict and "place-object" not in have:
        return False
    return any(map(have.issuperset, frame.needs))
