"""Maps of a case on the grid of ways: dates at both edges, sources apart, the date line, the sea, posts."""

from datetime import date

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms.safe_passage_maps import BestMap
from holdfire.inquiry.builders.passages import build_passage
from holdfire.inquiry.war import Crossing, Spot
from holdfire.model.allegation import Area, AreaKind
from holdfire.model.control import ControlSpell
from holdfire.model.event import day_number

DAY = date(2017, 10, 15)
NONE = np.array([], dtype=float)


def box(west, south, east, north):
    return ((((west, south), (east, south), (east, north), (west, north), (west, south)),),)


def spell(holder, *corners, since=date(2017, 10, 1), source="map", **other):
    fields = {"polygons": box(*corners)[0:1], "source": source, **other}
    return ControlSpell(holder=holder, since=since, **fields)


def belt(source="map", since=date(2017, 10, 1), north=36.0, **other):
    """Make free ground, a belt of X from the south to `north`, and free ground again."""
    said = {"since": since, "source": source, **other}
    found = [spell("f", 38.0, 35.0, 38.4, 36.0, **said), spell("x", 38.4, 35.0, 38.6, north, **said)]
    found.append(spell("f", 38.6, 35.0, 39.0, 36.0, **said))
    return [*found, *([spell(None, 38.4, north, 38.6, 36.0, **said)] if north < 36 else [])]


@pytest.fixture
def passage_of(war_of):
    def make(spells, start=(38.2, 35.5), goal=(38.8, 35.5), first=DAY, end=None, roads=None, **other):
        crossing = Crossing(
            mover="F",
            holder="X",
            label="x",
            start=Spot(name="P", lon=start[0], lat=start[1]),
            goal=Spot(name="Q", lon=goal[0], lat=goal[1]),
            first=day_number(first),
            end=day_number(first) + 1 if end is None else day_number(end),
            spells=tuple(spells),
            **{"event_day": NONE.astype(int), "event_lon": NONE, "event_lat": NONE},
            within_area="area" in other,
            roads=roads,
        )
        return build_passage(war_of([{}], crossing=crossing, **other))

    return make


def test_a_map_becomes_a_grid_of_ground_and_ways(passage_of):
    (one,) = passage_of(belt(error_km=3.0)).maps
    assert one.passable.all() or one.passable.mean() > 0.95
    assert one.held.sum() * 4 == pytest.approx(18.1 * 111, rel=0.12)
    assert (one.error_km, one.lag, one.cell_km) == (3.0, 14, 2.0)
    assert BestMap.of(one).way.crossing_km == pytest.approx(18.1, abs=2.1)


def test_a_map_holds_on_its_first_day_and_no_longer_on_its_last(passage_of):
    older, newer = belt(since=date(2017, 9, 1)), belt(since=DAY, north=35.5)
    for first, wanted in ((date(2017, 10, 14), 43), (DAY, 0)):
        (one,) = passage_of([*older, *newer], first=first).maps
        assert one.lag == wanted
        assert (BestMap.of(one).around is None) == bool(wanted)
    ended = belt(since=date(2017, 9, 1), until=DAY)
    assert passage_of(ended, first=date(2017, 10, 14)).maps
    late = passage_of(ended, first=DAY)
    assert late.maps == ()
    assert "from 2017-09-01 until 2017-10-15" in late.unusable[0]


def test_every_map_of_a_period_is_there_and_sources_stay_apart(passage_of):
    spells = [
        *belt(since=date(2017, 9, 1)),
        *belt(since=DAY),
        *belt(since=date(2017, 12, 1)),
        *belt(source="other"),
    ]
    found = passage_of(spells, first=date(2017, 10, 10), end=date(2017, 11, 1))
    assert [(one.source, one.lag) for one in found.maps] == [("map", 39), ("map", 0), ("other", 9)]


def test_ground_that_two_claim_counts_as_that_of_x(passage_of):
    (one,) = passage_of([*belt(north=35.5), spell("y", 38.4, 35.5, 38.6, 36.0)]).maps
    (two,) = passage_of([*belt(), spell("y", 38.4, 35.5, 38.6, 36.0)]).maps
    assert two.held.sum() > 1.8 * one.held.sum()


def test_the_date_line_is_no_border(passage_of):
    east, west = spell("f", 179.0, 10.0, 180.0, 11.0), spell("f", -180.0, 10.0, -179.0, 11.0)
    far = spell("x", 179.4, 10.0, 179.6, 10.4)
    (one,) = passage_of([east, west, far], start=(179.2, 10.5), goal=(-179.2, 10.5)).maps
    best = BestMap.of(one)
    assert one.passable.shape[1] < 120
    assert best.around.length_km == pytest.approx(175, rel=0.03)


def test_the_sea_is_no_way(passage_of):
    apart = [spell("f", 38.0, 35.0, 38.4, 36.0), spell("x", 38.7, 35.0, 39.0, 36.0)]
    (one,) = passage_of(apart, goal=(38.9, 35.5)).maps
    assert not one.passable.all()
    assert BestMap.of(one) is None


