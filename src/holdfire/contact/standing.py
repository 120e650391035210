"""How dated control maps stand on one day: ground, the fronts between it, and where sources disagree."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.contact.grid import Projection, projection_for
from holdfire.contact.ground import CELL_KM, by_source
from holdfire.model.control import ControlSpell

LEAST_KM2 = 1.0  # smaller leftovers of cutting shapes are no ground
LEAST_KM = 1.0  # where the corners of two grounds touch there is no front
DECIMALS = 5  # of a degree: about a metre


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Ground of one holder by one source; holder None: nobody's, or that of several. shape: degrees.

    error_km: how far its border may be off, the largest that the source states; None where it states none.
    """

    source: str
    holder: str | None
    error_km: float | None
    shape: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLine:
    """Where ground of two holders touches on the map of one source; shape: lines in degrees."""

    source: str
    one: str
    other: str
    km: float
    shape: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """Ground of which two sources name different holders; shape: degrees."""

    one: str
    other: str
    km2: float
    shape: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHeld:
    """A place of which a source says who held it, without any ground around it."""

    source: str
    holder: str | None
    lon: float
    lat: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that the maps say of the days [since, until); None: without an end on that side."""

    since: date | None
    until: date | None
    ground: tuple[Held, ...] = ()
    fronts: tuple[FrontLine, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    places: tuple[PlaceHeld, ...] = ()


def turns(spells: Iterable[ControlSpell]) -> tuple[date, ...]:
    """List the days on which any map begins, changes or ends."""
    return tuple(sorted({day for s in spells for day in (s.since, s.until) if day is not None}))


def standing(spells: Sequence[ControlSpell], day: date) -> Standing:
    """Draw the maps as they stand on a day; a spell without an end goes on.

    Ground that one source gives to two holders at a time is nobody's. A front is the border of one holder's
    ground within 2 km of the other's, as cells of 2 km touch when contact is measured.
    """
    days = turns(spells)
    at = bisect_right(days, day)
    there = [s for s in spells if s.since <= day and (s.until is None or day < s.until)]
    maps = [_SourceMap(source, drawn) for source, drawn in by_source(there).items()]
    return Standing(
        since=days[at - 1] if at else None,
        until=days[at] if at < len(days) else None,
        ground=tuple(held for one in maps for held in one.ground()),
        fronts=tuple(line for one in maps for line in one.fronts()),
        disputed=tuple(found for one, other in combinations(maps, 2) for found in _disputed(one, other)),
        places=tuple(
            PlaceHeld(source=s.source, holder=s.holder, lon=s.point[0], lat=s.point[1], name=s.legend or "")
            for s in there
            if s.point is not None
        ),
    )


class _SourceMap:
    """The map of one source on a day, on a plane in km."""

    def __init__(self, source: str, spells: Sequence[ControlSpell]) -> None:
        self.source, self._spells = source, spells
        corners = np.array([at for s in spells for polygon in s.polygons for at in polygon[0]])
        self._plane = projection_for(corners[:, 0], corners[:, 1])
        self.shapes = _without_overlaps(_by_holder(spells, self._plane))

    def ground(self) -> Iterator[Held]:
        """Give the ground of each holder, nobody's last."""
        for holder, shape in self.shapes.items():
            if shape.area >= LEAST_KM2:
                mine = [s for s in self._spells if holder is None or s.holder == holder]
                stated = [s.error_km for s in mine if s.error_km is not None]
                yield Held(
                    source=self.source,
                    holder=holder,
                    error_km=max(stated, default=None),
                    shape=self.in_degrees(shape),
                )

    def fronts(self) -> Iterator[FrontLine]:
        """Give the front between each two holders."""
        held = [(holder, shape) for holder, shape in self.shapes.items() if holder is not None]
        for (one, ground), (other, beyond) in combinations(held, 2):
            line = shapely.intersection(shapely.boundary(ground), shapely.buffer(beyond, CELL_KM))
            if (km := float(shapely.length(line))) >= LEAST_KM:
                yield FrontLine(source=self.source, one=one, other=other, km=km, shape=self.in_degrees(line))

    def in_degrees(self, shape: BaseGeometry) -> BaseGeometry:
        """Turn a shape of this map's plane into degrees."""
        turned = shapely.transform(shape, lambda at: np.column_stack(self._plane.inverse(*at.T)))
        return shapely.transform(turned, lambda at: np.round(at, DECIMALS))

    def of(self, other: "_SourceMap") -> Mapping[str | None, BaseGeometry]:
        """Give the ground of another map on this one's plane."""
        return {
            holder: shapely.transform(other.in_degrees(shape), self._forward)
            for holder, shape in other.shapes.items()
        }

    def _forward(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(self._plane.forward(*at.T))


def _by_holder(spells: Sequence[ControlSpell], plane: Projection) -> dict[str | None, BaseGeometry]:
    """Join the ground of each holder on a plane; holders in the order of their names, nobody last."""
    found: dict[str | None, BaseGeometry] = {}
    for holder in sorted({s.holder for s in spells}, key=lambda name: (name is None, name or "")):
        polygons = [shapely.Polygon(p[0], p[1:]) for s in spells if s.holder == holder for p in s.polygons]
        on_plane = shapely.transform(
            np.array(polygons, dtype=object), lambda at: np.column_stack(plane.forward(*at.T))
        )
        found[holder] = shapely.union_all(shapely.make_valid(on_plane))
    return found


def _without_overlaps(shapes: Mapping[str | None, BaseGeometry]) -> dict[str | None, BaseGeometry]:
    """Give ground that two holders claim, or one and nobody, to nobody."""
    twice = shapely.union_all(
        [shapely.intersection(one, other) for one, other in combinations(shapes.values(), 2)]
    )
    if shapely.area(twice) < LEAST_KM2:
        return dict(shapes)
    left = {holder: shapely.difference(shape, twice) for holder, shape in shapes.items()}
    nobody = left.pop(None, shapely.Polygon())
    return {**left, None: shapely.union(nobody, twice)}


def _disputed(one: _SourceMap, other: _SourceMap) -> Iterator[Disputed]:
    """Find the ground to which two maps give different holders; nobody's ground is not disputed."""
    theirs = one.of(other)
    parts = [
        shapely.intersection(mine, their)
        for holder, mine in one.shapes.items()
        for beyond, their in theirs.items()
        if holder is not None and beyond is not None and holder != beyond
    ]
    whole = shapely.union_all(parts)
    if (km2 := float(shapely.area(whole))) >= LEAST_KM2:
        yield Disputed(one=one.source, other=other.source, km2=km2, shape=one.in_degrees(whole))
