"""Which source contact is measured from: the map that covers the question best, else the rows themselves."""

from dataclasses import dataclass
from typing import Literal

from holdfire.contact.copresence import Reach, co_presence
from holdfire.contact.exposure import Contact, Roster, Rows
from holdfire.contact.fronts import front_contact
from holdfire.contact.ground import by_source, mapped_days, share_drawn
from holdfire.control import close_spells
from holdfire.inquiry.areas import cells_inside
from holdfire.inquiry.builders.rows import WarRows

LEAST_MAPPED = 0.5  # share of the asked days, and of the asked area's places, that a usable map covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Contact as it was measured, from what, and what is to be said of it."""

    contact: Contact
    basis: Literal["control map", "co-presence"]
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cover:
    """How much of a question the map of one source covers: days, and share of the places where rows lie."""

    source: str
    days: int
    places: float

    def usable(self, asked_days: int) -> bool:
        """Say whether contact can be read from this map: elsewhere no front would only mean no map."""
        return self.days >= LEAST_MAPPED * asked_days and self.places >= LEAST_MAPPED


def measure(of: WarRows, rows: Rows, roster: Roster) -> Measured:
    """Measure contact on the map that covers most of the asked days; by co-presence where none covers half.

    Maps of several sources are never averaged: one is used, and what the others give for A–B is said.
    """
    maps = by_source(close_spells(of.war.spells))
    lon, lat = of.war.events.lon[of.war.inside], of.war.events.lat[of.war.inside]
    covers = [
        _Cover(source=source, days=mapped_days(spells, of.days), places=share_drawn(spells, lon, lat))
        for source, spells in maps.items()
    ]
    usable = [cover for cover in covers if cover.usable(len(of.days))]
    if not usable:
        said = tuple(_too_little(cover, len(of.days)) for cover in covers)
        reach = Reach(square_km=of.war.square_km)
        contact = co_presence(rows, roster, of.days, reach)
        return Measured(contact=contact, basis="co-presence", caveats=said)
    contacts = {
        c.source: front_contact(maps[c.source], rows, roster, of.days, of.placed.projection) for c in usable
    }
    best = max(usable, key=lambda cover: (cover.days, cover.places))
    said = [_other_says(of, c.source, contacts[c.source], best) for c in usable if c is not best]
    if best.days < len(of.days):
        said.append(
            f"The map of {best.source} covers {best.days} of {len(of.days)} days; the rest has no contact."
        )
    return Measured(contact=contacts[best.source], basis="control map", caveats=tuple(said))


def _too_little(cover: _Cover, asked_days: int) -> str:
    return (
        f"The control map of {cover.source} covers {cover.days} of {asked_days} days and "
        f"{cover.places:.0%} of the places where the area's rows lie: too little to read fronts from."
    )


def _other_says(of: WarRows, source: str, contact: Contact, best: _Cover) -> str:
    """Report what a map that is not used gives for A–B."""
    asked = (contact.dyad == 0) & cells_inside(of.war.area, of.placed, contact.x, contact.y)
    length = f"{contact.amount[asked].sum():,.0f} km-days in the asked area"
    return (
        f"Fronts are read from the map of {best.source}; by that of {source} the alleged front has {length}."
    )
