"""Does sparing grow where interests ask for it, and not elsewhere? No war here has a written policy."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.ground import fronts
from holdfire.simulate.rates import Scenario, StatedInterests
from holdfire.simulate.war import fight

LOW, HIGH, COSTLY = 0.45, 1.9, 0.45
LITTLE_WORTH = {"AB": LOW, "BA": LOW}
THREATENED = {"CA": HIGH, "CB": HIGH}
WARM_UP = 6  # months: restraint needs time to grow

CONDITIONS: Mapping[str, StatedInterests] = {
    "usual interests": StatedInterests(),
    "beating each other is worth little": StatedInterests(value=LITTLE_WORTH),
    "fighting is costly to both": StatedInterests(cost={"A": COSTLY, "B": COSTLY}),
    "C is strong and hostile to both": StatedInterests(value=THREATENED, strength={"C": 1.7}),
    "worth little, and C is strong": StatedInterests(value=LITTLE_WORTH | THREATENED, strength={"C": 1.7}),
    "worth little, costly, and C is strong": StatedInterests(
        value=LITTLE_WORTH | THREATENED, strength={"C": 1.7}, cost={"A": COSTLY, "B": COSTLY}
    ),
    "worth little to A alone": StatedInterests(value={"AB": LOW}),
    "C is weak": StatedInterests(strength={"C": 0.5}),
    "B is worth much to A, and C is strong": StatedInterests(
        value={"AB": 2.6, "BA": 2.6} | THREATENED, strength={"C": 1.7}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """Over many wars: restraint that A and B both show, clashes a month and 100 km of front, wars with it."""

    mutual: float
    clashes: float
    spells: float
    wars: int


def grown(interests: StatedInterests, wars: int, first_seed: int = 1) -> Grown:
    """Fight wars with these interests and see what A and B do to each other."""
    scenario = Scenario(name="emergence", summary="", interests=interests)
    mutual, clashes, km, spells, met = list[float](), 0, 0.0, 0, 0
    for seed in range(first_seed, first_seed + wars):
        war = fight(scenario, seed, months=20, places=100, parties=5)
        front = _front_km(war)
        if not front[WARM_UP:].any():
            continue
        met += 1
        assert war.restraint is not None
        both = np.minimum(war.restraint[WARM_UP:, 0, 1], war.restraint[WARM_UP:, 1, 0])
        mutual.append(float(np.average(both, weights=front[WARM_UP:])))
        month = war.setting.month_of_day[war.events.day]
        clashes += int((war.events.between(0, 1) & (month >= WARM_UP)).sum())
        km += float(front[WARM_UP:].sum())
        spells += any(not p.written and p.kind == "tacit" and set(p.members) == {0, 1} for p in war.policies)
    return Grown(mutual=float(np.mean(mutual)), clashes=100 * clashes / km, spells=spells / met, wars=met)


def _front_km(war: SimulatedWar) -> np.ndarray:
    borders = fronts(war.owners)
    theirs = (borders.first == 0) & (borders.second == 1)
    return np.bincount(borders.month[theirs], minlength=war.setting.months) * war.setting.land.cell_km


def table(wars: int) -> list[str]:
    """Give the table of docs/simulator.md as Markdown."""
    lines = [
        "| interests of A, B and C | restraint of both | clashes a month, 100 km | wars with tacit spells |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, interests in CONDITIONS.items():
        found = grown(interests, wars)
        lines.append(
            f"| {name} | {found.mutual:.2f} | {found.clashes:.1f} | {found.spells:.0%} of {found.wars} |"
        )
    return lines
