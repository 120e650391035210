"""Made-up land in pixels: areas of holders that share their borders exactly, rivers, roads and towns."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """What there is to draw; areas: one a holder. abroad: land that nobody of the legend holds."""

    areas: tuple[BaseGeometry, ...]
    abroad: BaseGeometry | None
    rivers: tuple[BaseGeometry, ...]
    roads: tuple[BaseGeometry, ...]
    towns: tuple[tuple[float, float], ...]


def make_land(rng: Generator, width: int, height: int, holders: int) -> Land:
    """Make land that fills most of a picture, or all of it; every holder has a hundredth of the picture."""
    while True:
        land = _some_land(rng, width, height, holders)
        if min(area.area for area in land.areas) > 0.01 * width * height:
            return land


def _some_land(rng: Generator, width: int, height: int, holders: int) -> Land:
    whole = shapely.box(0, 0, width, height)
    country = whole if rng.random() < 0.25 else _country(rng, width, height).intersection(whole)
    cells = _cells(rng, width, height)
    sites = rng.uniform(0.1, 0.9, (holders, 2)) * (width, height)
    centres = np.array([[c.centroid.x, c.centroid.y] for c in cells])
    owner = np.hypot(*(centres[:, None] - sites[None]).transpose(2, 0, 1)).argmin(axis=1)
    odd = rng.random(len(cells)) < 0.08
    owner[odd] = rng.integers(0, holders, odd.sum())
    for missing in set(range(holders)) - set(owner.tolist()):
        near = np.hypot(*(centres - (width / 2, height / 2)).T).argsort()
        owner[near[missing]] = missing
    areas = [
        shapely.union_all([c for c, o in zip(cells, owner, strict=True) if o == i]) for i in range(holders)
    ]
    areas = [_ground(area.intersection(country)) for area in areas]
    areas = _with_enclave(rng, areas, width)
    abroad = None
    if country is not whole and rng.random() < 0.5:
        side = shapely.box(0, 0, width * rng.uniform(0.3, 0.7), height)
        abroad = _ground(side.difference(country))
    inside = whole.buffer(-0.03 * width)
    towns = [tuple(rng.uniform(0.04, 0.92, 2) * (width, height)) for _ in range(int(rng.integers(15, 70)))]
    return Land(
        areas=tuple(areas),
        abroad=abroad if abroad is None or not abroad.is_empty else None,
        rivers=tuple(_way(rng, width, height, 0.10) for _ in range(int(rng.integers(1, 4)))),
        roads=tuple(_way(rng, width, height, 0.05) for _ in range(int(rng.integers(1, 6)))),
        towns=tuple(t for t in towns if inside.contains(shapely.Point(t))),
    )


def _country(rng: Generator, width: int, height: int) -> BaseGeometry:
    angle = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    radius = np.full_like(angle, 0.42)
    for wave in range(1, 40):
        radius += rng.normal(0, 0.06 / wave**1.2) * np.cos(wave * angle + rng.uniform(0, 6.3))
    ring = np.column_stack([width * (0.5 + radius * np.cos(angle)), height * (0.5 + radius * np.sin(angle))])
    return _ground(shapely.make_valid(shapely.Polygon(ring)))


def _cells(rng: Generator, width: int, height: int) -> list[shapely.Polygon]:
    """Cut a picture into cells along rough lines; neighbours share every vertex."""
    sites = shapely.MultiPoint(rng.uniform(-0.1, 1.1, (int(rng.integers(25, 60)), 2)) * (width, height))
    frame = shapely.box(-0.2 * width, -0.2 * height, 1.2 * width, 1.2 * height)
    edges = shapely.voronoi_polygons(sites, extend_to=frame, only_edges=True)
    rough = [_rough(rng, np.asarray(e.coords), 0.18) for e in shapely.get_parts(edges)]
    noded = shapely.unary_union([*rough, frame.boundary])
    return [c for c in shapely.get_parts(shapely.polygonize([noded])) if c.area > 30]


def _rough(rng: Generator, line: np.ndarray, by: float) -> BaseGeometry:
    """Bend a line by moving the middles of its pieces, again and again."""
    points = np.asarray(line, float)
    for _ in range(6):
        step = points[1:] - points[:-1]
        if np.hypot(*step.T).max() < 4:
            break
        across = np.column_stack([-step[:, 1], step[:, 0]])
        middle = (points[1:] + points[:-1]) / 2 + across * rng.normal(0, by, (len(step), 1))
        woven = np.empty((2 * len(points) - 1, 2))
        woven[::2], woven[1::2] = points, middle
        points = woven
    return shapely.LineString(points)


def _with_enclave(rng: Generator, areas: list[BaseGeometry], width: int) -> list[BaseGeometry]:
    """Give one holder a small piece inside the ground of another."""
    largest = int(np.argmax([a.area for a in areas]))
    inner = areas[largest].buffer(-0.05 * width)
    if inner.is_empty:
        return areas
    spot = inner.representative_point()
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radius = width * rng.uniform(0.02, 0.035) * (1 + rng.normal(0, 0.12, 24))
    piece = shapely.Polygon(
        np.column_stack([spot.x + radius * np.cos(angle), spot.y + radius * np.sin(angle)])
    )
    piece = shapely.make_valid(piece).intersection(areas[largest])
    other = (largest + 1) % len(areas)
    areas[largest] = _ground(areas[largest].difference(piece))
    areas[other] = _ground(areas[other].union(piece))
    return areas


def _way(rng: Generator, width: int, height: int, by: float) -> BaseGeometry:
    ends = rng.uniform(0, 1, (2, 2)) * (width, height)
    ends[0][int(rng.integers(2))] = 0
    return _rough(rng, ends, by)


def _ground(shape: BaseGeometry) -> BaseGeometry:
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    parts += [
        q for p in shapely.get_parts(shape) if p.geom_type == "MultiPolygon" for q in shapely.get_parts(p)
    ]
    return shapely.MultiPolygon(parts)
