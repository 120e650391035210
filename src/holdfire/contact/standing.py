"""How dated control maps stand on one day: ground, the fronts between it, and where sources disagree."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.contact.grid import projection_for
from holdfire.contact.ground import CELL_KM, by_source
from holdfire.model.control import ControlSpell

LEAST_KM2 = 1.0  # smaller leftovers of cutting shapes are no ground
ALONG_KM = 0.2  # a line on the border of some ground is no further from it
LEAST_KM = 1.0  # where the corners of two grounds touch there is no front
FINE_DEGREES = 0.05  # a straight line of this length is off by some metres on a plane of 1,000 km
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
    """Where ground of two holders touches on the map of one source; shape: lines in degrees.

    errors: parts of the line with how many km they may be off, as the ground along them states.
    """

    source: str
    one: str
    other: str
    km: float
    shape: BaseGeometry
    errors: tuple[tuple[float, BaseGeometry], ...] = ()


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
    """The map of one source on a day. shapes: by holder, in degrees, where borders are straight."""

    def __init__(self, source: str, spells: Sequence[ControlSpell]) -> None:
        self.source, self._spells = source, spells
        self.shapes = _without_overlaps(_by_holder(spells))
        corners = shapely.get_coordinates(list(self.shapes.values()))
        self._plane = projection_for(corners[:, 0], corners[:, 1])

    def ground(self) -> Iterator[Held]:
        """Give the ground of each holder, nobody's last."""
        for holder, shape in self.shapes.items():
            if self.km2(shape) >= LEAST_KM2:
                mine = [s for s in self._spells if holder is None or s.holder == holder]
                stated = [s.error_km for s in mine if s.error_km is not None]
                yield Held(
                    source=self.source,
                    holder=holder,
                    error_km=max(stated, default=None),
                    shape=_rounded(shape),
                )

    def fronts(self) -> Iterator[FrontLine]:
        """Give the front between each two holders."""
        held = [(h, self._on_plane(shape)) for h, shape in self.shapes.items() if h is not None]
        for (one, ground), (other, beyond) in combinations(held, 2):
            line = shapely.intersection(shapely.boundary(ground), shapely.buffer(beyond, CELL_KM))
            if (km := float(shapely.length(line))) >= LEAST_KM:
                yield FrontLine(
                    source=self.source,
                    one=one,
                    other=other,
                    km=km,
                    shape=self._in_degrees(line),
                    errors=tuple((e, self._in_degrees(part)) for e, part in self._errors_along(line, one)),
                )

    def km2(self, shape: BaseGeometry) -> float:
        """Measure a shape in degrees."""
        return float(shapely.area(self._on_plane(shape)))

    def _errors_along(self, line: BaseGeometry, holder: str) -> Iterator[tuple[float, BaseGeometry]]:
        """Cut a front by the ground of one holder along it, which says how far the line may be off there."""
        drawn: dict[float, list[BaseGeometry]] = {}
        for spell in self._spells:
            if spell.holder == holder and spell.error_km is not None:
                drawn.setdefault(float(round(spell.error_km)) or spell.error_km, []).extend(_polygons(spell))
        for error_km, polygons in sorted(drawn.items()):
            ground = np.array([self._on_plane(polygon) for polygon in polygons], dtype=object)
            near = ground[shapely.dwithin(ground, line, ALONG_KM)]
            part = shapely.intersection(line, shapely.union_all(shapely.buffer(near, ALONG_KM)))
            if shapely.length(part) >= LEAST_KM:
                yield error_km, part

    def _on_plane(self, shape: BaseGeometry) -> BaseGeometry:
        """Turn a shape into km; its lines are cut fine first, so that they stay where they are."""
        fine = shapely.segmentize(shape, FINE_DEGREES)
        return shapely.transform(fine, lambda at: np.column_stack(self._plane.forward(*at.T)))

    def _in_degrees(self, shape: BaseGeometry) -> BaseGeometry:
        return _rounded(shapely.transform(shape, lambda at: np.column_stack(self._plane.inverse(*at.T))))


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda at: np.round(at, DECIMALS))


def _polygons(spell: ControlSpell) -> list[BaseGeometry]:
    return [shapely.Polygon(polygon[0], polygon[1:]) for polygon in spell.polygons]


def _by_holder(spells: Sequence[ControlSpell]) -> dict[str | None, BaseGeometry]:
    """Join the ground of each holder; holders in the order of their names, nobody last."""
    ordered = sorted({s.holder for s in spells}, key=lambda name: (name is None, name or ""))
    return {
        holder: shapely.union_all(
            shapely.make_valid(np.array([p for s in spells if s.holder == holder for p in _polygons(s)]))
        )
        for holder in ordered
    }


def _without_overlaps(shapes: Mapping[str | None, BaseGeometry]) -> dict[str | None, BaseGeometry]:
    """Give ground that two holders claim, or one and nobody, to nobody."""
    pairs = combinations(shapes.values(), 2)
    twice = shapely.union_all([shapely.intersection(one, other) for one, other in pairs])
    if not shapely.area(twice):
        return dict(shapes)
    left = {holder: shapely.difference(shape, twice) for holder, shape in shapes.items()}
    nobody = left.pop(None, shapely.Polygon())
    return {**left, None: shapely.union(nobody, twice)}


def _disputed(one: _SourceMap, other: _SourceMap) -> Iterator[Disputed]:
    """Find the ground to which two maps give different holders; nobody's ground is not disputed."""
    parts = [
        shapely.intersection(mine, their)
        for holder, mine in one.shapes.items()
        for beyond, their in other.shapes.items()
        if holder is not None and beyond is not None and holder != beyond
    ]
    whole = shapely.union_all(parts)
    if (km2 := one.km2(whole)) >= LEAST_KM2:
        yield Disputed(one=one.source, other=other.source, km2=km2, shape=_rounded(whole))
