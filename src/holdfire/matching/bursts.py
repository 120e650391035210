"""Events come in bursts: how much oftener distinct ones agree in day, place and sides than chance has it.

Two rows of one table are two events, by its coders. How often such rows lie close together with the same
sides says how often rows of two tables do so that tell of two events.
"""

from collections.abc import Sequence

import numpy as np

from holdfire.matching.agreement import levels_of
from holdfire.matching.fields import DAY, FIELDS, PLACE, SIDES
from holdfire.matching.local import BORROWED
from holdfire.matching.reach import candidates
from holdfire.matching.rows import Floats, Ints, Parties, Rows, Tiny

STEADY = 20.0  # pairs' worth of "as chance would have it" in each cell
_DAYS = np.array([0, 1, 2, 2, 3, 3, 0, 1, 2, 3, 0, 1, 2, 3])
_PLACES = np.array([0, 1, 1, 2, 3, 3, 0, 1, 2, 3, 3, 3, 0, 3, 3, 3, 3, 3])
_SIDES = np.array([0, 0, 1, 1, 2, 2, 2])
_STEPS = ((DAY, _DAYS, 4), (PLACE, _PLACES, 4), (SIDES, _SIDES, 3))
_SHAPE = tuple(width for _, _, width in _STEPS)


def cells_of(levels: Tiny) -> Ints:
    """Sort pairs by day, place and sides together."""
    coarse = [steps[levels[FIELDS.index(field)]] for field, steps, _ in _STEPS]
    return np.ravel_multi_index(tuple(coarse), _SHAPE)


def burstiness(tables: Sequence[Rows], parties: Parties) -> Floats:
    """Give for each cell the bits by which distinct events fall into it oftener than chance would have.

    Chance: every row's own neighbours, with day, place and sides drawn from them one by one.
    """
    seen, chance = np.zeros(_SHAPE), np.zeros(_SHAPE)
    for rows in tables:
        found, own = _within(rows, parties)
        seen += found
        chance += _by_chance(own)
    return np.log2((seen.ravel() + STEADY) / (chance.ravel() + STEADY))


def _within(rows: Rows, parties: Parties) -> tuple[Floats, tuple[Floats, ...]]:
    """Count the pairs of one table by cell, and each row's pairs by step of each field."""
    seen = np.zeros(_SHAPE)
    own = tuple(np.zeros((len(rows), width)) for width in _SHAPE)
    for part in candidates(rows, rows, itself=True):
        levels = levels_of(rows, rows, parties, part)
        seen += np.bincount(cells_of(levels), minlength=seen.size).reshape(_SHAPE)
        for count, (field, steps, width) in zip(own, _STEPS, strict=True):
            step = steps[levels[FIELDS.index(field)]]
            for row in (part.one, part.other):
                count[:] += np.bincount(row * width + step, minlength=count.size).reshape(-1, width)
    return seen, own


def _by_chance(own: Sequence[Floats]) -> Floats:
    degree = own[0].sum(axis=1)
    met = degree > 0
    if not met.any():
        return np.zeros(_SHAPE)
    shares = [
        (count[met] + BORROWED * count.sum(axis=0) / count.sum()) / (degree[met, None] + BORROWED)
        for count in own
    ]
    return 0.5 * np.einsum("i,id,ip,is->dps", degree[met], *shares)  # every pair stands at both its rows
