"""The attacks of a week: where and when, whom they bring on, who joins them, what they take and who dies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.board import Board
from holdfire.simulate.fought import NOBODY, PolicyKind, Turned
from holdfire.simulate.moods import Moods
from holdfire.simulate.rates import DeathRates
from holdfire.simulate.setting import Floats, Ints
from holdfire.simulate.week import Plan, chance_of_taking


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacks:
    """Attacks along directed roads. joint: number of a joint attack; answer: the part of who joined."""

    day: Ints
    road: Ints
    joint: Ints
    answer: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.day)

    def taken(self, which: NDArray[np.bool_] | Ints) -> "Attacks":
        """Keep the attacks that a mask or a list of rows names."""
        return Attacks(
            day=self.day[which], road=self.road[which], joint=self.joint[which], answer=self.answer[which]
        )

    @classmethod
    def plain(cls, day: Ints, road: Ints) -> "Attacks":
        """Make attacks that are nobody's joint ones."""
        return cls(
            day=day, road=road, joint=np.full(len(day), NOBODY), answer=np.zeros(len(day), dtype=np.bool_)
        )

    @classmethod
    def of(cls, parts: "list[Attacks]") -> "Attacks":
        """Put attacks together in order of days."""
        day = np.concatenate([p.day for p in parts])
        order = np.argsort(day, kind="stable")
        return cls(
            day=day[order],
            road=np.concatenate([p.road for p in parts])[order],
            joint=np.concatenate([p.joint for p in parts])[order],
            answer=np.concatenate([p.answer for p in parts])[order],
        )


@dataclass(slots=True, kw_only=True)
class Battlefield:
    """What attacks need beside the board: how much each directed road draws, luck, and echoes yet to come."""

    draw: Floats
    rng: np.random.Generator
    days: int
    pending: Attacks
    joint_attacks: int = 0


