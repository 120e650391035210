"""Strikes, assaults and the dead of a week, as rows of the truth."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.attacks import Attacks, draw_dead
from holdfire.simulate.board import Board
from holdfire.simulate.fought import NOBODY, Deed, Happenings
from holdfire.simulate.moods import Moods
from holdfire.simulate.setting import CIVILIANS, Ints
from holdfire.simulate.week import Plan

COLUMNS = (
    "day", "one", "other", "place", "deaths_one", "deaths_other", "bystanders", "answer", "deed",
    "initiator", "joint",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blows:
    """Events by who acted on whom; dead: of the first and of the second."""

    day: Ints
    by: Ints
    on: Ints
    place: Ints
    dead: Ints
    bystanders: Ints
    deed: Deed


def clashes(board: Board, attacks: Attacks, holders: Ints, rng: np.random.Generator) -> Happenings:
    """Count the dead of attacks. holders: of the settlements before the week."""
    rates = board.rates.deaths
    ours, theirs = holders[board.source[attacks.road]], holders[board.target[attacks.road]]
    dead = draw_dead(len(attacks), rates, rng)
    defenders = rng.binomial(dead, rates.defender_share)
    blows = _Blows(
        day=attacks.day,
        by=ours,
        on=theirs,
        place=board.target[attacks.road],
        dead=np.column_stack((dead - defenders, defenders)),
        bystanders=rng.poisson(rates.bystanders, len(attacks)),
        deed=Deed.CLASH,
    )
    return _rows(board, blows, attacks)


def strikes(board: Board, plan: Plan, moods: Moods, first: int, rng: np.random.Generator) -> Happenings:
    """Draw the strikes of a week: on whom it pays, where a party can reach, sparing whom it spares."""
    rates, n = board.rates.strikes, len(board.troops)
    victim, region = board.holder, board.region
    near = np.zeros((n, len(victim)), dtype=np.bool_)
    ours, theirs = board.holder[board.source], board.holder[board.target]
    near[ours, board.target] = ours != theirs
    reach = np.where(near, 1.0, np.where((board.air >= 1)[:, None], rates.quiet_ground, 0.0))
    people = (board.terrain.people / np.median(board.terrain.people)) ** rates.people_power
    could = reach * (board.hostile * board.value)[:, victim] * people
    left = (1 - board.restraint)[:, victim, region] * plan.terms.strikes[:, victim, region]
    would, all_ = could * left, np.maximum(could.sum(axis=1), 1e-9)
    freed = (all_ / np.maximum(would.sum(axis=1), 1e-9)) ** board.rates.interests.substitution
    mood = np.exp(moods.party[first]) * (board.troops > 0)
    rate = 7 * rates.rate * board.air * mood * np.minimum(freed, 5.0) / all_
    count = rng.poisson(rate[:, None] * would)
    by, place = (np.repeat(axis.ravel(), count.ravel()) for axis in np.indices(count.shape))
    dead = draw_dead(len(by), board.rates.deaths, rng)
    blows = _Blows(
        day=_days(first, len(moods.party), len(by), rng),
        by=by,
        on=victim[place],
        place=place,
        dead=np.column_stack((np.zeros_like(dead), dead)),
        bystanders=rng.poisson(rates.bystanders, len(by)),
        deed=Deed.STRIKE,
    )
    return _rows(board, blows)


def assaults(board: Board, moods: Moods, first: int, rng: np.random.Generator) -> Happenings:
    """Draw the week's violence against people who don't fight: by who holds the ground they live on."""
    rates, by = board.rates.assaults, board.holder
    mood = np.exp(moods.party[first, by] + moods.region[first, board.region])
    place = np.repeat(np.arange(len(by)), rng.poisson(7 * rates.rate * board.brutality[by] * mood))
    dead = np.maximum(draw_dead(len(place), board.rates.deaths, rng), 1)
    blows = _Blows(
        day=_days(first, len(moods.party), len(place), rng),
        by=by[place],
        on=np.full(len(place), CIVILIANS),
        place=place,
        dead=np.column_stack((np.zeros_like(dead), dead)),
        bystanders=np.zeros(len(place), dtype=np.int64),
        deed=Deed.ASSAULT,
    )
    return _rows(board, blows)


def _days(first: int, days: int, count: int, rng: np.random.Generator) -> Ints:
    return rng.integers(first, min(first + 7, days), count)


def _rows(board: Board, blows: _Blows, attacks: Attacks | None = None) -> Happenings:
    """Write events down and take the dead from their parties; a party can't lose more than it has."""
    by, on, count = blows.by, blows.on, len(blows.day)
    dead = _capped(board, by, on, blows.dead)
    swap = (on != CIVILIANS) & (on < by)
    return Happenings(
        day=blows.day,
        one=np.where(swap, on, by),
        other=np.where(swap, by, on),
        place=blows.place,
        deaths_one=np.where(swap, dead[:, 1], dead[:, 0]),
        deaths_other=np.where(swap, dead[:, 0], dead[:, 1]),
        bystanders=blows.bystanders,
        answer=np.zeros(count, dtype=np.bool_) if attacks is None else attacks.answer,
        deed=np.full(count, int(blows.deed)),
        initiator=by,
        joint=np.full(count, NOBODY) if attacks is None else attacks.joint,
    )


def _capped(board: Board, by: Ints, on: Ints, dead: Ints) -> Ints:
    """Take the dead from the parties' fighters, in order of events; who has nobody left loses nobody."""
    lost = _lost(board, by, on, dead)
    for party in np.flatnonzero(lost > board.troops):
        for side, column in ((by, 0), (on, 1)):
            rows = np.flatnonzero(side == party)
            before = np.cumsum(dead[rows, column]) - dead[rows, column]
            dead[rows, column] = np.clip(board.troops[party] // 2 - before, 0, dead[rows, column])
    board.troops -= _lost(board, by, on, dead)
    return dead


def _lost(board: Board, by: Ints, on: Ints, dead: Ints) -> Ints:
    n, armed = len(board.troops), on != CIVILIANS
    lost = np.bincount(by, dead[:, 0], n) + np.bincount(on[armed], dead[armed, 1], n)
    return lost.astype(np.int64)


def joined(parts: list[Happenings]) -> Happenings:
    """Put events together in order of days."""
    columns: dict[str, NDArray[Any]] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS
    }
    order = np.lexsort((columns["place"], columns["other"], columns["one"], columns["day"]))
    return Happenings(**{name: column[order] for name, column in columns.items()})
