"""A war under a rival explanation: effects drawn, the war fought, the source that reports it, its size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfire.base.events import EventColumns
from holdfire.inquiry.weighed.coded import (
    as_asked,
    as_columns,
    joined,
    registry_of,
    release_columns,
    second_columns,
)
from holdfire.inquiry.weighed.recorded import Recorded, recorded
from holdfire.model.control import ControlSpell
from holdfire.model.event import day_number
from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import PolicyKind, SimulatedWar
from holdfire.simulate.maps import MAPPERS, drawn_maps
from holdfire.simulate.rates import Rates, Scenario, StatedInterests, WrittenPolicy, usual_rates
from holdfire.simulate.releases import released
from holdfire.simulate.setting import Ints
from holdfire.simulate.war import fight
from holdfire.weighing.rivals import NUMBERS, Strengths
from holdfire.weighing.tables import NEAR, Size

MONTHS_BEFORE = 8  # of war before the asked period, in which the source can show what it sees
USUAL_ROWS = 250  # of two pairs in a year of the plain war; where more are asked, there is more fighting
BUSIER = 1.6  # a war with too few rows is fought again, so much harder
HARDEST = 4.0  # beyond it a war is another kind of war, and a slow one
MOST_WARS = 8
NEUTRAL = MAPPERS[0]
STRIKER = 0  # A, the state, whose air force tells of its strikes
THREAT = 0.6  # by how much C is stronger where it threatens twice as much


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is special in one war; the numbers are those of `Strengths`, drawn. early: since the war began."""

    restraint: float = 1.0
    sparing: float = 1.0
    concert: float = 0.0
    regions: float = 1.0
    worth: float = 1.0
    threat: float = 0.0
    strength: float = 1.0
    detection: float = 1.0
    early: bool = False

    @classmethod
    def drawn(cls, strengths: Strengths, rng: np.random.Generator) -> "World":
        """Draw each number evenly from its range."""
        ends = {name: getattr(strengths, name) for name in NUMBERS}
        numbers = {name: low + (high - low) * float(rng.random()) for name, (low, high) in ends.items()}
        early = float(rng.random()) < numbers.pop("early")
        return cls(**numbers, early=early)

    def weaker(self, share: float) -> "World":
        """Give the same world with effects so much of the way from none: 1 as they are, 0 none."""
        ones: Mapping[str, float] = {
            name: 1 - share * (1 - getattr(self, name))
            for name in ("restraint", "sparing", "worth", "strength", "detection")
        }
        return replace(self, **ones, concert=share * self.concert, threat=share * self.threat)

    def scenario(self, since: float) -> Scenario:
        """Write it as a scenario of the simulator. since: share of the war before the asked period."""
        together = self.concert > 0
        shared = WrittenPolicy(
            kind=PolicyKind.COLLUSION if together else PolicyKind.LOCAL_DEAL,
            members="AB",
            against="C" if together else "",
            since=since,
            regions=self.regions,
            restraint=self.restraint,
            sparing=self.sparing,
            concert=self.concert,
        )
        begun = 0.0 if self.early else since
        weak = {"A": self.strength, "B": (1 + self.strength) / 2}
        lacking = (
            WrittenPolicy(kind=PolicyKind.CAPACITY, members=who, since=begun, restraint=left)
            for who, left in weak.items()
        )
        spares = self.restraint < 1 or self.sparing < 1 or together
        return Scenario(
            name="drawn",
            summary="",
            policy=((shared,) if spares else ()) + (tuple(lacking) if self.strength < 1 else ()),
            interests=self._interests(),
            blind=1 - self.detection,
        )

    def _interests(self) -> StatedInterests:
        """State what is worth less, or threatens more, than usual; nothing where it is as usual."""
        if self.worth == 1 and self.threat == 0:
            return StatedInterests()
        usual = usual_rates().parties.value
        return StatedInterests(
            value={
                **dict.fromkeys(("AB", "BA"), usual * self.worth),
                **dict.fromkeys(("CA", "CB"), usual * (1 + self.threat)),
            },
            strength={"C": 1 + THREAT * self.threat},
        )


