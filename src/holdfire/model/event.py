"""The columns that every event table is turned into, and the codes they use."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum


class EventKind(StrEnum):
    """What a row tells of; each scheme maps its own codes to these and keeps its own beside them.

    The first three are UCDP's type_of_violence 1, 2, 3; violence against civilians is always ONE_SIDED.
    The others are for schemes that tell by the manner and not by who takes part (ACLED, strike releases).
    """

    STATE_BASED = "state_based"
    NON_STATE = "non_state"
    ONE_SIDED = "one_sided"
    BATTLE = "battle"
    REMOTE = "remote_violence"  # strikes, shelling, mines: UCDP has those between two sides in its first two
    PROTEST = "protest"
    RIOT = "riot"
    STRATEGIC = "strategic"  # agreements, arrests, ground that changed hands without violence


FOUGHT: tuple[EventKind, ...] = (
    EventKind.STATE_BASED,
    EventKind.NON_STATE,
    EventKind.BATTLE,
    EventKind.REMOTE,
)
"""The kinds in which two sides fight; a row is a clash only where both its sides are armed parties too."""

VIOLENT: tuple[EventKind, ...] = (*FOUGHT, EventKind.ONE_SIDED)
"""The kinds in which one side does the other violence; an agreement or a protest is no event of a dyad."""


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
    "side_a_id",  # the source's own id of the actor, or ids where the side is several
    "side_b_id",
    "initiator",  # "side_a" or "side_b": who acted, only where the scheme says so
    "acts",  # how many acts, such as strikes, the row stands for; null is one
    "clarity",  # the source's code of how clear the event is
)
"""Columns of an events Parquet file, in order; all after date_start may be null.

date_prec and where_prec are on UCDP's scales, 1 the best; a format says what codes of other scales are there.
lat, lon: null is "not on the map": counted and listed, never dropped. Columns after headline came later:
files made before lack them, and read as null.
"""

UCDP_RADIUS_KM: Mapping[int, float] = {1: 1.0, 2: 25.0, 3: 40.0, 4: 100.0, 5: 100.0, 6: 400.0, 7: 400.0}
"""Radius within which a UCDP where_prec places an event; 2 is "within about 25 km", the rest centroids."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Count days since 1970-01-01, as event columns do."""
    return (day - _EPOCH).days


def date_of(number: int) -> date:
    """Turn days since 1970-01-01 into a date; the other way round than `day_number`."""
    return _EPOCH + timedelta(days=number)
