"""The columns that every event table is turned into, and the codes they use."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """Kinds of organised violence, as UCDP tells them apart (type_of_violence 1, 2, 3)."""

    STATE_BASED = "state_based"
    NON_STATE = "non_state"
    ONE_SIDED = "one_sided"


COLUMNS: tuple[str, ...] = (
    "event_id",  # scheme:id, unique in a case
    "dataset",
    "row",  # line of the source file where the row begins, 1-based with the header as line 1
    "kind",
    "raw_kind",
    "side_a",  # raw names; undirected: side_a is no attacker
    "side_b",
    "date_start",
    "date_end",  # last day of the event, inclusive as in UCDP; equals date_start where the source has none
    "date_prec",
    "lat",
    "lon",
    "where_prec",
    "radius_km",
    "country",
    "adm_1",
    "adm_2",
    "place",
    "low",
    "best",
    "high",
    "sources",
    "headline",
)
"""Columns of an events Parquet file, in order; all after date_start may be null but lat, lon, country."""

UCDP_RADIUS_KM: Mapping[int, float] = {1: 1.0, 2: 25.0, 3: 40.0, 4: 100.0, 5: 100.0, 6: 400.0, 7: 400.0}
"""Radius within which a UCDP where_prec places an event; 2 is "within about 25 km", the rest centroids."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Count days since 1970-01-01, as event columns do."""
    return (day - _EPOCH).days
