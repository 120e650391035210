"""The map's rows, claims and ground in their JSON forms, and as features of one GeoJSON file."""

import math
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote as percent

import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.contact.standing import Standing
from holdfire.inquiry.map_content import MapClaim, MapContent
from holdfire.inquiry.map_window import Choice, Shown
from holdfire.model.event import date_of

NO_STATEMENT = "Borders and ground are as their sources draw them; no legal statement."


def event_record(everything: MapContent, row: int) -> dict[str, Any]:
    """Write a row: who, when, where, how exactly, and whom its sides were taken for."""
    events = everything.events
    names = {actor.label: actor.name for actor in everything.actors}
    return {
        "number": row,
        "id": events.event_id[row],
        "page": f"/events/{percent(events.event_id[row], safe=':')}",
        "dataset": everything.datasets[row],
        "kind": events.kind[row],
        "side_a": events.side_a[row],
        "side_b": events.side_b[row],
        "read_as": [names[everything.one[row]], names[everything.other[row]]],
        "date": [date_of(int(events.day[row])), date_of(int(events.end_day[row]) + 1)],
        "date_prec": int(events.date_prec[row]) or None,
        "lon": _known(events.lon[row]),
        "lat": _known(events.lat[row]),
        "where_prec": int(events.where_prec[row]) or None,
        "radius_km": _known(events.radius_km[row]),
        "place": events.place[row],
        "adm_1": events.adm_1[row],
        "country": events.country[row],
        "low": _known(events.low[row]),
        "best": _known(events.best[row]),
        "high": _known(events.high[row]),
        "sources": events.sources[row],
    }


def claim_record(everything: MapContent, one: MapClaim) -> dict[str, Any]:
    """Write a claim as its mark tells of it."""
    names = {actor.label: actor.name for actor in everything.actors}
    claim = one.claim
    return {
        "id": claim.id,
        "page": f"/documents/{claim.document}#{claim.id}",
        "document": claim.document,
        "kind": claim.kind,
        "status": claim.status,
        "names": sorted(names[label] for label in one.labels),
        "date": claim.date,
        "places": claim.places,
        "quote": claim.quote,
    }


def ground_record(everything: MapContent, now: Standing, on: date) -> dict[str, Any]:
    """Write how the control maps stand; sides as numbers of the map's actors. since, until: as long as so."""
    number = {actor.label: n for n, actor in enumerate(everything.actors)}
    return {
        "on": on,
        "since": now.since,
        "until": now.until,
        "ground": [
            {
                "source": held.source,
                "holder": None if held.holder is None else number[held.holder],
                "error_km": held.error_km,
                "geometry": geometry_of(held.shape),
            }
            for held in now.ground
        ],
        "fronts": [
            {
                "source": front.source,
                "sides": [number[front.one], number[front.other]],
                "km": round(front.km, 1),
                "errors": [{"km": km, "geometry": geometry_of(part)} for km, part in front.errors],
                "geometry": geometry_of(front.shape),
            }
            for front in now.fronts
        ],
        "disputed": [
            {
                "sources": [found.one, found.other],
                "km2": round(found.km2),
                "geometry": geometry_of(found.shape),
            }
            for found in now.disputed
        ],
        "places": [
            {
                "source": place.source,
                "holder": None if place.holder is None else number[place.holder],
                "at": [place.lon, place.lat],
                "name": place.name,
            }
            for place in now.places
        ],
    }


def features(everything: MapContent, choice: Choice, found: Shown) -> dict[str, Any]:
    """Write what is shown as one feature collection; `layer` says what each feature is."""
    made = [
        _feature(_at(record["lon"], record["lat"]), layer="event", **record)
        for record in (event_record(everything, row) for row in found.rows.tolist())
    ]
    for one in found.claims:
        record = claim_record(everything, one)
        for place in one.claim.places:
            if place.lon is not None and place.lat is not None:
                about = {"place": place.name, "radius_km": place.radius_km}
                made.append(_feature(_at(place.lon, place.lat), layer="claim", **record, **about))
    span = everything.span
    last = choice.until or (span[1] if span is not None else None)
    if last is not None and everything.spells:
        made += _ground_features(everything, last - timedelta(days=1))
    return {
        "type": "FeatureCollection",
        "features": made,
        "holdfire": {
            "choice": choice,
            "events": found.events_counted,
            "claims": found.claims_counted,
            "note": NO_STATEMENT,
        },
    }


def _ground_features(everything: MapContent, day: date) -> list[dict[str, Any]]:
    names = {actor.label: actor.name for actor in everything.actors}
    now = everything.standing(day)
    ground = [
        _feature(
            geometry_of(held.shape),
            layer="ground",
            on=day,
            source=held.source,
            holder=None if held.holder is None else names[held.holder],
            error_km=held.error_km,
        )
        for held in now.ground
    ]
    fronts = [
        _feature(
            geometry_of(line.shape),
            layer="front",
            on=day,
            source=line.source,
            sides=[names[line.one], names[line.other]],
            km=round(line.km, 1),
        )
        for line in now.fronts
    ]
    return [*ground, *fronts]


def _feature(geometry: dict[str, Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _at(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def geometry_of(shape: BaseGeometry) -> dict[str, Any]:
    """Write a shape as a GeoJSON geometry."""
    return dict(shapely.geometry.mapping(shape))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
