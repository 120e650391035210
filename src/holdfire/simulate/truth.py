"""What is true of a simulated war and its press, as one value that can be stored beside the case."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.press import (
    Newsroom,
    Report,
    TrueLink,
    TrueOrigin,
    TrueReport,
    links_of,
    origins_of,
    true_reports,
)
from holdfire.simulate.setting import Deal


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueCount:
    """What happened between two parties (ids) in a month: all clashes, and all the dead in them."""

    dyad: tuple[str, str]
    month: str
    clashes: int
    dead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The whole truth. alleged: A, B and C of the quarrel in the press. terms: of the deal, if any."""

    deal: bool
    terms: Deal | None
    alleged: tuple[str, str, str]
    clashes: tuple[TrueCount, ...]
    answers_of_b: int
    reports: tuple[TrueReport, ...]
    links: tuple[TrueLink, ...]
    origins: tuple[TrueOrigin, ...]


def truth_of(war: SimulatedWar, room: Newsroom, reports: Sequence[Report]) -> Truth:
    """Collect what is true of the war and of what was written about it."""
    first = room.quarrels[0]
    return Truth(
        deal=war.setting.deal is not None,
        terms=war.setting.deal,
        alleged=(first.a, first.b, first.against),
        clashes=true_counts(war),
        answers_of_b=int(war.events.answer.sum()),
        reports=true_reports(reports),
        links=links_of(reports),
        origins=origins_of(reports),
    )


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
