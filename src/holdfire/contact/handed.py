"""Ground that passes from one holder to another between the successive maps of a source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely

from holdfire.contact.exposure import Days
from holdfire.contact.ground import drawn_in, stretches
from holdfire.contact.holdings import Ground, Shapes, ground_km2, laid, shapes_of, surface
from holdfire.model.control import ControlSpell

LEAST_KM2 = 0.01  # less is how two drawings of one line differ in their last digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Ground that one holder has up to a day and another from then on; None: nobody's or contested ground.

    day: the first day of the new map, since 1970-01-01. before: the last day of the old one; days in between
    have no map.
    """

    day: int
    before: int
    loser: str | None
    taker: str | None
    km2: float


def handed_over(spells: Sequence[ControlSpell], days: Days) -> Iterator[Handed]:
    """Find the ground that changes hands on the map of one source, by the day on which the map shows it.

    Ground that is drawn for the first time, or no longer, changes no hands.
    """
    ground = drawn_in(spells, days)
    shapes = [shapes_of(spell.polygons) for spell in ground]
    drawn = [found for found in stretches(ground, days) if found[1]] if ground else []
    for (old, before), (new, after) in pairwise(drawn):
        lots = [{(ground[n].holder, ground[n].polygons) for n in active} for active in (before, after)]
        changed = [
            [n for n in active if (ground[n].holder, ground[n].polygons) not in lot]
            for active, lot in zip((before, after), lots[::-1], strict=True)
        ]
        if not any(changed):
            continue
        region = shapely.union_all([s for part in changed for n in part for s in shapes[n]])
        parts = [_parted(region, active, ground, shapes) for active in (before, after)]
        for loser, mine in parts[0].items():
            for taker, theirs in parts[1].items():
                km2 = 0.0 if loser == taker else ground_km2(surface(shapely.intersection(mine, theirs)))
                if km2 > LEAST_KM2:
                    yield Handed(day=new.first, before=old.end - 1, loser=loser, taker=taker, km2=km2)


def _parted(
    region: Ground, active: Sequence[int], ground: Sequence[ControlSpell], shapes: Sequence[Shapes]
) -> dict[str | None, Ground]:
    """Say who has which part of a region."""
    here = [n for n in active if shapely.intersects(region, shapes[n]).any()]
    map_of = laid(Days(first=0, end=1), [ground[n] for n in here], [shapes[n] for n in here])
    of: dict[str | None, Ground] = {
        name: surface(shapely.intersection(mine, region)) for name, mine in map_of.of.items()
    }
    no_one = shapely.union(map_of.nobody, map_of.contested)
    return {**of, None: surface(shapely.intersection(no_one, region))}
