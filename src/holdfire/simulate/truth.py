"""How often two parties really clashed, month by month, and how many died."""

from dataclasses import dataclass

import numpy as np

from holdfire.simulate.fought import SimulatedWar


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueCount:
    """What happened between two parties (ids) in a month: all clashes, and all the dead in them."""

    dyad: tuple[str, str]
    month: str
    clashes: int
    dead: int


def true_counts(war: SimulatedWar) -> tuple[TrueCount, ...]:
    """Count clashes and dead of every dyad in every month in which it clashed."""
    events, setting = war.events, war.setting
    dead = events.deaths_one + events.deaths_other + events.bystanders
    month = setting.month_of_day[events.day]
    counts: list[TrueCount] = []
    for one, other in zip(*np.triu_indices(len(setting.parties), 1), strict=True):
        theirs = events.between(int(one), int(other))
        for m in np.unique(month[theirs]):
            rows = theirs & (month == m)
            counts.append(
                TrueCount(
                    dyad=(setting.parties[one].id, setting.parties[other].id),
                    month=f"{setting.month_starts[m]:%Y-%m}",
                    clashes=int(rows.sum()),
                    dead=int(dead[rows].sum()),
                )
            )
    return tuple(counts)
