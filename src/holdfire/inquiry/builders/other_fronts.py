"""The fronts of another pair of the same war, from those of the asked pair: the same in another order."""

from dataclasses import replace

import numpy as np

from holdfire.contact.exposure import Ints
from holdfire.forms.samples import Fronts, RoughRows
from holdfire.inquiry.builders.fronts import WHERE_PREC_MAX, visibility
from holdfire.inquiry.builders.rows import WarRows, armed_parties
from holdfire.inquiry.war import War


def fronts_of_other(asked: Fronts, asked_of: War, other: War) -> Fronts | None:
    """Put the dyad of another question first instead of counting and measuring again.

    asked: as built for `asked_of`; its caveats stay. None where the two differ in more than the order: the
    asked pair or the other is no dyad that the rows show, or somebody is armed only for being asked about.
    """
    dyads = [tuple(sorted(pair)) for pair in asked.sides.tolist()]
    ends = {name: code for code, name in enumerate(asked.actors) if name in (other.a, other.b)}
    pair = tuple(sorted(ends.values()))
    if pair not in dyads or not asked.eligible[0] or armed_parties(asked_of) != armed_parties(other):
        return None
    first = dyads.index(pair)
    rest = sorted(set(range(len(dyads))) - {first}, key=dyads.__getitem__)
    order = np.array([first, *rest], dtype=np.int64)
    sides = np.sort(asked.sides[order], axis=1)
    sides[0] = ends[other.a], ends[other.b]
    return replace(
        asked,
        sides=sides,
        eligible=asked.eligible[order],
        clashes=asked.clashes[order],
        exposure=asked.exposure[order],
        asked_clashes=asked.asked_clashes[order],
        asked_exposure=asked.asked_exposure[order],
        wide_clashes=asked.wide_clashes[order],
        wide_exposure=asked.wide_exposure[order],
        uncovered=asked.uncovered[order],
        visibility=visibility(WarRows.of(other, where_prec_max=WHERE_PREC_MAX)),
        area_clashes=None if asked.area_clashes is None else asked.area_clashes[order],
        area_exposure=None if asked.area_exposure is None else asked.area_exposure[order],
        against=asked.actors.index(other.c) if other.c in asked.actors else None,
        rough=None if asked.rough is None else _rough(asked.rough, order),
    )


def _rough(rough: RoughRows, order: Ints) -> RoughRows:
    """Name the dyads by their new places, and keep the groups in the order of dyads."""
    dyad = np.argsort(order)[rough.dyad]
    kept = np.argsort(dyad, kind="stable")
    return RoughRows(
        dyad=dyad[kept], rows=rough.rows[kept], inside=rough.inside[kept], outside=rough.outside[kept]
    )
