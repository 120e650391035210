"""How much ground each holder has on a day, how far that may be off, and what lies within reach of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.contact.exposure import Bools, Days, Floats
from holdfire.contact.grid import Projection, projection_for
from holdfire.contact.ground import drawn_in, stretches
from holdfire.model.control import ControlSpell, Polygon
from holdfire.stats.ellipsoid import areas

Ground: TypeAlias = BaseGeometry
"""Polygons, in degrees or in km of a plane."""
Shapes: TypeAlias = NDArray[np.object_]

NOTHING = shapely.MultiPolygon()
STRAIGHT = 0.1  # degrees; shorter borders are as straight on a plane as they are on the map


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """The ground of one source while no border moves, in degrees.

    spells: those that hold over these days. of: holder → the ground that it alone has. nobody: drawn, with no
    holder. contested: what two holders have, or one and nobody.
    """

    days: Days
    spells: tuple[ControlSpell, ...]
    of: dict[str, Ground]
    nobody: Ground
    contested: Ground

    @cached_property
    def drawn(self) -> Ground:
        """All ground that the source draws."""
        return shapely.union_all([*self.of.values(), self.nobody, self.contested])

    @cached_property
    def plane(self) -> Projection:
        """A plane around the middle of the drawn ground."""
        corners = shapely.get_coordinates(self.drawn)
        return projection_for(corners[:, 0], corners[:, 1])

    @cached_property
    def stated_km(self) -> float | None:
        """The largest error that the source states for a line of these days; None where it states none."""
        return max((s.error_km for s in self.spells if s.error_km is not None), default=None)

    def alone(self, holder: str) -> Ground:
        """Give the ground that a holder alone has."""
        return self.of.get(holder, NOTHING)

    def between_errors(self, holder: str, within: Ground | None = None) -> tuple[Ground, Ground]:
        """Give the least and the most ground that a holder may have by the error of the lines, on the plane.

        Its ground without all that lies within the error of its neighbours' lines, and with all drawn ground
        within the error of its own. The outer edge of the map doesn't move. within: in degrees.
        """
        own = on_plane(self.alone(holder), self.plane)
        more = [_widened(spell, self.plane) for spell in self.spells if spell.holder == holder]
        less = [_widened(spell, self.plane) for spell in self.spells if spell.holder != holder]
        most = shapely.intersection(shapely.union_all(more), on_plane(self.drawn, self.plane))
        ends = shapely.difference(own, shapely.union_all(less)), shapely.union(own, most)
        if within is None:
            return ends
        there = on_plane(within, self.plane)
        return shapely.intersection(ends[0], there), shapely.intersection(ends[1], there)

    def km2_between(self, ends: tuple[Ground, Ground], best: Ground) -> tuple[float, float]:
        """Measure the least and the most ground that may be held, km²; best: as it is drawn, in degrees."""
        km2, own = ground_km2(best), on_plane(best, self.plane).area
        return max(0.0, km2 - max(0.0, own - ends[0].area)), km2 + max(0.0, ends[1].area - own)

    def within_reach(self, striker: str, other: str, km: float) -> Ground:
        """Give the ground of another that lies within so many km of a holder's, on the plane."""
        near = shapely.buffer(on_plane(self.alone(striker), self.plane), km)
        return shapely.intersection(on_plane(self.alone(other), self.plane), near)


def holdings(spells: Sequence[ControlSpell], days: Days) -> Iterator[Holdings]:
    """Lay the map of one source day by day, anew whenever it changes and only then; other days are left out.

    Ground that a source gives to two at a time, or to one and to nobody, is contested: no one has it alone.
    """
    ground = drawn_in(spells, days)
    shapes = [shapes_of(spell.polygons) for spell in ground]
    for part, active in stretches(ground, days) if ground else ():
        if active:
            yield laid(part, [ground[n] for n in active], [shapes[n] for n in active])


def laid(days: Days, spells: Sequence[ControlSpell], shapes: Sequence[Shapes]) -> Holdings:
    """Part the ground of spells that hold on the same days; shapes: their polygons."""
    # Polygons that share their borders corner by corner don't overlap, and are joined in a tenth of the time.
    parted = bool(shapes) and bool(shapely.coverage_is_valid(np.concatenate(shapes)))
    join = shapely.coverage_union_all if parted else shapely.union_all
    of: dict[str, list[Shapes]] = {}
    for spell, own in zip(spells, shapes, strict=True):
        of.setdefault(spell.holder or "", []).append(own)
    every = {name: join(np.concatenate(of[name])) for name in sorted(of)}
    grounds = list(every.values())
    shared = [
        shapely.intersection(one, other)
        for number, one in enumerate(grounds)
        for other in grounds[number + 1 :]
        if not parted and shapely.intersects(one, other)
    ]
    contested = surface(shapely.union_all(shared)) if shared else NOTHING
    if not contested.is_empty:
        every = {name: shapely.difference(mine, contested) for name, mine in every.items()}
    return Holdings(
        days=days,
        spells=tuple(spells),
        of={name: mine for name, mine in every.items() if name},
        nobody=every.get("", NOTHING),
        contested=contested,
    )


def shapes_of(polygons: tuple[Polygon, ...]) -> Shapes:
    """Take polygons as shapes."""
    return np.array([shapely.Polygon(polygon[0], polygon[1:]) for polygon in polygons], dtype=object)


def surface(shape: Ground) -> Ground:
    """Keep the polygons of a shape: grounds that only touch share lines and points, which have no area."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def ground_km2(ground: Ground) -> float:
    """Measure ground in degrees on WGS 84, its borders straight in degrees, km²."""
    polygons = shapely.get_parts(ground)
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    if not len(rings):
        return 0.0
    first = np.append([True], of_polygon[1:] != of_polygon[:-1])  # of each polygon the outer ring comes first
    at, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    edges = areas(at[:-1, 0], at[:-1, 1], at[1:, 0], at[1:, 1])
    enclosed = np.abs(np.bincount(ring[:-1][same], edges[same], minlength=len(rings)))
    return float(enclosed[first].sum() - enclosed[~first].sum())


def on_plane(ground: Ground, plane: Projection) -> Ground:
    """Turn ground in degrees into km of a plane, its long borders cut so that they stay where they are."""
    fine = shapely.segmentize(ground, STRAIGHT)
    return shapely.make_valid(shapely.transform(fine, lambda at: np.column_stack(plane.forward(*at.T))))


def _widened(spell: ControlSpell, plane: Projection) -> Ground:
    ground = on_plane(shapely.union_all(shapes_of(spell.polygons)), plane)
    return shapely.buffer(ground, spell.error_km) if spell.error_km else ground


def holds(ground: Ground, x: Floats, y: Floats) -> Bools:
    """Mark the places on some ground."""
    shapely.prepare(ground)
    return np.asarray(shapely.contains_xy(ground, x, y), dtype=np.bool_)
