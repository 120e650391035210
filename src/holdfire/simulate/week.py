"""A week of war: decisions from interests, attacks along roads, strikes, and what they take and cost."""

from dataclasses import dataclass

import numpy as np

from holdfire.simulate.board import Board, strength
from holdfire.simulate.fought import PolicyKind
from holdfire.simulate.interests import Position, Stakes, effort, odds, restraint_after, stakes, willing
from holdfire.simulate.setting import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What policies leave of fighting and strikes between two, (n, n, R), and of effort, (n, R)."""

    fighting: Floats
    strikes: Floats
    effort: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the parties do in a week. attacks: (n, n, R) a road; unspared: the same without restraint."""

    seen: Position
    at_stake: Stakes
    terms: Terms
    attacks: Floats
    unspared: Floats


def decide(board: Board, contact: Floats, day: int) -> Plan:
    """Let every party weigh its enemies, front by front, and share its effort out."""
    rates = board.rates.interests
    seen = Position(
        strength=strength(board),
        contact=contact,
        value=board.value,
        hostile=board.hostile,
        cost=board.cost,
        patience=board.patience,
    )
    at_stake = stakes(seen, rates)
    wish = willing(at_stake, seen.patience, rates.noise)
    _remember(board, contact, wish)
    terms = terms_on(board, day)
    left = (1 - board.restraint) * terms.fighting
    ready = terms.effort * _readiness(board, seen)
    attacks = effort(seen, at_stake, 1 - left, rates) * ready[:, None]
    unspared = attacks / np.maximum(1 - board.restraint, 0.05)
    return Plan(seen=seen, at_stake=at_stake, terms=terms, attacks=attacks, unspared=unspared)


def _remember(board: Board, contact: Floats, wish: Floats) -> None:
    """Renew restraint where two meet: from what each wishes and from what the other did in the last weeks."""
    rates = board.rates.interests
    ratio = board.attacked / np.maximum(board.expected, 1e-6)
    goodwill = np.swapaxes(np.where(board.expected > 1e-6, np.clip(1 - ratio, 0, 1), 0.0), 0, 1)
    renewed = restraint_after(board.restraint, wish, goodwill, rates)
    board.restraint = np.where((contact > 0) & (board.hostile > 0)[:, :, None], renewed, 0.0)


def terms_on(board: Board, day: int) -> Terms:
    """Collect what the policies in force on a day leave of fighting, strikes and effort."""
    n, regions = board.share.shape
    fighting, strikes, capacity = np.ones((n, n, regions)), np.ones((n, n, regions)), np.ones((n, regions))
    for _, policy in board.binding(day):
        where = list(policy.regions) or list(range(regions))
        if policy.kind is PolicyKind.CAPACITY:
            capacity[np.ix_(policy.members, where)] *= policy.restraint
        elif policy.written or policy.kind is PolicyKind.LOCAL_DEAL:
            one, other = policy.members
            for i, j in ((one, other), (other, one)):
                fighting[i, j, where] *= policy.restraint
                strikes[i, j, where] *= policy.sparing
    return Terms(fighting=fighting, strikes=strikes, effort=capacity)


def _readiness(board: Board, seen: Position) -> Floats:
    """Say how able a party is to attack in a region: fighters for each road of its front, over the usual."""
    front = (seen.contact * seen.hostile[:, :, None]).sum(axis=1)
    a_road = seen.strength / np.maximum(front, 1.0)
    usual = board.base.sum() / max(len(board.source) / 4, 1)
    rates = board.rates.fighting
    return np.clip(np.sqrt(a_road / usual), rates.least_ready, rates.most_ready)


def chance_of_taking(board: Board, plan: Plan) -> Floats:
    """Give for every directed road the chance that an attack along it takes its end."""
    rates, region = board.rates.fighting, board.region
    front = (plan.seen.contact * plan.seen.hostile[:, :, None]).sum(axis=1)
    a_road = plan.seen.strength / np.maximum(front, 1.0)
    ours = a_road[board.holder[board.source], region[board.target]] * board.supply[board.source]
    theirs = a_road[board.holder[board.target], region[board.target]] * board.supply[board.target]
    both = np.stack((ours, rates.defence * theirs))
    return np.minimum(2 * rates.capture * odds(both, board.rates.interests.contest)[0, 1], 0.9)
