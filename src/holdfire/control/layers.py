"""How long a layer of a map holds where it does not say so: until the next layer of the same source."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date

from holdfire.model.control import ControlSpell


def close_spells(spells: Iterable[ControlSpell]) -> tuple[ControlSpell, ...]:
    """Give each open spell the day on which the next layer of its source begins; the last layer stays open.

    A layer is all ground that a source dates to one day. A place mark speaks of one place only, so it holds
    until the next mark of its source at the same point. Doing this twice changes nothing.
    """
    every = tuple(spells)
    starts: dict[Hashable, set[date]] = {}
    for spell in every:
        starts.setdefault(_series(spell), set()).add(spell.since)
    ordered = {series: sorted(days) for series, days in starts.items()}
    return tuple(_closed(spell, ordered[_series(spell)]) for spell in every)


def _series(spell: ControlSpell) -> Hashable:
    return spell.source, spell.point


def _closed(spell: ControlSpell, starts: list[date]) -> ControlSpell:
    following = bisect_right(starts, spell.since)
    if spell.until is not None or following == len(starts):
        return spell
    return replace(spell, until=starts[following])
