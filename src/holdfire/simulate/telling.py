"""From the board after the last week to the war as a value: months, ledgers, and what nobody ordered."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.board import Board
from holdfire.simulate.fought import NOBODY, Forces, Happenings, Policy, PolicyKind, Siege, SimulatedWar
from holdfire.simulate.setting import CIVILIANS, Floats, Ints, Setting


def tell(board: Board, events: Happenings, setting: Setting, before: tuple[Ints, Ints]) -> SimulatedWar:
    """Collect what is true. before: holders and fighters on the first day."""
    n, land = len(setting.parties), setting.land
    holder, troops = before
    holders = _holders(board, setting, holder)
    cells = holders[:, board.terrain.places.of_cell]
    last = len(setting.month_of_day)
    open_sieges = tuple(
        Siege(
            place=int(p),
            besieged=int(board.holder[p]),
            besiegers=(),
            since=int(board.cut[p]),
            until=last,
            end=None,
        )
        for p in np.flatnonzero(board.cut != NOBODY)
    )
    return SimulatedWar(
        setting=setting,
        places=board.terrain.places,
        owners=cells.reshape(setting.months, land.rows, land.columns),
        events=events,
        roads=board.terrain.roads,
        holders=holders,
        forces=_forces(board, events, setting, troops[:n]),
        restraint=_restraint(board, setting)[:, :n, :n],
        coalition=_coalition(board, setting)[:, :n],
        turns=tuple(sorted(board.log.turns, key=lambda t: t.day)),
        sieges=(*board.log.sieges, *open_sieges),
        policies=(
            *(replace(p, until=min(p.until, last)) for p in board.log.policies),
            *_tacit(board, setting),
        ),
        acts=tuple(sorted(board.log.acts, key=lambda a: a.day)),
        realignments=tuple(board.log.realignments),
    )


def _holders(board: Board, setting: Setting, first: Ints) -> Ints:
    """Say who held each settlement at the start of each month."""
    starts = [setting.day_number(day) for day in setting.month_starts[:-1]]
    turns, held, layers = sorted(board.log.turns, key=lambda t: t.day), first.copy(), list[Ints]()
    for start in starts:
        while turns and turns[0].day < start:
            turn = turns.pop(0)
            held[turn.place] = turn.winner
        layers.append(held.copy())
    return np.stack(layers)


def _forces(board: Board, events: Happenings, setting: Setting, start: Ints) -> Forces:
    """Balance the books of every party, month by month."""
    month, n = setting.month_of_day, len(start)
    shape = (setting.months, n)
    books = {name: np.zeros(shape, dtype=np.int64) for name in ("recruited", "came", "deserted", "went")}
    for name, moves in board.log.moves.items():
        for day, party, count in moves:
            books[name][month[day], party] += count
    killed = np.zeros(shape, dtype=np.int64)
    armed = events.other != CIVILIANS
    np.add.at(killed, (month[events.day], events.one), events.deaths_one)
    np.add.at(killed, (month[events.day[armed]], events.other[armed]), events.deaths_other[armed])
    net = books["recruited"] + books["came"] - killed - books["deserted"] - books["went"]
    begins = start + np.concatenate((np.zeros((1, n), dtype=np.int64), np.cumsum(net, axis=0)[:-1]))
    return Forces(start=begins, killed=killed, **books)


def _restraint(board: Board, setting: Setting) -> Floats:
    """Average the weeks of each month over the common fronts of every two."""
    month = setting.month_of_day[::7]
    restraint, contact = np.stack(board.log.restraint), np.stack(board.log.contact)
    met = np.stack([contact[month == m].sum(axis=(0, 3)) for m in range(setting.months)])
    held = np.stack([(restraint * contact)[month == m].sum(axis=(0, 3)) for m in range(setting.months)])
    return held / np.maximum(met, 1e-9)


def _coalition(board: Board, setting: Setting) -> Ints:
    """Give the coalitions in the first week that begins in each month, or in the last before it."""
    month = setting.month_of_day[::7]
    weeks = np.searchsorted(month, np.arange(setting.months))
    return np.stack(board.log.coalition)[np.minimum(weeks, len(month) - 1)]


def _tacit(board: Board, setting: Setting) -> tuple[Policy, ...]:
    """Write down where two enemies spared each other for weeks without an order: it grew out of interests."""
    rates = board.rates.truth
    restraint, contact = np.stack(board.log.restraint), np.stack(board.log.contact)
    both = np.minimum(restraint, np.swapaxes(restraint, 1, 2))
    spared = (both >= rates.tacit_from) & (contact > 0)
    found: list[Policy] = []
    n, days = len(setting.parties), len(setting.month_of_day)
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        for r in range(spared.shape[3]):
            for since, until in _runs(spared[:, i, j, r]):
                if until - since >= rates.tacit_weeks:
                    found.append(
                        Policy(
                            kind=PolicyKind.TACIT,
                            members=(int(i), int(j)),
                            since=7 * since,
                            until=min(7 * until, days),
                            regions=(r,),
                            written=False,
                            restraint=float(1 - both[since:until, i, j, r].mean()),
                        )
                    )
    return tuple(found)


def _runs(marks: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """List the stretches, [first, last), in which all is marked."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(np.int64), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
