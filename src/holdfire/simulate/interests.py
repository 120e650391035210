"""Whom it is in a party's interest to fight, and whom to spare: the repeated game between declared enemies.

Two enemies on a common front may fight or rest. What fighting is worth to i against j follows from stated
interests alone: the value of beating j, the odds, what j may win, the cost, forces then missing against third
parties (exposure), and that j ties down i's own enemies (diversion). Resting is worth 0. Who breaks the rest
gains the temptation once. In the repeated game (Axelrod 1984) rest holds for who is patient enough:
(1 - patience) * temptation + patience * war < 0. Nothing here knows of a deal.
"""

from dataclasses import dataclass

import numpy as np

from holdfire.simulate.rates import InterestRates
from holdfire.simulate.setting import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What the parties see, region by region.

    strength: (parties, regions) supplied fighters. contact: (parties, parties, regions) roads between their
    grounds. value: (parties, parties). hostile: 1 where two are enemies. cost, patience: (parties,).
    """

    strength: Floats
    contact: Floats
    value: Floats
    hostile: Floats
    cost: Floats
    patience: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What fighting, and breaking a rest, is worth to the first against the second: (n, n, regions)."""

    war: Floats
    temptation: Floats


def odds(strength: Floats, contest: float) -> Floats:
    """Give the first's chance against the second: (parties, parties, regions)."""
    power = np.maximum(strength, 1e-6) ** contest
    return power[:, None] / (power[:, None] + power[None])


def stakes(seen: Position, rates: InterestRates) -> Stakes:
    """Weigh fighting and resting for every pair in every region."""
    win = odds(seen.strength, rates.contest)
    worth = seen.value[:, :, None] * win
    near = seen.contact / (seen.contact + rates.near_roads)
    threat = worth * near * seen.hostile[:, :, None]  # of the first to the second
    # what others than j threaten i with; and how far they threaten both
    exposure = threat.sum(axis=0)[:, None] - np.swapaxes(threat, 0, 1)
    both = np.einsum("kir,kjr->ijr", threat, threat)
    cost = seen.cost[:, None, None]
    war = worth - rates.loss * np.swapaxes(worth, 0, 1) - cost
    war -= rates.exposure * exposure + rates.diversion * both
    return Stakes(war=war, temptation=worth - rates.surprise * cost)


def willing(at_stake: Stakes, patience: Floats, noise: float) -> Floats:
    """Give how willing the first is to rest if the second does: 0 to 1."""
    patient = patience[:, None, None]
    fighting = (1 - patient) * np.maximum(at_stake.temptation, 0.0) + patient * at_stake.war
    return 1 / (1 + np.exp(np.clip(fighting / noise, -50, 50)))


def restraint_after(restraint: Floats, wish: Floats, goodwill: Floats, rates: InterestRates) -> Floats:
    """Move a week's restraint towards what a party wishes, as far as the other has shown goodwill."""
    aim = rates.most * wish * (goodwill + rates.generosity * (1 - goodwill))
    return restraint + rates.adjust * (aim - restraint)


def effort(seen: Position, at_stake: Stakes, restraint: Floats, rates: InterestRates) -> Floats:
    """Share effort among fronts, attacks a road, 1 for the usual; what is spared goes elsewhere."""
    want = seen.contact * seen.hostile[:, :, None] * np.exp(rates.focus * np.clip(at_stake.war, -2, 2))
    spared = want * (1 - restraint)
    front = (seen.contact * seen.hostile[:, :, None]).sum(axis=1, keepdims=True)
    freed = (front / np.maximum(spared.sum(axis=1, keepdims=True), 1e-9)) ** rates.substitution
    return spared * np.clip(freed, 0.2, 5.0) / np.maximum(seen.contact, 1.0)
