"""The tables that go with a picture of a map: control points, and whose each colour of the legend is."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from holdfire.actors.registry import Registry
from holdfire.base.table_rows import TableRow, read_rows
from holdfire.digitise.colours import difference, from_hex, lab, to_hex
from holdfire.digitise.digitising import LegendRow
from holdfire.digitise.registration import THIN_PLATE_FROM, Points, Wish, lie_on_a_line
from holdfire.errors import Problem, TableError
from holdfire.model.table import Column, Decimal, TableFormat, Text

LEAST_POINTS = 3
ALIKE = 1.5  # CIEDE2000; nobody can tell two colours of a picture apart that are so near

POINTS = TableFormat(
    name="control points",
    scheme="point",
    columns={
        "x": Column(aliases=("x", "px", "pixel_x"), kind=Decimal(), required=True),
        "y": Column(aliases=("y", "py", "pixel_y"), kind=Decimal(), required=True),
        "lon": Column(
            aliases=("lon", "longitude", "lng"), kind=Decimal(minimum=-180, maximum=180), required=True
        ),
        "lat": Column(aliases=("lat", "latitude"), kind=Decimal(minimum=-90, maximum=90), required=True),
    },
    dates=(),
)
LEGEND = TableFormat(
    name="legend",
    scheme="legend",
    columns={
        "colour": Column(aliases=("colour", "color"), kind=Text(), required=True),
        "holder": Column(aliases=("holder",), kind=Text()),
    },
    dates=(),
)


def points_of(
    path: Path, size: tuple[int, int] | None, transform: Wish
) -> tuple[Points | None, list[Problem]]:
    """Read control points; size: of the picture, where it could be read. None where any is wrong."""
    rows, problems = _read(POINTS, path)
    for row in rows:
        problems += _off_picture(row, size)
    xy, lon_lat = (
        np.array([[row.values[n] for n in names] for row in rows], float)
        for names in (("x", "y"), ("lon", "lat"))
    )
    if not problems:
        problems += [
            Problem(file=path.name, message=message) for message in _no_plane(xy, lon_lat, transform)
        ]
    return (None if problems else Points(xy=xy, lon_lat=lon_lat)), problems


def legend_of(path: Path, registry: Registry) -> tuple[tuple[LegendRow, ...], list[Problem]]:
    """Read whose each colour is; a holder that the registry doesn't know is wrong if it knows another one."""
    rows, problems = _read(LEGEND, path)
    if rows and "holder" not in rows[0].headings:
        message = "this column is missing from the header; leave its cells empty for background"
        return (), [*problems, Problem(file=path.name, column="holder", message=message)]
    found: list[tuple[TableRow, LegendRow]] = []
    for row in rows:
        rgb = from_hex(str(row.values["colour"]))
        if rgb is None:
            problems.append(row.problem("colour", "this is no colour; write #rrggbb", row.values["colour"]))
            continue
        found.append((row, LegendRow(rgb=rgb, holder=str(row.values["holder"] or "").strip() or None)))
    problems += _alike(found)
    problems += _unknown(found, registry)
    if not problems and not any(legend.holder for _, legend in found):
        problems.append(Problem(file=path.name, message="no row has a holder, so nobody holds anything"))
    return tuple(legend for _, legend in found), sorted(problems, key=lambda p: p.row or 0)


def _read(fmt: TableFormat, path: Path) -> tuple[tuple[TableRow, ...], list[Problem]]:
    try:
        read = read_rows(fmt, [path])
    except TableError as error:
        return (), list(error.problems)
    return read.rows, list(read.found.problems)


def _off_picture(row: TableRow, size: tuple[int, int] | None) -> Iterator[Problem]:
    for name, most in zip(("x", "y"), size or (), strict=False):
        value = row.values[name]
        if not 0 <= float(str(value)) <= most:
            side = "wide" if name == "x" else "high"
            yield row.problem(name, f"this is off the picture, which is {most:,} pixels {side}", value)


def _no_plane(xy: np.ndarray, lon_lat: np.ndarray, transform: Wish) -> Iterator[str]:
    """Say why points fix no place in a picture."""
    if len(xy) < LEAST_POINTS:
        yield f"{len(xy)} control points; at least {LEAST_POINTS} are needed, far from each other"
        return
    for what, at in (("pixels", xy), ("positions", lon_lat)):
        if len(np.unique(at, axis=0)) < len(at):
            yield f"two control points have the same {what}; leave one out"
        elif lie_on_a_line(at):
            yield f"the {what} of the control points lie on one line; add a point beside it"
    if np.ptp(lon_lat[:, 0]) > 180:
        yield "the control points lie on both sides of the 180th meridian; cut the picture there"
    if transform == "thin-plate" and len(xy) < THIN_PLATE_FROM:
        yield f"--transform thin-plate needs {THIN_PLATE_FROM} control points; there are {len(xy)}"


def _alike(found: Sequence[tuple[TableRow, LegendRow]]) -> Iterator[Problem]:
    for (_, one), (row, two) in combinations(found, 2):
        if one.rgb == two.rgb:
            yield row.problem("colour", "this colour stands twice in the legend", to_hex(two.rgb))
        elif one.holder != two.holder:
            apart = float(difference(lab(np.array(one.rgb, float)), lab(np.array(two.rgb, float))))
            if apart < ALIKE:
                message = f"this can't be told from {to_hex(one.rgb)} (difference {apart:.1f})"
                yield row.problem("colour", message, to_hex(two.rgb))


def _unknown(found: Sequence[tuple[TableRow, LegendRow]], registry: Registry) -> list[Problem]:
    """List holders that are no actor, in a case that knows some; else names are looked up when asked."""
    named = [(row, legend.holder) for row, legend in found if legend.holder]
    unknown = [(row, holder) for row, holder in named if not registry.meant(holder)]
    if len(unknown) == len(named):
        return []
    message = "the case knows no such actor; write a name of the registry, or add it there"
    return [row.problem("holder", message, holder) for row, holder in unknown]
