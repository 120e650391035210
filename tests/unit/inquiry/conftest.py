"""A war written down row by row, as a question sees it."""

from datetime import date

import numpy as np
import pytest

from holdfire.base.events import EventColumns
from holdfire.contact.grid import Projection
from holdfire.inquiry.areas import inside
from holdfire.inquiry.war import War
from holdfire.model.allegation import Area, AreaKind, Period
from holdfire.model.event import day_number

PLANE = Projection(lon=38.0, lat=35.0)
TEXTS = ("event_id", "side_a", "side_b", "country", "adm_1", "adm_2", "place", "sources", "kind")
TEXTS += ("side_a_id", "side_b_id", "initiator")
WHOLE = ("day", "end_day", "where_prec", "date_prec", "acts", "clarity")
OFF_THE_MAP = {"lon": np.nan, "lat": np.nan}
USUAL = {
    "side_a": "gov",
    "side_b": "is",
    "country": "Velmar",
    "adm_1": "North",
    "adm_2": "",
    "place": "",
    "sources": "desk",
    "kind": "state_based",
    "where_prec": 1,
    "date_prec": 1,
    "radius_km": 1.0,
    "low": 1.0,
    "best": 1.0,
    "high": 1.0,
    "side_a_id": "",
    "side_b_id": "",
    "initiator": "",
    "acts": 1,
    "clarity": 1,
}


@pytest.fixture
def events_of():
    """Make events from rows with x, y (km around 38 E, 35 N), on (a date) and what differs from the usual.

    mapped=False: the source gives no coordinates.
    """

    def make(rows) -> EventColumns:
        full = []
        for number, given in enumerate(rows):
            row = {"x": 0.0, "y": 0.0, "on": date(2017, 10, 15), "event_id": f"t:{number}", **USUAL, **given}
            lon, lat = PLANE.inverse(row["x"], row["y"])
            day = day_number(row["on"])
            place = {"lon": float(lon), "lat": float(lat)} if row.get("mapped", True) else OFF_THE_MAP
            full.append({"end_day": day, **row, **place, "day": day})
        names = (*TEXTS, *WHOLE, "lat", "lon", "radius_km", "low", "best", "high")
        kinds = dict.fromkeys(TEXTS, object) | dict.fromkeys(WHOLE, np.int64)
        return EventColumns(
            **{name: np.array([row[name] for row in full], dtype=kinds.get(name, float)) for name in names}
        )

    return make


@pytest.fixture
def war_of(events_of):
    """Make a question's view of rows: gov and is against rebels, in North, October and November 2017."""

    def make(rows, *, area=None, spells=(), **other) -> War:
        events = events_of(rows)
        area = area or Area(kind=AreaKind.ADM_1, name="North", asked="North", countries=("Velmar",))
        labels = {*events.side_a.tolist(), *events.side_b.tolist()} - {"civilians", "mixed"}
        return War(
            **{
                "events": events,
                "one": events.side_a,
                "other": events.side_b,
                "inside": inside(area, events),
                "spells": tuple(spells),
                "a": "gov",
                "b": "is",
                "c": "rebels",
                "armed": frozenset(labels),
                "period": Period(since=date(2017, 10, 1), until=date(2017, 12, 1)),
                "area": area,
                **other,
            }
        )

    return make