def fought(
    world: World, size: Size, rng: np.random.Generator, *, noise: float = 1.0, mapped: bool = True
) -> Recorded | None:
    """Fight a war of this size in this world and put it as a question would; None where it can't be so large.

    A war with more rows than asked loses some events of every dyad alike, as one of which all sources heard
    less; one with too few is fought again, harder. noise: what the ups and downs of parties and pairs are
    multiplied by (their standard deviations on the log scale). mapped: with control maps.
    """
    months = size.months + before(size)
    scenario = world.scenario((before(size) + size.onset) / months)
    fighting = max(1.0, size.rows / (USUAL_ROWS * size.months / 12))
    for _ in range(MOST_WARS):
        rates = _rates(fighting, noise)
        simulated = fight(scenario, int(rng.integers(2**62)), months=months, rates=rates)
        tables = _tables(simulated, rates, scenario.blind, size.sources, rng)
        rows = _events_with_c(simulated, tables, before(size))
        if rows >= (1 - NEAR) * size.rows:
            maps = drawn_maps(simulated, NEUTRAL, rates.maps, rng) if mapped else ()
            heard = rng.random(len(simulated.events)) < min(1.0, size.rows / rows)
            kept = [table.columns.take(heard[table.truth]) for table in tables]
            return _asked(simulated, joined(kept), maps, before(size))
        fighting = min(HARDEST, fighting * BUSIER)
    return None


def before(size: Size) -> int:
    """Give the months of war before the asked period; none where what is alleged begins within it."""
    return 0 if size.onset else MONTHS_BEFORE


def _rates(fighting: float, noise: float) -> Rates:
    usual = usual_rates()
    moods, parties = usual.moods, usual.parties
    return replace(
        usual,
        fighting=replace(usual.fighting, rate=usual.fighting.rate * fighting),
        moods=replace(moods, party_sd=noise * moods.party_sd, burst_sd=noise * moods.burst_sd),
        parties=replace(parties, strength_sd=noise * parties.strength_sd, value_sd=noise * parties.value_sd),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A data set. truth: index of the event behind each row."""

    columns: EventColumns
    truth: Ints


def _tables(
    simulated: SimulatedWar, rates: Rates, blind: float, sources: int, rng: np.random.Generator
) -> tuple[_Table, ...]:
    """Record a war in so many data sets: one, which may be blind, a second, a party's releases."""
    first = code_events(simulated, rng, replace(rates.record.first, blind=blind))
    made = [_Table(columns=as_columns(simulated, first), truth=first.truth)]
    if sources > 1:
        second = code_events(simulated, rng, rates.record.second)
        made.append(_Table(columns=second_columns(simulated, second), truth=second.truth))
    if sources > 2:
        told, days = released(simulated, STRIKER, rates.releases, rng)
        made.append(_Table(columns=release_columns(simulated, STRIKER, told, days), truth=told))
    return tuple(made)


def _asked(
    simulated: SimulatedWar, events: EventColumns, maps: tuple[ControlSpell, ...], months: int
) -> Recorded:
    """Put the war as a question would, from so many months on."""
    setting = simulated.setting
    a, b, c = (party.id for party in setting.parties[:3])
    war = as_asked(simulated, events, (a, b, c), since=setting.month_starts[months], spells=maps)
    return recorded(war, registry_of(simulated))


def _events_with_c(simulated: SimulatedWar, tables: Sequence[_Table], months: int) -> int:
    """Count the events of A and C, and of B and C, from so many months on that some data set has."""
    events, setting = simulated.events, simulated.setting
    since = day_number(setting.month_starts[months])
    told = [table.truth[table.columns.day >= since] for table in tables]
    some = np.unique(np.concatenate(told))
    return int((events.between(0, 2) | events.between(1, 2))[some].sum())
