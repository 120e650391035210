"""The record: who fought whom, month by month, in the area, before, and in the country."""

from collections import Counter
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from holdfire.inquiry.war import War
from holdfire.model.event import VIOLENT, day_number
from holdfire.model.record import RecordRow

LOOK_BACK_MONTHS = 12

Where = Literal["asked", "before", "country"]


def build_record(war: War) -> tuple[RecordRow, ...]:
    """Count the rows of each dyad of the triple by month: a zero is a row too, no precision is left out."""
    dyads = [(war.a, war.b)] + ([(war.a, war.c), (war.b, war.c)] if war.c else [])
    since, until = war.period.since, war.period.until
    before = _months_earlier(since, LOOK_BACK_MONTHS)
    violent = np.isin(war.events.kind.astype(str), [kind.value for kind in VIOLENT])
    spans: tuple[tuple[Where, NDArray[np.bool_], date, date], ...] = (
        ("asked", war.inside & violent, since, until),
        ("before", war.inside & violent, before, since),
        ("country", violent, since, until),
    )
    return tuple(
        row
        for first, second in dyads
        for where, place, start, end in spans
        for row in _months_of(war, (first, second), where, place & _within(war, start, end), start, end)
    )


def _within(war: War, start: date, end: date) -> NDArray[np.bool_]:
    return (war.events.day >= day_number(start)) & (war.events.day < day_number(end))


def _months_earlier(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1) if day.day == 1 else _same_day(day, whole)


def _same_day(day: date, whole_month: int) -> date:
    """Go to the same day of another month, or to that month's last day where it is shorter."""
    following = whole_month + 1
    last = (date(following // 12, following % 12 + 1, 1) - timedelta(days=1)).day
    return date(whole_month // 12, whole_month % 12 + 1, min(day.day, last))


def months_between(start: date, end: date) -> tuple[str, ...]:
    """Name the calendar months that [start, end) touches."""
    last = end - timedelta(days=1)
    first_month, last_month = start.year * 12 + start.month - 1, last.year * 12 + last.month - 1
    return tuple(f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(first_month, last_month + 1))


def _months_of(
    war: War, dyad: tuple[str, str], where: Where, chosen: NDArray[np.bool_], start: date, end: date
) -> tuple[RecordRow, ...]:
    picked = np.flatnonzero(chosen & war.between(*dyad))
    months = (war.events.day[picked].astype("datetime64[D]")).astype("datetime64[M]").astype(str)
    return tuple(
        _row(war, dyad, where, month, picked[months == month]) for month in months_between(start, end)
    )


def _row(war: War, dyad: tuple[str, str], where: Where, month: str, rows: NDArray[np.intp]) -> RecordRow:
    events = war.events
    low, high = sorted(dyad)
    offices = (o for cell in events.sources[rows] for o in {part.strip() for part in cell.split(";")} if o)
    precision = Counter(str(int(p)) if p else "unknown" for p in events.where_prec[rows])
    return RecordRow(
        dyad=(low, high),
        month=month,
        area=where,
        events=len(rows),
        deaths_best=int(np.nansum(events.best[rows])),
        by_precision=dict(sorted(precision.items())),
        sources=dict(sorted(Counter(offices).items(), key=lambda item: (-item[1], item[0]))),
        rows=tuple(events.event_id[rows].tolist()),
        covered=_covered(war, month),
    )


def _covered(war: War, month: str) -> bool:
    """Say whether a month lies between the first and the last month of which the data have any event."""
    if not len(war.events):
        return False
    days = war.events.day[[0, -1]].astype("datetime64[D]").astype("datetime64[M]").astype(str)
    return bool(days[0] <= month <= days[1])
