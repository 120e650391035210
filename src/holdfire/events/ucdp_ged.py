"""UCDP GED: the full CSV of any release since 17 and cuts of it, by column names and never by their order.

Source: Högbladh, UCDP GED Codebook (type_of_violence, where_prec, date_prec); Sundberg & Melander 2013.
"""

from holdfire.model.event import UCDP_RADIUS_KM, EventKind
from holdfire.model.table import Column, Day, Decimal, TableFormat, Text, Whole

FORMAT = TableFormat(
    name="ucdp",
    scheme="ucdp",
    columns={
        "event_id": Column(aliases=("id",), kind=Text(), required=True),
        "raw_kind": Column(aliases=("type_of_violence",), kind=Text(), required=True),
        "side_a": Column(aliases=("side_a",), kind=Text(), required=True),
        "side_b": Column(aliases=("side_b",), kind=Text(), required=True),
        "date_start": Column(aliases=("date_start",), kind=Day(), required=True),
        "date_end": Column(aliases=("date_end",), kind=Day()),
        "date_prec": Column(aliases=("date_prec",), kind=Whole(minimum=1, maximum=5)),
        "lat": Column(aliases=("latitude",), kind=Decimal(minimum=-90, maximum=90), required=True),
        "lon": Column(aliases=("longitude",), kind=Decimal(minimum=-180, maximum=180), required=True),
        "where_prec": Column(aliases=("where_prec",), kind=Whole(minimum=1, maximum=7)),
        "country": Column(aliases=("country",), kind=Text(), required=True),
        "adm_1": Column(aliases=("adm_1",), kind=Text()),
        "adm_2": Column(aliases=("adm_2",), kind=Text()),
        "place": Column(aliases=("where_coordinates",), kind=Text()),
        # low, best and high are kept as reported: 1,462 of 176,579 rows of GED 21.1 break low <= best <= high
        "low": Column(aliases=("low", "low_est", "low_death"), kind=Whole(minimum=0)),
        "best": Column(aliases=("best", "best_est", "best_death"), kind=Whole(minimum=0), required=True),
        "high": Column(aliases=("high", "high_est", "high_death"), kind=Whole(minimum=0)),
        "sources": Column(aliases=("source_office",), kind=Text()),
        "headline": Column(aliases=("source_headline",), kind=Text()),
        "side_a_id": Column(aliases=("side_a_new_id", "side_a_id"), kind=Text()),
        "side_b_id": Column(aliases=("side_b_new_id", "side_b_id"), kind=Text()),
        "clarity": Column(aliases=("event_clarity",), kind=Whole(minimum=1)),
    },
    dates=(
        "%Y-%m-%d",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M:%S.%f",
        "%Y-%m-%dT%H:%M:%S",
        "%m/%d/%Y",
        "%m/%d/%Y %H:%M:%S",
    ),
    empty=("", "NA", "1753-01-01"),
    kinds={"1": EventKind.STATE_BASED, "2": EventKind.NON_STATE, "3": EventKind.ONE_SIDED},
    radius_km=UCDP_RADIUS_KM,
    licence="CC BY 4.0, Uppsala Conflict Data Program",
)
