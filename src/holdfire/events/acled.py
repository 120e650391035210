"""ACLED: the 31-column export and older shapes, by column names and never by their order.

Source: ACLED Codebook (event and sub-event types, inter codes, time_precision, geo_precision). It says that
actor1 and actor2 imply no direction: `initiator` stays open. One figure of fatalities is given: best alone.
"""

from holdfire.model.event import UCDP_RADIUS_KM, EventKind
from holdfire.model.table import MEMBERS, Column, Day, Decimal, Joined, TableFormat, Text, Whole

FORMAT = TableFormat(
    name="acled",
    scheme="acled",
    columns={
        "event_id": Column(
            aliases=("event_id_cnty", "data_id", "event_id_no_cnty"), kind=Text(), required=True
        ),
        "raw_kind": Column(
            aliases=("event_type",),
            kind=Text(),
            required=True,
            joined=Joined(aliases=("sub_event_type",), glue=": "),
        ),
        "side_a": Column(
            aliases=("actor1",),
            kind=Text(),
            required=True,
            joined=Joined(aliases=("assoc_actor_1", "ally_actor_1"), glue=MEMBERS),
        ),
        "side_b": Column(
            aliases=("actor2",),
            kind=Text(),
            joined=Joined(aliases=("assoc_actor_2", "ally_actor_2"), glue=MEMBERS),
        ),
        "side_a_type": Column(aliases=("inter1",), kind=Text()),
        "side_b_type": Column(aliases=("inter2",), kind=Text()),
        "date_start": Column(aliases=("event_date",), kind=Day(), required=True),
        "date_prec": Column(aliases=("time_precision",), kind=Whole(minimum=1, maximum=3)),
        "lat": Column(aliases=("latitude",), kind=Decimal(minimum=-90, maximum=90), required=True),
        "lon": Column(aliases=("longitude",), kind=Decimal(minimum=-180, maximum=180), required=True),
        "where_prec": Column(aliases=("geo_precision", "geo_precis"), kind=Whole(minimum=1, maximum=3)),
        "country": Column(aliases=("country",), kind=Text(), required=True),
        "adm_1": Column(aliases=("admin1",), kind=Text()),
        "adm_2": Column(aliases=("admin2",), kind=Text()),
        "place": Column(aliases=("location",), kind=Text()),
        "best": Column(aliases=("fatalities",), kind=Whole(minimum=0), required=True),
        "sources": Column(aliases=("source",), kind=Text()),
        "headline": Column(aliases=("notes",), kind=Text()),
    },
    dates=("%Y-%m-%d", "%d-%b-%y", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%Y-%m-%d %H:%M:%S"),
    empty=("", "NA"),
    kinds={
        "Battles": EventKind.BATTLE,
        "Explosions/Remote violence": EventKind.REMOTE,
        "Violence against civilians": EventKind.ONE_SIDED,
        "Protests": EventKind.PROTEST,
        "Riots": EventKind.RIOT,
        "Strategic developments": EventKind.STRATEGIC,
        # types of releases before 2019
        "Battle-No change of territory": EventKind.BATTLE,
        "Battle-Government regains territory": EventKind.BATTLE,
        "Battle-Non-state actor overtakes territory": EventKind.BATTLE,
        "Remote violence": EventKind.REMOTE,
        "Riots/Protests": EventKind.RIOT,
        "Headquarters or base established": EventKind.STRATEGIC,
        "Non-violent activity by a conflict actor": EventKind.STRATEGIC,
        "Strategic development": EventKind.STRATEGIC,
        "Non-violent transfer of territory": EventKind.STRATEGIC,
    },
    codes={
        "date_prec": {2: 3, 3: 4},
        "where_prec": {2: 2, 3: 4},
    },  # a week, a month; a part of, a whole region
    radius_km=UCDP_RADIUS_KM,
    unarmed=("6", "7", "Protesters", "Civilians"),
    licence="ACLED, terms of use of acleddata.com; not to be passed on",
)
