"""Places with a history to ground: each place's share of the ground around it, and its border's error.

The shares are Voronoi cells of all places that the source ever lists, cut at a reach around each place and at
the ground given. They never move; what has a date is who holds them. On a day on which a place is not listed
its cell goes with the nearest place within reach that is: the whole is what the places of that day give.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi, cKDTree
from shapely.geometry.base import BaseGeometry

from holdfire.control.mending import polygons_of
from holdfire.control.place_marks import Floats, Held, Plane, Site
from holdfire.model.control import ControlSpell, Polygon

REACH_KM = 25.0  # ground farther from every place than this is nobody's that the source knows of
LEAST_ERROR_KM = 1.0  # a place is no point, and its coordinates are rounded
BORDER_COVERED = 0.9  # share of a cell's border on which the true line lies within error_km
DECIMALS = 5  # of a degree: about a metre
QUARTER = 8  # pieces of a quarter of the circle that the reach is


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The ground of a site: polygons in degrees. error_km: how far its border may be off."""

    polygons: tuple[Polygon, ...]
    error_km: float


def ground_of(
    sites: Sequence[Site], plane: Plane, *, reach_km: float = REACH_KM, within: BaseGeometry | None = None
) -> tuple[ControlSpell, ...]:
    """Turn the histories of sites into dated ground; source stays empty, legend names the place that speaks.

    within: ground in degrees beyond which nothing is drawn. The error of a cell that goes with another place
    is larger by the distance between the two.
    """
    places = np.array([(site.x, site.y) for site in sites])
    tree = cKDTree(places)
    spells: list[ControlSpell] = []
    for number, cell in enumerate(cells_of(places, plane, reach_km=reach_km, within=within)):
        near = np.array(tree.query_ball_point(places[number], reach_km), dtype=np.int64)
        away = np.hypot(*(places[near] - places[number]).T)
        order = near[np.lexsort((near, away))].tolist() if cell.polygons else []
        for speaker, held in _told([(lender, sites[lender].held) for lender in order]):
            km = float(np.hypot(*(places[speaker] - places[number])))
            spells.append(
                ControlSpell(
                    holder=held.holder,
                    since=held.since,
                    until=held.until,
                    polygons=cell.polygons,
                    error_km=round(cell.error_km + km, 1),
                    legend=sites[speaker].names[0],
                )
            )
    return tuple(sorted(_to_the_last_layer(spells), key=lambda s: (s.since, s.legend or "", s.polygons)))


def _told(histories: Sequence[tuple[int, tuple[Held, ...]]]) -> Iterator[tuple[int, Held]]:
    """Say who tells of a cell when: the first of these histories that knows of the day."""
    unknown: list[tuple[date, date | None]] = [(date.min, None)]
    for number, history in histories:
        left: list[tuple[date, date | None]] = []
        for begin, end in unknown:
            cursor: date | None = begin
            for held in history:
                if cursor is None or (end is not None and held.since >= end):
                    break
                since, until = max(held.since, cursor), _sooner(held.until, end)
                if until is not None and until <= since:
                    continue
                yield number, Held(since=since, until=until, holder=held.holder)
                if cursor < since:
                    left.append((cursor, since))
                cursor = until
            if cursor is not None and (end is None or cursor < end):
                left.append((cursor, end))
        unknown = left
        if not unknown:
            return


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _to_the_last_layer(spells: Sequence[ControlSpell]) -> Iterator[ControlSpell]:
    """Let what goes on end and begin again with the last layer: an open spell ends where any other begins."""
    last = max((spell.since for spell in spells), default=date.min)
    for spell in spells:
        if spell.until is None and spell.since < last:
            yield replace(spell, until=last)
            yield replace(spell, since=last)
        else:
            yield spell


