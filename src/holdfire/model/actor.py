"""Armed groups, states, units and coalitions, with names and memberships that hold for a time."""

from dataclasses import dataclass
from datetime import date

MIXED = "mixed"  # the label of a side whose members, or meanings, stand under two labels
CIVILIANS = "civilians"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An actor is part of another from a day until a day (exclusive); an open end is None."""

    part_of: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the membership holds on this day."""
        return _within(day, self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name that an actor bears from a day until a day (exclusive), in one country or in any."""

    name: str
    since: date | None = None
    until: date | None = None
    country: str | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the actor bears the name on this day."""
        return _within(day, self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party, its names in texts and in event data, and what it belongs to.

    part_of is the parent at all times; memberships are the parents that hold for a time and win over it, the
    first of them that holds. Between the two stand a merger (merged_into is the parent from merged_on on) and
    a split (split_from was, before split_on); without a day they are kept and change no reading.
    countries: where event data mean this actor by its names; empty for everywhere. ucdp_ids: its ids in UCDP
    data; ucdp_notes: what the UCDP list says of splits and alliances, without days.
    """

    id: str
    name: str
    kind: str = "armed_group"
    aliases: tuple[str, ...] = ()
    dated_aliases: tuple[Alias, ...] = ()
    ucdp_names: tuple[str, ...] = ()
    acled_names: tuple[str, ...] = ()
    ucdp_ids: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    part_of: str | None = None
    memberships: tuple[Membership, ...] = ()
    split_from: str | None = None
    split_on: date | None = None
    merged_into: str | None = None
    merged_on: date | None = None
    ucdp_notes: tuple[str, ...] = ()
    proposed: bool = False

    @property
    def parents(self) -> tuple[str, ...]:
        """Every actor that this one names as its parent, or as what it came from or went into."""
        named = (self.part_of, *(m.part_of for m in self.memberships), self.split_from, self.merged_into)
        return tuple(dict.fromkeys(parent for parent in named if parent is not None))

    @property
    def turns(self) -> tuple[date, ...]:
        """The days from which on it may have another parent, or bear another name."""
        spells = [day for s in (*self.memberships, *self.dated_aliases) for day in (s.since, s.until)]
        return tuple(sorted({day for day in (*spells, self.split_on, self.merged_on) if day is not None}))

    def tie_on(self, day: date) -> Membership | None:
        """Give what binds it to its parent on a day, and since and until when; None where it stands alone."""
        ties = list(self.memberships)
        if self.merged_into is not None and self.merged_on is not None:
            ties.append(Membership(part_of=self.merged_into, since=self.merged_on))
        if self.split_from is not None and self.split_on is not None:
            ties.append(Membership(part_of=self.split_from, until=self.split_on))
        if self.part_of is not None:
            ties.append(Membership(part_of=self.part_of))
        return next((tie for tie in ties if tie.holds_on(day)), None)

    def parent_on(self, day: date) -> str | None:
        """Name the parent on a day; None where the actor stands alone."""
        tie = self.tie_on(day)
        return tie.part_of if tie is not None else None


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day < until)


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
