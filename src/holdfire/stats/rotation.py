"""Block rotation: one series of points in space and time turns within short blocks, the other stays.

A block keeps what happened in it (how many points of which region, in which order and spacing); only its
phase is drawn. Whatever varies slower than a block is therefore shared by the observed series and by every
draw. Source: pattern jitter, Amarasingham, Harrison, Hatsopoulos, Geman 2012 (J Neurophysiol 107:517), here
with all points of a region and a block moving together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from holdfire.stats.convolution import IntegerLaw, sum_law

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Number = TypeVar("Number", np.int64, np.float64)

_CHUNK = 512  # rotated points whose pairs are held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A series of points: x, y in km, day as a whole number, region as an id ≥ 0; all (points,)."""

    x: Floats
    y: Floats
    day: Ints
    region: Ints

    def __len__(self) -> int:
        return len(self.x)


def joined(one: Points, other: Points) -> Points:
    """Put two series of points one after the other."""
    x, y, day, region = (
        np.concatenate((getattr(one, name), getattr(other, name))) for name in ("x", "y", "day", "region")
    )
    return Points(x=x, y=y, day=day, region=region)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """How many fixed points lie about each rotated point, by ring of distance and by lag.

    counts: (rings, points, 2 reach + 1); ring k holds distances in (edges[k-1], edges[k]] km, ring 0 all up
    to edges[0]; column reach + lag counts fixed points that many days later than the rotated point.
    """

    edges: tuple[float, ...]
    reach: int
    counts: Ints

    def within(self, beyond: float, up_to: float) -> Ints:
        """Add up the rings between two edges, (beyond, up_to]; beyond < 0 starts at distance 0."""
        kept = [k for k, edge in enumerate(self.edges) if beyond < edge <= up_to]
        return self.counts[kept].sum(axis=0)


def profiles(fixed: Points, rotated: Points, *, edges: Sequence[float], reach: int) -> Profiles:
    """Count fixed points about every rotated one up to the last edge (km) and `reach` days to either side.

    A tree over places and days finds the pairs, chunk by chunk, so that time and memory follow the number of
    pairs that are close in space and time and not that of all pairs.
    """
    width = 2 * reach + 1
    squares = np.square(np.asarray(edges, dtype=np.float64))
    counts = np.zeros((len(squares), len(rotated), width), dtype=np.int64)
    if not len(fixed) or not len(rotated):
        return Profiles(edges=tuple(float(edge) for edge in edges), reach=reach, counts=counts)
    span = (float(edges[-1]) or 1.0, reach + 0.5)
    tree = _tree(fixed, np.arange(len(fixed)), span)
    order = np.argsort(rotated.day, kind="stable")
    for first in range(0, len(order), _CHUNK):
        chunk = order[first : first + _CHUNK]
        # a hair too wide, for rounding; what is truly in reach is told below, on the numbers themselves
        pairs = _tree(rotated, chunk, span).sparse_distance_matrix(
            tree, 1 + 1e-9, p=np.inf, output_type="ndarray"
        )
        row, near = pairs["i"], pairs["j"]
        lag = fixed.day[near] - rotated.day[chunk][row]
        square = (fixed.x[near] - rotated.x[chunk][row]) ** 2 + (fixed.y[near] - rotated.y[chunk][row]) ** 2
        inside = (np.abs(lag) <= reach) & (square <= squares[-1])
        ring = np.searchsorted(squares, square[inside])
        flat = (ring * len(chunk) + row[inside]) * width + lag[inside] + reach
        found = np.bincount(flat, minlength=len(squares) * len(chunk) * width)
        counts[:, chunk, :] = found.reshape(len(squares), len(chunk), width)
    return Profiles(edges=tuple(float(edge) for edge in edges), reach=reach, counts=counts)


def _tree(points: Points, index: Ints, span: tuple[float, float]) -> cKDTree:
    """Put points into a tree in which 1 is the last edge in space and the reach in time."""
    km, days = span
    return cKDTree(np.column_stack((points.x[index] / km, points.y[index] / km, points.day[index] / days)))


def window_sums(counts: Ints, earliest: int, latest: int) -> Ints:
    """Add up, for a point moved to every lag, the fixed points from `earliest` to `latest` days after it.

    counts: (points, lags). Returns the same shape: entry [j, k] sums counts[j, k + earliest … k + latest],
    and what lies outside the array counts as nothing.
    """
    lags = counts.shape[1]
    running = np.zeros((counts.shape[0], lags + 1), dtype=np.int64)
    np.cumsum(counts, axis=1, out=running[:, 1:])
    at = np.arange(lags)
    return running[:, np.clip(at + latest + 1, 0, lags)] - running[:, np.clip(at + earliest, 0, lags)]


