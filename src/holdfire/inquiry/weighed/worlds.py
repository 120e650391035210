"""A war under a rival explanation: effects drawn, the war fought, the source that reports it, its size."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from holdfire.inquiry.builders.rows import take_rows
from holdfire.inquiry.war import War
from holdfire.inquiry.weighed.coded import as_asked
from holdfire.model.control import ControlSpell
from holdfire.simulate.coding import CodedEvents, code_events
from holdfire.simulate.fought import PolicyKind, SimulatedWar
from holdfire.simulate.maps import MAPPERS, drawn_maps
from holdfire.simulate.rates import Rates, Scenario, StatedInterests, WrittenPolicy, usual_rates
from holdfire.simulate.war import fight
from holdfire.weighing.rivals import NUMBERS, Strengths
from holdfire.weighing.tables import NEAR, Size

MONTHS_BEFORE = 8  # of war before the asked period, in which the source can show what it sees
USUAL_ROWS = 250  # of two pairs in a year of the plain war; where more are asked, there is more fighting
BUSIER = 1.6  # a war with too few rows is fought again, so much harder
HARDEST = 4.0  # beyond it a war is another kind of war, and a slow one
MOST_WARS = 8
NEUTRAL = MAPPERS[0]
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
) -> War | None:
    """Fight a war of this size in this world and put it as a question would; None where it can't be so large.

    A war with more rows than asked loses some of every dyad alike, as in a source that covers less; one with
    too few is fought again, harder. noise: what the ups and downs of parties and pairs are multiplied by
    (their standard deviations on the log scale). mapped: with control maps.
    """
    months = size.months + before(size)
    scenario = world.scenario((before(size) + size.onset) / months)
    fighting = max(1.0, size.rows / (USUAL_ROWS * size.months / 12))
    for _ in range(MOST_WARS):
        rates = _rates(fighting, noise)
        simulated = fight(scenario, int(rng.integers(2**62)), months=months, rates=rates)
        habits = replace(rates.record.first, blind=scenario.blind)
        coded = code_events(simulated, rng, habits)
        rows = _rows_with_c(simulated, coded, before(size))
        if rows >= (1 - NEAR) * size.rows:
            maps = drawn_maps(simulated, NEUTRAL, rates.maps, rng) if mapped else ()
            return _cut(simulated, coded, maps, size.rows / rows, before(size), rng)
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


def _cut(
    simulated: SimulatedWar,
    coded: CodedEvents,
    maps: tuple[ControlSpell, ...],
    share: float,
    months: int,
    rng: np.random.Generator,
) -> War:
    """Put the war as a question would, from so many months on, with a share of its rows at most."""
    setting = simulated.setting
    a, b, c = (party.id for party in setting.parties[:3])
    war = as_asked(simulated, coded, (a, b, c), since=setting.month_starts[months], spells=maps)
    return take_rows(war, rng.random(len(coded)) < min(1.0, share))


def _rows_with_c(simulated: SimulatedWar, coded: CodedEvents, months: int) -> int:
    """Count the rows of A and C, and of B and C, from so many months on."""
    events, setting = simulated.events, simulated.setting
    with_c = (events.between(0, 2) | events.between(1, 2))[coded.truth]
    return int((with_c & (coded.day >= setting.day_number(setting.month_starts[months]))).sum())
