"""Drawn ground laid on a sheet of square cells of any size, row 0 in the south."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely

from holdfire.contact.exposure import Bools, Floats
from holdfire.contact.grid import Projection, projection_for
from holdfire.model.control import ControlSpell

MOST_CELLS = 4_000_000  # of a sheet; wider ground gets larger cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet over all ground that is drawn. west, south: km of its corner; lon, lat: degrees of centres."""

    projection: Projection
    west: float
    south: float
    cell_km: float
    lon: Floats
    lat: Floats

    @classmethod
    def over(cls, spells: Sequence[ControlSpell], cell_km: float) -> Self:
        """Lay a sheet over the ground of these spells, of which there is some, on a plane of its own."""
        corners = np.array([at for spell in spells for polygon in spell.polygons for at in polygon[0]])
        plane = projection_for(corners[:, 0], corners[:, 1])
        x, y = plane.forward(corners[:, 0], corners[:, 1])
        while (np.ptp(x) / cell_km + 2) * (np.ptp(y) / cell_km + 2) > MOST_CELLS:
            cell_km *= 2
        west, south = (float(np.floor(v.min() / cell_km)) * cell_km for v in (x, y))
        columns, rows = (
            max(1, int(np.ceil((v.max() - low) / cell_km))) for v, low in ((x, west), (y, south))
        )
        east, north = (np.arange(n) + 0.5 for n in (columns, rows))
        lon, lat = plane.inverse(*np.meshgrid(west + east * cell_km, south + north * cell_km))
        return cls(projection=plane, west=west, south=south, cell_km=cell_km, lon=lon, lat=lat)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.lon.shape
        return rows, columns

    def cells_of(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give row and column of positions, with fractions; a cell's centre is at halves."""
        x, y = self.projection.forward(lon, lat)
        return (y - self.south) / self.cell_km, (x - self.west) / self.cell_km

    def covered(self, spells: Iterable[ControlSpell]) -> Bools:
        """Mark the cells whose centre lies on ground of one of these spells; in degrees, as borders are."""
        marked = np.zeros(self.shape, dtype=np.bool_)
        for polygon in (polygon for spell in spells for polygon in spell.polygons):
            shape = shapely.Polygon(polygon[0], polygon[1:])
            west, south, east, north = shape.bounds
            near = (
                (self.lon >= west) & (self.lon <= east) & (self.lat >= south) & (self.lat <= north) & ~marked
            )
            shapely.prepare(shape)
            marked[near] = shapely.contains_xy(shape, self.lon[near], self.lat[near])
        return marked
