"""A picture of a control map, put on the earth in the browser: points and colours clicked, then read."""

import base64
import csv
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field, Json
from starlette.concurrency import run_in_threadpool

from holdfire.case.folder import Case
from holdfire.digitise.picture import read_picture
from holdfire.digitise.proposing import propose_legend
from holdfire.digitise.registration import Wish
from holdfire.errors import ControlError, Problem
from holdfire.inquiry import reading
from holdfire.intake.digitised_report import DigitisedReport
from holdfire.intake.digitising import PictureOf, digitise_map
from holdfire.web.adding import harmless_name, receive
from holdfire.web.api import json_response
from holdfire.web.site import Site, TheCase, TheSite
from holdfire.web.templating import page

router = APIRouter()

POINTS, COLOURS = "control points.csv", "legend colours.csv"
TABLES = {POINTS: "control points", COLOURS: "legend"}


class PicturePoint(BaseModel):
    """A control point: pixels from the top left, degrees."""

    x: float
    y: float
    lon: float
    lat: float


class PictureColour(BaseModel):
    """A colour of the legend as #rrggbb; without a holder it is background."""

    colour: str
    holder: str = ""


class PictureAsked(BaseModel):
    """What is said of a picture, as `holdfire control digitise` takes it."""

    points: tuple[PicturePoint, ...]
    legend: tuple[PictureColour, ...]
    day: Annotated[date, Field(alias="date")]
    until: date | None = None
    name: str | None = None
    source: str | None = None
    transform: Wish = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRead:
    """What a picture gave: the report, its sentences, the picture with the borders drawn in (base64 PNG)."""

    report: DigitisedReport
    said: tuple[str, ...]
    overlay: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendColour:
    """A colour that a picture is painted with; legend: it stands in the picture's own legend."""

    colour: str
    share: float
    legend: bool


Name = Annotated[str, Query(min_length=1, max_length=1000, description="the picture's file name")]


@router.get("/picture", include_in_schema=False)
def picture_page(request: Request, case: TheCase) -> HTMLResponse:
    """Show where a picture of a map is put on the earth."""
    names = sorted(reading.names_of(case).values())
    return page(request, case, "picture.html", key="map", names=names)


@router.post("/api/pictures/colours", response_model=tuple[LegendColour, ...], tags=["pictures"])
async def find_colours(request: Request, name: Name) -> Response:
    """List the colours of a picture, whose bytes are the body: those of its legend first."""
    with tempfile.TemporaryDirectory(prefix="holdfire-sent-") as folder:
        image = Path(folder) / harmless_name(name)
        await receive(request, image)
        return json_response(await run_in_threadpool(_colours, image))


@router.post("/api/pictures", response_model=PictureRead, tags=["pictures"])
async def read_map(
    request: Request,
    case: TheCase,
    site: TheSite,
    name: Name,
    asked: Annotated[Json[PictureAsked], Query(description="points, legend, date … as JSON")],
    dry_run: bool = False,  # noqa: FBT001, FBT002  a query parameter
) -> Response:
    """Read ground off a picture, whose bytes are the body; dry_run: the case stays as it is."""
    with tempfile.TemporaryDirectory(prefix="holdfire-sent-") as folder:
        image = Path(folder) / harmless_name(name)
        await receive(request, image)
        chosen = case.rehearsal() if dry_run else case
        return json_response(await run_in_threadpool(_read, chosen, site, image, asked))


def _colours(image: Path) -> list[LegendColour]:
    try:
        found = propose_legend(read_picture(image.read_bytes(), image.name))
    except ControlError as error:
        raise HTTPException(409, _words(error)) from error
    return [LegendColour(colour=p.colour, share=p.share, legend=p.patch is not None) for p in found]


def _read(case: Case, site: Site, image: Path, asked: PictureAsked) -> PictureRead:
    points, legend = image.with_name(POINTS), image.with_name(COLOURS)
    _write(points, ("x", "y", "lon", "lat"), [(p.x, p.y, p.lon, p.lat) for p in asked.points])
    _write(legend, ("colour", "holder"), [(c.colour, c.holder) for c in asked.legend])
    of = PictureOf(
        image=image,
        points=points,
        legend=legend,
        since=asked.day,
        until=asked.until,
        name=asked.name or None,
        source=asked.source or None,
        transform=asked.transform,
    )
    try:
        report, drawn = digitise_map(case, of, act=site.act())
    except ControlError as error:
        raise HTTPException(409, _words(error)) from error
    return PictureRead(
        report=report, said=tuple(report.sentences()), overlay=base64.b64encode(drawn).decode("ascii")
    )


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows((header, *rows))


def _words(error: ControlError) -> str:
    return "\n".join(_told(problem) for problem in error.problems) or str(error)


def _told(problem: Problem) -> str:
    """Name a row as the screen does: the tables begin with a header that nobody sees there."""
    if problem.file not in TABLES or problem.row is None:
        return str(problem)
    return str(replace(problem, file=TABLES[problem.file], unit="row", row=problem.row - 1))