def test_a_place_at_the_edge_takes_the_nearest_cell_and_one_far_off_has_no_map(passage_of):
    (one,) = passage_of(belt(), start=(37.97, 35.5)).maps
    assert one.start[1] == 0
    assert 0 < one.off_km < 6
    off = passage_of(belt(), start=(37.5, 35.5))
    assert off.maps == ()
    assert "doesn't reach P" in off.unusable[0]


def test_a_map_without_ground_of_x_says_whose_it_draws(passage_of):
    found = passage_of([spell("f", 38.0, 35.0, 39.0, 36.0), spell(None, 39.0, 35.0, 39.2, 36.0)])
    assert "it draws: f, nobody" in found.unusable[0]
    assert "no control map" in passage_of([]).unusable[0]


def test_ways_stay_inside_a_named_area(passage_of):
    area = Area(kind=AreaKind.BOX, name="box", asked="", box=(38.0, 35.0, 39.0, 35.6))
    for more, wanted in (({}, False), ({"area": area}, True)):
        (one,) = passage_of(belt(north=35.7), **more).maps
        assert (BestMap.of(one).around is None) == wanted


def test_posts_are_place_marks_of_the_day(passage_of):
    post = ControlSpell(holder="x", since=date(2017, 10, 1), point=(38.5, 35.5), source="marks")
    (one,) = passage_of([*belt(), post]).maps
    row, column = np.unravel_index(np.argmin(one.post_km), one.post_km.shape)
    assert one.held[row, column]
    assert one.post_km.max() == pytest.approx(70, rel=0.1)
    (none,) = passage_of([*belt(), ControlSpell(holder="x", since=date(2018, 1, 1), point=(38.5, 35.5))]).maps
    assert none.post_km is None


def test_without_a_crossing_there_is_nothing_to_ask(war_of):
    with pytest.raises(QuestionError, match="--from-place"):
        build_passage(war_of([{}]))


def along(passage_of, *lines, **other):
    return passage_of(other.pop("spells", belt()), roads=lines, **other)


def test_roads_are_cut_at_cells_and_their_crossing_is_exact(passage_of):
    (one,) = along(passage_of, [(38.2, 35.5), (38.8, 35.5)]).maps
    assert one.roads.km.sum() == pytest.approx(54.4, rel=0.01)
    assert one.roads.km.max() <= one.cell_km * 2**0.5 + 1e-9
    middle = (one.roads.at[one.roads.one] + one.roads.at[one.roads.two]) / 2
    row, column = np.floor(middle).astype(int).T
    assert (row * one.held.shape[1] + column).tolist() == one.roads.cell.tolist()
    best = BestMap.of(one)
    assert best.around is None
    assert best.way.length_km == pytest.approx(54.4, rel=0.01)
    assert best.way.crossing_km == pytest.approx(18.1, abs=2.1)


def test_roads_meet_where_their_lines_do_and_the_way_takes_the_bend(passage_of):
    level, steep = [(38.1, 35.5), (38.5, 35.5)], [(38.35, 35.2), (38.35, 35.95)]
    north = [(38.35, 35.9), (38.8, 35.9), (38.8, 35.5)]
    (one,) = along(passage_of, level, steep, north, spells=belt(north=35.7)).maps
    best = BestMap.of(one)
    assert best.around.length_km == pytest.approx(13.6 + 44.4 + 40.6 + 44.4, rel=0.02)
    (apart,) = along(passage_of, level, north, spells=belt(north=35.7)).maps
    assert BestMap.of(apart) is None


def test_a_road_over_the_date_line_and_one_over_water(passage_of):
    east, west = spell("f", 179.0, 10.0, 180.0, 11.0), spell("f", -180.0, 10.0, -179.0, 11.0)
    far = spell("x", 179.4, 10.0, 179.6, 10.4)
    road = [(179.2, 10.5), (179.9, 10.5), (-179.9, 10.5), (-179.2, 10.5)]
    (one,) = along(passage_of, road, spells=[east, west, far], start=(179.2, 10.5), goal=(-179.2, 10.5)).maps
    assert BestMap.of(one).around.length_km == pytest.approx(175, rel=0.01)
    sea = [spell("f", 38.0, 35.0, 38.4, 36.0), spell("x", 38.7, 35.0, 39.0, 36.0)]
    (one,) = along(passage_of, [(38.2, 35.5), (38.8, 35.5)], spells=sea).maps
    assert BestMap.of(one) is None


def test_a_place_that_no_road_comes_near_is_said(passage_of):
    found = along(passage_of, [(38.2, 35.9), (38.8, 35.9)])
    assert found.maps == ()
    assert "within 10 km of P" in found.unusable[0]
    sea = [spell("f", 38.0, 35.0, 38.4, 36.0), spell("x", 38.7, 35.0, 39.0, 36.0)]
    outside = along(passage_of, [(38.45, 35.5), (38.8, 35.5)], spells=sea, start=(38.39, 35.5))
    assert "the nearest road lies outside" in outside.unusable[0]


def test_each_map_says_of_which_asked_days_it_tells(passage_of):
    spells = [*belt(since=date(2017, 9, 1), until=date(2017, 10, 12)), *belt(since=DAY)]
    found = passage_of(spells, first=date(2017, 10, 10), end=date(2017, 11, 1))
    start = day_number(date(2017, 10, 10))
    assert [one.days for one in found.maps] == [(start, start + 2), (start + 5, start + 22)]
