"""The map's page, the page of one row, and the files of the library that the map is drawn with."""

from importlib.metadata import distribution
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from holdfire.web.map_api import EventId, whole_row
from holdfire.web.site import TheCase
from holdfire.web.templating import page

router = APIRouter(include_in_schema=False)


def leaflet_files() -> StaticFiles:
    """Serve Leaflet from the package that brings it; none of its files is part of this one."""
    return StaticFiles(
        directory=Path(str(distribution("XStatic-Leaflet").locate_file("xstatic/pkg/leaflet/data")))
    )


@router.get("/map")
def map_page(request: Request, case: TheCase) -> HTMLResponse:
    """Show events, claims and control on one map with time; the address says what of them."""
    return page(request, case, "map.html", key="map")


@router.get("/events/{event_id:path}")
def event_page(request: Request, case: TheCase, event_id: EventId) -> HTMLResponse:
    """Show the row of an event as it was imported."""
    return page(request, case, "event.html", key="map", row=whole_row(case, event_id), event_id=event_id)
