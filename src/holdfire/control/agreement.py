"""Two maps of the same ground side by side: on how much of it, and how long, they say different things."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.control.layers import close_spells
from holdfire.model.control import ControlSpell, Polygon

POINTS = 20_000  # on which the two are compared: shares are right to some thousandths
KM_A_DEGREE = 111.2

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How two sources speak of the ground and days that both draw; shares of these, by area and days.

    days: on which both draw. drawn_km2: the mean area of a day. differ: they name different holders. half:
    one names a holder, the other nobody.
    """

    one: str
    other: str
    days: int
    drawn_km2: float
    differ: float
    half: float


def compare(
    one: Sequence[ControlSpell], other: Sequence[ControlSpell], label: Callable[[str], str]
) -> Agreement | None:
    """Compare the ground of two sources day by day; None where they never draw the same ground.

    label: a holder's name → what it is compared by. Ground that a source gives to two at a time is no one's.
    """
    pair = [[s for s in close_spells(spells) if s.polygons] for spells in (one, other)]
    if not all(pair) or (grid := _grid(pair)) is None:
        return None
    horizon = max(s.until or s.since + timedelta(days=1) for spells in pair for s in spells)
    codes: dict[str | None, int] = {None: 0}
    drawn = [_Drawn(spells, grid, horizon, codes, label) for spells in pair]
    days = sorted(drawn[0].days | drawn[1].days)
    area = total = differ = half = 0.0
    common = 0
    for day, following in pairwise(days):
        first, second = (source.on(day) for source in drawn)
        both = (first >= 0) & (second >= 0)
        length = (following - day).days
        area = float(grid.km2[both].sum()) * length
        total += area
        common += length if area else 0
        unlike = both & (first != second)
        differ += float(grid.km2[unlike & (first > 0) & (second > 0)].sum()) * length
        half += float(grid.km2[unlike & ((first == 0) | (second == 0))].sum()) * length
    if not total:
        return None
    return Agreement(
        one=one[0].source,
        other=other[0].source,
        days=common,
        drawn_km2=total / common,
        differ=differ / total,
        half=half / total,
    )


def agreements(
    own: Mapping[str, Sequence[ControlSpell]],
    known: Mapping[str, Sequence[ControlSpell]],
    label: Callable[[str], str],
) -> Iterator[Agreement]:
    """Compare each source of one's own with each other of them and with each that is known beside them."""
    names = list(own)
    for number, name in enumerate(names):
        rest = [(other, own[other]) for other in names[number + 1 :]]
        for other, drawn in (*rest, *((o, s) for o, s in known.items() if o not in own)):
            if (found := compare(own[name], drawn, label)) is not None:
                yield replace(found, one=name, other=other)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Points over the ground that two maps share, each standing for so many km²."""

    lon: Floats
    lat: Floats
    km2: Floats


def _grid(pair: Sequence[Sequence[ControlSpell]]) -> _Grid | None:
    boxes = np.array([_bounds(spells) for spells in pair])
    west, south = boxes[:, :2].max(axis=0).tolist()
    east, north = boxes[:, 2:].min(axis=0).tolist()
    if east <= west or north <= south:
        return None
    flat = math.cos(math.radians((south + north) / 2))
    step = math.sqrt((east - west) * flat * (north - south) / POINTS)
    rows = max(1, round((north - south) / step))
    columns = max(1, round((east - west) * flat / step))
    tall, wide = (north - south) / rows, (east - west) / columns
    lon, lat = np.meshgrid(west + (np.arange(columns) + 0.5) * wide, south + (np.arange(rows) + 0.5) * tall)
    km2 = wide * tall * KM_A_DEGREE**2 * np.cos(np.radians(lat.ravel()))
    return _Grid(lon=lon.ravel(), lat=lat.ravel(), km2=km2)


def _bounds(spells: Sequence[ControlSpell]) -> tuple[float, float, float, float]:
    corners = np.array([p for spell in spells for polygon in spell.polygons for p in polygon[0]])
    return (*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())


class _Drawn:
    """A map on a grid, as it stands on one day after another; days have to be asked in their order."""

    def __init__(
        self,
        spells: Sequence[ControlSpell],
        grid: _Grid,
        horizon: date,
        codes: dict[str | None, int],
        label: Callable[[str], str],
    ) -> None:
        known: dict[tuple[Polygon, ...], Ints] = {}
        turns: list[tuple[date, int, int, Ints]] = []
        for spell in spells:
            holder = None if spell.holder is None else label(spell.holder)
            code = codes.setdefault(holder, len(codes))
            if spell.polygons not in known:
                known[spell.polygons] = _inside(spell.polygons, grid)
            points = known[spell.polygons]
            turns += [(spell.since, 1, code, points), (spell.until or horizon, -1, code, points)]
        self.days = {turn[0] for turn in turns}
        self._turns: Iterator[tuple[date, int, int, Ints]] = iter(sorted(turns, key=lambda t: t[0]))
        self._next = next(self._turns, None)
        self._counts: dict[int, Ints] = {}
        self._points = len(grid.lon)

    def on(self, day: date) -> Ints:
        """Give the holder of each point: a code, 0 for nobody or several, -1 where nothing is drawn."""
        while self._next is not None and self._next[0] <= day:
            _, step, code, points = self._next
            self._counts.setdefault(code, np.zeros(self._points, dtype=np.int64))[points] += step
            self._next = next(self._turns, None)
        holder = np.full(self._points, -1, dtype=np.int64)
        for code, count in sorted(self._counts.items()):
            here = count > 0
            holder[here] = np.where(holder[here] < 0, code, 0)
        return holder


def _inside(polygons: tuple[Polygon, ...], grid: _Grid) -> Ints:
    found = np.zeros(len(grid.lon), dtype=np.bool_)
    for polygon in polygons:
        shape = shapely.Polygon(polygon[0], polygon[1:])
        west, south, east, north = shape.bounds
        near = (grid.lon >= west) & (grid.lon <= east) & (grid.lat >= south) & (grid.lat <= north)
        found[near] |= shapely.contains_xy(shape, grid.lon[near], grid.lat[near])
    return np.flatnonzero(found)
