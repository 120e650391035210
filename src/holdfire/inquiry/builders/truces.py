"""Rows to `Truce`: how often each dyad clashed in the asked area, day by day."""

import numpy as np

from holdfire.contact.exposure import Bools, Ints
from holdfire.forms.samples import Truce
from holdfire.inquiry.builders.rows import (
    asked_days,
    dyad_counts,
    is_clash,
    near_border,
    of_touched_countries,
    on_the_map,
    take_rows,
)
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad
from holdfire.model.allegation import AreaKind

LEAST_ROWS = 20  # a dyad with fewer clashes in the country at any date is no reference: allies never fight
NAMED = (AreaKind.COUNTRY, AreaKind.ADM_1, AreaKind.ADM_2)
ROUGH_DATE = 3  # UCDP's date_prec from which a row is known to a week at best


def build_truce(war: War) -> Truce:
    """Count the clashes of every dyad in the asked area by the day on which they began.

    Days outside the first and the last row of the countries are no days of the sample: nobody coded them.
    Rows whose date is known to a week at best stand at their first day; how many these are is said.
    """
    war, away = _placed(of_touched_countries(war))
    asked = asked_days(war)
    first, end = _covered(war.events.day, asked.first, asked.end)
    clash = is_clash(war)
    ever = dyad_counts(war, clash)
    alleged = Dyad(war.a, war.b)
    dyads = [alleged, *sorted(dyad for dyad in ever if dyad != alleged)]
    of_deal = {alleged} | ({Dyad(war.a, war.c), Dyad(war.b, war.c)} if war.c else set())
    names = sorted({name for dyad in dyads for name in (dyad.first, dyad.second)})
    now = war.inside & (war.events.day >= first) & (war.events.day < end)
    return Truce(
        actors=tuple(names),
        sides=np.array(
            [(names.index(d.first), names.index(d.second)) for d in dyads], dtype=np.int64
        ).reshape(-1, 2),
        clashes=_by_day(take_rows(war, now & clash), dyads, first, end),
        eligible=np.array([ever[dyad] >= LEAST_ROWS for dyad in dyads], dtype=np.bool_),
        of_deal=np.array([dyad in of_deal for dyad in dyads], dtype=np.bool_),
        events=np.bincount(war.events.day[now] - first, minlength=end - first).astype(np.int64),
        first=first,
        in_war=ever[alleged],
        caveats=(*away, *_cut(war, first, end), *_rough_dates(war, now & clash), *near_border(war)),
    )


def _placed(war: War) -> tuple[War, tuple[str, ...]]:
    """Leave out rows without coordinates where the area is no named one, which needs none."""
    return (war, ()) if war.area.kind in NAMED else on_the_map(war)


def _covered(day: Ints, first: int, end: int) -> tuple[int, int]:
    """Cut a period to the days of which the data can have rows; an empty one keeps its first day."""
    if not len(day):
        return first, first
    since, until = max(first, int(day.min())), min(end, int(day.max()) + 1)
    return since, max(since, until)


def _by_day(clashes: War, dyads: list[Dyad], first: int, end: int) -> Ints:
    row_of = {
        sides: row for row, d in enumerate(dyads) for sides in ((d.first, d.second), (d.second, d.first))
    }
    rows = [row_of[sides] for sides in zip(clashes.one.tolist(), clashes.other.tolist(), strict=True)]
    counted = np.zeros((len(dyads), end - first), dtype=np.int64)
    np.add.at(counted, (np.array(rows, dtype=np.int64), clashes.events.day - first), 1)
    return counted


def _cut(war: War, first: int, end: int) -> tuple[str, ...]:
    """Say where the data begin later or end earlier than the period."""
    asked = asked_days(war)
    if (first, end) == (asked.first, asked.end):
        return ()
    return (
        f"The data of these countries reach from {_day(first)} to {_day(end - 1)}: the other days of the "
        "period are left out.",
    )


def _rough_dates(war: War, counted: Bools) -> tuple[str, ...]:
    rough = counted & (war.events.date_prec >= ROUGH_DATE)
    if not rough.any():
        return ()
    own = int((rough & war.between(war.a, war.b)).sum())
    return (
        f"The date of {rough.sum():,} of {counted.sum():,} clashes, {own:,} of the alleged pair among them, "
        "is known to a week at best; they count on their first possible day.",
    )


def _day(day: int) -> str:
    return str(np.datetime64(day, "D"))
