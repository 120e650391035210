"""Sieges and how they end, and what parties do for each other: evacuation, swap, trade, passage."""

import numpy as np

from holdfire.simulate.board import Board
from holdfire.simulate.fought import NOBODY, Act, ActKind, Policy, PolicyKind, Siege, Turned
from holdfire.simulate.setting import Ints
from holdfire.simulate.week import Plan

WEEKS_A_MONTH = 30.4 / 7


def besiegers(board: Board, place: int) -> Ints:
    """List the enemies whose ground lies at the roads of a place, who holds most of them first."""
    around = board.holder[board.target[board.source == place]]
    enemies = around[board.coalition[around] != board.coalition[board.holder[place]]]
    who, roads = np.unique(enemies, return_counts=True)
    return who[np.argsort(-roads, kind="stable")]


def end_sieges(board: Board, before: Ints, held: Ints, day: int) -> None:
    """Write down the sieges that ended in a week. before: since when places were cut off; held: by whom."""
    for place in np.flatnonzero((before != NOBODY) & ((board.cut == NOBODY) | (board.holder != held))):
        since = int(before[place])
        turns = [t for t in board.log.turns[-50:] if t.place == place and t.day >= since]
        until = turns[0].day if turns else day
        if until - since >= board.rates.fighting.shortest_siege:
            by = tuple(int(i) for i in besiegers(board, int(place)) if i != held[place])
            winner = (turns[0].winner,) if turns else ()
            board.log.sieges.append(
                Siege(
                    place=int(place),
                    besieged=int(held[place]),
                    besiegers=tuple(dict.fromkeys((*winner, *by))),
                    since=since,
                    until=until,
                    end=turns[0].how if turns else None,
                )
            )
        if board.holder[place] != held[place]:
            board.cut[place] = NOBODY


def negotiate(board: Board, day: int, rng: np.random.Generator) -> None:
    """Let pockets that were besieged for long be evacuated by agreement, or two be swapped."""
    rates = board.rates.deals
    long_ = np.flatnonzero((board.cut != NOBODY) & (day - board.cut >= 7 * rates.evacuation_after_weeks))
    done: set[int] = set()
    for place in (int(p) for p in long_):
        holder, enemies = int(board.holder[place]), besiegers(board, place)
        if place in done or len(enemies) == 0:
            continue
        other = int(enemies[0])
        back = [int(p) for p in long_ if board.holder[p] == other and holder in besiegers(board, int(p))[:1]]
        if back and rng.random() < rates.swap_a_week:
            _swap(board, day, place, back[0])
            done |= {place, back[0]}
        elif rng.random() < rates.evacuation_a_week:
            _evacuate(board, day, place, other)
            done.add(place)


def _local_deal(board: Board, day: int, one: int, other: int, region: int) -> int:
    rates = board.rates.deals
    return board.open_policy(
        Policy(
            kind=PolicyKind.LOCAL_DEAL,
            members=(one, other),
            since=day,
            until=day + rates.quiet_days,
            regions=(region,),
            written=False,
            restraint=rates.quiet,
            sparing=rates.quiet,
        )
    )


def _evacuate(board: Board, day: int, place: int, other: int) -> None:
    """Let the besieged leave for the nearest ground of their own that is fed."""
    holder, position = int(board.holder[place]), board.terrain.places.position
    own = np.flatnonzero((board.holder == holder) & (board.cut == NOBODY))
    if len(own) == 0:
        return
    to = int(own[np.hypot(*(position[own] - position[place]).T).argmin()])
    deal = _local_deal(board, day, holder, other, int(board.region[place]))
    board.log.acts.append(
        Act(kind=ActKind.EVACUATION, day=day, giver=other, receiver=holder, place=place, to=to, policy=deal)
    )
    board.turn(day, place, other, Turned.EVACUATION, deal)


def _swap(board: Board, day: int, place: int, back: int) -> None:
    one, other = int(board.holder[place]), int(board.holder[back])
    deal = _local_deal(board, day, one, other, int(board.region[place]))
    board.log.acts.append(
        Act(kind=ActKind.SWAP, day=day, giver=one, receiver=other, place=place, to=back, policy=deal)
    )
    board.turn(day, place, other, Turned.SWAP, deal)
    board.turn(day, back, one, Turned.SWAP, deal)


def withdraw(board: Board, plan: Plan, day: int, rng: np.random.Generator) -> None:
    """Let places be left that are outnumbered beyond hope."""
    rates, region = board.rates.fighting, board.region
    front = board.fronts()
    a_road = plan.seen.strength / np.maximum(
        (plan.seen.contact * plan.seen.hostile[:, :, None]).sum(axis=1), 1
    )
    pressing = a_road[board.holder[board.source], region[board.target]] * front
    pressing = np.bincount(board.target, pressing, len(board.holder))
    holding = a_road[board.holder, region] * board.supply
    hopeless = (pressing > rates.hopeless * np.maximum(holding, 1e-6)) & (pressing > 0)
    for place in np.flatnonzero(hopeless & (rng.random(len(region)) < rates.withdrawal)):
        enemies = besiegers(board, int(place))
        if len(enemies):
            board.turn(day, int(place), int(enemies[0]), Turned.WITHDRAWAL)


def favours(board: Board, day: int, rng: np.random.Generator) -> None:
    """Let parties that hold to a collusion or a local deal trade, pass and, in collusion, leave places."""
    rates = board.rates.deals
    for index, policy in board.binding(day):
        if policy.kind not in (PolicyKind.COLLUSION, PolicyKind.LOCAL_DEAL):
            continue
        one, other = policy.members if rng.random() < 0.5 else policy.members[::-1]
        for kind, rate in (
            (ActKind.TRADE, rates.trade_a_month),
            (ActKind.PASSAGE, rates.passage_a_month),
            (ActKind.HAND_OVER, rates.hand_over_a_month * (policy.kind is PolicyKind.COLLUSION)),
        ):
            if rng.random() < rate / WEEKS_A_MONTH:
                _favour(board, kind, policy, index, (one, other, day), rng)


def _favour(
    board: Board,
    kind: ActKind,
    policy: Policy,
    index: int,
    who: tuple[int, int, int],
    rng: np.random.Generator,
) -> None:
    """Do one thing for the other at the common front, where the policy holds."""
    one, other, day = who
    where = np.ones(len(board.holder), dtype=np.bool_)
    if policy.regions:
        where = np.isin(board.region, policy.regions)
    border = (board.holder[board.source] == one) & (board.holder[board.target] == other)
    roads = np.flatnonzero(border & where[board.source])
    if len(roads) == 0:
        return
    road = int(rng.choice(roads))
    place, to = int(board.source[road]), int(board.target[road])
    if kind is ActKind.PASSAGE:
        far = np.flatnonzero((board.holder == other) & (board.region != board.region[place]))
        to = int(rng.choice(far)) if len(far) else to
    earlier = max(day - int(rng.integers(7)), policy.since)
    if kind is ActKind.HAND_OVER:  # on the week's last day, so that no turn of the week comes after it
        if (board.holder == one).sum() <= len(board.seats[one]) or place in board.seats[one]:
            return
        board.turn(day, place, other, Turned.HAND_OVER, index)
        earlier = day
    board.log.acts.append(
        Act(kind=kind, day=earlier, giver=one, receiver=other, place=place, to=to, policy=index)
    )
