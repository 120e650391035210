"""Lengths and areas on WGS 84 of lines that are straight in degrees, as the borders of maps are.

A geodesic between two corners is another line than the one that was drawn (RFC 7946, 3.1.1): along 10 degrees
it runs kilometres beside it. Both formulas follow the drawn line, so that pieces add up to their whole.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

A_KM = 6378.137  # WGS 84
FLATTENING = 1 / 298.257223563
E2 = FLATTENING * (2 - FLATTENING)
_E = E2**0.5
_AT, _WEIGHT = np.polynomial.legendre.leggauss(5)
_SHARES, _WEIGHTS = (_AT + 1) / 2, _WEIGHT / 2


def km_a_radian(lat: Floats) -> tuple[Floats, Floats]:
    """Give the km that a radian eastward and one northward are long at a latitude (radians)."""
    bent = 1 - E2 * np.sin(lat) ** 2
    return A_KM * np.cos(lat) / np.sqrt(bent), A_KM * (1 - E2) / bent**1.5


def lengths(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> Floats:
    """Measure lines that are straight in degrees, km; Gauss-Legendre at five latitudes of each."""
    east, north = np.radians(to_lon - lon), np.radians(to_lat - lat)
    start, found = np.radians(lat), np.zeros(len(lon))
    for share, weight in zip(_SHARES.tolist(), _WEIGHTS.tolist(), strict=True):
        eastward, northward = km_a_radian(start + share * north)
        found += weight * np.hypot(eastward * east, northward * north)
    return found


def areas(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> Floats:
    """Give what each edge of a ring adds to the ground inside, km²; anticlockwise, their sum is its area.

    An edge adds its turn in longitude times the mean area between it and the equator (for a radian). An edge
    longer than some degrees is best cut before: at 10 degrees it is off by a billionth.
    """
    start, north = np.radians(lat), np.radians(to_lat - lat)
    found = np.zeros(len(lon))
    for share, weight in zip(_SHARES.tolist(), _WEIGHTS.tolist(), strict=True):
        found += weight * _to_equator(start + share * north)
    return -np.radians(to_lon - lon) * found


def _to_equator(lat: Floats) -> Floats:
    """Give the area between the equator and a latitude over one radian of longitude, km²; closed form."""
    sine = np.sin(lat)
    return A_KM**2 * (1 - E2) / 2 * (sine / (1 - E2 * sine**2) + np.arctanh(_E * sine) / _E)
