"""A picture of a control map into a case: checked, read, put on the earth, kept with what it shows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import shapely

from holdfire.actors.registry import Registry
from holdfire.case.act import Act
from holdfire.case.contents import actors
from holdfire.case.folder import Case
from holdfire.control.mending import polygons_of
from holdfire.digitise.digitising import Digitised, LegendRow, digitise
from holdfire.digitise.overlay import overlay
from holdfire.digitise.picture import Picture, read_picture, write_png
from holdfire.digitise.proposing import propose_legend
from holdfire.digitise.registration import Points, Wish, register
from holdfire.errors import ControlError, Problem
from holdfire.intake.control import put_map
from holdfire.intake.digitised_report import DigitisedReport, report_of
from holdfire.intake.legend_rows import legend_of, points_of
from holdfire.model.control import ControlSpell
from holdfire.model.ids import slug
from holdfire.records.values import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOf:
    """A picture with what the user says of it.

    legend: a table of colours and holders; None: the legend that is found in the picture, its colours held by
    `holders` in order. until: the first day that no longer counts.
    """

    image: Path
    points: Path
    legend: Path | None
    holders: tuple[str, ...] = ()
    since: date
    until: date | None = None
    name: str | None = None
    source: str | None = None
    transform: Wish = "auto"
    speck_km2: float | None = None


def digitise_map(case: Case, asked: PictureOf, *, act: Act) -> tuple[DigitisedReport, bytes]:
    """Put the ground that a picture shows into a case as control/<name>.geojson; gives the overlay, too.

    Raises
    ------
    ControlError
        With everything that is wrong with the picture, the points, the legend and the days; nothing was
        changed. BusyError
        Where another process imports a map of that name at the same time.
    """
    data = _bytes(asked.image)
    picture, points, legend = _checked(case, asked, data)
    registration = register(points, asked.transform)
    found = digitise(picture, legend, registration, speck_km2=asked.speck_km2)
    title = slug(asked.name if asked.name is not None else asked.image.stem)
    spells = _spells(found, asked, source=asked.source or title)
    if not spells:
        raise _refused(asked, [_problem(asked.image, "shows none of the legend's colours as ground")])
    drawn = write_png(overlay(picture, found, points))
    files = [(asked.image, data), (asked.points, _bytes(asked.points))]
    files += [] if asked.legend is None else [(asked.legend, _bytes(asked.legend))]
    kept = _kept(title, files, asked)
    report = report_of(title, picture, points, registration, found, kept=tuple(kept))
    beside = {**kept, f"control/pictures/{title}/overlay.png": drawn}
    beside[f"control/pictures/{title}/digitised.json"] = encode(report)
    sources = [{"file": path.name, "sha256": hashlib.sha256(content).hexdigest()} for path, content in files]
    imported = put_map(
        case, spells, title=title, sources=sources, act=act, verb="control digitise", beside=beside
    )
    return report.with_map(imported), drawn


def _checked(case: Case, asked: PictureOf, data: bytes) -> tuple[Picture, Points, tuple[LegendRow, ...]]:
    """Read all that the user gives; raise once, with what is wrong in all of it."""
    problems: list[Problem] = []
    picture: Picture | None = None
    try:
        picture = read_picture(data, asked.image.name)
    except ControlError as error:
        problems += error.problems
    size = None if picture is None else picture.size
    points, wrong = points_of(asked.points, size, asked.transform)
    problems += wrong
    legend: tuple[LegendRow, ...] = ()
    if asked.legend is not None:
        legend, wrong = legend_of(asked.legend, Registry(actors(case)))
        problems += wrong
    elif picture is not None:
        legend, wrong = _found_legend(asked, picture)
        problems += wrong
    if asked.until is not None and asked.until <= asked.since:
        message = f"--until is not after --date ({asked.since}); it is the first day that no longer counts"
        problems.append(_problem(asked.image, message))
    if problems or picture is None or points is None:
        raise _refused(asked, problems)
    return picture, points, legend


def _found_legend(asked: PictureOf, picture: Picture) -> tuple[tuple[LegendRow, ...], list[Problem]]:
    """Take the legend in the picture, if the user says whose its colours are; else tell its colours."""
    every = propose_legend(picture)
    patches = [colour for colour in every if colour.patch is not None]
    if patches and len(asked.holders) == len(patches):
        rows = zip(patches, asked.holders, strict=True)
        return tuple(LegendRow(rgb=p.rgb, holder=h.strip() or None) for p, h in rows), []
    listed = ", ".join(f"{p.colour} ({p.share:.1%} of the picture)" for p in patches or every)
    how = "write them with --legend FILE as a table with the columns colour and holder"
    if not every:
        return (), [_problem(asked.image, f"no legend and no flat colour was found; {how}")]
    if not patches:
        return (), [_problem(asked.image, f"no legend was found; its flat colours are {listed}; {how}")]
    said = f"; {len(asked.holders)} were named" if asked.holders else ""
    ask = f"whose are the {len(patches)} colours of its legend: {listed}?"
    message = f"{ask} Name them in this order, --holder NAME each{said}; or {how}"
    return (), [_problem(asked.image, message)]


def _spells(found: Digitised, asked: PictureOf, *, source: str) -> list[ControlSpell]:
    legend = {c.holder: c.given for c in reversed(found.colours)}
    return [
        ControlSpell(
            holder=holder,
            since=asked.since,
            until=asked.until,
            polygons=polygons_of(area if area.is_valid else shapely.make_valid(area)),
            error_km=round(found.error_km, 3),
            source=source,
            legend=legend[holder],
        )
        for holder, area in found.areas.items()
    ]


def _kept(title: str, files: Sequence[tuple[Path, bytes]], asked: PictureOf) -> dict[str, bytes]:
    """Name the given files in the case: by what they are, since their own names may be anything."""
    names = {asked.image: f"picture{asked.image.suffix.lower()}", asked.points: "points"}
    folder = f"control/pictures/{title}"
    return {
        f"{folder}/{names.get(path, 'legend')}{'' if path == asked.image else path.suffix.lower()}": content
        for path, content in files
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"the file can't be read: {error.strerror}"
        raise ControlError("nothing was imported; mend this:", [_problem(path, message)]) from error


def _problem(path: Path, message: str) -> Problem:
    return Problem(file=path.name, message=message)


def _refused(asked: PictureOf, problems: Sequence[Problem]) -> ControlError:
    return ControlError(f"{asked.image.name}: nothing was imported; mend these:", problems)
