"""Week after week of a war, from the first day to the last."""

from dataclasses import dataclass

import numpy as np

from holdfire.simulate import toll
from holdfire.simulate.alignments import realign, renew_numbers
from holdfire.simulate.attacks import attack, battlefield
from holdfire.simulate.board import Board, deploy, renew_supply
from holdfire.simulate.cast import LETTERS
from holdfire.simulate.dealing import end_sieges, favours, negotiate, withdraw
from holdfire.simulate.fought import Act, ActKind, Happenings, Policy, PolicyKind
from holdfire.simulate.moods import Moods
from holdfire.simulate.rates import WrittenPolicy
from holdfire.simulate.setting import Floats, Ints
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.week import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """The generators of what happens week by week."""

    attacks: np.random.Generator
    strikes: np.random.Generator
    assaults: np.random.Generator
    numbers: np.random.Generator
    alignment: np.random.Generator
    deals: np.random.Generator

    @classmethod
    def of(cls, seed: int) -> "Luck":
        """Make them from a war's seed."""
        return cls(
            attacks=stream(seed, Part.ATTACKS),
            strikes=stream(seed, Part.STRIKES),
            assaults=stream(seed, Part.ASSAULTS),
            numbers=stream(seed, Part.NUMBERS),
            alignment=stream(seed, Part.ALIGNMENT),
            deals=stream(seed, Part.DEALS),
        )


def campaign(
    board: Board, moods: Moods, month: Ints, written: tuple[WrittenPolicy, ...], seed: int
) -> Happenings:
    """Fight the war on a board; give its violent events. month: of each day of the war."""
    days, luck, events = len(month), Luck.of(seed), list[Happenings]()
    field = battlefield(board, days, stream(seed, Part.ROADS), luck.attacks)
    waiting = sorted(written, key=lambda w: w.since)
    for first in range(0, days, 7):
        contact = board.contact()
        while waiting and round(waiting[0].since * days) <= first:
            _begin_policy(board, waiting.pop(0), contact, days)
        plan = decide(board, contact, first)
        board.log.restraint.append(board.restraint.copy())
        board.log.contact.append(contact)
        board.log.coalition.append(board.coalition.copy())
        holders, cut = board.holder.copy(), board.cut.copy()
        events += [
            toll.strikes(board, plan, moods, first, luck.strikes),
            toll.assaults(board, moods, first, luck.assaults),
            toll.clashes(board, attack(board, plan, field, moods, first), holders, luck.attacks),
        ]
        last = min(first + 7, days) - 1
        withdraw(board, plan, last, luck.deals)
        negotiate(board, last, luck.deals)
        favours(board, last, luck.deals)
        if first and month[first] != month[first - 7]:
            renew_numbers(board, last, luck.numbers)
            realign(board, last, luck.alignment)
        end_sieges(board, cut, holders, last)
        renew_supply(board, last)
        deploy(board, board.contact(), board.rates.numbers.deploy)
    return toll.joined(events)


def _begin_policy(board: Board, written: WrittenPolicy, contact: Floats, days: int) -> None:
    """Put a policy of the scenario in force; a local one where the members' common front is longest."""
    members = tuple(LETTERS.index(letter) for letter in written.members)
    regions: tuple[int, ...] = ()
    count = contact.shape[2]
    if written.regions < 1:
        front = contact[members[0], members[-1]]
        regions = tuple(
            sorted(
                int(r) for r in np.argsort(-front, kind="stable")[: max(round(written.regions * count), 1)]
            )
        )
    since = round(written.since * days)
    index = board.open_policy(
        Policy(
            kind=written.kind,
            members=members,
            since=since,
            until=round(written.until * days),
            against=tuple(LETTERS.index(letter) for letter in written.against),
            regions=regions,
            restraint=written.restraint,
            sparing=written.sparing,
            concert=written.concert,
        )
    )
    if written.kind is PolicyKind.CAPACITY:
        return
    place = _meeting_place(board, members[0], members[1])
    if place is not None:
        board.log.acts.append(
            Act(
                kind=ActKind.AGREEMENT,
                day=since,
                giver=members[0],
                receiver=members[1],
                place=place,
                policy=index,
            )
        )


def _meeting_place(board: Board, one: int, other: int) -> int | None:
    """Choose where two parties agree: on the first's side of their front, else on ground of either's own."""
    border = (board.holder[board.source] == one) & (board.holder[board.target] == other)
    held = (board.source[border], np.flatnonzero(board.holder == one), np.flatnonzero(board.holder == other))
    return next((int(places[0]) for places in held if len(places)), None)
