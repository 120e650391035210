"""The rows of a war as builders need them: of the right countries, on a plane, clashes told from the rest."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from holdfire.base.events import EventColumns
from holdfire.contact.exposure import Bools, Days, Ints
from holdfire.contact.grid import projection_for
from holdfire.inquiry.area_ground import at_border
from holdfire.inquiry.areas import PlacedEvents, countries_of
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad
from holdfire.model.event import FOUGHT, day_number


@dataclass(frozen=True, slots=True, kw_only=True)
class WarRows:
    """The rows of the countries that the asked area touches, all arrays with one entry a row.

    war: those rows and no others. placed: the same on one plane. clash: two armed parties, no one-sided
    violence. precise: the place is known well enough, or the data don't say how well. now: in the period.
    caveats: rows that are not on the map, and so nowhere here; rows that may lie across the area's border.
    """

    war: War
    placed: PlacedEvents
    days: Days
    clash: Bools
    precise: Bools
    now: Bools
    caveats: tuple[str, ...] = ()

    @classmethod
    def of(cls, war: War, *, where_prec_max: int) -> Self:
        """Take the rows of a war that matter for its area."""
        war, caveats = on_the_map(of_touched_countries(war))
        events = war.events
        days = asked_days(war)
        projection = projection_for(events.lon, events.lat)
        x, y = projection.forward(events.lon, events.lat)
        return cls(
            war=war,
            placed=PlacedEvents(events=events, projection=projection, x=x, y=y),
            days=days,
            clash=is_clash(war),
            precise=events.where_prec <= where_prec_max,
            now=(events.day >= days.first) & (events.day < days.end),
            caveats=(*caveats, *near_border(war)),
        )


def asked_days(war: War) -> Days:
    """Give the asked period as days since 1970-01-01."""
    return Days(first=day_number(war.period.since), end=day_number(war.period.until))


def is_clash(war: War) -> Bools:
    """Mark the rows in which two different armed parties stand against each other."""
    armed = armed_parties(war)
    both = [
        one in armed and other in armed and one != other
        for one, other in zip(war.one.tolist(), war.other.tolist(), strict=True)
    ]
    return fought(war.events.kind) & np.array(both, dtype=np.bool_)


def dyad_counts(war: War, chosen: Bools) -> Counter[Dyad]:
    """Count the chosen rows of each dyad, dyads in the order in which they come."""
    counts: Counter[Dyad] = Counter()
    sides = zip(war.one[chosen].tolist(), war.other[chosen].tolist(), strict=True)
    for (one, other), rows in Counter(sides).items():  # a dyad for every row would take longer than all else
        counts[Dyad(one, other)] += rows
    return counts


def fought(kind: NDArray[np.object_]) -> Bools:
    """Mark the kinds in which two sides fight; one-sided violence, protests and agreements are none."""
    fighting = {one.value for one in FOUGHT}
    return np.array([one in fighting for one in kind.tolist()], dtype=np.bool_)


def provinces(events: EventColumns, *, several: bool) -> NDArray[np.object_]:
    """Take the provinces of events, "" for none; with their country where there are several countries."""
    if not several:
        return events.adm_1
    pairs = zip(events.adm_1.tolist(), events.country.tolist(), strict=True)
    return np.array([f"{name}, {country}" if name else "" for name, country in pairs], dtype=object)


def armed_parties(war: War) -> frozenset[str]:
    """Name everyone who can be party to a clash; the parties of the question are, whatever the data hold."""
    return war.armed | ({war.a, war.b, war.c} - {""})


def of_touched_countries(war: War) -> War:
    """Leave out rows of countries that the area doesn't touch: a box comes with those of every country."""
    touched = countries_of(war.area, war.events)
    if not touched or touched_only(war, touched):
        return war
    keep = np.zeros(len(war.events), dtype=np.bool_)
    for country in touched:
        keep |= war.events.country == country
    return take_rows(war, keep)


def on_the_map(war: War) -> tuple[War, tuple[str, ...]]:
    """Leave out rows without coordinates, which no form can place, and say how many that are."""
    placed = ~(np.isnan(war.events.lon) | np.isnan(war.events.lat))
    if placed.all():
        return war, ()
    days = asked_days(war)
    now = (war.events.day >= days.first) & (war.events.day < days.end)
    away = ~placed & now & is_clash(war)
    own = int((away & war.between(war.a, war.b)).sum())
    said = (
        f"{away.sum():,} clashes of the period in these countries, {own:,} of the alleged pair among them, "
        "have no coordinates: they are not on the map and count nowhere in this test."
    )
    return take_rows(war, placed), (said,) if away.any() else ()


def near_border(war: War) -> tuple[str, ...]:
    """Say how many clashes may lie on the other side of an outline, since their place is known roughly."""
    rough = at_border(war.area, war.events)
    if not rough.any():
        return ()
    days = asked_days(war)
    rough &= (war.events.day >= days.first) & (war.events.day < days.end) & is_clash(war)
    if not rough.any():
        return ()
    within, own = int((rough & war.inside).sum()), int((rough & war.between(war.a, war.b)).sum())
    return (
        f"{rough.sum():,} clashes of the period, {own:,} of the alleged pair among them, lie nearer to the "
        f"border of {war.area.name} than their place is known: {within:,} are counted inside and "
        f"{rough.sum() - within:,} outside, by their position.",
    )


def touched_only(war: War, touched: tuple[str, ...]) -> bool:
    """Say whether a war's rows are of these countries and no others."""
    return set(war.events.country.tolist()) <= set(touched)


def take_rows(war: War, keep: Bools | Ints) -> War:
    """Keep some rows of a war: those that a mask marks, or those at the given places."""
    return replace(
        war,
        events=war.events.take(keep),
        one=war.one[keep],
        other=war.other[keep],
        inside=war.inside[keep],
        names=None if war.names is None else war.names.take(keep),
    )
