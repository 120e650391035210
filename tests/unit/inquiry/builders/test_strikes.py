"""Rows and maps to `Strikes`: who struck whom where, and what there was to strike."""

from datetime import date, timedelta

import numpy as np
import pytest

from holdfire.contact.grid import Projection
from holdfire.contact.within_reach import RANGE_KM
from holdfire.errors import QuestionError
from holdfire.inquiry.builders.strikes import build_strikes
from holdfire.model.control import ControlSpell

FIRST = date(2017, 10, 1)
PLANE = Projection(lon=38.0, lat=35.0)


def strike(striker, target, day=10, x=5.0, y=5.0, *, first=True, **more):
    """first: the striker stands as side_a; either way the row says who struck."""
    sides = (striker, target) if first else (target, striker)
    told = {"side_a": sides[0], "side_b": sides[1], "initiator": "side_a" if first else "side_b"}
    return {**told, "on": FIRST + timedelta(days=day), "x": x, "y": y, **more}


def clash(one, other, day=10, x=5.0, y=5.0):
    return {"side_a": one, "side_b": other, "on": FIRST + timedelta(days=day), "x": x, "y": y}


def ground(holder, west, south, east, north, since=date(2017, 1, 1)):
    x, y = [west, east, east, west, west], [south, south, north, north, south]
    lon, lat = PLANE.inverse(x, y)
    ring = tuple(zip(lon.tolist(), lat.tolist(), strict=True))
    return ControlSpell(holder=holder, since=since, polygons=((ring,),), source="desk")


def place(holder, x, y, since=date(2017, 1, 1)):
    lon, lat = PLANE.inverse(x, y)
    return ControlSpell(holder=holder, since=since, point=(float(lon), float(lat)), source="marks")


def three_grounds():
    """gov west of x = 0; east of it is in the south, twice as long a front, and rebels in the north."""
    return (
        ground("gov", -40, -40, 0, 20),
        ground("is", 0, -40, 40, 0),
        ground("rebels", 0, 0, 40, 20),
    )


def spread(*rows):
    """Add rows that show the whole area, so that the map covers where rows lie."""
    return [*rows, clash("gov", "is", 1, 5, -30), clash("gov", "rebels", 1, 5, 15)]


def test_strikes_are_counted_by_region_and_week_whichever_side_is_named_first(war_of):
    rows = [
        strike("gov", "is", 0),
        strike("gov", "is", 6, first=False),
        strike("gov", "rebels", 6),
        strike("gov", "rebels", 7, acts=4),
        strike("is", "gov", 8),
    ]
    sample = build_strikes(war_of(rows))
    assert (sample.a.week.tolist(), sample.a.on_partner.tolist(), sample.a.on_third.tolist()) == (
        [0, 1],
        [2, 0],
        [1, 4],
    )
    assert (sample.b.striker, sample.b.on_partner.tolist(), sample.b.on_third.tolist()) == ("is", [1], [0])
    assert (sample.directed, sample.undirected, sample.a.in_war, sample.a.third_in_war) == (5, 0, 2, 2)


def test_rows_that_don_t_say_who_struck_are_counted_apart(war_of):
    sample = build_strikes(war_of([clash("gov", "is"), clash("is", "rebels"), clash("gov", "ypg")]))
    assert (sample.directed, sample.undirected) == (0, 2)
    assert not len(sample.a)
    assert not len(sample.b)


def test_nobody_to_act_against_is_refused(war_of):
    with pytest.raises(QuestionError, match="--against"):
        build_strikes(war_of([strike("gov", "is")], c=""))


def test_strikes_of_a_rough_place_or_day_or_of_none_are_left_out_and_said(war_of):
    rows = [
        strike("gov", "is"),
        strike("gov", "is", where_prec=4),
        strike("gov", "is", date_prec=5),
        strike("gov", "is", acts=0),
    ]
    sample = build_strikes(war_of(rows))
    assert sample.a.on_partner.tolist() == [1]
    assert any(words.startswith("2 of 4 reports of strikes") for words in sample.caveats)


def test_strikes_outside_the_area_or_period_show_only_what_the_source_can_see(war_of):
    rows = [strike("gov", "is"), strike("gov", "is", -90), strike("gov", "is", adm_1="South", x=200)]
    sample = build_strikes(war_of(rows))
    assert (sample.a.on_partner.sum(), sample.a.in_war) == (1, 3)


def test_the_front_of_a_week_is_its_km_times_its_days(war_of):
    rows = spread(strike("gov", "is", 10), strike("gov", "rebels", 58, 5, 15))
    sample = build_strikes(war_of(rows, spells=three_grounds()))
    first, last = sample.a.opportunity["front"]
    assert first.tolist() == pytest.approx([40 * 7 * 0.785, 20 * 7 * 0.785], rel=0.06)
    assert (last / first).tolist() == pytest.approx([5 / 7, 5 / 7])  # the period ends in the fifth day
    assert sample.b.opportunity == {}  # is struck nobody


