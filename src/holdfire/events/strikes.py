"""Releases of a belligerent on its own strikes: a line a place, with how many strikes, and no coordinates.

Who struck whom stands in the release's title and not in its table: the import says it (--side-a, --side-b).
The day is that of the release, which may be some days after the strikes: date_prec 2.
"""

from holdfire.model.event import UCDP_RADIUS_KM, EventKind
from holdfire.model.table import Column, Day, Decimal, TableFormat, Text, Whole

FORMAT = TableFormat(
    name="strikes",
    scheme="strikes",
    columns={
        "event_id": Column(aliases=("strike_id", "release_id"), kind=Text()),
        "side_a": Column(aliases=("striker", "belligerent"), kind=Text(), required=True),
        "side_b": Column(aliases=("target",), kind=Text(), required=True),
        "date_start": Column(
            aliases=("date", "release_date", "strike_date", "published"), kind=Day(), required=True
        ),
        "lat": Column(aliases=("latitude", "lat"), kind=Decimal(minimum=-90, maximum=90)),
        "lon": Column(aliases=("longitude", "lon", "lng"), kind=Decimal(minimum=-180, maximum=180)),
        "country": Column(aliases=("country",), kind=Text()),
        "adm_1": Column(aliases=("province", "governorate"), kind=Text()),
        "place": Column(aliases=("location", "place", "near"), kind=Text(), required=True),
        "acts": Column(
            aliases=("number", "strikes", "airstrikes", "number_of_strikes"),
            kind=Whole(minimum=0),
            required=True,
        ),
        "sources": Column(aliases=("source", "source_url", "url"), kind=Text()),
        "headline": Column(aliases=("description", "line", "text"), kind=Text()),
    },
    dates=("%m/%d/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d %B %Y", "%B %d, %Y"),
    empty=("", "NA", "Unknown", "unknown"),
    kinds={kind.value: kind for kind in EventKind},
    radius_km=UCDP_RADIUS_KM,
    fixed={"kind": EventKind.REMOTE, "initiator": "side_a", "date_prec": "2"},
    licence="that of the release, which the table does not name",
)
