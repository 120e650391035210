"""What stated numbers leave open, and what lies between two places; against closed forms."""

from decimal import Decimal
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.checks.geodesy import DETOUR, compass, leg
from holdfire.checks.stated import counted, half_digit, in_words, measured, overlap
from holdfire.lexicon import KnownPlace
from holdfire.model.claim import ClaimFigure, Qualifier

EQUATOR_KM, QUARTER_KM = 6378.137, 10001.96573  # WGS 84: semi-major axis, and the way from equator to pole


def place(lat: float, lon: float, radius_km: float = 0.0) -> KnownPlace:
    return KnownPlace(name="A", lat=lat, lon=lon, radius_km=radius_km)


def figure(value: float | None, qualifier: Qualifier = Qualifier.EXACT, **bounds: float) -> ClaimFigure:
    return ClaimFigure(unit="km", value=value, qualifier=qualifier, start=0, end=1, **bounds)


def test_a_degree_of_the_equator_and_a_quarter_meridian_have_their_closed_form_length() -> None:
    assert leg(place(0, 10), place(0, 11)).km == pytest.approx(EQUATOR_KM * pi / 180, abs=1e-6)
    assert leg(place(0, 10), place(90, 10)).km == pytest.approx(QUARTER_KM, abs=1e-3)


def test_the_bearing_is_that_from_the_first_place_to_the_second() -> None:
    assert leg(place(0, 0), place(0, 1)).bearing == pytest.approx(90)
    assert leg(place(0, 0), place(-1, 0)).bearing == pytest.approx(180)
    assert compass(leg(place(45, 10), place(44, 9)).bearing) == "south-west"
    assert compass(359.0) == "north"


def test_radii_widen_the_way_and_blur_its_direction() -> None:
    line = leg(place(0, 0, 20), place(0, 1, 30))
    assert line.error_km == 50
    assert (line.shortest, line.longest) == pytest.approx((line.km - 50, DETOUR * (line.km + 50)))
    assert 0 < line.bearing_error < 45
    assert leg(place(0, 0, 80), place(0, 1, 80)).bearing_error == 180
    assert line.off("east") < 0 < line.off("west")


@given(st.integers(1, 999), st.integers(0, 3), st.integers(0, 3))
def test_half_a_digit_is_half_of_the_last_one_that_is_not_zero(digits, zeros, decimals) -> None:
    value = Decimal(digits) * 10**zeros / 10**decimals
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    assert half_digit(float(value)) == pytest.approx(0.5 * 10.0**exponent)


def test_an_exact_number_is_open_by_its_rounding_but_by_a_tenth_at_most() -> None:
    assert measured(figure(100)) == (90, 110)
    assert measured(figure(123)) == pytest.approx((123 * 0.95, 123 * 1.05))
    assert measured(figure(8)) == pytest.approx((7.5, 8.5))


def test_words_before_a_number_open_it_on_their_side() -> None:
    assert measured(figure(100, Qualifier.MORE_THAN))[1] is None
    assert measured(figure(100, Qualifier.UP_TO))[0] is None
    assert measured(figure(100, Qualifier.ABOUT)) == (80, 120)
    assert measured(figure(40, Qualifier.RANGE, low=40, high=60)) == (36, 65)
    assert measured(figure(None, Qualifier.VAGUE, low=24, high=99)) == (24, 99)
    assert counted(figure(15, Qualifier.MORE_THAN, low=15)) == (15, None)
    assert counted(figure(15, low=15, high=15)) == (15, 15)


def test_ranges_overlap_where_they_share_a_number() -> None:
    ends = [None, 1.0, 2.0, 3.0]
    for a, b, c, d in ((a, b, c, d) for a in ends for b in ends for c in ends for d in ends):
        numbers = [n / 2 for n in range(-2, 12)]
        one, other = (
            {n for n in numbers if (low is None or n >= low) and (high is None or n <= high)}
            for low, high in ((a, b), (c, d))
        )
        if one and other:
            assert overlap((a, b), (c, d)) == bool(one & other)


def test_a_stated_number_reads_as_its_text_has_it() -> None:
    assert in_words(figure(120, Qualifier.ABOUT), "km") == "about 120 km"
    assert in_words(figure(40, Qualifier.RANGE, low=40, high=60), "km") == "40 to 60 km"
    assert in_words(figure(12.5), "km") == "12.5 km"
