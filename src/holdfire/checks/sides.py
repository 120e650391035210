"""Who stands in a claim: each actor with the parents that it has on the day."""

from collections.abc import Iterator, Mapping
from datetime import date

from holdfire.model.actor import Actor
from holdfire.model.claim import SYMMETRIC_KINDS, Claim

FIGHTS = frozenset(("attack", "strike", "clash", "repel", "defend"))
Pair = tuple[str, str]


def line(roster: Mapping[str, Actor], actor: str, day: date) -> tuple[str, ...]:
    """List an actor and its parents on a day, from itself up; an actor that nobody lists stands alone."""
    found = [actor]
    while (here := roster.get(found[-1])) is not None and (parent := here.parent_on(day)) is not None:
        if parent in found:
            break
        found.append(parent)
    return tuple(found)


def day_of(claim: Claim, published: date | None) -> date:
    """Give the day on which memberships are looked up: the claim's first, else that of its document."""
    return claim.date[0] if claim.date is not None else published or date.max


def directed(kind: str) -> bool:
    """Say whether who acts and who suffers matters for a kind."""
    return kind not in SYMMETRIC_KINDS


def pairs(claim: Claim, *, ordered: bool) -> Iterator[Pair]:
    """Give each actor of one side with each of the other; several on one side pair up."""
    others = claim.side_b
    if not others and not directed(claim.kind):
        sides = sorted(set(claim.side_a))
        yield from ((a, b) for i, a in enumerate(sides) for b in sides[i + 1 :])
        return
    for a in claim.side_a:
        for b in others:
            yield (a, b) if ordered or a <= b else (b, a)
