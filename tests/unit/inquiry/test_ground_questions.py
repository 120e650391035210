"""Fronts, ground held, reach and changes of hands of a small case with maps of two sources that disagree."""

import json
from datetime import date

import pytest
import shapely
from pyproj import Geod

from holdfire.case.act import Act
from holdfire.errors import AreaError, QuestionError, RegistryError
from holdfire.inquiry.exposures import WantedExposure, exposure
from holdfire.inquiry.handing import WantedChanges, list_changes
from holdfire.inquiry.holding import WantedHoldings, list_holdings
from holdfire.inquiry.reaching import WantedReach, list_reach
from holdfire.intake.control import import_control
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer
from holdfire.intake.tables import import_events

ACT = Act(by="ada", at="2031-01-01T00:00:00+00:00")
GEOD = Geod(ellps="WGS84")
JAN, FEB, MAR = date(2030, 1, 1), date(2030, 2, 1), date(2030, 3, 1)


def feature(holder, box, since, until=None, **more):
    return {
        "type": "Feature",
        "geometry": json.loads(shapely.to_geojson(shapely.box(*box))),
        "properties": {
            "holder": holder,
            "from": since.isoformat(),
            "until": until and until.isoformat(),
            **more,
        },
    }


def km(*line):
    return GEOD.geometry_length(shapely.segmentize(shapely.LineString(line), 0.01)) / 1000


def km2(*box):
    return GEOD.geometry_area_perimeter(shapely.segmentize(shapely.box(*box), 0.01))[0] / 1e6


