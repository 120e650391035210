"""Armed groups, states, units and coalitions, with names and memberships that hold for a time."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An actor is part of another from a day until a day (exclusive); an open end is None."""

    part_of: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the membership holds on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party, its names in texts and in event data, and what it belongs to.

    part_of is the parent at all times; memberships are the parents that hold for a time and win over it.
    """

    id: str
    name: str
    kind: str = "armed_group"
    aliases: tuple[str, ...] = ()
    ucdp_names: tuple[str, ...] = ()
    acled_names: tuple[str, ...] = ()
    part_of: str | None = None
    memberships: tuple[Membership, ...] = ()
    proposed: bool = False

    def parent_on(self, day: date) -> str | None:
        """Name the parent on a day; None where the actor stands alone."""
        held = next((m.part_of for m in self.memberships if m.holds_on(day)), None)
        return held if held is not None else self.part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A person's no: this name is no armed side (actor None), or it is not another name of that actor."""

    name: str
    actor: str | None = None


@dataclass(frozen=True, slots=True, order=True, init=False)
class Dyad:
    """An unordered pair of actor ids, kept in sorted order so that A–B equals B–A."""

    first: str
    second: str

    def __init__(self, one: str, other: str) -> None:
        low, high = sorted((one, other))
        object.__setattr__(self, "first", low)
        object.__setattr__(self, "second", high)

    def __contains__(self, actor: str) -> bool:
        return actor in (self.first, self.second)
