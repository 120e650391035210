"""What a reporter who knew everything could say of a simulated war: counts, battles, changes of hand."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.ground import fronts
from holdfire.simulate.setting import CIVILIANS


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days of the war, [first, last)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A settlement that another party holds than in the month before."""

    month: int
    place: int
    loser: int
    winner: int


def span_of_month(war: SimulatedWar, month: int) -> Span:
    """Give the days of a month of the war."""
    starts = war.setting.month_starts
    return Span(first=war.setting.day_number(starts[month]), last=war.setting.day_number(starts[month + 1]))


def span_between(war: SimulatedWar, since: date, until: date) -> Span:
    """Give the days between two dates."""
    return Span(first=war.setting.day_number(since), last=war.setting.day_number(until))


def clashes(
    war: SimulatedWar, one: int, other: int, span: Span, *, region: int | None = None
) -> NDArray[np.int64]:
    """List the clashes of two parties in a span, in one region or everywhere; CIVILIANS stands for people."""
    events = war.events
    if other == CIVILIANS:
        theirs = (events.one == one) & (events.other == CIVILIANS)
    else:
        theirs = events.between(one, other)
    when = (events.day >= span.first) & (events.day < span.last)
    where = True if region is None else war.places.region[events.place] == region
    return np.flatnonzero(theirs & when & where)


def dead(war: SimulatedWar, event: int) -> int:
    """Count all the dead of one event."""
    events = war.events
    return int(events.deaths_one[event] + events.deaths_other[event] + events.bystanders[event])


def bloodiest(war: SimulatedWar, rows: NDArray[np.int64]) -> int | None:
    """Give the event with the most dead, the first of equals; None where there is none."""
    return max((int(r) for r in rows), key=lambda r: dead(war, r), default=None)


def joint_days(war: SimulatedWar, a: int, b: int, c: int, span: Span) -> list[tuple[int, int]]:
    """List (day, place) on which both A and B fought C at one place."""
    events = war.events
    on = [{(int(events.day[r]), int(events.place[r])) for r in clashes(war, x, c, span)} for x in (a, b)]
    return sorted(on[0] & on[1])


def captures(war: SimulatedWar) -> tuple[Capture, ...]:
    """List the settlements whose cell changed hands from one month to the next."""
    held = war.owners.reshape(len(war.owners), -1)[:, war.places.cell]
    months, places = np.nonzero(held[1:] != held[:-1])
    return tuple(
        Capture(month=int(m) + 1, place=int(p), loser=int(held[m, p]), winner=int(held[m + 1, p]))
        for m, p in zip(months, places, strict=True)
    )


def longest_front(war: SimulatedWar, one: int, other: int, span: Span) -> int:
    """Name the region (index) with the longest common front of two parties over a span."""
    borders = fronts(war.owners)
    months = np.unique(war.setting.month_of_day[span.first : span.last])
    theirs = (borders.first == min(one, other)) & (borders.second == max(one, other))
    theirs &= np.isin(borders.month, months)
    regions = war.places.region[war.places.of_cell[borders.cell[theirs]]]
    return int(np.bincount(regions, minlength=len(war.setting.land.regions)).argmax())
