"""How well ground that was read agrees with ground that is known, and how far its borders are off."""

from collections.abc import Mapping

import numpy as np
import shapely
from map_pictures import Drawn
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

EDGE_PX = 8  # of the picture and of what its legend covers: there is no border to be read there


def agreement(drawn: Drawn, areas: Mapping[str, BaseGeometry]) -> dict[str, float]:
    """Give the area in both over the area in either, per holder; ground under the legend is left out."""
    found: dict[str, float] = {}
    for holder, ground in drawn.truth.items():
        true = shapely.make_valid(ground).difference(drawn.hidden)
        read = shapely.make_valid(areas.get(holder, shapely.Polygon())).difference(drawn.hidden)
        found[holder] = read.intersection(true).area / read.union(true).area
    return found


def borders_km(drawn: Drawn, areas: Mapping[str, BaseGeometry]) -> np.ndarray:
    """Measure from points along the borders that were read to the true border of that holder."""
    off: list[np.ndarray] = []
    for holder, ground in drawn.truth.items():
        middle = ground.centroid
        proj = Proj(f"+proj=laea +lon_0={middle.x} +lat_0={middle.y} +units=km")
        cut = _plane(proj, shapely.union_all([drawn.hidden, drawn.frame.boundary]))
        true = _plane(proj, shapely.make_valid(ground).boundary)
        read = _plane(proj, areas.get(holder, shapely.Polygon()).boundary)
        lines = shapely.get_parts(read.difference(cut.buffer(EDGE_PX * drawn.km_px)))
        points = [_along(line, 3 * drawn.km_px) for line in lines if line.length]
        off += [shapely.distance(at, true) for at in points]
    return np.concatenate(off)


def _plane(proj: Proj, shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.column_stack(proj(xy[:, 0], xy[:, 1])))


def _along(line: BaseGeometry, step: float) -> np.ndarray:
    return shapely.line_interpolate_point(line, np.linspace(0, line.length, max(2, int(line.length / step))))
