"""Blocks with classes to polygons whose shared borders are the same line."""

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.digitise.ground import NOBODY, Labels
from holdfire.digitise.votes import Mask

Floats = NDArray[np.float64]

DIGITS = 6  # of degrees: a tenth of a metre
TOLERANCE = 0.7  # blocks; how far a vertex may lie off the line that replaces it


def outlines(
    labels: Labels, block: int, to_lon_lat: Callable[[Floats], Floats], *, longest: float
) -> dict[int, BaseGeometry]:
    """Draw the ground of each class, in degrees.

    Borders run through the middles of the edges between blocks, so that a slope is no staircase; a line
    between two classes is drawn once and belongs to both. longest: of a straight piece, in pixels.
    """
    faces = shapely.get_parts(shapely.polygonize([shapely.GeometryCollection(_arcs(labels))]))
    if not len(faces):
        return {}
    inside = shapely.get_coordinates(shapely.point_on_surface(faces))
    rows, columns = (np.clip(inside[:, i].astype(int), 0, labels.shape[1 - i] - 1) for i in (1, 0))
    of = labels[rows, columns]
    simple = shapely.coverage_simplify(faces, TOLERANCE)
    found: dict[int, BaseGeometry] = {}
    for number in np.unique(of[of != NOBODY]).tolist():
        whole = shapely.coverage_union_all(simple[of == number])
        pieces = shapely.segmentize(shapely.transform(whole, lambda xy: xy * block), longest)
        found[number] = shapely.transform(pieces, lambda xy: np.round(to_lon_lat(xy), DIGITS))
    return found


def _arcs(labels: Labels) -> list[BaseGeometry]:
    """Follow the edges between unlike blocks from fork to fork, through the middle of each edge."""
    framed = np.pad(labels, 1, constant_values=NOBODY - 1)
    rows, columns = np.nonzero(framed[:, 1:] != framed[:, :-1])
    upright = np.stack([columns, rows - 1, columns, rows], axis=-1)
    rows, columns = np.nonzero(framed[1:] != framed[:-1])
    level = np.stack([columns - 1, rows, columns, rows], axis=-1)
    ends = np.concatenate([upright, level]).reshape(-1, 2, 2).astype(float)
    edges = np.asarray(shapely.linestrings(ends))
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(edges)))
    return [_halved(line) for line in merged.tolist()]


def _halved(line: BaseGeometry) -> BaseGeometry:
    """Put the vertices of a line of unit steps half way between them; its ends stay."""
    xy = shapely.get_coordinates(line)
    middle = (xy[1:] + xy[:-1]) / 2
    if (xy[0] == xy[-1]).all():
        return shapely.LineString(np.concatenate([middle, middle[:1]]))
    return shapely.LineString(np.concatenate([xy[:1], middle, xy[-1:]]))


def border_points(labels: Labels, hidden: Mask, holders: int) -> Floats:
    """List the edges, in blocks, where holders' ground ends; not those of the picture or of its legend."""
    ground = np.where((labels >= 0) & (labels < holders), labels, NOBODY)
    found: list[Floats] = []
    for axis in (0, 1):
        one, two = (np.take(ground, range(i, ground.shape[axis] - 1 + i), axis) for i in (0, 1))
        covered = np.take(hidden, range(ground.shape[axis] - 1), axis) | np.take(
            hidden, range(1, ground.shape[axis]), axis
        )
        rows, columns = np.nonzero((one != two) & ~covered)
        shift = np.array([1.0, 0.5]) if axis else np.array([0.5, 1.0])
        found.append(np.column_stack([columns, rows]).astype(float) + shift)
    return np.concatenate(found)
