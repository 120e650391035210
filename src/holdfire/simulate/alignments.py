"""Who fights for whom: recruits and deserters, coalitions that change with power, splits and defections."""

import numpy as np

from holdfire.simulate.board import Board
from holdfire.simulate.cast import breakaway
from holdfire.simulate.fought import Realignment, Shift, Turned

QUARREL = 3  # A, B and C are declared enemies throughout


def renew_numbers(board: Board, day: int, rng: np.random.Generator) -> None:
    """Let a month's recruits come, as many as the people on a party's ground can raise, and deserters go."""
    rates, people = board.rates.numbers, board.terrain.people
    share = np.bincount(board.holder, np.sqrt(people), len(board.troops)) / np.sqrt(people).sum()
    fair = 1 / max(int((board.base > 0).sum()), 1)
    for party in np.flatnonzero(board.base > 0):
        could = board.base[party] * (rates.home + (1 - rates.home) * min(share[party] / fair, 2.0))
        gap = max(could - board.troops[party], 0.0) if share[party] > 0 else 0.0
        board.move("recruited", day, int(party), int(rng.poisson(rates.recruits_a_month * gap)))
        gone = int(rng.binomial(board.troops[party], rates.desertion_a_month))
        board.move("deserted", day, int(party), gone)


def realign(board: Board, day: int, rng: np.random.Generator) -> None:
    """Let parties weigh their coalitions, parts break away and fighters go over."""
    rates, here = board.rates.alignment, len(board.parties)
    luck = rng.random((len(board.troops), 3))
    for party in range(here):
        if board.troops[party] == 0:
            continue
        if party >= QUARREL and luck[party, 0] < rates.reconsider_a_month:
            _reconsider(board, day, party)
        if luck[party, 1] < rates.split_a_month:
            _split(board, day, party, rng)
        if luck[party, 2] < rates.defection_a_month:
            _defect(board, day, party, rng)


def prospect(board: Board, party: int, members: list[int]) -> float:
    """Say what a coalition promises a party: its chance to win, times the party's share of the spoils."""
    power = board.troops.astype(np.float64)
    theirs = power[members].sum() + (0.0 if party in members else power[party])
    others = power.sum() - theirs
    contest = board.rates.interests.contest
    wins = theirs**contest / (theirs**contest + max(others, 1.0) ** contest)
    return float(wins * power[party] / max(theirs, 1.0))


def _reconsider(board: Board, day: int, party: int) -> None:
    """Join the coalition that promises most, where that is much more than the present one."""
    n = len(board.parties)
    now = [i for i in range(n) if board.coalition[i] == board.coalition[party]]
    options = {int(c): [i for i in range(n) if board.coalition[i] == c] for c in set(board.coalition[:n])}
    promised = {c: prospect(board, party, members) for c, members in options.items() if party not in members}
    alone = prospect(board, party, [party])
    if len(now) > 1:
        promised[-1] = alone
    best = max(promised, key=lambda c: (promised[c], -c), default=None)
    if best is None or promised[best] < board.rates.alignment.gain * prospect(board, party, now):
        return
    if len(now) > 1:
        old = next(i for i in now if i != party)
        board.log.realignments.append(Realignment(kind=Shift.LEAVES, day=day, party=party, other=old))
    if best >= 0:
        new = options[best][0]
        board.log.realignments.append(Realignment(kind=Shift.JOINS, day=day, party=party, other=new))
    board.coalition[party] = best if best >= 0 else _own_number(board)


def _own_number(board: Board) -> int:
    return int(board.coalition.max()) + 1


def _split(board: Board, day: int, party: int, rng: np.random.Generator) -> None:
    """Let a unit of a party become a party, with a part of its fighters and its ground in one region."""
    new, rates = len(board.parties), board.rates.alignment
    names = {p.name for p in board.parties}
    units = [u for u in board.parties[party].units if u not in names]
    ground = np.flatnonzero(board.holder == party)
    if (
        new == len(board.troops)
        or not units
        or board.troops[party] < rates.fewest_to_split
        or len(ground) < 4
    ):
        return
    region = board.region[int(rng.choice(ground))]
    leaving = [int(p) for p in ground if board.region[p] == region][: len(ground) // 2]
    count = int(board.troops[party] * rates.split_share)
    board.parties.append(breakaway(units[0]))
    board.seats.append((leaving[0],))
    board.value[new], board.value[:, new] = board.value[party], board.value[:, party]
    board.value[new, party] = board.value[party, new] = board.rates.parties.value
    board.value[new, new] = 0.0
    board.base[new] = board.base[party] * rates.split_share
    board.coalition[new] = _own_number(board)
    board.share[new, region] = 1.0
    board.move("went", day, party, count)
    board.move("came", day, new, count)
    for place in leaving:
        board.turn(day, place, new, Turned.SPLIT)
    board.log.realignments.append(
        Realignment(kind=Shift.SPLITS, day=day, party=new, other=party, troops=count)
    )


def _defect(board: Board, day: int, party: int, rng: np.random.Generator) -> None:
    """Let fighters of a losing party go over to an enemy at one of its fronts, with a place."""
    if board.troops[party] >= 0.7 * board.base[party]:
        return
    border = board.fronts() & (board.holder[board.source] == party)
    if not border.any():
        return
    road = int(rng.choice(np.flatnonzero(border)))
    place, other = int(board.source[road]), int(board.holder[board.target[road]])
    count = int(board.troops[party] * board.rates.alignment.defection_share)
    if count == 0:
        return
    board.move("went", day, party, count)
    board.move("came", day, other, count)
    if place not in board.seats[party]:
        board.turn(day, place, other, Turned.DEFECTION)
    board.log.realignments.append(
        Realignment(kind=Shift.DEFECTS, day=day, party=party, other=other, troops=count)
    )