def battlefield(
    board: Board, days: int, road_luck: np.random.Generator, rng: np.random.Generator
) -> Battlefield:
    """Draw what stays for the whole war: some roads and the ways to large towns see most of the fighting."""
    rates, people = board.rates.fighting, board.terrain.people
    luck = np.exp(road_luck.normal(0, rates.road_sd, len(board.source) // 2))
    draw = np.concatenate((luck, luck)) * (people[board.target] / np.median(people)) ** rates.people_power
    none = np.zeros(0, dtype=np.int64)
    return Battlefield(draw=draw / draw.mean(), rng=rng, days=days, pending=Attacks.plain(none, none))


def attack(board: Board, plan: Plan, field: Battlefield, moods: Moods, first: int) -> Attacks:
    """Draw and carry out the attacks of the week that begins on a day; the board changes as places fall."""
    last = min(first + 7, field.days)
    ours, theirs = board.holder[board.source], board.holder[board.target]
    region, front = board.region[board.target], board.fronts()
    rate = board.rates.fighting.rate * field.draw * front * plan.attacks[ours, theirs, region]
    day = np.arange(first, last)[:, None]
    mood = moods.party[day, ours] + moods.party[day, theirs] + moods.pair[day, ours, theirs, region]
    mood = np.exp(mood + moods.region[day, region])
    count = field.rng.poisson(rate * mood)
    when, road = (np.repeat(axis.ravel(), count.ravel()) for axis in np.indices(count.shape))
    drawn = _with_echoes(Attacks.plain(when + first, road), board, field, front, last)
    _tally(board, plan, drawn, (rate * mood).sum(axis=0))
    return _carried_out(board, plan, _with_joint(board, drawn, field, front, last), field)


def _with_echoes(
    new: Attacks, board: Board, field: Battlefield, front: NDArray[np.bool_], last: int
) -> Attacks:
    """Add the attacks that attacks bring on along the same road, days later; those of later weeks wait."""
    rates, rng = board.rates.fighting, field.rng
    due = field.pending.day < last
    parts = [new, field.pending.taken(due & front[field.pending.road])]
    waiting = [field.pending.taken(~due)]
    latest = Attacks.of(parts)
    while len(latest):
        latest = latest.taken(np.repeat(np.arange(len(latest)), rng.poisson(rates.echo, len(latest))))
        later = latest.day + 1 + np.floor(rng.exponential(rates.echo_days, len(latest))).astype(np.int64)
        latest = Attacks.plain(later, latest.road)
        waiting.append(latest.taken((later >= last) & (later < field.days)))
        latest = latest.taken(later < last)
        parts.append(latest)
    field.pending = Attacks.of(waiting)
    return Attacks.of(parts)


def _tally(board: Board, plan: Plan, drawn: Attacks, expected: Floats) -> None:
    """Let earlier attacks fade and add this week's: how many, and how many were to be expected."""
    keep = np.exp(-1 / board.rates.interests.memory_weeks)
    n, _, regions = board.attacked.shape
    ours, theirs = board.holder[board.source], board.holder[board.target]
    key = (ours * n + theirs) * regions + board.region[board.target]
    unspared = plan.unspared / np.maximum(plan.attacks, 1e-12)
    could = np.bincount(key, expected, n * n * regions).reshape(n, n, regions) * np.where(
        plan.attacks > 0, unspared, 0.0
    )
    did = np.bincount(key[drawn.road], minlength=n * n * regions).reshape(n, n, regions)
    board.expected = keep * board.expected + could / (1 - board.rates.fighting.echo)
    board.attacked = keep * board.attacked + did


def _with_joint(
    board: Board, drawn: Attacks, field: Battlefield, front: NDArray[np.bool_], last: int
) -> Attacks:
    """Let A and B join each other's attacks on C, where a collusion says so and both have a front near."""
    ours, theirs = board.holder[board.source], board.holder[board.target]
    middle = board.terrain.places.position[board.target]
    rates, rng = board.rates.deals, field.rng
    joint, parts = drawn.joint.copy(), [drawn]
    for _, policy in board.binding(last - 1, PolicyKind.COLLUSION):
        (c,) = policy.against
        for a, b in (policy.members, policy.members[::-1]):
            asked = (ours == a)[drawn.road] & (theirs == c)[drawn.road] & (drawn.day >= policy.since)
            for k in np.flatnonzero(asked & (rng.random(len(drawn)) < policy.concert)):
                apart = np.hypot(*(middle - middle[drawn.road[k]]).T)
                near = np.flatnonzero(front & (ours == b) & (theirs == c) & (apart <= rates.joint_km))
                if len(near) and joint[k] == NOBODY:
                    weight = np.exp(-apart[near] / rates.joint_nearer_km)
                    joint[k] = field.joint_attacks
                    day = min(int(drawn.day[k] + rng.integers(rates.joint_days + 1)), last - 1)
                    road = int(rng.choice(near, p=weight / weight.sum()))
                    parts.append(_joining(day, road, field.joint_attacks))
                    field.joint_attacks += 1
    parts[0] = Attacks(day=drawn.day, road=drawn.road, joint=joint, answer=drawn.answer)
    return Attacks.of(parts)


def _joining(day: int, road: int, joint: int) -> Attacks:
    return Attacks(
        day=np.array([day]), road=np.array([road]), joint=np.array([joint]), answer=np.array([True])
    )


def _carried_out(board: Board, plan: Plan, drawn: Attacks, field: Battlefield) -> Attacks:
    """Go through the week in order: a place may fall, and attacks from or on it then don't happen."""
    chance = chance_of_taking(board, plan)
    takes = field.rng.random(len(drawn)) < chance[drawn.road]
    if not takes.any():
        return drawn
    ours, theirs = board.holder[board.source], board.holder[board.target]
    happens = np.ones(len(drawn), dtype=np.bool_)
    for k in range(int(takes.argmax()), len(drawn)):
        road = drawn.road[k]
        one, other = board.holder[board.source[road]], board.holder[board.target[road]]
        happens[k] = one == ours[road] and other == theirs[road]
        if happens[k] and takes[k]:
            board.turn(int(drawn.day[k]), int(board.target[road]), int(one), Turned.ASSAULT)
    return drawn.taken(happens)


def draw_dead(count: int, rates: DeathRates, rng: np.random.Generator) -> Ints:
    """Draw how many die in each event: nobody, a few, or from a power law's tail."""
    body = 1 + np.floor(rng.lognormal(rates.body_log_mean, rates.body_sd, count))
    tail = np.floor(rates.tail_from * (1 - rng.random(count)) ** (-1 / (rates.tail_exponent - 1)))
    dead = np.where(rng.random(count) < rates.tail, tail, body)
    dead = np.where(rng.random(count) < rates.none, 0, np.minimum(dead, rates.most))
    return dead.astype(np.int64)
