"""How far apart two places lie, and which way, on the WGS 84 ellipsoid, with their errors."""

from dataclasses import dataclass
from functools import lru_cache
from math import asin, degrees

from pyproj import Geod

from holdfire.lexicon import KnownPlace

DETOUR = 2.1
"""How much longer than the straight line a way on the ground is taken to be at most.

The largest mean of a country in Ballou, Rahardja & Sakai 2002, Transportation Research A 36: 843-848 (Egypt;
most lie between 1.2 and 1.5).
"""
SECTOR = 67.5  # degrees off a named direction that no neighbouring one of eight explains
_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
DEGREES = {name.replace("-", ""): 45.0 * n for n, name in enumerate(_COMPASS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The straight line from one place to another: km, how much that may be off, degrees from north."""

    km: float
    error_km: float
    bearing: float

    @property
    def shortest(self) -> float:
        """What any way between the two is at least, in km."""
        return max(0.0, self.km - self.error_km)

    @property
    def longest(self) -> float:
        """What a way on the ground is at most, in km."""
        return DETOUR * (self.km + self.error_km)

    @property
    def bearing_error(self) -> float:
        """Give how far the bearing may be off, in degrees."""
        return 180.0 if self.error_km >= self.km else degrees(asin(self.error_km / self.km))

    def off(self, direction: str) -> float:
        """Say by how many degrees the bearing misses a named direction at least."""
        apart = abs(self.bearing - DEGREES[direction]) % 360.0
        return min(apart, 360.0 - apart) - self.bearing_error


def leg(start: KnownPlace, end: KnownPlace) -> Leg:
    """Measure the straight line from one place to another; each may lie anywhere within its radius."""
    azimuth, _, metres = _wgs84().inv(start.lon, start.lat, end.lon, end.lat)
    return Leg(
        km=float(metres) / 1000,
        error_km=start.radius_km + end.radius_km,
        bearing=float(azimuth) % 360.0,
    )


def compass(bearing: float) -> str:
    """Name the nearest of eight directions."""
    return _COMPASS[round(bearing / 45.0) % 8]


@lru_cache(maxsize=1)
def _wgs84() -> Geod:
    return Geod(ellps="WGS84")
