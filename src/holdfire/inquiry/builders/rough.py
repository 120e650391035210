"""Clashes whose place is known to a district at best: where each of them may lie."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.contact.exposure import Bools, Floats, Ints
from holdfire.contact.regions import Regions
from holdfire.forms.samples import RoughRows
from holdfire.inquiry.areas import cells_inside
from holdfire.inquiry.builders.rows import WarRows

POINTS = 200  # positions that stand for all where a row may lie, spread evenly over a disc
PROVINCE_KNOWN = 4  # UCDP's where_prec up to which the province is known, however rough the place
_TURN = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scattered:
    """Where rough rows may lie. dyad: (rows,). place: (rows,) which line of the other arrays.

    regions: (places, POINTS) names. possible: the row may lie there at all. inside: in the asked area.
    """

    dyad: Ints
    place: Ints
    regions: NDArray[np.object_]
    possible: Bools
    inside: Bools

    def by_region(self, names: NDArray[np.str_]) -> RoughRows | None:
        """Count the positions by region, and the rows by place and dyad; None where there is no row."""
        if not len(self.dyad):
            return None
        code = np.searchsorted(names, self.regions.astype(str))
        shares = self.possible / self.possible.sum(axis=1, keepdims=True)
        inside, outside = (
            self._summed(code, np.where(chosen, shares, 0.0), len(names))
            for chosen in (self.inside, ~self.inside)
        )
        groups, rows = np.unique(np.column_stack((self.dyad, self.place)), axis=0, return_counts=True)
        dyad, place = groups.T
        return RoughRows(dyad=dyad, rows=rows, inside=inside[place], outside=outside[place])

    def _summed(self, code: Ints, shares: Floats, regions: int) -> Floats:
        cell = np.arange(len(code))[:, None] * regions + code
        summed = np.bincount(cell.ravel(), shares.ravel(), minlength=len(code) * regions)
        return summed.astype(np.float64).reshape(len(code), regions)


def scatter(of: WarRows, dyad: Ints, regions: Regions) -> Scattered:
    """Spread positions over where each rough row of the period may lie; dyad: (rows,) -1 for none.

    A disc of the row's radius; where its province is known, the part of the disc that lies in it.
    """
    events = of.war.events
    rough = np.flatnonzero(of.clash & ~of.precise & of.now & (dyad >= 0) & np.isfinite(events.radius_km))
    own, named = np.unique(regions.of_rows[rough].astype(str), return_inverse=True)
    known = (regions.squares is not None) & (events.where_prec[rough] <= PROVINCE_KNOWN)
    keys = np.column_stack(
        (of.placed.x[rough], of.placed.y[rough], events.radius_km[rough], np.where(known, named, -1))
    )
    places, place = np.unique(keys, axis=0, return_inverse=True)
    away = places[:, 2:3] * np.sqrt((np.arange(POINTS) + 0.5) / POINTS)
    angle = _TURN * np.arange(POINTS)
    x, y = places[:, :1] + away * np.cos(angle), places[:, 1:2] + away * np.sin(angle)
    at = regions.at(x.ravel(), y.ravel()).reshape(x.shape)
    province = places[:, 3].astype(np.int64)
    of_province = (at == own.astype(object)[province][:, None]) if len(own) else np.zeros(x.shape, np.bool_)
    bound = (province >= 0) & of_province.any(axis=1)
    return Scattered(
        dyad=dyad[rough],
        place=place,
        regions=at,
        possible=np.where(bound[:, None], of_province, True),  # noqa: FBT003  a value, no flag
        inside=cells_inside(of.war.area, of.placed, x.ravel(), y.ravel()).reshape(x.shape),
    )
