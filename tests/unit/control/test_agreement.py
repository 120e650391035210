"""Two maps of the same ground: shares of area and days on which they differ, against sums by hand."""

from datetime import date

import pytest

from holdfire.control.agreement import compare
from holdfire.model.control import ControlSpell


def spell(holder: str | None, west: float, east: float, since: int, until: int | None, source: str):
    ring = ((west, -0.5), (east, -0.5), (east, 0.5), (west, 0.5), (west, -0.5))
    return ControlSpell(
        holder=holder,
        since=date(2017, 1, since),
        until=None if until is None else date(2017, 1, until),
        polygons=((ring,),),
        source=source,
    )


def test_shares_are_by_area_and_days_of_what_both_draw():
    one = [spell("Red", 0, 2, 1, 11, "a")]
    other = [spell("red", 0, 1, 1, 6, "b"), spell("Blue", 0, 1, 6, 11, "b"), spell(None, 1, 3, 9, 11, "b")]
    found = compare(one, other, str.casefold)
    # both draw: the west half on ten days, the east half on two; Blue for five of the ten
    assert found is not None
    assert found.days == 10
    assert found.drawn_km2 == pytest.approx(111.2**2 * 12 / 10, rel=0.01)
    assert found.differ == pytest.approx(5 / 12, abs=0.005)
    assert found.half == pytest.approx(2 / 12, abs=0.005)
    turned = compare(other, one, str.casefold)
    assert turned is not None
    assert (turned.differ, turned.half) == pytest.approx((found.differ, found.half))


def test_ground_given_to_two_at_a_time_is_no_ones():
    one = [spell("Red", 0, 1, 1, 3, "a"), spell("Blue", 0, 1, 1, 3, "a")]
    found = compare(one, [spell("Red", 0, 1, 1, 3, "b")], str)
    assert found is not None
    assert (found.differ, found.half) == (0, 1)


def test_maps_that_never_draw_the_same_ground_on_a_day_are_not_compared():
    assert compare([spell("Red", 0, 1, 1, 3, "a")], [spell("Red", 5, 6, 1, 3, "b")], str) is None
    assert compare([spell("Red", 0, 1, 1, 3, "a")], [spell("Red", 0, 1, 3, 5, "b")], str) is None


def test_an_open_map_counts_as_long_as_the_other_goes_on():
    found = compare([spell("Red", 0, 1, 1, None, "a")], [spell("Blue", 0, 1, 4, 14, "b")], str)
    assert found is not None
    assert (found.days, found.differ) == (10, 1)
