"""Stated deaths and strikes against the rows of the event data."""

from datetime import date, timedelta

import numpy as np
import pytest
from pyproj import Geod

from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckKind, CheckStatus

CONSISTENT, INCONSISTENT, UNKNOWN = CheckStatus
OSK = KnownPlace(name="Osk", lat=41.0, lon=12.0, radius_km=5.0)
ROWS = [
    {"id": "v:1", "place": (41.0, 12.0), "days": ("2031-05-04", "2031-05-04"), "deaths": (30, 41, 60)},
    {"id": "v:2", "place": (41.02, 12.01), "days": ("2031-05-04", "2031-05-05"), "deaths": (2, 3, 5)},
    {"id": "v:3", "place": (41.6, 12.0), "days": ("2031-05-04", "2031-05-04"), "deaths": (9, 9, 9)},
    {"id": "v:4", "place": (41.0, 12.0), "days": ("2031-05-20", "2031-05-20"), "deaths": (7, 8, 9)},
    {
        "id": "v:5",
        "place": (41.0, 12.0),
        "days": ("2031-05-04", "2031-05-04"),
        "kind": "remote_violence",
        "acts": 6,
    },
]


def tolls(found):
    return [f for f in found if f.check is CheckKind.EVENTS]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("On 4 May 2031 some 40 people were killed in Osk.", CONSISTENT),
        ("On 4 May 2031 at least 900 people were killed in Osk.", INCONSISTENT),
        ("On 4 May 2031 up to 900 people were killed in Osk.", CONSISTENT),
        ("Shelling killed 12 soldiers in Osk on 4 May 2031.", CONSISTENT),
        ("In May 2031 70 people died in Osk.", CONSISTENT),
        ("On 14 August 2031 70 people died in Osk.", UNKNOWN),
        ("Some 40 people were killed in Osk.", UNKNOWN),
        ("On 4 May 2031 some 40 people were killed.", UNKNOWN),
        ("On 4 May 2031 some 40 people were killed in Nowhere.", UNKNOWN),
        ("On 4 May 2031 there were 5 air strikes on Osk.", CONSISTENT),
        ("On 4 May 2031 there were 50 air strikes on Osk.", INCONSISTENT),
    ],
)
def test_a_toll_is_held_against_the_rows_there_and_then(text, status, check_text, event_rows) -> None:
    (found,) = tolls(check_text(text, (OSK,), published=date(2031, 8, 20), events=event_rows(ROWS)))
    assert found.status is status, found.reason


def test_the_rows_and_their_sums_are_given(check_text, event_rows) -> None:
    (found,) = tolls(
        check_text("On 4 May 2031 90 people were killed in Osk.", (OSK,), events=event_rows(ROWS))
    )
    assert (found.rows, found.computed, found.computed_range) == (("v:1", "v:2", "v:5"), 44, (0, 65))
    assert found.against == "events of velmar"


def test_no_row_says_what_the_data_hold_around_it(check_text, event_rows) -> None:
    text = "On 30 May 2031 70 people died in Osk."
    (found,) = tolls(check_text(text, (OSK,), events=event_rows(ROWS)))
    assert found.status is UNKNOWN
    assert "5 rows within 100 km and 30 days" in found.reason


def test_without_events_the_reason_says_how_to_import_some(check_text) -> None:
    (found,) = tolls(check_text("On 4 May 2031 40 people were killed in Osk.", (OSK,)))
    assert (found.status, "holdfire import" in found.reason) == (UNKNOWN, True)


def test_a_whole_countrys_toll_is_never_called_inconsistent(check_text, event_rows) -> None:
    velmar = KnownPlace(name="Velmar", lat=41.0, lon=12.0, radius_km=400.0, level="country")
    text = "In May 2031 at least 5,000 people were killed in Velmar."
    (found,) = tolls(check_text(text, (velmar,), events=event_rows(ROWS)))
    assert (found.status, found.computed) == (UNKNOWN, 61)


def test_the_rows_taken_are_those_of_a_search_one_by_one(check_text, event_rows) -> None:
    rng = np.random.default_rng(5)
    first = date(2031, 5, 1)
    rows = [
        {
            "id": f"v:{n:03}",
            "place": (41 + rng.normal(0, 0.1), 12 + rng.normal(0, 0.1)),
            "days": (str(first + timedelta(days=int(day))), str(first + timedelta(days=int(day + length)))),
            "deaths": (1, 2, 3),
            "radius_km": float(rng.uniform(0, 6)),
        }
        for n, (day, length) in enumerate(zip(rng.integers(0, 12, 200), rng.integers(0, 3, 200), strict=True))
    ]
    events = event_rows(rows)
    (found,) = tolls(check_text("On 6 May 2031 500 people were killed in Osk.", (OSK,), events=events))
    geod = Geod(ellps="WGS84")
    expected = []
    for row in rows:
        lat, lon = row["place"]
        km = geod.inv(OSK.lon, OSK.lat, lon, lat)[2] / 1000
        edge = abs(km - OSK.radius_km - row["radius_km"]) < 0.05  # sphere and ellipsoid differ there
        then = row["days"][0] <= "2031-05-07" and row["days"][1] >= "2031-05-05"
        if then and not edge and km <= OSK.radius_km + row["radius_km"]:
            expected.append(row["id"])
    assert len(expected) > 5
    assert set(expected) <= set(found.rows)
    assert len(found.rows) - len(expected) <= 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("They clashed in Osk on 4 May 2031. Some 40 people were killed.", CONSISTENT),
        ("They clashed in Osk on 4 May 2031. Some 400 people were killed.", INCONSISTENT),
        ("They clashed on 4 May 2031. Some 40 people were killed in Osk.", CONSISTENT),
        ("They clashed in Osk on 4 May 2031. So far this year 400 people were killed.", UNKNOWN),
        ("They clashed in Osk on 4 May 2031.\n\nSome 400 people were killed.", UNKNOWN),
    ],
)
def test_day_and_place_may_stand_a_sentence_before(text, status, check_text, event_rows) -> None:
    (found,) = tolls(check_text(text, (OSK,), events=event_rows(ROWS)))
    assert found.status is status, found.reason
    assert ("the sentence before says" in found.reason) == (status is not UNKNOWN)


def test_rows_of_wide_place_or_long_time_only_leave_it_open(check_text, event_rows) -> None:
    lump = {
        "id": "v:9",
        "place": (41.0, 12.0),
        "days": ("2031-01-01", "2031-12-31"),
        "deaths": (1, 9000, 9000),
    }
    province = {**ROWS[0], "id": "v:8", "radius_km": 100.0, "deaths": (500, 500, 500)}
    text = "On 4 May 2031 at least 900 people were killed in Osk."
    for more in (lump, province):
        events = event_rows(sorted((*ROWS, more), key=lambda row: row["days"]))
        (found,) = tolls(check_text(text, (OSK,), events=events))
        expected = UNKNOWN if more is lump else INCONSISTENT  # 65 + 500 is still less
        assert (found.status, found.computed) == (expected, 44), found.reason
        assert "1 row more of wide place or long time" in found.reason
    (found,) = tolls(check_text(text, (OSK,), events=event_rows([lump])))
    assert (found.status, found.computed) == (UNKNOWN, None)
