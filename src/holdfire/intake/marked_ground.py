"""Dated place marks of a case to ground: read, placed, followed through time and drawn."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.case.folder import Case
from holdfire.contact.grid import projection_for
from holdfire.control.cells import REACH_KM, ground_of
from holdfire.control.geojson import read_json
from holdfire.control.geometry import Geometry, read_geometry
from holdfire.control.place_marks import Looks, Site, sites_of
from holdfire.errors import LISTED_PROBLEMS, ControlError, Problem
from holdfire.intake.control_report import MarksReport
from holdfire.intake.locating import NamedPlaces
from holdfire.intake.mark_rows import MarkRows, last_seen, marks_of
from holdfire.lexicon.normal import fold
from holdfire.model.control import ControlSpell


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRules:
    """How marks become ground. gap_days: None lets a mark count until the next of its place.

    seen: tables of when the source was looked at, or of when it listed each place last. within: a map of the
    ground beyond which nothing is drawn.
    """

    reach_km: float = REACH_KM
    gap_days: int | None = None
    seen: tuple[Path, ...] = ()
    within: Path | None = None
    skip_bad: bool = False


def marked_ground(
    case: Case, files: Sequence[Path], *, columns: Mapping[str, str], rules: MarkRules
) -> tuple[tuple[ControlSpell, ...], MarksReport]:
    """Turn tables of dated place marks into dated ground; source stays empty.

    Raises
    ------
    ControlError
        Where a row is bad or no mark is on the map; lists every problem.
    """
    within = None if rules.within is None else _ground(rules.within)
    days, last = last_seen(rules.seen)
    locate = NamedPlaces(case) if case.names("places/*.parquet") else None
    read = marks_of(files, columns, locate, last)
    _refuse(read, files, skip_bad=rules.skip_bad)
    lon, lat = (np.array([getattr(mark, name) for mark in read.marks]) for name in ("lon", "lat"))
    plane = projection_for(lon, lat)
    sites = sites_of(read.marks, plane, Looks(gap=rules.gap_days, days=days))
    spells = ground_of(sites, plane, reach_km=rules.reach_km, within=within)
    if not spells:
        message = "no place lies within the ground given; is it the right one?"
        raise ControlError(
            "nothing was imported; mend this:", [Problem(file=f.name, message=message) for f in files]
        )
    return spells, _report(read, sites, spells, rules)


def _refuse(read: MarkRows, files: Sequence[Path], *, skip_bad: bool) -> None:
    if read.problems and not skip_bad:
        problems = read.problems
        if {p.column and p.column.casefold() in ("lat", "latitude", "y") for p in problems} == {True}:
            message = "are latitude and longitude swapped? Say so with --column lat=… --column lon=…"
            problems = (Problem(file=files[0].name, message=message), *problems)
        raise ControlError(
            "nothing was imported; mend these, or leave these rows out with --skip-bad:",
            problems,
            read.total + len(problems) - len(read.problems),
        )
    if not read.marks:
        message = "no mark has coordinates, and no gazetteer of the case knows its names; import one first"
        raise ControlError(
            "nothing was imported; mend this:", [Problem(file=f.name, message=message) for f in files]
        )


def _report(
    read: MarkRows, sites: Sequence[Site], spells: Sequence[ControlSpell], rules: MarkRules
) -> MarksReport:
    named: dict[str, set[Site]] = defaultdict(set)
    for site in sites:
        for name in site.names:
            named[fold(name)].add(site)
    errors = [spell.error_km or 0.0 for spell in spells]

    def called(site: Site) -> str:
        several = len(named[fold(site.names[0])]) > 1
        return f"{site.names[0]} ({site.lat:g}, {site.lon:g})" if several else site.names[0]

    return MarksReport(
        rows=read.rows,
        rejected=read.rejected,
        problems=read.problems[:LISTED_PROBLEMS],
        places=len(sites),
        by_name=read.by_name,
        off_map=read.off_map,
        ambiguous=read.ambiguous,
        homonyms=tuple(sorted({min(s.names[0] for s in of) for of in named.values() if len(of) > 1})),
        clashes={
            called(site): tuple(day.isoformat() for day in site.clashes) for site in sites if site.clashes
        },
        reach_km=rules.reach_km,
        gap_days=rules.gap_days,
        error_km=(min(errors), statistics.median(errors), max(errors)),
    )


def _ground(path: Path) -> BaseGeometry:
    """Read the polygons of a GeoJSON file as one piece of ground."""
    whole = read_json(path)
    features = whole.get("features") if isinstance(whole, dict) else None
    inside = features if isinstance(features, list) else [whole]
    geometries = [f.get("geometry", f) if isinstance(f, dict) else f for f in inside]
    read = [read_geometry(geometry) for geometry in geometries]
    faults = [
        Problem(file=path.name, row=n, unit="feature", column="geometry", message=message)
        for n, found in enumerate(read, start=1)
        if not isinstance(found, Geometry)
        for message in found
    ]
    shapes = [
        shapely.make_valid(shapely.Polygon(polygon[0], polygon[1:]))
        for found in read
        if isinstance(found, Geometry)
        for polygon in found.polygons
    ]
    if faults or not shapes:
        faults = faults or [Problem(file=path.name, message="there is no polygon in it")]
        raise ControlError(f"{path.name} is no ground that a map could be cut to", faults)
    return shapely.union_all(shapes)
