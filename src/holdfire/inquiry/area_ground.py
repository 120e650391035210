"""Which rows and squares lie inside an area, and which may lie on the other side of its border."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from holdfire.base.events import EventColumns
from holdfire.contact.grid import Projection, projection_for
from holdfire.contact.regions import square_names
from holdfire.errors import AreaError
from holdfire.model.allegation import Area, AreaKind

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LATTICE = 60  # positions each way that stand for all ground of an area


def inside(area: Area, events: EventColumns) -> Bools:
    """Mark the events inside an area: by name where the data name it, else by position (half-open box)."""
    if (names := _names_of(area, events)) is None:
        return _holds(area, events.lon, events.lat)
    of_country = np.isin(events.country.astype(str), area.countries) if area.countries else True
    return np.asarray((names == area.name) & of_country, dtype=np.bool_)


def countries_of(area: Area, events: EventColumns) -> tuple[str, ...]:
    """Name the countries that an area touches: its own, else those of the events inside it."""
    return area.countries or tuple(sorted({c for c in events.country[inside(area, events)].tolist() if c}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEvents:
    """Events on the plane of one projection; x, y: (events,) km."""

    events: EventColumns
    projection: Projection
    x: Floats
    y: Floats


def cells_inside(area: Area, placed: PlacedEvents, x: Floats, y: Floats) -> Bools:
    """Mark the points (km) inside an area: by position, or by the commonest name in their 10 km square."""
    if (names := _names_of(area, placed.events)) is None:
        return _holds(area, *placed.projection.inverse(x, y))
    learned = square_names(placed.x, placed.y, names)
    return np.zeros(len(x), dtype=np.bool_) if learned is None else np.asarray(learned.at(x, y) == area.name)


def bounds(area: Area) -> tuple[float, float, float, float] | None:
    """Give west, south, east, north of an area that is bounded by a line; None where rows name it."""
    if area.box is not None:
        return area.box
    if area.polygon is not None:
        return shapely.from_geojson(area.polygon).bounds
    if area.lon is not None and area.lat is not None and area.radius_km is not None:
        return _around(area.lon, area.lat, area.radius_km * 1000)
    return None


def lattice(area: Area) -> tuple[Floats, Floats] | None:
    """Spread positions (lon, lat) over an area that is bounded by a line; None where rows name it."""
    if (box := bounds(area)) is None:
        return None
    west, south, east, north = box
    lon, lat = np.meshgrid(np.linspace(west, east, LATTICE), np.linspace(south, north, LATTICE))
    lon = np.where(lon > 180, lon - 360, lon)
    within = _holds(area, lon.ravel(), lat.ravel())
    return lon.ravel()[within], lat.ravel()[within]


def _around(lon: float, lat: float, metres: float) -> tuple[float, float, float, float]:
    """Bound a disc: beyond the date line it goes on past 180, and around a pole it has every longitude."""
    geod = Geod(ellps="WGS84")
    (_, north, _), (east, _, _), (_, south, _), (west, _, _) = (
        geod.fwd(lon, lat, bearing, metres) for bearing in (0, 90, 180, 270)
    )
    for pole in (-90, 90):
        if geod.inv(lon, lat, lon, pole)[2] <= metres:
            return -180, min(south, north, pole), 180, max(south, north, pole)
    return west, south, east + 360 if east < west else east, north


def _names_of(area: Area, events: EventColumns) -> NDArray[np.object_] | None:
    """Take the column that names this kind of area; None where it is bounded by a line."""
    named = {AreaKind.COUNTRY: events.country, AreaKind.ADM_1: events.adm_1, AreaKind.ADM_2: events.adm_2}
    return named.get(area.kind)


def _holds(area: Area, lon: Floats, lat: Floats) -> Bools:
    """Mark the positions that a box, a polygon or a disc holds."""
    if area.box is not None:
        west, south, east, north = area.box
        east, north = (
            (np.inf if east >= 180 else east),
            (np.inf if north >= 90 else north),
        )  # nothing lies beyond
        return (west <= lon) & (lon < east) & (south <= lat) & (lat < north)
    if area.polygon is not None:
        shape = shapely.from_geojson(area.polygon)
        shapely.prepare(shape)
        return np.asarray(shapely.contains_xy(shape, lon, lat), dtype=np.bool_)
    if area.lon is None or area.lat is None or area.radius_km is None:
        raise AreaError(f"the area {area.name!r} has no bounds")
    centre = np.full(len(lon), area.lon), np.full(len(lon), area.lat)
    _, _, metres = Geod(ellps="WGS84").inv(*centre, lon, lat)
    return np.asarray(metres) <= area.radius_km * 1000


def at_border(area: Area, events: EventColumns) -> Bools:
    """Mark the rows that an outline puts on one side, and whose place may be on the other.

    Their position is known to radius_km, and the outline passes nearer than that. Distances are taken on a
    plane around the middle of area and rows, where an area of 1,000 km is off by less than 1 %.
    """
    marked = np.zeros(len(events), dtype=np.bool_)
    if area.polygon is None:
        return marked
    known = np.flatnonzero(np.isfinite(events.lon) & np.isfinite(events.lat) & (events.radius_km > 0))
    shape = shapely.from_geojson(area.polygon)
    corners = shapely.get_coordinates(shape)
    plane = projection_for(corners[:, 0], corners[:, 1])
    border = shapely.boundary(shapely.transform(shape, lambda at: np.column_stack(plane.forward(*at.T))))
    x, y = plane.forward(events.lon[known], events.lat[known])
    away = shapely.distance(border, shapely.points(x, y))
    marked[known] = away < events.radius_km[known]
    return marked
