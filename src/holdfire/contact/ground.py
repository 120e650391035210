"""Dated control maps laid on a grid: who holds each cell of 2 km, from when until when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Self

import numpy as np
import shapely

from holdfire.contact.exposure import NOBODY, Bools, Days, Floats, Ints
from holdfire.contact.grid import Projection
from holdfire.model.control import ControlSpell, Polygon
from holdfire.model.event import day_number

CELL_KM = 2.0
CONTESTED = -2  # two holders claim the cell, or one and "nobody": no one's front runs there


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A grid of square cells: (row, column) begins at west + column·cell_km, south + row·cell_km.

    lon, lat: (rows, columns) degrees of the cells' centres.
    """

    west: float
    south: float
    cell_km: float
    lon: Floats
    lat: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Who holds what while no border moves. holder: (rows, columns) codes, below 0 for no one."""

    days: Days
    holder: Ints


def by_source(spells: Iterable[ControlSpell]) -> Mapping[str, tuple[ControlSpell, ...]]:
    """Keep the maps of different sources apart: where they disagree, a mean would be nobody's map."""
    sources: dict[str, list[ControlSpell]] = {}
    for spell in spells:
        if spell.polygons:
            sources.setdefault(spell.source, []).append(spell)
    return {source: tuple(sources[source]) for source in sorted(sources)}


def drawn_in(spells: Iterable[ControlSpell], days: Days) -> tuple[ControlSpell, ...]:
    """Keep the spells that draw ground on one of these days."""
    return tuple(
        spell
        for spell in spells
        if spell.polygons
        and day_number(spell.since) < days.end
        and (spell.until is None or day_number(spell.until) > days.first)
    )


def mapped_days(spells: Sequence[ControlSpell], days: Days) -> int:
    """Count the days for which these spells draw any ground at all."""
    return sum(len(part) for part, active in stretches(spells, days) if active)


def share_drawn(spells: Sequence[ControlSpell], lon: Floats, lat: Floats) -> float:
    """Give the share of these positions that lie on ground a source ever draws; 1 if there are none."""
    if not len(lon):
        return 1.0
    places, counts = np.unique(np.column_stack((lon, lat)), axis=0, return_counts=True)
    drawn = np.zeros(len(places), dtype=np.bool_)
    for spell in spells:
        if drawn.all():
            break
        left = np.flatnonzero(~drawn)
        drawn[left] = _holds(spell.polygons, places[left, 0], places[left, 1])
    return float(counts[drawn].sum() / counts.sum())


def raster_over(
    spells: Sequence[ControlSpell], projection: Projection, bounds: tuple[float, float, float, float]
) -> Raster | None:
    """Lay a grid over the drawn ground, within bounds (west, south, east, north, km); None if empty."""
    x, y = _corners(tuple(spell.polygons for spell in spells), projection)
    low = np.floor(np.maximum((x.min(), y.min()), bounds[:2]) / CELL_KM).astype(int)
    high = np.ceil(np.minimum((x.max(), y.max()), bounds[2:]) / CELL_KM).astype(int)
    columns, rows = (high - low).tolist()
    if columns <= 0 or rows <= 0:
        return None
    lon, lat = _centres(projection, *low.tolist(), columns, rows)
    return Raster(west=low[0] * CELL_KM, south=low[1] * CELL_KM, cell_km=CELL_KM, lon=lon, lat=lat)


# A question lays the same map under every other reading of its rows: what follows is worked out once.


@lru_cache(maxsize=16)
def _corners(polygons: tuple[tuple[Polygon, ...], ...], projection: Projection) -> tuple[Floats, Floats]:
    """Give the outer corners of all polygons, km."""
    corners = np.array([p for ground in polygons for polygon in ground for p in polygon[0]])
    return projection.forward(corners[:, 0], corners[:, 1])


@lru_cache(maxsize=16)
def _centres(projection: Projection, west: int, south: int, columns: int, rows: int) -> tuple[Floats, Floats]:
    """Give the centres of a grid's cells, degrees; west, south in cells."""
    east, north = (west + np.arange(columns) + 0.5) * CELL_KM, (south + np.arange(rows) + 0.5) * CELL_KM
    lon, lat = projection.inverse(*np.meshgrid(east, north))
    for degrees in (lon, lat):
        degrees.setflags(write=False)
    return lon, lat


def layers(
    spells: Sequence[ControlSpell], raster: Raster, codes: Mapping[str, int], days: Days
) -> Iterator[Layer]:
    """Draw the map anew whenever it changes, and only then. codes: holder → code; others count as no one."""
    drawn: dict[int, Bools] = {}
    grid = _Grid.of(raster)
    for part, active in stretches(spells, days):
        if not active:
            continue
        holder = np.full(raster.lon.shape, NOBODY, dtype=np.int64)
        taken = np.zeros(raster.lon.shape, dtype=np.bool_)
        names = sorted({spells[i].holder or "" for i in active})
        for name in names:
            ground = np.zeros(raster.lon.shape, dtype=np.bool_)
            for i in (i for i in active if (spells[i].holder or "") == name):
                if i not in drawn:
                    drawn[i] = _drawn(spells[i].polygons, grid)
                ground |= drawn[i]
            holder[ground] = codes.get(name, NOBODY)
            holder[ground & taken] = CONTESTED
            taken |= ground
        yield Layer(days=part, holder=holder)


def stretches(spells: Sequence[ControlSpell], days: Days) -> Iterator[tuple[Days, tuple[int, ...]]]:
    """Cut days where any spell begins or ends; with each stretch, the spells that hold over it."""
    since = np.array([day_number(s.since) for s in spells], dtype=np.int64)
    until = np.array([days.end if s.until is None else day_number(s.until) for s in spells], dtype=np.int64)
    turns = np.unique(np.concatenate((since, until)))
    inner = turns[(days.first < turns) & (turns < days.end)].tolist()
    for first, end in pairwise((days.first, *inner, days.end)):
        active = np.flatnonzero((since <= first) & (first < until)).tolist()
        yield Days(first=first, end=end), tuple(active)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The positions of a raster; size and corners tell it from every other."""

    shape: tuple[int, ...]
    corners: tuple[float, ...]
    lon: Floats = field(compare=False)
    lat: Floats = field(compare=False)

    @classmethod
    def of(cls, raster: Raster) -> Self:
        """Take the positions of a raster."""
        lon, lat = raster.lon, raster.lat
        corners = tuple(
            float(values[at]) for values in (lon, lat) for at in ((0, 0), (0, -1), (-1, 0), (-1, -1))
        )
        return cls(shape=lon.shape, corners=corners, lon=lon, lat=lat)


@lru_cache(maxsize=500)
def _drawn(polygons: tuple[Polygon, ...], grid: _Grid) -> Bools:
    held = _holds(polygons, grid.lon, grid.lat)
    held.setflags(write=False)
    return held


def _holds(polygons: tuple[Polygon, ...], lon: Floats, lat: Floats) -> Bools:
    """Mark the positions on some ground; in degrees, where its borders are straight."""
    inside = np.zeros(lon.shape, dtype=np.bool_)
    for polygon in polygons:
        shape = shapely.Polygon(polygon[0], polygon[1:])
        west, south, east, north = shape.bounds
        near = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        shapely.prepare(shape)
        inside[near] |= shapely.contains_xy(shape, lon[near], lat[near])
    return inside
