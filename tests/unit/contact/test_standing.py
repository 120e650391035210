import itertools
from datetime import date

import numpy as np
import pytest
import shapely

from holdfire.contact.exposure import Days, Roster
from holdfire.contact.fronts import front_contact
from holdfire.contact.grid import projection_for
from holdfire.contact.standing import standing, turns
from holdfire.model.control import ControlSpell
from holdfire.model.event import day_number

DAY = date(2017, 10, 9)
KM = 1 / 111.2  # degrees of latitude


def box(holder, west, south, east, north, **more):
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    given = {"since": date(2017, 10, 1), "source": "desk", **more}
    return ControlSpell(holder=holder, polygons=((ring,),), **given)


def held(found):
    return {one.holder: one.shape for one in found.ground}


def test_ground_is_that_of_spells_which_hold_on_the_day_and_the_stretch_says_for_how_long():
    early = box("a", 36, 34, 37, 35, until=DAY)
    late = box("b", 36, 34, 37, 35, since=DAY, until=date(2017, 11, 1))
    assert list(held(standing((early, late), date(2017, 10, 8)))) == ["a"]
    now = standing((early, late), DAY)
    assert list(held(now)) == ["b"]
    assert (now.since, now.until) == (DAY, date(2017, 11, 1))
    after = standing((early, late), date(2017, 11, 1))
    assert after.ground == ()
    assert (after.since, after.until) == (date(2017, 11, 1), None)
    assert turns((early, late)) == (date(2017, 10, 1), DAY, date(2017, 11, 1))


def test_ground_that_two_hold_is_nobodys_and_no_ground_is_lost():
    found = held(standing((box("a", 36, 34, 37, 35), box("b", 36.5, 34, 37.5, 35)), DAY))
    assert found["a"].bounds == pytest.approx((36, 34, 36.5, 35), abs=1e-3)
    assert found[None].bounds == pytest.approx((36.5, 34, 37, 35), abs=1e-3)
    whole = shapely.union_all(list(found.values()))
    assert whole.area == pytest.approx(1.5, rel=1e-3)
    assert all(
        one.intersection(other).area < 1e-6 for one, other in itertools.combinations(found.values(), 2)
    )


@pytest.mark.parametrize("strip_km", [0.0, 1.0])
def test_a_front_is_as_long_as_the_border_and_runs_on_it(strip_km):
    upper = box("a", 36, 34 + strip_km * KM, 37, 35)
    (front,) = standing((upper, box("b", 36, 33, 37, 34)), DAY).fronts
    true = projection_for(np.array([36.0, 37.0]), np.array([33.0, 35.0]))
    x, _ = true.forward([36.0, 37.0], [34.0, 34.0])
    assert {front.one, front.other} == {"a", "b"}
    assert front.km == pytest.approx(x[1] - x[0], abs=5)  # two corners, each with up to 2 km of its sides
    assert front.shape.bounds[1] >= 34 - 2.1 * KM
    assert front.shape.bounds[3] <= 34 + 2.1 * KM


def test_a_strip_wider_than_two_cells_parts_two_grounds():
    assert standing((box("a", 36, 34.05, 37, 35), box("b", 36, 33, 37, 34)), DAY).fronts == ()


def test_a_front_is_as_long_as_contact_measures_it(rows_of):
    spells = (box("a", 36, 34, 38, 35), box("b", 36, 33, 38, 34))
    plane = projection_for(np.array([36.0, 38.0]), np.array([33.0, 35.0]))
    days = Days(first=day_number(DAY), end=day_number(DAY) + 1)
    roster = Roster(names=("a", "b"), pairs=np.array([[0, 1]]))
    corners = ((-200.0, -200.0, 0, -1, -1), (200.0, 200.0, 0, -1, -1))
    contact = front_contact(spells, rows_of(*corners), roster, days, plane)
    (front,) = standing(spells, DAY).fronts
    assert contact.amount.sum() / 0.785 == pytest.approx(front.km, rel=0.06)  # a level line needs no factor


def test_a_front_carries_the_error_of_the_ground_along_it():
    spells = (
        box("a", 36, 34, 36.5, 35, error_km=2.0),
        box("a", 36.5, 34, 37, 35, error_km=9.0),
        box("a", 36, 36, 37, 37, error_km=40.0),
        box("b", 36, 33, 37, 34),
    )
    (front,) = standing(spells, DAY).fronts
    assert [km for km, _ in front.errors] == [2.0, 9.0]
    near, far = (part for _, part in front.errors)
    assert near.bounds[2] < far.bounds[2]
    assert near.bounds[0] < far.bounds[0]


def test_two_sources_are_kept_apart_and_what_they_dispute_is_told():
    one, other = box("a", 36, 34, 37, 35, source="x"), box("b", 36.5, 34, 37.5, 35, source="y")
    found = standing((one, other), DAY)
    assert [(h.source, h.holder) for h in found.ground] == [("x", "a"), ("y", "b")]
    assert found.fronts == ()
    (disputed,) = found.disputed
    assert (disputed.one, disputed.other) == ("x", "y")
    assert disputed.shape.bounds == pytest.approx((36.5, 34, 37, 35), abs=2e-3)
    agreed = standing((one, box("a", 36.5, 34, 37.5, 35, source="y")), DAY)
    assert agreed.disputed == ()
    assert standing((one, box(None, 36.5, 34, 37.5, 35, source="y")), DAY).disputed == ()


def test_a_place_mark_without_ground_is_a_place():
    mark = ControlSpell(holder="a", since=DAY, point=(36.0, 34.0), legend="Hama", source="desk")
    found = standing((mark,), DAY)
    assert (found.ground, found.fronts) == ((), ())
    assert [(p.name, p.holder, p.lon, p.lat) for p in found.places] == [("Hama", "a", 36.0, 34.0)]
    assert standing((), DAY).since is None
