"""Marks of places become ground by one rule: the nearest place that is listed on the day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.contact.grid import projection_for
from holdfire.control import close_spells, read_geojson, write_geojson
from holdfire.control.cells import ground_of
from holdfire.control.place_marks import Held, Looks, Mark, Site, sites_of
from holdfire.model.control import ControlSpell

DAY = timedelta(days=1)
FIRST = date(2022, 3, 1)


@dataclass(frozen=True)
class Flat:
    """A plane on which a degree is 100 km, so that distances can be told by eye."""

    def forward(self, lon, lat):
        return np.asarray(lon) * 100, np.asarray(lat) * 100

    def inverse(self, x, y):
        return np.asarray(x) / 100, np.asarray(y) / 100


def mark(place: str, day: int, holder: str | None, lon: float = 0.0, lat: float = 0.0, **said) -> Mark:
    since = FIRST + day * DAY
    return Mark(place=place, key=place.lower(), lat=lat, lon=lon, since=since, holder=holder, **said)


def history(*marks: Mark, **looks) -> list[tuple[int, int | None, str | None]]:
    (site,) = sites_of(marks, Flat(), Looks(**looks))
    return [
        ((h.since - FIRST).days, None if h.until is None else (h.until - FIRST).days, h.holder)
        for h in site.held
    ]


def on(spells, day: date, lon: float, lat: float) -> set[str | None]:
    return {
        s.holder
        for s in spells
        if s.since <= day and (s.until is None or day < s.until)
        if any(shapely.contains_xy(shapely.Polygon(p[0], p[1:]), lon, lat) for p in s.polygons)
    }


def test_a_mark_counts_until_the_next_one_of_its_place_and_not_on_that_day() -> None:
    marks = (mark("A", 0, "Red"), mark("A", 5, "Red"), mark("A", 9, "Blue"), mark("A", 12, None))
    assert history(*marks) == [(0, 9, "Red"), (9, 12, "Blue"), (12, None, None)]
    spells = ground_of(sites_of(marks, Flat(), Looks()), Flat())
    for day, holder in ((-1, set()), (0, {"Red"}), (8, {"Red"}), (9, {"Blue"}), (11, {"Blue"}), (12, {None})):
        assert on(spells, FIRST + day * DAY, 0.1, 0.1) == holder


def test_a_mark_that_says_until_when_it_counts_ends_there() -> None:
    assert history(mark("A", 0, "Red", until=FIRST + 3 * DAY), mark("A", 9, "Blue")) == [
        (0, 3, "Red"),
        (9, None, "Blue"),
    ]


def test_marks_of_one_day_that_disagree_are_no_ones_and_are_told() -> None:
    marks = (mark("A", 0, "Red"), mark("A", 3, "Blue"), mark("A", 3, "Red"), mark("A", 6, "Red"))
    assert history(*marks) == [(0, 3, "Red"), (3, 6, None), (6, None, "Red")]
    assert sites_of(marks, Flat(), Looks())[0].clashes == (FIRST + 3 * DAY,)


def test_two_names_of_one_spot_hold_it_only_where_they_agree() -> None:
    marks = (mark("A", 0, "Red"), mark("B", 4, "Blue", lon=0.001), mark("A", 8, "Blue"))
    assert history(*marks) == [(0, 4, "Red"), (4, 8, None), (8, None, "Blue")]
    (site,) = sites_of(marks, Flat(), Looks())
    assert (site.names, site.clashes) == (("A", "B"), (FIRST + 4 * DAY,))


def test_a_name_moved_a_little_is_one_place_and_one_moved_far_are_two() -> None:
    assert len(sites_of((mark("A", 0, "Red"), mark("a", 1, "Red", lon=0.019)), Flat(), Looks())) == 1
    assert len(sites_of((mark("A", 0, "Red"), mark("A", 1, "Red", lon=0.5)), Flat(), Looks())) == 2
    assert len(sites_of((mark("A", 0, "Red"), mark("B", 1, "Red", lon=0.019)), Flat(), Looks())) == 2


@pytest.mark.parametrize(("gap", "end"), [(0, 1), (3, 4), (30, 31)])
def test_with_a_gap_a_mark_ends_so_many_days_after_it_was_last_seen(gap: int, end: int) -> None:
    assert history(mark("A", 0, "Red"), gap=gap) == [(0, end, "Red")]


def test_with_a_gap_nobody_is_taken_to_have_looked_before_the_next_mark() -> None:
    marks = (mark("A", 0, "Red"), mark("A", 50, "Red", last_seen=FIRST + 90 * DAY), mark("A", 60, "Blue"))
    assert history(*marks, gap=5) == [(0, 6, "Red"), (50, 56, "Red"), (59, 60, "Red"), (60, 66, "Blue")]


def test_looks_carry_a_mark_over_quiet_days_but_not_over_a_longer_gap() -> None:
    days = tuple(FIRST + n * DAY for n in (0, 2, 4, 9, 10))
    assert history(mark("A", 0, "Red"), gap=2, days=days) == [(0, 7, "Red"), (9, 13, "Red")]
    left = mark("A", 0, "Red", last_seen=FIRST + 4 * DAY)
    assert history(left, gap=2, days=days) == [(0, 7, "Red")]
    assert history(mark("A", 0, "Red"), mark("A", 3, "Blue"), gap=2, days=days) == [
        (0, 3, "Red"),
        (3, 7, "Blue"),
        (9, 13, "Blue"),
    ]


def site(name: str, x: float, y: float, *held: tuple[int, int | None, str | None]) -> Site:
    spans = tuple(
        Held(since=FIRST + a * DAY, until=None if b is None else FIRST + b * DAY, holder=h)
        for a, b, h in held
    )
    return Site(names=(name,), lat=y / 100, lon=x / 100, x=x, y=y, held=spans, clashes=())


def test_the_border_lies_half_way_and_may_be_off_by_half_the_distance() -> None:
    sites = (site("A", 0, 0, (0, None, "Red")), site("B", 20, 0, (0, None, "Blue")))
    spells = ground_of(sites, Flat(), reach_km=25)
    assert [s.error_km for s in spells] == [10, 10]
    assert [on(spells, FIRST, lon, 0.0) for lon in (0.099, 0.101)] == [{"Red"}, {"Blue"}]
    assert on(spells, FIRST, -0.249, 0.0) == {"Red"}
    assert on(spells, FIRST, -0.251, 0.0) == set()


def test_the_error_is_the_90_percent_point_along_the_border() -> None:
    around = [(-4, 0), (0, 4), (0, -4), (12, 0)]
    sites = [site("A", 0, 0, (0, None, "Red"))]
    sites += [site(f"B{n}", x, y, (0, None, "Blue")) for n, (x, y) in enumerate(around)]
    spell = next(s for s in ground_of(sites, Flat()) if s.holder == "Red")
    # borders: west 4 km long, north and south 8 each, east 4: half distances 2, 2, 2 and 6
    assert spell.error_km == 6
    assert next(s for s in ground_of(sites[:1], Flat(), reach_km=7)).error_km == 7


def test_before_a_place_is_listed_its_ground_goes_with_the_nearest_that_is() -> None:
    sites = (
        site("A", 0, 0, (0, None, "Red")),
        site("B", 10, 0, (5, 8, "Blue")),
        site("C", 60, 0, (0, 9, "C")),
    )
    spells = ground_of(sites, Flat(), reach_km=25)
    held = [(on(spells, FIRST + day * DAY, 0.1, 0.0)) for day in (4, 5, 7, 8)]
    assert held == [{"Red"}, {"Blue"}, {"Blue"}, {"Red"}]
    lent = next(s for s in spells if s.legend == "A" and s.error_km != 5)
    assert lent.error_km == 5 + 10


def test_what_goes_on_is_closed_by_no_other_place() -> None:
    sites = (site("A", 0, 0, (0, None, "Red")), site("B", 30, 0, (0, 4, "Blue"), (4, None, "Red")))
    spells = tuple(replace(s, source="desk") for s in ground_of(sites, Flat()))
    assert close_spells(spells) == spells
    assert on(spells, FIRST + 400 * DAY, 0.0, 0.0) == {"Red"}


def test_ground_is_drawn_within_what_is_given() -> None:
    sites = (site("A", 0, 0, (0, None, "Red")),)
    (spell,) = ground_of(sites, Flat(), within=shapely.box(0, -1, 1, 1))
    assert on([spell], FIRST, 0.1, 0.1) == {"Red"}
    assert on([spell], FIRST, -0.1, 0.1) == set()
    assert ground_of(sites, Flat(), within=shapely.box(5, 5, 6, 6)) == ()


def test_cells_on_the_180th_meridian_are_cut_there(tmp_path) -> None:
    marks = [mark("A", 0, "Red", lon=179.9, lat=-17), mark("B", 0, "Blue", lon=-179.9, lat=-17)]
    plane = projection_for(np.array([179.9, -179.9]), np.array([-17.0, -17.0]))
    spells = ground_of(sites_of(marks, plane, Looks()), plane)
    (tmp_path / "a.geojson").write_bytes(write_geojson(spells))
    read_geojson(tmp_path / "a.geojson")  # refuses rings that cross the meridian
    assert on(spells, FIRST, 179.99, -17) == {"Red"}
    assert on(spells, FIRST, -179.99, -17) == {"Blue"}
    assert on(spells, FIRST, -179.7, -17) == {"Blue"}
    near = [on(spells, FIRST, lon, -16.9) for lon in (179.75, 179.95)]
    assert near == [{"Red"}, {"Red"}]


marks = st.lists(
    st.builds(
        mark,
        st.sampled_from("ABCDEF"),
        st.integers(0, 12),
        st.sampled_from(["Red", "Blue", None]),
    ),
    min_size=1,
    max_size=14,
)
spots = st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30)), min_size=6, max_size=6, unique=True)


def brute_force(placed: list[Mark], day: date, x: float, y: float, reach: float) -> set[str | None] | None:
    """Ask the marks themselves: among listed places the nearest to the cell's own place speaks."""
    every = sorted({(m.lon * 100, m.lat * 100) for m in placed})
    away = sorted((np.hypot(x - px, y - py), px, py) for px, py in every)
    if away[0][0] > 0.99 * reach or (len(away) > 1 and away[1][0] - away[0][0] < 0.1):
        return None  # too near to an edge to tell
    cx, cy = away[0][1:]
    known = [m for m in placed if m.since <= day]
    near = sorted((round(np.hypot(cx - m.lon * 100, cy - m.lat * 100), 9), m.lon, m.lat) for m in known)
    if not near or near[0][0] > reach:
        return set()
    if len({at for at in near if at[0] == near[0][0]}) > 1:
        return None  # two places as near as each other
    own = [m for m in known if (m.lon, m.lat) == near[0][1:]]
    last = {m.holder for m in own if m.since == max(o.since for o in own)}
    return last if len(last) == 1 else {None}