DESK = [  # a line moves north from February on
    feature("Red Front", (38, 35.0, 39, 35.5), JAN, FEB, error_km=5),
    feature("Blue Army", (38, 35.5, 39, 36.0), JAN, FEB, error_km=5),
    feature("Red Front", (38, 35.0, 39, 35.7), FEB, MAR, error_km=5),
    feature("Blue Army", (38, 35.7, 39, 36.0), FEB, MAR, error_km=5),
]
OTHER = [
    feature("Red Front", (38, 35.0, 39, 35.2), JAN, FEB),
    feature("Blue Army", (38, 35.2, 39, 36.0), JAN, FEB),
]
TOWNS = "name,lat,lon,country,population\nOsk,35.6,38.5,Velmar,9000\nTarn,35.1,38.2,Velmar,6000\n"
HEADER = (
    "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,where_prec,date_prec,"
    "best,low,high\n"
)
EVENTS = [  # what, sides, where, when, deaths
    (1, 1, "Red Front", "Blue Army", 35.61, 38.51, "2030-01-30", 7),
    (2, 1, "Blue Army", "Red Front", 35.62, 38.5, "2030-02-04", 2),
    (3, 2, "Red Front", "Green Guard", 35.6, 38.5, "2030-02-01", 3),
    (4, 1, "Red Front", "Blue Army", 35.1, 38.2, "2030-02-01", 9),  # 60 km off
    (5, 1, "Red Front", "Green Guard", 35.4, 38.4, "2030-04-10", 1),
    (6, 1, "Blue Army", "Green Guard", 35.42, 38.4, "2030-04-12", 1),
    (7, 1, "Blue Army", "Green Guard", 35.1, 38.2, "2030-01-05", 1),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ground")
    case = new_case(folder / "case", title="t", actors=None, act=ACT)
    for name, features in (("desk", DESK), ("other", OTHER)):
        path = folder / f"{name}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        import_control(case, [path], name=name, act=ACT)
    (folder / "towns.csv").write_text(TOWNS)
    import_gazetteer(case, [folder / "towns.csv"], name=None, columns={}, skip_bad=False, act=ACT)
    rows = [f"{n},{kind},{a},{b},{lat},{lon},Velmar,{day},1,1,{dead},{dead},{dead}\n"
            for n, kind, a, b, lat, lon, day, dead in EVENTS]  # fmt: skip
    (folder / "events.csv").write_text(HEADER + "".join(rows))
    import_events(case, "ucdp", [folder / "events.csv"], name=None, skip_bad=False, act=ACT)
    return case


def front(case, **more):
    return exposure(case, WantedExposure(a=("red front",), b=("Blue Army",), **more))


def test_a_front_is_the_sum_of_its_days_and_each_source_stands_by_itself(case):
    found = front(case, since=date(2030, 1, 30), until=date(2030, 2, 3))
    desk, other = found.sources
    before, after = km((38, 35.5), (39, 35.5)), km((38, 35.7), (39, 35.7))
    assert [(f.since, f.until) for f in desk.fronts] == [
        ("2030-01-30", "2030-02-01"),
        ("2030-02-01", "2030-02-03"),
    ]
    assert [f.km for f in desk.fronts] == pytest.approx([before, after], rel=1e-6)
    assert desk.km_days == pytest.approx(2 * before + 2 * after, rel=1e-6)
    assert (desk.days, other.days) == (4, 2)
    assert other.km_days == pytest.approx(2 * km((38, 35.2), (39, 35.2)), rel=1e-6)
    assert (found.exposure.unit, found.exposure.basis) == ("km-days", "control map")
    assert found.exposure.value == desk.km_days
    assert (desk.error_km, other.error_km) == (5, None)


def test_only_the_part_of_a_front_inside_an_area_counts(case):
    whole = front(case, since=JAN, until=FEB, source="desk")
    half = front(case, since=JAN, until=FEB, source="desk", area="38,35,38.5,36")
    assert half.exposure.value == pytest.approx(whole.exposure.value / 2, rel=0.01)
    assert front(case, since=JAN, until=FEB, area="38,35.8,39,36").exposure.value == 0


def test_where_no_map_draws_a_day_co_presence_stands_in_and_else_nothing(case):
    found = front(case, since=date(2030, 4, 1), until=date(2030, 5, 1))
    assert found.sources == ()
    assert (found.exposure.unit, found.exposure.basis) == ("cell-days", "co-presence")
    assert found.exposure.value > 0
    far = front(case, since=date(2030, 4, 1), until=date(2030, 5, 1), area="38,35.8,39,36")
    assert far.exposure.value == 0
    april = front(case, since=date(2031, 4, 1), until=date(2031, 5, 1))
    assert april.exposure.value == 0  # nobody is seen: no contact, which is no zero of a map


def test_what_cannot_be_asked_is_said(case):
    with pytest.raises(RegistryError, match="Nobody"):
        exposure(case, WantedExposure(a=("Nobody",), b=("Blue Army",)))
    with pytest.raises(QuestionError, match="itself"):
        exposure(case, WantedExposure(a=("Red Front",), b=("Red Front",)))
    with pytest.raises(QuestionError, match="ends"):
        front(case, since=FEB, until=FEB)
    with pytest.raises(QuestionError, match="desk, other"):
        front(case, source="nowhere")
    with pytest.raises(AreaError, match="outline"):
        front(case, area="Atlantis")


def test_ground_places_and_people_are_listed_by_day_and_source(case):
    found = {(h.source, h.since, h.name): h for h in list_holdings(case)}
    red = found["desk", "2030-01-01", "Red Front"]
    assert red.km2 == pytest.approx(km2(38, 35, 39, 35.5), rel=1e-6)
    assert (red.until, red.places, red.people) == ("2030-02-01", 1, 6000)
    assert red.share == pytest.approx(0.5, abs=0.01)
    later = found["desk", "2030-02-01", "Red Front"]
    assert (later.places, later.people) == (2, 15000)
    assert found["other", "2030-01-01", "Red Front"].km2 == pytest.approx(km2(38, 35, 39, 35.2), rel=1e-6)
    assert ("other", "2030-02-01", "Red Front") not in found
    assert {h.km2_range for h in found.values()} == {None}


def test_on_one_day_the_maps_error_is_told_at_both_edges_of_a_spell(case):
    (before,) = list_holdings(
        case, WantedHoldings(actors=("Red Front",), on=date(2030, 1, 31), source="desk")
    )
    (after,) = list_holdings(case, WantedHoldings(actors=("Red Front",), on=FEB, source="desk"))
    assert before.km2 == pytest.approx(km2(38, 35, 39, 35.5), rel=1e-6)
    assert after.km2 == pytest.approx(km2(38, 35, 39, 35.7), rel=1e-6)
    strip = 5 * km((38, 35.5), (39, 35.5))
    assert before.km2_range == pytest.approx((before.km2 - strip, before.km2 + strip), rel=0.002)
    assert (before.places_range, before.people_range) == ((1, 1), (6000, 6000))
    assert list_holdings(case, WantedHoldings(on=MAR)) == ()
    (other,) = list_holdings(case, WantedHoldings(actors=("Red Front",), on=JAN, source="other"))
    assert other.km2_range is None


def test_ground_is_cut_to_an_area(case):
    (half,) = list_holdings(
        case, WantedHoldings(actors=("Red Front",), on=JAN, source="desk", area="38,35,38.5,36")
    )
    assert half.km2 == pytest.approx(km2(38, 35, 38.5, 35.5), rel=1e-6)
    assert half.share == pytest.approx(0.5, abs=0.01)
    assert half.km2_range[0] < half.km2 < half.km2_range[1]


def test_what_lies_within_reach_is_measured_by_each_source(case):
    asked = WantedReach(actor=("Blue Army",), other=("Red Front",), km=10.0, on=JAN)
    desk, other = list_reach(case, asked)
    assert desk.km2 == pytest.approx(10 * km((38, 35.5), (39, 35.5)), rel=0.01)
    assert (desk.places, other.places) == (0, 0)
    far = list_reach(
        case, WantedReach(actor=("Blue Army",), other=("Red Front",), km=50.0, on=JAN, source="desk")
    )
    assert (far[0].places, far[0].people) == (1, 6000)
    with pytest.raises(QuestionError, match="reach"):
        list_reach(case, WantedReach(actor=("Blue Army",), other=("Red Front",), km=-1.0, on=JAN))


def test_towns_and_ground_that_change_hands_are_told_with_the_fighting_near_them(case):
    found = list_changes(case)
    (osk,) = found.towns
    assert (osk.place, osk.loser, osk.taker, osk.first, osk.last) == (
        "Osk", "Blue Army", "Red Front", "2030-02-01", "2030-02-01",
    )  # fmt: skip
    assert (osk.fighting.between, osk.fighting.deaths, osk.fighting.anybody) == (2, (9, 9, 9), 3)
    (ground,) = found.ground
    assert (ground.source, ground.day, ground.loser, ground.taker) == (
        "desk",
        "2030-02-01",
        "Blue Army",
        "Red Front",
    )
    assert ground.km2 == pytest.approx(km2(38, 35.5, 39, 35.7), rel=1e-6)
    short = list_changes(case, WantedChanges(days=2)).towns[0].fighting
    assert (short.between, short.anybody) == (1, 2)


def test_changes_are_asked_for_by_days_and_holder(case):
    assert len(list_changes(case, WantedChanges(since=FEB)).ground) == 1
    assert len(list_changes(case, WantedChanges(until=FEB)).ground) == 0
    assert list_changes(case, WantedChanges(since=date(2030, 2, 2), until=MAR)).towns == ()
    assert len(list_changes(case, WantedChanges(actors=("Blue Army",))).towns) == 1
    assert list_changes(case, WantedChanges(actors=("Green Guard",))).towns == ()
    with pytest.raises(QuestionError, match="50 km"):
        WantedChanges(km=80.0)
