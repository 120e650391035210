"""Ground whose outline crosses itself, made into ground that has one meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.errors import Problem
from holdfire.model.control import ControlSpell, Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Spells whose ground is sound; features: the numbers of those that were mended, from 1.

    faults: features that have no ground even so, such as a line there and back.
    """

    spells: tuple[ControlSpell, ...]
    features: tuple[int, ...]
    faults: tuple[Problem, ...]


def mend(spells: Sequence[ControlSpell], *, file: str) -> Mended:
    """Give outlines that cross themselves the ground that lies on the odd side of their line.

    That is the ground which every reader of the map counts as inside, so nothing changes hands by it: the two
    halves of a bow tie stay, what a line runs round twice is a hole.
    """
    found: list[ControlSpell] = []
    features: list[int] = []
    faults: list[Problem] = []
    for number, spell in enumerate(spells, start=1):
        shapes = [shapely.Polygon(polygon[0], polygon[1:]) for polygon in spell.polygons]
        if all(shape.is_valid for shape in shapes):
            found.append(spell)
            continue
        polygons = tuple(polygon for shape in shapes for polygon in _ground(shape))
        features.append(number)
        found.append(replace(spell, polygons=polygons))
        if not polygons:
            message = "the outline holds no ground: it runs along itself; draw it anew"
            faults.append(Problem(file=file, row=number, unit="feature", column="geometry", message=message))
    return Mended(spells=tuple(found), features=tuple(features), faults=tuple(faults))


def _ground(shape: shapely.Polygon) -> tuple[Polygon, ...]:
    return polygons_of(shape) if shape.is_valid else polygons_of(shapely.make_valid(shape))


def polygons_of(shape: BaseGeometry) -> tuple[Polygon, ...]:
    """Take the polygons out of a shape as plain tuples; lines and points that a cut leaves have no ground."""
    return tuple(_plain(part) for part in _parts(shape))


def _parts(shape: BaseGeometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape).tolist():
        if isinstance(part, shapely.Polygon) and part.area > 0:
            yield part
        elif isinstance(part, (shapely.MultiPolygon, shapely.GeometryCollection)):
            yield from _parts(part)


def _plain(part: shapely.Polygon) -> Polygon:
    rings = (part.exterior, *part.interiors)
    return tuple(tuple((x, y) for x, y, *_ in ring.coords) for ring in rings)
