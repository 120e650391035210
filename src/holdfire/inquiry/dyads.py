"""Which pairs of actors fight each other in a war, the busiest first."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire.inquiry.builders.rows import asked_days, fought
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad

LEAST_EVENTS = 10  # a dyad with fewer events cannot make 100 close pairs, nor be seen to fall silent


def in_period(war: War) -> NDArray[np.bool_]:
    """Mark the rows of the asked days."""
    days = asked_days(war)
    return (war.events.day >= days.first) & (war.events.day < days.end)


def busy_dyads(war: War, chosen: NDArray[np.bool_]) -> dict[Dyad, int]:
    """Count the fights of armed dyads among the chosen rows, and keep those that have enough of them.

    Busiest first, at equal numbers the one that met first. Both are facts of the rows, so that other names
    give the same dyads in the same order.
    """
    rows = chosen & fought(war.events.kind)
    counts: dict[Dyad, int] = {}
    for one, other in zip(war.one[rows], war.other[rows], strict=True):
        if one != other and one in war.armed and other in war.armed:
            dyad = Dyad(one, other)
            counts[dyad] = counts.get(dyad, 0) + 1
    busy = sorted((d for d, n in counts.items() if n >= LEAST_EVENTS), key=lambda d: -counts[d])
    return {dyad: counts[dyad] for dyad in busy}


def busy_pairs(counts: dict[Dyad, int]) -> list[tuple[Dyad, Dyad]]:
    """Pair dyads, those with the most events first."""
    return sorted(combinations(counts, 2), key=lambda pair: -counts[pair[0]] * counts[pair[1]])  # stable