def test_a_map_that_changes_in_a_week_counts_by_days(war_of):
    later = date(2017, 10, 12)  # the fourth day of the second week
    spells = (
        *(ground(s, *box, since=since) for since in (date(2017, 1, 1), later) for s, box in (
            ("gov", (-40, -40, 0, 20)),
            ("is", (0, -40, 40, 0)),
        )),
        ground("rebels", 0, 0, 40, 20),
    )  # fmt: skip
    sample = build_strikes(
        war_of(spread(strike("gov", "rebels", 10), strike("gov", "is", 10)), spells=spells)
    )
    found = sample.a.opportunity["front"][0]
    assert found[1] / found[0] == pytest.approx(0.5 * 4 / 7, rel=0.05)


def test_ground_counts_within_range_of_the_striker_s_own(war_of):
    spells = (ground("gov", -40, -40, 0, 20), ground("is", 0, -40, 90, 0), ground("rebels", 40, 0, 90, 20))
    rows = [strike("gov", "is", 10, 5, -5), strike("gov", "rebels", 10, 45, 5)]
    sample = build_strikes(war_of(rows, spells=spells))
    partner, third = sample.a.opportunity["ground"][0]
    assert partner == pytest.approx(RANGE_KM * 40 * 7, rel=0.06)
    assert third == pytest.approx((RANGE_KM - 40) * 20 * 7, rel=0.1)
    assert "front" not in sample.a.opportunity  # gov has none with the rebels


def test_a_striker_without_ground_reaches_everything_and_has_no_front(war_of):
    rows = spread(strike("jets", "is"), strike("jets", "rebels"))
    sample = build_strikes(war_of(rows, spells=three_grounds(), a="jets", b="is"))
    assert "front" not in sample.a.opportunity
    partner, third = sample.a.opportunity["ground"][0]
    assert partner / third == pytest.approx(40 * 40 / (40 * 20), rel=0.06)


def test_places_are_counted_on_the_middle_day_within_range(war_of):
    spells = (
        place("gov", 0, 0),
        place("is", 10, 0),
        place("is", 10, 10),
        place("is", 300, 0),
        place("rebels", 20, 0),
        place("rebels", 30, 0, since=date(2017, 10, 20)),
    )
    rows = [strike("gov", "is", 10), strike("gov", "rebels", 30), clash("gov", "is", 1, 300, 0)]
    found = build_strikes(war_of(rows, spells=spells)).a.opportunity["places"]
    assert found.tolist() == [[2, 1], [2, 2]]


def test_without_maps_others_strikes_tell_who_was_there(war_of):
    rows = [
        strike("gov", "is", 10),
        strike("ypg", "is", 12),
        strike("ypg", "is", 50),
        strike("ypg", "rebels", 20),
        strike("is", "rebels", 21),
        clash("ypg", "rebels", 22),
        strike("rebels", "gov", 10),
    ]
    found = build_strikes(war_of(rows)).a.opportunity
    assert set(found) == {"others"}
    # week 1, four weeks around it: is struck once, rebels twice and in one fight that has no direction
    assert found["others"].tolist() == [[1.5, 3.5]]


def test_squares_of_ground_hold_the_strikes_that_fell_on_them(war_of):
    rows = spread(
        strike("gov", "is", 10, 12, -12),
        strike("gov", "rebels", 10, 25, 12, acts=3),
        strike("gov", "is", 10, 200, 0),
    )
    squares = build_strikes(war_of(rows, spells=three_grounds())).a.squares
    assert squares is not None
    assert (squares.struck[squares.partner].sum(), squares.struck[~squares.partner].sum()) == (1, 3)
    assert squares.size[squares.partner].sum() == pytest.approx(40 * 40, rel=0.06)
    assert squares.km.max() <= RANGE_KM
    assert squares.km.min() < 5


def test_other_pairs_that_strike_enough_are_placebos(war_of):
    rows = [strike("ypg", side, day % 50) for day in range(24) for side in ("gov", "rebels")]
    sample = build_strikes(war_of([strike("gov", "is"), *rows]))
    named = {(one.striker, one.partner, one.third) for pair in sample.others for one in pair}
    assert ("ypg", "gov", "rebels") in named
    assert not any({one, other} == {"gov", "is"} for one, other, _ in named)


def test_exchanging_a_and_b_exchanges_the_directions(war_of):
    rows = spread(strike("gov", "is"), strike("is", "rebels", 11), strike("is", "gov", 12))
    one = build_strikes(war_of(rows, spells=three_grounds()))
    two = build_strikes(war_of(rows, spells=three_grounds(), a="is", b="gov"))
    for own, other in ((one.a, two.b), (one.b, two.a)):
        assert (own.striker, own.on_partner.tolist()) == (other.striker, other.on_partner.tolist())
        assert set(own.opportunity) == set(other.opportunity)
        for name, values in own.opportunity.items():
            assert np.array_equal(values, other.opportunity[name])
