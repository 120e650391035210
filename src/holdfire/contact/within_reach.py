"""What one side could strike: its front with each other one, and their ground within range of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt

from holdfire.contact.exposure import Bools, Days, Floats, Ints, Rows
from holdfire.contact.fronts import MARGIN_KM, STAIRCASE
from holdfire.contact.grid import SQUARE_KM, Projection, centre_of, square_of
from holdfire.contact.ground import Layer, Raster, layers, raster_over
from holdfire.model.control import ControlSpell

RANGE_KM = 50.0  # how far from its ground a side strikes; one without ground, anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain:
    """A control map over a period. region: (rows, columns) code of each cell, -1 outside the area."""

    raster: Raster
    layers: tuple[Layer, ...]
    region: Ints
    regions: int

    def days_in(self, weeks: Sequence[Days]) -> Floats:
        """Count the days that each layer holds in each week: (weeks, layers)."""
        first = np.array([[layer.days.first, layer.days.end] for layer in self.layers], dtype=np.int64)
        own = np.array([[week.first, week.end] for week in weeks], dtype=np.int64).reshape(-1, 2)
        since = np.maximum(own[:, None, 0], first[None, :, 0])
        until = np.minimum(own[:, None, 1], first[None, :, 1])
        return np.maximum(until - since, 0).astype(np.float64)

    def layer_on(self, day: int) -> int | None:
        """Find the layer that holds on a day."""
        return next((n for n, one in enumerate(self.layers) if one.days.first <= day < one.days.end), None)


def terrain_of(
    spells: Sequence[ControlSpell], codes: Mapping[str, int], rows: Rows, days: Days, projection: Projection
) -> Terrain | None:
    """Draw a source's map over the rows; None where nothing is drawn there. Cells are all of region -1."""
    west, east = (rows.x.min() - MARGIN_KM, rows.x.max() + MARGIN_KM) if len(rows) else (-np.inf, np.inf)
    south, north = (rows.y.min() - MARGIN_KM, rows.y.max() + MARGIN_KM) if len(rows) else (-np.inf, np.inf)
    raster = raster_over(spells, projection, (west, south, east, north))
    if raster is None:
        return None
    drawn = tuple(layers(spells, raster, codes, days))
    nowhere = np.full(raster.lon.shape, -1, dtype=np.int64)
    return Terrain(raster=raster, layers=drawn, region=nowhere, regions=0) if drawn else None


def middles(raster: Raster) -> tuple[Floats, Floats]:
    """Give the middle of every cell, km east and north, row by row."""
    rows, columns = raster.lon.shape
    x = raster.west + (np.arange(columns) + 0.5) * raster.cell_km
    y = raster.south + (np.arange(rows) + 0.5) * raster.cell_km
    east, north = np.meshgrid(x, y)
    return east.ravel(), north.ravel()


def fronts(terrain: Terrain, actors: int) -> Floats:
    """Measure the front of each two actors in each region: (layers, actors, actors, regions), km."""
    size = actors * actors * terrain.regions
    measured = np.zeros((len(terrain.layers), size))
    for number, layer in enumerate(terrain.layers):
        for one, other, region in _neighbours(layer.holder, terrain.region):
            met = (one >= 0) & (other >= 0) & (one != other) & (region >= 0)
            i, j, r = one[met], other[met], region[met]
            for first, second in ((i, j), (j, i)):
                cell = (first * actors + second) * terrain.regions + r
                measured[number] += np.bincount(cell, minlength=size)
    shape = (len(terrain.layers), actors, actors, terrain.regions)
    return measured.reshape(shape) * terrain.raster.cell_km * STAIRCASE


def _neighbours(holder: Ints, region: Ints) -> Iterable[tuple[Ints, Ints, Ints]]:
    yield holder[:, :-1], holder[:, 1:], region[:, :-1]
    yield holder[:-1, :], holder[1:, :], region[:-1, :]


def distance_from(layer: Layer, striker: int, cell_km: float) -> Floats:
    """Give each cell's distance from the striker's nearest one, km; 0 everywhere where it holds nothing."""
    own = layer.holder == striker
    if not own.any():
        return np.zeros(layer.holder.shape)
    return np.asarray(distance_transform_edt(~own), dtype=np.float64) * cell_km


def ground_within(terrain: Terrain, distances: Sequence[Floats], actors: int) -> Floats:
    """Measure each actor's ground within range in each region: (layers, actors, regions), km².

    distances: one array a layer, from the striker's ground.
    """
    size = actors * terrain.regions
    measured = np.zeros((len(terrain.layers), size))
    for number, (layer, distance) in enumerate(zip(terrain.layers, distances, strict=True)):
        met = (layer.holder >= 0) & (terrain.region >= 0) & (distance <= RANGE_KM)
        cell = layer.holder[met] * terrain.regions + terrain.region[met]
        measured[number] = np.bincount(cell, minlength=size)
    return measured.reshape(len(terrain.layers), actors, terrain.regions) * terrain.raster.cell_km**2


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSquares:
    """Squares of 10 km with ground of one side within range; km: from the striker's nearest ground."""

    square: Ints
    size: Floats
    km: Floats

    def nearest(self, x: Floats, y: Floats, most_km: float) -> Ints:
        """Find the square that holds each point, else the nearest within most_km of its middle; else -1."""
        if not len(self.square):
            return np.full(len(x), -1, dtype=np.int64)
        east, north = centre_of(self.square)
        away = np.hypot(east[None, :] - x[:, None], north[None, :] - y[:, None])
        away[square_of(x, y)[:, None] == self.square[None, :]] = 0.0
        best = away.argmin(axis=1)
        return np.where(away[np.arange(len(x)), best] <= most_km, best, -1).astype(np.int64)


def held_squares(
    cells: Bools, places: tuple[Floats, Floats], distance: Floats, cell_km: float
) -> HeldSquares:
    """Put cells (a mask over the raster) into squares of 10 km; places: their middles."""
    chosen = np.flatnonzero(cells)
    square, back = np.unique(square_of(places[0][chosen], places[1][chosen], SQUARE_KM), return_inverse=True)
    near = np.full(len(square), np.inf)
    np.minimum.at(near, back, distance.ravel()[chosen])
    size = np.bincount(back, minlength=len(square)) * cell_km**2
    return HeldSquares(square=square, size=size.astype(np.float64), km=near)
