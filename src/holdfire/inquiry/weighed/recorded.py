"""What overlapping data sets have of a war: each event counted once, and what the one has of the other's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.base.events import EventColumns
from holdfire.inquiry.builders.rows import take_rows
from holdfire.inquiry.compared_rows import same_events_of
from holdfire.inquiry.two_sources import Overlap, compared
from holdfire.inquiry.war import War

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A war as a question has it. overlaps: of each two data sets; none where there is one alone."""

    war: War
    overlaps: tuple[Overlap, ...] = ()


def recorded(war: War, registry: Registry) -> Recorded:
    """Match the data sets of a war's rows as those of a case are matched, and count each event once."""
    datasets = datasets_of(war.events)
    if len(set(datasets)) < 2:
        return Recorded(war=war)
    same = same_events_of(war.events, datasets, registry)
    once = take_rows(war, counted_once(war.events, same, datasets))
    return Recorded(war=once, overlaps=compared(war, same, datasets))


def datasets_of(events: EventColumns) -> tuple[str, ...]:
    """Name the data set of each row by the scheme of its id: a simulated war has one of each."""
    return tuple(event.partition(":")[0] for event in events.event_id.tolist())


def counted_once(events: EventColumns, same: Sequence[Sequence[str]], datasets: Sequence[str]) -> Bools:
    """Mark the row that stands for each event, as the event store chooses it: the best placed and dated one.

    Where rows are equally good it is that of the data set with more columns, the first one.
    """
    row_of = {event: row for row, event in enumerate(events.event_id.tolist())}
    radius = np.where(np.isnan(events.radius_km), np.inf, events.radius_km)
    rough = np.where(events.date_prec == 0, np.inf, events.date_prec)
    order = {name: number for number, name in enumerate(("ucdp", "acled", "strikes"))}
    kept = np.ones(len(events), dtype=np.bool_)
    for group in same:
        rows = [row_of[event] for event in group if event in row_of]
        ranked = sorted(
            rows,
            key=lambda row: (
                radius[row],
                events.end_day[row] - events.day[row],
                rough[row],
                order[datasets[row]],
            ),
        )
        kept[ranked[1:]] = False
    return kept
