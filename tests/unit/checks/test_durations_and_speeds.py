"""Lengths of time against days, and ways against how fast one can move."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.checks.speeds import COLUMN_KMH, VEHICLE_KMH, bound_kmh
from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckKind, CheckStatus

CONSISTENT, INCONSISTENT, UNKNOWN = CheckStatus
OSK = KnownPlace(name="Osk", lat=41.0, lon=12.0, radius_km=3.0)
TARN = KnownPlace(name="Tarn", lat=41.9, lon=12.0, radius_km=3.0)


def round_number(stated: int) -> bool:
    return stated >= 20 and stated % 10 == 0


@settings(max_examples=60, deadline=None)
@given(
    first=st.dates(date(2011, 1, 1), date(2020, 1, 1)), length=st.integers(2, 300), stated=st.integers(2, 300)
)
def test_days_fit_where_they_are_counted_with_or_without_the_last(check_text, first, length, stated) -> None:
    last = first + timedelta(days=length)
    day = "{0.day} {0:%B} {0.year}".format
    text = f"The siege began on {day(first)} and ended on {day(last)} after {stated} days."
    (found,) = check_text(text)
    counted = len([first + timedelta(days=n) for n in range(length + 1)])  # with both ends
    slack = max(stated / 20, min(stated / 10, 50 if stated % 100 == 0 else 5)) if round_number(stated) else 0
    assert (found.status is CONSISTENT) == (counted - 1 - slack <= stated <= counted + slack)
    assert found.computed == length


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The truce held for 10 days, from 2 May to 4 June 2022.", INCONSISTENT),
        ("The siege lasted 30 days, from 3 March 2022 until 19 March 2022.", INCONSISTENT),
        ("The truce lasted from 3 to 19 March 2022, a fortnight and two days.", CONSISTENT),
        ("The siege lasted three weeks, from 3 March 2022 until 19 March 2022.", CONSISTENT),
        ("The siege lasted five weeks, from 3 March 2022 until 19 March 2022.", INCONSISTENT),
        ("The siege lasted six months, from March 2021 to August 2021.", CONSISTENT),
        ("The siege lasted two years, from March 2021 to August 2021.", INCONSISTENT),
        ("Between 1 May 2024 and 31 May 2024 they fought for two weeks.", CONSISTENT),
        ("Between 1 May 2024 and 31 May 2024 they fought for two months.", INCONSISTENT),
        ("The town has been besieged for 16 days, since 3 March 2022.", CONSISTENT),
        ("The town has been besieged for 60 days, since 3 March 2022.", INCONSISTENT),
        ("The town has been besieged for 12 days, since 3 March 2022.", UNKNOWN),
        ("The town was besieged for 60 days.", UNKNOWN),
    ],
)
def test_a_length_is_held_against_the_days_around_it(text, status, check_text) -> None:
    (found,) = [f for f in check_text(text, published=date(2022, 3, 19)) if f.check is CheckKind.DURATION]
    assert found.status is status, found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Three days later, on 5 May 2022, the town fell.",
        "A 30-year-old man was shot on 5 May 2022.",
        "He was held for two years after his arrest on 3 March 2015 and moved on 5 March 2015.",
    ],
)
def test_moments_and_ages_are_no_lengths_between_days(text, check_text) -> None:
    assert {f.status for f in check_text(text)} <= {UNKNOWN}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The convoy drove the 600 km to the capital in three hours.", INCONSISTENT),
        ("The convoy drove the 600 km to the capital in two days.", CONSISTENT),
        ("The men walked from Osk to Tarn in five hours.", INCONSISTENT),
        ("The men walked from Osk to Tarn in four days.", CONSISTENT),
        ("The brigade moved from Osk to Tarn within half a day.", CONSISTENT),
        ("The brigade drove from Osk to Nowhere in three hours.", UNKNOWN),
        ("They covered 300 km on foot in one night.", INCONSISTENT),
    ],
)
def test_a_movement_is_held_against_how_fast_one_can_move(text, status, check_text) -> None:
    found = [f for f in check_text(text, (OSK, TARN)) if f.check is CheckKind.SPEED]
    if text.endswith("half a day."):
        assert not found  # no length of time is read there
        return
    assert found[0].status is status, found[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "Planes flew from Osk to Tarn in 10 minutes.",
        "Two hours later they reached Tarn, 300 km from Osk.",
        "The front moved 300 km in two hours of talks.",
    ],
)
def test_flights_and_moments_are_no_movements_on_the_ground(text, check_text) -> None:
    assert not [f for f in check_text(text, (OSK, TARN)) if f.check is CheckKind.SPEED]


def test_bounds_on_foot_are_those_of_forced_marches() -> None:
    assert [bound_kmh("on foot", hours)[0] * hours for hours in (1, 24, 48, 72, 144)] == pytest.approx(
        [6, 56, 96, 128, 256]
    )
    assert bound_kmh("the convoy drove", 3)[0] == COLUMN_KMH
    assert bound_kmh("he drove", 3)[0] == VEHICLE_KMH


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The column left Osk at 6 a.m. and reached Tarn at 6:20 a.m., locals said.", INCONSISTENT),
        ("The column left Osk at 6 a.m. and reached Tarn at 2 p.m., locals said.", CONSISTENT),
        ("The column left Osk at 23:00 and reached Tarn at 02:00.", CONSISTENT),
        ("They left Osk on foot on 3 March 2022 and reached Tarn on 4 March 2022.", INCONSISTENT),
        ("They left Osk on foot on 3 March 2022 and reached Tarn on 7 March 2022.", CONSISTENT),
        ("The men left Osk on 3 March 2022 and entered the town of Nowhere on 3 March 2022.", UNKNOWN),
    ],
)
def test_a_journey_takes_the_time_that_its_ends_allow(text, status, check_text) -> None:
    far = KnownPlace(name="Tarn", lat=41.9, lon=12.5, radius_km=1.0)
    (found,) = [f for f in check_text(text, (OSK, far)) if f.check is CheckKind.SPEED]
    assert found.status is status, found.reason


@pytest.mark.parametrize(
    "text", ["The column left Osk at 6 and reached Tarn at 7.", "They left Osk and then reached Tarn."]
)
def test_a_journey_without_its_times_is_left(text, check_text) -> None:
    assert not [f for f in check_text(text, (OSK, TARN)) if f.check is CheckKind.SPEED]
