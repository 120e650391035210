"""The control maps of a case as users ask about them: actors by any name, areas with an outline, days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import shapely

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.contact.exposure import Days
from holdfire.contact.grid import Projection
from holdfire.contact.ground import by_source
from holdfire.contact.holdings import Ground
from holdfire.control import close_spells
from holdfire.errors import AreaError, QuestionError
from holdfire.inquiry.area_shapes import drawn
from holdfire.inquiry.area_sources import imported, resolve_imported
from holdfire.inquiry.reading import registry
from holdfire.inquiry.war import event_store, label, labelled_spells, read_spells
from holdfire.model.allegation import Area
from holdfire.model.control import ControlSpell
from holdfire.model.event import date_of, day_number
from holdfire.model.ids import slug

ROUND = 64  # corners of a quarter of a circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The ground of a case, source by source, each spell with its end and its holder as a label.

    parties: labels of the actors that were asked for, in their order. names: label → name.
    """

    maps: Mapping[str, tuple[ControlSpell, ...]]
    parties: tuple[str, ...]
    names: Mapping[str, str]

    def name(self, holder: str) -> str:
        """Name a holder for a reader."""
        return self.names.get(holder, holder)

    def days(self, since: date | None, until: date | None) -> Days:
        """Give the asked days; what is left open is taken from the maps. Raises QuestionError for no day."""
        spells = [spell for source in self.maps.values() for spell in source]
        last = (spell.until or spell.since + timedelta(days=1) for spell in spells)
        first = since or min((spell.since for spell in spells), default=None)
        end = until or max(last, default=None)
        if first is None or end is None:
            raise QuestionError("this case has no control map; give --from and --until")
        if end <= first:
            raise QuestionError(
                f"the period ends ({end}) on or before its start ({first}); --until is the first day that no "
                "longer counts"
            )
        return Days(first=day_number(first), end=day_number(end))


def mapped(case: Case, parties: Sequence[Sequence[str]] = (), source: str | None = None) -> Mapped:
    """Read the maps of a case; parties: names of actors, several are one party.

    Raises RegistryError for a name that nobody has, QuestionError for a source that the case lacks.
    """
    spells, actors = read_spells(case), registry(case)
    maps = by_source(close_spells(spells))
    if source is not None and source not in maps:
        raise QuestionError(
            f"no source of this case's maps is called {source!r}; there are: {', '.join(maps) or 'none'}"
        )
    known = [*{spell.holder for spell in spells if spell.holder is not None}]
    if event_tables(case):
        known += [side.name for side in event_store(case).side_names()]
    ids = [tuple(dict.fromkeys(actors.find(n, data_names=known).id for n in names)) for names in parties]
    reader = SideReader(actors, {label(party): party for party in ids})
    return Mapped(
        maps={
            name: labelled_spells(ground, reader)
            for name, ground in maps.items()
            if source is None or name == source
        },
        parties=tuple(map(label, ids)),
        names=_names(actors, known, map(label, ids)),
    )


def _names(actors: Registry, known: Iterable[str], parties: Iterable[str]) -> dict[str, str]:
    """Name actors and parties; a name that nobody lists has the spelling of the data as its name."""
    names = {slug(name): name for name in known} | actors.names
    return names | {party: " and ".join(names.get(one, one) for one in party.split("+")) for party in parties}


def outline(case: Case, text: str) -> tuple[Area, Ground]:
    """Find the outline of an area: a box, a GeoJSON file, an imported boundary, the disc of a place.

    Raises AreaError where the case has none of that name.
    """
    area = drawn(text.strip()) or resolve_imported(text.strip(), imported(case))
    if area is None:
        raise AreaError(
            f"this case has no outline of {text!r}; give a box west,south,east,north or a GeoJSON file, or "
            "import boundaries or places: holdfire import places FILE"
        )
    if area.box is not None:
        return area, shapely.box(*area.box)
    if area.polygon is not None:
        return area, shapely.from_geojson(area.polygon)
    if area.lon is None or area.lat is None or area.radius_km is None:
        raise AreaError(f"the area {area.name!r} has no outline")
    plane = Projection(lon=area.lon, lat=area.lat)
    ring = shapely.get_coordinates(shapely.buffer(shapely.Point(0, 0), area.radius_km, quad_segs=ROUND))
    lon, lat = plane.inverse(ring[:, 0], ring[:, 1])
    return area, shapely.polygons(list(zip(lon.tolist(), lat.tolist(), strict=True)))


def iso(day: int) -> str:
    """Write a day of the maps."""
    return date_of(day).isoformat()
