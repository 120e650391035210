"""The two series of `concerted-attack`: which one turns, what is precise enough, how the rest is spread."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from holdfire.forms.samples import Attacks, Hits, Ints
from holdfire.stats.rotation import Points

Name = Literal["a", "b"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a hit must meet: radius (km) and window (days) that its place and date must be good for.

    margin: days outside the period up to which hits of the series that stays still count.
    """

    near_km: float
    near_days: int
    margin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The series that stays and the one that turns, cut to what the form uses.

    turns: which of the sample's two is the turning one. imprecise: hits of both that are left out because
    their date or place is too rough, in the period. inside_fixed: hits of the staying series in the period
    itself.
    """

    fixed: Points
    rotated: Points
    turns: Name
    imprecise: int
    inside_fixed: int


def series(sample: Attacks, limits: Limits) -> Series:
    """Choose the turning series by the data alone, and cut both to the precise hits in reach.

    The series with fewer precise hits in the period turns; at equal numbers the one whose sorted hits come
    first. So exchanging A and B changes nothing but their names.
    """
    turns = _turning(sample, limits)
    hits = {"a": sample.a, "b": sample.b}
    rotated = hits[turns]
    fixed = hits["b" if turns == "a" else "a"]
    return _cut(fixed, rotated, sample.days, limits, turns)


def spread_series(sample: Attacks, limits: Limits, turns: Name, rng: np.random.Generator) -> Series:
    """Put every imprecise hit somewhere in its range, at random, and cut as `series` does.

    Days are uniform over [day, day + span_days], places over the disc of radius_km. Regions are kept. The
    series that turns is the one that turned without the imprecise hits.
    """
    hits = {"a": sample.a, "b": sample.b}
    fixed = _spread(hits["b" if turns == "a" else "a"], limits, rng)
    rotated = _spread(hits[turns], limits, rng)
    return _cut(fixed, rotated, sample.days, limits, turns)


def _cut(fixed: Hits, rotated: Hits, days: int, limits: Limits, turns: Name) -> Series:
    usable = [_precise(hits, limits) for hits in (fixed, rotated)]
    inside = [(hits.day >= 0) & (hits.day < days) for hits in (fixed, rotated)]
    reached = (fixed.day >= -limits.margin) & (fixed.day < days + limits.margin)
    stays, turning = _points(fixed, usable[0] & reached), _points(rotated, usable[1] & inside[1])
    ids = _in_order(np.concatenate((stays.region, turning.region)))
    return Series(
        fixed=replace(stays, region=ids[: len(stays)]),
        rotated=replace(turning, region=ids[len(stays) :]),
        turns=turns,
        imprecise=sum(int(np.count_nonzero(i & ~u)) for i, u in zip(inside, usable, strict=True)),
        inside_fixed=int(np.count_nonzero(usable[0] & inside[0])),
    )


def _precise(hits: Hits, limits: Limits) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Mark hits whose date and place are good enough; an unknown radius (NaN) is not."""
    return (hits.span_days <= limits.near_days) & (hits.radius_km <= limits.near_km)


def _turning(sample: Attacks, limits: Limits) -> Name:
    a, b = (
        _points(hits, _precise(hits, limits) & (hits.day >= 0) & (hits.day < sample.days))
        for hits in (sample.a, sample.b)
    )
    if len(a) != len(b):
        return "a" if len(a) < len(b) else "b"
    keys = [tuple(getattr(p, name).tolist() for name in ("day", "x", "y", "region")) for p in (a, b)]
    return "a" if keys[0] <= keys[1] else "b"


def _points(hits: Hits, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Points:
    """Sort hits by day and place, number regions as they come up: order and labels of rows don't matter."""
    index = np.flatnonzero(kept)
    index = index[np.lexsort((hits.region[index], hits.y[index], hits.x[index], hits.day[index]))]
    return Points(x=hits.x[index], y=hits.y[index], day=hits.day[index], region=_in_order(hits.region[index]))


def _in_order(region: Ints) -> Ints:
    """Number regions as they come up, from 0 on."""
    _, first, inverse = np.unique(region, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _spread(hits: Hits, limits: Limits, rng: np.random.Generator) -> Hits:
    rough = np.flatnonzero(~_precise(hits, limits) & np.isfinite(hits.radius_km))
    # by all that is known of a hit: the order of rows must not decide which of two gets which draw
    keys = (hits.region, hits.radius_km, hits.span_days, hits.y, hits.x, hits.day)
    rough = rough[np.lexsort(tuple(key[rough] for key in keys))]
    day, x, y = hits.day.copy(), hits.x.copy(), hits.y.copy()
    day[rough] += rng.integers(0, hits.span_days[rough] + 1)
    away = hits.radius_km[rough] * np.sqrt(rng.random(len(rough)))
    angle = 2 * np.pi * rng.random(len(rough))
    x[rough] += away * np.cos(angle)
    y[rough] += away * np.sin(angle)
    span, radius = hits.span_days.copy(), hits.radius_km.copy()
    span[rough], radius[rough] = 0, 0.0
    return Hits(x=x, y=y, day=day, span_days=span, radius_km=radius, region=hits.region)
