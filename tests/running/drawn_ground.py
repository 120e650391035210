"""Ground drawn by hand, in degrees, with days counted from the epoch."""

from datetime import date, timedelta

import shapely

from holdfire.model.control import ControlSpell

EPOCH = date(1970, 1, 1)


def spell(holder, shape, first=0, end=None, error_km=None):
    """Ground of a shape in degrees, a polygon or several."""
    return ControlSpell(
        holder=holder,
        since=EPOCH + timedelta(days=first),
        until=None if end is None else EPOCH + timedelta(days=end),
        polygons=tuple(
            tuple(tuple(map(tuple, ring.coords)) for ring in (part.exterior, *part.interiors))
            for part in shapely.get_parts(shape)
        ),
        error_km=error_km,
        source="desk",
    )


def box(holder, west, south, east, north, **more):
    """Ground between two meridians and two parallels."""
    return spell(holder, shapely.box(west, south, east, north), **more)
