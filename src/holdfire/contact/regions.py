"""Which province a place belongs to, without any map of provinces: what the rows around it say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from holdfire.contact.exposure import Floats, Ints
from holdfire.contact.grid import REGION_KM, centre_of, split_square, square_of

LEAST_NAMED = 0.95  # share of rows that must name a province, else squares of 100 km stand in
_TIED = 8  # rows looked at for ties in distance; more at one distance and one centre don't happen on a map

Names = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareNames:
    """The name (province, district, country) that each 10 km square bears.

    names: sorted. squares: those with a named row, sorted. name_of: (squares,) indices into names. near: tree
    of the named rows' places. name_near: (places,) indices into names.
    """

    names: tuple[str, ...]
    squares: Ints
    name_of: Ints
    near: cKDTree
    name_near: Ints

    def at(self, x: Floats, y: Floats) -> Names:
        """Name the square of each point: the commonest name of its rows, else that of the nearest row."""
        square = square_of(x, y)
        place = np.minimum(np.searchsorted(self.squares, square), len(self.squares) - 1)
        found = self.squares[place] == square
        index = np.where(found, self.name_of[place], 0)
        if not found.all():
            index[~found] = self._nearest(square[~found])
        return np.array(self.names, dtype=object)[index]

    def _nearest(self, square: Ints) -> Ints:
        asked, back = np.unique(square, return_inverse=True)
        many = min(_TIED, len(self.name_near))
        distance, place = self.near.query(np.column_stack(centre_of(asked)), k=np.arange(1, many + 1))
        distance, place = np.asarray(distance), np.asarray(place)
        tied = distance <= distance[:, :1] * (1 + 1e-9)
        return np.where(tied, self.name_near[place], len(self.names)).min(axis=1)[back]


def square_names(x: Floats, y: Floats, names: Names) -> SquareNames | None:
    """Learn the names of squares from rows at x, y (km); None where no row has one. Ties: the first name."""
    named = names != ""
    if not named.any():
        return None
    x, y, said = x[named], y[named], names[named].tolist()
    known = sorted(set(said))
    number = {name: i for i, name in enumerate(known)}
    code = np.array([number[name] for name in said], dtype=np.int64)
    squares, place = np.unique(square_of(x, y), return_inverse=True)
    pairs, counts = np.unique(place * len(known) + code, return_counts=True)
    of_square, of_name = np.divmod(pairs, len(known))
    order = np.lexsort((of_name, -counts, of_square))
    _, first = np.unique(of_square[order], return_index=True)
    kept = _distinct(x, y, code)
    return SquareNames(
        names=tuple(known),
        squares=squares,
        name_of=of_name[order][first],
        near=cKDTree(np.column_stack((x[kept], y[kept]))),
        name_near=code[kept],
    )


def _distinct(x: Floats, y: Floats, code: Ints) -> Ints:
    """Take one row of each place and name."""
    order = np.lexsort((code, y, x))
    again = [values[order][1:] == values[order][:-1] for values in (x, y, code)]
    return order[np.concatenate(([True], ~np.logical_and.reduce(again)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The strata of a country: provinces, or squares of 100 km where too few rows name one.

    of_rows: (rows,) the region of each row. squares: None where the regions are squares of 100 km.
    """

    of_rows: Names
    squares: SquareNames | None

    def at(self, x: Floats, y: Floats) -> Names:
        """Name the region of each point: that of the 10 km square that holds it."""
        return _hundreds(x, y) if self.squares is None else self.squares.at(x, y)


def provinces_named(province: Names) -> bool:
    """Say whether enough rows of a country name a province for provinces to be its regions."""
    return bool(len(province) and np.mean(province != "") >= LEAST_NAMED)


def regions_of(x: Floats, y: Floats, province: Names, *, by_province: bool) -> Regions:
    """Find the regions of rows at x, y (km): their provinces, or squares of 100 km.

    by_province: see `provinces_named`. A row without a province takes that of its square. province: "" where
    the row names none.
    """
    squares = square_names(x, y, province) if by_province else None
    if squares is None:
        return Regions(of_rows=_hundreds(x, y), squares=None)
    named = province != ""
    of_rows = province.copy()
    if not named.all():
        of_rows[~named] = squares.at(x[~named], y[~named])
    return Regions(of_rows=of_rows, squares=squares)


def _hundreds(x: Floats, y: Floats) -> Names:
    """Name squares of 100 km by where their south-west corner lies: "x -200 y 100 km"."""
    square, back = np.unique(square_of(x, y, REGION_KM), return_inverse=True)
    column, row = split_square(square)
    names = [f"x {c * 100} y {r * 100} km" for c, r in zip(column.tolist(), row.tolist(), strict=True)]
    return np.array(names, dtype=object)[back]