def cells_of(
    places: Floats, plane: Plane, *, reach_km: float, within: BaseGeometry | None = None
) -> tuple[Cell, ...]:
    """Cut ground into the cells of places (km); a cell has no polygons where nothing of it is within.

    error_km: half the distance to the neighbour behind the border, and so how far the line between the two
    may be off if the ground between them changes hands once; of the neighbours along a border the 90 % point
    by the border's length. At least 1 km; the reach, where there is no neighbour.
    """
    far = 4 * (np.ptp(places, axis=0).max() + reach_km)  # four places beyond all make every cell a closed one
    middle = places.mean(axis=0)
    corners = middle + far * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    diagram = Voronoi(np.vstack((places, corners)))
    rings = [diagram.vertices[diagram.regions[diagram.point_region[n]]] for n in range(len(places))]
    discs = np.array(
        [shapely.Point(place).buffer(reach_km, quad_segs=QUARTER) for place in places], dtype=object
    )
    shapes = np.array(
        [
            shapely.intersection(shapely.MultiPoint(ring).convex_hull, disc)
            for ring, disc in zip(rings, discs, strict=True)
        ],
        dtype=object,
    )
    errors = _errors(places, diagram, discs, reach_km)
    return tuple(
        Cell(polygons=_in_degrees(shape, plane, within), error_km=error)
        for shape, error in zip(shapes.tolist(), errors, strict=True)
    )


def _errors(places: Floats, diagram: Voronoi, discs: NDArray[np.object_], reach_km: float) -> list[float]:
    """Take the 90 % point of half the distances to the neighbours of each place, by length of border."""
    pairs = np.asarray(diagram.ridge_points)
    real = (pairs < len(places)).all(axis=1)
    pairs = pairs[real]
    ridges = [diagram.ridge_vertices[i] for i in np.flatnonzero(real).tolist()]
    ends = np.array(ridges, dtype=np.int64).reshape(-1, 2)
    borders = shapely.linestrings(diagram.vertices[ends])
    length = shapely.length(shapely.intersection(borders, discs[pairs[:, 0]]))  # as far from both places
    half = np.hypot(*(places[pairs[:, 0]] - places[pairs[:, 1]]).T) / 2
    place, length, half = pairs.T.ravel(), np.tile(length, 2), np.tile(half, 2)
    order = np.lexsort((half, place))
    order = order[length[order] > 0]
    first = np.searchsorted(place[order], np.arange(len(places) + 1))
    found: list[float] = []
    for start, end in pairwise(first.tolist()):
        mine = order[start:end]
        covered = np.cumsum(length[mine])
        point = int(np.searchsorted(covered, BORDER_COVERED * covered[-1])) if len(mine) else 0
        found.append(max(LEAST_ERROR_KM, float(half[mine[point]])) if len(mine) else reach_km)
    return found


def _in_degrees(shape: BaseGeometry, plane: Plane, within: BaseGeometry | None) -> tuple[Polygon, ...]:
    turned = shapely.transform(shape, lambda xy: np.column_stack(plane.inverse(xy[:, 0], xy[:, 1])))
    turned = _cut_at_the_date_line(turned)
    if within is not None:
        turned = shapely.intersection(turned, within)
    rounded = shapely.transform(turned, lambda lon_lat: np.round(lon_lat, DECIMALS))
    return polygons_of(rounded if rounded.is_valid else shapely.make_valid(rounded))


def _cut_at_the_date_line(shape: BaseGeometry) -> BaseGeometry:
    """Part a cell that lies on both sides of the 180th meridian, as GeoJSON wants it."""
    west, _, east, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    if east - west <= 180:
        return shape
    whole = shapely.transform(shape, lambda p: np.column_stack((p[:, 0] % 360, p[:, 1])))
    beyond = shapely.intersection(whole, shapely.box(180, -90, 360, 90))
    back = shapely.transform(beyond, lambda p: np.column_stack((p[:, 0] - 360, p[:, 1])))
    return shapely.union(shapely.intersection(whole, shapely.box(0, -90, 180, 90)), back)
