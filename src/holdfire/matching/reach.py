"""Which rows lie near enough in space and time to be compared at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.spatial import cKDTree

from holdfire.matching.rows import Floats, Ints, Rows
from holdfire.model.place import EARTH_KM

UNKNOWN_RADIUS_KM = 25.0  # a row that does not say how well it is placed: near the named place
EXACT_KM, NEAR_KM = 5.0, 30.0  # radii up to which a place counts as exact, as known to some km
LEAST_KM, MOST_KM = 20.0, 100.0  # rows are compared at least up to, at most up to this distance
GAP_DAYS = 7  # days between two rows, or between their spans, up to which they are compared
SHORT_DAYS, LONG_DAYS = 7, 31  # spans: beyond the first a long one; what exceeds the second is cut to it
CHUNK = 20_000  # rows compared with all others at a time, so that memory stays bounded

At: TypeAlias = Ints | slice
EVERY = slice(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs of rows within reach, by their places in the two tables, with their distance."""

    one: Ints
    other: Ints
    km: Floats


def radius_of(rows: Rows, at: At = EVERY) -> Floats:
    """Say how far rows' places may be off, within what reach allows."""
    return np.minimum(np.nan_to_num(rows.radius_km[at], nan=UNKNOWN_RADIUS_KM), MOST_KM)


def place_class(rows: Rows, at: At = EVERY) -> Ints:
    """Tell exact places (0), places known to some km (1) and districts or more (2)."""
    return np.searchsorted((EXACT_KM, NEAR_KM), radius_of(rows, at)).astype(np.int64)


def span_of(rows: Rows, at: At = EVERY) -> Ints:
    """Count the days between rows' first and last days, cut to what reach allows."""
    return np.clip(rows.last[at] - rows.first[at], 0, LONG_DAYS)


def day_class(rows: Rows, at: At = EVERY) -> Ints:
    """Tell rows of one day (0), of a span of days (1) and of a long span (2)."""
    return np.searchsorted((0, SHORT_DAYS), span_of(rows, at)).astype(np.int64)


def candidates(one: Rows, other: Rows, *, itself: bool = False) -> Iterator[Candidates]:
    """Yield every pair within reach, a part of the first table at a time; of a table with itself, each once.

    Two rows are within reach where they lie no further apart than both their places may be off (at least 20,
    at most 100 km), and at most 7 days lie between their spans. Rows that are not on the map have none.
    """
    larger = tuple(_sorted_classes(other))
    for at, small in enumerate(_sorted_classes(one)):
        for large in larger[at:] if itself else larger:
            for found in _within(one, other, small, large):
                once = found.one < found.other if itself and large is larger[at] else EVERY
                yield Candidates(one=found.one[once], other=found.other[once], km=found.km[once])


def _sorted_classes(rows: Rows) -> Iterator[Ints]:
    """Sort rows by how far they reach, so that a rough row widens no search but its own."""
    mapped = np.isfinite(rows.lat) & np.isfinite(rows.lon)
    classes = place_class(rows) * 3 + day_class(rows)
    for code in range(9):
        found = np.flatnonzero(mapped & (classes == code))
        if len(found):
            yield found[np.argsort(rows.first[found], kind="stable")]


def _within(one: Rows, other: Rows, small: Ints, large: Ints) -> Iterator[Candidates]:
    km = float(np.clip(radius_of(one, small).max() + radius_of(other, large).max(), LEAST_KM, MOST_KM))
    days = 0.5 + GAP_DAYS + int(max(span_of(one, small).max(), span_of(other, large).max()))
    tree = cKDTree(_points(other, large, km / days))
    points = _points(one, small, km / days)
    for start in range(0, len(small), CHUNK):
        near = cKDTree(points[start : start + CHUNK]).sparse_distance_matrix(
            tree, km, p=np.inf, output_type="ndarray"
        )
        yield _kept(one, other, small[start + near["i"]], large[near["j"]])


def _points(rows: Rows, chosen: Ints, km_a_day: float) -> Floats:
    """Put rows on the sphere, in km, with their first day as a fourth axis of which the window is as wide."""
    points = np.empty((len(chosen), 4))
    points[:, :3] = on_sphere(rows.lat[chosen], rows.lon[chosen])
    points[:, 3] = rows.first[chosen] * km_a_day
    return points


def on_sphere(lat: Floats, lon: Floats) -> Floats:
    """Turn degrees into points on the sphere, in km from its centre."""
    phi, theta = np.radians(lat), np.radians(lon)
    flat = np.cos(phi)
    unit = np.column_stack((flat * np.cos(theta), flat * np.sin(theta), np.sin(phi)))
    return (EARTH_KM * unit).astype(np.float64)


def _kept(one: Rows, other: Rows, i: Ints, j: Ints) -> Candidates:
    """Keep the pairs of the box that are really within reach of each other."""
    chord = np.linalg.norm(on_sphere(one.lat[i], one.lon[i]) - on_sphere(other.lat[j], other.lon[j]), axis=1)
    km = 2 * EARTH_KM * np.arcsin(np.minimum(chord / (2 * EARTH_KM), 1.0))
    limit = np.clip(radius_of(one, i) + radius_of(other, j), LEAST_KM, MOST_KM)
    near = (km <= limit) & (gap_days(one, other, i, j) <= GAP_DAYS)
    return Candidates(one=i[near], other=j[near], km=km[near])


def gap_days(one: Rows, other: Rows, i: Ints, j: Ints) -> Ints:
    """Count the days from the end of the earlier span to the beginning of the later; 0 where they overlap."""
    end_i, end_j = one.first[i] + span_of(one, i), other.first[j] + span_of(other, j)
    return np.maximum(0, np.maximum(other.first[j] - end_i, one.first[i] - end_j))
