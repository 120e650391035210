"""The outlines of drawn ground as single lines: ground which shares a border shares its lines exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.contact.exposure import Bools, Floats, Ints
from holdfire.model.control import ControlSpell

ROUNDED = 1e7  # corners are compared at a ten-millionth of a degree: a centimetre
_TURN = 360 * int(ROUNDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Every line of every outline, drawn so that the ground lies on its left; arrays: one entry a line.

    spell: whose ground. lower, upper: names of the two corners in their order, the same for all lines between
    them, whichever way they run; 180 degrees east and west are one. forward: from lower to upper. shapes: one
    a polygon; of_shape: its spell.
    """

    spell: Ints
    lon: Floats
    lat: Floats
    to_lon: Floats
    to_lat: Floats
    lower: Ints
    upper: Ints
    forward: Bools
    shapes: NDArray[np.object_]
    of_shape: Ints

    @classmethod
    def of(cls, spells: Sequence[ControlSpell]) -> Self:
        """Take the outlines of spells that draw ground."""
        rings = [ring for spell in spells for polygon in spell.polygons for ring in polygon]
        polygons = [(number, polygon) for number, spell in enumerate(spells) for polygon in spell.polygons]
        of_shape = np.array([number for number, _ in polygons], dtype=np.int64)
        holes = np.array([n > 0 for _, polygon in polygons for n in range(len(polygon))], dtype=np.bool_)
        counts = np.array([len(polygon) for _, polygon in polygons], dtype=np.int64)
        sizes = np.array([len(ring) for ring in rings], dtype=np.int64)
        corners = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), float).reshape(-1, 2)
        ends = np.cumsum(sizes)
        shapes = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON,
            corners,
            (np.append(0, ends), np.append(0, np.cumsum(counts))),
        )
        starts = np.ones(len(corners), dtype=np.bool_)
        starts[ends - 1] = False  # a ring's last corner begins no line
        ring = np.repeat(np.arange(len(rings)), sizes)[starts]
        first, last = corners[starts], corners[np.flatnonzero(starts) + 1]
        doubled = np.bincount(ring, first[:, 0] * last[:, 1] - last[:, 0] * first[:, 1], minlength=len(rings))
        turned = ((doubled < 0) != holes)[ring][:, None]
        first, last = np.where(turned, last, first), np.where(turned, first, last)
        one, other = _corner(first), _corner(last)
        kept = one != other
        return cls(
            spell=np.repeat(of_shape, counts)[ring][kept],
            lon=first[kept, 0],
            lat=first[kept, 1],
            to_lon=last[kept, 0],
            to_lat=last[kept, 1],
            lower=np.minimum(one, other)[kept],
            upper=np.maximum(one, other)[kept],
            forward=(one < other)[kept],
            shapes=shapes,
            of_shape=of_shape,
        )


def _corner(at: Floats) -> Ints:
    """Name corners by one number; 180 degrees east and west are one place, and so is a pole."""
    whole = np.rint(at * ROUNDED).astype(np.int64)
    lon, lat = whole[:, 0] % _TURN, whole[:, 1]
    lon[np.abs(lat) == _TURN // 4] = 0
    return lon * (_TURN // 2 + 1) + lat + _TURN // 4
