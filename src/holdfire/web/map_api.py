"""The map as JSON: what is shown with its rows, the ground of a day, the borders to draw, and an export."""

from datetime import date
from itertools import islice
from typing import Annotated

import numpy as np
import shapely
from fastapi import APIRouter, HTTPException, Path, Query, Response
from pydantic import BaseModel

from holdfire.base.events import EventStore
from holdfire.case.contents import event_tables
from holdfire.inquiry.area_sources import imported
from holdfire.inquiry.map_content import NOT_ACTORS
from holdfire.inquiry.map_window import shown
from holdfire.inquiry.reading import settings
from holdfire.intake.settings import set_colour
from holdfire.web.api import json_response
from holdfire.web.map_columns import map_columns
from holdfire.web.map_query import TheChoice, TheMap
from holdfire.web.map_records import claim_record, event_record, features, geometry_of, ground_record
from holdfire.web.site import TheCase, TheSite

router = APIRouter(prefix="/api", tags=["map"])

MOST_ROWS = 10_000
DRAWN_LEVELS = ("country", "adm_1", "adm_2")
BORDER_DEGREES = 0.002  # borders are drawn to about 200 m; questions use them as they are

EventId = Annotated[str, Path(max_length=300, description="id of an event, with its scheme")]


@router.get("/map")
def show_map(
    everything: TheMap,
    choice: TheChoice,
    limit: Annotated[int, Query(ge=0, le=MOST_ROWS)] = 1000,
    after: Annotated[int, Query(ge=0, description="leave out so many rows")] = 0,
) -> Response:
    """Show what the map shows: counts that add up, rows in order of their day, claims, what is not on it."""
    found = shown(everything, choice)
    rows = found.rows[after : after + limit].tolist()
    off = np.flatnonzero(np.isnan(everything.events.lon) | np.isnan(everything.events.lat))
    return json_response(
        {
            "choice": choice,
            "events": found.events_counted,
            "claims": found.claims_counted,
            "rejected_claims": everything.rejected,
            "counted_once": everything.counted_once,
            "looked": everything.looked,
            "rows": [event_record(everything, row) for row in rows],
            "following": after + limit if after + limit < len(found.rows) else None,
            "shown_claims": [claim_record(everything, one) for one in found.claims],
            "not_on_map": {
                "events": [event_record(everything, row) for row in islice(off.tolist(), MOST_ROWS)],
                "claims": [claim_record(everything, one) for one in everything.claims if not one.placed],
            },
        }
    )


@router.get("/map/columns")
def show_columns(case: TheCase, everything: TheMap) -> Response:
    """Give all events as binary columns behind a JSON header: what the page draws any window from."""
    return Response(map_columns(everything, settings(case).colours), media_type="application/octet-stream")


class Coloured(BaseModel):
    """In which colour maps draw an actor, as #rrggbb; null: in its usual one."""

    actor: str
    colour: str | None


@router.post("/map/colours")
def choose_colour(case: TheCase, site: TheSite, everything: TheMap, chosen: Coloured) -> Response:
    """Choose in which colour maps draw an actor; gives all that were chosen, by the actors' labels."""
    if chosen.actor not in {one.label for one in everything.actors} - set(NOT_ACTORS):
        raise HTTPException(404, f"No actor of this map is called {chosen.actor}.")
    return json_response(set_colour(case, chosen.actor, chosen.colour, site.act()))


@router.get("/map/rows")
def show_rows(
    everything: TheMap,
    numbers: Annotated[str, Query(pattern=r"^\d+(,\d+)*$", max_length=5000, description="numbers of rows")],
    version: Annotated[str, Query(max_length=64, description="of the columns that the numbers are from")],
) -> Response:
    """Show rows by their numbers in the columns; 409 where these were made before the case changed."""
    if version != everything.version:
        raise HTTPException(409, "The case has changed since the map was opened. Load the page again.")
    asked = [n for n in map(int, numbers.split(",")) if n < len(everything.events)]
    return json_response([event_record(everything, n) for n in asked])


@router.get("/map/row")
def show_row(everything: TheMap, id: Annotated[str, Query(max_length=300)]) -> Response:  # noqa: A002
    """Show the row of an event by its id, with its number in the columns; 404 where none counts."""
    found = np.flatnonzero(everything.events.event_id == id)
    if not len(found):
        raise HTTPException(404, f"No event on this map is called {id}.")
    return json_response(event_record(everything, int(found[0])))


@router.get("/map/ground")
def show_ground(everything: TheMap, on: date) -> Response:
    """Show who holds what on a day by each source, the fronts, and ground of which two sources differ."""
    return json_response(ground_record(everything, everything.standing(on), on))


@router.get("/map/borders")
def show_borders(case: TheCase) -> Response:
    """Give the outlines of areas that the case has imported, simplified for drawing."""
    drawn = [area for area in imported(case).boundaries if area.level in DRAWN_LEVELS]
    shapes = shapely.simplify(shapely.from_geojson([area.outline for area in drawn]), BORDER_DEGREES)
    return json_response(
        [
            {"name": area.name, "level": area.level, "at": [area.lon, area.lat], "geometry": mapping}
            for area, mapping in zip(drawn, map(geometry_of, shapes.tolist()), strict=True)
        ]
    )


@router.get("/map.geojson")
def export_map(everything: TheMap, choice: TheChoice) -> Response:
    """Export what is shown as GeoJSON: events, claims, and the ground and fronts of the window's last day."""
    made = json_response(features(everything, choice, shown(everything, choice)))
    made.headers["content-disposition"] = 'attachment; filename="holdfire-map.geojson"'
    made.headers["content-type"] = "application/geo+json"
    return made


def whole_row(case: TheCase, event_id: EventId) -> dict[str, object]:
    """Fetch a row with all its columns; answer 404 where there is none of that id."""
    found = EventStore(event_tables(case)).rows([event_id])
    if not found:
        raise HTTPException(404, f"No event of this case is called {event_id}.")
    return found[0]


@router.get("/events/{event_id:path}")
def show_event(case: TheCase, event_id: EventId) -> Response:
    """Show the row of an event as it was imported, with its file and line."""
    return json_response(whole_row(case, event_id))
