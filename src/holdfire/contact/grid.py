"""Degrees to kilometres, and kilometres to squares."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from pyproj import Proj

from holdfire.contact.exposure import Floats, Ints

SQUARE_KM = 10.0  # co-presence is read on squares of this size (methods: T1a)
REGION_KM = 100.0  # squares that stand in for provinces where the data name none

_HALF = 1 << 20  # squares each way from the origin; 10 km squares reach round the Earth long before
_WIDTH = 2 * _HALF


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Azimuthal equidistant projection in km: distances and bearings from its origin are true (WGS 84)."""

    lon: float
    lat: float

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
        """Turn degrees into km east and north of the origin."""
        x, y = _proj(self.lon, self.lat)(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
        return np.asarray(x, dtype=float), np.asarray(y, dtype=float)

    def inverse(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """Turn km east and north of the origin into degrees."""
        plane = _proj(self.lon, self.lat)
        lon, lat = plane(np.asarray(x, dtype=float), np.asarray(y, dtype=float), inverse=True)
        return np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)


@lru_cache(maxsize=64)
def _proj(lon: float, lat: float) -> Proj:
    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84", units="km")


def projection_for(lon: Floats, lat: Floats) -> Projection:
    """Put the origin at the middle of the bounding box of these places.

    The box is the narrow one: for places on both sides of the 180th meridian it crosses that meridian.
    """
    if not len(lon):
        return Projection(lon=0.0, lat=0.0)
    east = np.unique(lon)
    gaps = np.diff(np.append(east, east[0] + 360.0))
    widest = int(np.argmax(gaps))
    if widest == len(east) - 1:  # the usual case: the empty side of the Earth is behind the box
        middle = (east[0] + east[-1]) / 2
    else:
        middle = (east[widest + 1] + east[widest] + 360.0) / 2
        middle = (middle + 180.0) % 360.0 - 180.0
    return Projection(lon=float(middle), lat=float((np.min(lat) + np.max(lat)) / 2))


def square_of(x: ArrayLike, y: ArrayLike, size_km: float = SQUARE_KM) -> Ints:
    """Name the square that holds each point: [k·size, (k+1)·size) each way, so each point has one."""
    column = np.floor(np.asarray(x, dtype=float) / size_km).astype(np.int64)
    row = np.floor(np.asarray(y, dtype=float) / size_km).astype(np.int64)
    return join_square(column, row)


def join_square(column: Ints, row: Ints) -> Ints:
    """Turn column and row of a square into its name; squares sort by column, then by row."""
    return (column + _HALF) * _WIDTH + (row + _HALF)


def split_square(square: Ints) -> tuple[Ints, Ints]:
    """Turn the name of a square into column and row, both 0 for the square north-east of the origin."""
    return square // _WIDTH - _HALF, square % _WIDTH - _HALF


def centre_of(square: Ints, size_km: float = SQUARE_KM) -> tuple[Floats, Floats]:
    """Give the centre of each square in km."""
    column, row = split_square(square)
    half = np.float64(0.5)
    return (column + half) * size_km, (row + half) * size_km