@given(marks, spots, st.integers(-1, 14), st.tuples(st.floats(-45, 45), st.floats(-45, 45)))
@settings(max_examples=150)
def test_ground_is_what_the_marks_say_on_every_day_and_survives_writing(told, where, day, at) -> None:
    places = dict(zip("ABCDEF", where, strict=True))
    placed = [replace(m, lon=places[m.place][0] / 100, lat=places[m.place][1] / 100) for m in told]
    sites = sites_of(placed, Flat(), Looks())
    if len(sites) < len({(m.lon, m.lat) for m in placed}):
        return  # some lie so near that they are one
    spells = ground_of(sites, Flat(), reach_km=25)
    expected = brute_force(placed, FIRST + day * DAY, *at, 25)
    if expected is not None:
        assert on(spells, FIRST + day * DAY, at[0] / 100, at[1] / 100) == expected
    assert all(s.until is None or s.since < s.until for s in spells)
    assert all(shapely.Polygon(p[0], p[1:]).is_valid for s in spells for p in s.polygons)


def test_ground_survives_being_written_and_read(tmp_path) -> None:
    sites = (site("A", 0, 0, (0, 4, "Red"), (4, None, None)), site("B", 30, 0, (2, None, "Blue")))
    spells: tuple[ControlSpell, ...] = tuple(replace(s, source="desk") for s in ground_of(sites, Flat()))
    (tmp_path / "a.geojson").write_bytes(data := write_geojson(spells))
    again = read_geojson(tmp_path / "a.geojson")
    assert write_geojson(again) == data
    assert [(s.holder, s.since, s.until, s.error_km, s.legend) for s in again] == [
        (s.holder, s.since, s.until, s.error_km, s.legend) for s in spells
    ]
