"""What each side could have struck: fronts, ground, places from maps; without any, whom others fight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfire.contact.exposure import Bools, Days, Ints, Rows
from holdfire.contact.ground import by_source, mapped_days, share_drawn
from holdfire.contact.regions import Regions
from holdfire.contact.within_reach import (
    RANGE_KM,
    Terrain,
    distance_from,
    fronts,
    ground_within,
    held_squares,
    middles,
    terrain_of,
)
from holdfire.control import close_spells
from holdfire.forms.samples import Floats, Squares
from holdfire.inquiry.areas import cells_inside
from holdfire.inquiry.builders.measuring import LEAST_MAPPED
from holdfire.inquiry.builders.rows import WarRows, armed_parties
from holdfire.model.control import ControlSpell
from holdfire.model.event import day_number

WEEK = 7
AROUND_WEEKS = 4  # before and after the week: how long others' fights tell who stands in a region
NEAR_KM = 15.0  # a strike so far from ground of its target was on it, as far as a map can say
HALF = 0.5  # added to each side's fights, so that a side that others fight once is not all there is


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Rows of strikes of one side on two others. occasion: place among the occasions. partner: on which."""

    occasion: Ints
    partner: Bools
    acts: Ints
    x: Floats
    y: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """Dated marks of who holds a place. holder: codes. cell: place in the flat raster, -1 off it."""

    holder: Ints
    since: Ints
    until: Ints
    x: Floats
    y: Floats
    region: Ints
    cell: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunities:
    """What there was to be struck. codes: side → code. terrain, marks: None without maps, without marks."""

    of: WarRows
    codes: Mapping[str, int]
    region_of_row: Ints
    terrain: Terrain | None
    marks: _Marks | None
    front: Floats | None
    ground: Mapping[str, Floats]
    distances: Mapping[str, tuple[Floats, ...]]
    caveats: tuple[str, ...]

    @classmethod
    def measured(
        cls,
        of: WarRows,
        strikers: Sequence[str],
        regions: Regions,
        names: tuple[str, ...],
        region_of_row: Ints,
    ) -> "Opportunities":
        """Measure fronts and ground on the map that covers most of the asked days; find the place marks."""
        codes = {name: code for code, name in enumerate(sorted(armed_parties(of.war)))}
        spells = close_spells(of.war.spells)
        source, caveats = _best_map(of, spells)
        drawn = None if source is None else _terrain(of, by_source(spells)[source], codes)
        terrain = None if drawn is None else _in_regions(of, drawn, regions, names)
        actors = len(codes)
        distances = {
            name: tuple(distance_from(one, codes[name], terrain.raster.cell_km) for one in terrain.layers)
            for name in strikers
            if terrain is not None
        }
        return cls(
            of=of,
            codes=codes,
            region_of_row=region_of_row,
            terrain=terrain,
            marks=_marks(of, spells, codes, terrain, regions, names),
            front=None if terrain is None else fronts(terrain, actors),
            ground={
                name: ground_within(terrain, near, actors)
                for name, near in distances.items()
                if terrain is not None
            },
            distances=distances,
            caveats=caveats,
        )

    def of_occasions(self, striker: str, two: tuple[str, str], region: Ints, week: Ints) -> dict[str, Floats]:
        """Give what of two sides a striker could have struck on each occasion, by every measure there is."""
        if not len(region):
            return {}
        found = {"others": self._others(striker, two, region, week)}
        if self.terrain is not None and striker in self.distances:
            days = self.terrain.days_in([self._week(w) for w in week.tolist()])
            mine, targets = self.codes[striker], [self.codes[one] for one in two]
            if self.front is not None:
                held = self.front[:, mine][:, targets][:, :, region]
                found["front"] = np.einsum("ol,lto->ot", days, held)
            held = self.ground[striker][:, targets][:, :, region]
            found["ground"] = np.einsum("ol,lto->ot", days, held)
        if self.marks is not None:
            found["places"] = self._places(striker, two, region, week)
        # a measure that gives no occasion anything on either side is none: an air force has no front
        return {name: values for name, values in found.items() if (values > 0).any(axis=0).all()}

    def squares(
        self, striker: str, two: tuple[str, str], where: tuple[Ints, Ints], hit: Hit
    ) -> Squares | None:
        """Lay the ground within range in squares, occasion by occasion, and say which were struck."""
        if self.terrain is None or striker not in self.distances:
            return None
        places, parts = middles(self.terrain.raster), list[Squares]()
        for occasion, (region, week) in enumerate(zip(*(a.tolist() for a in where), strict=True)):
            number = self.terrain.layer_on(self._week(week).first + WEEK // 2)
            if number is None:
                continue
            near = (self.terrain.region == region) & (self.distances[striker][number] <= RANGE_KM)
            for side, partner in zip(two, (True, False), strict=True):
                cells = near & (self.terrain.layers[number].holder == self.codes[side])
                held = held_squares(
                    cells, places, self.distances[striker][number], self.terrain.raster.cell_km
                )
                mine = (hit.occasion == occasion) & (hit.partner == partner)
                square = held.nearest(hit.x[mine], hit.y[mine], NEAR_KM)
                struck = np.bincount(
                    square[square >= 0], hit.acts[mine][square >= 0], minlength=len(held.square)
                )
                parts.append(
                    Squares(
                        occasion=np.full(len(held.square), occasion, dtype=np.int64),
                        partner=np.full(len(held.square), partner),
                        size=held.size,
                        km=held.km,
                        struck=struck.astype(np.int64),
                    )
                )
        return _joined(parts)

    def _week(self, week: int) -> Days:
        first = self.of.days.first + WEEK * week
        return Days(first=first, end=min(first + WEEK, self.of.days.end))

    def _others(self, striker: str, two: tuple[str, str], region: Ints, week: Ints) -> Floats:
        """Count how often others struck each in the region and the weeks around; undirected fights too."""
        war, events = self.of.war, self.of.placed.events
        day, told = events.day, np.isin(events.initiator.astype(str), ("side_a", "side_b"))
        struck = np.where(events.initiator == "side_a", war.other, war.one)
        first = self.of.days.first + WEEK * (week - AROUND_WEEKS)
        end = self.of.days.first + WEEK * (week + 1 + AROUND_WEEKS)
        counted = np.zeros((len(region), 2))
        for column, side in enumerate(two):
            theirs = np.where(told, struck == side, (war.one == side) | (war.other == side)).astype(np.bool_)
            theirs &= self.of.clash & self.of.precise
            theirs &= (war.one != striker) & (war.other != striker)
            for code in np.unique(region).tolist():
                mine, here = np.sort(day[theirs & (self.region_of_row == code)]), region == code
                counted[here, column] = np.searchsorted(mine, end[here]) - np.searchsorted(mine, first[here])
        known = counted.sum(axis=1, keepdims=True) > 0
        return np.where(known, counted + HALF, 0.0)

    def _places(self, striker: str, two: tuple[str, str], region: Ints, week: Ints) -> Floats:
        """Count places that each holds within range of the striker's, at the middle of the week."""
        marks, counted = self.marks, np.zeros((len(region), 2))
        if marks is None:
            return counted
        for row, (here, when) in enumerate(zip(region.tolist(), week.tolist(), strict=True)):
            day = self._week(when).first + WEEK // 2
            now = (marks.since <= day) & (day < marks.until)
            own = now & (marks.holder == self.codes.get(striker, -1))
            for column, side in enumerate(two):
                theirs = np.flatnonzero(now & (marks.holder == self.codes[side]) & (marks.region == here))
                counted[row, column] = np.count_nonzero(self._in_range(striker, day, theirs, own))
        return counted

    def _in_range(self, striker: str, day: int, theirs: Ints, own: Bools) -> Bools:
        """Mark the places within range; a striker of whom no ground and no place is known reaches all."""
        marks, near = self.marks, np.zeros(len(theirs), dtype=np.bool_)
        if marks is None:
            return near
        if own.any():
            x, y = (
                marks.x[own][None, :] - marks.x[theirs][:, None],
                marks.y[own][None, :] - marks.y[theirs][:, None],
            )
            near |= (np.hypot(x, y) <= RANGE_KM).any(axis=1)
        number = None if self.terrain is None else self.terrain.layer_on(day)
        if number is None or striker not in self.distances:
            return near if own.any() else np.ones(len(theirs), dtype=np.bool_)
        distance, cell = self.distances[striker][number].ravel(), marks.cell[theirs]
        return near | ((cell >= 0) & (distance[np.maximum(cell, 0)] <= RANGE_KM))


def _best_map(of: WarRows, spells: Sequence[ControlSpell]) -> tuple[str | None, tuple[str, ...]]:
    """Take the source that covers most of the asked days, if it covers half of them and of the places."""
    lon, lat = of.war.events.lon[of.war.inside], of.war.events.lat[of.war.inside]
    covers = [
        (mapped_days(drawn, of.days), share_drawn(drawn, lon, lat), source)
        for source, drawn in by_source(spells).items()
    ]
    usable = [
        (days, share, source)
        for days, share, source in covers
        if days >= LEAST_MAPPED * len(of.days) and share >= LEAST_MAPPED
    ]
    if not usable:
        return None, tuple(
            f"The control map of {source} covers {days} of {len(of.days)} days and {share:.0%} of the places "
            "where the area's rows lie: too little to read from it what there was to strike."
            for days, share, source in covers
        )
    best = max(usable)
    others = sorted(source for *_, source in usable if source != best[2])
    said = [f"What there was to strike is read from the map of {best[2]}, not of {', '.join(others)}."]
    return best[2], tuple(said) if others else ()


def _terrain(of: WarRows, spells: Sequence[ControlSpell], codes: Mapping[str, int]) -> Terrain | None:
    nobody = np.zeros(len(of.placed.x), dtype=np.int64)
    rows = Rows(x=of.placed.x, y=of.placed.y, day=of.placed.events.day, one=nobody, other=nobody)
    return terrain_of(spells, codes, rows, of.days, of.placed.projection)


def _in_regions(of: WarRows, terrain: Terrain, regions: Regions, names: tuple[str, ...]) -> Terrain:
    """Say of each cell in the asked area in which region it lies."""
    x, y = middles(terrain.raster)
    region = _region_at(of, x, y, regions, names)
    return replace(terrain, region=region.reshape(terrain.region.shape), regions=len(names))


def _region_at(of: WarRows, x: Floats, y: Floats, regions: Regions, names: tuple[str, ...]) -> Ints:
    inside = np.flatnonzero(cells_inside(of.war.area, of.placed, x, y))
    code = {name: number for number, name in enumerate(names)}
    found = np.full(len(x), -1, dtype=np.int64)
    if len(inside):
        found[inside] = [code.get(name, -1) for name in regions.at(x[inside], y[inside]).tolist()]
    return found


def _marks(
    of: WarRows,
    spells: Sequence[ControlSpell],
    codes: Mapping[str, int],
    terrain: Terrain | None,
    regions: Regions,
    names: tuple[str, ...],
) -> _Marks | None:
    """Take the dated marks of places that somebody holds; None where there is none in the asked area."""
    held = [(s, s.point) for s in spells if s.point is not None and s.holder in codes]
    if not held:
        return None
    lon, lat = np.array([point for _, point in held]).T
    x, y = of.placed.projection.forward(lon, lat)
    region = _region_at(of, x, y, regions, names)
    if (region < 0).all():
        return None
    return _Marks(
        holder=np.array([codes[s.holder or ""] for s, _ in held], dtype=np.int64),
        since=np.array([day_number(s.since) for s, _ in held], dtype=np.int64),
        until=np.array(
            [of.days.end if s.until is None else day_number(s.until) for s, _ in held], dtype=np.int64
        ),
        x=x,
        y=y,
        region=region,
        cell=_cells_of(terrain, x, y),
    )


def _cells_of(terrain: Terrain | None, x: Floats, y: Floats) -> Ints:
    if terrain is None:
        return np.full(len(x), -1, dtype=np.int64)
    raster = terrain.raster
    rows, columns = raster.lon.shape
    column = np.floor((x - raster.west) / raster.cell_km).astype(np.int64)
    row = np.floor((y - raster.south) / raster.cell_km).astype(np.int64)
    on = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    return np.where(on, row * columns + column, -1)


def _joined(parts: Sequence[Squares]) -> Squares | None:
    if not any(len(part) for part in parts):
        return None

    def every(name: str) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
        return [getattr(part, name) for part in parts]

    return Squares(
        occasion=np.concatenate(every("occasion")),
        partner=np.concatenate(every("partner")).astype(np.bool_),
        size=np.concatenate(every("size")).astype(np.float64),
        km=np.concatenate(every("km")).astype(np.float64),
        struck=np.concatenate(every("struck")),
    )
