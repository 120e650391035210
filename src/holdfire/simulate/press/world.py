"""What the press can write about: who there is, what happened, who held what. Names are any names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NOBODY = ""  # stands where a side's id would stand: people who don't fight, or nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Folk:
    """A party of the war as the press knows it. allies: ids of those whose coalition it is in."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    is_state: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, by its id in the war's truth. kind: a kind of claim.

    side_a: who acts, grants or gives; side_b: who suffers, receives or is the counterpart, NOBODY where that
    is people who don't fight. directed: whether the war decides who began. until: the first day after it. to:
    the other place of a way or a swap. deaths_a, deaths_b: of the two sides; people: killed without fighting.
    holder: who has the place from then on, where that changed. id empty: somebody made it up.
    """

    id: str
    kind: str
    day: date
    until: date
    place: str
    side_a: str
    side_b: str = NOBODY
    to: str | None = None
    directed: bool = True
    deaths_a: int = 0
    deaths_b: int = 0
    people: int = 0
    holder: str | None = None

    @property
    def dead(self) -> int:
        """Count all the dead."""
        return self.deaths_a + self.deaths_b + self.people

    @property
    def sides(self) -> tuple[str, ...]:
        """Give the ids of the parties."""
        return tuple(side for side in (self.side_a, self.side_b) if side != NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """Something that parties hold to without telling: collusion and the like, over [since, until)."""

    id: str
    members: tuple[str, ...]
    against: tuple[str, ...]
    since: date
    until: date
    agreed: bool  # whether the leaderships agreed on it, or it grew without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that a reporter who knew everything would know, in order of days.

    region_of: of each place. holders: for each month by its first day, who holds each place. civilians: the
    id that the registry has for people who don't fight; NOBODY where it has none. knows_turns: whether the
    war decides how places came to another holder.
    """

    country: str
    since: date
    until: date
    folks: Mapping[str, Folk]
    region_of: Mapping[str, str]
    happenings: tuple[Happening, ...]
    understandings: tuple[Understanding, ...] = ()
    holders: Mapping[date, Mapping[str, str]] = field(default_factory=dict[date, Mapping[str, str]])
    civilians: str = NOBODY
    knows_turns: bool = False
    by_dyad: Mapping[frozenset[str], Sequence[Happening]] = field(init=False, compare=False, repr=False)
    by_id: Mapping[str, Happening] = field(init=False, compare=False, repr=False)
    turns_of: Mapping[str, Sequence[Happening]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the happenings by their sides and places once, for whoever counts."""
        dyads: dict[frozenset[str], list[Happening]] = {}
        turns: dict[str, list[Happening]] = {}
        for happening in self.happenings:
            dyads.setdefault(frozenset(happening.sides), []).append(happening)
            if happening.holder is not None:
                turns.setdefault(happening.place, []).append(happening)
        object.__setattr__(self, "turns_of", turns)
        object.__setattr__(self, "by_dyad", dyads)
        object.__setattr__(self, "by_id", {h.id: h for h in self.happenings})

    def fights(
        self, one: str, other: str, since: date, until: date, region: str | None = None
    ) -> list[Happening]:
        """List what two parties did to each other by force in [since, until), everywhere or in one region."""
        return [
            h
            for h in self.by_dyad.get(frozenset((one, other)), ())
            if h.kind in FORCE and since <= h.day < until and region in (None, self.region_of[h.place])
        ]

    def holder(self, place: str, day: date) -> str | None:
        """Say who held a place when a day began; None where nobody knows."""
        month = day.replace(day=1)
        held = self.holders.get(month, {}).get(place)
        since = (h.holder for h in self.turns_of.get(place, ()) if month <= h.day < day)
        return next(reversed(list(since)), held)

    def understanding(self, one: str, other: str, against: str, day: date) -> Understanding | None:
        """Give what two parties had agreed on and held to on a day, before all what is aimed at a third."""
        theirs = [
            u
            for u in self.understandings
            if u.agreed and {one, other} <= set(u.members) and u.since <= day < u.until
        ]
        return min(theirs, key=lambda u: against not in u.against, default=None)


FORCE = frozenset(("clash", "attack", "strike"))