def block_edges(days: int, *, block: int, origin: int, shortest: int) -> Ints:
    """Cut [0, days) into blocks of `block` days that start at `origin`, and return the edges.

    The first and the last block may be cut short by the ends of the period; where such a rest has under
    `shortest` days it joins its neighbour. 0 ≤ origin < block.
    """
    inner = list(range(origin, days, block))
    edges = [0, *(edge for edge in inner if edge > 0), days]
    if len(edges) > 2 and edges[-1] - edges[-2] < min(shortest, block):
        del edges[-2]
    if len(edges) > 2 and edges[1] - edges[0] < min(shortest, block):
        del edges[1]
    return np.asarray(edges, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a statistic gets from each cell at each shift: values (cells, longest), 0 beyond a cell's length.

    Row c, columns 0 … lengths[c] - 1; column 0 is what was observed. Under the null the statistic is the
    sum over cells of one entry each, drawn independently and uniformly.
    """

    values: Ints
    lengths: Ints

    @property
    def observed(self) -> int:
        """The statistic as it was."""
        return int(self.values[:, 0].sum())

    @property
    def mean(self) -> float:
        """The expected statistic under rotation, exactly."""
        return float((self.values.sum(axis=1) / self.lengths).sum())

    @property
    def variance(self) -> float:
        """The variance under rotation, exactly: cells are independent, so theirs add up."""
        return rows_variance(self.values, self.lengths)

    def law(self) -> IntegerLaw:
        """The exact law of the statistic under rotation."""
        return sum_law([row[:length] for row, length in zip(self.values, self.lengths, strict=True)])


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedTable:
    """A `Table` of a statistic whose parts are no whole numbers."""

    values: Floats
    lengths: Ints

    @property
    def observed(self) -> float:
        """The statistic as it was, summed in the order of the cells, as draws are."""
        return float(np.add.accumulate(self.values[:, 0])[-1]) if len(self.values) else 0.0

    @property
    def mean(self) -> float:
        """The expected statistic under rotation."""
        return float((self.values.sum(axis=1) / self.lengths).sum())

    @property
    def variance(self) -> float:
        """The variance under rotation."""
        return rows_variance(self.values, self.lengths)


def rows_variance(values: NDArray[np.int64] | Floats, lengths: Ints) -> float:
    """Add up the variances of independent rows, each uniform over its first `length` entries."""
    inside = np.arange(values.shape[1]) < lengths[:, None]
    means = values.sum(axis=1) / lengths
    squares = np.where(inside, (values - means[:, None]) ** 2, 0.0)
    return float((squares.sum(axis=1) / lengths).sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Which points turn together and how far: cells are the pairs of region and block that hold points.

    cell: (points,) id of each point's cell, ids in the order of the points. phase, length: (points,) days
    since the start of the point's block, and the block's length.
    """

    cell: Ints
    phase: Ints
    length: Ints

    @property
    def lengths(self) -> Ints:
        """The length of every cell's block."""
        lengths = np.zeros(int(self.cell.max(initial=-1)) + 1, dtype=np.int64)
        lengths[self.cell] = self.length
        return lengths

    def shifted(self, by_lag: NDArray[Number], reach: int) -> NDArray[Number]:
        """Read each point's value at every shift of its block: (points, longest), 0 beyond the block.

        by_lag: (points, 2 reach + 1) values of a point moved by -reach … reach days.
        """
        shift = np.arange(int(self.length.max(initial=1)))
        moved = (self.phase[:, None] + shift) % self.length[:, None] - self.phase[:, None]
        read = np.take_along_axis(by_lag, moved + reach, axis=1)
        read[shift >= self.length[:, None]] = 0
        return read

    def by_cell(self, by_lag: NDArray[Number], reach: int) -> NDArray[Number]:
        """Add the points of each cell up: (cells, longest), see `shifted`."""
        order = np.argsort(self.cell, kind="stable")
        starts = np.searchsorted(self.cell[order], np.arange(len(self.lengths)))
        return np.add.reduceat(self.shifted(by_lag, reach)[order], starts, axis=0)

    def table(self, by_lag: Ints, reach: int) -> Table:
        """Make the table of a statistic from what each point gives to it at each lag."""
        return Table(values=self.by_cell(by_lag, reach), lengths=self.lengths)

    def weighed_table(self, by_lag: Floats, reach: int) -> WeighedTable:
        """Make the table of a statistic that is no whole number."""
        return WeighedTable(values=self.by_cell(by_lag, reach), lengths=self.lengths)


def rotation(points: Points, edges: Ints) -> Rotation:
    """Put points into cells, region × block; every point's day must lie in [edges[0], edges[-1])."""
    block = np.searchsorted(edges, points.day, side="right") - 1
    pair = points.region * len(edges) + block
    _, first, cell = np.unique(pair, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)  # cells in the order of the points, whatever the regions' ids
    rank[np.argsort(first)] = np.arange(len(first))
    return Rotation(
        cell=rank[cell],
        phase=points.day - edges[block],
        length=edges[block + 1] - edges[block],
    )


def draw_sums(tables: Sequence[Table], *, draws: int, rng: np.random.Generator) -> Ints:
    """Draw shifts and look the statistics up: (tables, draws); all tables are read at the same shifts.

    The tables must come from one rotation. A cell that gives every table the same at every shift is not
    drawn.
    """
    sums = np.zeros((len(tables), draws), dtype=np.int64)
    _add_drawn(sums, [table.values for table in tables], tables[0].lengths, rng)
    return sums


def draw_weighed_sums(tables: Sequence[WeighedTable], *, draws: int, rng: np.random.Generator) -> Floats:
    """Draw as `draw_sums` does, from tables whose entries are no whole numbers."""
    sums = np.zeros((len(tables), draws))
    _add_drawn(sums, [table.values for table in tables], tables[0].lengths, rng)
    return sums


def _add_drawn(
    sums: Ints | Floats, values: Sequence[Ints] | Sequence[Floats], lengths: Ints, rng: np.random.Generator
) -> None:
    for cell, length in enumerate(lengths.tolist()):
        rows = np.stack([table[cell, :length] for table in values])
        if (rows == rows[:, :1]).all():
            drawn = rows[:, :1]
        else:
            drawn = rows.take(rng.integers(length, size=sums.shape[1]), axis=1)
        np.add(sums, drawn, out=sums)


def space_pairs(fixed: Points, rotated: Points, radius_km: float) -> int:
    """Count the pairs of a fixed and a rotated point at most radius_km apart, whatever their days."""
    if not len(fixed) or not len(rotated):
        return 0
    one, other = (cKDTree(np.column_stack((points.x, points.y))) for points in (fixed, rotated))
    return int(one.count_neighbors(other, radius_km))
