"""The whole press of a war: about as many reports as are asked for, of all kinds that the war allows."""

from collections.abc import Iterable

from holdfire.simulate.press.desk import Assignment, Desk
from holdfire.simulate.press.following import follow_ups
from holdfire.simulate.press.kinds import KINDS, Kind
from holdfire.simulate.press.outlets import Newsroom
from holdfire.simulate.press.planning import Plan
from holdfire.simulate.press.report import Report
from holdfire.simulate.press.world import World

_COPIES_OF_COPIES = ("reprint", "light_edit")


def write_press(world: World, room: Newsroom, *, seed: int, reports: int) -> tuple[Report, ...]:
    """Write about so many reports, in order of days.

    What a report says follows from the seed and from what it is, not from how many others there are; those
    of a larger press that draw on no other include those of a smaller one. The quarrels of the newsroom take
    place whether they are about something true or not. A kind that the war gives no cause for is missing.
    """
    desk = Desk(world=world, room=room, seed=seed)
    plan = Plan(desk)
    written: list[Report] = []
    for kind in KINDS.values():
        count = _count(kind, reports)
        if not kind.draws_on:
            written += _written(desk, kind, count, plan.assignments(kind.name))
        else:
            first = count if kind.name not in _COPIES_OF_COPIES else (count + 1) // 2
            written += _written(desk, kind, first, follow_ups(desk, kind.name, written))
    for name in _COPIES_OF_COPIES:
        count = _count(KINDS[name], reports) // 2
        have = {report.key for report in written}
        tasks = (task for task in follow_ups(desk, name, written) if task.key not in have)
        written += _written(desk, KINDS[name], count, tasks)
    return tuple(sorted(written, key=lambda report: (report.published, report.key)))


def _count(kind: Kind, reports: int) -> int:
    """Say how many reports of a kind to write: at least one where any are wanted."""
    return max(1, round(kind.share * reports)) if reports else 0


def _written(desk: Desk, kind: Kind, count: int, tasks: Iterable[Assignment]) -> list[Report]:
    """Give the assignments out until enough of them became reports."""
    made: list[Report] = []
    if count == 0:
        return made
    for task in tasks:
        report = kind.write(desk, task)
        if report is not None:
            made.append(report)
            if len(made) == count:
                break
    return made
