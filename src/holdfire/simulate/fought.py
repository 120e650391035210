"""A war that was fought, with everything that is true of it: what the record and the press are made from."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.ground import Owners
from holdfire.simulate.places import Places
from holdfire.simulate.setting import Floats, Ints, Setting

NOBODY = -1  # stands where the index of a party, a policy or a joint attack would stand


class Deed(IntEnum):
    """What an event was."""

    CLASH = 0  # ground forces of two parties
    STRIKE = 1  # from the air or by artillery: the initiator loses nobody
    ASSAULT = 2  # one party on people who don't fight


class Turned(StrEnum):
    """How a place came to another holder."""

    ASSAULT = "assault"
    WITHDRAWAL = "withdrawal"
    HAND_OVER = "hand_over"
    EVACUATION = "evacuation"
    SWAP = "swap"
    DEFECTION = "defection"
    SPLIT = "split"


class PolicyKind(StrEnum):
    """The kinds of what parties hold to. Plain war is the absence of all of them."""

    COLLUSION = "collusion"  # ordered by both leaderships, against a third: restraint, joint attacks, sparing
    TACIT = "tacit"  # each spares the other without a word
    LOCAL_DEAL = "local_deal"  # commanders of a place agree; the leaderships don't
    CAPACITY = "capacity"  # a party can't: supply, losses, other fronts


class ActKind(StrEnum):
    """What parties do for each other without fighting."""

    AGREEMENT = "agreement"
    EVACUATION = "evacuation"
    SWAP = "swap"
    TRADE = "trade"
    PASSAGE = "passage"
    HAND_OVER = "hand_over"


class Shift(StrEnum):
    """How alignments change."""

    JOINS = "joins"
    LEAVES = "leaves"
    SPLITS = "splits"
    DEFECTS = "defects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """Every violent event, one entry an event, in order of days.

    day: day of the war. one, other: indices of parties, one < other; CIVILIANS as `other` where `one` turned
    on people who don't fight. place: index of the settlement. deaths_one, deaths_other: of the two sides
    (people, where `other` is CIVILIANS). bystanders: people killed in a clash or strike. answer: B's part of
    a concert. deed: values of Deed. initiator: who attacked, NOBODY where that has no meaning. joint: number
    of the joint attack that it is part of, the same for all its parts; NOBODY for the others.
    """

    day: Ints
    one: Ints
    other: Ints
    place: Ints
    deaths_one: Ints
    deaths_other: Ints
    bystanders: Ints
    answer: NDArray[np.bool_]
    deed: Ints
    initiator: Ints
    joint: Ints

    def __len__(self) -> int:
        return len(self.day)

    @property
    def dead(self) -> Ints:
        """Count all the dead of each event."""
        return self.deaths_one + self.deaths_other + self.bystanders

    def between(self, first: int, second: int) -> NDArray[np.bool_]:
        """Mark the events of two parties."""
        return (self.one == min(first, second)) & (self.other == max(first, second))


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A place came to another holder. policy: index of the policy under which, NOBODY for none."""

    day: int
    place: int
    loser: int
    winner: int
    how: Turned
    policy: int = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """A place cut off over [since, until). end: how it ended; None where the war ended first."""

    place: int
    besieged: int
    besiegers: tuple[int, ...]
    since: int
    until: int
    end: Turned | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What parties hold to over days [since, until), in some regions (empty: everywhere).

    written: put into the war by its scenario; else it grew out of the parties' interests. restraint: what is
    left of the members' fighting each other; of all that the first member does, for CAPACITY. sparing: the
    same for strikes. concert: share of one member's attacks on `against` that the other, where it has a
    front near, joins.
    """

    kind: PolicyKind
    members: tuple[int, ...]
    since: int
    until: int
    against: tuple[int, ...] = ()
    regions: tuple[int, ...] = ()
    written: bool = True
    restraint: float = 1.0
    sparing: float = 1.0
    concert: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that `giver` did for `receiver` on a day; `to` is the other place of a way or a swap."""

    kind: ActKind
    day: int
    giver: int
    receiver: int
    place: int
    to: int | None = None
    policy: int = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Realignment:
    """A party joined or left a coalition, a part of it became a party of its own, or fighters went over.

    other: the party that it joined, left, came from (SPLITS) or went to (DEFECTS). troops: who changed sides.
    """

    kind: Shift
    day: int
    party: int
    other: int
    troops: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """Fighters of each party, month by month: (months, parties).

    start + recruited + came - killed - deserted - went = the start of the next month, exactly.
    """

    start: Ints
    recruited: Ints
    came: Ints
    killed: Ints
    deserted: Ints
    went: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """Roads between settlements: the two ends of each (first < second), and the hours that it takes."""

    first: Ints
    second: Ints
    hours: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedWar:
    """A war with everything that is true of it. owners: (months, rows, columns), indices of parties.

    A steady war (`steady.simulate_war`) has ground, events and at most a deal; all below `events` is of wars
    that were decided from interests (`war.fight`). holders: (months, settlements) who held each at the start
    of a month. restraint: (months, parties, parties) how much of its attacks the first withheld from the
    second, on average over their common fronts; 0 none, 1 all. coalition: (months, parties) number of each
    party's coalition.
    """

    setting: Setting
    places: Places
    owners: Owners
    events: Happenings
    roads: Roads | None = None
    holders: Ints | None = None
    forces: Forces | None = None
    restraint: Floats | None = None
    coalition: Ints | None = None
    turns: tuple[Turn, ...] = ()
    sieges: tuple[Siege, ...] = ()
    policies: tuple[Policy, ...] = ()
    acts: tuple[Act, ...] = ()
    realignments: tuple[Realignment, ...] = ()

    def in_force(self, kind: PolicyKind, day: int, *members: int) -> bool:
        """Say whether a policy of this kind binds all these parties on a day."""
        return any(
            p.kind == kind and p.since <= day < p.until and set(members) <= set(p.members)
            for p in self.policies
        )
