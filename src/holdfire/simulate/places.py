"""Where the settlements of a land lie, and to which region and cell each belongs."""

from dataclasses import dataclass

import numpy as np

from holdfire.simulate.setting import Floats, Ints, Land, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The settlements of a land as columns.

    position: (settlements, 2), x and y in km. region: index of each settlement's region. cell: the cell that
    it lies in. district: index of the settlement that its district is named after. of_cell: (cells,) the
    settlement nearest to each cell, where fighting over that cell is reported from.
    """

    position: Floats
    region: Ints
    cell: Ints
    district: Ints
    of_cell: Ints

    @classmethod
    def of(cls, land: Land) -> "Places":
        """Place the settlements of a land."""
        position = np.array([(x, y) for _, x, y in land.settlements])
        region = nearest(position, np.array([(x, y) for _, x, y in land.regions]))
        column, row = np.floor(position / land.cell_km).astype(np.int64).T
        return cls(
            position=position,
            region=region,
            cell=row * land.columns + column,
            district=_districts(position, region),
            of_cell=nearest(land.centres, position),
        )


DISTRICTS = 4  # in each region, as far as it has so many settlements


def _districts(position: Floats, region: Ints) -> Ints:
    """Give each settlement the nearest of its region's first settlements, after which districts are named."""
    district = np.zeros(len(region), dtype=np.int64)
    for r in np.unique(region):
        inside = np.flatnonzero(region == r)
        towns = inside[:DISTRICTS]
        district[inside] = towns[nearest(position[inside], position[towns])]
    return district
